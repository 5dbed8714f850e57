"""The facts of a film, as a person is told them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from films import FILMS, MORE_FILMS, Made, x264

from vfi.media.facts import probe
from vfi.words.sentences_film import FILM_REMARKS, remark_slots

pytestmark = pytest.mark.film
FilmFile = Callable[[str], Path]


def remarks(path: Path) -> dict[str, dict[str, int | str]]:
    return {warning.id: dict(warning.values) for warning in probe(path).warnings}


def test_a_plain_film_with_sound_has_nothing_odd(film_file: FilmFile) -> None:
    facts = probe(film_file("rotated-90"))
    assert (facts.frames, facts.duration_ns, facts.codec) == (240, 9_600_000_000, "h264")
    assert facts.keyframes == 6
    assert not facts.variable_frame_rate
    assert facts.audio is not None
    assert (facts.audio.codec, facts.audio.rate, facts.audio.channels) == ("aac", 48000, 2)
    assert abs(facts.audio.offset_ns) < 50_000_000
    assert facts.warnings == ()


def test_every_remark_on_every_film_has_its_sentence(film_file: FilmFile) -> None:
    for name in FILMS:
        for warning in probe(film_file(name)).warnings:
            assert FILM_REMARKS[warning.id].format(**remark_slots(warning.values))


def test_size_is_told_as_displayed_after_turning(film_file: FilmFile) -> None:
    facts = probe(film_file("rotated-90"))
    assert (facts.width, facts.height, facts.rotation) == (180, 320, 90)


def test_size_is_told_as_displayed_with_square_elements(film_file: FilmFile) -> None:
    facts = probe(film_file("wide-elements"))
    assert (facts.width, facts.height) == (341, 180)
    assert MORE_FILMS["wide-elements"].size == (320, 180)


def test_a_variable_rate_is_noticed_with_its_extremes(film_file: FilmFile) -> None:
    path = film_file("variable-rate")
    said = remarks(path)["variable-rate"]
    steps = np.diff(FILMS["variable-rate"].times)
    assert probe(path).variable_frame_rate
    assert (said["shortest_ns"], said["longest_ns"]) == (steps.min(), steps.max())


def test_milliseconds_of_a_matroska_film_are_no_variable_rate(film_file: FilmFile) -> None:
    assert not probe(film_file("h264-mkv")).variable_frame_rate


def test_a_late_start_is_said_and_so_is_sound_that_began_before(film_file: FilmFile) -> None:
    said = remarks(film_file("late-start-mkv"))
    assert said["late-start"]["start_ns"] == 7_300_000_000
    assert 7_200_000_000 < int(said["picture-starts-late"]["late_ns"]) < 7_400_000_000


def test_pictures_hidden_by_an_edit_list_are_counted(film_file: FilmFile) -> None:
    assert remarks(film_file("edit-list"))["hidden-frames"]["count"] > 0


def test_interlaced_pictures_are_said_to_be_woven(film_file: FilmFile) -> None:
    assert "interlaced" in remarks(film_file("interlaced-mpeg2-ts"))


def test_times_that_the_film_does_not_have_are_said_to_be_made_up(film_file: FilmFile) -> None:
    assert remarks(film_file("raw-h264"))["times-made-up"]["count"] == 240


def test_far_key_frames_are_said(tmp_path: Path) -> None:
    made = Made(name="far", options=x264(keyint="infinite", scenecut=0, bframes=0), count=320)
    assert remarks(made.make(tmp_path))["far-key-frames"]["longest_ns"] == 12_800_000_000


def test_a_pause_of_the_recording_is_said_with_its_place(tmp_path: Path) -> None:
    ticks = (*range(30), *range(130, 160))
    path = Made(name="pause", options=x264(bframes=2), count=60, ticks=ticks).make(tmp_path)
    assert remarks(path)["gap"] == {"frame": 29, "length_ns": 101 * 40_000_000}
