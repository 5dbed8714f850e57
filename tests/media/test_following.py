"""A region follows what it covers; where it cannot, it says from when on."""

from __future__ import annotations

from pathlib import Path

import av
import cv2
import numpy as np
import numpy.typing as npt
import pytest

from vfi.core.clock import FilmClock
from vfi.core.errors import CouldNot
from vfi.core.redaction import Key, Place
from vfi.core.time import SECOND, Ns
from vfi.media.following import Followed, follow, thinned
from vfi.media.index import build_index

Bytes = npt.NDArray[np.uint8]

WIDTH, HEIGHT, FRAMES = 480, 270, 50
HIDDEN_FROM = 36
"""From this frame on a hand is before the target in the film `hidden`."""


def middle(frame: int) -> tuple[float, float]:
    return 120 + 3.0 * frame, 110 + 40 * float(np.sin(frame / 9))


def side(frame: int) -> float:
    """The target comes nearer."""
    return 70 * (1 + 0.006 * frame)


def drawn(frame: int, *, hidden: bool) -> Bytes:
    random = np.random.default_rng(2)
    room = cv2.GaussianBlur(random.integers(0, 255, (HEIGHT, WIDTH), np.uint8), (0, 0), 4)
    room = cv2.normalize(room, None, 60, 190, cv2.NORM_MINMAX)
    face = cv2.GaussianBlur(random.integers(0, 255, (100, 100), np.uint8), (0, 0), 4)
    face = cv2.normalize(face, None, 30, 240, cv2.NORM_MINMAX)
    size = round(side(frame))
    x, y = (round(each - size / 2) for each in middle(frame))
    room[y : y + size, x : x + size] = cv2.resize(face, (size, size))
    if hidden and frame >= HIDDEN_FROM:
        room[:, max(0, x - 40) :] = 120
    noise = np.random.default_rng(frame).normal(0, 3, room.shape)
    return np.asarray(np.clip(room + noise, 0, 255), np.uint8)


def film(path: Path, *, hidden: bool = False) -> Path:
    with av.open(str(path), "w") as box:
        video = box.add_stream("libx264", rate=25, options={"preset": "ultrafast", "crf": "18"})
        video.width, video.height, video.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for frame in range(FRAMES):
            picture = np.repeat(drawn(frame, hidden=hidden)[:, :, None], 3, axis=2)
            box.mux(video.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        box.mux(video.encode(None))
    return path


def over(frame: int) -> Place:
    size = side(frame)
    x, y = (each - size / 2 for each in middle(frame))
    return Place(x / WIDTH, y / HEIGHT, size / WIDTH, size / HEIGHT)


def followed(path: Path, **more: object) -> Followed:
    index = build_index(path)
    clock = FilmClock(index.frame_map, Ns(SECOND))
    return follow(path, index, clock, clock.time_of(0), over(0), clock.end, **more)  # type: ignore[arg-type]


def missed(found: Place, frame: int) -> float:
    """By how many pixels its farthest edge is beside the target's."""
    right = over(frame)
    across = max(abs(found.x - right.x), abs(found.x + found.width - right.x - right.width)) * WIDTH
    down = max(abs(found.y - right.y), abs(found.y + found.height - right.y - right.height)) * HEIGHT
    return max(across, down)


@pytest.mark.film
def test_what_moves_and_grows_is_followed_to_a_few_pixels_with_few_places(tmp_path: Path) -> None:
    found = followed(film(tmp_path / "film.mp4"))
    assert found.lost_at is None
    assert found.keys[-1].at == SECOND + (FRAMES - 1) * 40_000_000
    assert len(found.keys) < FRAMES * 2 / 3
    places = {round((key.at - SECOND) / 40_000_000): key.place for key in found.keys}
    assert max(missed(place, frame) for frame, place in places.items()) < 6
    assert all(key.followed for key in found.keys)


@pytest.mark.film
def test_where_it_is_hidden_following_ends_and_says_when(tmp_path: Path) -> None:
    found = followed(film(tmp_path / "film.mp4", hidden=True))
    assert found.lost_at == SECOND + HIDDEN_FROM * 40_000_000
    assert found.keys[-1].at == SECOND + (HIDDEN_FROM - 1) * 40_000_000


@pytest.mark.film
def test_it_can_be_cancelled_and_tells_how_far_it_is(tmp_path: Path) -> None:
    path = film(tmp_path / "film.mp4")
    shares: list[float] = []
    followed(path, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)
    with pytest.raises(CouldNot) as ended:
        followed(path, cancelled=lambda: True)
    assert ended.value.id == "cancelled"


def test_places_on_an_even_way_are_left_out_and_a_corner_stays() -> None:
    def key(at: int, x: float) -> Key:
        return Key(at=Ns(at), place=Place(x, 0.2, 0.1, 0.1), followed=True)

    way = [key(at, 0.1 + 0.01 * at) for at in range(20)] + [key(at, 0.29) for at in range(20, 40)]
    assert [each.at for each in thinned(way)] == [0, 19, 39]
