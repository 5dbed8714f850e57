"""Pictures of another size come from memory that is used again, and are what swscale makes of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from av.video.frame import VideoFrame

from vfi.media.index import build_index
from vfi.media.picture import Look, Painter, Picture
from vfi.media.pool import BlockPool
from vfi.media.reader import FilmReader
from vfi.media.scaling import ONE_THREAD, Scaler

WIDE, TALL = 128, 96


def of_noise(seed: int, width: int = WIDE, height: int = TALL) -> Picture:
    """A picture in which every element is another colour."""
    noise = np.random.default_rng(seed)
    planes = ((height, width), (height // 2, width // 2), (height // 2, width // 2))
    return Picture(
        frame=seed,
        planes=tuple(noise.integers(16, 236, shape, np.uint8) for shape in planes),
        look=Look(width=width, height=height, format="yuv420p"),
        colour_space=1,
        colour_range=1,
    )


def frame_of(picture: Picture) -> VideoFrame:
    frame = VideoFrame.from_ndarray(np.vstack([plane.reshape(-1, WIDE) for plane in picture.planes]), "yuv420p")
    frame.colorspace, frame.color_range = picture.colour_space, picture.colour_range
    return frame


@pytest.mark.parametrize("space", [1, 5, 9])
@pytest.mark.parametrize("reach", [1, 2])
@pytest.mark.parametrize("size", [(WIDE, TALL), (77, 43), (300, 200)])
def test_it_is_what_swscale_makes_of_the_picture(space: int, reach: int, size: tuple[int, int]) -> None:
    frame = frame_of(replace(of_noise(1), colour_space=space, colour_range=reach))
    expected = frame.reformat(*size, "rgb24", interpolation="BILINEAR", threads=ONE_THREAD).to_ndarray()
    assert np.array_equal(Scaler().scaled(frame, *size, "rgb24").to_ndarray(), expected)


def test_when_the_colours_of_a_film_change_on_the_way_each_picture_has_its_own() -> None:
    painter, picture = Painter(), of_noise(1)
    wide, narrow = picture, replace(picture, colour_space=5)
    assert not np.array_equal(painter.rgb(wide), painter.rgb(narrow))
    assert np.array_equal(painter.rgb(narrow), Painter().rgb(narrow))


def test_a_picture_that_is_held_stays_and_memory_that_is_not_is_used_again() -> None:
    scaler, frames = Scaler(), [frame_of(of_noise(seed)) for seed in range(3)]
    held = scaler.scaled(frames[0], 64, 48, "bgra")
    before = held.to_ndarray()
    places = set()
    for turn in range(30):
        other = scaler.scaled(frames[1 + turn % 2], 64, 48, "bgra")
        places.add(other.planes[0].buffer_ptr)
    assert np.array_equal(held.to_ndarray(), before)
    assert held.planes[0].buffer_ptr not in places
    assert len(places) <= 2


def test_painted_pictures_come_from_the_memory_that_is_given_and_leave_it_when_let_go() -> None:
    pool = BlockPool()
    painter = Painter(allocate=pool.take)
    for turn in range(20):
        image = painter.bgra(of_noise(turn), (60, 40))
        assert image.shape == (40, 60, 4)
    assert pool.bytes <= 2 * 60 * 40 * 4


@pytest.mark.parametrize(("width", "height"), [(128, 96), (130, 98), (126, 66), (66, 50)])
def test_rows_that_are_lent_and_rows_that_are_copied_give_the_same_picture(width: int, height: int) -> None:
    picture = of_noise(3, width, height)
    frame = VideoFrame(width, height, "yuv420p")
    for plane, rows in zip(frame.planes, picture.planes, strict=True):
        np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[: len(rows), : rows.shape[1]] = rows
    frame.colorspace, frame.color_range = 1, 1
    expected = frame.reformat(90, 70, "rgb24", interpolation="BILINEAR", threads=ONE_THREAD).to_ndarray()
    assert np.array_equal(Painter().rgb(picture, (90, 70)), expected)


@pytest.mark.film
def test_painting_does_not_change_a_picture_that_is_kept(film_file: Callable[[str], Path]) -> None:
    film = film_file("open-gop")
    reader = FilmReader(film, build_index(film))
    picture = reader.picture(30)
    reader.close()
    before = [plane.copy() for plane in picture.planes]
    painter = Painter()
    for size in ((320, 180), (200, 100), (640, 360)):
        painter.bgra(picture, size)
        painter.yuv(picture, size)
        painter.smaller(picture, size)
    assert all(np.array_equal(plane, kept) for plane, kept in zip(picture.planes, before, strict=True))
