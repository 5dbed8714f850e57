"""The film in a window of its own: the same picture, the same keys, and always a way back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.code_story import SHIFT, Story, close, key_event, open_story
from vfi.ui import second_screen
from vfi.ui.code.keys import Do
from vfi.ui.second_screen import FilmWindow, other_screen
from vfi.ui.theme import Theme

pytestmark = pytest.mark.window


@pytest.fixture
def story(theme: Theme, qtbot: QtBot) -> Iterator[Story]:
    story = open_story(theme)
    yield story
    close(story)
    QApplication.processEvents()  # a window of the film's own ends with this turn
    assert not films()


def films() -> list[FilmWindow]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, FilmWindow) and each.isVisible()]


def away(story: Story) -> FilmWindow:
    """Send the film out."""
    QApplication.sendEvent(story.view, key_event(Qt.Key.Key_F11, held=SHIFT))
    QApplication.processEvents()
    (window,) = films()
    return window


def key(window: FilmWindow, code: Qt.Key, text: str = "") -> None:
    """As the window system gives it: to the window, or to the film in it."""
    QApplication.sendEvent(window, key_event(code, text))
    QApplication.processEvents()


def at_home(story: Story) -> bool:
    return story.view.window() is story.room.window() and story.view.isVisible() and not story.page.place.away


def test_the_same_view_goes_out_keys_work_there_and_it_comes_back(story: Story) -> None:
    window = away(story)
    assert story.view.window() is window
    assert not at_home(story)
    story.go(30)  # it is painted there
    key(window, Qt.Key.Key_Right)
    assert story.view.on_screen == 31
    key(window, Qt.Key.Key_S, "s")
    assert story.only().start == story.desk.clock.time_of(31)
    story.page.do(Do.ELSEWHERE)
    assert at_home(story)
    story.go(40)


def test_closing_its_window_brings_it_back(story: Story) -> None:
    away(story).close()
    QApplication.processEvents()
    assert at_home(story)
    assert away(story).isVisible()


def test_a_window_made_small_gives_the_film_back_for_it_would_not_be_painted(story: Story, qtbot: QtBot) -> None:
    away(story).setWindowState(Qt.WindowState.WindowMinimized)
    qtbot.waitUntil(lambda: at_home(story))


def test_the_button_in_its_place_brings_it_back(story: Story) -> None:
    away(story)
    QTest.mouseClick(story.page.place._back, Qt.MouseButton.LeftButton)
    assert at_home(story)


def test_on_another_screen_it_fills_it_and_comes_back_when_that_is_unplugged(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = QGuiApplication.primaryScreen()
    monkeypatch.setattr(second_screen, "other_screen", lambda _mine, _screens: screen)
    window = away(story)
    assert window.isFullScreen()
    assert window.geometry() == screen.geometry()
    qapp = QGuiApplication.instance()
    assert isinstance(qapp, QGuiApplication)
    qapp.screenRemoved.emit(screen)
    assert at_home(story)


def test_put_together_anew_for_other_keys_the_film_stays_where_it_is(story: Story) -> None:
    window = away(story)
    story.room.use_keys({"code.mark": "N"})
    QApplication.processEvents()
    assert films() == [window]
    assert story.view.window() is window
    page = story.room.page
    assert page is not None
    assert page.place.away
    story.film.go(12)
    for _ in range(200):
        QApplication.processEvents()
    assert story.view.on_screen == 12
    page.do(Do.ELSEWHERE)
    QApplication.processEvents()
    assert story.view.window() is story.room.window()


def test_when_the_session_is_left_the_window_ends_and_the_view_is_its_owner_s(story: Story) -> None:
    away(story)
    story.room.close_session()
    QApplication.processEvents()
    assert films() == []
    assert story.view.parent() is None


def test_while_something_asks_in_the_main_window_no_key_codes_in_the_other(story: Story) -> None:
    window = away(story)
    story.room.keyboard_free = lambda: False
    key(window, Qt.Key.Key_S, "s")
    assert story.events() == []


def test_keys_that_mean_nothing_for_the_film_are_passed_on(story: Story, qtbot: QtBot) -> None:
    window = away(story)
    with qtbot.waitSignal(story.room.key_elsewhere) as told:
        QApplication.sendEvent(window, key_event(Qt.Key.Key_K, held=Qt.KeyboardModifier.ControlModifier))
    assert told.args == ["Ctrl+K"]


def test_the_menu_of_the_picture_says_where_the_film_is_and_what_the_program_adds(story: Story) -> None:
    done: list[str] = []
    story.room.also = lambda: [("Copy", "Ctrl C", lambda: done.append("copied"))]

    def entries() -> dict[str, bool]:
        menu = story.page.looking.menu()
        return {action.text().split("\t")[0]: action.isChecked() for action in menu.actions() if action.text()}

    assert entries()["In a window of its own"] is False
    away(story)
    assert entries()["In a window of its own"] is True
    next(each for each in story.page.looking.menu().actions() if each.text() == "Copy\tCtrl C").trigger()
    assert done == ["copied"]


@dataclass(eq=False)
class StandInScreen:
    place: QRect

    def geometry(self) -> QRect:
        return self.place

    def size(self) -> QSize:
        return self.place.size()


def stand_in(x: int, y: int, width: int, height: int) -> Any:
    return StandInScreen(QRect(x, y, width, height))


def test_the_other_screen_is_the_largest_that_does_not_show_the_same() -> None:
    mine, twin = stand_in(0, 0, 1366, 768), stand_in(0, 0, 1366, 768)
    small, large = stand_in(1366, 0, 800, 600), stand_in(2166, 0, 1920, 1080)
    assert other_screen(mine, [mine, small, large]) is large
    assert other_screen(mine, [mine, twin]) is None


@pytest.mark.film
@pytest.mark.qt_log_ignore("pipewire-0.3", extend=True)
def test_a_picture_is_copied_by_its_key_from_the_other_window(qtbot: QtBot, tmp_path: Path) -> None:
    from tests.ui.program_story import program
    from vfi.desk.demo import copy_example

    copy_example(tmp_path / "library")
    with program(qtbot, tmp_path) as made:
        made.coding.open("F012", "2026-03-11-home-play")
        qtbot.waitUntil(lambda: made.code.page is not None, timeout=20_000)
        coding = made.coding.coding
        assert coding is not None
        qtbot.waitUntil(lambda: coding.player.current_frame == 0)
        made.commands.do("code.elsewhere")
        (window,) = films()
        QApplication.sendEvent(window, key_event(Qt.Key.Key_C, held=Qt.KeyboardModifier.ControlModifier))
        qtbot.waitUntil(lambda: QGuiApplication.clipboard().image().width() == 1280, timeout=20_000)
        made.commands.do("code.elsewhere")
    QApplication.processEvents()
    assert not films()
