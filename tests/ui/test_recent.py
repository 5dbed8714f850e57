"""What was open last, in a room in which nothing is open: the keyboard waits at the newest session."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from vfi.ui.code.empty import EmptyPage
from vfi.ui.feedback.empty import EmptyDecks
from vfi.ui.recent import Recent
from vfi.ui.theme import Theme

pytestmark = pytest.mark.window
NEWEST = Recent("F012/play", "F012", "11 March 2026, home play", "Anna K., complete")
BEFORE = Recent("F009/meal", "F009", "2 March 2026, a meal", "")


@pytest.fixture(params=[EmptyPage, EmptyDecks])
def page(request: pytest.FixtureRequest, qtbot: QtBot) -> EmptyPage | EmptyDecks:
    made: EmptyPage | EmptyDecks = request.param(Theme("light"))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def enter(page: EmptyPage | EmptyDecks) -> None:
    """As the window shows a room: the keyboard first, then what was open last."""
    first = page.first_focus()
    assert first is not None
    first.setFocus()


def opened_by_enter(page: EmptyPage | EmptyDecks) -> list[str]:
    keys: list[str] = []
    page.session_wanted.connect(keys.append)
    focus = page.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Return)
    return keys


def test_enter_opens_the_newest_session_as_soon_as_it_is_there(page: EmptyPage | EmptyDecks) -> None:
    enter(page)
    page.show_recent((NEWEST, BEFORE))
    assert opened_by_enter(page) == ["F012/play"]


def test_coming_back_the_keyboard_is_at_the_newest_session_again(page: EmptyPage | EmptyDecks) -> None:
    page.show_recent((BEFORE,))
    enter(page)
    page.show_recent((NEWEST, BEFORE))
    assert opened_by_enter(page) == ["F012/play"]


def test_with_no_session_left_the_keyboard_leads_to_the_library(page: EmptyPage | EmptyDecks, qtbot: QtBot) -> None:
    page.show_recent((BEFORE,))
    enter(page)
    page.show_recent(())
    focus = page.focusWidget()
    assert focus is not None
    with qtbot.waitSignal(page.library_wanted):
        QTest.keyClick(focus, Qt.Key.Key_Space)
