"""The sheet that makes clips, with the example film: refused, allowed, stopped, and what is not for parents."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.example_story import known_example
from tests.ui.program_story import program
from vfi.core.consent import Consent, Purpose
from vfi.media.film import open_film
from vfi.store import cases
from vfi.store.audit import Act, read_audit
from vfi.ui.export.clip_sheet import ClipSheet
from vfi.ui.program import Program
from vfi.ui.rooms.case_sheets import ConsentSheet

pytestmark = [
    pytest.mark.window,
    pytest.mark.film,
    pytest.mark.qt_log_ignore("pipewire-0.3", extend=True),
]
SESSION = ("F012", "2026-03-11-home-play")


@pytest.fixture
def made(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    """The example with a family that is asked like any other: it agreed to film, review and supervision."""
    known_example(tmp_path / "library")
    with program(qtbot, tmp_path) as open_program:
        vault = open_program.place.library.vault
        stored = cases.read_case(vault, "F012")
        today = datetime.date.today().isoformat()
        agreed = tuple(
            Consent(
                id=f"c{number}",
                person=person.id,
                basis="parental-responsibility",
                date=today,
                purposes=(Purpose.FILM, Purpose.REVIEW, Purpose.SUPERVISION),
            )
            for number, person in enumerate(stored.value.people, start=1)
            if person.role == "carer"
        )
        cases.save_case(vault, stored, replace(stored.value, consents=agreed))
        open_program.coding.open(*SESSION)

        def can_be_coded() -> bool:
            coding = open_program.coding.coding
            return coding is not None and coding.desk.read_only is None

        qtbot.waitUntil(can_be_coded, timeout=15_000)
        yield open_program


def sheet_of(made: Program) -> ClipSheet:
    coding = made.coding.coding
    assert coding is not None
    first = next(event for event in coding.desk.coding.in_order() if event.code == "welcoming")
    made.make_clips((first.id,))
    sheet = made.place.sheet
    assert isinstance(sheet, ClipSheet)
    sheet.form.amount.set_text("0")
    return sheet


def done(made: Program) -> list[str]:
    return [str(entry.what) for entry in read_audit(made.place.library.vault, "F012")]


def test_a_purpose_that_is_agreed_gives_a_clip_and_says_where_it_lies(made: Program, qtbot: QtBot) -> None:
    sheet = sheet_of(made)
    sheet.choose("selection", Purpose.REVIEW)
    folder = Path(sheet.form.folder.text())
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: made.place.sheet is None, timeout=30_000)
    (clip,) = folder.glob("*.mp4")
    with open_film(clip) as film:
        assert film.frames > 0
    assert made.window.toast.sentence == "1 clip is in clips."
    assert done(made)[-1] == Act.EXPORTED


def test_a_refused_purpose_is_written_down_and_leads_to_the_consent_and_back(made: Program, qtbot: QtBot) -> None:
    sheet = sheet_of(made)
    sheet.choose("selection", Purpose.TEAM_TRAINING)
    sheet.make()
    qtbot.waitUntil(lambda: sheet._refusal.isVisible(), timeout=10_000)
    assert done(made)[-1] == Act.REFUSED
    way = sheet._refusal.first()
    assert way is not None
    qtbot.keyClick(way, Qt.Key.Key_Return)
    consents = made.place.sheet
    assert isinstance(consents, ConsentSheet)
    assert consents.form.purposes == ()
    for purpose in (Purpose.FILM, Purpose.TEAM_TRAINING):
        consents.form.ticks[purpose].setChecked(True)
    consents.accept()
    again = made.place.sheet
    assert isinstance(again, ClipSheet)
    assert again.form.purpose is Purpose.TEAM_TRAINING
    assert again._answer().allowed


def test_the_law_asks_for_three_things_before_anything_can_be_written(made: Program, qtbot: QtBot) -> None:
    sheet = sheet_of(made)
    sheet.choose("selection", Purpose.LAW)
    assert not sheet._make.isEnabled()
    for field in (sheet.form.gate.reason, sheet.form.gate.authoriser, sheet.form.gate.recipient):
        field.set_text("words")
    assert sheet._make.isEnabled()


def test_stopping_leaves_no_file_and_the_sheet_stays(made: Program, qtbot: QtBot) -> None:
    sheet = sheet_of(made)
    sheet.choose("code:welcoming", Purpose.REVIEW)
    folder = Path(sheet.form.folder.text())
    sheet.make()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert made.place.sheet is sheet
    assert sheet._make.isEnabled()
    qtbot.waitUntil(lambda: not made.jobs.busy, timeout=30_000)
    assert not folder.exists() or list(folder.iterdir()) == []


def test_pressing_twice_makes_one_clip(made: Program, qtbot: QtBot) -> None:
    sheet = sheet_of(made)
    sheet.choose("selection", Purpose.REVIEW)
    folder = Path(sheet.form.folder.text())
    sheet.make()
    sheet.make()
    qtbot.waitUntil(lambda: made.place.sheet is None, timeout=30_000)
    assert len(list(folder.glob("*.mp4"))) == 1


def test_what_is_not_for_parents_is_left_out_for_the_family_and_labelled_for_the_team(made: Program) -> None:
    coding = made.coding.coding
    assert coding is not None
    unsafe = {str(code.id) for code in coding.desk.scheme.codes if not code.parent_safe}
    event = next((each for each in coding.desk.coding.in_order() if each.code in unsafe), None)
    if event is None:
        code = next(code for code in coding.desk.scheme.codes if not code.parent_safe)
        event_id = coding.desk.code(code, 100).select
        assert event_id is not None
    else:
        event_id = event.id
    made.make_clips((event_id,))
    sheet = made.place.sheet
    assert isinstance(sheet, ClipSheet)
    sheet.choose("selection", Purpose.REVIEW)
    assert not sheet._make.isEnabled()
    sheet.choose("selection", Purpose.SUPERVISION)
    assert "Team only" in sheet._summary.text()
    assert sheet._make.isEnabled()
