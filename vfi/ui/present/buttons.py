"""The parent's buttons: large, calm, each with a sign and its word in one or two languages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from vfi.core.parent_texts import ParentTexts
from vfi.core.presenting import Button, Sign
from vfi.qt.captions import letters
from vfi.ui.icons import draw_glyph
from vfi.ui.kit.focus import ENTERED
from vfi.ui.present.look import Look, colour

HEIGHT, GAP, ROW = 84, 16, 104
_WIDTHS = {Sign.STOP: 104}
_NORMAL, _FIRST = 108, 148

_GLYPHS = {
    Sign.STOP: "hand-palm",
    Sign.LISTEN: "speaker-high",
    Sign.AGAIN: "arrow-counter-clockwise",
    Sign.SLOWER: "gauge",
    Sign.PLAY: "play-fill",
    Sign.PAUSE: "pause-fill",
    Sign.GO_ON: "play-fill",
    Sign.PICTURE: "image",
    Sign.NEXT: "arrow-right",
    Sign.BEGIN: "play-fill",
}

_MIDDLE = frozenset({Sign.PLAY, Sign.PAUSE, Sign.GO_ON, Sign.BEGIN})
"""Wide, and in the same place whatever they say."""

_ON_PAGE = {"fill": QColor("#E8E2D6"), "hover": QColor("#E0D9CB"), "pressed": QColor("#D6CEBE")}
_ON_STAGE = {"fill": QColor("#2B2825"), "hover": QColor("#35312D"), "pressed": QColor("#45403A")}


class ParentButton(QAbstractButton):
    """One button, painted whole."""

    def __init__(self, sign: Sign, words: tuple[str, ...], look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.sign = sign
        self._words = words
        self._look = look
        self._first = self._on = self._paper = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("ownFocus", True)
        self.setAccessibleName(" / ".join(words) or sign.value)

    def dress(self, button: Button, *, paper: bool) -> None:
        """As it stands now; `paper`: on a page, not on the stage."""
        self._first, self._on, self._paper = button.first, button.on, paper
        self.setEnabled(button.enabled)
        self.setAccessibleDescription("")
        self.update()

    def use_look(self, look: Look) -> None:
        self._look = look
        self.update()

    def wanted_width(self, *, wide: bool) -> int:
        """In pixels: at least what the design says, more where the words need it."""
        least = _FIRST if wide else _WIDTHS.get(self.sign, _NORMAL)
        return max(self._look.px(least), round(max(self._word_widths(), default=0.0)) + self._look.px(28))

    def sizeHint(self) -> QSize:
        return QSize(self.wanted_width(wide=self.sign in _MIDDLE), self._look.px(HEIGHT))

    def _fonts(self) -> list[tuple[str, QFont]]:
        fonts = []
        for place, word in enumerate(self._words):
            weight = QFont.Weight.Medium if place == 0 else QFont.Weight.Normal
            font = self._look.font(16 if place == 0 else 15, weight)
            font.setPixelSize(letters(word, font.pixelSize()))
            fonts.append((word, font))
        return fonts

    def _word_widths(self) -> list[float]:
        return [QFontMetricsF(font).horizontalAdvance(word) for word, font in self._fonts()]

    def _colours(self) -> tuple[QColor, QColor]:
        """Ground and ink."""
        if self._first:
            ground, ink = (
                (colour("accent"), QColor("#FFFFFF")) if self._paper else (colour("stageText"), colour("stage"))
            )
            return (ground.darker(112) if self.isDown() else ground), ink
        if self._on:
            return colour("accentOnStage"), colour("stage")
        shades = _ON_PAGE if self._paper else _ON_STAGE
        ground = shades["pressed" if self.isDown() else "hover" if self.underMouse() else "fill"]
        return ground, colour("pageText" if self._paper else "buttonText")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.38)
        ground, ink = self._colours()
        radius = self._look.px(16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        fonts = self._fonts()
        side = self._look.px(28 if fonts else 40)
        heights = [QFontMetricsF(font).height() * 0.92 for _, font in fonts]
        top = (self.height() - side - sum(heights)) / 2
        draw_glyph(painter, QRectF((self.width() - side) / 2, top, side, side), _GLYPHS[self.sign], ink)
        top += side
        for (word, font), height in zip(fonts, heights, strict=True):
            painter.setFont(font)
            painter.setPen(ink)
            painter.drawText(QRectF(0, top, self.width(), height), Qt.AlignmentFlag.AlignCenter, word)
            top += height
        if self.hasFocus() and not self.property(ENTERED):
            painter.setOpacity(1.0)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            width = max(3, self._look.px(3))
            painter.setPen(QPen(colour("accent" if self._paper else "accentOnStage"), width))
            inset = width / 2
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)


class ButtonRow(QWidget):
    """The buttons at the foot of the screen: *Stop* apart at the reading edge, the others in the middle."""

    pressed = Signal(object)
    """`Sign` of the button that was pressed."""

    def __init__(self, texts: tuple[ParentTexts, ...], parent: QWidget | None = None, *, text_free: bool) -> None:
        super().__init__(parent)
        self._word = _words_of(texts, text_free=text_free)
        self._look = Look(1.0)
        self._paper = False
        self._all: dict[Sign, ParentButton] = {}
        self._shown: tuple[Button, ...] = ()

    def show_buttons(self, buttons: tuple[Button, ...], *, paper: bool) -> None:
        """These, in this order."""
        self._paper = paper
        wanted = {each.sign for each in buttons}
        for sign, made in self._all.items():
            made.setVisible(sign in wanted)
        previous: QWidget | None = None
        for each in buttons:
            made = self._all.get(each.sign) or self._make(each.sign)
            made.dress(each, paper=paper)
            made.setVisible(True)
            if previous is not None:
                QWidget.setTabOrder(previous, made)
            previous = made
        self._shown = buttons
        self._lay()
        self.update()

    def button(self, sign: Sign) -> ParentButton | None:
        """The button with this sign, if it is there now."""
        return self._all[sign] if any(each.sign is sign for each in self._shown) else None

    def use_look(self, look: Look) -> None:
        self._look = look
        for made in self._all.values():
            made.use_look(look)
        self._lay()

    def _make(self, sign: Sign) -> ParentButton:
        made = ParentButton(sign, self._word(sign), self._look, self)
        made.clicked.connect(lambda _on=False: self.pressed.emit(sign))
        self._all[sign] = made
        return made

    def _lay(self) -> None:
        look, height = self._look, self._look.px(HEIGHT)
        top = (self.height() - height) // 2
        row = [(self._all[each.sign], each) for each in self._shown if each.sign is not Sign.STOP]
        widths = [made.wanted_width(wide=each.sign in _MIDDLE or (len(row) <= 2 and each.first)) for made, each in row]
        left = (self.width() - sum(widths) - look.px(GAP) * max(0, len(row) - 1)) // 2
        stop = self._all.get(Sign.STOP)
        if stop is not None:
            width = stop.wanted_width(wide=False)
            edge = look.px(32)
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            stop.setGeometry(self.width() - edge - width if mirrored else edge, top, width, height)
        for (made, _each), width in zip(row, widths, strict=True):
            made.setGeometry(left, top, width, height)
            left += width + look.px(GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), colour("page" if self._paper else "stage"))


def _words_of(texts: tuple[ParentTexts, ...], *, text_free: bool) -> Callable[[Sign], tuple[str, ...]]:
    def words(sign: Sign) -> tuple[str, ...]:
        return () if text_free else tuple(word for table in texts if (word := table.text(sign.value)))

    return words
