"""A film's sound and stills for the timeline: read beside the window, kept with the session, dropped when closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from vfi.core.errors import CouldNot
from vfi.desk import to_see
from vfi.desk.demo import copy_example
from vfi.desk.session import open_place
from vfi.desk.to_see import ToSee
from vfi.ui import film_spectrum
from vfi.ui.code.tracks import ShownStill
from vfi.ui.film_tracks import FilmTracks
from vfi.ui.jobs import Jobs

pytestmark = [pytest.mark.window, pytest.mark.film]
SECOND = 1_000_000_000


@pytest.fixture
def film(tmp_path: Path) -> ToSee:
    copy_example(tmp_path / "library")
    desk = open_place(tmp_path / "library" / "F012" / "2026-03-11-home-play")
    return ToSee(desk, desk.film(), desk.film_file(), desk.film_index())


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    jobs.close()


def cache(film: ToSee) -> set[str]:
    return {path.name.split("-")[0] for path in (film.desk.path / "cache").iterdir()}


def test_the_sound_is_read_once_and_kept_with_the_session(
    film: ToSee, jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert film.has_sound()
    tracks = FilmTracks(film, jobs, jobs, has_sound=True)
    tracks.want_sound(True)
    qtbot.waitUntil(lambda: tracks.sound is not None)
    first = tracks.sound
    assert first is not None
    assert tracks.sound_progress is None
    assert abs(first.end_ns - film.index.frame_map.end) < SECOND // 10
    assert "peaks" in cache(film)
    tracks.close()

    def read_again(*_args: object, **_more: object) -> None:
        raise AssertionError("the sound was read through again")

    monkeypatch.setattr(to_see, "build_peaks", read_again)
    again = FilmTracks(film, jobs, jobs, has_sound=True)
    again.want_sound(True)
    qtbot.waitUntil(lambda: again.sound is not None)
    assert again.sound is not None
    assert (again.sound.base == first.base).all()
    again.close()


def test_hiding_the_lane_stops_the_reading_and_showing_it_begins_anew(film: ToSee, jobs: Jobs, qtbot: QtBot) -> None:
    tracks = FilmTracks(film, jobs, jobs, has_sound=True)
    tracks.want_sound(True)
    assert tracks.sound_progress is not None
    tracks.want_sound(False)
    assert tracks.sound_progress is None
    tracks.want_sound(True)
    qtbot.waitUntil(lambda: tracks.sound is not None)
    tracks.close()


def test_a_sound_that_cannot_be_read_leaves_its_lane_empty_and_is_not_tried_for_ever(
    film: ToSee, jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[None] = []

    def away(*_args: object, **_more: object) -> None:
        tried.append(None)
        raise CouldNot("film-gone")

    monkeypatch.setattr(to_see, "build_peaks", away)
    tracks = FilmTracks(film, jobs, jobs, has_sound=True)
    with qtbot.waitSignal(tracks.sound_changed):
        tracks.want_sound(True)
    tracks.want_sound(True)
    assert (tracks.sound, tracks.sound_progress) == (None, None)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert len(tried) == 1
    tracks.close()


def test_stills_come_for_the_cells_that_were_asked_for_last_and_are_kept(film: ToSee, jobs: Jobs, qtbot: QtBot) -> None:
    tracks = FilmTracks(film, jobs, jobs, has_sound=True)
    came: dict[int, ShownStill] = {}
    tracks.still_came.connect(lambda still: came.__setitem__(still.cell, still))
    tracks.ask_stills([0, 30 * SECOND], 2 * SECOND)
    tracks.ask_stills([10 * SECOND, 20 * SECOND], 2 * SECOND)
    qtbot.waitUntil(lambda: len(came) == 2 and all(still.final for still in came.values()), timeout=15_000)
    assert set(came) == {10 * SECOND, 20 * SECOND}
    for cell, still in came.items():
        assert cell <= still.time < cell + 2 * SECOND
        assert still.image.shape == (72, 128, 3)
    qtbot.waitUntil(lambda: "stills" in cache(film), timeout=10_000)
    tracks.close()
    store = film.stills()
    frames = {film.index.frame_map.frame_at(still.time) for still in came.values()}
    assert all(frame in store for frame in frames)


def test_the_pitch_is_made_while_it_is_wanted_and_not_made_again(
    film: ToSee, jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tracks = FilmTracks(film, jobs, jobs, has_sound=True)
    tracks.want_spectrum(True)
    assert tracks.spectrum_progress == 0.0
    qtbot.waitUntil(lambda: tracks.spectrum is not None and tracks.spectrum.part == 1, timeout=15_000)
    qtbot.waitUntil(lambda: tracks.spectrum_progress is None)
    qtbot.waitUntil(lambda: "spectrum" in cache(film))
    first = tracks.spectrum
    tracks.close()

    def read_again(*_args: object, **_more: object) -> None:
        raise AssertionError("the sound was read through again")

    monkeypatch.setattr(film_spectrum, "SpectrumReader", read_again)
    again = FilmTracks(film, jobs, jobs, has_sound=True)
    again.want_spectrum(True)
    qtbot.waitUntil(lambda: again.spectrum is not None)
    assert first is not None
    assert again.spectrum is not None
    whole = 0, film.index.frame_map.end, 300
    assert (again.spectrum.columns(*whole) == first.columns(*whole)).all()
    again.close()


def test_what_was_made_before_the_lane_was_hidden_is_gone_on_with(film: ToSee, jobs: Jobs, qtbot: QtBot) -> None:
    tracks = FilmTracks(film, jobs, jobs, has_sound=True)
    tracks.want_spectrum(True)
    qtbot.waitUntil(lambda: tracks.spectrum is not None and tracks.spectrum.part > 0, timeout=15_000)
    tracks.want_spectrum(False)
    assert tracks.spectrum_progress is None
    tracks.want_spectrum(True)
    qtbot.waitUntil(lambda: tracks.spectrum is not None and tracks.spectrum.part == 1, timeout=15_000)
    tracks.close()


def test_a_pitch_that_cannot_be_read_leaves_its_lane_empty(
    film: ToSee, jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tracks = FilmTracks(replace(film, path=film.path.with_name("gone.mp4")), jobs, jobs, has_sound=True)
    with qtbot.waitSignal(tracks.spectrum_changed):
        tracks.want_spectrum(True)
    tracks.want_spectrum(True)
    assert (tracks.spectrum, tracks.spectrum_progress) == (None, None)
    tracks.close()
