"""The sheet that takes a deck out of the program: as what, for whom, with which words; refused in words, or written."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vfi.core.consent import Action, Answer, Purpose
from vfi.core.errors import Refused, VfiError
from vfi.core.ports import CardPainter
from vfi.desk.decks import FIRST_DECK, DeckDesk
from vfi.desk.reel_plan import ReelLook
from vfi.desk.reels import ReelReport, ReelRequest, estimate_reel, export_deck_clips, export_reel, export_stills
from vfi.media.showreel.estimate import Estimate
from vfi.ui.ask import ask_folder
from vfi.ui.errors import words_of
from vfi.ui.export.purpose_form import ASKED_HERE, PurposeForm
from vfi.ui.export.refusal import Refusal
from vfi.ui.jobs import Handle, Job, Jobs
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.fields import CheckRow, Field, FormRows, Segments
from vfi.ui.kit.lines import Note, Progress
from vfi.ui.kit.sheet import Sheet
from vfi.ui.kit.texts import Text
from vfi.ui.rooms.dates import day_words, length_words, size_words
from vfi.ui.theme import Theme
from vfi.words import tr, tr_n

_WAIT_MS = 350
"""So long nothing is chosen any more before time and size are worked out."""


class ReelSheet(Sheet):
    """One film, single clips or stills; says how long it takes and how large it will be, and can be stopped."""

    written = Signal(object)
    """A `ReelReport`."""
    consent_wanted = Signal(str, object)
    """The purpose that was asked for, and those that the family has to be asked about."""
    hiding_wanted = Signal(str)
    """The purpose that was asked for: parts of the film that are hidden must be looked at first."""

    def __init__(
        self,
        theme: Theme,
        host: QWidget,
        jobs: Jobs,
        desk: DeckDesk,
        *,
        who: str,
        painter: Callable[[], CardPainter],
        folder: Path,
        today: Callable[[], datetime.date] = lambda: datetime.datetime.now().date(),
    ) -> None:
        session = desk.session
        super().__init__(theme, host, tr("Export the deck"), session.case_id)
        self._jobs = jobs
        self._desk = desk
        self._who = who
        self._painter = painter
        self._today = today
        self._job: Job | None = None
        self._guess: Job | None = None
        self._case = session.case.value if session.case is not None else None
        kinds = [("reel", tr("One film")), ("clips", tr("Single clips")), ("stills", tr("Stills"))]
        self.kind = Segments(theme, tr("As"), kinds, "reel")
        self.gate = PurposeForm(theme, self._case, session.session.who, Action.EXPORT_CLIPS)
        self.words = CheckRow(theme, tr("Words under the picture"), checked=True)
        self.pages = CheckRow(theme, tr("Questions, pages and pictures of ideas between the clips"), checked=True)
        self.slow_sound = CheckRow(theme, tr("Slow parts are heard, too (else silent)"), checked=True)
        self.hidden = CheckRow(theme, tr("Hide what is marked to be hidden"), checked=True)
        self.watermark = CheckRow(theme, tr("“Our family film” under the picture"))
        self.folder = Field(theme, tr("Folder"), text=str(folder))
        self._trouble = Note(theme, "", "danger")
        self._summary = Text(theme, "", "small", tone="text2", wrap=True)
        self._progress = Progress(theme, tr("Writing and checking"))
        self._refusal = Refusal(theme)
        self._foot_words = Text(theme, "", "small", tone="text2", wrap=True)
        self._back = Button(theme, tr("Back"), on_click=self._to_form)
        self._close = Button(theme, tr("Not now"), on_click=self.dismiss)
        self._look = Button(theme, tr("Look at what is hidden"), icon="eye", on_click=self._to_hiding)
        self._look.hide()
        self._make = Button(theme, tr("Export"), "first", key="Enter", on_click=self.make)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._estimate)
        self._fill()
        self._wire()
        self._to_form()

    # ---- what is on the sheet

    def _fill(self) -> None:
        theme = self.theme
        self.form = QWidget()
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = FormRows(theme, 128)
        head.add(tr("As"), self.kind)
        foot = FormRows(theme, 128)
        browse = Button(theme, tr("Choose ..."), icon="folder", on_click=self._browse)
        where = QWidget()
        row = QHBoxLayout(where)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.folder, 1)
        row.addWidget(browse)
        foot.add(tr("Folder"), where)
        column.addWidget(head)
        column.addWidget(self.gate)
        ticks = QVBoxLayout()
        ticks.setSpacing(0)
        for tick in (self.words, self.pages, self.slow_sound, self.hidden, self.watermark):
            ticks.addWidget(tick)
        column.addLayout(ticks)
        column.addWidget(foot)
        for widget in (self.form, self._trouble, self._summary, self._progress, self._refusal):
            self.body.addWidget(widget)
        self._progress.hide()
        self._trouble.hide()
        self.foot.addWidget(self._foot_words, 1)
        for button in (self._look, self._back, self._close, self._make):
            self.foot.addWidget(button)

    def _wire(self) -> None:
        self.gate.changed.connect(self._refresh)
        self.kind.picked.connect(lambda _value: self._refresh())
        for tick in (self.words, self.pages, self.slow_sound, self.hidden, self.watermark):
            tick.toggled.connect(lambda _on: self._refresh())
        self.folder.changed.connect(lambda _text: self._refresh())
        self._progress.cancelled.connect(self._cancel)
        self._refusal.ask_wanted.connect(self._ask_family)
        self._refusal.law_wanted.connect(self._by_law)
        self._refusal.here_wanted.connect(self.close_sheet)

    # ---- what was chosen

    def choose(self, purpose: Purpose) -> None:
        """For whom."""
        self.gate.choose(purpose)
        self._refresh()

    def request(self) -> ReelRequest:
        """What is asked for now."""
        copy = self.gate.purpose is Purpose.PARENT_COPY
        return ReelRequest(
            purpose=self.gate.purpose,
            who=self._who,
            look=ReelLook(
                words=self.words.isChecked(), pages=self.pages.isChecked(), slow_sound=self.slow_sound.isChecked()
            ),
            redact=self.hidden.isChecked(),
            watermark=self.watermark.isChecked() or copy,
            law=self.gate.law,
            safe_at_home=self.gate.safe_at_home,
            place_hidden=self.gate.place_hidden,
            approved_by=self.gate.approver.text(),
        )

    @property
    def out(self) -> Path:
        """The folder into which it goes."""
        return Path(self.folder.text()).expanduser()

    def _answer(self) -> Answer:
        return self.gate.answer(self._today())

    def _refresh(self) -> None:
        answer = self._answer()
        self.gate.show_answer(answer)
        self._trouble.hide()
        film = self.kind.value() != "stills"
        for tick in (self.words, self.slow_sound, self.watermark):
            tick.setVisible(film)
        self.pages.setVisible(self.kind.value() == "reel")
        self.watermark.setEnabled(self.gate.purpose is not Purpose.PARENT_COPY)
        if self.gate.purpose is Purpose.PARENT_COPY:
            self.watermark.setChecked(True)
        # what is refused can be pressed: the refusal is written down and leads on; what is only asked for is filled in
        ready = answer.allowed or answer.reason not in ASKED_HERE
        self._make.setEnabled(self._job is None and ready and bool(self.folder.text().strip()))
        self._summary.setText("")
        if self._guess is not None:
            self._guess.cancel()
            self._guess = None
        if answer.allowed and film and self._job is None:
            self._timer.start()
        else:
            self._timer.stop()
        self.relay()

    def _estimate(self) -> None:
        """How long it takes and how large it will be, worked out beside the window."""
        desk, request, painter, today = self._desk, self.request(), self._painter(), self._today()

        def done(guess: Estimate) -> None:
            seconds = max(1, round(guess.seconds))
            takes = length_words(seconds * 1_000_000_000)
            clips = tr_n("{n} clip", "{n} clips", len(desk.deck.clips))
            self._summary.setText(
                tr("{clips}. It takes about {time} and needs about {size}.", clips=clips, time=takes,
                   size=size_words(guess.bytes))
            )  # fmt: skip
            self.relay()

        def failed(error: VfiError | Exception) -> None:
            self._trouble.set(words_of(error), "danger")
            self._trouble.show()
            self.relay()

        self._guess = self._jobs.start(
            lambda _handle: estimate_reel(desk, request, lambda: painter, today=today), done=done, failed=failed
        )

    # ---- the two faces

    def _show_face(self, *, refused: bool) -> None:
        asking: tuple[QWidget, ...] = (self.form, self._summary, self._make)
        refusing: tuple[QWidget, ...] = (self._refusal, self._back)
        for widget in (*asking, *refusing):
            widget.setVisible((widget in refusing) == refused)
        self._close.set_text(tr("Close") if refused else tr("Not now"))
        self.relay()

    def _to_form(self) -> None:
        self._show_face(refused=False)
        self._foot_words.setText(tr("It is noted in the case's audit file."))
        self._refresh()
        if self.isVisible():
            self.gate.focus_purpose()

    def _refuse(self, answer: Answer) -> None:
        self._refusal.show_answer(answer, self._case, self._today())
        self._trouble.hide()
        self._show_face(refused=True)
        day = day_words(self._today().isoformat())
        self._foot_words.setText(tr("Written to the audit file: refused, {day}, {who}", day=day, who=self._who))
        first = self._refusal.first()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_family(self) -> None:
        answer = self._answer()
        asked = tuple(dict.fromkeys((answer.lacking or self.gate.purpose, self.gate.purpose)))
        purpose = str(self.gate.purpose)
        self.close_sheet()
        self.consent_wanted.emit(purpose, asked)

    def _by_law(self) -> None:
        self.gate.choose(Purpose.LAW)
        self._to_form()
        self.gate.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- doing it

    def accept(self) -> None:
        if not self._make.isHidden():
            self.make()

    def make(self) -> None:
        """Write it; the sheet stays until it is done, says how far it is, and can be stopped."""
        if self._job is not None or not self._make.isEnabled():
            return
        desk, request, out, kind = self._desk, self.request(), self.out, self.kind.value()
        painter, today = self._painter(), self._today()
        answer = self._answer()

        def work(handle: Handle) -> ReelReport | None:
            if kind == "stills":
                return export_stills(desk, request, out, lambda: painter, today=today)
            more = {"today": today, "progress": handle.progress, "cancelled": handle.cancelled}
            if kind == "clips":
                return export_deck_clips(desk, request, out, lambda: painter, **more)  # type: ignore[arg-type]
            return export_reel(desk, request, free_name(out), lambda: painter, **more)  # type: ignore[arg-type]

        self._trouble.hide()
        self._look.hide()
        self._timer.stop()
        self.form.setEnabled(False)
        self._make.setEnabled(False)
        if answer.allowed:
            self._progress.set(0.0)
            self._progress.show()
            self._progress.setFocus(Qt.FocusReason.OtherFocusReason)
        self.relay()
        self._job = self._jobs.start(
            work, done=self._done, failed=lambda error: self._failed(error, answer), progress=self._progress.set
        )

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._stand_still()
        self._summary.setText(tr("Stopped. No file was left."))

    def _done(self, report: ReelReport | None) -> None:
        self._stand_still()
        if report is not None:
            self.written.emit(report)
            self.close_sheet()

    def _failed(self, error: VfiError | Exception, answer: Answer) -> None:
        self._stand_still()
        if isinstance(error, Refused) and error.id.startswith("consent-"):
            self._refuse(answer)
            return
        self._look.setVisible(isinstance(error, Refused) and error.id == "redaction-unchecked")
        self._trouble.set(words_of(error), "danger")
        self._trouble.show()
        self.relay()

    def _to_hiding(self) -> None:
        purpose = str(self.gate.purpose)
        self.close_sheet()
        self.hiding_wanted.emit(purpose)

    def _stand_still(self) -> None:
        self._job = None
        self._progress.hide()
        self.form.setEnabled(True)
        self._make.setEnabled(True)
        self._make.setFocus(Qt.FocusReason.OtherFocusReason)
        self.relay()

    def dismiss(self) -> None:
        """Esc: first stops the writing, then leaves."""
        if self._job is not None:
            self._cancel()
        else:
            self.close_sheet()

    def close_sheet(self) -> None:
        """Closing while it is written stops the writing: nothing is left half done."""
        self._timer.stop()
        for job in (self._job, self._guess):
            if job is not None:
                job.cancel()
        self._job = self._guess = None
        super().close_sheet()

    def _browse(self) -> None:
        folder = ask_folder(self, tr("Where shall it go?"), self.out)
        if folder is not None:
            self.folder.set_text(str(folder))


def free_name(folder: Path) -> Path:
    """`review.mp4`, or the next number that is free: an export replaces nothing.

    Never the deck's own name: somebody may have called its file after a family.
    """
    name = FIRST_DECK
    numbers = (f"{name}.mp4" if n == 1 else f"{name}-{n}.mp4" for n in range(1, 10_000))
    return next(folder / each for each in numbers if not (folder / each).exists())


def written_in_words(report: ReelReport) -> str:
    """What was made, for the line at the foot of the window."""
    folder = report.files[0].parent.name
    words = tr_n(
        "1 file is in the folder “{folder}”.",
        "{n} files are in the folder “{folder}”.",
        len(report.files),
        folder=folder,
    )
    if report.left_out:
        words += " " + tr_n(
            "1 clip was left out: it is not for parents.",
            "{n} clips were left out: not for parents.",
            len(report.left_out),
        )
    return words
