"""Where each camera stands on the wall, so that all pictures are as large as their shapes allow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import log
from typing import Literal

from PySide6.QtCore import QRect

Arrangement = Literal["beside", "large"]
GAP = 2
BAND = 28
"""Pixels below each picture for the camera's name."""
_SMALL = 0.28
"""Part of the width or height that the small pictures get."""
_WIDE = 16 / 9
_ALIKE = 0.05
"""So little more (a twentieth of a picture) is worth no unlikeness: even rows come first."""


def places(
    width: int, height: int, count: int, lead: int, how: Arrangement, shapes: Sequence[float] = (), band: int = BAND
) -> list[QRect]:
    """Where each of `count` cameras stands in a room of this size (pixels), in their order, none over another.

    Beside one another they stand in rows or in columns, whichever makes the pictures largest: a phone held upright
    gets a column beside two others. With the lead large, the others stand in a column after it, or in a row below it
    where the room is high.

    `shapes`: width to height of each camera's picture; `band`: pixels below each for its name.
    """
    shapes = shapes or (_WIDE,) * count
    if how == "beside" or count == 1:
        return _largest(width, height, shapes, band)
    others = count - 1
    if width * 10 >= height * 14:
        side = round(width * _SMALL)
        large = QRect(0, 0, width - side - GAP, height)
        small = [QRect(width - side, y, side, h) for y, h in _cut(height, [1.0] * others)]
    else:
        side = round(height * _SMALL)
        large = QRect(0, 0, width, height - side - GAP)
        small = [QRect(x, height - side, w, side) for x, w in _cut(width, [1.0] * others)]
    rest = iter(small)
    return [large if camera == lead else next(rest) for camera in range(count)]


def _largest(width: int, height: int, shapes: Sequence[float], band: int) -> list[QRect]:
    found = [
        make(width, height, shapes, groups, even)
        for groups in _groups(len(shapes))
        for make in (_in_rows, _in_columns)
        for even in (True, False)
    ]

    def worth(cells: list[QRect]) -> float:
        """How large the smallest picture is, and of such that are alike in that, how large all are."""
        areas = [log(_area(cell, shape, band)) for cell, shape in zip(cells, shapes, strict=True)]
        return min(areas) + sum(areas) / len(areas) / 10

    enough = max(map(worth, found)) - _ALIKE
    return next(cells for cells in found if worth(cells) >= enough)


def _groups(count: int) -> Iterator[list[range]]:
    """Every way to cut 0 .. count into groups that follow one another: fewest groups, longest group first."""
    for cuts in sorted(range(1 << (count - 1)), key=lambda bits: (bits.bit_count(), -bits)):
        edges = [0, *(place + 1 for place in range(count - 1) if cuts >> place & 1), count]
        yield [range(first, after) for first, after in pairwise(edges)]


def _in_rows(width: int, height: int, shapes: Sequence[float], groups: list[range], even: bool) -> list[QRect]:
    rows = _cut(height, [1.0 if even else 1 / sum(shapes[camera] for camera in group) for group in groups])
    return [
        QRect(x, y, w, h)
        for (y, h), group in zip(rows, groups, strict=True)
        for x, w in _cut(width, [shapes[camera] for camera in group])
    ]


def _in_columns(width: int, height: int, shapes: Sequence[float], groups: list[range], even: bool) -> list[QRect]:
    columns = _cut(width, [1.0 if even else 1 / sum(1 / shapes[camera] for camera in group) for group in groups])
    return [
        QRect(x, y, w, h)
        for (x, w), group in zip(columns, groups, strict=True)
        for y, h in _cut(height, [1 / shapes[camera] for camera in group])
    ]


def _area(cell: QRect, shape: float, band: int) -> float:
    high = max(1, cell.height() - band)
    across = min(cell.width(), high * shape)
    return max(1.0, across * across / shape)


def _cut(length: int, weights: Sequence[float]) -> list[tuple[int, int]]:
    """(start, length) of parts with a gap between them, as long as they weigh, none shorter than a tenth of all."""
    least = sum(weights) / 10
    weights = [max(weight, least) for weight in weights]
    whole = length - GAP * (len(weights) - 1)
    edges, so_far = [0], 0.0
    for weight in weights:
        so_far += weight
        edges.append(round(whole * so_far / sum(weights)))
    return [(edges[part] + GAP * part, edges[part + 1] - edges[part]) for part in range(len(weights))]
