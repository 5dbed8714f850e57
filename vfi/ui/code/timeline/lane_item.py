"""One lane: what was watched, the bars of its states in batches, then its points, marks and words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from vfi.core.events import Event, PointEvent, StateEvent
from vfi.core.scheme import Code, TierType
from vfi.core.time import SECOND, Span
from vfi.ui.code.index import NEVER, LaneArrays
from vfi.ui.code.timeline.rows import Row
from vfi.ui.code.timeline.sheet import POINT_HOVER, Sheet, hatch
from vfi.words import tr

MARGIN = 24
"""Pixels round what must be repainted within which an event may still reach into it."""
_ROUNDED = 120
"""Up to so many bars at once have round corners; beyond, plain rectangles in one call per code."""
_CROWDED = 3
"""When points stand closer than this many pixels on average they become ticks."""


def reveal(item: QGraphicsItem) -> None:
    """Let an item know which part of it is to be painted."""
    item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)


class LaneItem(QGraphicsItem):
    """The ground of a lane and its state bars; scene coordinates are pixels."""

    def __init__(self, sheet: Sheet, row: Row) -> None:
        super().__init__()
        self._sheet = sheet
        self.row = row
        self._hatch: QBrush | None = None
        reveal(self)
        self.setZValue(0)

    def boundingRect(self) -> QRectF:
        return QRectF(0, self.row.top, self._sheet.axis.width, self.row.height)

    def dress(self) -> None:
        """The theme or the screen changed."""
        self._hatch = None

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        exposed: QRectF = option.exposedRect
        self._ground(painter, exposed)
        if self.row.tier.type is TierType.STATE:
            axis = self._sheet.axis
            lane = self._sheet.index.lane(self.row.tier.id)
            window = lane.window(axis.time(exposed.left() - MARGIN), axis.time(exposed.right() + MARGIN))
            painter.setBrushOrigin(QPointF(0, self.row.top))
            self._bars(painter, lane, window)

    def _ground(self, painter: QPainter, exposed: QRectF) -> None:
        sheet, row, axis = self._sheet, self.row, self._sheet.axis
        painter.fillRect(exposed, sheet.colour("sunken"))
        if self._hatch is None:
            self._hatch = hatch(sheet.colour("gap"), sheet.ratio)
        for span in [] if row.marks else sheet.gaps_in_view(row.tier.id):
            left, right = max(exposed.left(), axis.x(span.start)), min(exposed.right(), axis.x(span.end))
            if right > left:
                gap = QRectF(left, row.top + 1, right - left, row.height - 1)
                painter.fillRect(gap, sheet.colour("panel"))
                painter.fillRect(gap, self._hatch)
        painter.fillRect(QRectF(exposed.left(), row.top, exposed.width(), 1), sheet.colour("line"))

    def _bars(self, painter: QPainter, lane: LaneArrays, window: slice) -> None:
        sheet, axis = self._sheet, self._sheet.axis
        starts = np.clip(axis.xs(lane.starts[window]), -40.0, None)
        ends = np.where(lane.ends[window] == NEVER, sheet.head, lane.ends[window])
        ends = np.clip(axis.xs(np.maximum(ends, lane.starts[window])), None, axis.width + 40.0)
        widths = np.maximum(1.5, ends - starts)
        codes = lane.codes[window]
        dimmed = sheet.dims(self.row.tier.id)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setOpacity(0.6 if dimmed else 1.0)
        rounded = len(codes) <= _ROUNDED
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, rounded)
        for number, id in enumerate(lane.code_ids):
            mine = codes == number
            if mine.any():
                self._bars_of(painter, sheet.code(self.row.tier.id, id), starts[mine], widths[mine], rounded)
        painter.setOpacity(1.0)

    def _bars_of(
        self,
        painter: QPainter,
        code: Code,
        starts: NDArray[np.float64],
        widths: NDArray[np.float64],
        rounded: bool,
    ) -> None:
        brush = self._sheet.brush(code)
        top, height = self.row.bar(code.id)
        rects = [QRectF(x, top, w, height) for x, w in zip(starts.tolist(), widths.tolist(), strict=True)]
        passes = [QBrush(brush.fill)] if brush.pattern is None else [QBrush(brush.fill), brush.pattern]
        if not rounded:
            for one in passes:
                painter.setBrush(one)
                painter.drawRects(rects)
            return
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        for rect in rects:
            radius = min(3.0, rect.width() / 2)
            path.addRoundedRect(rect, radius, radius)
        for one in passes:
            painter.fillPath(path, one)


class WordsItem(QGraphicsItem):
    """What lies over the links: points, marks, the names in bars, open ends, rings, "not yet watched"."""

    def __init__(self, sheet: Sheet, row: Row) -> None:
        super().__init__()
        self._sheet = sheet
        self.row = row
        reveal(self)
        self.setZValue(2)

    def boundingRect(self) -> QRectF:
        # rings and the posts of open states reach over the lane's edges
        return QRectF(0, self.row.top - 4, self._sheet.axis.width, self.row.height + 8)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        sheet, axis = self._sheet, self._sheet.axis
        exposed: QRectF = option.exposedRect
        lane = sheet.index.lane(self.row.tier.id)
        reach = MARGIN + (160 if self.row.marks else 0)  # a mark's words stand to its right
        window = lane.window(axis.time(exposed.left() - reach), axis.time(exposed.right() + MARGIN))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(sheet.font("caption", "medium"))
        dimmed = sheet.dims(self.row.tier.id)
        painter.setOpacity(0.6 if dimmed else 1.0)
        busy: list[tuple[float, float]] = []
        if self.row.marks:
            self._marks(painter, lane, window)
        elif self.row.tier.type is TierType.POINT:
            busy = self._points(painter, lane, window)
        else:
            busy = self._states(painter, lane, window)
        painter.setOpacity(1.0)
        if not self.row.marks and self.row.tier.subject:
            self._not_watched(painter, lane, busy)

    # ---- points

    def _points(self, painter: QPainter, lane: LaneArrays, window: slice) -> list[tuple[float, float]]:
        sheet = self._sheet
        events = lane.events[window]
        xs = sheet.axis.xs(lane.starts[window])
        if len(events) > 40 and len(events) * _CROWDED > float(xs[-1] - xs[0]):
            self._ticks(painter, lane, window, xs)
        else:
            for event, x in zip(events, xs.tolist(), strict=True):
                self._point(painter, event, x)
        for event, x in zip(events, xs.tolist(), strict=True):
            if event.id == sheet.selected:
                self._point(painter, event, x)
                painter.setPen(QPen(sheet.colour("focus"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                ring = 11.5 * sheet.theme.scale
                painter.drawEllipse(QPointF(x, self.row.middle), ring, ring)
                break
        return []

    def _point(self, painter: QPainter, event: Event, x: float) -> None:
        sheet = self._sheet
        radius = POINT_HOVER if event.id == sheet.hovered else 8.5
        code = sheet.code(event.tier, event.code)
        picture = sheet.dot(code, hollow=sheet.hollow(code, event.id), radius=radius)
        half = 14 * sheet.theme.scale
        painter.drawPixmap(QPointF(round(x * sheet.ratio) / sheet.ratio - half, self.row.middle - half), picture)

    def _ticks(self, painter: QPainter, lane: LaneArrays, window: slice, xs: NDArray[np.float64]) -> None:
        """Thousands of points as lines: one row of pixels, drawn as high as the lane."""
        sheet = self._sheet
        width = max(1, round(sheet.axis.width * sheet.ratio))
        row = np.zeros(width, dtype=np.uint32)
        columns = np.clip(np.rint(xs * sheet.ratio).astype(np.int64), 0, width - 1)
        codes = lane.codes[window]
        for number, id in enumerate(lane.code_ids):
            row[columns[codes == number]] = sheet.brush(sheet.code(self.row.tier.id, id)).fill.rgba()
        picture = QImage(row.tobytes(), width, 1, width * 4, QImage.Format.Format_ARGB32)
        painter.drawImage(QRectF(0, self.row.top + 5, sheet.axis.width, self.row.height - 10), picture)

    # ---- marks

    def _marks(self, painter: QPainter, lane: LaneArrays, window: slice) -> None:
        sheet, middle = self._sheet, self.row.middle
        metrics = QFontMetricsF(painter.font())
        events = lane.events[window]
        xs = sheet.axis.xs(lane.starts[window]).tolist()
        for place, (event, x) in enumerate(zip(events, xs, strict=True)):
            selected = event.id == sheet.selected
            half = (7.0 if event.id == sheet.hovered else 6.0) * sheet.theme.scale
            painter.setPen(QPen(sheet.colour("text2"), 1.5))
            painter.setBrush(sheet.colour("panel"))
            painter.drawPolygon([QPointF(x, middle - half), QPointF(x + half, middle), QPointF(x, middle + half),
                                 QPointF(x - half, middle)])  # fmt: skip
            if selected:
                painter.setPen(QPen(sheet.colour("focus"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(QPointF(x, middle), half + 3.5, half + 3.5)
            room = (xs[place + 1] if place + 1 < len(xs) else x + 180) - x - 22
            if event.comment and room > 24:
                words = metrics.elidedText(event.comment, Qt.TextElideMode.ElideRight, min(room, 150))
                painter.setFont(sheet.font("caption"))
                painter.setPen(sheet.colour("text2"))
                painter.drawText(QPointF(x + half + 5, middle + 4 * sheet.theme.scale), words)

    # ---- states

    def _states(self, painter: QPainter, lane: LaneArrays, window: slice) -> list[tuple[float, float]]:
        sheet, axis = self._sheet, self._sheet.axis
        metrics = QFontMetricsF(painter.font())
        busy: list[tuple[float, float]] = []
        crowded = window.stop - window.start > _ROUNDED
        for event in lane.events[window]:
            assert isinstance(event, StateEvent)
            marked = event.id in (sheet.selected, sheet.hovered)
            if crowded and not marked and event.end is not None:
                continue
            end = max(sheet.head, event.start) if event.end is None else event.end
            left, right = axis.x(event.start), axis.x(end)
            top, height = self.row.bar(event.code)
            code = sheet.code(event.tier, event.code)
            if right - left > 14 and not crowded:
                self._name(painter, metrics, code, QRectF(left, top, right - left, height))
            if event.end is None:
                busy.append(self._open_end(painter, metrics, event, QRectF(right, top, 0, height), code))
            if event.id == sheet.selected:
                painter.setPen(QPen(sheet.colour("focus"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(left, top, right - left, height).adjusted(-2.5, -2.5, 2.5, 2.5), 5, 5)
            if marked:
                self._handles(painter, QRectF(left, top, right - left, height), code, event.end is not None)
        return busy

    def _name(self, painter: QPainter, metrics: QFontMetricsF, code: Code, bar: QRectF) -> None:
        sheet = self._sheet
        shown = bar.intersected(QRectF(0, bar.top(), sheet.axis.width, bar.height()))
        letter = (code.key or code.label[:1]).upper()
        for words in (code.label, letter):
            width = metrics.horizontalAdvance(words) + 7
            if width + 6 <= shown.width() and metrics.height() <= bar.height() + 4:
                plate = QRectF(shown.left() + 3, bar.top() + 2, width, bar.height() - 4)
                brush = sheet.brush(code)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(brush.fill)
                painter.drawRoundedRect(plate, 2, 2)
                painter.setPen(brush.on)
                painter.drawText(plate, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, words)
                return

    def _open_end(
        self, painter: QPainter, metrics: QFontMetricsF, event: StateEvent, at: QRectF, code: Code
    ) -> tuple[float, float]:
        """A post and an arrow at the play head, and for how long; returns where the words stand."""
        sheet = self._sheet
        fill = sheet.brush(code).fill
        x, middle = at.left(), at.center().y()
        painter.fillRect(QRectF(x - 1.5, at.top() - 2, 3, at.height() + 4), fill)
        pen = QPen(fill, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline([QPointF(x + 4, middle - 4), QPointF(x + 9, middle), QPointF(x + 4, middle + 4)])
        since = sheet.head - event.start
        words = tr("open, {seconds} s", seconds=f"{since / SECOND:.1f}") if since > 0 else tr("open")
        width = metrics.horizontalAdvance(words) + 8
        plate = QRectF(x + 12, at.top() - 1, width, at.height() + 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(sheet.colour("panel"))
        painter.drawRoundedRect(plate, 3, 3)
        painter.setPen(sheet.colour("text"))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, words)
        return plate.left(), plate.right()

    def _handles(self, painter: QPainter, bar: QRectF, code: Code, ended: bool) -> None:
        on = self._sheet.brush(code).on
        painter.setPen(QPen(on, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        edges = ([bar.left() + 3] if bar.width() > 12 else []) + (
            [bar.right() - 3] if ended and bar.width() > 20 else []
        )
        for x in edges:
            painter.drawLine(QPointF(x, bar.top() + 4), QPointF(x, bar.bottom() - 4))

    # ---- what was not watched

    def _not_watched(self, painter: QPainter, lane: LaneArrays, busy: list[tuple[float, float]]) -> None:
        """Named once per lane, where there is room beside what is drawn."""
        sheet, axis = self._sheet, self._sheet.axis
        font = sheet.font("caption")
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        hovered = sheet.gap_hovered is not None and sheet.gap_hovered[0] == self.row.tier.id
        words = tr("mark as watched") if hovered else tr("not yet watched")
        width = metrics.horizontalAdvance(words) + 16
        for span in sheet.gaps_in_view(self.row.tier.id):
            plate = self.gap_plate(span, width)
            if plate is None or any(left < plate.right() and right > plate.left() for left, right in busy):
                continue
            near = lane.window(axis.time(plate.left() - 12), axis.time(plate.right() + 12))
            if any(isinstance(event, PointEvent) or event.end is not None for event in lane.events[near]):
                plate = self.gap_plate(span, width, shift=14)
                if plate is None:
                    continue
                near = lane.window(axis.time(plate.left() - 8), axis.time(plate.right() + 12))
                if near.stop > near.start:
                    continue
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(sheet.colour("panel"))
            painter.drawRoundedRect(plate, 9, 9)
            painter.setPen(sheet.colour("accent" if hovered else "text3"))
            painter.drawText(plate, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, words)
            return

    def gap_plate(self, span: Span, width: float, shift: float = 0) -> QRectF | None:
        """Where the words of a gap stand; None when it is too narrow in view."""
        axis = self._sheet.axis
        left = max(0.0, axis.x(span.start))
        right = min(float(axis.width), axis.x(span.end))
        if right - left < width + 28 + shift:
            return None
        height = 18 * self._sheet.theme.scale
        return QRectF(left + 10 + shift, self.row.middle - height / 2, width, height)
