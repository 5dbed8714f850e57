"""A new session: the film is looked at, copied and compared while the family's agreement is written down."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vfi.core.case import Case, Session
from vfi.core.consent import Action, Consent, Purpose, permitted
from vfi.core.errors import VfiError
from vfi.core.scheme import Scheme
from vfi.desk.film_checks import hand_on_index
from vfi.desk.library import LibraryDesk
from vfi.media.facts import FilmFacts
from vfi.ui.cameras.goes_on import GoesOn, pieces_after
from vfi.ui.errors import words_of
from vfi.ui.jobs import Handle, Job, Jobs
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.fields import Choice, Field, FormRows
from vfi.ui.kit.lines import Note, Progress
from vfi.ui.kit.sheet import Sheet
from vfi.ui.kit.texts import Text
from vfi.ui.rooms.arriving_film import FilmPicture, Step
from vfi.ui.rooms.consent_form import ConsentForm, DateField
from vfi.ui.rooms.dates import day_words, size_words, today
from vfi.ui.rooms.film_facts import Look, facts_headline, look_at, report_text
from vfi.ui.rooms.status_sheet import status_words
from vfi.ui.rooms.stills import qimage
from vfi.ui.theme import Theme
from vfi.words import listed, tr


class NewSessionSheet(Sheet):
    """Opens with a film and a case. The film is looked at and copied at once, beside the form.

    Until the copy has been compared nothing is kept when it is closed; from then on closing keeps the film locked.
    """

    started = Signal(str, str)
    """Case and session: start coding."""
    kept = Signal(str, str)
    """Case and session: the film is in the library, locked."""
    _first_look = Signal(object, object)

    def __init__(self, theme: Theme, host: QWidget, jobs: Jobs, port: LibraryDesk, case: Case, film: Path) -> None:
        super().__init__(theme, host, tr("New session for {case}", case=case.id), case.label, width=928)
        self._jobs = jobs
        self._port = port
        self._case = case
        self._film = film
        self._session = ""
        self._refer = False
        self._job: Job | None = None
        self._look: Look | None = None
        self.consent = ConsentForm(theme, case)
        answer = permitted(case, Action.OPEN, Purpose.FILM, today=today())
        self._agreed_before = answer.consent if answer.allowed else None
        self.body.addLayout(self._columns())
        self._foot()
        self.consent.changed.connect(self._ready)
        self._ready()
        self._first_look.connect(self._seen)
        self._look_job = self._jobs.start(
            lambda handle: look_at(film, handle, self._first_look.emit),
            done=self._looked,
            failed=self._unusable,
            progress=self._reading,
        )

    # ---- making the page

    def _columns(self) -> QHBoxLayout:
        columns = QHBoxLayout()
        columns.setSpacing(32)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(0)
            columns.addLayout(column, 1)
        self._fill_film(left)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(Text(self.theme, tr("What the family has agreed to"), weight="semibold"))
        head.addWidget(Text(self.theme, tr("20 seconds"), tone="text3"), 1)
        right.addLayout(head)
        right.addSpacing(10)
        if self._agreed_before is not None:
            right.addWidget(Note(self.theme, agreed_words(self._agreed_before), "success"))
            right.addSpacing(10)
        if self._case.flags:
            right.addWidget(Note(self.theme, status_words(self._case.flags), "warning", icon="scales"))
            right.addSpacing(10)
        right.addWidget(self.consent)
        right.addStretch(1)
        return columns

    def _fill_film(self, column: QVBoxLayout) -> None:
        theme = self.theme
        self.picture = FilmPicture(theme)
        self.headline = Text(theme, tr("Looking at the film"), weight="semibold", wrap=True)
        self.facts = Text(theme, self._film.name, wrap=True)
        self.progress = Progress(theme, tr("Copying into the library"))
        self.progress.cancelled.connect(self.close_sheet)
        self.progress.hide()
        self.copied = Step(theme, tr("Copied into the library"))
        self.compared = Step(theme, tr("Copy compared with the original"))
        self.stripped = Step(theme, tr("Place and phone name will be left out of every export"))
        self.instead = Button(theme, tr("Leave it where it is instead"), "link", on_click=self._leave_it)
        self.instead.hide()
        self.may_delete = Note(theme, "", icon="device-tablet", strong=True)
        self.may_delete.hide()
        pieces = pieces_after(self._film)
        self.goes_on = GoesOn(theme, self._jobs, pieces, self._take_piece) if pieces else None
        if self.goes_on is not None:
            self.goes_on.hide()
            self.goes_on.changed.connect(self._ready)
        self.name = Field(theme, tr("Name"), placeholder=tr("home play"))
        self.scheme = Choice(theme, tr("Coding scheme"), scheme_items(self._schemes()))
        self.shows = Choice(theme, tr("What it shows"), kind_items(self._reviewable()))
        rows = FormRows(theme)
        self.day = DateField(theme, tr("Filmed on"), filmed_on(self._film))
        rows.add(tr("Name"), self.name)
        rows.add(tr("Filmed on"), self.day)
        rows.add(tr("Coding scheme"), self.scheme)
        if self.shows.count() > 1:
            rows.add(tr("It shows"), self.shows)
        column.addWidget(Text(theme, tr("The film"), weight="semibold"))
        column.addSpacing(10)
        column.addWidget(self.picture)
        column.addSpacing(12)
        column.addWidget(self.headline)
        column.addWidget(self.facts)
        column.addSpacing(10)
        for widget in (self.progress, self.copied, self.compared, self.stripped):
            column.addWidget(widget)
        column.addWidget(self.instead, 0, Qt.AlignmentFlag.AlignLeading)
        column.addSpacing(8)
        column.addWidget(self.may_delete)
        if self.goes_on is not None:
            column.addSpacing(8)
            column.addWidget(self.goes_on)
        column.addSpacing(12)
        column.addWidget(rows)
        column.addStretch(1)

    def _foot(self) -> None:
        self.why = Text(self.theme, "", "small", tone="text2", wrap=True)
        self.not_now = Button(self.theme, tr("Not now, keep the film locked"), on_click=self._keep_locked)
        self.start = Button(self.theme, tr("Start coding"), "first", key="Enter", on_click=self.accept)
        self.foot.addWidget(self.why, 1)
        self.foot.addWidget(self.not_now)
        self.foot.addWidget(self.start)

    def _schemes(self) -> list[Scheme]:
        try:
            return self._port.schemes()
        except VfiError:
            return []

    def _reviewable(self) -> list[Session]:
        try:
            return self._port.reviewable(self._case.id)
        except VfiError:
            return []

    def first(self) -> QWidget | None:
        """Where the keyboard begins: at the agreement without which nothing goes on; nobody ticks it but the person."""
        return None if self._agreed_before is not None else self.consent.ticks[Purpose.FILM]

    # ---- the film

    def _seen(self, facts: FilmFacts, picture: npt.NDArray[np.uint8]) -> None:
        """A long film can be seen before it has been read through."""
        self.picture.set(qimage(picture))
        self.headline.setText(facts_headline(facts))
        self.relay()

    def _reading(self, part: float) -> None:
        self.facts.setText(tr("Frame times are being read: {percent}\u00a0%.", percent=int(100 * part)))

    def _looked(self, look: Look) -> None:
        self._seen(look.report.facts, look.picture)
        self.facts.setText(report_text(look.report))
        self._look = look
        self.stripped.tick(tr("Place and phone name will be left out of every export"))
        self._bring_in(copy=True)

    def _unusable(self, error: VfiError | Exception) -> None:
        self.headline.setText(tr("This film cannot be used"))
        self.facts.setText(words_of(error))
        self.facts.set_tone("danger")
        for widget in (self.copied, self.compared, self.stripped, self.progress, self.instead):
            widget.hide()
        self.not_now.hide()
        self._ready()

    def _bring_in(self, *, copy: bool) -> None:
        self._refer = not copy
        self.progress.set(0, tr("Copying into the library") if copy else tr("Looking at where it lies"))
        self.progress.show()
        self.instead.setVisible(copy)
        self.relay()
        look = self._look

        def work(handle: Handle) -> str | None:
            session = self._port.bring_in(
                self._case.id,
                self._film,
                copy=copy,
                looked_through=look is not None,
                progress=handle.progress,
                cancelled=handle.cancelled,
            )
            if session is not None and look is not None:
                # what was read of the film need not be read again when it is opened
                hand_on_index(self._port.desk(self._case.id, session), self._film, look.index, look.key)
            return session

        self._job = self._jobs.start(work, done=self._brought_in, failed=self._not_copied, progress=self._copying)

    def _copying(self, fraction: float) -> None:
        # the first half is the copying, the second the reading back
        words = tr("Copying into the library") if fraction < 0.5 else tr("Comparing the copy with the original")
        self.progress.set(fraction, f"{words}, {round(100 * fraction)} %")
        if fraction >= 0.5 and not self._refer and not self.copied.done:
            self._tick_copied()

    def _tick_copied(self) -> None:
        self.copied.tick(tr("Copied into the library, {size}", size=size_words(self._film.stat().st_size)))

    def _brought_in(self, session: str | None) -> None:
        if session is None:
            return
        self._session = session
        self._job = None
        self.progress.hide()
        self.instead.hide()
        if self._refer:
            self.copied.tick(tr("Not copied: it stays in {folder}", folder=self._film.parent.name))
            self.compared.hide()
            self.may_delete.set(tr("Keep the film where it is: the library only refers to it."), "warning")
        else:
            self._tick_copied()
            self.compared.tick(tr("Copy compared with the original: the same"))
            self.may_delete.set(tr("The film may be deleted on the phone now."), "accent", "device-tablet")
        self.may_delete.show()
        if self.goes_on is not None:
            self.goes_on.show()
        self.relay()
        self._ready()

    def _take_piece(self, piece: Path, cancelled: Callable[[], bool]) -> bool:
        return self._port.go_on(self._case.id, self._session, piece, copy=not self._refer, cancelled=cancelled)

    def _not_copied(self, error: VfiError | Exception) -> None:
        self._job = None
        self.progress.hide()
        self.copied.fail(words_of(error))
        self.compared.hide()
        self.instead.setVisible(not self._refer)
        self.relay()
        self._ready()

    def _leave_it(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._bring_in(copy=False)

    # ---- going on

    def _ready(self) -> None:
        """The first button stays in sight; beside it stands what is still missing."""
        missing = ""
        if not self._session:
            missing = tr("Coding can start when the film is in the library.")
        elif self.goes_on is not None and self.goes_on.busy:
            missing = tr("Coding can start when the whole film is in the library.")
        elif Purpose.FILM not in self.consent.purposes and not self._agreed_before:
            missing = tr("Coding needs the agreement “Film the play”.")
        self.why.setText(missing or tr("Everything is there."))
        self.start.setEnabled(not missing)
        self.not_now.setEnabled(bool(self._session) and not (self.goes_on is not None and self.goes_on.busy))

    def accept(self) -> None:
        if not self.start.isEnabled() or (self.consent.purposes and not self.consent.check()):
            return
        agreed = self.consent.agreed()
        try:
            if agreed.consent is not None:
                self._port.agree(self._case.id, agreed.person, agreed.consent)
            session = self._settle(unlock=True)
        except VfiError as error:
            self._say(error)
            return
        self._session = ""
        self.close_sheet()
        self.started.emit(self._case.id, session)

    def _keep_locked(self) -> None:
        try:
            agreed = self.consent.agreed()
            if agreed.consent is not None:
                self._port.agree(self._case.id, agreed.person, agreed.consent)
            session = self._settle(unlock=False)
        except VfiError as error:
            self._say(error)
            return
        self._session = ""
        self.close_sheet()
        self.kept.emit(self._case.id, session)

    def _settle(self, *, unlock: bool) -> str:
        return self._port.settle(
            self._case.id,
            self._session,
            name=self.name.text().strip(),
            day=self.day.iso(),
            scheme=self.scheme.value() or None,
            who=(),
            unlock=unlock,
            reviews=self.shows.value() or None,
        )

    def _say(self, error: VfiError) -> None:
        self.why.setText(words_of(error))
        self.why.set_tone("danger")

    def dismiss(self) -> None:
        """The copy may be the only one by now: once it has been compared, closing keeps it, locked."""
        if self.goes_on is not None and self.goes_on.busy:
            self.goes_on.stop()  # the session moves when it gets its name: first nothing may be on its way into it
        elif self._session:
            self._keep_locked()
        else:
            self.close_sheet()

    def close_sheet(self) -> None:
        for job in (self._look_job, self._job):
            if job is not None:
                job.cancel()
        super().close_sheet()


def agreed_words(consent: Consent) -> str:
    """What holds already, in a line."""
    if consent.expires:
        return tr("Agreed before, until {day}: films may be coded.", day=day_words(consent.expires))
    return tr("Agreed before: films may be coded.")


def filmed_on(film: Path) -> datetime.date:
    """The day the file was last written, which for a film off a phone is the day it was made."""
    try:
        return datetime.date.fromtimestamp(film.stat().st_mtime)
    except OSError:
        return today()


def scheme_items(schemes: list[Scheme]) -> list[tuple[str, str]]:
    """For a choice: `id@version` and `Attuned moments 1.2`; the last is to mark moments without a scheme."""
    items = [(scheme.ref, f"{scheme.title} {scheme.version}") for scheme in schemes]
    return [*items, ("", tr("No scheme yet, only marks"))]


def kind_items(reviewable: list[Session]) -> list[tuple[str, str]]:
    """For a choice: a play of the family, or the shared review of one of these sessions, the newest first."""
    newest = sorted(reviewable, key=lambda session: session.date or session.id, reverse=True)
    items = []
    for session in newest:
        words = listed((day_words(session.date) if session.date else "", session.name))
        items.append((session.id, tr("The shared review of {session}", session=words or session.id)))
    return [("", tr("Parent and baby together")), *items]
