"""Keys reach a room before the buttons and lists in it use them for themselves; what is typed in keeps its own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QTextEdit,
    QWidget,
)

_TYPED_IN = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox, QSlider)
_PRESSES = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class KeysFirst(QObject):
    """Listens to whatever has the keyboard inside a room, from now until `stop`.

    Args:
        room: its widgets are listened to.
        take: does what a key means in the room; False when it means nothing there.
    """

    def __init__(self, room: QWidget, take: Callable[[QKeyEvent], bool]) -> None:
        super().__init__(room)
        self._room = room
        self._take = take
        self._app = QApplication.instance()
        assert isinstance(self._app, QApplication)
        self._app.focusChanged.connect(self._focus_moved)

    def stop(self) -> None:
        """Listen no longer."""
        if isinstance(self._app, QApplication):
            self._app.focusChanged.disconnect(self._focus_moved)

    def field(self) -> QWidget | None:
        """The field of the room that is typed in now."""
        focus = QApplication.focusWidget()
        return focus if isinstance(focus, _TYPED_IN) and self._room.isAncestorOf(focus) else None

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._room.isAncestorOf(now) and not isinstance(now, _TYPED_IN):
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if isinstance(watched, QAbstractButton) and watched.hasFocus() and event.key() in _PRESSES:
            return False  # a button keeps what presses it
        return event.key() not in _MOVES and self._take(event)
