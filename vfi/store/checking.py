"""Everything that is wrong with a library, a case, a session or a coding, each problem with its place."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from vfi.core.case import Case, FilmRef, Session
from vfi.core.clock import FilmClock
from vfi.core.coding import CodingHeader
from vfi.core.consent import Action, Purpose, permitted
from vfi.core.errors import CouldNot, VfiError
from vfi.core.findings import Finding, Severity
from vfi.core.scheme import NO_SCHEME, Scheme
from vfi.core.time import FrameMap, Ns
from vfi.files.fingerprint import fingerprint
from vfi.files.names import is_name
from vfi.files.vault import Vault, path_of
from vfi.store import audit, cases, decks, libraries, redactions, sessions, visits
from vfi.store.chain import parse, replay
from vfi.store.coding_findings import check_events
from vfi.store.encoding import Encoding
from vfi.store.joining import JOURNAL, Branch, branches
from vfi.store.records import Kind, examine
from vfi.store.schemes import examine_scheme, frozen_path, read_frozen

T = TypeVar("T")

FilmEnd = Callable[[str, FilmRef], Ns | None]
"""When a film of the session in this folder ends (ns on its own clock, from its index); None when it cannot be told."""

_CONFLICT = re.compile(r"conflicted copy|\(conflict|_conflict-|\.sync-conflict-| \(\d+\)\.\w+$| - copy", re.IGNORECASE)
"""How sync tools and file managers name a second version of a file."""

_BRANCHES = {
    Branch.FORK: "coding-fork",
    Branch.CONFLICT_COPY: "file-conflict-copy",
    Branch.TORN: "coding-torn-kept",
}


class Check:
    """One check of a vault; ask for what is to be checked, then read `findings`."""

    def __init__(self, vault: Vault, *, today: datetime.date, film_end: FilmEnd | None = None) -> None:
        self._vault = vault
        self._today = today
        self._film_end = film_end or (lambda folder, film: None)
        self.findings: list[Finding] = []

    def library(self) -> None:
        """The library at the vault's root and all its cases."""
        self._record(libraries.KIND, "")
        self._names("")
        for name in cases.case_folders(self._vault):
            with self._reporting(name):
                self.case(name)

    def case(self, folder: str) -> None:
        """One case, its audit file and all its sessions.

        Raises:
            CouldNot: its folder cannot be read at all.
        """
        names = sessions.session_folders(self._vault, folder)
        self._own_name(folder)
        case = self._record(cases.KIND, folder)
        self._names(folder)
        self._audit(folder)
        for name in names:
            with self._reporting(_join(folder, name)):
                self.session(_join(folder, name), case=case, siblings=names)

    def session(
        self, folder: str, *, case: Case | None = None, siblings: list[str] | None = None, inside: str | None = None
    ) -> None:
        """One session: its file, films, schemes, codings and decks.

        `inside` is its case's folder, where that is not read.

        Raises:
            CouldNot: its folder cannot be read at all.
        """
        if inside is not None:
            with contextlib.suppress(VfiError):
                case = cases.read_case(self._vault, inside).value
            with contextlib.suppress(VfiError):
                siblings = sessions.session_folders(self._vault, inside)
        self._vault.list(folder)  # one that may not be read at all is one finding, the caller's
        self._own_name(folder)
        path = _join(folder, sessions.FILE)
        session = self._record(sessions.KIND, folder)
        for sub in ("", "schemes", "codings", decks.FOLDER):
            self._names(_join(folder, sub))
        end = None
        if session is not None:
            self._about(session, path, case, siblings)
            named = session.scheme if session.scheme != NO_SCHEME.ref else None
            with contextlib.suppress(CouldNot):  # a folder that may not be read is told below
                if named and not self._vault.exists(frozen_path(folder, named)):
                    self._find(path, "session-scheme-missing", severity=Severity.WARNING, scheme=named)
            end = self._films(session, folder, path)
        with self._reporting(_join(folder, "schemes")):
            self._schemes(folder)
        with self._reporting(_join(folder, "codings")):
            self._codings(folder, session, end)
        with self._reporting(_join(folder, decks.FOLDER)):
            for id in decks.deck_ids(self._vault, folder):
                self.deck(folder, id, end=end)
        with self._reporting(_join(folder, redactions.FILE)):
            if self._vault.exists(_join(folder, redactions.FILE)):
                self._record(redactions.KIND, folder)

    def deck(self, folder: str, id: str, *, end: Ns | None = None) -> None:
        """One deck of the session in this folder, and what was written down when it was shown."""
        where = _join(folder, decks.FOLDER)
        deck = self._record(decks.deck_kind(id), where)
        path = _join(where, id + decks.ENDING)
        for clip in deck.clips if deck is not None else ():
            if end is not None and clip.start >= end:
                self._find(path, "deck-clip-outside-film", severity=Severity.WARNING, where=clip.id, time=clip.start)
        for visit in visits.visit_paths(self._vault, folder, id):
            with self._reporting(visit):
                visits.read_visit(self._vault, visit)

    def lone_coding(self, path: str) -> None:
        """One coding alone; its session's file and films are asked, not checked."""
        folder = path_of(path).parent.parent.as_posix().removeprefix(".")
        session, end = None, None
        with contextlib.suppress(VfiError):
            session = sessions.read_session(self._vault, folder).value
            aside = Check(self._vault, today=self._today, film_end=self._film_end)
            end = aside._films(session, folder, "")
        self.coding(path, session=session, end=end)

    def coding(self, path: str, *, session: Session | None = None, end: Ns | None = None) -> CodingHeader | None:
        """One coding: its chain, its scheme and its events. The header, when it can be read."""
        folder = path_of(path).parent.parent.as_posix()
        file = path_of(path).name
        try:
            parsed = parse(self._vault.read(path), Encoding(), file)
        except VfiError as error:
            self._error(path, error)
            return None
        header = parsed.header
        if parsed.torn:
            self._find(
                path,
                "coding-torn-tail",
                line=len(parsed.lines) + 2,
                severity=Severity.WARNING,
                bytes=len(parsed.torn),
            )
        if parsed.newer:
            self._find(path, "coding-of-newer-version", line=1, severity=Severity.WARNING, file=file)
        if header.id != file.removesuffix(JOURNAL):
            self._find(path, "coding-renamed", line=1, severity=Severity.WARNING, coding=header.id)
        if session is not None and header.session != session.id:
            self._find(path, "coding-other-session", line=1, severity=Severity.WARNING, session=header.session)
        scheme = self._scheme_of(path, folder, header)
        if scheme is None:
            return header
        try:
            coding, _ = replay(header, scheme, parsed.lines, file)
        except VfiError as error:
            self._error(path, error)
            return header
        # an event's problem stands in the line that last changed it
        lines = {edit.key: line.revision + 1 for line in parsed.lines for edit in line.edits}

        def report(key: str, id: str, /, severity: Severity = Severity.ERROR, **values: object) -> None:
            finding = Finding(path=path, line=lines.get(key), id=id, values=values, severity=severity)
            self.findings.append(finding)

        check_events(coding, end, report)
        return header

    # -- parts -----------------------------------------------------------------------------------------------------

    def _record(self, kind: Kind[T], folder: str) -> T | None:
        path = _join(folder, kind.file)
        name = path_of(folder).name or self._vault.root.name
        try:
            if not self._vault.exists(path):
                self._find(path, "record-missing", file=kind.file)
                return None
            outcome = examine(kind, self._vault.read(path), path, name)
        except CouldNot as error:
            self._error(path, error)
            return None
        value, found, newer = outcome
        self.findings += found
        if newer is not None:
            self._find(path, "record-of-newer-format", severity=Severity.WARNING, format=newer)
        return value

    def _names(self, folder: str) -> None:
        """Second versions that a sync tool has made, and names that other systems do not take or take for the same."""
        names: list[str] = []
        with self._reporting(folder):
            names = self._vault.list(folder) if self._vault.is_folder(folder) else []
        seen: dict[str, str] = {}
        for name in names:
            path = _join(folder, name)
            if _CONFLICT.search(name) and not name.endswith(JOURNAL):
                self._find(path, "file-conflict-copy", severity=Severity.WARNING, file=name)
            other = seen.setdefault(name.casefold(), name)
            if other != name:
                self._find(path, "file-names-alike", severity=Severity.WARNING, file=name, other=other)

    def _own_name(self, folder: str) -> None:
        """Can every system hold the folder of this case or session? (One that lies in nothing of ours is its own.)"""
        name = path_of(folder).name
        if name and not is_name(name):
            self._find(folder, "bad-folder-name", severity=Severity.WARNING, name=name)

    def _audit(self, folder: str) -> None:
        path = _join(folder, audit.FILE)
        with self._reporting(path):
            if self._vault.exists(path):
                self.findings += audit.verify_audit(self._vault.read(path), path)

    def _about(self, session: Session, path: str, case: Case | None, siblings: list[str] | None) -> None:
        """Does what the session names exist: its people, the session it reviews; and may its film be played?"""
        if siblings is not None and session.reviews is not None and session.reviews not in siblings:
            self._find(path, "session-reviews-unknown", severity=Severity.WARNING, session=session.reviews)
        if case is None:
            return
        for person in session.who:
            if case.person(person) is None:
                self._find(path, "session-unknown-person", severity=Severity.WARNING, person=person)
        answer = permitted(case, Action.OPEN, Purpose.FILM, today=self._today, people=session.who)
        if session.films and not answer.allowed:
            self._find(path, "session-film-locked", severity=Severity.WARNING, why=answer.refusal)

    def _films(self, session: Session, folder: str, path: str) -> Ns | None:
        """Are the films there, and the ones that were coded? When the last of them ends, if that can be told."""
        if not session.films:
            self._find(path, "session-no-film", severity=Severity.WARNING)
        ends: list[Ns | None] = []
        for film in session.films:
            place = sessions.film_path(folder, film)
            whole = Path(place) if sessions.is_referred(film) else self._vault.local_path(place)
            try:
                if fingerprint(whole) != film.fingerprint:
                    self._find(path, "session-film-replaced", where=film.path, film=film.path)
            except CouldNot as error:
                if error.id == "file-missing":
                    self._find(path, "session-film-missing", where=film.path, film=film.path)
                else:
                    self._error(path, error)
                ends.append(None)
                continue
            end = self._film_end(folder, film)
            ends.append(None if end is None else FilmClock(FrameMap([0], end), film.offset, film.drift).end)
        known = [end for end in ends if end is not None]
        return max(known) if known and len(known) == len(ends) else None

    def _schemes(self, folder: str) -> None:
        where = _join(folder, "schemes")
        if not self._vault.is_folder(where):
            return
        for name in self._vault.list(where):
            if not name.endswith(".toml") or _CONFLICT.search(name):
                continue
            path = _join(where, name)
            try:
                scheme, found = examine_scheme(self._vault.read(path), path)
            except CouldNot as error:
                self._error(path, error)
                continue
            # hints for whoever writes the scheme do not belong here: this copy is frozen
            self.findings += [finding for finding in found if finding.severity is Severity.ERROR]
            if scheme is not None and frozen_path(folder, scheme.ref) != path:
                self._find(path, "scheme-copy-renamed", severity=Severity.WARNING, scheme=scheme.ref)

    def _codings(self, folder: str, session: Session | None, end: Ns | None) -> None:
        where = _join(folder, "codings")
        if not self._vault.is_folder(where):
            return
        aside = branches(self._vault, where)
        for name, why in aside.items():
            self._find(_join(where, name), _BRANCHES[why], severity=Severity.WARNING, file=name)
        first: dict[str, str] = {}
        for name in self._vault.list(where):
            if not name.endswith(JOURNAL) or name in aside:
                continue
            path = _join(where, name)
            header = self.coding(path, session=session, end=end)
            if header is None:
                continue
            other = first.setdefault(header.id, name)
            if other != name:
                self._find(path, "coding-id-twice", line=1, coding=header.id, other=other)

    def _scheme_of(self, path: str, folder: str, header: CodingHeader) -> Scheme | None:
        try:
            return read_frozen(self._vault, folder, header.scheme, header.scheme_hash)
        except VfiError as error:
            self._error(path, error, line=1)
            return None

    @contextlib.contextmanager
    def _reporting(self, path: str) -> Iterator[None]:
        """What cannot be read is a finding; the rest is checked all the same."""
        try:
            yield
        except VfiError as error:
            self._error(path, error)

    def _find(
        self,
        path: str,
        id: str,
        /,
        *,
        line: int | None = None,
        where: str = "",
        severity: Severity = Severity.ERROR,
        **values: object,
    ) -> None:
        self.findings.append(Finding(path=path, line=line, where=where, id=id, values=values, severity=severity))

    def _error(self, path: str, error: VfiError, line: int | None = None) -> None:
        """What an error says, as a finding; one that carries findings hands those on."""
        carried = error.values.get("findings")
        if isinstance(carried, tuple):
            self.findings += [finding for finding in carried if isinstance(finding, Finding)]
            return
        said = error.values.get("line")
        place = said if isinstance(said, int) else line
        found = Finding(path=path, line=place, id=error.id, values=dict(error.values))
        if found not in self.findings:  # a folder that may not be read fails each part of the check
            self.findings.append(found)


def _join(folder: str, name: str) -> str:
    path = path_of(folder) / name
    return path.as_posix() if path.as_posix() != "." else ""
