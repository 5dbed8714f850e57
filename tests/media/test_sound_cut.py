"""The sound of a cut is exact to the sample, however its recording goes on."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from tests.sounding import Samples, sounding_film
from vfi.media.index import build_index
from vfi.media.sound_cut import SoundCut, cut_sound

pytestmark = pytest.mark.film

SECOND = 1_000_000_000


def heard(path: Path, start: int, end: int, *, rate: int, channels: int = 1) -> Samples:
    """The samples of this stretch (ns) at this rate, shape (channels, samples)."""
    found = cut_sound(str(path), build_index(path), start, end)
    assert isinstance(found, SoundCut)
    return np.concatenate(list(replace(found, rate=rate, channels=channels).chunks()), axis=1)


def loudness(samples: Samples, rate: int) -> Samples:
    """Root mean square of the first channel in each half second."""
    half = rate // 2
    return np.sqrt(np.mean(samples[0][: len(samples[0]) // half * half].reshape(-1, half) ** 2, axis=1))


def tone(seconds: float, rate: int, *, high: float = 0.5) -> Samples:
    return (high * np.sin(np.arange(round(seconds * rate)) * 2 * np.pi * 400 / rate)).astype(np.float32)


@pytest.mark.parametrize("rate", [48_000, 44_100, 16_000, 8_000, 4_000])
def test_resampled_a_click_stays_where_it_was(tmp_path: Path, rate: int) -> None:
    samples = np.zeros(3 * 96_000, np.float32)
    samples[96_000:96_960] = np.hanning(960)  # its peak 5 ms after the first second
    path = sounding_film(tmp_path / "click.mov", samples, rate=96_000)
    found = heard(path, 0, 2 * SECOND, rate=rate)[0]
    assert int(np.argmax(found)) / rate == pytest.approx(1.005, abs=0.0002)


def test_sound_that_changes_its_kind_on_the_way_is_heard_to_its_end(tmp_path: Path) -> None:
    one = sounding_film(tmp_path / "one.ts", np.stack([tone(2, 48_000)] * 2), codec="mp2", rate=48_000)
    two = sounding_film(tmp_path / "two.ts", tone(2, 32_000, high=0.2), codec="mp2", rate=32_000)
    joined = tmp_path / "joined.ts"
    joined.write_bytes(one.read_bytes() + two.read_bytes())
    found = heard(joined, 0, 4 * SECOND, rate=48_000, channels=2)
    assert found.shape == (2, 4 * 48_000)
    levels = loudness(found, 48_000)
    assert levels[:3] == pytest.approx(0.5 / np.sqrt(2), abs=0.04)
    assert levels[5:7] == pytest.approx(0.2 / 2, abs=0.03)  # one channel shared out to two


def test_a_cut_from_behind_the_change_is_heard_too(tmp_path: Path) -> None:
    one = sounding_film(tmp_path / "one.ts", tone(2, 48_000), codec="mp2", rate=48_000)
    two = sounding_film(tmp_path / "two.ts", tone(2, 48_000, high=0.2), codec="mp2", rate=48_000)
    joined = tmp_path / "joined.ts"
    joined.write_bytes(one.read_bytes() + two.read_bytes())
    found = heard(joined, int(2.5 * SECOND), int(3.5 * SECOND), rate=48_000)
    assert loudness(found, 48_000) == pytest.approx(0.2 / np.sqrt(2), abs=0.03)


def test_after_a_pause_in_the_recording_the_sound_is_at_its_own_time_again(tmp_path: Path) -> None:
    rate = 48_000
    path = sounding_film(tmp_path / "gap.mkv", tone(2, rate), gap=(rate, 3 * rate), seconds=5, rate=rate)
    levels = loudness(heard(path, 0, 5 * SECOND, rate=8_000), 8_000)
    assert np.flatnonzero(levels > 0.2).tolist() == [0, 1, 8, 9]
    assert levels[2:8] == pytest.approx(0, abs=0.02)


@pytest.mark.parametrize("clock", [Fraction(995, 1000), Fraction(1005, 1000)])
def test_where_the_films_own_clock_runs_unlike_its_samples_the_clock_is_right(tmp_path: Path, clock: Fraction) -> None:
    rate = 25_600
    samples = np.zeros(40 * rate, np.float32)
    samples[30 * rate :] = 0.5
    path = sounding_film(tmp_path / "odd.mkv", samples, clock=clock, seconds=41, rate=rate)
    found = heard(path, 0, 39 * SECOND, rate=48_000)[0]
    assert int(np.flatnonzero(found > 0.25)[0]) / 48_000 == pytest.approx(float(30 * clock), abs=0.015)
