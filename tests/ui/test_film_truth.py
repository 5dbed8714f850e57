"""What is known of the open film: its report, the verifying beside the work, and where it is damaged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.program_story import FAMILY, film, program
from vfi.core.consent import Consent, Purpose
from vfi.desk import film_checks
from vfi.desk.film_checks import BadStretch, FilmsChecked, bad_stretches, films_checked, verify_films
from vfi.desk.session import SessionDesk
from vfi.ui.code.film_sheet import FilmSheet
from vfi.ui.coding_session import CodingSession
from vfi.ui.kit.buttons import Button
from vfi.ui.program import Program
from vfi.ui.verifying import Verifying

pytestmark = [
    pytest.mark.window,
    pytest.mark.film,
    pytest.mark.qt_log_ignore("pipewire-0.3", extend=True),
]
AGREED = Consent(person="a", basis="parental-responsibility", purposes=(Purpose.FILM,))


@pytest.fixture
def made(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """A library with one session: a film of 25 pictures, which can be played and is decoded in no time."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    with program(qtbot, tmp_path) as open_program:
        library = open_program.place.library
        library.new_case(replace(FAMILY, consents=(AGREED,)))
        session = library.bring_in("F012", film(tmp_path / "phone"), copy=True)
        assert session is not None
        library.unlock("F012", session)
        yield open_program


def session_of(made: Program) -> SessionDesk:
    (row,) = made.place.library.sessions("F012")
    return made.place.library.desk("F012", row.session.id)


def opened(made: Program, qtbot: QtBot) -> tuple[CodingSession, Verifying]:
    made.coding.open("F012", session_of(made).session.id)
    qtbot.waitUntil(lambda: made.coding.coding is not None, timeout=15_000)
    coding, verifying = made.coding.coding, made.films.verifying
    assert coding is not None
    assert verifying is not None
    qtbot.waitUntil(lambda: coding.player.current_frame is not None and verifying.looked, timeout=10_000)
    return coding, verifying


def sheet_of(made: Program) -> FilmSheet:
    made.commands.do("code.film")
    sheet = made.place.sheet
    assert isinstance(sheet, FilmSheet)
    return sheet


def words_in(sheet: FilmSheet) -> str:
    from vfi.ui.kit.texts import Text

    return " ".join(text.text() for text in sheet.findChildren(Text) if not text.isHidden())


def test_the_sheet_tells_the_report_and_that_nothing_was_verified_yet(made: Program, qtbot: QtBot) -> None:
    opened(made, qtbot)
    sheet = sheet_of(made)
    qtbot.waitUntil(lambda: "the exact time of" in words_in(sheet), timeout=10_000)
    assert "It has not been verified yet" in words_in(sheet)


def test_verifying_by_command_stamps_the_session_in_every_place(made: Program, qtbot: QtBot) -> None:
    coding, verifying = opened(made, qtbot)
    made.commands.do("code.verify")
    qtbot.waitUntil(lambda: verifying.checked is not None, timeout=60_000)
    assert made.code.film_line.text().startswith("Every frame verified, ")
    assert "Every frame verified, " in words_in(sheet_of(made))
    assert films_checked(made.place.library.desk(coding.case, coding.session)) == verifying.checked
    glance = made.place.library.glance(coding.case, coding.session)
    assert glance.checked == verifying.checked


def test_the_stamp_is_seen_when_the_session_is_opened_again(made: Program, qtbot: QtBot) -> None:
    verify_films(session_of(made))
    opened(made, qtbot)
    assert made.code.film_line.text().startswith("Every frame verified, ")


def test_verifying_stands_still_while_the_film_is_used(made: Program, qtbot: QtBot) -> None:
    coding, verifying = opened(made, qtbot)
    coding.player.play()
    qtbot.waitUntil(lambda: bool(coding.player.state and coding.player.state.playing), timeout=5_000)
    verifying.start()
    assert verifying.waits
    coding.player.pause()
    qtbot.waitUntil(lambda: not verifying.waits, timeout=10_000)
    verifying.stop()


