"""Interlaced pictures without their combs, for display only: which frame is which does not change by it.

A camcorder records two half pictures (fields) one after the other; woven into one picture, whatever moved between them
has teeth. Here the lines of the first field stay as they are. A line of the other field is kept, too, except where it
stands out against both its neighbours in the same direction: there something moved, and it is replaced by their mean.
So things at rest keep their full height, and nothing of the pictures before and after comes in.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from vfi.media.pyav import VideoFormat

Bytes = npt.NDArray[np.uint8]

_TOOTH = 8
"""How far a line must stand out against both neighbours, of 255, to be a tooth and no grain."""
_SPREAD = (9, 3)
"""Picture elements across and lines down (of one field) that are replaced together round a tooth."""


def without_combs(planes: tuple[Bytes, ...], format: str, *, keep: int = 0) -> tuple[Bytes, ...]:
    """Planes of the same shapes, combs replaced; the same planes where the format is not planar.

    Args:
        planes: each of shape (rows, bytes per row), two fields woven.
        format: FFmpeg's name of the pixel format, 8 to 16 bits.
        keep: the field that stays: 0 the one with the first line, 1 the other.
    """
    known = VideoFormat(format)
    if len(planes) != len(known.components):  # packed, or two colours in one plane
        return planes
    bits = known.components[0].bits
    kind = np.dtype(np.uint8 if bits <= 8 else np.uint16)
    return tuple(_smoothed(plane.view(kind), keep, _TOOTH << (bits - 8)).view(np.uint8) for plane in planes)


def _smoothed(plane: npt.NDArray[Any], keep: int, tooth: int) -> npt.NDArray[Any]:
    rows = len(plane) // 2 * 2
    if rows < 4:
        return plane
    stays, goes = plane[keep:rows:2], plane[1 - keep : rows : 2]
    # The neighbours of each line that goes: the line above and the line below it, both of the field that stays.
    above, below = (
        (stays, np.vstack([stays[1:], stays[-1:]]))
        if keep == 0
        else (
            np.vstack([stays[:1], stays[:-1]]),
            stays,
        )
    )
    highest, lowest = cv2.max(above, below), cv2.min(above, below)
    # Saturated: nothing where the line lies between its neighbours.
    out = cv2.max(cv2.subtract(goes, highest), cv2.subtract(lowest, goes))
    teeth = cv2.dilate((out > tooth).view(np.uint8), np.ones(_SPREAD[::-1], np.uint8))
    mean = cv2.addWeighted(above, 0.5, below, 0.5, 0)
    result = plane.copy()
    result[1 - keep : rows : 2] = np.where(teeth.view(np.bool_), mean, goes)
    return result
