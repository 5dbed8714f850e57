"""A deck of a session with two cameras: each clip is shown from the one that was looked at, or that was chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.films import Made
from tests.ui.program_story import FAMILY, program
from vfi.core.consent import INVENTED, Consent, Purpose
from vfi.core.time import SECOND, Ns
from vfi.desk.bundled import find_scheme
from vfi.desk.decks import open_deck
from vfi.desk.making import FilmGiven, new_session_at
from vfi.files.vault import PlainVault
from vfi.store.cases import new_case
from vfi.ui.feedback.page import FeedbackPage
from vfi.ui.program import Program

pytestmark = [
    pytest.mark.window,
    pytest.mark.film,
    pytest.mark.qt_log_ignore("pipewire-0.3", extend=True),
]
ROOM = Made(name="room", count=100)
FACE = Made(name="face", count=90, clock=Fraction(1, 30), size=(240, 180))
AGREED = Consent(id="c1", person="a", basis=INVENTED, purposes=(Purpose.FILM, Purpose.REVIEW))


@pytest.fixture
def made(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    library = tmp_path / "library"
    new_case(PlainVault(library), replace(FAMILY, consents=(AGREED,)))
    films = [
        FilmGiven(ROOM.make(tmp_path), camera="room"),
        FilmGiven(FACE.make(tmp_path), Ns(SECOND), camera="face"),
    ]
    new_session_at(library / "F012" / "two", films, find_scheme("attuned-moments"))
    with program(qtbot, tmp_path) as open_program:
        yield open_program


def opened(made: Program, qtbot: QtBot) -> FeedbackPage:
    made.decks.open("F012", "two")
    qtbot.waitUntil(lambda: made.feedback.page is not None, timeout=10_000)
    page = made.feedback.page
    assert page is not None
    return page


def test_another_camera_of_the_same_moment_can_be_chosen(made: Program, qtbot: QtBot) -> None:
    open_deck(made.place.library.desk("F012", "two")).add_stretch(Ns(2 * SECOND), Ns(3 * SECOND))
    page = opened(made, qtbot)
    deck = made.decks.deck
    assert deck is not None
    qtbot.waitUntil(lambda: deck.player.current_frame == 50, timeout=10_000)
    face = next(action for action in page.item_menu().actions() if "face" in action.text())
    face.trigger()
    # the second camera began a second later, with 30 frames a second
    qtbot.waitUntil(lambda: deck.player.current_frame == 30, timeout=10_000)
    assert page.clip is not None
    assert page.clip.camera == "face"
    assert page.clip.start == 2 * SECOND


def test_a_loop_on_the_camera_that_leads_is_shown_from_it(made: Program, qtbot: QtBot) -> None:
    made.coding.open("F012", "two")
    qtbot.waitUntil(lambda: made.coding.coding is not None, timeout=15_000)
    coding = made.coding.coding
    assert coding is not None
    together = coding.together
    assert together is not None
    together.lead(1)
    qtbot.waitUntil(lambda: made.code.page is not None and coding.player.current_frame is not None, timeout=10_000)
    coding.player.set_loop(30, 59)
    assert made.code.page is not None
    QTest.keyClick(made.code.page.picture, Qt.Key.Key_C)
    (clip,) = open_deck(made.place.library.desk("F012", "two")).deck.clips
    assert (clip.camera, clip.start, clip.end) == ("face", 2 * SECOND, 3 * SECOND)
