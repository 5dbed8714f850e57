"""After a withdrawal: everything that exists, one decision each, carried out with its progress."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from vfi.core.case import Case
from vfi.core.consent import Purpose
from vfi.core.errors import VfiError
from vfi.core.withdrawal import Decision, Item, Thing, Withdrawal
from vfi.desk.library import LibraryDesk
from vfi.desk.withdrawing import Carried, carry_out, keep_decisions
from vfi.ui.errors import words_of
from vfi.ui.jobs import Handle, Job, Jobs
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.fields import Choice, Field
from vfi.ui.kit.lines import Note, Progress
from vfi.ui.kit.marks import Chip
from vfi.ui.kit.sheet import Sheet
from vfi.ui.kit.texts import Text
from vfi.ui.rooms.consent_form import purpose_words
from vfi.ui.rooms.dates import day_words
from vfi.ui.theme import Theme
from vfi.words import listed, tr, tr_n


def decision_words(decision: Decision) -> str:
    return {
        Decision.DELETE: tr("Delete"),
        Decision.LOCK: tr("Lock"),
        Decision.KEEP: tr("Keep, because"),
        Decision.ASK_BACK: tr("Asked for it back"),
        Decision.BY_HAND: tr("Deleted by hand"),
    }[decision]


def thing_words(item: Item) -> str:
    """`3 codings`, `The film and its stills`, `Deck review`."""
    n = item.count
    return {
        Thing.FILM: tr("The film and its stills"),
        Thing.FILM_ELSEWHERE: tr("A film outside the library: {name}", name=item.name),
        Thing.STILLS: tr("Stills and sound made of the film"),
        Thing.CODINGS: tr_n("1 coding", "{n} codings", n),
        Thing.DECK: tr("Deck {name}", name=item.name),
        Thing.VISITS: tr_n("What was said in 1 visit", "What was said in {n} visits", n),
        Thing.VOICES: tr("The interpreter's recordings"),
        Thing.COPY: tr_n("A copy that is out", "A copy that is out: {n} clips", n),
        Thing.LIST: tr("The list of an export: {name}", name=item.name),
        Thing.FORM: tr_n("1 signed form", "{n} signed forms", n),
        Thing.OTHER: tr("{name}, put there by somebody", name=item.name),
    }[item.thing]


def about_words(item: Item) -> str:
    """Which session, for whom, since when."""
    purpose = purpose_words(Purpose(item.purpose)) if item.purpose in list(Purpose) else ""
    parts = [item.session, purpose, item.recipient, day_words(item.given) if item.given else ""]
    return listed(parts)


class ItemRow(QFrame):
    """One thing and what becomes of it."""

    changed = Signal()

    def __init__(self, theme: Theme, item: Item) -> None:
        super().__init__()
        self.item = item
        self.setProperty("line", "top")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(theme, thing_words(item), weight="medium", wrap=True))
        words.addWidget(Text(theme, about_words(item), "small", tone="text2", wrap=True))
        choices = [("", tr("Choose")), *((str(each), decision_words(each)) for each in item.choices)]
        self.choice = Choice(theme, tr("What becomes of it: {thing}", thing=thing_words(item)), choices)
        self.choice.set_value(str(item.decision or ""))
        self.choice.setFixedWidth(theme.px(168))
        self.because = Field(theme, tr("Why it is kept"), placeholder=tr("why; no names"), text=item.because)
        self.because.setFixedWidth(theme.px(228))
        self.trouble = Text(theme, "", "small", tone="danger", wrap=True)
        self.trouble.hide()
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(words, 1)
        if item.done:
            done = decision_words(item.decision) if item.decision is not None else ""
            row.addWidget(Chip(theme, tr("done: {what}", what=done), "success"))
        else:
            row.addWidget(self.because, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 8, 4, 8)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.trouble)
        self.choice.picked.connect(lambda _value: self._picked())
        self.because.changed.connect(lambda _text: self.changed.emit())
        self._picked()

    def _picked(self) -> None:
        self.because.setVisible(not self.item.done and self.choice.value() == Decision.KEEP)
        self.changed.emit()


class WithdrawalSheet(Sheet):
    """Nothing is chosen for anybody; closed half way, what was chosen waits."""

    finished = Signal(str)
    """The case: everything on the list is done."""

    def __init__(
        self, theme: Theme, host: QWidget, jobs: Jobs, port: LibraryDesk, case: Case, withdrawal: Withdrawal
    ) -> None:
        super().__init__(theme, host, tr("What becomes of it"), tr("{case}, taken back", case=case.id), width=800)
        self._jobs = jobs
        self._port = port
        self._case = case
        self._withdrawal = withdrawal
        self._job: Job | None = None
        intro = tr("It is not used any more, from now on. This is everything that exists; decide for each.")
        self.body.addWidget(Text(theme, intro, wrap=True))
        if case.hold is not None:
            words = tr("{by} laid a legal hold: nothing may be deleted now. Lock it or keep it.", by=case.hold.by)
            self.body.addWidget(Note(theme, words, "warning"))
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.body.addLayout(self._column)
        self.rows: list[ItemRow] = []
        self._fill()
        self.body.addStretch(1)
        self.progress = Progress(theme, tr("Doing what was decided"))
        self.progress.hide()
        self.progress.cancelled.connect(self._stop)
        self.body.addWidget(self.progress)
        self.why = Text(theme, "", "small", tone="text2", wrap=True)
        self.later = Button(theme, tr("Later"), on_click=self.dismiss)
        self.do = Button(theme, tr("Do it"), "first", key="Enter", on_click=self.accept)
        self.foot.addWidget(self.why, 1)
        self.foot.addWidget(self.later)
        self.foot.addWidget(self.do)
        self._ready()

    def _fill(self) -> None:
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [ItemRow(self.theme, item) for item in self._withdrawal.items]
        for row in self.rows:
            self._column.addWidget(row)
            row.changed.connect(self._ready)
            # only in its place in the window has it an order: what is decided comes before why
            QWidget.setTabOrder(row.choice, row.because.edit)

    def decided(self) -> Withdrawal:
        """The list with what is chosen now."""
        value = self._withdrawal
        for row in self.rows:
            if row.choice.value() and not row.item.done:
                value = value.decide(row.item.number, Decision(row.choice.value()), row.because.text())
        return value

    def _ready(self) -> None:
        if not hasattr(self, "do"):
            return
        left = sum(1 for row in self.rows if not row.item.done and not row.choice.value())
        words = tr_n("1 is left to decide.", "{n} are left to decide.", left) if left else ""
        if not words:
            try:
                self.decided().require_decided()
                words = tr("What is deleted is gone for good. Each is noted in the audit file.")
            except VfiError as error:
                left, words = 1, words_of(error)
        if not self._withdrawal.items:
            words = tr("Nothing exists that was made for this.")
        self._tell(words)
        self.do.setEnabled(not left and self._job is None)

    def _tell(self, words: str, tone: str = "text2") -> None:
        self.why.setText(words)
        self.why.set_tone(tone)
        self.relay()

    def accept(self) -> None:
        if not self.do.isEnabled():
            return
        if not self._withdrawal.left:
            self._over()
            return
        vault, case, who, wanted = self._port.vault, self._case.id, self._port.who, self.decided()

        def work(handle: Handle) -> Carried:
            return carry_out(vault, case, wanted, who=who, progress=handle.progress, cancelled=handle.cancelled)

        self.progress.set(0.0)
        self.progress.show()
        self.do.setEnabled(False)
        self.relay()
        self._job = self._jobs.start(work, done=self._done, failed=self._failed, progress=self.progress.set)

    def _stop(self) -> None:
        """What is done is done; the list is read again where it lies."""
        if self._job is not None:
            self._job.cancel()
        self.close_sheet()

    def _done(self, carried: Carried) -> None:
        self._job = None
        self.progress.hide()
        self._withdrawal = carried.withdrawal
        if not carried.withdrawal.left:
            self._over()
            return
        self._fill()
        for item, error in carried.troubles:
            row = next(row for row in self.rows if row.item.number == item.number)
            row.trouble.setText(words_of(error))
            row.trouble.show()
        self._ready()
        self._tell(tr("Not everything could be done; the rest waits here."), "danger")

    def _failed(self, error: VfiError | Exception) -> None:
        self._job = None
        self.progress.hide()
        self._ready()
        self._tell(words_of(error), "danger")

    def _over(self) -> None:
        self.close_sheet()
        self.finished.emit(self._case.id)

    def dismiss(self) -> None:
        """What was chosen so far waits until somebody goes on."""
        if self._job is not None:
            self._stop()
            return
        try:
            keep_decisions(self._port.vault, self._case.id, self.decided())
        except VfiError as error:
            self._tell(words_of(error), "danger")
            if error.id != "withdrawal-busy":
                return
        self.close_sheet()
