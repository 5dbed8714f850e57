"""The whole film in one strip: what is coded, what was not watched, and which stretch the lanes show."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from vfi.core.scheme import TierType
from vfi.ui.code.index import NEVER
from vfi.ui.code.timeline.rows import Row
from vfi.ui.code.timeline.sheet import Sheet, hatch
from vfi.words import tr

_AFTER_MS = 120
"""The strip is drawn anew this long after a change, so that it never delays a key."""
_RIGHT = 12
"""Free at the right, so that the film's end can be seen and taken."""


class WholeFilm(QWidget):
    """Painted once per change into a picture; the rectangle and the head lie over it."""

    pan = Signal(int)
    """Bring this time (ns) into the middle of the lanes."""

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._picture: QPixmap | None = None
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_AFTER_MS)
        self._late.timeout.connect(self._forget)
        self._grip = 0
        self.setFixedHeight(sheet.theme.size("wholeFilm") + 4)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setAccessibleName(tr("Whole film"))
        self.setToolTip(tr("Drag to move what the lanes show"))

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def changed(self) -> None:
        """Events or coverage changed: draw anew soon."""
        self._late.start()

    def dress(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self._picture = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._forget()

    # ---- time and pixels of the strip

    def _x(self, time: int) -> float:
        clock = self._sheet.clock
        return (time - clock.start) / (clock.end - clock.start) * (self.width() - _RIGHT)

    def _time(self, x: float) -> int:
        clock = self._sheet.clock
        return clock.start + round(x / max(1, self.width() - _RIGHT) * (clock.end - clock.start))

    def _band(self) -> QRectF:
        return QRectF(0, 8, self.width() - _RIGHT, self.height() - 16)

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            self._picture = self._draw()
        sheet, band = self._sheet, self._band()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right = self._x(sheet.axis.start), self._x(sheet.axis.end)
        painter.setPen(QPen(sheet.colour("text2"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(
            QRectF(left + 0.75, band.top() - 2, max(4.0, right - left - 1.5), band.height() + 4), 4, 4
        )
        head = round(self._x(sheet.head))
        painter.fillRect(QRectF(head - 0.75, band.top() - 4, 1.5, band.height() + 8), sheet.colour("cursor"))

    def _draw(self) -> QPixmap:
        sheet, band, ratio = self._sheet, self._band(), self.devicePixelRatioF()
        picture = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(sheet.colour("sunken"))
        painter = QPainter(picture)
        painter.fillRect(QRectF(0, 0, self.width(), 1), sheet.colour("line"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(sheet.colour("panel"))
        painter.drawRoundedRect(band, 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        rows = [row for row in sheet.rows if not row.marks]
        lines = hatch(sheet.colour("gap"), ratio)
        # a stretch is "not watched" here when no tier was watched there; it is the same for all but rarely
        for span in sheet.gaps(rows[0].tier.id if rows else sheet.rows[0].tier.id):
            painter.fillRect(QRectF(self._x(span.start), band.top(), self._x(span.end) - self._x(span.start),
                                    band.height()), lines)  # fmt: skip
        each = (band.height() - 4) / max(1, len(rows))
        for place, row in enumerate(rows):
            self._row(painter, row, band.top() + 2 + place * each, max(2.0, each - 1))
        painter.end()
        return picture

    def _row(self, painter: QPainter, row: Row, top: float, height: float) -> None:
        sheet = self._sheet
        lane = sheet.index.lane(row.tier.id)
        if not lane.events:
            return
        scale = (self.width() - _RIGHT) / (sheet.clock.end - sheet.clock.start)
        starts = (lane.starts - sheet.clock.start) * scale
        ends = (
            np.where(lane.ends == NEVER, np.maximum(sheet.head, lane.starts), lane.ends) - sheet.clock.start
        ) * scale
        for number, id in enumerate(lane.code_ids):
            mine = lane.codes == number
            fill = sheet.brush(sheet.code(row.tier.id, id)).fill
            if row.tier.type is TierType.POINT:
                painter.setPen(QPen(fill, 1.6))
                columns = np.unique(np.rint(starts[mine] * 2) / 2).tolist()
                painter.drawLines([QLineF(x, top, x, top + height) for x in columns])
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(fill)
                pairs = zip(starts[mine].tolist(), ends[mine].tolist(), strict=True)
                painter.drawRects([QRectF(a, top, max(1.0, b - a), height) for a, b in pairs])

    # ---- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        axis = self._sheet.axis
        middle = (axis.start + axis.end) // 2
        at = self._time(event.position().x())
        # taken by the rectangle it moves with the mouse; elsewhere the rectangle comes to the mouse
        self._grip = middle - at if axis.start <= at <= axis.end else 0
        self.pan.emit(at + self._grip)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.pan.emit(self._time(event.position().x()) + self._grip)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
