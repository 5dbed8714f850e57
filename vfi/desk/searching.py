"""Searching a library: cases, sessions, and what coders wrote in comments."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from vfi.core.errors import VfiError
from vfi.core.time import Ns
from vfi.desk.session import SessionDesk, open_inside
from vfi.files.vault import PlainVault, path_of
from vfi.store import cases, sessions


class HitKind(StrEnum):
    CASE = "case"
    SESSION = "session"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One place where the words were found."""

    kind: HitKind
    case: str
    session: str = ""
    coding: str = ""
    """Path of the journal, of a comment."""
    event: str = ""
    at: Ns | None = None
    text: str


def search(library: Path, words: str, *, cancelled: Callable[[], bool] | None = None) -> Iterator[Hit]:
    """Where all of the words are found (capitals do not matter): cases, then sessions, then comments as they are read.

    What cannot be read is passed over: `check` tells of it. Comments need every coding to be read; use a worker.
    """
    wanted = words.casefold().split()
    if not wanted or not library.is_dir():
        return
    vault = PlainVault(library)

    def fits(*texts: str) -> bool:
        text = " ".join(texts).casefold()
        return all(word in text for word in wanted)

    found: list[tuple[str, SessionDesk]] = []
    for folder in cases.case_folders(vault):
        try:
            stored = cases.read_case(vault, folder)
        except VfiError:
            continue
        case = stored.value
        if fits(case.id, case.label, case.goal, *(person.label for person in case.people)):
            yield Hit(kind=HitKind.CASE, case=case.id, text=case.label or case.id)
        for name in sessions.session_folders(vault, folder):
            try:
                found.append((case.id, open_inside(vault, stored, (path_of(folder) / name).as_posix())))
            except VfiError:
                continue
    for case_id, desk in found:
        session = desk.session
        if fits(case_id, session.id, session.name, session.date, session.setting, session.notes):
            yield Hit(kind=HitKind.SESSION, case=case_id, session=session.id, text=session.name or session.id)
    for case_id, desk in found:
        for listed in desk.codings():
            if cancelled is not None and cancelled():
                return
            try:
                events = desk.coding(listed).in_order()
            except VfiError:
                continue
            for event in events:
                if event.comment and fits(event.comment):
                    yield Hit(
                        kind=HitKind.COMMENT,
                        case=case_id,
                        session=desk.session.id,
                        coding=listed.path,
                        event=event.id,
                        at=event.start,
                        text=event.comment,
                    )
