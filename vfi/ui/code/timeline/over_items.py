"""What lies over or above the lanes: links, ruler with the loop, play head, the ghost of what is dragged."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from vfi.core.events import Event
from vfi.core.time import SECOND, clock_text
from vfi.ui.code.timeline.lane_item import reveal
from vfi.ui.code.timeline.sheet import Sheet

_STEPS = [SECOND * step // 10 for step in (1, 2, 5, 10, 20, 50, 100, 150, 300, 600, 1200, 3000, 6000, 12000, 36000)]
_FEW = 400
"""Beyond so many links in view they lose the halo that parts them from the bars."""


class LinksItem(QGraphicsItem):
    """Curves from a start to what answers it, an arrow at the answer; the suggested one dotted."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._sheet = sheet
        self.height = 0
        self.setZValue(1)

    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, self._sheet.axis.width, self.height)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        sheet = self._sheet
        curves, arrows, lit = QPainterPath(), QPainterPath(), QPainterPath()
        count = 0
        for start, answer in self._in_view():
            chosen = sheet.selected in (start.id, answer.id) or sheet.hovered in (start.id, answer.id)
            if self._add(lit if chosen else curves, lit if chosen else arrows, start, answer):
                count += 1
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if count <= _FEW:
            for path in (curves, lit):
                painter.strokePath(path, QPen(sheet.colour("sunken"), 4.5))
        for path, colour in ((curves, "text2"), (arrows, "text2"), (lit, "accent")):
            painter.strokePath(path, QPen(sheet.colour(colour), 1.3))
        self._suggested(painter)

    def _in_view(self) -> list[tuple[Event, Event]]:
        sheet = self._sheet
        first, last = sheet.axis.start, sheet.axis.end
        return [
            (start, answer) for start, answer in sheet.index.links() if start.start <= last and answer.start >= first
        ]

    def _ends(self, start: Event, answer: Event) -> tuple[QPointF, QPointF, float] | None:
        upper, lower = self._sheet.row(start.tier), self._sheet.row(answer.tier)
        if upper is None or lower is None:
            return None
        x1, x2 = self._sheet.axis.x(start.start), self._sheet.axis.x(answer.start)
        down = 1.0 if lower.top >= upper.top else -1.0
        unit = self._sheet.theme.scale
        return QPointF(x1, upper.middle + 9 * unit * down), QPointF(x2, lower.middle - 10 * unit * down), down

    def _add(self, curves: QPainterPath, arrows: QPainterPath, start: Event, answer: Event) -> bool:
        ends = self._ends(start, answer)
        if ends is None:
            return False
        first, last, down = ends
        curves.moveTo(first)
        curves.cubicTo(first + QPointF(0, 17 * down), last - QPointF(0, 20 * down), last)
        arrows.moveTo(last + QPointF(-3.5, -4 * down))
        arrows.lineTo(last + QPointF(0, 1 * down))
        arrows.lineTo(last + QPointF(3.5, -4 * down))
        return True

    def _suggested(self, painter: QPainter) -> None:
        sheet = self._sheet
        if sheet.suggestion is None:
            return
        answer, start = sheet.index.event(sheet.suggestion[0]), sheet.index.event(sheet.suggestion[1])
        if answer is None or start is None or answer.responds_to is not None:
            return
        path = QPainterPath()
        if self._add(path, QPainterPath(), start, answer):
            pen = QPen(sheet.colour("accent"), 2.5, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
            pen.setDashPattern([0.4, 1.8])
            painter.strokePath(path, pen)


class RulerItem(QGraphicsItem):
    """Times over the lanes, and the stretch that is looped."""

    def __init__(self, sheet: Sheet, height: int) -> None:
        super().__init__()
        self._sheet = sheet
        self.height = height
        reveal(self)

    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, self._sheet.axis.width, self.height)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        sheet, axis = self._sheet, self._sheet.axis
        exposed: QRectF = option.exposedRect
        painter.fillRect(exposed, sheet.colour("sunken"))
        font = sheet.font("caption")
        painter.setFont(font)
        wide = QFontMetricsF(font).horizontalAdvance("0:00:00.0") + 24
        big = next((step for step in _STEPS if step * axis.scale >= wide), _STEPS[-1])
        small = next((big // parts for parts in (5, 2) if big // parts * axis.scale >= 7), big)
        decimals = big < SECOND
        line, words = sheet.colour("lineStrong"), sheet.colour("text3")
        time = max(sheet.clock.start, axis.time(exposed.left() - wide)) // small * small
        last = min(axis.time(exposed.right() + 1), sheet.clock.end)
        while time <= last:
            x = round(axis.x(time))
            main = time % big == 0
            long = 10 if main else 5
            painter.fillRect(QRectF(x, self.height - long, 1, long), line)
            if main and x < axis.width - 30:
                painter.setPen(words)
                text = clock_text(time)
                painter.drawText(QPointF(x + 4, self.height - 9), text[:-2] if decimals else text[:-4])
            time += small
        self._loop(painter)

    def _loop(self, painter: QPainter) -> None:
        sheet, axis = self._sheet, self._sheet.axis
        first, last = sheet.loop
        if first is None and last is None and not sheet.looping:
            return
        left = axis.x(sheet.clock.start if first is None else first)
        right = axis.x(sheet.clock.end if last is None else last)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(sheet.theme.colour("accent", 0.85) if sheet.looping else sheet.theme.colour("control", 0.5))
        left, right = max(left, -4.0), min(right, axis.width + 4.0)
        if right > left:
            painter.drawRoundedRect(QRectF(left, self.height - 6, right - left, 6), 2, 2)


class HeadItem(QGraphicsItem):
    """The play head; moved, not repainted, as the film goes on."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._sheet = sheet
        self.height = 0
        self.setZValue(4)

    def boundingRect(self) -> QRectF:
        return QRectF(-8, 0, 16, self.height + 2)

    def place(self) -> None:
        """Go to where the head is."""
        ratio = self._sheet.ratio
        self.setX(round(self._sheet.axis.x(self._sheet.head) * ratio) / ratio)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        colour = self._sheet.colour("cursor")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(-0.75, 8, 1.5, self.height - 6), colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon([QPointF(-6, 2), QPointF(6, 2), QPointF(6, 9), QPointF(0, 15), QPointF(-6, 9)])


class GhostItem(QGraphicsItem):
    """The edge being dragged, with the frame number at the cursor."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._sheet = sheet
        self.setZValue(5)

    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, self._sheet.axis.width, max((row.bottom for row in self._sheet.rows), default=0))

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        sheet = self._sheet
        ghost = sheet.ghost
        event = sheet.index.event(ghost.event) if ghost is not None else None
        row = sheet.row(event.tier) if event is not None else None
        if ghost is None or event is None or row is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = sheet.axis.x(ghost.time)
        code = sheet.code(event.tier, event.code)
        if event.start == getattr(event, "at", None):
            painter.setOpacity(0.7)
            half = 14 * sheet.theme.scale
            painter.drawPixmap(QPointF(x - half, row.middle - half), sheet.dot(code))
            painter.setOpacity(1.0)
        else:
            end = getattr(event, "end", None)
            other = sheet.axis.x(event.start if ghost.edge == "end" else sheet.head if end is None else end)
            top, height = row.bar(event.code)
            painter.setPen(QPen(sheet.colour("focus"), 1.5, Qt.PenStyle.DashLine))
            fill = QColor(sheet.brush(code).fill)
            fill.setAlphaF(0.35)
            painter.setBrush(fill)
            painter.drawRoundedRect(QRectF(min(x, other), top, abs(other - x), height), 3, 3)
        painter.fillRect(QRectF(x - 0.5, 24, 1, row.bottom - 24), sheet.colour("focus"))
        self._plate(painter, x, row.top, ghost.words)

    def _plate(self, painter: QPainter, x: float, top: float, words: str) -> None:
        sheet = self._sheet
        font = sheet.font("caption", "medium")
        painter.setFont(font)
        width = QFontMetricsF(font).horizontalAdvance(words) + 14
        left = min(max(2.0, x + 8), sheet.axis.width - width - 2)
        height = 20 * sheet.theme.scale
        plate = QRectF(left, max(2.0, top - height - 4), width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(sheet.colour("text"))
        painter.drawRoundedRect(plate, 4, 4)
        painter.setPen(sheet.colour("panel"))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)