def test_it_can_be_left_off_and_keeps_nothing(made: Program, qtbot: QtBot) -> None:
    coding, verifying = opened(made, qtbot)
    verifying.film_plays(True)
    made.commands.do("code.verify")
    made.commands.do("code.verify")
    sheet = sheet_of(made)
    assert sheet.progress.isVisibleTo(sheet)
    sheet.progress.cancelled.emit()
    assert not verifying.running
    assert not sheet.progress.isVisibleTo(sheet)
    qtbot.waitUntil(lambda: not made.jobs.busy, timeout=10_000)
    assert films_checked(coding.ready.desk) is None


def test_a_pause_verifies_what_was_never_verified(made: Program, qtbot: QtBot) -> None:
    _, verifying = opened(made, qtbot)
    made.films.left_alone()
    assert verifying.running
    made.coding.close()
    qtbot.waitUntil(lambda: not made.jobs.busy, timeout=10_000)


def test_a_film_that_plays_is_being_watched_and_no_pause(made: Program, qtbot: QtBot) -> None:
    coding, verifying = opened(made, qtbot)
    coding.player.play()
    made.films.left_alone()
    assert not verifying.running


def test_damage_is_listed_and_led_to(made: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = verify_films(session_of(made))
    audit = replace(whole.audits[0], lost=((4, 6),), damaged=((6, 20),))
    monkeypatch.setattr(film_checks, "film_audit", lambda desk, film: audit)
    coding, _ = opened(made, qtbot)
    assert made.code.film_line.text().startswith("Damage found, ")
    sheet = sheet_of(made)
    assert "Pictures 4 to 5 cannot be decoded." in words_in(sheet)
    assert "Pictures 6 to 19 are or may be damaged." in words_in(sheet)
    go = next(button for button in sheet.findChildren(Button) if button.accessibleName() == "Go to picture 6")
    go.click()
    assert made.place.sheet is None
    qtbot.waitUntil(lambda: coding.player.current_frame == 6, timeout=5_000)


def test_a_film_that_went_away_cannot_be_verified_and_says_so(made: Program, qtbot: QtBot) -> None:
    coding, verifying = opened(made, qtbot)
    coding.film.unlink()
    made.commands.do("code.verify")
    qtbot.waitUntil(lambda: verifying.error is not None, timeout=10_000)
    assert made.code.film_line.text() == "Film not verified"
    assert "is not where it was" in words_in(sheet_of(made))


def test_the_frames_of_a_cameras_second_file_are_counted_on(made: Program) -> None:
    desk = session_of(made)
    audit = verify_films(desk).audits[0]
    first = replace(desk.film(), camera="window")
    second = replace(first, path="second.mp4")
    desk.stored = replace(desk.stored, value=replace(desk.session, films=(first, second)))
    found = FilmsChecked((audit, replace(audit, damaged=((3, 5),))))
    assert bad_stretches(desk, found) == (BadStretch(25 + 3, 25 + 5, False),)


def test_leaving_while_it_runs_stops_it(made: Program, qtbot: QtBot) -> None:
    _, verifying = opened(made, qtbot)
    verifying.start()
    made.coding.close()
    QCoreApplication.processEvents()
    assert made.films.verifying is None
    qtbot.waitUntil(lambda: not made.jobs.busy, timeout=10_000)


def test_enter_presses_the_button_that_has_the_keyboard_and_a_second_one_takes_nothing_back(
    made: Program, qtbot: QtBot
) -> None:
    _, verifying = opened(made, qtbot)
    sheet = sheet_of(made)
    sheet.verify.setFocus()
    QTest.keyClick(sheet.verify, Qt.Key.Key_Return)
    focus = sheet.window().focusWidget()
    assert focus is not None
    assert not sheet.progress.isAncestorOf(focus)
    qtbot.waitUntil(lambda: verifying.checked is not None, timeout=60_000)
