"""Work beside the window: its result comes on the window's thread, and not at all once nobody wants it."""

from __future__ import annotations

import gc
import logging
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from vfi.core.errors import BadInput, VfiError
from vfi.ui.errors import Catcher, describe, without_names, words_of
from vfi.ui.jobs import Handle, Jobs

pytestmark = pytest.mark.window


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def test_the_result_arrives_on_the_thread_of_the_window(jobs: Jobs, qtbot: QtBot) -> None:
    got: list[tuple[object, bool]] = []
    here = threading.get_ident()
    jobs.start(lambda _handle: 42, done=lambda value: got.append((value, threading.get_ident() == here)))
    qtbot.waitUntil(lambda: bool(got))
    assert got == [(42, True)]


def test_progress_is_told_in_order(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[float] = []
    done: list[object] = []

    def work(handle: Handle) -> None:
        for step in (0.25, 0.5, 1.0):
            handle.progress(step)

    jobs.start(work, done=done.append, progress=told.append)
    qtbot.waitUntil(lambda: bool(done))
    assert told == [0.25, 0.5, 1.0]


class Heavy:
    """Stands for what a job was made of, and for what comes of it."""


@pytest.mark.parametrize("ending", ["done", "failed", "cancelled"])
def test_what_has_ended_holds_nothing_any_more(jobs: Jobs, qtbot: QtBot, ending: str) -> None:
    held: list[weakref.ref[Heavy]] = []
    go = threading.Event()

    def heavy() -> Heavy:
        made = Heavy()
        held.append(weakref.ref(made))
        return made

    def work(_handle: Handle, _needed: Heavy = heavy()) -> Heavy:  # noqa: B008
        go.wait(5)
        result = heavy()
        if ending == "failed":
            raise BadInput("film-missing", path=result)
        return result

    def told(_result: object, _sheet: Heavy = heavy()) -> None:  # noqa: B008
        pass

    job = jobs.start(work, done=told, failed=told)
    del work, told
    if ending == "cancelled":
        job.cancel()
    go.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    gc.collect()
    assert [ref() for ref in held] == [None, None, None]


def test_the_result_of_cancelled_work_is_dropped(jobs: Jobs, qtbot: QtBot) -> None:
    go, ended = threading.Event(), threading.Event()
    got: list[object] = []

    def work(handle: Handle) -> str:
        go.wait(5)
        ended.set()
        return "too late" if handle.cancelled() else "wanted"

    job = jobs.start(work, done=got.append)
    job.cancel()
    go.set()
    assert ended.wait(5)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert got == []


def test_what_goes_wrong_in_work_comes_as_an_error(jobs: Jobs, qtbot: QtBot) -> None:
    got: list[VfiError] = []

    def work(_handle: Handle) -> None:
        raise BadInput("no-such-frame", frame=9, last=4)

    jobs.start(work, failed=got.append)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: bool(got))
    assert words_of(got[0]).startswith("There is no picture 9")


def test_what_nobody_foresaw_in_work_is_in_the_log_without_names(tmp_path: Path, qtbot: QtBot) -> None:
    catcher, jobs, got = Catcher(tmp_path), Jobs(), list[object]()

    def work(_handle: Handle) -> None:
        raise TypeError("cannot use '/home/anna/F012/film.mp4'")

    jobs.start(work, failed=got.append)
    qtbot.waitUntil(lambda: bool(got))
    jobs.close()
    catcher.close()
    kept = (tmp_path / "vfi.log").read_text()
    assert "TypeError: cannot use <...>" in kept
    assert "test_jobs.py" in kept
    assert "F012" not in kept


def test_what_a_thread_went_on_from_is_in_the_log_without_names(tmp_path: Path) -> None:
    catcher = Catcher(tmp_path)
    try:
        raise OSError("no file /home/anna/F012/film.mp4")
    except OSError:
        logging.getLogger("vfi.media.filmstrip").exception("stills could not be made")
    catcher.close()
    kept = (tmp_path / "vfi.log").read_text()
    assert "OSError: no file <path>" in kept
    assert "F012" not in kept


def test_an_unforeseen_error_is_a_sentence_without_a_traceback() -> None:
    words = words_of(ZeroDivisionError("division by zero"))
    assert "ZeroDivisionError" in words
    assert "Traceback" not in words


def test_the_log_keeps_no_path_and_no_quoted_name() -> None:
    assert without_names("cannot read '/home/anna/F012/film.mp4'") == "cannot read <...>"
    assert without_names("no file /home/anna/F012/film.mp4") == "no file <path>"
    error = BadInput("film-moved", path="/home/anna/F012/film.mp4")
    assert describe(BadInput, error, None) == "BadInput: film-moved"
