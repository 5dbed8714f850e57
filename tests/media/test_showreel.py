"""A reel shows the clips' frames exactly, each as long as it should, with words, pages and sound."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from tests.films import FILMS, Made, told
from vfi.core.clock import FilmClock
from vfi.core.deck import Crop
from vfi.core.ports import Band
from vfi.core.programme import Hold, Run, Shot
from vfi.core.time import Ns
from vfi.media.film import open_film
from vfi.media.index import build_index
from vfi.media.showreel.order import ClipPart, Part, ReelOrder
from vfi.media.showreel.writing import ReelWritten, write_reel

pytestmark = pytest.mark.film

FilmFile = Callable[[str], Path]
MS = 1_000_000


def grey(width: int, height: int, level: int = 90) -> Band:
    return Band(width, height, bytes([level, level, level, 255]) * (width * height))


def clip(film: Path, *shots: Shot, band: Band | None = None, crop: Crop | None = None) -> ClipPart:
    index = build_index(film)
    return ClipPart(film=str(film), index=index, clock=FilmClock(index.frame_map), shots=shots, band=band, crop=crop)


def run(first: int, last: int, speed: Fraction = Fraction(1)) -> Run:
    return Run(first, last, speed)


def reel(out: Path, *parts: Part, size: tuple[int, int] = (320, 180), band: int = 0) -> ReelWritten:
    order = ReelOrder(parts=parts, width=size[0], picture_height=size[1], band_height=band, out=str(out))
    written = write_reel(order)
    assert written is not None
    return written


def shown(path: Path, made: Made, height: int = 180) -> list[tuple[int | None, int]]:
    """For each picture of the file the number that it tells and how long it stands (ms)."""
    with open_film(path) as film:
        frames = film.frame_map
        return [
            (
                told(made.upright(film.read(frame)[:height])),
                round((frames.end_of(frame) - frames.time_of(frame)) / MS),
            )
            for frame in range(film.frames)
        ]


def test_a_clip_with_a_slow_part_and_a_wait_shows_every_frame_as_long_as_it_should(
    film_file: FilmFile, tmp_path: Path
) -> None:
    made, out = FILMS["h264-gop250"], tmp_path / "reel.mp4"
    film = film_file(made.name)
    shots = (
        run(40, 44),
        run(45, 47, Fraction(1, 2)),
        Hold(47, Ns(1200 * MS)),
        run(48, 49, Fraction(1, 4)),
        run(50, 51),
    )
    written = reel(out, clip(film, *shots))
    natural, half, quarter = 40, 80, 160
    assert shown(out, made) == [
        *((number, natural) for number in range(40, 45)),
        *((number, half) for number in range(45, 48)),
        (47, 500),
        (47, 500),
        (47, 200),
        *((number, quarter) for number in (48, 49)),
        *((number, natural) for number in (50, 51)),
    ]
    assert written.lasts == (7 * natural + 3 * half + 1200 + 2 * quarter) * MS
