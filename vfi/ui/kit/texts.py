"""Words on the screen: labels whose type and tone come from the theme and follow it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QSizePolicy, QWidget

from vfi.ui.theme import Theme, Weight

_SPACE = 4
"""Pixels: about as wide as a space."""


def restyle(widget: QWidget, **properties: object) -> None:
    """Set dynamic properties that the style sheet asks about, and let it look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class Text(QLabel):
    """A line or paragraph in one of the theme's roles (`caption`, `body`, `heading`, ...) and tones.

    Plain text unless `rich`: what people typed is never read as mark-up.
    """

    _aligned = False

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        role: str = "body",
        weight: Weight = "regular",
        tone: str = "text",
        *,
        wrap: bool = False,
        rich: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._role = role
        self._weight: Weight = weight
        self._width = 0
        self.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        if wrap:
            policy = self.sizePolicy()
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self._lead()
        self._dress()
        theme.changed.connect(self._dress)

    def set_width(self, pixels: int) -> None:
        """Break the words at this width (grown with the text), and be as high as they then need."""
        self._width = pixels
        self._dress()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._fit()

    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:
        self._aligned = True
        super().setAlignment(alignment)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._lead()

    def _lead(self) -> None:
        """On a page that is read from right to left every line begins at the right, also a name in Latin letters."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        # a line that is broken keeps the space at its end, and is moved out of the label by as much
        if self.wordWrap():
            self.setContentsMargins(_SPACE if mirrored else 0, 0, 0, 0)
        if not self._aligned:
            side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeading
            absolute = Qt.AlignmentFlag.AlignAbsolute if mirrored else Qt.AlignmentFlag(0)
            super().setAlignment(side | absolute | Qt.AlignmentFlag.AlignVCenter)

    def set_tone(self, tone: str) -> None:
        restyle(self, tone=tone)

    def set_weight(self, weight: Weight) -> None:
        self._weight = weight
        self._dress()

    def _dress(self) -> None:
        self.setFont(self._theme.font(self._role, self._weight))
        self._fit()

    def _fit(self) -> None:
        # a label that stands alone in the middle of a page is given one line of height by its layout, whatever it holds
        if self._width:
            width = self._theme.px(self._width)
            self.setFixedSize(width, max(0, self.heightForWidth(width)))


class Elided(Text):
    """One line that gives way: it shows as much as there is room for, then an ellipsis; all of it as a tooltip."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        role: str = "body",
        weight: Weight = "regular",
        tone: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, text, role, weight, tone, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(0)

    def minimumSizeHint(self) -> QSize:
        return QSize(QFontMetrics(self.font()).horizontalAdvance("…"), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.setFont(self.font())
        painter.setPen(self._theme.colour(str(self.property("tone"))))
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(self.rect(), int(align), isolated(shown))


def isolated(text: str) -> str:
    """Words of another direction (a name) that keep their full stop on the right side of a mirrored page."""
    mirrored = QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return f"\u2068{text}\u2069" if mirrored and text else text


def edge_line(widget: QWidget, side: str) -> None:
    """A line at the side (`left`, `right`) of a column, mirrored with the page."""
    if QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        side = {"left": "right", "right": "left"}[side]
    widget.setProperty("line", side)


def rule(vertical: bool = False) -> QWidget:
    """A line of one pixel between two things."""
    line = QFrame()
    line.setProperty("role", "rule")
    if vertical:
        line.setFixedSize(1, 18)
    else:
        line.setFixedHeight(1)
    return line
