"""A film whose frame times are still being read: it can be looked at, coding waits and then goes on by itself."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from tests.ui.program_story import program
from vfi.core.errors import CouldNot, FilmError
from vfi.core.time import FrameMap
from vfi.desk import film_checks
from vfi.desk.demo import copy_example
from vfi.desk.session import Another, CodingChoice
from vfi.media import index as indexing
from vfi.media.index import FilmIndex
from vfi.ui.coding_session import CodingSession
from vfi.ui.program import Program

pytestmark = [
    pytest.mark.window,
    pytest.mark.film,
    pytest.mark.qt_log_ignore("pipewire-0.3", extend=True),
]
SESSION = ("F012", "2026-03-11-home-play")


class SlowDisk:
    """Reading a film through waits until `let_go`; `breaks`: then it fails instead."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._gate = threading.Event()
        self.breaks: Exception | None = None
        self._read = indexing.build_index
        monkeypatch.setattr(indexing, "build_index", self._slowly)
        monkeypatch.setattr(film_checks, "SMALL", 0)  # the film of these stories stands for a long one

    def _slowly(self, path: Path, *, progress: Any = None, cancelled: Any = None) -> FilmIndex:
        while not self._gate.wait(0.01):
            if progress is not None:
                progress(0.43)
            if cancelled is not None and cancelled():
                raise CouldNot("cancelled")
        if self.breaks is not None:
            raise self.breaks
        return self._read(path)

    def let_go(self) -> None:
        self._gate.set()


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowDisk]:
    slow = SlowDisk(monkeypatch)
    yield slow
    slow.let_go()


@pytest.fixture
def made(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, disk: SlowDisk) -> Iterator[Program]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    copy_example(tmp_path / "library")
    for kept in (tmp_path / "library").glob("*/*/cache/*"):
        kept.unlink()
    with program(qtbot, tmp_path) as open_program:
        yield open_program


def opened(made: Program, qtbot: QtBot, choice: CodingChoice | None = None) -> CodingSession:
    """The session, its first picture painted."""
    made.coding.open(*SESSION, choice)
    qtbot.waitUntil(lambda: made.coding.coding is not None, timeout=15_000)
    coding = made.coding.coding
    assert coding is not None
    qtbot.waitUntil(lambda: coding.player.current_frame is not None, timeout=10_000)
    return coding


def test_it_can_be_looked_at_and_says_how_far_the_reading_is(made: Program, qtbot: QtBot) -> None:
    coding = opened(made, qtbot)
    coding.player.go(30)
    qtbot.waitUntil(lambda: coding.player.current_frame == 30, timeout=5_000)
    words = "Frame times are being read: 43 %. You can look; coding starts when they are known."
    qtbot.waitUntil(lambda: made.window.banner.sentence == words, timeout=5_000)


def test_a_code_meanwhile_is_refused_with_that_sentence_and_nothing_is_written(made: Program, qtbot: QtBot) -> None:
    coding = opened(made, qtbot)
    journal = made.place.library.root / coding.opened.path
    before = journal.read_bytes()
    outcome = coding.desk.mark(3)
    assert outcome.said is not None
    assert outcome.said.id == "film-times-unknown"
    assert outcome.changed == frozenset()
    assert journal.read_bytes() == before


def test_clips_and_stills_wait_as_well(made: Program, qtbot: QtBot) -> None:
    opened(made, qtbot)
    for command in ("code.clips", "code.still"):
        made.window.toast.hide()
        made.commands.do(command)
        assert made.window.toast.sentence.startswith("Frame times are being read")
        assert made.place.sheet is None


def test_when_they_are_known_coding_goes_on_at_the_same_picture(made: Program, qtbot: QtBot, disk: SlowDisk) -> None:
    coding = opened(made, qtbot)
    coding.player.go(30)
    qtbot.waitUntil(lambda: coding.player.current_frame == 30, timeout=5_000)
    disk.let_go()
    qtbot.waitUntil(lambda: coding.desk.read_only is None, timeout=10_000)
    assert made.coding.coding is coding
    assert coding.player.current_frame == 30
    assert coding.desk.mark(30).select is not None
    qtbot.waitUntil(lambda: not made.window.banner.sentence, timeout=5_000)


def test_what_was_watched_meanwhile_counts_once_it_is_certain(made: Program, qtbot: QtBot, disk: SlowDisk) -> None:
    coding = opened(made, qtbot, Another(None))
    tier = coding.desk.scheme.tiers[0].id
    coding.desk.watched(0, 60)
    assert coding.opened.coding.covered(tier) == ()
    disk.let_go()
    qtbot.waitUntil(lambda: coding.desk.read_only is None, timeout=10_000)
    coding.desk.flush()
    assert coding.opened.coding.covered(tier) == (coding.desk.clock.span(0, 60),)


def test_a_table_that_was_wrong_moves_the_frames_and_not_the_picture(
    made: Program, qtbot: QtBot, disk: SlowDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = indexing.provisional_index

    def without_the_first_two(path: Path) -> FilmIndex | None:
        found = right(path)
        assert found is not None
        times = np.array(found.frame_map.times, np.int64)[2:]
        frames = FrameMap(array("q", (times - times[0]).tobytes()), int(found.frame_map.end - times[0]))
        return replace(found, order=found.order[2:], frame_map=frames)

    monkeypatch.setattr(indexing, "provisional_index", without_the_first_two)
    coding = opened(made, qtbot)
    coding.player.go(30)
    qtbot.waitUntil(lambda: coding.player.current_frame == 30, timeout=5_000)
    disk.let_go()
    qtbot.waitUntil(lambda: made.coding.coding is not coding, timeout=10_000)
    again = made.coding.coding
    assert again is not None
    assert again.opened.path == coding.opened.path
    qtbot.waitUntil(lambda: again.player.current_frame == 32, timeout=5_000)
    assert again.desk.read_only is None
    assert made.code.page is not None
    assert made.code.page.desk.clock.frames == again.ready.desk.film_index().frame_map


def test_a_film_that_breaks_off_while_it_is_read_is_said_and_can_be_tried_again(
    made: Program, qtbot: QtBot, disk: SlowDisk
) -> None:
    coding = opened(made, qtbot)
    disk.breaks = FilmError("film-not-readable", name="film.mp4", why="the disk went away")
    disk.let_go()
    qtbot.waitUntil(lambda: "the disk went away" in made.window.banner.sentence, timeout=10_000)
    assert coding.desk.mark(3).changed == frozenset()
    coding.player.go(12)
    qtbot.waitUntil(lambda: coding.player.current_frame == 12, timeout=5_000)


def test_leaving_the_session_stops_the_reading(made: Program, qtbot: QtBot) -> None:
    opened(made, qtbot)
    made.coding.close()
    qtbot.waitUntil(lambda: not made.jobs.busy, timeout=10_000)


def test_once_it_was_read_nothing_of_all_this_is_seen(made: Program, qtbot: QtBot, disk: SlowDisk) -> None:
    coding = opened(made, qtbot)
    disk.let_go()
    qtbot.waitUntil(lambda: coding.desk.read_only is None, timeout=10_000)
    made.coding.close()
    again = opened(made, qtbot)
    assert again.held is None
    assert made.window.banner.sentence == ""
