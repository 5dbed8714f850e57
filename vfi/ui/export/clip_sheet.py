"""The sheet that makes clips: of what, for whom, with which words, where to; and the gate's answer before anything."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vfi.core.case import Case
from vfi.core.clips import Padding
from vfi.core.consent import Action, Answer, LawfulReason, Purpose, permitted
from vfi.core.errors import Refused, VfiError
from vfi.core.events import MARKS_TIER, Event, EventId
from vfi.core.ports import CaptionPainter
from vfi.core.time import SECOND
from vfi.desk.clips import (
    FOR_THE_FAMILY,
    Clip,
    ClipReport,
    ClipRequest,
    Source,
    Words,
    export_clips,
    not_filmed,
    plan,
)
from vfi.ui.ask import ask_folder
from vfi.ui.errors import words_of
from vfi.ui.export.refusal import Refusal, what_to_do, why
from vfi.ui.jobs import Handle, Job, Jobs
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.fields import CheckRow, Choice, Field, FormRows, Segments
from vfi.ui.kit.lines import Note, Progress
from vfi.ui.kit.sheet import Sheet
from vfi.ui.kit.texts import Text
from vfi.ui.rooms.dates import day_words
from vfi.ui.theme import Theme
from vfi.words import tr, tr_n
from vfi.words.sentences import N_

_PURPOSES: tuple[tuple[Purpose, str], ...] = (
    (Purpose.REVIEW, N_("Watching it with the parent")),
    (Purpose.SUPERVISION, N_("Supervision")),
    (Purpose.RELIABILITY, N_("A second coder in the team")),
    (Purpose.TEAM_TRAINING, N_("Team training")),
    (Purpose.OUTSIDE_TRAINING, N_("Training outside the team")),
    (Purpose.RESEARCH, N_("Research")),
    (Purpose.PARENT_COPY, N_("A copy for the family")),
    (Purpose.AGENCY, N_("A named agency")),
    (Purpose.LAW, N_("Required or permitted by law")),
)
_UNITS = (("s", N_("seconds")), ("f", N_("frames")))
_WORDS = ((Words.PARENT.value, N_("Words for the parent")), (Words.NONE.value, N_("No words")))


_ASKED_HERE = frozenset({"law-needs-reason", "home-not-asked", "needs-approval"})
"""What is missing and can be filled in on this very sheet."""


class ClipSheet(Sheet):
    """Asks what is needed for an export of clips, refuses in words, writes with progress, and says where it lies."""

    written = Signal(object)
    """A `ClipReport`, once all clips are written and checked."""
    consent_wanted = Signal(str, str, object)
    """What and for which purpose was asked for, and the purposes that the family has to be asked about."""

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
        self._selection = tuple(selection)
        self._coder = coder
        self._painter = painter
        self._today = today
        self._job: Job | None = None
        self._what = Choice(theme, tr("Clips of"), self._choices())
        self._purpose = Choice(theme, tr("For"), [(purpose, tr(words)) for purpose, words in _PURPOSES])
        self._home = CheckRow(theme, tr("I asked: it is safe to have this at home"))
        self._approver = Field(theme, tr("Who approved it?"))
        self._reason = Field(theme, tr("Basis and reason"))
        self._authoriser = Field(theme, tr("Who decided it?"))
        self._recipient = Field(theme, tr("Who receives it?"))
        self._amount = Field(theme, tr("Before and after"), text="2")
        self._unit = Segments(theme, tr("Unit"), [(unit, tr(words)) for unit, words in _UNITS], "s")
        self._words = Segments(theme, tr("Under the picture"), [(id, tr(words)) for id, words in _WORDS], "parent")
        self._folder = Field(theme, tr("Folder"), text=str(folder))
        self._gate = Note(theme, "", icon="shield-check")
        self._trouble = Note(theme, "", "danger")
        self._summary = Text(theme, "", "small", tone="text2", wrap=True)
        self._progress = Progress(theme, tr("Writing and checking the clips"))
        self._refusal = Refusal(theme)
        self._foot_words = Text(theme, "", "small", tone="text2", wrap=True)
        self._back = Button(theme, tr("Back"), on_click=self._to_form)
        self._close = Button(theme, tr("Not now"), on_click=self.dismiss)
        self._make = Button(theme, tr("Make clips"), "first", key="Enter", on_click=self.make)
        self._fill()
        self._wire()
        self._to_form()

    # ---- what is on the sheet

    def _fill(self) -> None:
        rows = FormRows(self.theme, 128)
        rows.add(tr("Clips of"), self._what)
        rows.add(tr("For"), self._purpose)
        self._extra = [
            (rows.add(tr("Basis and reason"), self._reason), self._reason, {Purpose.LAW}),
            (rows.add(tr("Who decided it?"), self._authoriser), self._authoriser, {Purpose.LAW}),
            (rows.add(tr("Who receives it?"), self._recipient), self._recipient, {Purpose.LAW}),
            (rows.add(tr("Who approved it?"), self._approver), self._approver, set(Purpose)),
        ]
        more = FormRows(self.theme, 128)
        more.add(tr("Before and after"), _side_by_side(self._amount, self._unit))
        more.add(tr("Under the picture"), self._words)
        browse = Button(self.theme, tr("Choose ..."), icon="folder", on_click=self._browse)
        more.add(tr("Folder"), _side_by_side(self._folder, browse))
        self._form = QWidget()
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (rows, self._home, self._gate, more):
            column.addWidget(part)
        for widget in (self._form, self._trouble, self._summary, self._progress, self._refusal):
            self.body.addWidget(widget)
        self._progress.hide()
        self._trouble.hide()
        self.foot.addWidget(self._foot_words, 1)
        for button in (self._back, self._close, self._make):
            self.foot.addWidget(button)

    def _wire(self) -> None:
        for choice in (self._what, self._purpose):
            choice.picked.connect(lambda _value: self._refresh())
        for segments in (self._unit, self._words):
            segments.picked.connect(lambda _value: self._refresh())
        for field in (self._approver, self._reason, self._authoriser, self._recipient, self._amount, self._folder):
            field.changed.connect(lambda _text: self._refresh())
        self._home.toggled.connect(lambda _on: self._refresh())
        self._progress.cancelled.connect(self._cancel)
        self._refusal.ask_wanted.connect(self._ask_family)
        self._refusal.law_wanted.connect(self._by_law)
        self._refusal.here_wanted.connect(self.close_sheet)

    def _choices(self) -> list[tuple[str, str]]:
        coding = self._source.coding
        scheme = coding.scheme
        found: list[tuple[str, str]] = []
        if self._selection:
            n = len(self._selection)
            found.append(("selection", tr_n("The selected moment", "The {n} selected moments", n)))
        events = coding.in_order()
        starred = [event for event in events if event.starred or event.tier == MARKS_TIER]
        if starred:
            found.append(("starred", tr_n("The starred or marked moment", "All {n} starred and marked", len(starred))))
        for code in scheme.codes:
            n = sum(event.tier == code.tier and event.code == code.id for event in events)
            if n:
                words = tr_n("{code}, {n} moment", "{code}, all {n} moments", n, code=code.label)
                found.append((f"code:{code.id}", words))
        return found

    # ---- what was chosen

    @property
    def purpose(self) -> Purpose:
        return Purpose(self._purpose.value())

    def choose(self, what: str, purpose: Purpose) -> None:
        """Set what to make clips of (`selection`, `starred`, `code:<id>`) and for whom."""
        self._what.set_value(what)
        self._purpose.set_value(purpose)
        self._refresh()

    def _answer(self) -> Answer:
        case: Case | None = self._source.case
        return permitted(
            case,
            Action.EXPORT_CLIPS,
            self.purpose,
            today=self._today(),
            people=self._source.session.who or None,
            law=self._law(),
            safe_at_home=self._home.isChecked() or None,
            approved_by=self._approver.text(),
        )

    def _law(self) -> LawfulReason | None:
        if self.purpose is not Purpose.LAW:
            return None
        return LawfulReason(
            reason=self._reason.text(), authoriser=self._authoriser.text(), recipient=self._recipient.text()
        )

    def _request(self) -> ClipRequest:
        """What is asked for now.

        Raises:
            BadInput: the padding cannot be read.
        """
        what = self._what.value()
        events = self._selection if what == "selection" else ()
        if what == "starred":
            events = tuple(
                event.id for event in self._source.coding.events if event.starred or event.tier == MARKS_TIER
            )
        return ClipRequest(
            purpose=self.purpose,
            events=events,
            codes=(what.removeprefix("code:"),) if what.startswith("code:") else (),
            padding=Padding.read(f"{self._amount.text()}{self._unit.value()}"),
            words=Words(self._words.value()),
            who=self._coder,
            law=self._law(),
            safe_at_home=self._home.isChecked() or None,
            approved_by=self._approver.text(),
        )

    def _refresh(self) -> None:
        """Show the gate's answer and what would be written."""
        answer = self._answer()
        purpose = self.purpose
        self._home.setVisible(purpose is Purpose.PARENT_COPY)
        for label, field, purposes in self._extra:
            wanted = purpose in purposes
            if field is self._approver:
                wanted = answer.reason == "needs-approval" or bool(self._approver.text())
            label.setVisible(wanted)
            field.setVisible(wanted)
        self._trouble.hide()
        self._say_answer(answer)
        planned = self._say_plan()
        # what is refused can be pressed: the refusal is written down and leads on; what is only asked for is filled in
        self._make.setEnabled(self._job is None and planned and (answer.allowed or answer.reason not in _ASKED_HERE))
        self.relay()

    def _say_answer(self, answer: Answer) -> None:
        if not answer.allowed:
            case = self._source.case
            words = why(answer, case)
            if answer.reason in _ASKED_HERE:
                words = f"{words} {what_to_do(answer, case)}"
            self._gate.set(words, "warning", "shield-warning")
            return
        words = {
            "invented-family": tr("This family is invented; nobody has to be asked."),
            "law": tr("No consent is needed; the entry in the audit file cannot be deleted."),
        }.get(answer.reason, tr("The family has agreed to this."))
        self._gate.set(words, "accent", "shield-check")

    def _say_plan(self) -> bool:
        """One line on what would be written; False when nothing can be."""
        self._amount.set_error("")
        self._summary.setText("")
        if not self._what.value():
            self._summary.setText(tr("Nothing is coded yet that a clip could be made of."))
            return False
        try:
            request = self._request()
        except VfiError as error:
            self._amount.set_error(words_of(error))
            return False
        try:
            clips, left_out = plan(self._source, request, self._out())
        except VfiError as error:
            self._summary.setText(words_of(error))
            return False
        self._summary.setText(_plan_in_words(self._source, request, clips, left_out))
        return bool(self._folder.text().strip())

    def _out(self) -> Path:
        return Path(self._folder.text()).expanduser()

    # ---- the two faces

    def _show_face(self, *, refused: bool) -> None:
        for widget in (self._form, self._summary, self._make):
            widget.setVisible(not refused)
        for widget in (self._refusal, self._back):
            widget.setVisible(refused)
        self._close.set_text(tr("Close") if refused else tr("Not now"))
        self.relay()

    def _to_form(self) -> None:
        self._show_face(refused=False)
        self._foot_words.setText(tr("It is noted in the case's audit file."))
        self._refresh()
        if self.isVisible():
            self._purpose.setFocus(Qt.FocusReason.OtherFocusReason)

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
        asked = tuple(dict.fromkeys((answer.lacking or self.purpose, self.purpose)))
        what, purpose = self._what.value(), str(self.purpose)
        self.close_sheet()
        self.consent_wanted.emit(what, purpose, asked)

    def _by_law(self) -> None:
        self._purpose.set_value(Purpose.LAW)
        self._to_form()
        self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- doing it

    def accept(self) -> None:
        if not self._make.isHidden():
            self.make()

    def make(self) -> None:
        """Write the clips; the sheet stays until it is done, says how far it is, and can be stopped."""
        if self._job is not None or not self._make.isEnabled():
            return
        request, out = self._request(), self._out()
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
        self._form.setEnabled(False)
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
        self._trouble.set(words_of(error), "danger")
        self._trouble.show()
        self.relay()

    def _stand_still(self) -> None:
        self._job = None
        self._progress.hide()
        self._form.setEnabled(True)
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

    def _browse(self) -> None:
        folder = ask_folder(self, tr("Where shall the clips go?"), self._out())
        if folder is not None:
            self._folder.set_text(str(folder))


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


def _side_by_side(wide: QWidget, narrow: QWidget) -> QWidget:
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(wide, 1)
    row.addWidget(narrow)
    both.setFocusProxy(wide)
    return both
