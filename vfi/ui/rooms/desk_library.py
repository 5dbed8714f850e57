"""A library in a folder as the rooms ask for it: the desk's own pieces put together; no widget in here."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from vfi.core.case import Case, Library, Person, Session
from vfi.core.clock import FilmClock
from vfi.core.coding import Role
from vfi.core.consent import Action, Answer, Consent, Purpose, permitted
from vfi.core.errors import VfiError
from vfi.core.scheme import Scheme
from vfi.desk.bundled import bundled_schemes
from vfi.desk.making import FilmGiven, make_session
from vfi.desk.session import SessionDesk, open_inside
from vfi.files.names import slug, unused
from vfi.files.vault import PlainVault, path_of
from vfi.media.film import Film
from vfi.store import audit, cases, libraries, sessions
from vfi.store.codings import ListedCoding
from vfi.store.records import Stored
from vfi.ui.code.describe import watched_share
from vfi.ui.rooms.ports import CaseRow, CodingRow, FilmGlance, SessionRow
from vfi.words import sentence

_NUMBERED = re.compile(r"F(\d+)", re.IGNORECASE)


class DeskLibrary:
    """A library in a folder of this machine or a share; the folder is made when the first case is."""

    def __init__(self, root: Path, who: Callable[[], str] = lambda: "") -> None:
        self._vault = PlainVault(root)
        self._who = who

    @property
    def root(self) -> Path:
        return self._vault.root

    @property
    def name(self) -> str:
        if not self._vault.exists(libraries.FILE):
            return self.root.name
        return libraries.read_library(self._vault).value.name or self.root.name

    # ---- cases

    def cases(self) -> list[CaseRow]:
        if not self.root.is_dir():
            return []
        return [self._case_row(folder) for folder in cases.case_folders(self._vault)]

    def _case_row(self, folder: str) -> CaseRow:
        count = len(sessions.session_folders(self._vault, folder))
        try:
            return CaseRow(case=cases.read_case(self._vault, folder).value, sessions=count)
        except VfiError as error:
            return CaseRow(case=Case(id=folder), sessions=count, trouble=sentence(error))

    def next_case_id(self) -> str:
        numbers = [int(found[1]) for row in self.cases() if (found := _NUMBERED.fullmatch(row.case.id))]
        return f"F{max(numbers, default=0) + 1:03d}"

    def new_case(self, case: Case) -> None:
        self._make_library()
        cases.new_case(self._vault, case)
        self.note(case.id, audit.Act.CREATED)

    def _make_library(self) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        if not self._vault.exists(libraries.FILE):
            libraries.new_library(self._vault, Library(name=self.root.name))

    def agree(self, case: str, person: Person | None, consent: Consent) -> None:
        stored = cases.read_case(self._vault, case)
        value = stored.value
        if person is not None:
            value = replace(value, people=(*value.people, person))
        cases.save_case(self._vault, stored, value.with_consent(consent))
        self.note(case, audit.Act.CONSENT_CHANGED)

    def withdraw(self, case: str, consent: str) -> None:
        stored = cases.read_case(self._vault, case)
        day = datetime.datetime.now().date().isoformat()
        consents = tuple(
            replace(each, withdrawn=day) if each.id == consent and not each.withdrawn else each
            for each in stored.value.consents
        )
        cases.save_case(self._vault, stored, replace(stored.value, consents=consents))
        self.note(case, audit.Act.CONSENT_CHANGED)

    # ---- sessions

    def sessions(self, case: str) -> list[SessionRow]:
        return [self._session_row(case, folder) for folder in sessions.session_folders(self._vault, case)]

    def _session_row(self, case: str, folder: str) -> SessionRow:
        try:
            desk = self.desk(case, folder)
        except VfiError as error:
            return SessionRow(case=case, session=Session(id=folder), film_there=False, trouble=sentence(error))
        return SessionRow(
            case=case,
            session=desk.session,
            codings=tuple(self._coding_row(desk, listed) for listed in desk.codings()),
            film_there=_film_there(desk),
        )

    @staticmethod
    def _coding_row(desk: SessionDesk, listed: ListedCoding) -> CodingRow:
        header = listed.header
        if header is None or listed.damage is not None:
            trouble = sentence(listed.damage) if listed.damage is not None else listed.path
            coder = header.coder if header is not None else ""
            return CodingRow(path=listed.path, coder=coder, role=Role.PRIMARY, scheme="", trouble=trouble)
        try:
            scheme = desk.scheme_of(header).title
        except VfiError:
            scheme = header.scheme
        return CodingRow(
            path=listed.path,
            coder=header.coder,
            role=header.role,
            scheme=scheme,
            events=listed.events,
            changed=listed.changed,
        )

    def desk(self, case: str, session: str) -> SessionDesk:
        """The session's desk."""
        stored: Stored[Case] = cases.read_case(self._vault, case)
        return open_inside(self._vault, stored, (path_of(case) / session).as_posix())

    def may_open(self, case: str, session: str) -> Answer:
        return self.desk(case, session).may(Action.OPEN, Purpose.FILM)

    def bring_in(
        self,
        case: str,
        film: Path,
        *,
        copy: bool,
        progress: Callable[[float], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> str | None:
        stored = cases.read_case(self._vault, case)
        day = datetime.date.fromtimestamp(film.stat().st_mtime).isoformat() if film.exists() else ""
        name = unused(day or "session", self._vault.list(case))
        folder = (path_of(case) / name).as_posix()
        made = make_session(
            self._vault,
            stored,
            folder,
            [FilmGiven(film)],
            None,
            session=Session(id=name, date=day),
            copy=copy,
            progress=progress,
            cancelled=cancelled,
        )
        if made is None:
            return None
        # what was agreed for an earlier film does not stand for this one before somebody has said so
        sessions.save_session(self._vault, made.stored, replace(made.session, locked=True))
        return name

    def settle(
        self, case: str, session: str, *, name: str, day: str, scheme: str | None, who: tuple[str, ...], unlock: bool
    ) -> str:
        desk = self.desk(case, session)
        allowed = permitted(
            desk.case.value if desk.case is not None else None,
            Action.OPEN,
            Purpose.FILM,
            today=datetime.datetime.now().date(),
            people=who or None,
        ).allowed
        value = replace(desk.session, name=name, date=day, scheme=scheme, who=who, locked=not (unlock and allowed))
        sessions.save_session(self._vault, desk.stored, value)
        taken = [other for other in self._vault.list(case) if other != session]
        wanted = unused("-".join(part for part in (day, slug(name, "")) if part) or session, taken)
        if wanted != session and not desk.codings():
            self._vault.rename(path_of(case) / session, path_of(case) / wanted)
            session = wanted
        self.note(case, audit.Act.CREATED, session)
        return session

    def unlock(self, case: str, session: str) -> None:
        desk = self.desk(case, session)
        desk.may(Action.OPEN, Purpose.FILM).require()
        sessions.save_session(self._vault, desk.stored, replace(desk.session, locked=False))

    # ---- schemes and films

    def schemes(self) -> list[Scheme]:
        return [found.scheme for found in bundled_schemes()]

    def glance(self, case: str, session: str) -> FilmGlance:
        desk = self.desk(case, session)
        index = desk.film_index()
        film = desk.film()
        clock = FilmClock(index.frame_map, film.offset)
        watched = []
        for listed in desk.codings():
            if listed.damage is None:
                coding = desk.coding(listed)
                watched.append((listed.path, watched_share(coding, clock) / 100))
        with Film(desk.film_file(film, check=False), index) as opened:
            # a little way in: the very first picture is often a blur or a floor
            picture = opened.read(min(opened.frames - 1, opened.frames // 8))
        return FilmGlance(picture=picture, duration_ns=int(index.frame_map.end), watched=tuple(watched))

    def note(self, case: str, what: audit.Act, session: str = "") -> None:
        """Write into the case's audit file what was done, and by whom."""
        audit.append_audit(self._vault, case, who=self._who(), what=what, session=session)


def _film_there(desk: SessionDesk) -> bool:
    if not desk.session.films:
        return False
    try:
        desk.film_file(check=False)
    except VfiError:
        return False
    return True
