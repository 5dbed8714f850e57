"""A library in a folder: reading it, and what is done with its cases and sessions as a whole."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from vfi.core.case import Case, Hold, Library, Person, Session, SessionKind
from vfi.core.clock import FilmClock
from vfi.core.consent import Action, Answer, Consent, Purpose, permitted
from vfi.core.errors import CouldNot, FileDamaged, VfiError
from vfi.core.scheme import Scheme
from vfi.desk import consents
from vfi.desk.bundled import bundled_schemes
from vfi.desk.library_rows import (
    AwayFromHome,
    CaseRow,
    CodingRow,
    Contents,
    FilmGlance,
    SessionRow,
    coding_row,
    film_there,
    watched_part,
)
from vfi.desk.session import SessionDesk, open_inside
from vfi.desk.withdrawing import unfinished
from vfi.files.names import slug, unused
from vfi.files.vault import PlainVault, path_of
from vfi.store import audit, cases, libraries, sessions
from vfi.store.emergency import EmergencyFolder

_NUMBERED = re.compile(r"F(\d+)", re.IGNORECASE)


class LibraryDesk:
    """What can be done with a library in a folder of this machine or a share.

    Args:
        root: the folder; it is made when the first case is.
        who: says who does what is done, for the audit files.
        known: the folder was a library when it was last used, so that it should be there.
        emergency: where codings go on while the library does not answer.
    """

    def __init__(
        self,
        root: Path,
        who: Callable[[], str] = lambda: "",
        *,
        known: bool = False,
        emergency: EmergencyFolder | None = None,
    ) -> None:
        self.vault = PlainVault(root)
        self._who = who
        self._known = known
        self._emergency = emergency or EmergencyFolder.of_user()

    @property
    def root(self) -> Path:
        return self.vault.root

    @property
    def name(self) -> str:
        """What it is called, or its folder where nobody gave it a name."""
        if not self.vault.exists(libraries.FILE):
            return self.root.name
        try:
            return libraries.read_library(self.vault).value.name or self.root.name
        except FileDamaged:  # the families in it can be worked with all the same; `check` tells of it
            return self.root.name

    def contents(self) -> Contents:
        """Everything that lists show; slow on a share, for a worker thread.

        Raises:
            CouldNot: `library-not-there`.
        """
        rows = self.cases()
        found: list[SessionRow] = []
        for row in rows:
            # a case whose folder may not be read says so in its own row
            with contextlib.suppress(CouldNot):
                found += self.sessions(row.case.id)
        return Contents(name=self.name, cases=tuple(rows), sessions=tuple(found), away=self.away_from_home())

    # cases -----------------------------------------------------------------------------------------------------

    def cases(self) -> list[CaseRow]:
        """Every case, also those that cannot be read; none where the library is still to be made.

        Raises:
            CouldNot: `library-not-there` when it was there before.
        """
        if not self.root.is_dir():
            if self._known:
                raise CouldNot("library-not-there", path=str(self.root))
            return []
        return [self._case_row(folder) for folder in cases.case_folders(self.vault)]

    def _case_row(self, folder: str) -> CaseRow:
        count = 0
        try:
            count = len(sessions.session_folders(self.vault, folder))
            value = cases.read_case(self.vault, folder).value
            return CaseRow(case=value, sessions=count, to_decide=len(unfinished(self.vault, folder)))
        except VfiError as error:
            return CaseRow(case=Case(id=folder), sessions=count, trouble=error)

    def case(self, case: str) -> Case:
        """One case.

        Raises:
            FileDamaged, CouldNot: it cannot be read.
        """
        return cases.read_case(self.vault, case).value

    def next_case_id(self) -> str:
        """A pseudonym that is free."""
        numbers = [int(found[1]) for row in self.cases() if (found := _NUMBERED.fullmatch(row.case.id))]
        return f"F{max(numbers, default=0) + 1:03d}"

    def new_case(self, case: Case) -> None:
        """Make a case, and the library around it where there is none yet.

        Raises:
            BadInput: `bad-folder-name`. Refused: `record-exists`. CouldNot: the folder cannot be written.
        """
        self._make_library()
        cases.new_case(self.vault, case)
        self._known = True
        self.note(case.id, audit.Act.CREATED)

    def _make_library(self) -> None:
        if self._known and not self.root.is_dir():
            raise CouldNot("library-not-there", path=str(self.root))
        self.vault.make_folder("")
        if not self.vault.exists(libraries.FILE):
            libraries.new_library(self.vault, Library(name=self.root.name))

    def agree(self, case: str, person: Person | None, consent: Consent) -> None:
        """Write down what a family agreed to; see `vfi.desk.consents.agree`."""
        consents.agree(self.vault, case, person, consent, who=self.who)

    def withdraw(self, case: str, consent: str, purposes: tuple[Purpose, ...] = ()) -> None:
        """The family takes this consent (by its id) back, or these purposes of it, from today on."""
        today = datetime.datetime.now().date()
        consents.withdraw(self.vault, case, consent, who=self.who, today=today, purposes=purposes)

    def confirm(self, case: str, consent: str) -> None:
        """Somebody looked at this consent again, and it stands."""
        consents.confirm(self.vault, case, consent, who=self.who)

    def attach_form(self, case: str, consent: str, file: Path) -> None:
        """Keep the signed form with the consent."""
        consents.attach_form(self.vault, case, consent, file, who=self.who)

    def set_flags(self, case: str, flags: tuple[str, ...]) -> None:
        """The child has another legal status; see `vfi.desk.consents.set_flags`."""
        consents.set_flags(self.vault, case, flags, who=self.who)

    def set_hold(self, case: str, hold: Hold | None) -> None:
        """Lay a legal hold on the case, or take it away."""
        consents.set_hold(self.vault, case, hold, who=self.who)

    @property
    def who(self) -> str:
        """Who does what is done now: whoever said so, else who is logged in, so that no entry is without a name."""
        from vfi.desk.clipping import logged_in

        return self._who() or logged_in()

    def note(self, case: str, what: audit.Act, session: str = "") -> None:
        """Write into the case's audit file what was done, and by whom."""
        audit.append_audit(self.vault, case, who=self._who(), what=what, session=session)

    # sessions --------------------------------------------------------------------------------------------------

    def sessions(self, case: str) -> list[SessionRow]:
        """Every session of a case, also those that cannot be read."""
        return [self._session_row(case, folder) for folder in sessions.session_folders(self.vault, case)]

    def reviewable(self, case: str) -> list[Session]:
        """The sessions of a case whose film can be watched together; what cannot be read is left out."""
        found = []
        for folder in sessions.session_folders(self.vault, case):
            with contextlib.suppress(VfiError):
                session = sessions.read_session(self.vault, path_of(case) / folder).value
                if session.kind is SessionKind.INTERACTION:
                    found.append(session)
        return found

    def _session_row(self, case: str, folder: str) -> SessionRow:
        try:
            desk = self.desk(case, folder)
        except VfiError as error:
            return SessionRow(case=case, session=Session(id=folder), film_there=False, trouble=error)
        answer = desk.may(Action.OPEN, Purpose.FILM)
        return SessionRow(
            case=case,
            session=desk.session,
            codings=self.codings(desk),
            film_there=film_there(desk),
            refused=None if answer.allowed else answer,
        )

    def codings(self, desk: SessionDesk) -> tuple[CodingRow, ...]:
        """The codings of a session as a card shows them."""
        return tuple(coding_row(desk, listed) for listed in desk.codings())

    def desk(self, case: str, session: str) -> SessionDesk:
        """The session's desk.

        Raises:
            FileDamaged, CouldNot: case or session cannot be read.
        """
        return open_inside(self.vault, cases.read_case(self.vault, case), (path_of(case) / session).as_posix())

    def may_open(self, case: str, session: str) -> Answer:
        """Asks the gate: may this film be opened?"""
        return self.desk(case, session).may(Action.OPEN, Purpose.FILM)

    def bring_in(
        self,
        case: str,
        film: Path,
        *,
        copy: bool,
        looked_through: bool = False,
        progress: Callable[[float], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> str | None:
        """A new locked session with this film, copied and compared, or referred to; its id, None when cancelled.

        `looked_through`: the film's index was made from it before, so that it is known to be one that can be used.

        Raises:
            What `vfi.desk.making.make_session` raises.
        """
        from vfi.desk.making import FilmGiven, make_session

        stored = cases.read_case(self.vault, case)
        day = datetime.date.fromtimestamp(film.stat().st_mtime).isoformat() if film.exists() else ""
        name = unused(day or "session", self.vault.list(case))
        folder = (path_of(case) / name).as_posix()
        made = make_session(
            self.vault,
            stored,
            folder,
            [FilmGiven(film)],
            None,
            session=Session(id=name, date=day),
            copy=copy,
            looked_through=looked_through,
            progress=progress,
            cancelled=cancelled,
        )
        if made is None:
            return None
        # what was agreed for an earlier film does not stand for this one before somebody has said so
        sessions.save_session(self.vault, made.stored, replace(made.session, locked=True))
        return name

    def go_on(
        self, case: str, session: str, film: Path, *, copy: bool, cancelled: Callable[[], bool] | None = None
    ) -> bool:
        """Take in the next file of the camera that is coded; False when cancelled.

        Raises:
            What `vfi.desk.cameras.add_film` raises.
        """
        from vfi.desk.cameras import add_film
        from vfi.desk.making import FilmGiven

        desk = self.desk(case, session)
        last = desk.cameras()[0][-1]
        return (
            add_film(desk, FilmGiven(film), who=self._who(), follows=last, copy=copy, cancelled=cancelled) is not None
        )

    def settle(
        self,
        case: str,
        session: str,
        *,
        name: str,
        day: str,
        scheme: str | None,
        who: tuple[str, ...],
        unlock: bool,
        reviews: str | None = None,
    ) -> str:
        """Give a new session its name, day (ISO) and scheme; `unlock` it where a consent to film allows that.

        `reviews`: the film is of a shared review, in which that session's film was watched.

        Returns its id, which follows the name.
        """
        desk = self.desk(case, session)
        allowed = permitted(
            desk.case.value if desk.case is not None else None,
            Action.OPEN,
            Purpose.FILM,
            today=datetime.datetime.now().date(),
            people=who or None,
        ).allowed
        value = replace(desk.session, name=name, date=day, scheme=scheme, who=who, locked=not (unlock and allowed))
        if reviews:
            value = replace(value, kind=SessionKind.SHARED_REVIEW, reviews=reviews)
        sessions.save_session(self.vault, desk.stored, value)
        taken = [other for other in self.vault.list(case) if other != session]
        wanted = unused("-".join(part for part in (day, slug(name, "")) if part) or session, taken)
        if wanted != session and not desk.codings():
            self.vault.rename(path_of(case) / session, path_of(case) / wanted)
            session = wanted
        self.note(case, audit.Act.CREATED, session)
        return session

    def unlock(self, case: str, session: str) -> None:
        """Unlock a session whose family has agreed meanwhile.

        Raises:
            Refused: `consent-...` when the gate says no.
        """
        desk = self.desk(case, session)
        desk.may(Action.OPEN, Purpose.FILM).require()
        sessions.save_session(self.vault, desk.stored, replace(desk.session, locked=False))

    # schemes and films -----------------------------------------------------------------------------------------

    def schemes(self) -> list[Scheme]:
        """The schemes that can be chosen."""
        return [found.scheme for found in bundled_schemes()]

    def glance(self, case: str, session: str) -> FilmGlance:
        """A look at the session's film; slow, for a worker thread.

        Raises:
            FilmError, BadInput: it is not there or cannot be used.
        """
        from vfi.desk.film_checks import films_checked, index_to_look_by
        from vfi.media.film import Film

        desk = self.desk(case, session)
        # what a card shows of a long film need not wait until it is read through
        index = desk.camera_index(0, lambda film: index_to_look_by(desk, film))
        film = desk.film()
        clock = FilmClock(index.frame_map, film.offset)
        watched = []
        for listed in desk.codings():
            if listed.damage is None:
                watched.append((listed.path, watched_part(desk.coding(listed), clock)))
        with Film(desk.film_file(film, check=False), index) as opened:
            # a little way in: the very first picture is often a blur or a floor
            picture = opened.read(min(opened.frames - 1, opened.frames // 8))
        return FilmGlance(
            picture=picture, duration_ns=int(index.frame_map.end), watched=tuple(watched), checked=films_checked(desk)
        )

    # codings that went on elsewhere ----------------------------------------------------------------------------

    def away_from_home(self) -> tuple[AwayFromHome, ...]:
        """The codings of this library that wait on this computer to come home."""
        found = []
        for waiting in self._emergency.waiting():
            try:
                inside = Path(waiting.home).relative_to(self.root)
            except ValueError:
                continue  # of another library
            if len(inside.parts) == 4:
                case, session, *_ = inside.parts
                found.append(AwayFromHome(path=inside.as_posix(), case=case, session=session, since=waiting.since))
        return tuple(found)

    def bring_home(self, away: AwayFromHome) -> tuple[VfiError, ...]:
        """Join what waits on this computer to its coding; returns what a person should be told about it.

        Raises:
            CouldNot: it cannot be written there yet; nothing is lost.
        """
        with self.desk(away.case, away.session).open_coding(away.path, self._who()) as opened:
            if opened.read_only is not None:
                raise opened.read_only
            return opened.notices
