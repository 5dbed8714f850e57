"""The small lock on *We have stopped*: the only thing there, and quiet enough not to be asked about."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from vfi.ui.icons import draw_glyph
from vfi.ui.present.look import Look, colour
from vfi.words import tr


class LockSign(QAbstractButton):
    """A lock of 20 pixels in a place of 44 that takes a finger."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = Look(1.0)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("ownFocus", True)
        self.setAccessibleName(tr("Unlock"))
        self.hide()

    def use_look(self, look: Look) -> None:
        self._look = look
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        side = max(44, self._look.px(44))
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self._look.px(20)
        centre = QRectF(self.rect()).center()
        place = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
        draw_glyph(painter, place, "lock-key", colour("pageText2"))
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), max(3, self._look.px(3))))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 10, 10)
