"""The fields of the form: a time with its frame, what an event answers, a comment, rows of labels."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QTextLayout
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from vfi.core.events import Event
from vfi.core.scheme import Code
from vfi.ui.code.describe import letter, number
from vfi.ui.icons import draw_glyph
from vfi.ui.kit.buttons import Button, IconButton
from vfi.ui.kit.swatch import paint_swatch
from vfi.ui.kit.texts import Elided, Text, isolated, restyle
from vfi.ui.style import draw_ring
from vfi.ui.theme import Theme
from vfi.words import tr


class Fields(QWidget):
    """Labels and fields of one kind of event; `fill` shows an event in them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.fill: list[Callable[[Event], None]] = []
        self.times: list[TimeField] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, theme.px(60))
        self._grid.setColumnStretch(1, 1)

    def add(self, words: str, field: QWidget, *, top: bool = False) -> None:
        row = self._grid.rowCount()
        label = Elided(self._theme, words, "small", tone="text2")
        label.setFixedSize(self._theme.px(60), self._theme.px(26))
        label.setBuddy(field)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(field, row, 1)
        if not field.accessibleName():
            field.setAccessibleName(words)


class CodeName(QAbstractButton):
    """The name of the event's code; where its tier has others, a caret says that it can be another one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFont(theme.font("body", "semibold"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("ownFocus", True)

    def show_code(self, words: str, *, others: bool) -> None:
        """Say this name; `others`: a click gives another."""
        self.setText(words)
        self.setEnabled(others)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if others else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if others else Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(tr("{code}, choose another code", code=words) if others else words)
        self.setToolTip(tr("{code}: choose another code", code=words) if others else words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        caret = self._theme.px(14) if self.isEnabled() else 0
        words = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        return QSize(round(words) + caret + 9, self._theme.px(26))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(40), self._theme.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("pressed" if self.isDown() else "hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        if self.hasFocus():
            draw_ring(painter, QRectF(self.rect()), theme, radius=6)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        caret = theme.px(14) if self.isEnabled() else 0
        area = QRectF(self.rect()).adjusted(caret + 4 if mirrored else 4, 0, -4 if mirrored else -caret - 4, 0)
        metrics = QFontMetricsF(self.font())
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width() + 1)
        painter.setFont(self.font())
        painter.setPen(theme.colour("text"))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), isolated(shown))
        if caret:
            side = theme.px(11)
            used = metrics.horizontalAdvance(shown) + 3
            x = area.right() - used - side if mirrored else area.left() + used
            draw_glyph(painter, QRectF(x, (self.height() - side) / 2, side, side), "caret-down", theme.colour("text3"))


class TimeField(QFrame):
    """A time that can be typed, the frame beside it, and two carets that move it by a frame."""

    moved = Signal(int)
    typed = Signal(str)
    left = Signal()
    end_here = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._shown = ""
        self.setProperty("role", "field")
        self.setFixedHeight(theme.px(26))
        self.edit = QLineEdit()
        self.edit.setProperty("frameless", True)
        self.edit.setAccessibleName(name)
        self.edit.setFont(theme.font("small"))
        self.edit.returnPressed.connect(lambda: self.typed.emit(self.edit.text()))
        self.edit.editingFinished.connect(self._back)
        self._width = round(QFontMetricsF(theme.font("small")).horizontalAdvance("0:00:00.000") + 6)
        self._frame = Text(theme, "", "small", tone="text3")
        self.back = IconButton(theme, "caret-left", tr("{field}: a frame back", field=name), size=19, icon_size=12)
        self.on = IconButton(theme, "caret-right", tr("{field}: a frame on", field=name), size=19, icon_size=12)
        self.back.clicked.connect(lambda: self.moved.emit(-1))
        self.on.clicked.connect(lambda: self.moved.emit(1))
        self._here = Button(theme, tr("End here"), "link", on_click=self.end_here.emit)
        # times do not mirror
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 5, 0)
        row.setSpacing(0)
        row.addWidget(self.edit)
        row.addSpacing(6)
        row.addWidget(self._frame, 1)
        row.addWidget(self._here)
        row.addWidget(self.back)
        row.addWidget(self.on)
        self.setFocusProxy(self.edit)

    def show_frame(self, time: str, frame: int) -> None:
        self._shown = time
        if not self.edit.hasFocus() or not self.edit.isModified():
            self.edit.setText(time)
        self.edit.setReadOnly(False)
        self.edit.setFixedWidth(self._width)
        self._frame.setText(f"f {number(frame)}")
        self._carets(True, False)
        self._right()

    def show_open(self, words: str, *, can_end: bool) -> None:
        """A state that has not ended."""
        self._shown = words
        self.edit.setText(words)
        self.edit.setReadOnly(True)
        self.edit.setMinimumWidth(self._width)
        self.edit.setMaximumWidth(16777215)
        self._frame.setText("")
        self._carets(False, can_end)

    def _carets(self, move: bool, end: bool) -> None:
        self.back.setVisible(move)
        self.on.setVisible(move)
        self._here.setVisible(end)

    def refuse(self, words: str) -> None:
        """What was typed stays; the edge turns red and the sentence says what would be right."""
        restyle(self, wrong=True)
        self.edit.setToolTip(words)
        self.edit.setAccessibleDescription(words)

    def _right(self) -> None:
        if self.property("wrong"):
            restyle(self, wrong=False)
            self.edit.setToolTip("")

    def _back(self) -> None:
        """Left without Enter: what is true is shown again."""
        if not self.edit.hasFocus():
            self.edit.setText(self._shown)
            self._right()


class AnswerField(QAbstractButton):
    """What an event answers: a swatch and words; dashed while it is only suggested."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._code: Code | None = None
        self._letter = ""
        self._words = ""
        self._before = ""
        self._suggested = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(160, self._theme.px(26))

    def show_answer(self, code: Code | None, sign: str, words: str, before: str, *, suggested: bool) -> None:
        self._code, self._letter, self._words, self._before = code, sign, words, before
        self._suggested = suggested
        asked = tr("suggested, Enter takes it") if suggested else ""
        self.setAccessibleName(", ".join(part for part in (tr("Answers"), words, before, asked) if part))
        self.setToolTip(words if code is not None else tr("Choose what it answers"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "accent" if self._suggested else "text2" if self.underMouse() else "control"
        pen = QPen(theme.colour(edge), 1, Qt.PenStyle.CustomDashLine if self._suggested else Qt.PenStyle.SolidLine)
        if self._suggested:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        area = QRectF(self.rect()).adjusted(8, 0, -8, 0)
        if self._code is not None:
            side = theme.px(15)
            x = area.right() - side if mirrored else area.left()
            box = QRectF(x, area.center().y() - side / 2, side, side)
            paint_swatch(painter, box, self._code.colour, "point", theme, letter=self._letter)
            area = area.adjusted(0, 0, -side - 8, 0) if mirrored else area.adjusted(side + 8, 0, 0, 0)
        align = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)
        if self._suggested:
            painter.setFont(theme.font("caption", "medium"))
            painter.setPen(theme.colour("accent"))
            key = tr("Enter")
            painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing), key)
            width = QFontMetricsF(painter.font()).horizontalAdvance(key) + 8
            area = area.adjusted(width, 0, 0, 0) if mirrored else area.adjusted(0, 0, -width, 0)
        font = theme.font("small")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(theme.colour("text" if self._code is not None else "text3"))
        beside = metrics.horizontalAdvance(self._before) + 8 if self._before else 0
        words = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, max(40.0, area.width() - beside))
        painter.drawText(area, align, isolated(words))
        if self._before:
            used = metrics.horizontalAdvance(words) + 8
            area = area.adjusted(0, 0, -used, 0) if mirrored else area.adjusted(used, 0, 0, 0)
            painter.setPen(theme.colour("text3"))
            painter.drawText(area, align, metrics.elidedText(self._before, Qt.TextElideMode.ElideRight, area.width()))


