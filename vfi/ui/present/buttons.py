"""The parent's buttons: large, calm, each with a sign and its word in one or two languages."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from vfi.core.parent_texts import ParentTexts
from vfi.core.presenting import Button, Sign
from vfi.qt.captions import letters
from vfi.ui.icons import draw_glyph
from vfi.ui.kit.focus import ENTERED
from vfi.ui.present.look import Look, colour

HEIGHT, GAP, ROW = 84, 16, 104
_NORMAL, _FIRST, _STOP = 108, 148, 104

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

_MIRRORED = {"arrow-left": "arrow-right", "arrow-right": "arrow-left"}
"""On and back are the other way round where one reads from right to left; what belongs to the film is not."""

_CENTRE = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip

_MIDDLE = frozenset({Sign.PLAY, Sign.PAUSE, Sign.GO_ON, Sign.BEGIN})
"""Wide, and in the same place whatever they say."""

_ON_PAGE = {"fill": QColor("#E8E2D6"), "hover": QColor("#E0D9CB"), "pressed": QColor("#D6CEBE")}
_ON_STAGE = {"fill": QColor("#2B2825"), "hover": QColor("#35312D"), "pressed": QColor("#45403A")}


class CalmButton(QAbstractButton):
    """A large button with a sign and its words, one under the other; painted whole."""

    def __init__(self, glyph: str, words: tuple[str, ...], look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._glyph = glyph
        self._words = words
        self._look = look
        self._first = self._on = False
        self._paper = True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("ownFocus", True)
        self.setAccessibleName(" / ".join(words))

    def dress(self, *, first: bool = False, on: bool = False, enabled: bool = True, paper: bool = True) -> None:
        """As it stands now; `paper`: on a page, not on the stage."""
        self._first, self._on, self._paper = first, on, paper
        self.setEnabled(enabled)
        self.update()

    @property
    def glyph(self) -> str:
        """The sign as it is drawn in this direction of reading."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return _MIRRORED.get(self._glyph, self._glyph) if mirrored else self._glyph

    @property
    def is_first(self) -> bool:
        """Is it the one that Enter presses?"""
        return self._first

    def use_look(self, look: Look) -> None:
        self._look = look
        self.updateGeometry()
        self.update()

    def wanted_width(self, *, wide: bool, least: int = _NORMAL) -> int:
        """In pixels: at least what the design says, more where the words need it."""
        least = _FIRST if wide else least
        return max(self._look.px(least), round(max(self._word_widths(), default=0.0)) + self._look.px(28))

    def sizeHint(self) -> QSize:
        return QSize(self.wanted_width(wide=self._first), self._look.px(HEIGHT))

    def _fonts(self) -> list[tuple[str, QFont]]:
        fonts = []
        for place, word in enumerate(self._words):
            weight = QFont.Weight.Medium if place == 0 else QFont.Weight.Normal
            size = 24 if not self._glyph else 16 if place == 0 else 15
            font = self._look.font(size, weight)
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
        side = 0 if not self._glyph else self._look.px(28 if fonts else 40)
        heights = [QFontMetricsF(font).height() * 0.92 for _, font in fonts]
        top = (self.height() - side - sum(heights)) / 2
        if self._glyph:
            draw_glyph(painter, QRectF((self.width() - side) / 2, top, side, side), self.glyph, ink)
        top += side
        for (word, font), height in zip(fonts, heights, strict=True):
            painter.setFont(font)
            painter.setPen(ink)
            # Arabic reaches below the line's own height
            painter.drawText(QRectF(0, top, self.width(), height), _CENTRE, word)
            top += height
        if self.hasFocus() and not self.property(ENTERED):
            painter.setOpacity(1.0)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            width = max(3, self._look.px(3))
            painter.setPen(QPen(colour("accent" if self._paper else "accentOnStage"), width))
            inset = width / 2
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)


class ParentButton(CalmButton):
    """One of the show's buttons; a screen reader says its words also where they are not written."""

    def __init__(self, sign: Sign, words: tuple[str, ...], look: Look, parent: QWidget, *, written: bool) -> None:
        super().__init__(_GLYPHS[sign], words if written else (), look, parent)
        self.sign = sign
        self.setAccessibleName(" / ".join(words))


class ButtonRow(QWidget):
    """The buttons at the foot of the screen: *Stop* apart at the reading edge, the others in the middle."""

    pressed = Signal(object)
    """`Sign` of the button that was pressed."""

    def __init__(self, texts: tuple[ParentTexts, ...], parent: QWidget | None = None, *, text_free: bool) -> None:
        super().__init__(parent)
        self._texts = texts
        self._written = not text_free
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
            made.dress(first=each.first, on=each.on, enabled=each.enabled, paper=paper)
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
        words = tuple(word for table in self._texts if (word := table.text(sign.value)))
        made = ParentButton(sign, words, self._look, self, written=self._written)
        made.clicked.connect(lambda _on=False: self.pressed.emit(sign))
        self._all[sign] = made
        return made

    def _lay(self) -> None:
        look, height = self._look, self._look.px(HEIGHT)
        top = (self.height() - height) // 2
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        row = [(self._all[each.sign], each) for each in self._shown if each.sign is not Sign.STOP]
        if mirrored:  # what belongs to the film keeps its order; what leads on stands where a line ends
            row.sort(key=lambda pair: pair[1].sign is not Sign.NEXT)
        widths = [made.wanted_width(wide=each.sign in _MIDDLE or (len(row) <= 2 and each.first)) for made, each in row]
        left = (self.width() - sum(widths) - look.px(GAP) * max(0, len(row) - 1)) // 2
        stop = self._all.get(Sign.STOP)
        if stop is not None:
            width = stop.wanted_width(wide=False, least=_STOP)
            edge = look.px(32)
            stop.setGeometry(self.width() - edge - width if mirrored else edge, top, width, height)
        for (made, _each), width in zip(row, widths, strict=True):
            made.setGeometry(left, top, width, height)
            left += width + look.px(GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), colour("page" if self._paper else "stage"))
