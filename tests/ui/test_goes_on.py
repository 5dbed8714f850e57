"""A camcorder's card holds a recording in pieces: they are offered as one film, taken in only when somebody says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.films import Made
from tests.ui.program_story import FAMILY, program
from vfi.ui.program import Program
from vfi.ui.rooms.new_session import NewSessionSheet

pytestmark = [
    pytest.mark.window,
    pytest.mark.film,
    pytest.mark.qt_log_ignore("pipewire-0.3", extend=True),
]
WAIT = 15_000


@pytest.fixture
def made(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    card = tmp_path / "card"
    card.mkdir()
    for number, count in ((1, 30), (2, 20), (4, 10)):
        Made(name=f"{number:05d}", suffix=".MTS", container="mpegts", count=count).make(card)
    with program(qtbot, tmp_path) as made:
        made.place.library.new_case(FAMILY)
        made.library.reload()
        yield made


def given(made: Program, film: Path, qtbot: QtBot) -> NewSessionSheet:
    made.arrivals.film_given(film)
    sheet = made.place.sheet
    assert isinstance(sheet, NewSessionSheet)
    qtbot.waitUntil(lambda: sheet.not_now.isEnabled(), timeout=WAIT)
    return sheet


def test_the_next_piece_is_offered_and_nothing_is_taken_unasked(made: Program, qtbot: QtBot, tmp_path: Path) -> None:
    sheet = given(made, tmp_path / "card" / "00001.MTS", qtbot)
    assert sheet.goes_on is not None
    assert sheet.goes_on.note.text.text() == "00002.MTS lies beside it and looks like its next piece."
    sheet.dismiss()
    (row,) = made.place.library.sessions("F012")
    assert len(row.session.films) == 1


def test_taken_in_it_makes_one_film_of_both(made: Program, qtbot: QtBot, tmp_path: Path) -> None:
    sheet = given(made, tmp_path / "card" / "00001.MTS", qtbot)
    goes_on = sheet.goes_on
    assert goes_on is not None
    goes_on.button.click()
    assert not sheet.not_now.isEnabled()  # nothing may move the session while a film is on its way into it
    sheet.dismiss()
    assert made.place.sheet is sheet
    qtbot.waitUntil(lambda: not goes_on.busy, timeout=WAIT)
    if goes_on.button.isVisible():  # closing had stopped it in time
        goes_on.button.click()
        qtbot.waitUntil(lambda: not goes_on.busy, timeout=WAIT)
    assert goes_on.note.text.text() == "The film goes on to the end of 00002.MTS."
    sheet.dismiss()
    (row,) = made.place.library.sessions("F012")
    assert len(made.place.library.desk("F012", row.session.id).camera_index().frame_map) == 50


def test_where_nothing_follows_nothing_is_offered(made: Program, qtbot: QtBot, tmp_path: Path) -> None:
    assert given(made, tmp_path / "card" / "00004.MTS", qtbot).goes_on is None
