"""A session with two cameras in the program: on a wall, coded on the frames of whichever leads, laid by hand."""

from __future__ import annotations

import shutil
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
from vfi.core.case import Case
from vfi.core.consent import INVENTED, Consent, Purpose
from vfi.core.time import SECOND, Ns
from vfi.desk.bundled import find_scheme
from vfi.desk.making import FilmGiven, new_session_at
from vfi.desk.session import open_place
from vfi.files.vault import PlainVault
from vfi.store.cases import new_case
from vfi.ui import ask
from vfi.ui.cameras.film_sheet import FilmSheet, NamesSheet
from vfi.ui.cameras.offset_sheet import OffsetSheet
from vfi.ui.cameras.wall import CameraWall
from vfi.ui.coding_session import CodingSession
from vfi.ui.film_view import FilmView
from vfi.ui.kit.texts import Text
from vfi.ui.program import Program

pytestmark = [
    pytest.mark.window,
    pytest.mark.film,
    pytest.mark.qt_log_ignore("pipewire-0.3", extend=True),
]
WAIT = 15_000
LEFT = Made(name="left", count=100)
RIGHT = Made(name="right", count=90, clock=Fraction(1, 30), size=(240, 180))
AGREED = Consent(id="c1", person="a", basis=INVENTED, purposes=(Purpose.FILM,))


def family() -> Case:
    return replace(FAMILY, consents=(AGREED,))


