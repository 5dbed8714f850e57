"""Prepare visit in the office, and the start that opens this deck alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.deck_story import DeckStory
from tests.ui.present_story import make_deck, story_of
from tests.ui.program_story import dressed, program
from vfi.core.errors import BadInput, FileDamaged
from vfi.desk.opening_decks import deck_file
from vfi.ui.jobs import Jobs
from vfi.ui.settings import SettingsFile
from vfi.ui.visit.kept import KeptVisit, ReadyVisit, wanted_visit
from vfi.ui.visit.pins import new_pin
from vfi.ui.visit.prepare import PrepareVisit, VisitFlow

pytestmark = [pytest.mark.window, pytest.mark.film]


@pytest.fixture
def deck(film_file: Callable[[str], Path], tmp_path: Path) -> DeckStory:
    return story_of(film_file("h264-gop250"), tmp_path)


@contextmanager
def sheet(qtbot: QtBot, deck: DeckStory, folder: Path) -> Iterator[tuple[PrepareVisit, KeptVisit]]:
    host, jobs, kept = QWidget(), Jobs(), KeptVisit(folder / "visit.json")
    host.resize(1366, 768)
    made = PrepareVisit(dressed(SettingsFile(folder / "s.json")), host, deck.deck, jobs, who="Anna", kept=kept)
    made.open()
    host.show()
    qtbot.waitUntil(lambda: "looked at" not in made.question.text(), timeout=20_000)
    try:
        yield made, kept
    finally:
        jobs.close()
        shiboken6.delete(host)


def test_nothing_is_made_ready_before_somebody_said_that_it_is_the_right_family(
    qtbot: QtBot, deck: DeckStory, tmp_path: Path
) -> None:
    with sheet(qtbot, deck, tmp_path) as (made, kept):
        assert made.question.text() == "Family F1. Right?"
        assert not made._still.pixmap().isNull()
        assert not made.button.isEnabled()
        made.right.setChecked(True)
        assert made.button.isEnabled()
        assert kept.read() is None


def test_the_pin_is_typed_twice_and_kept_as_a_hash_only(qtbot: QtBot, deck: DeckStory, tmp_path: Path) -> None:
    with sheet(qtbot, deck, tmp_path) as (made, kept):
        made.right.setChecked(True)
        made.pin.set_text("2580")
        made.again.set_text("2581")
        made.button.click()
        assert kept.read() is None
        assert made.again._sentence.text() == "The two PINs are not the same."
        made.again.set_text("2580")
        made.button.click()
        ready = kept.read()
        assert ready is not None
        assert ready.deck == deck_file(deck.deck)
        assert ready.pin.matches("2580")
        assert not ready.pin.matches("2581")
        assert "2580" not in kept.path.read_text(encoding="utf-8").replace(str(tmp_path), "")


@pytest.mark.parametrize("digits", ["123", "123456789", "12a4", "", "١٢٣٤"])
def test_a_pin_has_four_to_eight_digits(digits: str) -> None:
    with pytest.raises(BadInput, match="pin-digits"):
        new_pin(digits)


def test_two_visits_with_one_pin_have_different_hashes() -> None:
    assert new_pin("2580").hash != new_pin("2580").hash


def test_a_visit_that_was_made_ready_can_be_taken_back(qtbot: QtBot, deck: DeckStory, tmp_path: Path) -> None:
    kept = KeptVisit(tmp_path / "visit.json")
    kept.keep(ReadyVisit(deck=deck_file(deck.deck), pin=new_pin("2580"), who="Anna"))
    with sheet(qtbot, deck, tmp_path) as (made, _kept):
        made._take_back(QWidget(made))
        assert kept.read() is None


def test_a_deck_that_may_not_be_shown_is_refused_in_the_office(
    qtbot: QtBot, film_file: Callable[[str], Path], tmp_path: Path
) -> None:
    story = DeckStory(film_file("h264-gop250"), tmp_path, ())
    make_deck(story)
    with sheet(qtbot, story, tmp_path) as (made, _kept):
        assert made.question.text() == "This deck cannot be shown today."
        assert not made.right.isEnabled()
        assert not made.button.isEnabled()


def test_the_next_start_opens_what_was_made_ready_whatever_else_it_is_asked_for(
    deck: DeckStory, tmp_path: Path
) -> None:
    kept = KeptVisit(tmp_path / "visit.json")
    file = deck_file(deck.deck)
    assert wanted_visit([], kept) is None
    assert wanted_visit(["--demo"], kept) is None
    assert wanted_visit([str(file)], kept) == file
    kept.keep(ReadyVisit(deck=file, pin=new_pin("2580"), who="Anna"))
    for words in ([], ["--demo"], ["--library", "x"], [str(tmp_path)]):
        wanted = wanted_visit(words, kept)
        assert isinstance(wanted, ReadyVisit)
        assert wanted.deck == file


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "[" * 100_000,
        '{"deck": "x"}',
        '{"deck": "x", "pin": {"salt": "q", "hash": "1"}}',
        '{"deck": "x", "pin": {"salt": "", "hash": ""}}',  # no PIN would ever open it: nobody would come out again
        '{"deck": "x", "pin": {"salt": "1", "hash": "111"}}',
    ],
    ids=["empty", "cut", "list", "deep", "no-pin", "no-hex", "nothing-opens", "halves"],
)
def test_a_damaged_file_opens_nothing_at_all(tmp_path: Path, text: str) -> None:
    kept = KeptVisit(tmp_path / "visit.json")
    kept.path.write_text(text, encoding="utf-8")
    assert isinstance(wanted_visit([], kept), FileDamaged)


def test_shown_at_once_the_window_goes_and_comes_back_with_the_visits_end(
    qtbot: QtBot, deck: DeckStory, tmp_path: Path
) -> None:
    with program(qtbot, tmp_path) as made:
        kept = KeptVisit(tmp_path / "visit.json")
        flow = VisitFlow(made.place, kept, sound_out=lambda: None)
        ready = ReadyVisit(deck=deck_file(deck.deck), pin=new_pin("2580"), who="Anna")
        kept.keep(ready)
        flow._show_now(ready)
        held = flow.held
        assert held is not None
        assert not made.window.isVisible()
        qtbot.waitUntil(lambda: len(held.start._buttons) > 1, timeout=20_000)
        held.start.yes.emit(False)
        screen = held.screen
        held.end()
        assert made.window.isVisible()
        assert kept.read() is None
        for window in (screen, held.start):
            if window is not None and shiboken6.isValid(window):
                shiboken6.delete(window)


_START = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from vfi.ui import app
from vfi.ui.settings import SettingsFile
from vfi.ui.visit import window

def watch(visit):
    names = sorted(type(each).__name__ for each in QApplication.topLevelWidgets() if each.isVisible())
    print(names, flush=True)
    visit.end()

run = window.run_visit
window.run_visit = lambda *args: run(*args, shown=watch)
sys.exit(app.run_window({words!r}, settings=SettingsFile(Path({settings!r}))))
"""


