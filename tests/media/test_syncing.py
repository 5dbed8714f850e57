"""Two films of one room are laid together by their sound, or it is said that this cannot be told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.sounding import Samples, sounding_film
from vfi.core.errors import CouldNot
from vfi.media.index import build_index
from vfi.media.syncing import Offset, find_offset
from vfi.words import SENTENCES

pytestmark = pytest.mark.film

RATE = 8000
SECOND = 1_000_000_000
MS = 1_000_000


def babble(seconds: float, seed: int, rate: int = RATE) -> Samples:
    """Voices that come and go: tones with overtones and breath, pauses between them."""
    random = np.random.default_rng(seed)
    sound = np.zeros(int(seconds * rate))
    at = 0.3
    while at < seconds - 0.6:
        length = random.uniform(0.08, 0.5)
        time = np.arange(int(length * rate)) / rate
        pitch = random.uniform(180, 600)
        voice = sum(
            random.uniform(0.2, 1) / over * np.sin(2 * np.pi * pitch * over * time * (1 + 0.05 * np.sin(5 * time)))
            for over in range(1, 6)
        )
        voice = (voice + random.normal(0, 0.2, len(time))) * np.sqrt(np.hanning(len(time))) * random.uniform(0.05, 0.3)
        begin = int(at * rate)
        sound[begin : begin + len(voice)] += voice
        at += length + random.exponential(0.6)
    return sound.astype(np.float32)


def hiss(count: int, loud: float, seed: int) -> Samples:
    return np.random.default_rng(seed).normal(0, loud, count).astype(np.float32)


def offset_of(folder: Path, first: Samples | None, second: Samples | None, **how: object) -> Offset:
    """What is found for two films with these sounds; `how`: see `sounding_film`, for the second film."""
    rate = int(str(how.pop("first_rate", RATE)))
    one = sounding_film(folder / "one.mov", first, rate=rate, seconds=None if first is not None else 5.0)
    settings = {"rate": RATE, "seconds": None if second is not None else 5.0} | how
    two = sounding_film(folder / "two.mov", second, **settings)  # type: ignore[arg-type]
    return find_offset(one, build_index(one), two, build_index(two))


def error(found: Offset, samples: int, rate: int = RATE) -> float:
    """By how much an offset is wrong (ns), the truth being given in samples."""
    assert found.sure, found
    assert found.offset_ns is not None
    return abs(found.offset_ns - samples * SECOND / rate)


def test_clean_sound_tells_the_offset_to_a_millisecond(tmp_path: Path) -> None:
    room = babble(60, 1)
    found = offset_of(tmp_path, room[: 40 * RATE], room[58_403 : 58_403 + 40 * RATE])
    assert error(found, 58_403) < 1 * MS
    assert found.confidence > 0.9
    assert found.spread_ns is not None
    assert found.spread_ns < 1 * MS


def test_the_sign_is_that_of_the_session_clock(tmp_path: Path) -> None:
    room = babble(60, 2)
    early, late = room[: 40 * RATE], room[16_001 : 16_001 + 40 * RATE]
    there = offset_of(tmp_path, early, late)
    back = offset_of(tmp_path, late, early)
    assert error(there, 16_001) < 1 * MS  # what is heard at 0 in the late film is heard at 2 s in the early one
    assert error(back, -16_001) < 1 * MS


@pytest.mark.parametrize("loud", [0.02, 0.05])
def test_noise_and_another_gain_leave_it_within_five_milliseconds(tmp_path: Path, loud: float) -> None:
    room = babble(60, 3)
    first = room[: 40 * RATE] + hiss(40 * RATE, loud, 1)
    second = 0.2 * (room[90_001 : 90_001 + 40 * RATE] + hiss(40 * RATE, loud, 2))
    assert error(offset_of(tmp_path, first, second), 90_001) < 5 * MS


def test_two_places_in_an_echoing_room_still_agree(tmp_path: Path) -> None:
    room = babble(50, 4)
    random = np.random.default_rng(5)
    fading = np.exp(-np.arange(4000) / 580)  # half a second until nothing is heard any more

    def heard_from_a_seat() -> Samples:
        echo = random.normal(size=4000) * fading
        echo[:16] = 0
        echo *= 1 / np.sqrt(np.square(echo).sum())  # as loud as the voice itself
        echo[0] = 1
        return np.convolve(room, echo)[: len(room)].astype(np.float32) * 0.4

    first, second = heard_from_a_seat(), heard_from_a_seat()
    found = offset_of(tmp_path, first[: 40 * RATE], second[40_003 : 40_003 + 40 * RATE])
    assert error(found, 40_003) < 5 * MS


def test_a_short_overlap_at_the_ends_is_enough(tmp_path: Path) -> None:
    room = babble(75, 6)
    found = offset_of(tmp_path, room[: 40 * RATE], room[33 * RATE + 5 : 73 * RATE])
    assert error(found, 33 * RATE + 5) < 1 * MS
    assert found.overlap_ns == pytest.approx(7 * SECOND, abs=SECOND // 10)


def test_a_short_film_is_found_within_a_long_one(tmp_path: Path) -> None:
    room = babble(240, 7)
    found = offset_of(tmp_path, room, room[170 * RATE + 3 : 185 * RATE])
    assert error(found, 170 * RATE + 3) < 1 * MS


def test_sound_that_begins_later_than_its_picture_is_counted_from_the_picture(tmp_path: Path) -> None:
    room = babble(60, 8)
    found = offset_of(tmp_path, room[: 40 * RATE], room[20 * RATE : 50 * RATE], late=2 * RATE)
    assert error(found, 18 * RATE) < 1 * MS


def test_films_of_different_rates_and_codecs_are_compared_alike(tmp_path: Path) -> None:
    room = babble(40, 9, rate=48_000)
    second = room[10 * 48_000 + 7 : 38 * 48_000]
    found = offset_of(tmp_path, room[: 30 * 48_000], second, first_rate=48_000, rate=48_000, codec="aac")
    assert error(found, 10 * 48_000 + 7, 48_000) < 1 * MS
    lower = np.interp(np.arange(0, 28 * 44_100) / 44_100 + 10, np.arange(len(room)) / 48_000, room).astype(np.float32)
    found = offset_of(tmp_path, room[: 30 * 48_000], lower, first_rate=48_000, rate=44_100)
    assert error(found, 10 * 48_000, 48_000) < 1 * MS


def test_clocks_that_run_apart_are_noticed_and_the_middle_is_right(tmp_path: Path) -> None:
    room = babble(240, 10)
    times = np.arange(200 * RATE) / RATE
    slow = np.interp((times * (1 - 100e-6) + 20) * RATE, np.arange(len(room)), room).astype(np.float32)
    found = offset_of(tmp_path, room, slow)  # 100 millionths: 20 ms in all
    assert found.sure
    assert found.drift_ppm == pytest.approx(100, abs=10)
    assert found.offset_ns is not None
    assert abs(found.offset_ns - (20 * SECOND - 10 * MS)) < 5 * MS


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_sounds_that_have_nothing_to_do_with_each_other_are_not_laid_together(tmp_path: Path, seed: int) -> None:
    found = offset_of(tmp_path, babble(60, seed), babble(40, seed + 50))
    assert found.doubt == "sync-no-match"
    assert found.confidence < 0.5


def test_the_same_hum_in_both_is_no_match(tmp_path: Path) -> None:
    hum = 0.1 * np.sin(2 * np.pi * 100 * np.arange(30 * RATE) / RATE).astype(np.float32)
    found = offset_of(tmp_path, hum + hiss(len(hum), 0.01, 1), hum + hiss(len(hum), 0.01, 2))
    assert found.doubt == "sync-no-match"


def test_a_melody_that_repeats_fits_at_several_places_and_that_is_said(tmp_path: Path) -> None:
    melody = babble(5, 14)
    found = offset_of(tmp_path, np.tile(melody, 10), np.tile(melody, 5))
    assert found.doubt == "sync-several-places"
    assert found.runner_up_fit > 0.9
    assert found.runner_up_ns is not None
    assert found.offset_ns is not None
    apart = abs(found.runner_up_ns - found.offset_ns) / (5 * SECOND)
    assert apart == pytest.approx(round(apart), abs=0.01)


def test_silence_too_little_and_no_sound_at_all_are_told_apart(tmp_path: Path) -> None:
    room, quiet = babble(10, 15), np.zeros(10 * RATE, np.float32)
    assert offset_of(tmp_path, room, quiet).doubt == "sync-silence"
    assert offset_of(tmp_path, room, room[: RATE // 2]).doubt == "sync-too-short"
    without = offset_of(tmp_path, room, None)
    assert (without.doubt, without.offset_ns) == ("sync-no-sound", None)


def test_the_picture_of_how_sure_it_is_peaks_at_the_offset(tmp_path: Path) -> None:
    room = babble(60, 16)
    found = offset_of(tmp_path, room[: 40 * RATE], room[12 * RATE : 52 * RATE])
    for curve in (found.curve, found.near):
        assert curve is not None
        assert np.all(np.diff(curve.shifts_ns) > 0)
        assert curve.fit.max() == 1.0
        assert abs(int(curve.shifts_ns[np.argmax(curve.fit)]) - 12 * SECOND) <= 10 * MS
    assert found.curve is not None
    assert len(found.curve.fit) <= 600
    assert found.curve.shifts_ns[0] < -30 * SECOND  # all shifts at which the films still meet
    assert np.median(found.curve.fit) < 0.3


def test_every_doubt_can_be_said() -> None:
    for doubt in ("no-sound", "silence", "too-short", "no-match", "several-places"):
        assert f"sync-{doubt}" in SENTENCES


def test_comparing_can_be_stopped_and_says_how_far_it_is(tmp_path: Path) -> None:
    one = sounding_film(tmp_path / "one.mov", babble(20, 17), rate=RATE)
    index = build_index(one)
    done: list[float] = []
    find_offset(one, index, one, index, progress=done.append)
    assert done == sorted(done)
    assert done[-1] == 1.0
    with pytest.raises(CouldNot, match="cancelled"):
        find_offset(one, index, one, index, cancelled=lambda: True)
