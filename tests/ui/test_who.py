"""Who is coding: each name is taken once, however often the key is pressed, and the keyboard stays where one types."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.program_story import dressed
from vfi.ui.rooms.who import WhoSheet
from vfi.ui.settings import SettingsFile

pytestmark = pytest.mark.window


@pytest.fixture
def sheet(qtbot: QtBot, tmp_path: Path) -> WhoSheet:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(800, 600)
    sheet = WhoSheet(dressed(SettingsFile(tmp_path / "settings.json")), host, ("Anna K.", "Ben O."))
    host.show()
    qtbot.waitExposed(host)
    sheet.open(sheet.first())
    return sheet


@pytest.fixture
def chosen(sheet: WhoSheet) -> list[str]:
    names: list[str] = []
    sheet.chosen.connect(names.append)
    return names


def test_a_name_that_was_typed_is_taken_once(sheet: WhoSheet, chosen: list[str]) -> None:
    sheet.field.edit.setFocus()
    QTest.keyClicks(sheet.field.edit, "Eva M.")
    QTest.keyClick(sheet.field.edit, Qt.Key.Key_Return)
    assert chosen == ["Eva M."]


def test_a_row_that_is_clicked_twice_is_taken_once(sheet: WhoSheet, chosen: list[str]) -> None:
    sheet.rows[1].click()
    sheet.rows[1].click()
    assert chosen == ["Ben O."]


def test_without_a_name_the_keyboard_is_where_one_is_written(sheet: WhoSheet, chosen: list[str]) -> None:
    sheet.go.setFocus()
    sheet.go.click()
    assert not chosen
    assert sheet.field.edit.hasFocus()
