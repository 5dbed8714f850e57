"""The film report: what it says of films that are odd in one way or another, and that it has a sentence for each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from films import FILMS, MORE_FILMS, Made, x264

from vfi.media.index import provisional_index
from vfi.media.report import FilmReport, film_report
from vfi.words.saying import film_remark

pytestmark = pytest.mark.film
FilmFile = Callable[[str], Path]


def said(report: FilmReport) -> str:
    return "\n".join(film_remark(line.id, line.values) for line in report.lines)


@pytest.mark.parametrize("name", [*FILMS, "wide-elements", "odd-size", "hevc-10-bit"])
def test_every_line_of_every_film_has_its_sentence(name: str, film_file: FilmFile) -> None:
    report = film_report(film_file(name))
    frames = len((FILMS | MORE_FILMS)[name].numbers)
    assert said(report).startswith(f"{frames} pictures in ")
    assert "{" not in said(report)
    assert all(film_remark(line.id, line.values) != line.id for line in report.lines)


def test_an_even_film_gives_its_rate(film_file: FilmFile) -> None:
    assert "evenly, 25 a second" in said(film_report(film_file("open-gop")))


def test_a_variable_film_gives_its_extremes_once(film_file: FilmFile) -> None:
    report = film_report(film_file("variable-rate"))
    text = said(report)
    assert text.count("last unequally") == 1
    assert report.shortest_ns < 20_000_000 < 290_000_000 < report.longest_ns


def test_key_frames_far_apart_are_said_with_what_that_means(tmp_path: Path) -> None:
    options = x264(keyint="infinite", scenecut=0, bframes=0)
    path = Made(name="far", options=options, count=300, size=(1280, 720)).make(tmp_path)
    report = film_report(path)
    assert (report.spacing.longest, report.spacing.longest_ns) == (300, 12_000_000_000)
    assert "one picture in 300 is stored whole" in said(report)
    assert "may take about 0.9 seconds" in said(report)


def test_a_film_of_key_frames_alone_needs_no_waiting(film_file: FilmFile) -> None:
    report = film_report(film_file("mjpeg-mov"))
    assert report.spacing.longest == 1
    assert "come at once: every picture is stored whole" in said(report)


def test_turned_late_woven_and_cut_films_are_told(film_file: FilmFile) -> None:
    assert "turned by 90 degrees" in said(film_report(film_file("rotated-90")))
    assert "woven" in said(film_report(film_file("interlaced-mpeg2-ts")))
    assert film_report(film_file("raw-h264")).missing_times == 240
    assert "cut off in the film itself" in said(film_report(film_file("edit-list")))


def test_hdr_is_told_with_its_kind(tmp_path: Path) -> None:
    from test_hdr import encoded

    report = film_report(encoded(tmp_path / "hlg.mp4", "hlg", [(0.4,) * 3, (0.6,) * 3]))
    assert (report.hdr, report.bits) == ("HLG", 10)
    assert "HDR, HLG, 10 bits" in said(report)


def test_a_film_that_is_still_being_read_says_so(film_file: FilmFile) -> None:
    index = provisional_index(film_file("open-gop"))
    assert said(film_report(film_file("open-gop"), index)).startswith("This film is still being read.")
