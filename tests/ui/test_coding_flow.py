"""From a session to its codings: one's own, another, somebody else's; a film that moved, a folder that is away."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.program_story import program
from vfi.core.coding import Role
from vfi.desk.demo import copy_example
from vfi.desk.session import Another, This
from vfi.store.emergency import EmergencyFolder
from vfi.ui.kit.buttons import Button
from vfi.ui.program import Program
from vfi.ui.rooms.codings_sheet import CodingsSheet

pytestmark = [
    pytest.mark.window,
    pytest.mark.film,
    pytest.mark.qt_log_ignore("pipewire-0.3", extend=True),
]
SESSION = ("F012", "2026-03-11-home-play")


@pytest.fixture
def made(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    copy_example(tmp_path / "library")
    with program(qtbot, tmp_path) as open_program:
        yield open_program


def opened(made: Program, qtbot: QtBot, path: str = "") -> str:
    """Wait for the coding; returns its path."""

    def there() -> bool:
        coding = made.coding.coding
        return coding is not None and (not path or coding.opened.path == path)

    qtbot.waitUntil(there, timeout=15_000)
    assert made.coding.coding is not None
    return made.coding.coding.opened.path


def of(made: Program, coder: str) -> str:
    rows = made.place.library.codings(made.place.library.desk(*SESSION))
    return next(row.path for row in rows if row.coder == coder)


def banner_button(made: Program, words: str) -> Button:
    return next(button for button in made.window.banner.findChildren(Button) if button.text() == words)


def test_enter_opens_ones_own_coding_and_the_arrow_offers_the_others(made: Program, qtbot: QtBot) -> None:
    made.coding.open(*SESSION)
    opened(made, qtbot)
    made.window.more_wanted.emit()
    sheet = made.place.sheet
    assert isinstance(sheet, CodingsSheet)
    assert [row.text() for row in sheet.rows if row.isEnabled()] == [
        "Baby’s cues",
        *(row.text() for row in sheet.rows[2:]),
    ]
    assert sheet.first() is sheet.rows[1]


def test_another_coders_coding_opens_for_reading_and_leads_back(made: Program, qtbot: QtBot) -> None:
    made.coding.open(*SESSION, This(of(made, "Ben O."), write=False))
    opened(made, qtbot)
    assert made.coding.coding is not None
    assert made.coding.coding.desk.read_only is not None
    assert made.window.banner.sentence == "You are reading what Ben O. coded. Nothing in it can be changed."
    banner_button(made, "Go on with my coding").click()
    qtbot.waitUntil(lambda: made.coding.coding is not None and made.coding.coding.desk.read_only is None)
    assert made.coding.coding.opened.coding.header.coder == "Anna K."


def test_another_coding_is_started_by_keyboard_alone(made: Program, qtbot: QtBot) -> None:
    before = len(made.place.library.desk(*SESSION).codings())
    made.commands.do("library.codings")
    sheet = made.place.sheet
    assert isinstance(sheet, CodingsSheet)
    sheet.role.set_value(Role.TRAINING.value)
    qtbot.keyClick(sheet.start, Qt.Key.Key_Space)
    opened(made, qtbot)
    assert made.coding.coding is not None
    assert made.coding.coding.opened.coding.header.role is Role.TRAINING
    assert made.coding.coding.desk.coding.in_order() == []
    assert len(made.place.library.desk(*SESSION).codings()) == before + 1


def test_choosing_twice_opens_one_new_coding(made: Program, qtbot: QtBot) -> None:
    before = len(made.place.library.desk(*SESSION).codings())
    made.coding.open(*SESSION, Another(None, Role.SECOND))
    made.coding.open(*SESSION, Another(None, Role.SECOND))
    opened(made, qtbot)
    qtbot.waitUntil(lambda: not made.jobs.busy, timeout=15_000)
    assert len(made.place.library.desk(*SESSION).codings()) == before + 1


def test_a_coding_that_another_machine_holds_is_read_and_can_be_taken_over(made: Program, qtbot: QtBot) -> None:
    path = of(made, "Anna K.")
    note = made.place.library.root / f"{path}.lock.json"
    note.write_text(json.dumps({"host": "other", "process": 7, "since": "2026-03-11T09:00:00Z", "who": "Anna K."}))
    made.coding.open(*SESSION, This(path))
    opened(made, qtbot, path)
    assert "open on other" in made.window.banner.sentence
    banner_button(made, "Take over").click()
    qtbot.waitUntil(lambda: made.coding.coding is not None and made.coding.coding.desk.read_only is None)


def test_a_torn_line_is_said_once(made: Program, qtbot: QtBot) -> None:
    path = of(made, "Anna K.")
    with (made.place.library.root / path).open("ab") as journal:
        journal.write(b'{"revision": 99')
    made.coding.open(*SESSION, This(path))
    opened(made, qtbot)
    assert "was cut off in writing" in made.window.toast.sentence


def test_a_film_that_was_moved_is_found_by_its_content(made: Program, qtbot: QtBot) -> None:
    folder = made.place.library.root / "/".join(SESSION)
    (folder / "film.mp4").rename(made.place.library.root / "elsewhere.mp4")
    made.coding.open(*SESSION)
    qtbot.waitUntil(lambda: "is not where it was" in made.window.toast.sentence)
    made.window.toast._act()
    qtbot.waitUntil(lambda: "elsewhere.mp4" in made.window.toast.sentence)
    made.window.toast._act()
    opened(made, qtbot)
    assert made.window.current == "code"


def test_a_film_removed_while_it_is_open_takes_nothing_of_the_coding_away(made: Program, qtbot: QtBot) -> None:
    made.coding.open(*SESSION)
    path = opened(made, qtbot)
    coding = made.coding.coding
    assert coding is not None
    qtbot.waitUntil(lambda: coding.player.current_frame is not None)
    (made.place.library.root / "/".join(SESSION) / "film.mp4").unlink()
    marked = coding.desk.mark(3).select
    made.coding.close()
    lines = (made.place.library.root / path).read_text()
    assert marked is not None
    assert marked in lines
    made.coding.open(*SESSION)
    qtbot.waitUntil(lambda: "is not where it was" in made.window.toast.sentence)


def test_a_library_that_went_away_is_not_taken_for_a_new_one(made: Program, qtbot: QtBot) -> None:
    root = made.place.library.root
    away = root.with_name("away")
    root.rename(away)
    made.use_library(root)
    assert made.library.absent.isVisible()
    assert made.library.first_focus() is made.library.absent.again
    away.rename(root)
    made.library.absent.again.click()
    assert [row.session.id for row in made.library.sessions.rows] == [SESSION[1]]


def test_what_waits_on_this_computer_is_listed_and_comes_home(made: Program, qtbot: QtBot) -> None:
    path = of(made, "Anna K.")
    home = made.place.library.root / path
    content = home.read_bytes()
    lines = content.splitlines(keepends=True)
    home.write_bytes(b"".join(lines[:-1]))
    folder = EmergencyFolder.of_user()
    folder.begin(home, content).close()
    folder.describe(home, "2026-03-11T10:00:00Z")
    made.library.reload()
    (item,) = [item for item in made.library.waiting.items if item.kind == "home"]
    assert item.action == "Bring it home"
    made.library._see_to(item)
    qtbot.waitUntil(lambda: folder.waiting() == (), timeout=10_000)
    assert home.read_bytes() == content


def test_a_comment_is_found_and_opened_where_it_was_written(made: Program, qtbot: QtBot) -> None:
    made.library.search.edit.setText("take turns")
    qtbot.waitUntil(lambda: bool(made.library.comments.of("/".join(SESSION))), timeout=10_000)
    (row,) = made.library.sessions.rows
    hit = made.library.comments.of(row.key)[0]
    made.library.sessions.opened.emit(0)
    opened(made, qtbot, hit.coding)
    page = made.code.page
    assert page is not None
    assert page.selected == hit.event


def test_words_that_are_nowhere_find_nothing(made: Program, qtbot: QtBot) -> None:
    made.library.search.edit.setText("zebra crossing")
    qtbot.waitUntil(lambda: made.library._nothing.text().startswith("Nothing here"), timeout=5_000)
