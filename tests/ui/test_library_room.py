"""The library room and the window round it: what is shown, searched, reached by keyboard, and said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.program_story import FAMILY, program
from vfi.core.case import Case
from vfi.core.errors import CouldNot
from vfi.desk.demo import copy_example
from vfi.desk.library_rows import CaseRow
from vfi.ui.rooms.cards import case_words
from vfi.ui.rooms.who import WhoSheet

pytestmark = [
    pytest.mark.window,
    pytest.mark.qt_log_ignore("pipewire-0.3", extend=True),  # Qt looks for one more sound system
]


def shown_cases(made: object) -> list[str]:
    rows = made.library.cases.rows  # type: ignore[attr-defined]
    return [row.case.id for row in rows if isinstance(row, CaseRow)]


def test_an_empty_library_says_what_to_do_first(qtbot: QtBot, tmp_path: Path) -> None:
    with program(qtbot, tmp_path) as made:
        assert made.library.empty.choose_film.isVisible()
        assert made.library.empty.example.isVisible()
        assert made.library.first_focus() is made.library.empty.choose_film


def test_cases_stand_in_groups_and_the_first_open_one_is_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    with program(qtbot, tmp_path) as made:
        made.place.library.new_case(Case(id="F004", label="Back in May", status="resting"))
        made.place.library.new_case(FAMILY)
        made.library.reload()
        assert next(case_words(row) for row in made.library.cases.rows) == "Open cases, 1"
        assert shown_cases(made) == ["F012", "F004"]
        assert made.library.case == "F012"


def test_searching_leaves_the_cases_with_these_words(qtbot: QtBot, tmp_path: Path) -> None:
    with program(qtbot, tmp_path) as made:
        made.place.library.new_case(FAMILY)
        made.place.library.new_case(Case(id="F019", label="S. and twins"))
        made.library.reload()
        made.library.search.edit.setText("twins")
        assert shown_cases(made) == ["F019"]
        assert made.library.case == "F019"
        qtbot.keyClick(made.library.search.edit, Qt.Key.Key_Escape)
        assert shown_cases(made) == ["F012", "F019"]


def test_a_damaged_case_is_shown_with_its_trouble_and_the_others_stay(qtbot: QtBot, tmp_path: Path) -> None:
    with program(qtbot, tmp_path) as made:
        made.place.library.new_case(FAMILY)
        made.place.library.new_case(Case(id="F019"))
        (made.place.library.root / "F019" / "case.toml").write_text("this is [ not toml")
        made.library.reload()
        trouble = {row.case.id: row.trouble for row in made.library.cases.rows if isinstance(row, CaseRow)}
        assert trouble["F012"] is None
        assert trouble["F019"] is not None


def test_opening_asks_who_is_coding_when_nobody_said_so(qtbot: QtBot, tmp_path: Path) -> None:
    with program(qtbot, tmp_path, coder="") as made:
        made.place.library.new_case(FAMILY)
        made.library.reload()
        made.coding.open("F012", "2026-03-11-home-play")
        sheet = made.place.sheet
        assert isinstance(sheet, WhoSheet)
        sheet.field.set_text("Ben O.")
        sheet.accept()
        assert made.place.coder == "Ben O."
        assert made.window.top.who.text() == "Ben O."
        assert made.settings.now.coders == ("Ben O.",)


def test_the_person_is_chosen_with_one_key_at_the_start(qtbot: QtBot, tmp_path: Path) -> None:
    with program(qtbot, tmp_path, coder="") as made:
        made.settings.change(coders=("Anna K.", "Ben O."))
        made.begin()
        sheet = made.place.sheet
        assert isinstance(sheet, WhoSheet)
        qtbot.keyClick(sheet, Qt.Key.Key_2)
        assert made.place.coder == "Ben O."
        assert made.settings.now.coders == ("Ben O.", "Anna K.")


def test_an_error_is_a_sentence_in_the_window_and_stays(qtbot: QtBot, tmp_path: Path) -> None:
    with program(qtbot, tmp_path) as made:
        made.place.say(CouldNot("edit-stale"))
        assert made.window.toast.sentence.startswith("This event was changed meanwhile")


def test_everything_that_can_be_pressed_or_typed_in_has_a_name(qtbot: QtBot, tmp_path: Path) -> None:
    with program(qtbot, tmp_path) as made:
        made.place.library.new_case(FAMILY)
        made.library.reload()
        nameless = [
            widget
            for widget in made.window.findChildren(QWidget)
            if isinstance(widget, QAbstractButton | QLineEdit)
            and widget.isVisible()
            and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
        ]
        assert nameless == []


def test_tab_stays_inside_a_sheet(qtbot: QtBot, tmp_path: Path) -> None:
    with program(qtbot, tmp_path) as made:
        made.show_settings()
        sheet = made.place.sheet
        assert sheet is not None
        for _ in range(30):
            sheet.focusNextPrevChild(True)
            focus = made.window.focusWidget()
            assert focus is not None
            assert sheet.isAncestorOf(focus)


def test_a_consent_that_ends_soon_waits_for_somebody(qtbot: QtBot, tmp_path: Path) -> None:
    import datetime

    from vfi.core.consent import Consent, Purpose

    soon = (datetime.date.today() + datetime.timedelta(days=12)).isoformat()
    consent = Consent(person="a", basis="parental-responsibility", expires=soon, purposes=(Purpose.FILM,))
    with program(qtbot, tmp_path) as made:
        made.place.library.new_case(replace(FAMILY, consents=(consent,)))
        made.library.reload()
        assert [item.title for item in made.library.waiting.items] == ["Consent ends in 12 days"]


@pytest.mark.film
def test_the_example_opens_codes_and_scores(qtbot: QtBot, tmp_path: Path) -> None:
    copy_example(tmp_path / "library")
    with program(qtbot, tmp_path) as made:
        row = made.library.sessions.rows[0]
        made.coding.open(row.case, row.session.id)
        qtbot.waitUntil(lambda: made.coding.coding is not None, timeout=15_000)
        assert made.window.current == "code"
        assert made.code.page is not None
        made.window.go("scores")
        qtbot.waitUntil(lambda: bool(made.scores.rows), timeout=15_000)
        counts = {line["label"]: line["count"] for line in made.scores.model.rows}
        assert counts["Welcoming"] == 12
        made.window.go("library")
        qtbot.waitUntil(lambda: made.library.stills.of(row) is not None, timeout=15_000)
        assert made.library.stills.length_of(row) == 75_000_000_000


def test_a_right_to_left_language_mirrors_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    from PySide6.QtWidgets import QApplication

    from vfi.ui.app import build_application
    from vfi.ui.settings import SettingsFile
    from vfi.words import tr, use_language

    settings = SettingsFile(tmp_path / "arabic.json")
    settings.change(language="ar")
    try:
        app, _theme = build_application(settings)
        assert app.layoutDirection() == Qt.LayoutDirection.RightToLeft
        assert tr("Library") == "المكتبة"
    finally:
        use_language("en")
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
