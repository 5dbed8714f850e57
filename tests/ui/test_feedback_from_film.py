"""From a film that was never seen to a deck of three clips: every key press counted, in the real window."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.program_story import program
from vfi.desk.decks import deck_ids, open_deck
from vfi.desk.demo import copy_example
from vfi.ui.program import Program
from vfi.ui.rooms.case_sheets import NewCaseSheet
from vfi.ui.rooms.new_session import NewSessionSheet
from vfi.ui.rooms.who import WhoSheet

pytestmark = [
    pytest.mark.window,
    pytest.mark.film,
    pytest.mark.qt_log_ignore("pipewire-0.3", extend=True),
]

GOAL = 25


class Hand:
    """Presses keys where the keyboard is, and counts them."""

    def __init__(self, made: Program) -> None:
        self._made = made
        self.pressed: Counter[str] = Counter()

    @property
    def focus(self) -> QWidget:
        if not self._made.window.isActiveWindow():
            self._made.window.activateWindow()
            QTest.qWaitForWindowActive(self._made.window)
        return QApplication.focusWidget() or self._made.window

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.pressed[key.name.removeprefix("Key_")] += 1
        QTest.keyClick(self.focus, key, held)
        QApplication.processEvents()

    def write(self, text: str) -> None:
        self.pressed["letters"] += len(text)
        QTest.keyClicks(self.focus, text)


def test_a_film_dropped_fresh_is_a_deck_of_three_clips_within_25_key_presses(qtbot: QtBot, tmp_path: Path) -> None:
    copy_example(tmp_path / "example-copy")
    film = next((tmp_path / "example-copy").rglob("film.mp4"))
    with program(qtbot, tmp_path, coder="") as made:
        hand = Hand(made)

        made.arrivals.film_given(film)  # dropped on the window: no key
        assert isinstance(made.place.sheet, NewCaseSheet)
        hand.write("A")
        hand.press(Qt.Key.Key_Return)
        sheet = made.place.sheet
        assert isinstance(sheet, NewSessionSheet)
        qtbot.waitUntil(lambda: sheet.not_now.isEnabled(), timeout=15_000)
        assert hand.focus.accessibleName() == "Film the play"
        hand.press(Qt.Key.Key_Space)
        hand.press(Qt.Key.Key_Return)
        assert isinstance(made.place.sheet, WhoSheet)
        hand.write("AK")
        hand.press(Qt.Key.Key_Return)

        qtbot.waitUntil(lambda: made.coding.coding is not None, timeout=15_000)
        coding = made.coding.coding
        assert coding is not None
        qtbot.waitUntil(lambda: coding.player.current_frame == 0, timeout=10_000)
        for number in range(3):
            hand.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
            at = 30 * (number + 1)
            qtbot.waitUntil(lambda at=at: coding.player.current_frame == at, timeout=10_000)  # type: ignore[misc]
            hand.press(Qt.Key.Key_M)
            hand.press(Qt.Key.Key_C)
            assert made.window.toast.sentence == f"Clip {number + 1} is in the deck."
        hand.press(Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: made.feedback.page is not None, timeout=10_000)
        page = made.feedback.page
        assert page is not None
        assert len(page.deck.clips) == 3
        assert made.window.current == "feedback"

        kept = made.place.library.desk(coding.case, coding.session)
        assert deck_ids(kept) == ["review"]
        assert len(open_deck(kept).deck.clips) == 3
        total = sum(hand.pressed.values())
        print(f"\nkey presses from the film to a deck of three clips: {total} ({dict(hand.pressed)})")
        assert total <= GOAL
