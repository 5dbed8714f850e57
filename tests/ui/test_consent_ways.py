"""From a family's consents: taken back in parts, looked at again, legal status, the list of what exists, the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.program_story import FAMILY, program
from vfi.core.case import FilmRef, Fingerprint, Session, SessionKind
from vfi.core.consent import Consent, Purpose
from vfi.core.withdrawal import Decision, Thing
from vfi.store import audit, sessions
from vfi.ui import ask
from vfi.ui.program import Program
from vfi.ui.rooms.case_page_sheet import CasePageSheet
from vfi.ui.rooms.case_sheets import ConsentSheet
from vfi.ui.rooms.new_session import kind_items
from vfi.ui.rooms.status_sheet import StatusSheet
from vfi.ui.rooms.withdrawal_sheet import WithdrawalSheet

pytestmark = [
    pytest.mark.window,
    pytest.mark.qt_log_ignore("pipewire-0.3", extend=True),  # Qt looks for one more sound system
]

PLAY = Session(
    id="2026-03-11-play",
    date="2026-03-11",
    films=(FilmRef(path="film.mp4", fingerprint=Fingerprint(size=4, sha256="0a" * 32)),),
)


@pytest.fixture
def made(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
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
        sessions.new_session(library.vault, PLAY, inside=FAMILY.id)
        library.vault.write(f"{FAMILY.id}/{PLAY.id}/film.mp4", b"film")
        made.library.reload()
        yield made


def consents(made: Program) -> ConsentSheet:
    made.arrivals.consents(FAMILY.id)
    sheet = made.place.sheet
    assert isinstance(sheet, ConsentSheet)
    return sheet


def test_one_purpose_is_taken_back_and_the_rest_stands(made: Program) -> None:
    (card,) = consents(made).cards
    card.link.click()
    assert not any(tick.isChecked() for tick in card.ticks.values())
    assert not card.take.isEnabled()
    card.ticks[Purpose.RESEARCH].setChecked(True)
    card.take.click()
    (consent,) = made.place.library.case(FAMILY.id).consents
    assert [str(each) for each, _ in consent.withdrawn_for] == ["research"]
    assert made.place.sheet is None, "nothing was made for research, so there is nothing to decide"


def test_what_was_taken_back_is_decided_thing_by_thing_and_done(made: Program, qtbot: QtBot) -> None:
    (card,) = consents(made).cards
    card.link.click()
    card.whole.setChecked(True)
    card.take.click()
    sheet = made.place.sheet
    assert isinstance(sheet, WithdrawalSheet)
    assert [row.item.thing for row in sheet.rows] == [Thing.FILM]
    assert not sheet.do.isEnabled()
    sheet.rows[0].choice.set_value(str(Decision.DELETE))
    sheet.rows[0].choice.picked.emit(str(Decision.DELETE))
    assert sheet.do.isEnabled()
    sheet.do.click()
    qtbot.waitUntil(lambda: made.place.sheet is None, timeout=10_000)
    assert not made.place.library.vault.exists(f"{FAMILY.id}/{PLAY.id}/film.mp4")
    qtbot.waitUntil(lambda: made.library.sessions.rows[0].session.locked, timeout=10_000)
    assert audit.read_audit(made.place.library.vault, FAMILY.id)[-1].what is audit.Act.DELETED


def test_a_list_that_was_left_waits_with_what_was_chosen(made: Program) -> None:
    (card,) = consents(made).cards
    card.link.click()
    card.whole.setChecked(True)
    card.take.click()
    sheet = made.place.sheet
    assert isinstance(sheet, WithdrawalSheet)
    sheet.rows[0].choice.set_value(str(Decision.LOCK))
    sheet.dismiss()
    again = consents(made)
    (left,) = again._unfinished
    assert left.items[0].decision is Decision.LOCK
    again.walk_wanted.emit(left)
    assert isinstance(made.place.sheet, WithdrawalSheet)
    assert made.place.library.vault.exists(f"{FAMILY.id}/{PLAY.id}/film.mp4")


def test_a_new_legal_status_leads_through_the_consents_again(made: Program) -> None:
    consents(made).status_wanted.emit()
    sheet = made.place.sheet
    assert isinstance(sheet, StatusSheet)
    sheet.flags["court"].setChecked(True)
    sheet.accept()
    again = made.place.sheet
    assert isinstance(again, ConsentSheet)
    assert made.place.library.case(FAMILY.id).to_review
    again.cards[0].stands.click()
    assert not made.place.library.case(FAMILY.id).to_review
    assert isinstance(made.place.sheet, ConsentSheet)


def test_a_hold_without_a_reason_is_not_laid(made: Program) -> None:
    consents(made).status_wanted.emit()
    sheet = made.place.sheet
    assert isinstance(sheet, StatusSheet)
    sheet.hold.setChecked(True)
    sheet.accept()
    assert made.place.library.case(FAMILY.id).hold is None
    assert "needs the reason" in sheet.why.text()
    sheet.reason.set_text("enquiry")
    sheet.by.set_text("D.")
    sheet.accept()
    assert made.place.library.case(FAMILY.id).hold is not None


def test_the_page_is_saved_as_a_table(made: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    consents(made).page_wanted.emit()
    sheet = made.place.sheet
    assert isinstance(sheet, CasePageSheet)
    assert sheet.table.rowCount() == 1
    monkeypatch.setattr(ask, "ask_save", lambda *_: tmp_path / "seen.csv")
    sheet.save.click()
    assert (tmp_path / "seen.csv").read_text().startswith("time,what,who")


def test_what_was_said_needs_its_witness(made: Program) -> None:
    sheet = consents(made)
    sheet.form.method.set_value("said-with-witness")
    sheet.form.ticks[Purpose.AGENCY].setChecked(True)
    sheet.accept()
    assert len(made.place.library.case(FAMILY.id).consents) == 1
    sheet.form.witness.set_text("C.")
    sheet.form.agency.set_text("Nursery")
    sheet.accept()
    assert made.place.library.case(FAMILY.id).consents[-1].agency == "Nursery"


def test_a_film_of_a_shared_review_names_the_session_that_it_reviews(made: Program) -> None:
    library = made.place.library
    items = kind_items(library.reviewable(FAMILY.id))
    assert [id for id, _ in items] == ["", PLAY.id]
    sessions.new_session(library.vault, replace(PLAY, id="new"), inside=FAMILY.id)
    settled = library.settle(
        FAMILY.id, "new", name="review", day="2026-03-18", scheme=None, who=(), unlock=True, reviews=PLAY.id
    )
    session = library.desk(FAMILY.id, settled).session
    assert (session.kind, session.reviews) == (SessionKind.SHARED_REVIEW, PLAY.id)
    assert [each.id for each in library.reviewable(FAMILY.id)] == [PLAY.id]
