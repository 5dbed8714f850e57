"""The waveform that is drawn is the sound that is heard: at its place, whatever the zoom, and never less loud."""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from tests.sounding import Samples, sounding_film
from vfi.core.errors import CouldNot
from vfi.media.index import build_index
from vfi.media.peaks import GRAIN, NotKept, Peaks, build_peaks, load_peaks, peaks_key, save_peaks

pytestmark = pytest.mark.film

SECOND = 1_000_000_000
RATE = 25_600
"""A hundred grains of 256 samples a second: every place here is the edge of one."""


def noise(samples: int, *, channels: int = 1, seed: int = 1) -> Samples:
    found = np.random.default_rng(seed).uniform(-0.5, 0.5, (channels, samples))
    return found.astype(np.float32)


def peaks_of(path: Path) -> Peaks:
    found = build_peaks(path, build_index(path))
    assert found is not None
    return found


def test_a_bang_stands_in_the_column_of_its_time_with_its_height(tmp_path: Path) -> None:
    samples = np.zeros(3 * RATE, np.float32)
    samples[RATE + RATE // 2] = -0.81  # at 1.5 s
    peaks = peaks_of(sounding_film(tmp_path / "bang.mov", samples, rate=RATE))
    columns = peaks.columns(0, 3 * SECOND, 30)
    assert np.flatnonzero(columns.low).tolist() == [15]
    assert columns.low[15] == pytest.approx(-0.81, abs=0.01)
    assert columns.high.max() == 0
    assert peaks.loudest == pytest.approx(0.81, abs=0.01)


def test_the_louder_of_two_channels_is_seen(tmp_path: Path) -> None:
    samples = np.zeros((2, RATE), np.float32)
    samples[1, 10_000] = 0.64
    samples[0, 10_000] = -0.64  # mixed into one, they would be silence
    columns = peaks_of(sounding_film(tmp_path / "two.mov", samples, rate=RATE)).columns(0, SECOND, 1)
    assert columns.high[0] == pytest.approx(0.64, abs=0.01)
    assert columns.low[0] == pytest.approx(-0.64, abs=0.01)


def test_a_quiet_room_keeps_its_shape(tmp_path: Path) -> None:
    samples = np.zeros(RATE, np.float32)
    samples[RATE // 4], samples[RATE * 3 // 4] = 0.001, 0.002  # -60 and -54 dB
    columns = peaks_of(sounding_film(tmp_path / "quiet.mov", samples, rate=RATE)).columns(0, SECOND, 2)
    assert columns.high[1] > 1.5 * columns.high[0] > 0


@pytest.mark.parametrize("stretch", [(0, 20_000), (3, 19_997), (777, 9_123), (5_000, 5_090), (19_000, 25_000)])
@pytest.mark.parametrize("count", [1, 7, 100, 1000])
def test_at_every_zoom_a_column_is_the_extremes_of_just_the_grains_it_touches(
    stretch: tuple[int, int], count: int
) -> None:
    base = np.sort(np.random.default_rng(5).integers(-127, 128, (2, 3777)).astype(np.int8), axis=0)
    peaks = Peaks(start_ns=0, rate=GRAIN * 200, samples=3777 * GRAIN, base=base)  # a grain lasts 5 ms
    start, end = (ms * 1_000_000 for ms in stretch)
    columns = peaks.columns(start, end, count)
    for column in range(count):
        first = (start + (end - start) * column // count) // 5_000_000
        after = max(first + 1, -(-(start + (end - start) * (column + 1) // count) // 5_000_000))
        own = base[:, first:after]
        low, high = (int(own[0].min()), int(own[1].max())) if own.shape[1] else (0, 0)
        assert columns.low[column] == pytest.approx(np.sign(low) * (low / 127) ** 2, abs=1e-6)
        assert columns.high[column] == pytest.approx(np.sign(high) * (high / 127) ** 2, abs=1e-6)


def test_sound_that_begins_late_is_drawn_late(tmp_path: Path) -> None:
    samples = np.full(RATE, 0.5, np.float32)
    peaks = peaks_of(sounding_film(tmp_path / "late.mov", samples, late=RATE, seconds=3, rate=RATE))
    assert peaks.start_ns == SECOND
    assert peaks.end_ns == 2 * SECOND
    columns = peaks.columns(0, 3 * SECOND, 30)
    assert np.flatnonzero(columns.high).tolist() == list(range(10, 20))


def test_after_a_pause_in_the_recording_the_sound_stands_at_its_own_time_again(tmp_path: Path) -> None:
    samples = np.full(2 * RATE, 0.5, np.float32)
    path = sounding_film(tmp_path / "gap.mkv", samples, gap=(RATE, 3 * RATE), seconds=5, rate=RATE)
    columns = peaks_of(path).columns(0, 5 * SECOND, 50)
    assert np.flatnonzero(columns.high).tolist() == [*range(10), *range(40, 50)]


@pytest.mark.parametrize("clock", [Fraction(995, 1000), Fraction(1005, 1000)])
def test_where_the_films_own_clock_runs_unlike_its_samples_the_clock_is_right(tmp_path: Path, clock: Fraction) -> None:
    samples = np.zeros(40 * RATE, np.float32)
    samples[30 * RATE :] = 0.5
    path = sounding_film(tmp_path / "odd.mkv", samples, clock=clock, seconds=41, rate=RATE)
    columns = peaks_of(path).columns(0, 40 * SECOND, 4000)
    first = int(np.flatnonzero(columns.high)[0])
    assert abs(first - 3000 * clock) <= 2  # by the samples alone it would be 15


def test_a_recording_that_goes_on_in_another_kind_of_sound_is_drawn_to_its_end(tmp_path: Path) -> None:
    loud = np.full(2 * 48_000, 0.5, np.float32) * np.sin(np.arange(2 * 48_000) * 0.1).astype(np.float32)
    one = sounding_film(tmp_path / "one.ts", np.stack([loud, loud]), codec="mp2", rate=48_000)
    two = sounding_film(tmp_path / "two.ts", 0.4 * loud[: 2 * 32_000], codec="mp2", rate=32_000)
    joined = tmp_path / "joined.ts"
    joined.write_bytes(one.read_bytes() + two.read_bytes())
    columns = peaks_of(joined).columns(0, 4 * SECOND, 8)
    assert columns.high[:3] == pytest.approx(0.5, abs=0.05)
    assert columns.high[5:7] == pytest.approx(0.2 / np.sqrt(2), abs=0.02)  # one channel shared out to two


def test_outside_the_film_nothing_is_drawn(tmp_path: Path) -> None:
    peaks = peaks_of(sounding_film(tmp_path / "short.mov", noise(RATE), rate=RATE))
    assert not peaks.columns(-5 * SECOND, -SECOND, 10).high.any()
    assert not peaks.columns(2 * SECOND, 9 * SECOND, 10).low.any()


def test_a_lossy_sound_is_where_it_was_recorded(tmp_path: Path) -> None:
    samples = np.zeros(96_000, np.float32)
    samples[48_000:57_600] = 0.5 * np.sin(np.arange(9_600) * 0.1)
    peaks = peaks_of(sounding_film(tmp_path / "aac.mp4", samples, rate=48_000, codec="aac"))
    loud = np.flatnonzero(peaks.columns(0, 2 * SECOND, 200).high > 0.2)
    assert abs(loud[0] - 100) <= 1
    assert abs(loud[-1] - 119) <= 1


def test_a_film_without_sound_has_no_peaks_and_that_is_kept_too(tmp_path: Path) -> None:
    path = sounding_film(tmp_path / "mute.mov", None, seconds=1)
    assert build_peaks(path, build_index(path)) is None
    stream = BytesIO()
    save_peaks(None, "key", stream)
    stream.seek(0)
    assert load_peaks(stream, "key") is None


def test_peaks_that_were_kept_come_back_the_same(tmp_path: Path) -> None:
    peaks = peaks_of(sounding_film(tmp_path / "film.mov", noise(2 * RATE + 77, channels=2), late=256, rate=RATE))
    stream = BytesIO()
    save_peaks(peaks, peaks_key("a film"), stream)
    stream.seek(0)
    found = load_peaks(stream, peaks_key("a film"))
    assert found is not None
    assert (found.start_ns, found.rate, found.samples) == (10_000_000, RATE, 2 * RATE + 77)
    assert np.array_equal(found.base, peaks.base)


def test_what_is_kept_for_another_film_or_torn_is_not_used() -> None:
    stream = BytesIO()
    save_peaks(Peaks(0, RATE, GRAIN, np.zeros((2, 1), np.int8)), "one film", stream)
    stream.seek(0)
    with pytest.raises(NotKept):
        load_peaks(stream, "another film")
    with pytest.raises(NotKept):
        load_peaks(BytesIO(stream.getvalue()[:-40]), "one film")


def test_reading_can_be_stopped_and_says_how_far_it_is(tmp_path: Path) -> None:
    path = sounding_film(tmp_path / "film.mov", noise(10 * RATE), rate=RATE)
    index = build_index(path)
    done: list[float] = []
    build_peaks(path, index, progress=done.append)
    assert done == sorted(done)
    assert done[-1] == 1.0
    assert len(done) > 3
    with pytest.raises(CouldNot, match="cancelled"):
        build_peaks(path, index, cancelled=lambda: True)
