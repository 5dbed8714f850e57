"""A picture of a family on the clipboard: there to be pasted, and as far as the system lets us say so, nowhere else."""

from __future__ import annotations

import atexit

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QImage

_WINDOWS = 'application/x-qt-windows-mime;value="{name}"'
_NOT_KEPT = (
    # Windows: https://learn.microsoft.com/windows/win32/dataxchg/clipboard-formats#cloud-clipboard-and-clipboard-history-formats
    (_WINDOWS.format(name="ExcludeClipboardContentFromMonitorProcessing"), b"\0\0\0\0"),
    (_WINDOWS.format(name="CanIncludeInClipboardHistory"), b"\0\0\0\0"),
    (_WINDOWS.format(name="CanUploadToCloudClipboard"), b"\0\0\0\0"),
    # KDE's history leaves out what is marked so
    ("x-kde-passwordManagerHint", b"secret"),
)
"""Asks histories of the clipboard, and those that copy it to other machines, to leave this out."""


def copy_picture(image: npt.NDArray[np.uint8]) -> None:
    """Put a picture (RGB, uint8, shape (height, width, 3), C-contiguous) on the clipboard; for the GUI thread."""
    height, width = image.shape[:2]
    data = QMimeData()
    data.setImageData(QImage(image.data, width, height, image.strides[0], QImage.Format.Format_RGB888).copy())
    for name, value in _NOT_KEPT:
        data.setData(name, value)
    QGuiApplication.clipboard().setMimeData(data)
    atexit.unregister(_clear)
    atexit.register(_clear)


def _clear() -> None:
    """A picture that is still on the clipboard goes with the program.

    It would anyhow on X11; and PySide 6.11 ends with a fault when data that Python made is left there.
    """
    if QGuiApplication.instance() is not None:
        clipboard = QGuiApplication.clipboard()
        if all(clipboard.mimeData().hasFormat(name) for name, _ in _NOT_KEPT):  # nothing else was copied since
            clipboard.clear()
