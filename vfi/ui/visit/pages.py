"""Calm pages for whoever sits with the family: on the parent's paper, with nothing of the program's window in them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from vfi.ui.present.buttons import CalmButton
from vfi.ui.present.look import Look, colour
from vfi.ui.visit.pins import MOST, Lock
from vfi.words import tr, tr_n


class CalmLabel(QLabel):
    """Plain words on paper, grown with the screen."""

    def __init__(self, text: str = "", size: float = 20, tone: str = "pageText", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._size = size
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, QColor(colour(tone)))
        self.setPalette(palette)
        # the program's style sheet would otherwise dress it for its own theme
        self.setStyleSheet(f"color: {colour(tone).name()}; background: transparent;")

    def use_look(self, look: Look) -> None:
        self.setFont(look.font(self._size))


class CalmPage(QWidget):
    """A page that covers its parent: words in the middle, a row of large buttons below."""

    def __init__(self, title: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = Look(1.0)
        self.title = CalmLabel(title, 30)
        self.note = CalmLabel(note, 20, "pageText2")
        self.middle = QVBoxLayout()
        self.row = QHBoxLayout()
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self.title)
        column.addWidget(self.note)
        column.addLayout(self.middle)
        column.addStretch(2)
        column.addLayout(self.row)
        self._column = column
        self._buttons: list[CalmButton] = []
        self.note.setVisible(bool(note))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def host_rect(self) -> QRect:
        """All of what it lies over."""
        host = self.parentWidget()
        return host.rect() if host is not None else self.rect()

    def say(self, title: str, note: str = "") -> None:
        """Other words."""
        self.title.setText(title)
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def set_buttons(self, *buttons: tuple[str, str, Callable[[], object], bool]) -> None:
        """(sign, words, what it does, is it the first one), in order; in place of those before."""
        while self.row.count():
            self.row.takeAt(0)
        for old in self._buttons:
            old.hide()
            old.deleteLater()
        self._buttons = []
        self.row.addStretch(1)
        for glyph, words, act, first in buttons:
            made = CalmButton(glyph, (words,), self.look, self)
            made.dress(first=first)
            made.clicked.connect(lambda _on=False, act=act: act())
            self.row.addWidget(made)
            self._buttons.append(made)
        self.row.addStretch(1)

    def button(self, words: str) -> CalmButton:
        """The button that says this."""
        return next(each for each in self._buttons if each.accessibleName() == words)

    def press_first(self) -> None:
        """Enter, the clicker's forward key: the first button."""
        for each in self._buttons:
            if each.is_first and each.isEnabled():
                each.click()
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.look = look = Look.of(self.width(), self.height())
        for part in self.findChildren(CalmLabel):
            part.use_look(look)
        for button in self.findChildren(CalmButton):
            button.use_look(look)
        side = look.px(96)
        self._column.setContentsMargins(side, look.px(28), side, look.px(10))
        self._column.setSpacing(look.px(18))
        self.middle.setSpacing(look.px(12))
        self.row.setSpacing(look.px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), colour("page"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()  # keys of what lies below are not for now
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.press_first()


class PinPage(CalmPage):
    """Asks for the PIN, by touch or by keys; shows dots."""

    opened = Signal()
    left = Signal()
    """Not now: back to *We have stopped*."""

    def __init__(self, lock: Lock, parent: QWidget | None = None) -> None:
        super().__init__(tr("PIN"), "", parent)
        self._lock = lock
        self._digits = ""
        self._dots = CalmLabel("", 34)
        self.middle.addWidget(self._dots)
        keys = QWidget()
        keys.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # digits do not mirror, whatever the language
        pad = QGridLayout(keys)
        pad.setContentsMargins(0, 0, 0, 0)
        pad.setSpacing(8)
        for place, digit in enumerate("123456789"):
            pad.addWidget(self._key(digit), *divmod(place, 3))
        pad.addWidget(self._key("0"), 3, 1)
        holder = QHBoxLayout()
        holder.addStretch(1)
        holder.addWidget(keys)
        holder.addStretch(1)
        self.middle.addLayout(holder)
        self.set_buttons(
            ("arrow-left", tr("Back"), self.left.emit, False),
            ("backspace", tr("Delete"), self._delete, False),
            ("lock-key-open", tr("Open"), self._try, True),
        )
        self._show()

    def _key(self, digit: str) -> CalmButton:
        made = CalmButton("", (digit,), self.look, self)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.clicked.connect(lambda _on=False: self.type(digit))
        return made

    def type(self, digits: str) -> None:
        """Keys or fingers."""
        for digit in digits:
            if digit.isascii() and digit.isdigit() and len(self._digits) < MOST:
                self._digits += digit
        self.note.hide()
        self._show()

    def _delete(self) -> None:
        self._digits = self._digits[:-1]
        self._show()

    def _try(self) -> None:
        if not self._digits:
            return
        if self._lock.opens(self._digits):
            self.opened.emit()
            return
        self._digits = ""
        left = self._lock.seconds_left
        again = tr("This is not the PIN.")
        wait = tr_n("Please wait {n} second.", "Please wait {n} seconds.", left)
        self.say(tr("PIN"), wait if left > 0 else again)
        self._show()

    def _show(self) -> None:
        self._dots.setText("●" * len(self._digits) or "○○○○")
        self._dots.setAccessibleName(tr_n("{n} digit", "{n} digits", len(self._digits)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()
        if event.isAutoRepeat():
            return
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Backspace:
            self._delete()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._try()
        else:
            self.type(event.text())
