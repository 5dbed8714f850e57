"""Python's search for reference cycles, kept on the window's thread.

Python looks for objects that nobody refers to but each other whenever enough new ones were made, on whichever thread
makes them. What it finds there ends there: a widget derived in Python, or a timer, that a closed room left behind goes
on the thread that reads the sound, while the event loop still knows it, and the program ends with a segmentation fault.
(PySide 6.11 brings only Qt's own widgets home to their thread, none that was derived from them.)
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000
_ALL_AFTER = 70_000
"""New objects after which the old ones are looked through, too: 700 * 10 * 10, as Python itself has it."""


class CycleCollector(QObject):
    """Looks for cycles once a second where enough is new, in place of Python; on the thread of its parent."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._new = 0
        timer = QTimer(self)
        timer.setInterval(_EVERY_MS)
        timer.timeout.connect(self.collect)
        timer.start()

    def collect(self) -> None:
        """Look now, as far as it is worth it: among what is new, or among all where much came."""
        new = gc.get_count()[0]
        if new <= gc.get_threshold()[0]:
            return
        self._new += new
        if self._new <= _ALL_AFTER:
            gc.collect(1)
        else:
            self._new = 0
            gc.collect()
