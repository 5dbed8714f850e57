"""The focus ring: outside the control, with a gap, for those who move by keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFocusFrame,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

_BY_KEYBOARD = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    }
)
_WRITABLE = (QLineEdit, QPlainTextEdit)


class FocusRing(QObject):
    """Watches the keyboard and puts Qt's focus frame round what has it; the frame is drawn by our style.

    Fields show it however they were reached, buttons only when reached by keyboard; lists, and widgets with the
    property `ownFocus`, draw their own inside.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._frame: QFocusFrame | None = None
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget) and isinstance(event, QFocusEvent):
            self._show(watched, event.reason())
        elif event.type() == QEvent.Type.FocusOut and self._frame is not None and self._frame.widget() is watched:
            self._hide()
        return False

    def _show(self, widget: QWidget, reason: Qt.FocusReason) -> None:
        target = widget
        parent = widget.parentWidget()
        if bool(widget.property("frameless")) and parent is not None:
            target = parent  # a field with an icon inside: the ring goes round all of it
        own = isinstance(widget, QAbstractItemView) or bool(widget.property("ownFocus"))
        wanted = reason in _BY_KEYBOARD or (isinstance(widget, (*_WRITABLE, QComboBox)))
        if own or not wanted or isinstance(parent, QComboBox):
            self._hide()
            return
        if self._frame is None:
            self._frame = QFocusFrame()
        self._frame.setWidget(target)

    def _hide(self) -> None:
        if self._frame is not None:
            frame, self._frame = self._frame, None
            frame.hide()
            frame.deleteLater()