@pytest.fixture(scope="module")
def filmed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two films, and the library in which one session has both and one the first. Copied by every story."""
    folder = tmp_path_factory.mktemp("filmed")
    case = folder / "library" / "F012"
    new_case(PlainVault(case.parent), family())
    films = [FilmGiven(LEFT.make(folder)), FilmGiven(RIGHT.make(folder), Ns(SECOND))]
    scheme = find_scheme("attuned-moments")
    new_session_at(case / "two", films, scheme)
    new_session_at(case / "one", films[:1], scheme)
    return folder


@pytest.fixture
def made(filmed: Path, qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    shutil.copytree(filmed, tmp_path, dirs_exist_ok=True)
    with program(qtbot, tmp_path) as open_program:
        yield open_program


def opened(made: Program, qtbot: QtBot, session: str) -> CodingSession:
    made.coding.open("F012", session)
    qtbot.waitUntil(lambda: made.coding.coding is not None, timeout=WAIT)
    coding = made.coding.coding
    assert coding is not None
    return coding


def stands(coding: CodingSession, qtbot: QtBot, frame: int, other: int | None = None) -> None:
    """Wait until the lead shows this frame, and the other camera that one."""

    def there() -> bool:
        wall = coding.view
        assert isinstance(wall, CameraWall)
        follows = wall.view_of(1 - wall.lead).on_screen
        return coding.player.current_frame == frame and (other is None or follows == other)

    qtbot.waitUntil(there, timeout=WAIT)


def both(made: Program, qtbot: QtBot) -> tuple[CodingSession, CameraWall]:
    """The session of two cameras, with its first pictures on the wall."""
    coding = opened(made, qtbot, "two")
    wall = coding.view
    assert isinstance(wall, CameraWall)
    stands(coding, qtbot, 0)
    return coding, wall


def test_a_session_of_one_camera_opens_as_ever(made: Program, qtbot: QtBot) -> None:
    assert isinstance(opened(made, qtbot, "one").view, FilmView)


def test_the_film_of_another_camera_is_added_and_the_session_shows_it(
    made: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    coding = opened(made, qtbot, "one")
    monkeypatch.setattr(ask, "ask_film", lambda _parent: tmp_path / "right.mp4")
    made.coding.add_camera()
    sheet = made.place.sheet
    assert isinstance(sheet, FilmSheet)
    sheet.name.set_text("door")
    sheet.accept()
    qtbot.waitUntil(lambda: made.coding.coding not in (None, coding), timeout=WAIT)
    again = made.coding.coding
    assert again is not None
    stands(again, qtbot, 0, 0)
    assert "Lay it on the clock" in made.window.toast.accessibleName()
    assert [film.name for film in again.together.films] == ["Camera 1", "door"] if again.together else False


def test_a_film_that_goes_on_from_the_coded_one_makes_it_longer(
    made: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    coding = opened(made, qtbot, "one")
    after = Made(name="after", count=40).make(tmp_path)
    monkeypatch.setattr(ask, "ask_film", lambda _parent: after)
    made.coding.add_camera()
    sheet = made.place.sheet
    assert isinstance(sheet, FilmSheet)
    sheet.what.set_value("0")
    assert sheet.name.isHidden()
    sheet.accept()
    qtbot.waitUntil(lambda: made.coding.coding not in (None, coding), timeout=WAIT)
    again = made.coding.coding
    assert again is not None
    assert isinstance(again.view, FilmView)
    again.player.go(120)
    qtbot.waitUntil(lambda: again.player.current_frame == 120, timeout=WAIT)
    assert again.player.frame_map is not None
    assert len(again.player.frame_map) == 140
    assert again.file_of(120) == (again.ready.desk.film_file(again.ready.desk.session.films[1]), 20)


def test_cameras_are_given_names_that_stand_below_their_pictures(made: Program, qtbot: QtBot) -> None:
    coding, wall = both(made, qtbot)
    wall.names_wanted.emit()
    sheet = made.place.sheet
    assert isinstance(sheet, NamesSheet)
    for field in sheet.fields:
        field.set_text("window")
    sheet.accept()
    assert made.place.sheet is sheet  # two of one name
    sheet.fields[1].set_text("door")
    sheet.accept()
    assert wall.tile_of(1).caption.words == "door, begins in 0:00:01.000"
    assert [film.camera for film in open_place(coding.ready.desk.path).session.films] == ["window", "door"]


def test_what_is_keyed_belongs_to_the_frame_of_the_camera_that_leads(made: Program, qtbot: QtBot) -> None:
    coding, wall = both(made, qtbot)
    coding.player.go(60)
    stands(coding, qtbot, 60, 42)
    QTest.keyClick(wall, Qt.Key.Key_S)
    wall.lead_wanted.emit(1)
    stands(coding, qtbot, 42, 60)
    coding.player.step(1)
    stands(coding, qtbot, 43, 60)
    QTest.keyClick(wall, Qt.Key.Key_S)
    starts = [event.start for event in coding.desk.coding.in_order()]
    assert starts == [60 * SECOND // 25, SECOND + RIGHT.times[43]]
    assert wall.lead == 1


def test_another_lead_keeps_the_loop_the_stretch_of_the_timeline_and_the_event_that_is_chosen(
    made: Program, qtbot: QtBot
) -> None:
    coding, wall = both(made, qtbot)
    coding.player.go(60)
    stands(coding, qtbot, 60, 42)
    QTest.keyClick(wall, Qt.Key.Key_S)
    coding.player.set_loop(50, 74)
    page = made.code.page
    assert page is not None
    page.timeline.view.show_range(3 * SECOND // 2, SECOND)
    near, selected = page.timeline.near, page.selected
    assert near is not None
    wall.lead_wanted.emit(1)
    stands(coding, qtbot, 42, 60)
    state, page = coding.player.state, made.code.page
    assert state is not None
    assert page is not None
    assert state.looping
    # 2 s to 3 s of the session: frames 30 to 59 of the right camera, which began at 1 s with 30 pictures a second
    assert (state.loop_first, state.loop_last) == (30, 59)
    assert page.timeline.near is not None
    assert page.timeline.near.start == pytest.approx(near.start, abs=1000)
    assert page.selected == selected
    wall.lead_wanted.emit(0)
    stands(coding, qtbot, 60, 42)
    state = coding.player.state
    assert state is not None
    assert (state.loop_first, state.loop_last) == (50, 74)


def test_a_camera_laid_by_number_is_shown_there_and_written_down(made: Program, qtbot: QtBot) -> None:
    coding, wall = both(made, qtbot)
    coding.player.go(60)
    stands(coding, qtbot, 60, 42)
    wall.lay_wanted.emit()
    sheet = made.place.sheet
    assert isinstance(sheet, OffsetSheet)
    qtbot.waitUntil(lambda: not sheet.verdict.isHidden(), timeout=WAIT)
    assert "no sound" in sheet.verdict.text.text()
    assert not sheet.take.isEnabled()
    sheet.number.set_text("2")
    sheet.number.edit.setFocus()
    QTest.keyClick(sheet.number.edit, Qt.Key.Key_Return)
    stands(coding, qtbot, 60, 12)
    assert open_place(coding.ready.desk.path).session.films[1].offset == 2 * SECOND


def test_the_same_moment_marked_in_both_lays_them_together(made: Program, qtbot: QtBot) -> None:
    coding, wall = both(made, qtbot)
    coding.player.go(50)
    stands(coding, qtbot, 50)
    notes = []
    for lead, frame in ((1, 15), (None, None)):
        wall.lay_wanted.emit()
        sheet = made.place.sheet
        assert isinstance(sheet, OffsetSheet)
        notes += [text.text() for text in sheet.findChildren(Text) if "On the screen" in text.text()]
        sheet.eye.click()
        qtbot.waitUntil(lambda: made.place.sheet is None, timeout=WAIT)
        if lead is not None and frame is not None:
            wall.lead_wanted.emit(lead)
            coding.player.go(frame)
            stands(coding, qtbot, frame)
    # as the transport showed them: the right camera was taken to begin at 1 s
    assert notes == ["Marked: 0:00:02.000 of “Camera 1”. On the screen: 0:00:01.500 of “Camera 2”."]
    # frame 50 of the left one is at 2 s, frame 15 of the right one half a second after its start
    assert open_place(coding.ready.desk.path).session.films[1].offset == 3 * SECOND // 2
    coding.player.go(30)
    stands(coding, qtbot, 30, 62)
