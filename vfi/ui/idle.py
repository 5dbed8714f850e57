"""Notices when nobody has touched key or mouse for a while."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QWindow

_TOUCH = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin})


class IdleWatch(QObject):
    """Calls `left_alone` after so many minutes without a touch; 0 minutes: never."""

    def __init__(self, minutes: int, left_alone: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(minutes * 60_000)
        self._timer.timeout.connect(left_alone)

    def watch(self, window: QWindow) -> None:
        """Watch what the system sends to this window; a filter over all events would run at every repaint."""
        if self._timer.interval() > 0:
            window.installEventFilter(self)
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCH:
            self._timer.start()
        return False

    def stop(self) -> None:
        self._timer.stop()
