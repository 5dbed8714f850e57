"""Writing down what was said: who types is in a line, and Enter goes on to the next one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.present_story import VisitStory, visit
from vfi.ui.visit.leaving import LeavePage, SaidPage

pytestmark = [pytest.mark.window, pytest.mark.film]

ENTER = Qt.Key.Key_Return


@pytest.fixture
def story(qtbot: QtBot, film_file: Callable[[str], Path], tmp_path: Path) -> Iterator[VisitStory]:
    with visit(qtbot, film_file("h264-gop250"), tmp_path) as made:
        made.begin(first_clip=True)
        made.key(Qt.Key.Key_B)
        made.held._write_down()
        yield made


def page_of(story: VisitStory) -> SaidPage:
    page = story.held.over
    assert isinstance(page, SaidPage)
    return page


def test_one_types_at_once_and_enter_makes_room_for_more(story: VisitStory) -> None:
    page = page_of(story)
    story.qtbot.waitUntil(lambda: QApplication.focusWidget() is page.field(1), timeout=5_000)
    QTest.keyClicks(page.field(1), "He is so clever.")
    QTest.keyClick(page.field(1), ENTER)
    story.qtbot.waitUntil(lambda: QApplication.focusWidget() is page.field(2), timeout=5_000)
    QTest.keyClicks(page.field(2), "And me.")
    page.keep()
    assert story.held._said() == ("He is so clever.", "And me.")


def test_enter_in_an_empty_line_is_done(story: VisitStory) -> None:
    QTest.keyClick(page_of(story).field(1), ENTER)
    assert isinstance(story.held.over, LeavePage)
    assert story.held._said() == ()


def test_a_line_that_is_struck_twice_is_struck_once(story: VisitStory) -> None:
    page = page_of(story)
    page.strike(1)
    page.strike(1)
    page.add_line()
    QTest.keyClicks(page.field(1), "All the same.")
    page.keep()
    assert story.held._said() == ("All the same.",)
