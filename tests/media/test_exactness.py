"""Frame n is frame n: every reader on every film, in any order of asking."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from films import FILMS, MORE_FILMS, Image, Made, count_hits, x264

from vfi.media.film import open_film
from vfi.media.index import build_index
from vfi.media.reader import FilmReader

pytestmark = pytest.mark.film
FilmFile = Callable[[str], Path]


@contextmanager
def by_reader(path: Path) -> Iterator[Callable[[int], Image]]:
    reader = FilmReader(path, build_index(path))
    try:
        yield lambda frame: reader.to_rgb(reader.picture(frame))
    finally:
        reader.close()


@contextmanager
def by_film(path: Path) -> Iterator[Callable[[int], Image]]:
    with open_film(path) as film:
        yield film.read


READERS = {"reader": by_reader, "open_film": by_film}


@pytest.mark.parametrize("name", FILMS)
class TestEveryReaderOnEveryFilm:
    @pytest.mark.parametrize("reader", READERS)
    def test_every_frame_asked_for_is_the_frame_given(self, reader: str, name: str, film_file: FilmFile) -> None:
        seeks, steps = (100, 10) if reader == "reader" else (10, 50)
        with READERS[reader](film_file(name)) as read:
            hits = count_hits(read, FILMS[name], seeks=seeks, steps=steps)
        assert hits.all, hits

    def test_every_frame_has_its_own_exact_time(self, name: str, film_file: FilmFile) -> None:
        index = build_index(film_file(name))
        assert list(index.frame_map.times) == FILMS[name].times


@pytest.mark.parametrize("name", MORE_FILMS)
def test_films_of_other_kinds_are_read_exactly_too(name: str, film_file: FilmFile) -> None:
    with open_film(film_file(name)) as film:
        hits = count_hits(film.read, MORE_FILMS[name], seeks=20, steps=20)
        times = list(film.frame_map.times)
    assert hits.all, hits
    assert times == MORE_FILMS[name].times


@pytest.mark.slow
def test_a_full_size_film_with_far_key_frames_is_read_exactly(tmp_path: Path) -> None:
    made = Made(
        name="full-size", options=x264(keyint=250, min_keyint=250, scenecut=0, bframes=3), size=(1920, 1080), count=300
    )
    with open_film(made.make(tmp_path)) as film:
        assert count_hits(film.read, made, seeks=20, steps=30).all


def test_a_program_that_forgets_to_close_a_film_still_ends(film_file: FilmFile) -> None:
    """Decoder threads that outlive their decoder once kept such a program hanging."""
    program = f"from vfi.media.film import open_film; film = open_film({str(film_file('open-gop'))!r}); film.read(100)"
    done = subprocess.run([sys.executable, "-c", program], timeout=20, check=False)
    assert done.returncode == 0
