"""Choosing a concept's picture: the drawings themselves, with their words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from vfi.ui.feedback.concept_cards import ConceptCards
from vfi.ui.feedback.concept_grid import ConceptGrid
from vfi.ui.icons import draw_glyph
from vfi.ui.style import draw_ring
from vfi.ui.theme import Theme
from vfi.words import tr

_HEIGHT = 40


class ConceptChoice(QAbstractButton):
    """Shows the chosen picture; opens the list of all."""

    picked = Signal(str)
    """Id of the concept; empty for none."""

    def __init__(self, theme: Theme, *, none: bool = True) -> None:
        super().__init__()
        self._theme = theme
        self._none = none
        self._value = ""
        self._cards = ConceptCards()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("ownFocus", True)
        self.clicked.connect(lambda _on=False: self.open_grid())
        self._dress()
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self.setFixedHeight(self._theme.px(_HEIGHT))
        self.update()

    def use_cards(self, cards: ConceptCards) -> None:
        """The service's own words and pictures beside ours."""
        self._cards = cards
        self.set_value(self._value)

    def value(self) -> str:
        return self._value

    def set_value(self, id: str) -> None:
        self._value = id
        words = self._cards.word(id) if id else tr("no picture")
        self.setAccessibleName(tr("Picture: {concept}", concept=words))
        self.setToolTip(tr("Can touch a wound: only with you beside them.") if self._cards.careful(id) else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self._theme.px(_HEIGHT))

    def open_grid(self) -> ConceptGrid:
        """Every concept with its picture, to choose from."""
        grid = ConceptGrid(self._theme, self._cards, self._value, none=self._none)
        grid.picked.connect(self.picked.emit)
        grid.show_at(self)
        return grid

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(theme.colour("text2" if self.underMouse() else "control"))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(box, 6, 6)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft

        def placed(x: float, width: float, height: float) -> QRectF:
            left = self.width() - x - width if mirrored else x
            return QRectF(left, (self.height() - height) / 2, width, height)

        x = 10.0
        if self._value:
            side = theme.px(30)
            plate = placed(6, side, side)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(Qt.GlobalColor.white)
            painter.drawRoundedRect(plate, 3, 3)
            self._cards.art.draw(painter, plate, self._value)
            x = 6 + side + 8
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text" if self._value else "text3"))
        words = self._cards.word(self._value) if self._value else tr("no picture")
        room = placed(x, self.width() - x - 32, self.height())
        align = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        shown = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(align | Qt.AlignmentFlag.AlignVCenter), shown)
        side = theme.px(14)
        draw_glyph(painter, placed(self.width() - 10 - side, side, side), "caret-down", theme.colour("text"))
        if self.hasFocus():
            draw_ring(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), theme, radius=6)
