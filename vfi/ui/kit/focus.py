"""The focus ring: outside the control, with a gap, for those who move by keyboard."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFocusFrame,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from shiboken6 import isValid

ENTERED = "justEntered"
"""Property of a widget that is given the keyboard because its room was entered: no ring yet."""
_WRITABLE = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox)


class FocusRing(QObject):
    """Puts Qt's focus frame round what has the keyboard; the frame is drawn by our style.

    A search field shows it however it was reached, buttons only when not by mouse; lists, other fields, and widgets
    with the property `ownFocus`, draw their own inside. It listens to focus changes alone: a filter over every event
    of the program would be run in Python for each repaint.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._frame: QFocusFrame | None = None
        app.focusChanged.connect(self._changed)

    def _changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None:
            self._hide()
            return
        entered = bool(new.property(ENTERED))
        if entered:
            new.setProperty(ENTERED, False)
        parent = new.parentWidget()
        by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        frameless = bool(new.property("frameless"))
        # fields have theirs in their own edge: a ring outside would be cut off by the form that they stand in
        own = (isinstance(new, (QAbstractItemView, *_WRITABLE)) and not frameless) or bool(new.property("ownFocus"))
        if own or entered or (by_mouse and not frameless) or isinstance(parent, QComboBox):
            self._hide()
            return
        # a field with an icon inside: the ring goes round all of it
        target = parent if frameless and parent is not None else new
        if self._frame is None or not isValid(self._frame):
            self._frame = QFocusFrame()
        self._frame.setWidget(target)

    def _hide(self) -> None:
        frame, self._frame = self._frame, None
        # the frame lives in the window of what it frames, and goes with that window
        if frame is not None and isValid(frame):
            # let go of what it framed first: a widget that is moved to another window would still be asked where it
            # lies in this one, and Qt (6.11) then reads past the last parent
            frame.setWidget(None)  # type: ignore[arg-type]  # Qt takes none; its stubs forget it
            frame.hide()
            frame.deleteLater()
