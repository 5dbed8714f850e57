"""Fields to fill in: text with its error below, search, a choice of one, segments, tick rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from vfi.ui.icons import draw_glyph, glyph_pixmap
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.texts import Text, restyle
from vfi.ui.theme import Theme


class Field(QWidget):
    """A line to type in; when what was typed cannot be used, a sentence below says why and the text stays."""

    changed = Signal(str)

    def __init__(self, theme: Theme, name: str, *, placeholder: str = "", text: str = "") -> None:
        super().__init__()
        self._theme = theme
        self.edit = QLineEdit(text)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(name)
        self.setFocusProxy(self.edit)
        self._icon = Text(theme)
        self._sentence = Text(theme, "", "caption", tone="danger", wrap=True)
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(4)
        below.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self._sentence, 1)
        self._below = QWidget()
        self._below.setLayout(below)
        self._below.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.edit)
        column.addWidget(self._below)
        self.edit.textChanged.connect(self._typed)

    def text(self) -> str:
        return self.edit.text()

    def set_text(self, text: str) -> None:
        self.edit.setText(text)

    def set_error(self, sentence: str) -> None:
        """Say what is wrong and what would be right; empty: all is well."""
        restyle(self.edit, wrong=bool(sentence))
        self._sentence.setText(sentence)
        self.edit.setAccessibleDescription(sentence)
        if sentence:
            colour = self._theme.colour("danger")
            self._icon.setPixmap(glyph_pixmap("warning-circle", self._theme.px(13), colour, self.devicePixelRatioF()))
        self._below.setVisible(bool(sentence))

    def _typed(self, text: str) -> None:
        if self._below.isVisible():
            self.set_error("")
        self.changed.emit(text)


class SearchField(QFrame):
    """A line to search with, its icon before and its key after."""

    changed = Signal(str)
    left = Signal()
    """Enter or Down: the person wants to go into what was found."""

    def __init__(self, theme: Theme, placeholder: str, key: str = "", width: int = 300) -> None:
        super().__init__()
        self._theme = theme
        self._width = width
        self.setProperty("role", "field")
        self.setProperty("quiet", True)
        self.edit = QLineEdit()
        self.edit.setProperty("frameless", True)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(placeholder)
        self.edit.installEventFilter(self)
        self.setFocusProxy(self.edit)
        self._icon = Text(theme)
        self._key = Text(theme, key, "caption", tone="text3")
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self.edit, 1)
        row.addWidget(self._key)
        self.edit.textChanged.connect(self._typed)
        self._dress()
        theme.changed.connect(self._dress)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(self._width), self._theme.px(26))

    def text(self) -> str:
        return self.edit.text()

    def set_key(self, key: str) -> None:
        self._key.setText(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
                self.left.emit()
                return True
            if event.key() == Qt.Key.Key_Escape and self.edit.text():
                self.edit.clear()
                return True
        return super().eventFilter(watched, event)

    def _typed(self, text: str) -> None:
        self._key.setVisible(not text)
        self.changed.emit(text)

    def _dress(self) -> None:
        self.setFixedHeight(self._theme.px(26))
        self.setMinimumWidth(self._theme.px(self._width) // 2)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.edit.setFont(self._theme.font("small"))
        colour = self._theme.colour("text3")
        self._icon.setPixmap(glyph_pixmap("magnifying-glass", self._theme.px(14), colour, self.devicePixelRatioF()))


class Choice(QComboBox):
    """One of several, opened as a list; (value, words) pairs."""

    picked = Signal(str)

    def __init__(self, theme: Theme, name: str, items: Sequence[tuple[str, str]] = (), *, dense: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("dense", dense)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.set_items(items)
        self.currentIndexChanged.connect(lambda _index: self.picked.emit(self.value()))
        theme.changed.connect(self.update)

    def set_items(self, items: Sequence[tuple[str, str]]) -> None:
        """Show these; the value chosen before stays when it is still among them."""
        before = self.value()
        self.blockSignals(True)
        self.clear()
        for value, words in items:
            self.addItem(words, value)
        if before:
            self.set_value(before)
        self.blockSignals(False)

    def value(self) -> str:
        data = self.currentData()
        return data if isinstance(data, str) else ""

    def set_value(self, value: str) -> None:
        index = self.findData(value)
        if index >= 0:
            self.setCurrentIndex(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        colour = self._theme.colour("text" if self.isEnabled() else "disabled")
        draw_glyph(painter, end_of(self, self._theme), "caret-down", colour)


def end_of(field: QWidget, theme: Theme) -> QRectF:
    """Where a field shows its sign: at the right, at the left where one reads from right to left."""
    side = theme.px(14)
    mirrored = field.layoutDirection() == Qt.LayoutDirection.RightToLeft
    left = 10 if mirrored else field.width() - 10 - side
    return QRectF(left, (field.height() - side) / 2, side, side)


class Segments(QFrame):
    """A choice between two or three, all in sight."""

    picked = Signal(str)

    def __init__(self, theme: Theme, name: str, items: Sequence[tuple[str, str]], value: str) -> None:
        super().__init__()
        self.setProperty("role", "segments")
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for index, (key, words) in enumerate(items):
            button = Button(theme, words)
            button.setCheckable(True)
            button.setProperty("ownFocus", True)  # a ring outside would be cut off by the frame
            button.setProperty("end", "first" if index == 0 else "last" if index == len(items) - 1 else "middle")
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setAccessibleName(f"{name}: {words}")
            button.clicked.connect(lambda _on, key=key: self.picked.emit(key))
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button)
        self._buttons[value].setChecked(True)
        self.setProperty("mirrored", self.layoutDirection() == Qt.LayoutDirection.RightToLeft)

    def value(self) -> str:
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def set_value(self, value: str) -> None:
        self._buttons[value].setChecked(True)


class CheckRow(QFrame):
    """A tick box that is as wide as its column, under a line; a click anywhere in the row ticks it."""

    toggled = Signal(bool)

    def __init__(self, theme: Theme, words: str, *, checked: bool = False, height: int = 30) -> None:
        super().__init__()
        self._theme = theme
        self._height = height
        self.setProperty("line", "top")
        self.box = QCheckBox(words)
        self.box.setChecked(checked)
        self.box.setAccessibleName(words)
        self.setFocusProxy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.addWidget(self.box, 1)
        self.box.toggled.connect(self.toggled)
        self._dress()
        theme.changed.connect(self._dress)

    def isChecked(self) -> bool:
        return self.box.isChecked()

    def setChecked(self, on: bool) -> None:
        self.box.setChecked(on)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.box.toggle()

    def _dress(self) -> None:
        self.setFixedHeight(self._theme.px(self._height))
        self.box.setFont(self._theme.font())


class Switch(QCheckBox):
    """On or off, at once."""

    def __init__(self, theme: Theme, name: str, *, on: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self.setChecked(on)
        self._dress()
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(32), self._theme.px(18))

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.scale(self.width() / 32, self.height() / 18)
        painter.setBrush(self._theme.colour("accent" if self.isChecked() else "control"))
        painter.drawRoundedRect(QRectF(0, 0, 32, 18), 9, 9)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.setBrush(self._theme.colour("onAccent" if self.isChecked() else "raised"))
        painter.drawEllipse(QRectF(16 if self.isChecked() != mirrored else 2, 2, 14, 14))


class FormRows(QWidget):
    """Labels on the reading side, fields beside them, 8 px apart."""

    def __init__(self, theme: Theme, label_width: int = 96) -> None:
        super().__init__()
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._label_width = label_width
        self._labels: list[Text] = []
        self._dress()
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        """Labels stand beside the first line of their fields, in every size of text."""
        self._grid.setColumnMinimumWidth(0, self._theme.px(self._label_width))
        for label in self._labels:
            label.setFixedHeight(self._theme.px(32))

    def add(self, words: str, field: QWidget) -> Text:
        """A row; the label is its field's buddy."""
        row = self._grid.rowCount()
        label = Text(self._theme, words, tone="text2")
        label.setFixedHeight(self._theme.px(32))
        self._labels.append(label)
        label.setBuddy(field)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, row, 1)
        return label
