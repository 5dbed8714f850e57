"""The whole job on a copy of the example: look at the film, score, make clips, check; and say where everything lies."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from vfi.core.consent import Purpose
from vfi.core.errors import BadInput, CouldNot, Refused
from vfi.core.ports import CaptionPainter
from vfi.core.time import clock_text
from vfi.desk.bundled import example_library
from vfi.desk.checking import check
from vfi.desk.clipping import clip_request, clip_session
from vfi.desk.outside import write_outside
from vfi.desk.scores import event_rows, score_rows, write_scores
from vfi.desk.session import SessionDesk, open_place
from vfi.files.vault import PlainVault
from vfi.formats.events_csv import write_events_csv
from vfi.media.facts import probe
from vfi.store import cases, sessions
from vfi.words import tr, tr_n

LEFT_BEHIND = shutil.ignore_patterns("making", "cache", "exports", "*.lock", "__pycache__")
"""What is no part of the example: the script that draws its film, and what can be made anew."""


def demo(folder: Path | None, painter: Callable[[], CaptionPainter] | None, say: Callable[[str], None]) -> Path:
    """Do it; each step is said. Returns the folder of the results.

    Raises:
        Refused: `demo-folder-not-empty`.
        CouldNot: it cannot be written there.
    """
    root = folder if folder is not None else Path(tempfile.mkdtemp(prefix="vfi-demo-"))
    library = root / "library"
    if library.exists():
        raise Refused("demo-folder-not-empty", path=str(library))
    copy_example(library)
    say(tr("The example library (no real people): {path}", path=library))
    results = root / "results"
    for desk in _sessions(library):
        _work_through(desk, results / desk.case_id / desk.session.id, painter, say)
    found = len(check(library))
    one, many = (
        "Checked: {n} finding, listed by: vfi check {path}",
        "Checked: {n} findings, listed by: vfi check {path}",
    )
    say(tr_n(one, many, found, path=library) if found else tr("Checked: nothing is wrong with it."))
    return results


def copy_example(library: Path) -> None:
    """A copy of the example library that may be changed."""
    source = example_library()
    if not source.is_dir():
        raise BadInput("demo-missing", path=str(source))
    there = library.exists()
    try:
        library.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, library, ignore=LEFT_BEHIND)
    except OSError as error:
        if not there:  # half an example is none
            shutil.rmtree(library, ignore_errors=True)
        raise CouldNot("file-not-written", path=str(library), why=_why(error)) from error


def _why(error: OSError) -> str:
    """The system's reason; `copytree` hands on the reasons of all the files that it could not copy."""
    if isinstance(error, shutil.Error) and error.args and error.args[0]:
        return re.sub(r"^\[Errno \d+\] |: '.*$", "", str(error.args[0][0][2]))
    return error.strerror or type(error).__name__


def _sessions(library: Path) -> list[SessionDesk]:
    vault = PlainVault(library)
    return [
        open_place(library / case / session)
        for case in cases.case_folders(vault)
        for session in sessions.session_folders(vault, case)
    ]


def _work_through(
    desk: SessionDesk, out: Path, painter: Callable[[], CaptionPainter] | None, say: Callable[[str], None]
) -> None:
    facts = probe(desk.film_file(), desk.film_index())
    say(
        tr(
            "{case}, {session}: a film of {time}, {frames} pictures, {width} by {height}.",
            case=desk.case_id,
            session=desk.session.name or desk.session.id,
            time=clock_text(facts.duration_ns),
            frames=facts.frames,
            width=facts.width,
            height=facts.height,
        )
    )
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CouldNot("file-not-written", path=str(out), why=error.strerror or type(error).__name__) from error
    rows = score_rows(desk)
    for name in ("scores.csv", "scores.xlsx"):
        write_scores(rows, out / name)
    write_outside(out / "events.csv", write_events_csv(event_rows(desk)).encode("utf-8"))
    for coding in desk.read_codings():
        header = coding.header
        say(
            tr_n(
                "{coder} coded {n} event under {scheme}.",
                "{coder} coded {n} events under {scheme}.",
                len(coding.in_order()),
                coder=header.coder,
                scheme=header.scheme,
            )
        )
    say(tr("Scores and events as tables: {path}", path=out))
    starred = [coding for coding in desk.read_codings() if any(event.starred for event in coding.events)]
    if painter is None or not starred:
        return
    # a few moments that somebody chose, as it should be: never a film cut up whole
    request = clip_request(purpose=Purpose.REVIEW, who="demo", why="example")
    made = clip_session(desk, request, out / "clips", painter, coding=starred[0].header.id)
    say(
        tr_n("{n} clip for the parent: {path}", "{n} clips for the parent: {path}", len(made.files), path=out / "clips")
    )
    say(tr("What is in them, for the team: {path}", path=made.table))
