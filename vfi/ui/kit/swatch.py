"""How a code looks: its colour with its pattern (states) or its letter (points), the same everywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPixmap, QTransform

from vfi.ui.theme import Theme

TILE = 8
_STROKE = 1.1
_OPACITY = 0.32


@dataclass(frozen=True)
class CodeBrush:
    """What a code's bars and points are painted with; `pattern` is a second pass over `fill`, None when plain."""

    fill: QColor
    on: QColor
    tint: QColor
    pattern: QBrush | None


def code_brushes(theme: Theme, ratio: float = 1.0) -> dict[str, CodeBrush]:
    """Brushes of every code colour by id, and `mark`, for this theme and device pixel ratio.

    Make them again when `theme.changed` is emitted. Set the painter's brush origin to the lane's left, so that
    patterns do not swim.
    """
    found: dict[str, CodeBrush] = {}
    for code in (*theme.code_colours, theme.code_colour("mark")):
        found[code.id] = CodeBrush(
            QColor(code.fill), QColor(code.on), QColor(code.tint), pattern_brush(code.pattern, QColor(code.on), ratio)
        )
    return found


def pattern_brush(pattern: str, colour: QColor, ratio: float = 1.0) -> QBrush | None:
    """A texture of 8 by 8 pixels, sharp at the ratio; None for `solid`."""
    if pattern == "solid":
        return None
    tile = QPixmap(round(TILE * ratio), round(TILE * ratio))
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(tile.width() / TILE, tile.height() / TILE)
    ink = QColor(colour)
    ink.setAlphaF(_OPACITY)
    width = 2.4 if pattern == "dots" else _STROKE
    painter.setPen(QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPath(_PATTERNS[pattern]())
    painter.end()
    brush = QBrush(tile)
    # the texture has device pixels; without this it would be drawn `ratio` times too large
    brush.setTransform(QTransform.fromScale(TILE / tile.width(), TILE / tile.height()))
    return brush


def _lines(*points: tuple[float, float, float, float]) -> QPainterPath:
    path = QPainterPath()
    for x1, y1, x2, y2 in points:
        path.moveTo(x1, y1)
        path.lineTo(x2, y2)
    return path


def _wave() -> QPainterPath:
    path = QPainterPath(QPointF(0, 4))
    path.quadTo(2, 0.5, 4, 4)
    path.quadTo(6, 7.5, 8, 4)
    return path


_PATTERNS: dict[str, Callable[[], QPainterPath]] = {
    "rise": lambda: _lines((-1, 7, 7, -1), (1, 11, 11, 1)),
    "fall": lambda: _lines((-1, 1, 7, 9), (1, -3, 11, 7)),
    "level": lambda: _lines((0, 2, 8, 2), (0, 6, 8, 6)),
    "upright": lambda: _lines((2, 0, 2, 8), (6, 0, 6, 8)),
    "dots": lambda: _lines((2, 2, 2, 2.01), (6, 6, 6, 6.01)),
    "cross": lambda: _lines((0, 0, 8, 8), (8, 0, 0, 8)),
    "grid": lambda: _lines((0, 2, 8, 2), (2, 0, 2, 8)),
    "wave": _wave,
    "dash": lambda: _lines((0, 2, 4, 2), (4, 6, 8, 6)),
}


def paint_swatch(
    painter: QPainter,
    rect: QRectF,
    colour_id: str,
    kind: str,
    theme: Theme,
    *,
    letter: str = "",
    ratio: float = 1.0,
    hollow: bool = False,
) -> None:
    """A code's mark in a palette, list or form: a disc for a `point`, a patterned bar for a `state`.

    `letter` is written on a point's disc (which is then as large as the rectangle); `hollow` is a point that waits
    for an answer. The colour id `mark` is a diamond.
    """
    code = theme.code_colour(colour_id)
    side = min(rect.width(), rect.height())
    centre = rect.center()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if colour_id == "mark":
        half = side * 0.4
        diamond = QPainterPath(QPointF(centre.x(), centre.y() - half))
        for x, y in ((half, 0.0), (0.0, half), (-half, 0.0)):
            diamond.lineTo(centre.x() + x, centre.y() + y)
        diamond.closeSubpath()
        painter.setPen(QPen(QColor(code.fill), 1.5))
        painter.setBrush(theme.colour("panel"))
        painter.drawPath(diamond)
    elif kind == "point":
        radius = side / 2 if letter else side * 6.5 / 16
        painter.setPen(QPen(QColor(code.fill), 2) if hollow else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("panel") if hollow else QColor(code.fill))
        inset = 1 if hollow else 0
        painter.drawEllipse(centre, radius - inset, radius - inset)
        if letter:
            font = theme.font("micro", "semibold")
            font.setPixelSize(max(7, round(side * 0.62)))
            painter.setFont(font)
            painter.setPen(theme.colour("text") if hollow else QColor(code.on))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, letter.upper())
    else:
        height = side * 10 / 16
        bar = QRectF(centre.x() - side / 2, centre.y() - height / 2, side, height)
        paint_bar(painter, bar, colour_id, theme, radius=side * 2.5 / 16, ratio=ratio)
    painter.restore()


def paint_bar(
    painter: QPainter, rect: QRectF, colour_id: str, theme: Theme, *, radius: float = 3, ratio: float = 1.0
) -> None:
    """A bar in the code's colour with its pattern, as on a lane of the timeline."""
    code = theme.code_colour(colour_id)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(code.fill))
    painter.drawRoundedRect(rect, radius, radius)
    pattern = pattern_brush(code.pattern, QColor(code.on), ratio)
    if pattern is not None:
        painter.setBrushOrigin(rect.topLeft())
        painter.setBrush(pattern)
        painter.drawRoundedRect(rect, radius, radius)
    painter.restore()
