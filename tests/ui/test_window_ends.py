"""What is left when the window is closed: nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.program_story import program

pytestmark = pytest.mark.window


def test_a_window_takes_all_its_parts_with_it(qtbot: QtBot, tmp_path: Path) -> None:
    before = set(QApplication.allWidgets())
    with program(qtbot, tmp_path) as made:
        shown = set(QApplication.allWidgets()) - before
        for room in ("code", "scores", "feedback", "schemes", "library"):
            made.window.go(room)
    left = set(QApplication.allWidgets()) - before
    assert len(shown) > 100
    assert not left, [type(widget).__name__ for widget in left]
