"""A family takes its film back while it is open: it leaves the screen at once, and every room says why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.films import Made
from tests.ui.program_story import FAMILY, program
from vfi.core.case import Session
from vfi.core.consent import Consent, Purpose
from vfi.desk.making import FilmGiven, make_session
from vfi.store import cases
from vfi.ui.program import Program
from vfi.ui.rooms.case_sheets import ConsentSheet
from vfi.ui.rooms.status_sheet import StatusSheet
from vfi.ui.rooms.withdrawal_sheet import WithdrawalSheet

pytestmark = [
    pytest.mark.window,
    pytest.mark.film,
    pytest.mark.qt_log_ignore("pipewire-0.3", extend=True),
]

PLAY = "2026-03-11-play"
WAIT = 20_000


@pytest.fixture
def made(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    """A family that agreed, and its film open in the Code room and in the Feedback room."""
    with program(qtbot, tmp_path) as made:
        library = made.place.library
        library.new_case(FAMILY)
        carer = next(person for person in FAMILY.people if person.role == "carer")
        agreed = Consent(
            person=carer.id,
            basis="parental-responsibility",
            date="2026-03-11",
            purposes=(Purpose.FILM, Purpose.REVIEW, Purpose.RESEARCH),
        )
        library.agree(FAMILY.id, carer, agreed)
        film = Made(name="play", count=50).make(tmp_path)
        stored = cases.read_case(library.vault, FAMILY.id)
        make_session(
            library.vault, stored, f"{FAMILY.id}/{PLAY}", [FilmGiven(film)], None, session=Session(id=PLAY), copy=True
        )
        made.library.reload()
        qtbot.waitUntil(lambda: still_of(made) is not None, timeout=WAIT)
        made.coding.open(FAMILY.id, PLAY)
        qtbot.waitUntil(lambda: made.coding.coding is not None, timeout=WAIT)
        made.decks.open(FAMILY.id, PLAY)
        qtbot.waitUntil(lambda: made.decks.deck is not None, timeout=WAIT)
        yield made


def still_of(made: Program) -> object:
    (row,) = made.library.all_sessions
    return made.library.stills.of(row)


def take_back(made: Program, *purposes: Purpose) -> None:
    made.arrivals.consents(FAMILY.id)
    sheet = made.place.sheet
    assert isinstance(sheet, ConsentSheet)
    (card,) = sheet.cards
    card.link.click()
    for purpose in purposes:
        card.ticks[purpose].setChecked(True)
    card.take.click()


def test_it_leaves_both_rooms_and_they_say_why(made: Program) -> None:
    take_back(made, Purpose.FILM)
    assert made.coding.coding is None
    assert made.decks.deck is None
    for note in (made.code.empty.note, made.feedback.empty.note):
        assert not note.isHidden()
        assert "has withdrawn the agreement to “Film the play”" in note.text.text(), "a purpose as families hear it"
    assert isinstance(made.place.sheet, WithdrawalSheet), "what becomes of it is asked next"


def test_its_still_leaves_the_library_though_nothing_was_decided_yet(made: Program, qtbot: QtBot) -> None:
    take_back(made, Purpose.FILM)
    qtbot.waitUntil(lambda: made.library.all_sessions[0].refused is not None, timeout=WAIT)
    assert still_of(made) is None


def test_what_is_still_to_be_decided_waits_in_the_library(made: Program, qtbot: QtBot) -> None:
    take_back(made, Purpose.FILM)
    assert made.place.sheet is not None
    made.place.sheet.dismiss()
    qtbot.waitUntil(lambda: any("taken it back" in item.title for item in made.library.waiting.items), timeout=WAIT)


def test_what_was_taken_back_for_something_else_closes_nothing(made: Program) -> None:
    take_back(made, Purpose.RESEARCH)
    assert made.coding.coding is not None
    assert made.decks.deck is not None
    assert still_of(made) is not None


def test_agreed_to_again_it_opens_and_the_reason_is_gone(made: Program, qtbot: QtBot) -> None:
    made.arrivals.consents(FAMILY.id)
    sheet = made.place.sheet
    assert isinstance(sheet, ConsentSheet)
    sheet.status_wanted.emit()
    status = made.place.sheet
    assert isinstance(status, StatusSheet)
    status.flags["court"].setChecked(True)
    status.accept()
    assert made.coding.coding is None, "until somebody has looked at every agreement again"
    again = made.place.sheet
    assert isinstance(again, ConsentSheet)
    again.cards[0].stands.click()
    last = made.place.sheet
    assert last is not None
    last.dismiss()
    made.coding.open(FAMILY.id, PLAY)
    qtbot.waitUntil(lambda: made.coding.coding is not None, timeout=WAIT)
    qtbot.waitUntil(lambda: made.code.empty.note.isHidden(), timeout=WAIT)


def test_what_another_window_wrote_counts_when_the_library_is_read(made: Program, qtbot: QtBot) -> None:
    made.place.library.withdraw(FAMILY.id, "c1", (Purpose.FILM,))
    assert made.coding.coding is not None
    made.window.go("library")
    qtbot.waitUntil(lambda: made.coding.coding is None, timeout=WAIT)
    assert made.decks.deck is None


def test_who_came_for_an_export_and_looks_at_the_legal_status_gets_there(made: Program) -> None:
    back: list[str] = []
    made.arrivals.consents(FAMILY.id, purposes=(Purpose.AGENCY,), then=lambda: back.append("export"))
    sheet = made.place.sheet
    assert isinstance(sheet, ConsentSheet)
    sheet.status_wanted.emit()
    assert isinstance(made.place.sheet, StatusSheet)
    assert not back
    made.place.sheet.dismiss()


def test_who_leaves_the_consents_comes_back_to_what_they_were_asked_for(made: Program) -> None:
    back: list[str] = []
    made.arrivals.consents(FAMILY.id, purposes=(Purpose.AGENCY,), then=lambda: back.append("export"))
    assert made.place.sheet is not None
    made.place.sheet.dismiss()
    assert back == ["export"]
