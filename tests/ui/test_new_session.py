"""A film comes into the library: looked at, copied, compared, agreed to, opened; and what happens when it cannot."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.program_story import FAMILY, film, program
from vfi.core.consent import Consent, Purpose
from vfi.store.audit import read_audit
from vfi.ui.program import Program
from vfi.ui.rooms.case_sheets import ConsentSheet, NewCaseSheet
from vfi.ui.rooms.new_session import NewSessionSheet

pytestmark = [
    pytest.mark.window,
    pytest.mark.film,
    pytest.mark.qt_log_ignore("pipewire-0.3", extend=True),  # Qt looks for one more sound system
]


def given(made: Program, path: Path, qtbot: QtBot) -> NewSessionSheet:
    """The sheet after the film was dropped, looked at, copied and compared."""
    made.arrivals.film_given(path)
    sheet = made.place.sheet
    assert isinstance(sheet, NewSessionSheet)
    qtbot.waitUntil(lambda: sheet.not_now.isEnabled(), timeout=10_000)
    return sheet


def test_nothing_is_ticked_at_first_and_coding_waits_for_the_agreement(qtbot: QtBot, tmp_path: Path) -> None:
    with program(qtbot, tmp_path) as made:
        made.place.library.new_case(FAMILY)
        made.library.reload()
        sheet = given(made, film(tmp_path / "phone"), qtbot)
        assert sheet.consent.purposes == ()
        assert not sheet.start.isEnabled()
        assert "Film the play" in sheet.why.text()


def test_the_film_may_be_deleted_on_the_phone_only_after_the_copy_was_compared(qtbot: QtBot, tmp_path: Path) -> None:
    with program(qtbot, tmp_path) as made:
        made.place.library.new_case(FAMILY)
        made.library.reload()
        made.arrivals.film_given(film(tmp_path / "phone"))
        sheet = made.place.sheet
        assert isinstance(sheet, NewSessionSheet)
        assert sheet.may_delete.isHidden()
        qtbot.waitUntil(lambda: not sheet.may_delete.isHidden(), timeout=10_000)
        assert sheet.compared.done
        assert sheet.compared.words.endswith("the same")


def test_start_coding_writes_the_consent_names_the_session_and_opens_it(qtbot: QtBot, tmp_path: Path) -> None:
    with program(qtbot, tmp_path) as made:
        made.place.library.new_case(FAMILY)
        made.library.reload()
        sheet = given(made, film(tmp_path / "phone"), qtbot)
        sheet.name.set_text("home play")
        sheet.consent.ticks[Purpose.FILM].setChecked(True)
        qtbot.keyClick(sheet, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: made.coding.coding is not None, timeout=10_000)
        assert made.window.current == "code"
        (row,) = made.place.library.sessions("F012")
        assert row.session.id.endswith("-home-play")
        assert not row.session.locked
        assert [coding.coder for coding in row.codings] == ["Anna K."]
        (case,) = made.place.library.cases()
        assert case.case.consents[0].purposes == (Purpose.FILM,)
        done = [str(entry.what) for entry in read_audit(made.place.library.vault, "F012")]
        assert {"consent-changed", "opened"} <= set(done)


def test_a_film_without_agreement_is_kept_locked_and_opens_once_the_family_agrees(qtbot: QtBot, tmp_path: Path) -> None:
    with program(qtbot, tmp_path) as made:
        made.place.library.new_case(FAMILY)
        made.library.reload()
        sheet = given(made, film(tmp_path / "phone"), qtbot)
        sheet.dismiss()
        (row,) = made.library.sessions.rows
        assert row.session.locked
        made.coding.open(row.case, row.session.id)
        assert made.coding.coding is None
        consent = made.place.sheet
        assert isinstance(consent, ConsentSheet)
        consent.form.ticks[Purpose.FILM].setChecked(True)
        consent.accept()
        (row,) = made.library.sessions.rows
        assert not row.session.locked


def test_something_that_is_no_film_is_said_in_words_and_leaves_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    with program(qtbot, tmp_path) as made:
        made.place.library.new_case(FAMILY)
        made.library.reload()
        wrong = tmp_path / "holiday.mp4"
        wrong.write_text("not a film")
        made.arrivals.film_given(wrong)
        sheet = made.place.sheet
        assert isinstance(sheet, NewSessionSheet)
        qtbot.waitUntil(lambda: sheet.headline.text() == "This film cannot be used", timeout=10_000)
        assert "Traceback" not in sheet.facts.text()
        assert not sheet.start.isEnabled()
        sheet.dismiss()
        assert made.place.library.sessions("F012") == []


def test_the_first_film_of_all_asks_for_a_case_first(qtbot: QtBot, tmp_path: Path) -> None:
    with program(qtbot, tmp_path) as made:
        made.arrivals.film_given(film(tmp_path / "phone"))
        sheet = made.place.sheet
        assert isinstance(sheet, NewCaseSheet)
        assert sheet.pseudonym.text() == "F001"
        sheet.parent_label.set_text("A., mother")
        sheet.accept()
        assert isinstance(made.place.sheet, NewSessionSheet)
        (row,) = made.place.library.cases()
        assert row.case.label == "A. and baby"


def test_a_bad_birthday_is_told_at_its_field_and_what_was_typed_stays(qtbot: QtBot, tmp_path: Path) -> None:
    with program(qtbot, tmp_path) as made:
        made.arrivals.new_case()
        sheet = made.place.sheet
        assert isinstance(sheet, NewCaseSheet)
        sheet.born.set_text("last week")
        sheet.accept()
        assert made.place.sheet is sheet
        assert sheet.born.text() == "last week"
        assert "2025-10-07" in sheet.born.edit.accessibleDescription()


def test_not_now_keeps_the_film_locked_even_where_the_family_agreed_before(qtbot: QtBot, tmp_path: Path) -> None:
    agreed = Consent(person="a", basis="parental-responsibility", purposes=(Purpose.FILM,))
    with program(qtbot, tmp_path) as made:
        made.place.library.new_case(replace(FAMILY, consents=(agreed,)))
        made.library.reload()
        sheet = given(made, film(tmp_path / "phone"), qtbot)
        assert sheet.start.isEnabled()
        sheet.not_now.click()
        (row,) = made.library.sessions.rows
        assert row.session.locked
