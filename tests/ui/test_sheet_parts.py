"""Small parts that many sheets are made of: height, direction, empty lists."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFrame, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.program_story import FAMILY, dressed
from vfi.ui.kit.fields import Field, FormRows, Switch
from vfi.ui.kit.sheet import Sheet
from vfi.ui.kit.texts import Text
from vfi.ui.rooms.case_page_sheet import CasePageSheet
from vfi.ui.settings import SettingsFile
from vfi.ui.theme import Theme

pytestmark = pytest.mark.window


@pytest.fixture
def theme(tmp_path: Path, qapp: QWidget) -> Theme:
    return dressed(SettingsFile(tmp_path / "settings.json"))


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1000, 700)
    host.show()
    qtbot.waitExposed(host)
    return host


def test_a_sheet_with_room_enough_does_not_scroll_for_an_empty_line(theme: Theme, host: QWidget, qtbot: QtBot) -> None:
    sheet = Sheet(theme, host, "Title")
    block = QFrame()
    block.setFixedHeight(200)
    sheet.body.addWidget(block)
    sheet.body.addWidget(Text(theme, "", wrap=True))
    sheet.open()
    qtbot.waitUntil(lambda: sheet._content.height() <= sheet._scroll.viewport().height())


def ink_of(label: Text) -> QRect:
    """Where something is painted."""
    image = label.grab().toImage()
    ground = image.pixelColor(image.width() // 2, 0)
    across = [
        x for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y) != ground
    ]  # fmt: skip
    return QRect(min(across), 0, max(across) - min(across) + 1, image.height())


def test_a_latin_line_begins_at_the_right_on_a_page_from_right_to_left(theme: Theme, qtbot: QtBot) -> None:
    label = Text(theme, "M. and baby")
    label.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.addWidget(label)
    label.resize(400, 24)
    assert ink_of(label).left() > 200


def test_what_was_set_in_the_middle_stays_there(theme: Theme, qtbot: QtBot) -> None:
    label = Text(theme, "vfi")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.addWidget(label)
    label.resize(400, 24)
    assert abs(ink_of(label).center().x() - 200) < 12


def test_a_case_that_nobody_has_opened_says_so_and_has_no_empty_table(theme: Theme, host: QWidget) -> None:
    sheet = CasePageSheet(theme, host, FAMILY, [])
    sheet.open()
    assert sheet.table.isHidden()
    assert sheet.save.isHidden()
    assert any("Nobody" in text.text() and text.isVisible() for text in sheet.findChildren(Text))


def test_the_edge_of_a_field_with_the_keyboard_is_two_lines_and_its_height_stays(
    theme: Theme, host: QWidget, qtbot: QtBot
) -> None:
    field = Field(theme, "Name")
    field.setParent(host)
    field.setGeometry(20, 20, 200, 40)
    field.show()
    before = field.edit.height()
    field.edit.setFocus()
    qtbot.waitUntil(field.edit.hasFocus)
    image = field.edit.grab().toImage()
    middle = image.width() // 2
    edge = [image.pixelColor(middle, y).name() for y in range(3)]
    assert edge[0] == edge[1] == theme.colour("focus").name()
    assert edge[2] != edge[1]
    assert field.edit.height() == field.edit.sizeHint().height() == before


def test_labels_and_switches_grow_with_the_text_while_they_are_seen(theme: Theme, host: QWidget, qtbot: QtBot) -> None:
    switch = Switch(theme, "Sound")
    rows = FormRows(theme)
    label = rows.add("Sound", switch)
    rows.setParent(host)
    rows.show()
    try:
        theme.set_scale(1.5)
        assert (switch.width(), switch.height()) == (48, 27)
        assert label.height() == 48
    finally:
        theme.set_scale(1.0)
