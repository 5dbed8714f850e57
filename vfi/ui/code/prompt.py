"""The question at the foot of the palette: choices with digits, Enter, Esc; never a box over the film."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from vfi.core.rules import Prompt, PromptKind
from vfi.core.scheme import Scheme
from vfi.ui.code.announcing import announce
from vfi.ui.code.describe import seconds
from vfi.ui.code.said import said_words
from vfi.ui.kit.marks import paint_keycap
from vfi.ui.theme import Theme
from vfi.words import listed, tr

_ROW = 24
_PAD = 8
_MOST_ROWS = 3
"""Room is kept for so many rows of choices; a longer question takes room from the codes, which scroll."""


def room_for(theme: Theme, scheme: Scheme) -> int:
    """Pixels that the scheme's questions will need, so that nothing jumps when one comes."""
    rows = [0]
    for code in scheme.codes:
        rows += [(len(each.options) + 1) // 2 for each in code.modifiers if each.prompt and each.options]
        if code.answers is not None:
            rows.append(2)
    most = min(_MOST_ROWS, max(rows))
    return theme.px(most * _ROW + 46) if most else theme.px(36)


class PromptBox(QWidget):
    """Shows one prompt; hidden when nothing is asked."""

    answered = Signal(int)
    """The choice of this number was clicked."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._prompt: Prompt | None = None
        self._hovered: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.hide()
        theme.changed.connect(self.updateGeometry)

    @property
    def prompt(self) -> Prompt | None:
        return self._prompt

    def show_prompt(self, prompt: Prompt | None) -> None:
        """Ask this, or nothing any more."""
        if prompt == self._prompt:
            return
        self._prompt, self._hovered = prompt, None
        if prompt is not None:
            self.setAccessibleName(self.spoken(prompt))
            announce(self, self.accessibleName())
        self.setVisible(prompt is not None)
        self.updateGeometry()
        self.update()

    @staticmethod
    def spoken(prompt: Prompt) -> str:
        """The whole question in words."""
        choices = listed(f"{choice.index} {_words(prompt, choice)}" for choice in prompt.choices)
        return f"{said_words(prompt.title)} {choices}. {_foot(prompt)}"

    # ---- where things are

    def _columns(self) -> int:
        """Two where the words are short."""
        prompt = self._prompt
        if prompt is None or len(prompt.choices) < 3:
            return 1
        metrics = QFontMetricsF(self._theme.font("small"))
        half = (self.width() - 2 * _PAD) / 2 - 36
        return 2 if all(metrics.horizontalAdvance(_words(prompt, one)) <= half for one in prompt.choices) else 1

    def _cell(self, place: int) -> QRectF:
        columns, row = self._columns(), self._theme.px(_ROW)
        width = (self.width() - 2 * _PAD) / columns
        line, column = divmod(place, columns)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            column = columns - 1 - column
        return QRectF(_PAD + column * width, self._title_height() + line * row, width, row)

    def _title_height(self) -> int:
        return 7 + self._theme.px(17)

    def sizeHint(self) -> QSize:
        count = len(self._prompt.choices) if self._prompt is not None else 0
        lines = -(-count // self._columns())
        return QSize(200, self._title_height() + lines * self._theme.px(_ROW) + self._theme.px(18) + 5)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: object) -> None:
        self.updateGeometry()

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        prompt, theme = self._prompt, self._theme
        if prompt is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), 1.5))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75), 8, 8)
        self._title(painter, prompt)
        for place, choice in enumerate(prompt.choices):
            cell = self._cell(place)
            if choice.index == prompt.default or choice.chosen or place == self._hovered:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("hover" if place == self._hovered else "accentTint"))
                painter.drawRoundedRect(cell, 5, 5)
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            cap = float(theme.size("keycap"))
            x = cell.right() - 4 - cap if mirrored else cell.left() + 4
            box = QRectF(x, cell.center().y() - cap / 2, cap, cap)
            paint_keycap(painter, box, str(choice.index), theme, "open" if choice.chosen else "rest")
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text"))
            words = cell.adjusted(4, 0, -cap - 12, 0) if mirrored else cell.adjusted(cap + 12, 0, -4, 0)
            shown = QFontMetricsF(painter.font()).elidedText(
                _words(prompt, choice), Qt.TextElideMode.ElideRight, words.width()
            )
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), shown)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("text3"))
        foot = QRectF(_PAD, self.height() - theme.px(18) - 5, self.width() - 2 * _PAD, theme.px(18))
        shown = QFontMetricsF(painter.font()).elidedText(_foot(prompt), Qt.TextElideMode.ElideRight, foot.width())
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), shown)

    def _title(self, painter: QPainter, prompt: Prompt) -> None:
        """The code's name stands out, where the sentence begins with it."""
        theme = self._theme
        words, name = said_words(prompt.title), str(prompt.title.values.get("code", ""))
        area = QRectF(_PAD, 5, self.width() - 2 * _PAD, theme.px(18))
        align = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)
        painter.setPen(theme.colour("text"))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if name and words.startswith(name) and not mirrored:
            painter.setFont(theme.font("caption", "semibold"))
            metrics = QFontMetricsF(painter.font())
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, area.width() * 0.6)
            painter.drawText(area, align, shown)
            area.setLeft(area.left() + metrics.horizontalAdvance(shown))
            words = words[len(name) :]
        painter.setFont(theme.font("caption"))
        shown = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, align, shown)

    # ---- the mouse

    def _at(self, position: QPointF) -> int | None:
        count = len(self._prompt.choices) if self._prompt is not None else 0
        return next((place for place in range(count) if self._cell(place).contains(position)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position())
        if place != self._hovered:
            self._hovered = place
            self.update()

    def leaveEvent(self, event: object) -> None:
        self._hovered = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position())
        if place is not None and self._prompt is not None:
            self.answered.emit(self._prompt.choices[place].index)


def _words(prompt: Prompt, choice: object) -> str:
    label = choice.label  # type: ignore[attr-defined]
    before = choice.before  # type: ignore[attr-defined]
    return label if before is None else tr("{what}, {n} s before", what=label, n=seconds(before))


def _foot(prompt: Prompt) -> str:
    if prompt.kind is PromptKind.LINK and prompt.default is not None:
        return tr("Enter takes {n}, Esc none", n=prompt.default)
    if prompt.several:
        return tr("Several may be chosen; Enter goes on")
    return tr("A digit answers, Enter leaves it open")
