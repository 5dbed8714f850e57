"""Where a picture comes to lie in its room, and how bright it is painted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from PySide6.QtGui import QTransform

from vfi.core.looks import PictureLook

_STEP = 0.2
"""One step of brightness: so much off, or on, the exponent."""


@dataclass(frozen=True, slots=True)
class Place:
    """The picture as seen: device pixels from the room's top left."""

    left: float
    top: float
    width: float
    height: float


def place_of(look: PictureLook, picture: tuple[int, int], room: tuple[int, int]) -> Place:
    """Where a picture of this shape lies; its edges are never drawn into the room while it is larger than that."""
    wide, high = turned_size(look, picture)
    scale = min(room[0] / wide, room[1] / high) * look.zoom
    width, height = wide * scale, high * scale
    return Place(_edge(room[0], width, look.x), _edge(room[1], height, look.y), width, height)


def _edge(room: int, length: float, middle: float) -> float:
    if length <= room:
        return (room - length) / 2
    return min(0.0, max(room - length, room / 2 - middle * length))


def turned_size(look: PictureLook, size: tuple[int, int]) -> tuple[int, int]:
    """Width and height of a picture after turning."""
    return (size[1], size[0]) if look.turn % 180 else size


def transform_of(look: PictureLook, picture: tuple[int, int], place: Place) -> QTransform:
    """From the picture's own pixels to the room."""
    wide, high = turned_size(look, picture)
    transform = QTransform()
    transform.translate(place.left + place.width / 2, place.top + place.height / 2)
    transform.scale(place.width / wide * (-1 if look.mirror else 1), place.height / high)
    transform.rotate(look.turn)
    transform.translate(-picture[0] / 2, -picture[1] / 2)
    return transform


def zoomed_at(
    look: PictureLook, factor: float, at: tuple[float, float], picture: tuple[int, int], room: tuple[int, int]
) -> PictureLook:
    """Nearer by this factor; what lies at this point of the room stays there where it can."""
    before = place_of(look, picture, room)
    zoom = min(8.0, max(1.0, look.zoom * factor))
    grown = zoom / look.zoom
    width, height = before.width * grown, before.height * grown
    left = at[0] - (at[0] - before.left) * grown
    top = at[1] - (at[1] - before.top) * grown
    return _within(look.zoomed(zoom, (room[0] / 2 - left) / width, (room[1] / 2 - top) / height), picture, room)


def moved(look: PictureLook, by: tuple[float, float], picture: tuple[int, int], room: tuple[int, int]) -> PictureLook:
    """Dragged by so many device pixels."""
    place = place_of(look, picture, room)
    x, y = look.x - by[0] / place.width, look.y - by[1] / place.height
    return _within(look.zoomed(look.zoom, x, y), picture, room)


def _within(look: PictureLook, picture: tuple[int, int], room: tuple[int, int]) -> PictureLook:
    """The middle that is really seen, so that dragging back begins at once."""
    place = place_of(look, picture, room)
    return look.zoomed(look.zoom, (room[0] / 2 - place.left) / place.width, (room[1] / 2 - place.top) / place.height)


def lit(image: np.ndarray[Any, Any], brightness: int) -> np.ndarray[Any, Any]:
    """The picture (uint8, any shape) so many steps brighter; the same array for none. Opaque stays opaque."""
    return image if brightness == 0 else _table(brightness)[image]


@cache
def _table(brightness: int) -> np.ndarray[Any, Any]:
    exponent = 1 / (1 + _STEP * brightness) if brightness > 0 else 1 - _STEP * brightness
    return np.rint(255 * (np.arange(256) / 255) ** exponent).astype(np.uint8)