@pytest.mark.slow
def test_a_start_with_a_visit_made_ready_shows_its_first_page_and_nothing_else(deck: DeckStory, tmp_path: Path) -> None:
    config = tmp_path / "config"
    kept = KeptVisit(config / "vfi" / "visit.json")
    kept.keep(ReadyVisit(deck=deck_file(deck.deck), pin=new_pin("2580"), who="Anna"))
    found = subprocess.run(
        [sys.executable, "-c", _START.format(words=["--demo"], settings=str(tmp_path / "settings.json"))],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_CONFIG_HOME": str(config),
            "XDG_STATE_HOME": str(tmp_path),
        },
    )
    assert found.stdout.strip() == "['StartPage']"
    assert kept.read() is None


def test_present_on_the_command_line_refuses_before_any_window(
    film_file: Callable[[str], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from vfi import cli

    story = DeckStory(film_file("h264-gop250"), tmp_path, ())
    make_deck(story)
    assert cli.run(["present", str(deck_file(story.deck))]) == 1
    assert "Nobody in this family has been asked yet." in capsys.readouterr().err
    assert cli.run(["present", str(tmp_path / "nothing.txt")]) == 2
    assert json.dumps(capsys.readouterr().err).count("decks/review.toml") == 1


def test_present_opens_the_window_with_this_deck_alone(
    deck: DeckStory, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from vfi import __main__
    from vfi.ui import app

    opened: list[list[str]] = []

    def run_window(words: list[str]) -> int:
        opened.append(words)
        return 0

    monkeypatch.setattr(app, "run_window", run_window)
    file = str(deck_file(deck.deck))
    assert __main__.main(["present", file]) == 0
    assert opened == [[file]]
    assert __main__.main(["present", file + "x"]) == 2
    assert __main__.main(["present", "--help"]) == 0
    assert opened == [[file]]
    assert "DECK" in capsys.readouterr().out
