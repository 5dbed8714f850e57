"""The strip under the picture: a row for each thing that is hidden, its places, and what was looked at."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vfi.core.clock import FilmClock
from vfi.core.redaction import NOTHING, Item, Redaction, RedactionId, Region
from vfi.core.time import SECOND, Span
from vfi.ui.feedback.strip_axis import StripAxis
from vfi.ui.icons import draw_glyph
from vfi.ui.redaction.naming import icon_of, moment, name_of, nobody_looked
from vfi.ui.theme import Theme
from vfi.words import tr

_ROWS = 4
"""So many are in sight; the wheel and the chosen one bring the others."""
_CLOSEST = 2 * SECOND
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)


class HidingStrip(QWidget):
    """Film time from left to right, whatever the language. A press on a name chooses; a press on time goes there."""

    chosen = Signal(str)
    seek = Signal(int)
    """A frame."""
    scrubbed = Signal(int)
    """A frame, while the hand still drags."""

    def __init__(self, theme: Theme, clock: FilmClock) -> None:
        super().__init__()
        self._theme = theme
        self._clock = clock
        self._redaction: Redaction = NOTHING
        self._items: tuple[Item, ...] = ()
        self._selected: RedactionId | None = None
        self._head: int | None = None
        self._top = 0
        self._axis = StripAxis(clock.start, clock.end, 1)
        self._scrubbing = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("What is hidden, by time"))
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        theme.changed.connect(self.updateGeometry)

    # ---- what is shown

    def show_redaction(self, redaction: Redaction, selected: RedactionId | None) -> None:
        """Of the camera that is shown, with what is heard."""
        self._redaction, self._items, self._selected = redaction, redaction.items, selected
        place = next((at for at, item in enumerate(self._items) if item.id == selected), None)
        most = max(0, len(self._items) - _ROWS)
        if place is not None:
            self._top = min(max(self._top, place - _ROWS + 1), place)
        self._top = min(self._top, most)
        self.setAccessibleDescription("; ".join(self._said(item) for item in self._items))
        self.update()

    def _said(self, item: Item) -> str:
        words = f"{name_of(item, self._redaction)}, {moment(item.start)} - {moment(item.end)}"
        missing = nobody_looked(item.to_check) if isinstance(item, Region) else ""
        return f"{words}. {missing}".strip()

    def show_head(self, frame: int | None) -> None:
        """The frame on the screen; what is in sight moves with it."""
        if frame == self._head:
            return
        self._head = frame
        if frame is not None:
            at = self._clock.time_of(frame)
            seen = self._axis.end - self._axis.start
            if not self._axis.start <= at < self._axis.end:
                self._see(at - seen // 10, seen)
        self.update()

    def show_near(self, span: Span) -> None:
        """Bring this stretch into sight, with some film on both sides."""
        margin = max(SECOND, (span.end - span.start) // 4)
        self._see(span.start - margin, span.end - span.start + 2 * margin)

    # ---- places

    @property
    def _row(self) -> int:
        return self._theme.px(24)

    @property
    def _ruler(self) -> int:
        return self._theme.px(18)

    @property
    def _gutter(self) -> int:
        return self._theme.px(190)

    def sizeHint(self) -> QSize:
        return QSize(600, self._ruler + _ROWS * self._row)

    def minimumSizeHint(self) -> QSize:
        return QSize(360, self.sizeHint().height())

    def x_of(self, time: int) -> float:
        """Where this moment lies."""
        return self._gutter + self._axis.x(time)

    def _see(self, start: int, length: int) -> None:
        clock = self._clock
        length = min(max(length, _CLOSEST), clock.end - clock.start)
        start = min(max(start, clock.start), clock.end - length)
        self._axis = StripAxis(start, start + length, self._axis.width)
        self.update()

    def _frame(self, x: float) -> int:
        return self._clock.frame_at(self._axis.time(x - self._gutter))

    # ---- Qt

    def resizeEvent(self, event: object) -> None:
        self._axis = StripAxis(self._axis.start, self._axis.end, max(1, self.width() - self._gutter - 8))

    def wheelEvent(self, event: QWheelEvent) -> None:
        turns = event.angleDelta().y() / 120
        if event.position().x() < self._gutter:
            most = max(0, len(self._items) - _ROWS)
            self._top = min(most, max(0, self._top - round(turns)))
        else:
            at = self._axis.time(event.position().x() - self._gutter)
            seen = self._axis.end - self._axis.start
            length = round(seen / 1.25**turns)
            self._see(at - round((at - self._axis.start) * length / seen), length)
        self.update()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        x, y = event.position().x(), event.position().y()
        row = int((y - self._ruler) // self._row) + self._top
        if y >= self._ruler and 0 <= row < len(self._items):
            self.chosen.emit(self._items[row].id)
        if x >= self._gutter:
            self._scrubbing = True
            self.seek.emit(self._frame(x))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._scrubbing:
            self.scrubbed.emit(self._frame(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._scrubbing:
            self._scrubbing = False
            self.seek.emit(self._frame(event.position().x()))

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ruler(painter)
        if not self._items:
            painter.setPen(self._theme.colour("text3"))
            painter.setFont(self._theme.font("small"))
            box = self.rect().adjusted(0, self._ruler, 0, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tr("Nothing is hidden in this film yet."))
        for at, item in enumerate(self._items[self._top : self._top + _ROWS]):
            self._paint_row(painter, QRectF(0, self._ruler + at * self._row, self.width(), self._row), item)
        if self._head is not None:
            x = round(self.x_of(self._clock.time_of(self._head))) + 0.5
            if x >= self._gutter:
                painter.setPen(QPen(self._theme.colour("cursor"), 1.5))
                painter.drawLine(QPointF(x, 2), QPointF(x, self.height()))

    def _paint_ruler(self, painter: QPainter) -> None:
        painter.setFont(self._theme.font("caption"))
        widest = QFontMetricsF(painter.font()).horizontalAdvance("0:00:00.0") + 24
        _, ticks = self._axis.ticks(widest)
        for tick in ticks:
            x = round(self.x_of(tick)) + 0.5
            painter.setPen(self._theme.colour("lineStrong"))
            painter.drawLine(QPointF(x, self._ruler - 4), QPointF(x, self.height()))
            if x + widest < self.width() + 24:
                painter.setPen(self._theme.colour("text3"))
                painter.drawText(QRectF(x + 4, 0, widest, self._ruler - 2), _MIDDLE, moment(tick))

    def _paint_row(self, painter: QPainter, row: QRectF, item: Item) -> None:
        theme = self._theme
        mine = item.id == self._selected
        if mine:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selection"))
            painter.drawRoundedRect(QRectF(0, row.top() + 1, self._gutter - 6, row.height() - 2), 5, 5)
        side = theme.px(15)
        icon = QRectF(6, row.center().y() - side / 2, side, side)
        draw_glyph(painter, icon, icon_of(item), theme.colour("text" if mine else "text2"))
        painter.setFont(theme.font("small", "medium" if mine else "regular"))
        painter.setPen(theme.colour("text"))
        room = QRectF(icon.right() + 8, row.top(), self._gutter - icon.right() - 14, row.height())
        words = QFontMetricsF(painter.font()).elidedText(
            name_of(item, self._redaction), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, _MIDDLE, words)
        painter.save()
        painter.setClipRect(QRectF(self._gutter, row.top(), self.width() - self._gutter, row.height()))
        bar = QRectF(
            self.x_of(item.start),
            row.top() + 5,
            max(3.0, self.x_of(item.end) - self.x_of(item.start)),
            row.height() - 10,
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("warningTint" if isinstance(item, Region) else "accent"))
        painter.setOpacity(1.0 if isinstance(item, Region) else 0.5)
        painter.drawRoundedRect(bar, 3, 3)
        painter.setOpacity(1.0)
        if isinstance(item, Region):
            self._paint_region(painter, bar, item)
        painter.restore()

    def _paint_region(self, painter: QPainter, bar: QRectF, region: Region) -> None:
        """Green: looked at; hatched: nobody has. Diamonds were put by a person, the thin line was followed."""
        theme = self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("success"))
        for span in region.checked:
            left, right = max(bar.left(), self.x_of(span.start)), min(bar.right(), self.x_of(span.end))
            if right > left:
                painter.drawRect(QRectF(left, bar.top(), right - left, bar.height()))
        painter.setBrush(QBrush(theme.colour("warning"), Qt.BrushStyle.BDiagPattern))
        for span in region.to_check:
            left, right = self.x_of(span.start), self.x_of(span.end)
            painter.drawRect(QRectF(left, bar.top(), max(2.0, right - left), bar.height()))
        middle = bar.center().y()
        painter.setPen(QPen(theme.colour("text"), 2))
        for one, other in zip(region.keys, region.keys[1:], strict=False):
            if other.followed:
                painter.drawLine(QPointF(self.x_of(one.at), middle), QPointF(self.x_of(other.at), middle))
        painter.setPen(QPen(theme.colour("panel"), 1))
        painter.setBrush(theme.colour("text"))
        for key in region.keys:
            if not key.followed:
                x = self.x_of(key.at)
                points = [
                    QPointF(x, middle - 5),
                    QPointF(x + 5, middle),
                    QPointF(x, middle + 5),
                    QPointF(x - 5, middle),
                ]
                painter.drawPolygon(QPolygonF(points))
