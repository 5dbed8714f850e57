"""Where a camera lies: which one is meant is said, and Enter lays what was typed, else what was heard."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.program_story import dressed
from vfi.core.errors import BadInput
from vfi.core.time import SECOND, Ns
from vfi.desk.cameras import Heard
from vfi.ui.cameras.offset_sheet import OffsetSheet
from vfi.ui.jobs import Handle, Jobs
from vfi.ui.kit.texts import Text
from vfi.ui.settings import SettingsFile

pytestmark = pytest.mark.window


@dataclass
class Story:
    sheet: OffsetSheet
    numbered: list[tuple[int, Ns]]


@pytest.fixture
def story(qtbot: QtBot, tmp_path: Path) -> Iterator[Story]:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1000, 700)
    host.show()
    qtbot.waitExposed(host)
    ends = threading.Event()

    def listen(_camera: int, _handle: Handle) -> Heard:
        ends.wait(20)
        raise BadInput("sync-no-match")

    jobs = Jobs(host)
    theme = dressed(SettingsFile(tmp_path / "settings.json"))
    names, offsets = ("door", "window", "ceiling"), (Ns(0), Ns(SECOND), Ns(2 * SECOND))
    sheet = OffsetSheet(theme, host, jobs, names, offsets, listen)
    made = Story(sheet, [])
    sheet.numbered.connect(lambda camera, offset: made.numbered.append((camera, offset)))
    sheet.open(sheet.first())
    yield made
    ends.set()
    jobs.close()


def said(story: Story) -> str:
    return " ".join(text.text() for text in story.sheet.findChildren(Text))


def test_the_film_that_is_laid_is_named(story: Story) -> None:
    assert "Where does “window” lie?" in said(story)
    story.sheet.camera.set_value("2")
    assert "Where does “ceiling” lie?" in said(story)


def test_enter_at_once_stops_nothing_and_lays_nothing(story: Story) -> None:
    assert story.sheet.number.edit.hasFocus()
    QTest.keyClick(story.sheet.number.edit, Qt.Key.Key_Return)
    assert not story.numbered
    assert story.sheet.progress.isVisible(), "the films are still being listened to"


def test_a_number_that_was_typed_is_laid_by_enter(story: Story) -> None:
    story.sheet.number.set_text("2.5")
    QTest.keyClick(story.sheet.number.edit, Qt.Key.Key_Return)
    assert story.numbered == [(1, 5 * SECOND // 2)]


def test_what_is_no_number_is_said_and_the_keyboard_stays(story: Story) -> None:
    story.sheet.number.set_text("soon")
    QTest.keyClick(story.sheet.number.edit, Qt.Key.Key_Return)
    assert not story.numbered
    assert story.sheet.number.edit.hasFocus()
    assert story.sheet.number.edit.accessibleDescription()
