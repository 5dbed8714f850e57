"""The ring round what has the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from vfi.ui.kit.focus import FocusRing
from vfi.ui.theme import Theme

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


def test_the_ring_is_whole_where_the_row_is_no_higher_than_the_button(qapp: QApplication, qtbot: QtBot) -> None:
    Theme("light").apply(qapp)
    ring = FocusRing(qapp)
    window = QWidget()
    row = QWidget(window)
    button = QPushButton("Go", row)
    button.setGeometry(0, 0, 80, 32)
    row.setGeometry(60, 60, 80, 32)
    qtbot.addWidget(window)
    window.resize(200, 160)
    window.show()
    window.activateWindow()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    frame = ring._frame
    assert frame is not None
    parent = frame.parentWidget()
    assert parent is not None
    assert parent.rect().contains(frame.geometry())
    assert frame.mapTo(window, frame.rect().center()) == button.mapTo(window, button.rect().center())
    button.clearFocus()
    qapp.focusChanged.disconnect(ring._changed)