class Comment(QPlainTextEdit):
    """Words about the event, one line that grows to three; Enter keeps them, Shift+Enter is a new line."""

    done = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._before = ""
        self.setPlaceholderText(tr("Nothing written"))
        self.setAccessibleName(tr("Comment"))
        self.setAccessibleDescription(tr("The family or a court may read this."))
        self.setTabChangesFocus(True)
        self.setFont(theme.font("small"))
        self.document().setDocumentMargin(1)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.textChanged.connect(self._grow)
        self._grow()

    def show_text(self, text: str) -> None:
        if text != self._before or not self.hasFocus():
            self._before = text
            if self.toPlainText() != text:
                self.setPlainText(text)

    def finish(self) -> None:
        """Hand over what was typed."""
        text = self.toPlainText().strip()
        if text != self._before:
            self._before = text
            self.done.emit(text)

    def _grow(self) -> None:
        wanted = max(1, round(self.document().size().height()))
        lines = min(3, wanted)
        never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded if wanted > 3 else never)
        self.setFixedHeight(max(self._theme.px(26), round(self._line_height() * lines + 12)))

    def _line_height(self) -> float:
        """Pixels: Arabic letters, which come from another font, need more than a line of this one."""
        written = QTextLayout((self.toPlainText() or self.placeholderText()).replace("\n", " "), self.font())
        written.beginLayout()
        line = written.createLine()
        written.endLayout()
        return max(QFontMetricsF(self.font()).lineSpacing(), line.height() if line.isValid() else 0.0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        new_line = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not new_line:
            self.finish()
            self.left.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QEvent) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.finish()


class Swatch(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._code: Code | None = None
        self._kind = "point"
        self.setFixedSize(theme.px(16), theme.px(16))

    def show_code(self, code: Code, kind: str) -> None:
        self._code, self._kind = code, kind
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._code is not None:
            painter = QPainter(self)
            sign = letter(self._code) if self._kind == "point" else ""
            paint_swatch(painter, QRectF(self.rect()), self._code.colour, self._kind, self._theme, letter=sign,
                         ratio=self.devicePixelRatioF())  # fmt: skip
