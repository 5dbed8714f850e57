"""What was made is said at the foot of the window, with the way to where it lies."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from vfi.ui.workplace import Workplace
from vfi.words import tr


def say_written(place: Workplace, words: str, folder: Path) -> None:
    """`words`, and a button that opens the folder in the system's own file window."""
    place.done(words, tr("Show folder"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
