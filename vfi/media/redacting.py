"""Burning a redaction into pictures: every plane, upright, in place; what was there is no longer in the memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vfi.core.clock import FilmClock
from vfi.core.redaction import Hiding, Place, Redaction, Region, Shape

Bytes = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

_MARGIN = 3
"""Pixels by which every region is made larger each way: reducing chroma, and turning and scaling a picture, mix a
pixel with its neighbours."""
_CELLS = 4
"""A blurred region is this many averages across its longer side, whatever its size: a face has no eye any more."""
_CELLS_WHOLE = 14
"""A blurred picture: people are patches that move."""
_COVER_LUMA, _COVER_CHROMA, _COVER_GREY = 64, 128, 56


@dataclass(frozen=True, slots=True)
class _Spot:
    """A part of the picture that is to be hidden, in pixels of the whole picture, cut to it."""

    left: int
    top: int
    right: int
    bottom: int
    mask: Mask | None
    """Which of its pixels; None: all."""
    hiding: Hiding
    cells: int


class Redactor:
    """Hides what a redaction says in the pictures of one film. One thread owns it."""

    def __init__(self, redaction: Redaction, clock: FilmClock) -> None:
        """`redaction`: what concerns this film (`Redaction.of_camera`)."""
        self._redaction = redaction
        self._clock = clock

    def __bool__(self) -> bool:
        return bool(self._redaction.regions or self._redaction.blurs)

    def hide_yuv(self, frame: int, planes: Sequence[Bytes]) -> None:
        """In place; `planes`: luma and two of chroma with half the width and height, all upright, of an even size."""
        height, width = planes[0].shape
        for spot in self._spots(frame, width, height):
            _hide(planes[0], spot, _COVER_LUMA)
            for plane in planes[1:]:
                _hide(plane, _halved(spot), _COVER_CHROMA)

    def hide_rgb(self, frame: int, image: Bytes) -> None:
        """In place; `image`: upright, uint8, shape (height, width, channels), every channel a colour."""
        height, width = image.shape[:2]
        for spot in self._spots(frame, width, height):
            _hide(image, spot, _COVER_GREY)

    def _spots(self, frame: int, width: int, height: int) -> list[_Spot]:
        start, end = self._clock.time_of(frame), self._clock.edge(frame + 1)
        spots = [
            _Spot(0, 0, width, height, None, Hiding.BLUR, _CELLS_WHOLE)
            for blur in self._redaction.blurs
            if blur.start < end and blur.end > start
        ][:1]
        for region in self._redaction.regions:
            if region.start < end and region.end > start:
                # a stretch that begins or ends while a frame stands hides all of that frame
                place = region.place_at(min(max(start, region.start), region.end - 1))
                spot = _spot(region, place, width, height) if place is not None else None
                if spot is not None:
                    spots.append(spot)
        return spots


def _spot(region: Region, place: Place, width: int, height: int) -> _Spot | None:
    """The region in pixels, even on every side, so that it ends where a pixel of chroma ends."""
    left, right = place.x * width - _MARGIN, (place.x + place.width) * width + _MARGIN
    top, bottom = place.y * height - _MARGIN, (place.y + place.height) * height + _MARGIN
    if region.shape is Shape.ELLIPSE:
        pixels = _cut(left, top, right, bottom, width, height)
        if pixels is None:
            return None
        mask = _ellipse(left, top, right, bottom, pixels)
        return _Spot(*pixels, mask, region.hiding, _CELLS)
    pixels = _cut(left, top, right, bottom, width, height)
    return None if pixels is None else _Spot(*pixels, None, region.hiding, _CELLS)


def _cut(
    left: float, top: float, right: float, bottom: float, width: int, height: int
) -> tuple[int, int, int, int] | None:
    x, y = max(0, int(left // 2) * 2), max(0, int(top // 2) * 2)
    after_x, after_y = min(width, -int(-right // 2) * 2), min(height, -int(-bottom // 2) * 2)
    return None if x >= after_x or y >= after_y else (x, y, after_x, after_y)


def _ellipse(left: float, top: float, right: float, bottom: float, pixels: tuple[int, int, int, int]) -> Mask:
    """Blocks of two by two pixels, each hidden when any corner of it lies inside: luma and chroma end at one place."""
    x0, y0, x1, y1 = pixels

    def nearest(begin: int, end: int, middle: float) -> npt.NDArray[np.float64]:
        blocks = np.arange(begin, end, 2, dtype=np.float64)
        return np.maximum(np.maximum(blocks - middle, middle - (blocks + 2)), 0.0)

    across = nearest(x0, x1, (left + right) / 2) / ((right - left) / 2)
    down = nearest(y0, y1, (top + bottom) / 2) / ((bottom - top) / 2)
    blocks = across[None, :] ** 2 + down[:, None] ** 2 <= 1.0
    return np.repeat(np.repeat(blocks, 2, axis=0), 2, axis=1)[: y1 - y0, : x1 - x0]


def _halved(spot: _Spot) -> _Spot:
    mask = None if spot.mask is None else spot.mask[::2, ::2]
    sides = (spot.left // 2, spot.top // 2, (spot.right + 1) // 2, (spot.bottom + 1) // 2)
    return _Spot(*sides, mask, spot.hiding, spot.cells)


def _hide(plane: Bytes, spot: _Spot, colour: int) -> None:
    part = plane[spot.top : spot.bottom, spot.left : spot.right]
    if spot.hiding is Hiding.COVER:
        if spot.mask is None:
            part[:] = colour
        else:
            part[spot.mask[: part.shape[0], : part.shape[1]]] = colour
        return
    blurred = _blurred(part, spot.cells)
    if spot.mask is None:
        part[:] = blurred
    else:
        mask = spot.mask[: part.shape[0], : part.shape[1]]
        part[mask] = blurred[mask]


def _blurred(part: Bytes, cells: int) -> Bytes:
    """A few averages, with even steps from one to the next: nothing finer than they is in it."""
    import cv2  # slow to import: only what is blurred pays for it

    height, width = part.shape[:2]
    longer = max(height, width)
    across, down = max(1, round(cells * width / longer)), max(1, round(cells * height / longer))
    few = cv2.resize(part, (across, down), interpolation=cv2.INTER_AREA)
    smooth = cv2.resize(few, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(smooth, np.uint8).reshape(part.shape)
