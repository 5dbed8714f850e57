"""Pen and paper: the colours of the illustrations and a few strokes that all drawings share.

Everything is drawn on a sheet of 1600 x 900 units, whatever the size of the picture in the end.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

Point = tuple[float, float]

INK = QColor("#2B2926")
ACCENT = QColor("#17696A")
ACCENT_SOFT = QColor("#BFDCD7")
WALL = QColor("#EEF0EC")
FLOOR = QColor("#E3E6E0")
RUG = QColor("#DCE1DA")
FIGURE = QColor("#F9FAF7")
TOP = QColor("#F6F7F3")
CLOTH = QColor("#D6DDD8")
SOFT = QColor("#C3CAC4")
CURL = QColor("#6B6660")

LINE = 8.0
"""Width of the ink line."""

SHEET = (1600.0, 900.0)

_TOKEN = re.compile(r"[MLHVCQZmlhvcqz]|-?\d*\.?\d+")
_ARITY = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4, "Z": 0}


def mix(a: float, b: float, t: float) -> float:
    """The value that lies the share `t` of the way from `a` to `b`."""
    return a + (b - a) * t


@cache
def svg(data: str) -> QPainterPath:
    """A path from the `d` of an SVG drawing (M L H V C Q Z, absolute and relative)."""
    path = QPainterPath()
    words = _TOKEN.findall(data)
    i, x, y, command = 0, 0.0, 0.0, "M"
    while i < len(words):
        if words[i].isalpha():
            command = words[i]
            i += 1
        kind = command.upper()
        n = [float(w) for w in words[i : i + _ARITY[kind]]]
        i += _ARITY[kind]
        ox, oy = (x, y) if command.islower() else (0.0, 0.0)
        if kind == "Z":
            path.closeSubpath()
            continue
        if kind == "H":
            n = [n[0] + ox, y]
        elif kind == "V":
            n = [x, n[0] + oy]
        else:
            n = [v + (oy if k % 2 else ox) for k, v in enumerate(n)]
        x, y = n[-2], n[-1]
        if kind == "M":
            path.moveTo(x, y)
            command = "l" if command == "m" else "L"
        elif kind in "LHV":
            path.lineTo(x, y)
        elif kind == "C":
            path.cubicTo(n[0], n[1], n[2], n[3], x, y)
        else:
            path.quadTo(n[0], n[1], x, y)
    return path


def curve(points: Sequence[Point]) -> QPainterPath:
    """A path through cubic curves: a first point, then three points for each curve."""
    path = QPainterPath(QPointF(*points[0]))
    for k in range(1, len(points) - 2, 3):
        path.cubicTo(QPointF(*points[k]), QPointF(*points[k + 1]), QPointF(*points[k + 2]))
    return path


def stroke(
    painter: QPainter, path: QPainterPath, colour: QColor = INK, width: float = LINE, *, flat: bool = False
) -> None:
    """Draw the line only."""
    cap = Qt.PenCapStyle.FlatCap if flat else Qt.PenCapStyle.RoundCap
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, cap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def fill(painter: QPainter, path: QPainterPath, colour: QColor) -> None:
    """Draw the surface only."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPath(path)


def shape(painter: QPainter, path: QPainterPath, colour: QColor, width: float = LINE) -> None:
    """Draw surface and ink line."""
    painter.setPen(QPen(INK, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(colour)
    painter.drawPath(path)


def dot(painter: QPainter, x: float, y: float, rx: float, colour: QColor = INK, ry: float | None = None) -> None:
    """Draw a filled circle or ellipse without a line."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(x, y), rx, rx if ry is None else ry)


def union(painter: QPainter, parts: Sequence[tuple[QPainterPath, float]], colour: QColor) -> None:
    """Draw thick strokes (width > 0) and surfaces (width 0) as one body with one outline."""
    for path, width in parts:
        if width:
            stroke(painter, path, INK, width + 2 * LINE)
        else:
            shape(painter, path, INK, 2 * LINE)
    for path, width in parts:
        if width:
            stroke(painter, path, colour, width)
        else:
            fill(painter, path, colour)


def sleeve(painter: QPainter, points: Sequence[Point], width: float, colour: QColor, *, ends: bool = True) -> None:
    """A sleeve or trouser leg: open where it leaves the body, closed by a cuff at its end."""
    path = curve(points)
    stroke(painter, path, INK, width + 2 * LINE, flat=True)
    stroke(painter, path, colour, width, flat=True)
    dot(painter, *points[0], width / 2 - 1, colour)
    if ends:
        for x, y in _across(points[0], points[1], (width + LINE) / 2):
            dot(painter, x, y, LINE / 2)
    (ax, ay), (bx, by) = _across(points[-1], points[-2], (width + LINE) / 2)
    cuff = QPainterPath(QPointF(ax, ay))
    cuff.lineTo(bx, by)
    stroke(painter, cuff)


def _across(at: Point, towards: Point, reach: float) -> tuple[Point, Point]:
    """The two points `reach` away from `at`, square to the line `at`-`towards`."""
    u, v = towards[0] - at[0], towards[1] - at[1]
    k = reach / (math.hypot(u, v) or 1.0)
    return (at[0] - v * k, at[1] + u * k), (at[0] + v * k, at[1] - u * k)


RAYS = 180
_ANGLES = np.linspace(0.0, 2 * math.pi, RAYS, endpoint=False)
Radii = NDArray[np.float64]


@cache
def _radii_cached(data: str, cx: float, cy: float) -> tuple[float, ...]:
    polygon = svg(data).toFillPolygon()
    points = np.array([(p.x() - cx, p.y() - cy) for p in polygon.toList()])
    # more points along the long pieces, so that every ray finds a near one
    dense = np.concatenate([np.linspace(a, b, 24, endpoint=False) for a, b in pairwise(points)])
    angle = np.mod(np.arctan2(dense[:, 1], dense[:, 0]), 2 * math.pi)
    order = np.argsort(angle)
    radius = np.hypot(dense[:, 0], dense[:, 1])[order]
    return tuple(float(v) for v in np.interp(_ANGLES, angle[order], radius, period=2 * math.pi))


def radii(data: str, cx: float = 0.0, cy: float = 0.0) -> Radii:
    """A star-shaped outline as its distance from (cx, cy) in every direction."""
    return np.array(_radii_cached(data, cx, cy))


def mirrored(outline: Radii) -> Radii:
    """The same outline as in a mirror (left and right exchanged)."""
    index = (RAYS // 2 - np.arange(RAYS)) % RAYS
    return outline[index]


def from_radii(outline: Radii, cx: float = 0.0, cy: float = 0.0) -> QPainterPath:
    """The outline as a path again."""
    xs, ys = cx + outline * np.cos(_ANGLES), cy + outline * np.sin(_ANGLES)
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(float(x), float(y)) for x, y in zip(xs, ys, strict=True)]))
    path.closeSubpath()
    return path


def box(x: float, y: float, w: float, h: float, r: float) -> QPainterPath:
    """A box with round corners, around its middle (x, y)."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(x - w / 2, y - h / 2, w, h), r, r)
    return path
