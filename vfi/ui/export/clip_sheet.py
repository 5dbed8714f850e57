"""The sheet that makes clips: what would be written, the writing with its progress, and the refusal."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from vfi.core.consent import Answer, Purpose
from vfi.core.errors import Refused, VfiError
from vfi.core.events import Event, EventId
from vfi.core.ports import CaptionPainter
from vfi.core.time import SECOND
from vfi.desk.clips import (
    Clip,
    ClipReport,
    ClipRequest,
    Source,
    export_clips,
    not_filmed,
    plan,
)
from vfi.desk.exporting import FOR_THE_FAMILY
from vfi.ui.errors import words_of
from vfi.ui.export.order_form import OrderForm
from vfi.ui.export.purpose_form import ASKED_HERE
from vfi.ui.export.refusal import Refusal
from vfi.ui.jobs import Handle, Job, Jobs
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.lines import Note, Progress
from vfi.ui.kit.sheet import Sheet
from vfi.ui.kit.texts import Text
from vfi.ui.rooms.dates import day_words
from vfi.ui.theme import Theme
from vfi.words import tr, tr_n


class ClipSheet(Sheet):
    """Asks what is needed for an export of clips, refuses in words, writes with progress, and says where it lies."""

    written = Signal(object)
    """A `ClipReport`, once all clips are written and checked."""
    consent_wanted = Signal(str, str, object)
    """What and for which purpose was asked for, and the purposes that the family has to be asked about."""
    hiding_wanted = Signal(str, str)
    """What and for which purpose was asked for: parts of the film that are hidden must be looked at first."""

    def __init__(
        self,
        theme: Theme,
        host: QWidget,
        jobs: Jobs,
        source: Source,
        selection: Sequence[EventId],
        *,
        coder: str,
        painter: Callable[[], CaptionPainter],
        folder: Path,
        today: Callable[[], datetime.date] = lambda: datetime.datetime.now().date(),
    ) -> None:
        super().__init__(theme, host, tr("Make clips"), source.session_dir.replace("/", " / "))
        self._jobs = jobs
        self._source = source
        self._coder = coder
        self._painter = painter
        self._today = today
        self._job: Job | None = None
        self.form = OrderForm(theme, source, selection, folder)
        self.form.changed.connect(self._refresh)
        self._trouble = Note(theme, "", "danger")
        self._summary = Text(theme, "", "small", tone="text2", wrap=True)
        self._progress = Progress(theme, tr("Writing and checking the clips"))
        self._refusal = Refusal(theme)
        self._foot_words = Text(theme, "", "small", tone="text2", wrap=True)
        self._back = Button(theme, tr("Back"), on_click=self._to_form)
        self._close = Button(theme, tr("Not now"), on_click=self.dismiss)
        self._look = Button(theme, tr("Look at what is hidden"), icon="eye", on_click=self._to_hiding)
        self._look.hide()
        self._make = Button(theme, tr("Make clips"), "first", key="Enter", on_click=self.make)
        self._fill()
        self._wire()
        self._to_form()

    # ---- what is on the sheet

    def _fill(self) -> None:
        for widget in (self.form, self._trouble, self._summary, self._progress, self._refusal):
            self.body.addWidget(widget)
        self._progress.hide()
        self._trouble.hide()
        self.foot.addWidget(self._foot_words, 1)
        for button in (self._look, self._back, self._close, self._make):
            self.foot.addWidget(button)

    def _wire(self) -> None:
        self._progress.cancelled.connect(self._cancel)
        self._refusal.ask_wanted.connect(self._ask_family)
        self._refusal.law_wanted.connect(self._by_law)
        self._refusal.here_wanted.connect(self.close_sheet)

    # ---- what was chosen

    def choose(self, what: str, purpose: Purpose) -> None:
        """Set what to make clips of (`selection`, `starred`, `code:<id>`) and for whom."""
        self.form.choose(what, purpose)
        self._refresh()

    def _answer(self) -> Answer:
        return self.form.answer(self._today())

    def _refresh(self) -> None:
        """Show the gate's answer and what would be written."""
        answer = self._answer()
        self.form.show_answer(answer)
        self._trouble.hide()
        planned = self._say_plan()
        # what is refused can be pressed: the refusal is written down and leads on; what is only asked for is filled in
        self._make.setEnabled(self._job is None and planned and (answer.allowed or answer.reason not in ASKED_HERE))
        self.relay()

    def _say_plan(self) -> bool:
        """One line on what would be written; False when nothing can be."""
        self.form.amount.set_error("")
        self._summary.setText("")
        if not self.form.what.value():
            self._summary.setText(tr("Nothing is coded yet that a clip could be made of."))
            return False
        try:
            request = self.form.request(self._coder)
        except VfiError as error:
            self.form.amount.set_error(words_of(error))
            return False
        try:
            clips, left_out = plan(self._source, request, self.form.out)
        except VfiError as error:
            self._summary.setText(words_of(error))
            return False
        self._summary.setText(_plan_in_words(self._source, request, clips, left_out))
        return bool(self.form.folder.text().strip())

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
            self.form.focus_purpose()

    def _refuse(self, answer: Answer) -> None:
        self._refusal.show_answer(answer, self._source.case, self._today())
        self._show_face(refused=True)
        day = day_words(self._today().isoformat())
        self._foot_words.setText(tr("Written to the audit file: refused, {day}, {who}", day=day, who=self._coder))
        first = self._refusal.first()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_family(self) -> None:
        answer = self._answer()
        asked = tuple(dict.fromkeys((answer.lacking or self.form.purpose, self.form.purpose)))
        what, purpose = self.form.what.value(), str(self.form.purpose)
        self.close_sheet()
        self.consent_wanted.emit(what, purpose, asked)

    def _by_law(self) -> None:
        self.form.choose(None, Purpose.LAW)
        self._to_form()
        self.form.gate.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- doing it

    def accept(self) -> None:
        if not self._make.isHidden():
            self.make()

    def make(self) -> None:
        """Write the clips; the sheet stays until it is done, says how far it is, and can be stopped."""
        if self._job is not None or not self._make.isEnabled():
            return
        request, out = self.form.request(self._coder), self.form.out
        source, painter, today = self._source, self._painter(), self._today()
        answer = self._answer()

        def work(handle: Handle) -> ClipReport | None:
            return export_clips(
                source,
                request,
                out,
                lambda: painter,
                today=today,
                progress=handle.progress,
                cancelled=handle.cancelled,
            )

        self._trouble.hide()
        self._look.hide()
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

    def _done(self, report: ClipReport | None) -> None:
        self._stand_still()
        if report is None:
            return
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
        what, purpose = self.form.what.value(), str(self.form.purpose)
        self.close_sheet()
        self.hiding_wanted.emit(what, purpose)

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
        """Closing while clips are written stops the writing: nothing is left half done."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        super().close_sheet()


def show_folder(folder: Path) -> None:
    """Open a folder in the system's own file window."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def written_in_words(report: ClipReport) -> str:
    """What was made, for the line at the foot of the window."""
    folder = report.files[0].parent.name
    return tr_n("1 clip is in {folder}.", "{n} clips are in {folder}.", len(report.files), folder=folder)


def _plan_in_words(source: Source, request: ClipRequest, clips: Sequence[Clip], left_out: Sequence[Event]) -> str:
    lasts = sum(source.clock.edge(clip.last + 1) - source.clock.time_of(clip.first) for clip in clips)
    seconds = f"{lasts / SECOND:.1f}"
    parts = [tr_n("1 clip of {s} s.", "{n} clips, {s} s together.", len(clips), s=seconds)]
    team = sum(clip.team_only for clip in clips)
    if team:
        parts.append(tr_n("1 says “Team only”.", "{n} say “Team only”.", team))
    if left_out:
        parts.append(
            tr_n("1 moment is left out: it is not for parents.", "{n} moments are left out: not for parents.",
                 len(left_out))
        )  # fmt: skip
    if missed := not_filmed(source, request):
        parts.append(
            tr_n("1 moment is left out: “{camera}” was not filming.",
                 "{n} moments are left out: “{camera}” was not filming.", len(missed), camera=source.camera)
        )  # fmt: skip
    if request.purpose in FOR_THE_FAMILY:
        parts.append(tr("No names, no place, no phone, no codes go along."))
    return " ".join(parts)
