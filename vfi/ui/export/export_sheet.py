"""The sheet of every export: what would be written, the writing with its progress, and each way on after a no."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from vfi.core.case import Case
from vfi.core.consent import Answer, Purpose
from vfi.core.errors import Refused, VfiError
from vfi.ui.errors import words_of
from vfi.ui.export.export_form import ExportForm
from vfi.ui.export.purpose_form import ASKED_HERE
from vfi.ui.export.refusal import Refusal
from vfi.ui.jobs import Handle, Job, Jobs
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.focus import ENTERED
from vfi.ui.kit.lines import Note, Progress
from vfi.ui.kit.sheet import Sheet
from vfi.ui.kit.texts import Text
from vfi.ui.rooms.dates import day_words
from vfi.ui.theme import Theme
from vfi.words import tr

Work = Callable[[Handle], object | None]
"""Done beside the window: returns the report, None when it was stopped."""


class ExportSheet(Sheet):
    """Asks what is needed, refuses in words, writes with progress, can be stopped, and gives the report away.

    One of a kind says what is `planned`, what is `chosen`, and does the `work`; it calls `ask` when it is made.
    """

    written = Signal(object)
    """The report, once all is written and checked."""
    consent_wanted = Signal(object, object)
    """What was `chosen`, and the purposes that the family has to be asked about."""
    hiding_wanted = Signal(object)
    """What was `chosen`: parts of the film that are hidden must be looked at first."""

    def __init__(
        self,
        theme: Theme,
        host: QWidget,
        jobs: Jobs,
        form: ExportForm,
        *,
        title: str,
        note: str,
        make: str,
        writing: str,
        case: Case | None,
        who: str,
        today: Callable[[], datetime.date],
    ) -> None:
        """`make`: what the first button says; `writing`: what is said while it is done. `who`: makes the export."""
        super().__init__(theme, host, title, note)
        self._jobs = jobs
        self._case = case
        self._who = who
        self._today = today
        self._job: Job | None = None
        self.form = form
        self.form.changed.connect(self._refresh)
        self._trouble = Note(theme, "", "danger")
        self._summary = Text(theme, "", "small", tone="text2", wrap=True)
        self._progress = Progress(theme, writing)
        self._refusal = Refusal(theme)
        self._foot_words = Text(theme, "", "small", tone="text2", wrap=True)
        self._back = Button(theme, tr("Back"), on_click=self.ask)
        self._close = Button(theme, tr("Not now"), on_click=self.dismiss)
        self._look = Button(theme, tr("Look at what is hidden"), icon="eye", on_click=self._to_hiding)
        self._make = Button(theme, make, "first", key="Enter", on_click=self.make)
        self._fill()
        self._wire()

    def _fill(self) -> None:
        for widget in (self.form, self._trouble, self._summary, self._progress, self._refusal):
            self.body.addWidget(widget)
        self.foot.addWidget(self._foot_words, 1)
        for button in (self._look, self._back, self._close, self._make):
            self.foot.addWidget(button)
        for later in (self._trouble, self._progress, self._look):
            later.hide()

    def _wire(self) -> None:
        self._progress.cancelled.connect(self._cancel)
        self._refusal.ask_wanted.connect(self._ask_family)
        self._refusal.law_wanted.connect(self._by_law)
        self._refusal.here_wanted.connect(self.close_sheet)

    # ---- what each kind of export says

    def planned(self, answer: Answer) -> bool:
        """Say in the summary what would be written; False when nothing can be. `answer`: the gate's."""
        raise NotImplementedError

    def chosen(self) -> object:
        """What has to be chosen again on the next sheet, after the family was asked or what is hidden looked at."""
        raise NotImplementedError

    def work(self) -> Work:
        """What writes that which is chosen now."""
        raise NotImplementedError

    # ---- the two faces

    def ask(self) -> None:
        """The face with the form."""
        self._show_face(refused=False)
        self._foot_words.setText(tr("It is noted in the case's audit file."))
        self._refresh()
        if self.isVisible():
            self.form.gate.focus_purpose()

    def _refuse(self, answer: Answer) -> None:
        """The face with the ways on."""
        self._refusal.show_answer(answer, self._case, self._today())
        self._trouble.hide()
        self._show_face(refused=True)
        day = day_words(self._today().isoformat())
        self._foot_words.setText(tr("Written to the audit file: refused, {day}, {who}", day=day, who=self._who))
        first = self._refusal.first()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_face(self, *, refused: bool) -> None:
        asking: tuple[QWidget, ...] = (self.form, self._summary, self._make)
        refusing: tuple[QWidget, ...] = (self._refusal, self._back)
        for widget in (*asking, *refusing):
            widget.setVisible((widget in refusing) == refused)
        self._close.set_text(tr("Close") if refused else tr("Not now"))
        self.relay()

    def _answer(self) -> Answer:
        return self.form.gate.answer(self._today())

    def _refresh(self) -> None:
        """Show the gate's answer and what would be written."""
        answer = self._answer()
        self.form.gate.show_answer(answer)
        self._trouble.hide()
        planned = self.planned(answer)
        # what is refused can be pressed: the refusal is written down and leads on; what is only asked for is filled in
        self._make.setEnabled(self._job is None and planned and (answer.allowed or answer.reason not in ASKED_HERE))
        self.relay()

    def _say_trouble(self, error: VfiError | Exception) -> None:
        self._trouble.set(words_of(error), "danger")
        self._trouble.show()
        self.relay()

    # ---- the ways on

    def _ask_family(self) -> None:
        answer = self._answer()
        asked = tuple(dict.fromkeys((answer.lacking or self.form.purpose, self.form.purpose)))
        chosen = self.chosen()
        self.close_sheet()
        self.consent_wanted.emit(chosen, asked)

    def _by_law(self) -> None:
        self.form.gate.choose(Purpose.LAW)
        self.ask()
        self.form.gate.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_hiding(self) -> None:
        chosen = self.chosen()
        self.close_sheet()
        self.hiding_wanted.emit(chosen)

    # ---- doing it

    def accept(self) -> None:
        if not self._make.isHidden():
            self.make()

    def make(self) -> None:
        """Write it; the sheet stays until it is done, says how far it is, and can be stopped."""
        if self._job is not None or not self._make.isEnabled():
            return
        work, answer = self.work(), self._answer()
        self._trouble.hide()
        self._look.hide()
        self.form.setEnabled(False)
        self._make.setEnabled(False)
        if answer.allowed:
            self._progress.set(0.0)
            self._progress.show()
            self._progress.setProperty(ENTERED, True)  # it takes no keys of its own: no ring round the bar
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

    def _done(self, report: object | None) -> None:
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
        self._say_trouble(error)

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
        if self._job is not None:
            self._job.cancel()
            self._job = None
        super().close_sheet()
