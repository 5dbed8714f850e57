"""Small quiet signs: the lock on *We have stopped*, and the one that says that a moment was marked."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
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


SAID, HEART, NOT_KEPT = "bookmark-simple", "heart-fill", "warning"
"""Signs for a mark: what is said, what is loved, and one that could not be written."""


class NotedSign(QWidget):
    """A small sign in the corner for a moment: what became of a mark."""

    SHOWN_MS = 900

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._glyph = SAID
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(self.SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def place(self, look: Look, right: int, bottom: int) -> None:
        """Above the buttons, at the edge that has none."""
        side = look.px(44)
        self.setGeometry(right - side - look.px(32), bottom - side - look.px(22), side, side)

    def flash(self, glyph: str) -> None:
        """Be there for a moment."""
        self._glyph = glyph
        self.show()
        self.raise_()
        self.update()
        self._timer.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("button"))
        painter.drawEllipse(QRectF(self.rect()))
        inset = self.width() * 0.26
        place = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        draw_glyph(painter, place, self._glyph, colour("accentOnStage"))
