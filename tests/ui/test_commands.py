"""Commands as data: found by typing, keys that can be changed, clashes that are told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from vfi.ui.commands import Command, Commands
from vfi.ui.finder import Finder
from vfi.ui.theme import Theme

pytestmark = pytest.mark.window


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def commands(qtbot: QtBot, done: list[str]) -> Commands:
    made = Commands()
    owner = QWidget()
    qtbot.addWidget(owner)
    made.setProperty("owner", owner)
    made.add(
        owner,
        Command(id="loop", text="Loop on or off", key="Ctrl+L", act=lambda: done.append("loop")),
        Command(id="from", text="Loop from here", key="I", room="code", act=lambda: done.append("from")),
        Command(id="off", text="Nothing to do", act=lambda: done.append("off"), ready=lambda: False),
    )
    return made


def test_words_are_found_in_any_order_and_the_room_decides(commands: Commands) -> None:
    assert [each.id for each in commands.found("loop", "code")] == ["loop", "from"]
    assert [each.id for each in commands.found("here loop", "code")] == ["from"]
    assert [each.id for each in commands.found("loop", "library")] == ["loop"]


def test_a_command_that_is_not_ready_does_nothing(commands: Commands, done: list[str]) -> None:
    commands.do("off")
    assert done == []


def test_a_key_that_is_taken_goes_to_the_newcomer_and_the_loser_is_named(commands: Commands) -> None:
    assert commands.set_key("from", "Ctrl+L") == "loop"
    assert commands.key_of("loop") == ""
    assert commands.chosen == {"loop": "", "from": "Ctrl+L"}


def test_chosen_keys_are_there_at_the_next_start(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    again = Commands({"loop": "Ctrl+R"})
    again.add(owner, Command(id="loop", text="Loop", key="Ctrl+L", act=lambda: None))
    assert again.key_of("loop") == "Ctrl+R"


def test_typing_and_enter_in_the_finder_does_the_command(commands: Commands, done: list[str], qtbot: QtBot) -> None:
    host = QWidget()
    host.resize(900, 600)
    qtbot.addWidget(host)
    host.show()
    finder = Finder(Theme("light"), commands, host)
    finder.open("code")
    qtbot.keyClicks(finder.edit, "loop")
    qtbot.keyClick(finder.edit, Qt.Key.Key_Down)
    qtbot.keyClick(finder.edit, Qt.Key.Key_Return)
    assert done == ["from"]
    assert finder.isHidden()


def test_keys_change_nothing_behind_a_sheet_but_the_program_can_be_left(qtbot: QtBot, done: list[str]) -> None:
    made = Commands()
    window = QWidget()
    qtbot.addWidget(window)
    made.add(
        window,
        Command(id="go", text="Go to feedback", key="Ctrl+5", act=lambda: done.append("go")),
        Command(id="quit", text="Leave", key="Ctrl+Q", act=lambda: done.append("quit"), over_sheets=True),
    )
    made.covered = lambda: True
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for key in (Qt.Key.Key_5, Qt.Key.Key_Q):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert done == ["quit"]
    made.covered = lambda: False
    QTest.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert done == ["quit", "go"]
