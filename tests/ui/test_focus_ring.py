"""The ring round what has the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from vfi.ui.kit.focus import FocusRing

pytestmark = pytest.mark.window


def test_what_is_framed_can_leave_its_window(qapp: QApplication, qtbot: QtBot) -> None:
    ring = FocusRing(qapp)
    window = QWidget()
    button = QPushButton("Go", window)
    other = QPushButton("On", window)
    row = QVBoxLayout(window)
    row.addWidget(button)
    row.addWidget(other)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    assert ring._frame is not None
    assert ring._frame.widget() is button
    button.clearFocus()
    button.setParent(None)
    button.deleteLater()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    assert ring._frame is not None
    assert ring._frame.widget() is other
    qapp.focusChanged.disconnect(ring._changed)
