"""What comes into the library: films, new cases, and what their families agreed to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from vfi.core.consent import Purpose
from vfi.core.errors import VfiError
from vfi.desk.library_rows import AwayFromHome
from vfi.desk.withdrawing import unfinished
from vfi.ui import ask
from vfi.ui.consent_ways import ConsentWays
from vfi.ui.errors import words_of
from vfi.ui.jobs import Handle
from vfi.ui.rooms.case_sheets import ConsentSheet, NewCaseSheet
from vfi.ui.rooms.library import LibraryRoom
from vfi.ui.workplace import Workplace
from vfi.words import tr


class Arrivals(QObject):
    """Opens the sheets for them, one at a time."""

    session_ready = Signal(str, str)
    """Case and session: its film is there and agreed to, and coding can begin."""
    agreements_changed = Signal()
    """Something was agreed to, taken back or looked at anew, so that another answer of the gate may be due."""

    def __init__(self, place: Workplace, room: LibraryRoom) -> None:
        super().__init__(place)
        self._place = place
        self._room = room

    def film_given(self, film: Path) -> None:
        """A film was dropped on the window."""
        self._new_session(self._room.case, film)

    def choose_film(self, case: str) -> None:
        """Ask for a film and begin a session with it; the case that is shown when none is named."""
        film = ask.ask_film(self._place.window)
        if film is not None:
            self._new_session(case or self._room.case, film)

    def _new_session(self, case: str, film: Path) -> None:
        from vfi.ui.rooms.new_session import NewSessionSheet

        place = self._place
        if place.sheet is not None:
            place.window.toast.say(tr("Finish what is open first, then drop the film again."), "warning")
            return
        if not case:
            self.new_case(lambda made: self._new_session(made, film))
            return
        try:
            value = place.library.case(case)
        except VfiError as error:
            place.say(error)
            return
        sheet = NewSessionSheet(place.theme, place.window.page, place.jobs, place.library, value, film)
        if place.show(sheet, sheet.first()):
            sheet.started.connect(self._started)
            sheet.kept.connect(self._kept)

    def _started(self, case: str, session: str) -> None:
        self._room.show_case(case, session)
        self.session_ready.emit(case, session)

    def _kept(self, case: str, session: str) -> None:
        self._place.window.go("library")
        self._room.show_case(case, session)
        self._place.done(tr("The film is in the library, locked until the family agrees."))

    def new_case(self, then: Callable[[str], object] | None = None) -> None:
        """Ask for a pseudonym and make the case."""
        place = self._place
        try:
            sheet = NewCaseSheet(place.theme, place.window.page, place.library)
        except VfiError as error:
            place.say(error)
            return
        if place.show(sheet, sheet.parent_label.edit):
            sheet.made.connect(self._room.show_case)
            if then is not None:
                sheet.made.connect(then)

    def consents(
        self,
        case: str,
        session: str = "",
        purposes: tuple[Purpose, ...] = (),
        then: Callable[[], object] | None = None,
    ) -> None:
        """What this family agreed to. `purposes` are asked about now; `then` follows when that sheet is done with."""
        place = self._place
        try:
            value = place.library.case(case)
            left = unfinished(place.library.vault, case)
        except VfiError as error:
            place.say(error)
            return
        sheet = ConsentSheet(place.theme, place.window.page, place.library, value, session, purposes, left)
        if place.show(sheet, sheet.first()):
            sheet.agreed.connect(lambda _case: self._agreed())
            again = lambda: self.consents(case, session, purposes, then)  # noqa: E731
            ConsentWays(place, sheet, value, again, self._nothing_remembered)
            if then is not None:
                sheet.over.connect(then)

    def _agreed(self) -> None:
        self.agreements_changed.emit()
        self._room.reload()

    def _nothing_remembered(self) -> None:
        """What was deleted is not shown from memory either."""
        self._room.stills.forget()
        self._agreed()

    def bring_home(self, away: AwayFromHome) -> None:
        """Join what waits on this computer to its coding in the library."""
        place, library = self._place, self._place.library

        def work(_handle: Handle) -> tuple[VfiError, ...]:
            return library.bring_home(away)

        def done(notices: tuple[VfiError, ...]) -> None:
            self._room.reload()
            words = " ".join(words_of(notice) for notice in notices)
            place.done(words or tr("It is back in the library."))

        place.jobs.start(work, done=done, failed=place.say)
