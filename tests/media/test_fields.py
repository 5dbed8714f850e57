"""Interlaced film on the screen: combs go, things at rest stay sharp, and no frame becomes another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from films import drawn, told

from vfi.media.fields import without_combs
from vfi.media.index import build_index
from vfi.media.picture import Look, Painter, Picture
from vfi.media.reader import FilmReader

FilmFile = Callable[[str], Path]
WIDTH, HEIGHT = 320, 180


def room(ball_at: int) -> np.ndarray:
    """Luma of a room with fine patterns at rest and a bright ball at this place."""
    luma = drawn(0, WIDTH, HEIGHT)[:, :, 0].copy()
    luma[90:150, ball_at : ball_at + 40] = 235
    return luma


def woven(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    both = before.copy()
    both[1::2] = after[1::2]
    return both


def planes(luma: np.ndarray, format: str = "yuv420p") -> tuple[np.ndarray, ...]:
    grey = np.full((HEIGHT // 2, WIDTH // 2), 128, np.uint8)
    if format == "yuv420p":
        return luma, grey, grey
    return tuple((plane.astype(np.uint16) << 2).view(np.uint8) for plane in (luma, grey, grey))


def combs(luma: np.ndarray) -> int:
    """Lines that stand out by much against both their neighbours, counted over picture elements."""
    lines = luma.astype(int)
    up, down = lines[1:-1] - lines[:-2], lines[1:-1] - lines[2:]
    return int(np.count_nonzero((up * down > 0) & (np.minimum(abs(up), abs(down)) > 40)))


@pytest.mark.parametrize("keep", [0, 1])
@pytest.mark.parametrize("format", ["yuv420p", "yuv420p10le"])
def test_what_moved_loses_its_teeth_and_what_rests_stays_as_it_is(keep: int, format: str) -> None:
    still, torn = room(60), woven(room(60), room(84))
    cleaned = without_combs(planes(torn, format), format, keep=keep)[0]
    luma = cleaned if format == "yuv420p" else (cleaned.view(np.uint16) >> 2).astype(np.uint8)
    ball = np.s_[92:148, 50:134]
    assert combs(torn[ball]) > 500
    assert combs(luma[ball]) < combs(torn[ball]) // 20
    assert np.array_equal(luma[keep::2], torn[keep::2]), "one field is never touched"
    assert np.mean(luma[:, 150:] == still[:, 150:]) > 0.95, "at rest"


def test_a_grey_step_across_is_no_comb() -> None:
    luma = np.full((HEIGHT, WIDTH), 40, np.uint8)
    luma[91:] = 200
    assert np.array_equal(without_combs(planes(luma), "yuv420p")[0], luma)


def test_formats_whose_colours_share_a_plane_are_left_woven() -> None:
    packed = (np.zeros((HEIGHT, WIDTH * 3), np.uint8),)
    assert without_combs(packed, "rgb24") is packed


def test_woven_is_the_rule_and_only_interlaced_pictures_are_changed() -> None:
    torn = woven(room(60), room(84))
    look = Look(width=WIDTH, height=HEIGHT, format="yuv420p", interlaced=True)
    picture = Picture(frame=0, planes=planes(torn), look=look, colour_space=6, colour_range=1)
    even = Picture(frame=0, planes=planes(torn), colour_space=6, colour_range=1,
                   look=Look(width=WIDTH, height=HEIGHT, format="yuv420p"))  # fmt: skip
    painter = Painter(deinterlace=True)
    cleaned = painter.rgb(picture)
    assert np.array_equal(painter.rgb(even), Painter().rgb(picture))
    assert not np.array_equal(cleaned, Painter().rgb(picture))
    painter.deinterlace = False
    assert np.array_equal(painter.rgb(picture), Painter().rgb(picture))


@pytest.mark.film
@pytest.mark.parametrize("name", ["interlaced-mpeg2-ts", "interlaced-h264-m2ts"])
def test_every_frame_keeps_its_number(name: str, film_file: FilmFile) -> None:
    path = film_file(name)
    index = build_index(path)
    reader, painter = FilmReader(path, index), Painter(deinterlace=True)
    assert index.look.interlaced
    found = [told(painter.rgb(picture, (640, 384))) for picture in reader.pictures(20, 60)]
    small = told(painter.rgb(painter.smaller(reader.picture(77), (200, 120))))
    reader.close()
    assert found == list(range(20, 61))
    assert small == 77


@pytest.mark.film
def test_the_switch_changes_the_picture_on_screen_and_not_its_number(film_file: FilmFile) -> None:
    from queue import Queue

    from vfi.media.decoding import DecodeService, Delivery, Shown

    path = film_file("interlaced-mpeg2-ts")
    came: Queue[Delivery] = Queue()
    service = DecodeService(path, build_index(path), came.put, read_ahead=False)
    images = []
    for generation, on in enumerate((False, True, False)):
        service.deinterlace(on)
        service.request(33, (640, 384), generation)
        while (shown := came.get(timeout=20)).generation < generation or (isinstance(shown, Shown) and shown.small):
            pass
        assert isinstance(shown, Shown)
        assert (shown.frame, told(shown.image[:, :, :3])) == (33, 33)
        images.append(shown.image)
    service.close()
    assert np.array_equal(images[0], images[2])
    assert not np.array_equal(images[0], images[1])
