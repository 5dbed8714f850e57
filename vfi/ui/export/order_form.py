"""What is ordered: clips of what, for whom, with which words, where to; and what the gate wants to know for that."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vfi.core.clips import Padding
from vfi.core.consent import Action, Answer, LawfulReason, Purpose, permitted
from vfi.core.events import MARKS_TIER, EventId
from vfi.desk.clips import ClipRequest, Source, Words
from vfi.ui.ask import ask_folder
from vfi.ui.export.refusal import what_to_do, why
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.fields import CheckRow, Choice, Field, FormRows, Segments
from vfi.ui.kit.lines import Note
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

ASKED_HERE = frozenset({"law-needs-reason", "home-not-asked", "needs-approval"})
"""What the gate may find missing and can be filled in on this very form."""


class OrderForm(QWidget):
    """Every field of an order. `changed` after each; nothing is written and nobody asked from here."""

    changed = Signal()

    def __init__(self, theme: Theme, source: Source, selection: Sequence[EventId], folder: Path) -> None:
        super().__init__()
        self._source = source
        self._selection = tuple(selection)
        self.what = Choice(theme, tr("Clips of"), self._choices())
        self._purpose = Choice(theme, tr("For"), [(purpose, tr(words)) for purpose, words in _PURPOSES])
        self.home = CheckRow(theme, tr("I asked: it is safe to have this at home"))
        self.approver = Field(theme, tr("Who approved it?"))
        self.reason = Field(theme, tr("Basis and reason"))
        self.authoriser = Field(theme, tr("Who decided it?"))
        self.recipient = Field(theme, tr("Who receives it?"))
        self.amount = Field(theme, tr("Before and after"), text="2")
        self._unit = Segments(theme, tr("Unit"), [(unit, tr(words)) for unit, words in _UNITS], "s")
        self._words = Segments(theme, tr("Under the picture"), [(id, tr(words)) for id, words in _WORDS], "parent")
        self.folder = Field(theme, tr("Folder"), text=str(folder))
        self._gate = Note(theme, "", icon="shield-check")
        self._lay_out(theme)
        self._wire()

    def _lay_out(self, theme: Theme) -> None:
        rows = FormRows(theme, 128)
        rows.add(tr("Clips of"), self.what)
        rows.add(tr("For"), self._purpose)
        self._extra = [
            (rows.add(tr("Basis and reason"), self.reason), self.reason, {Purpose.LAW}),
            (rows.add(tr("Who decided it?"), self.authoriser), self.authoriser, {Purpose.LAW}),
            (rows.add(tr("Who receives it?"), self.recipient), self.recipient, {Purpose.LAW}),
            (rows.add(tr("Who approved it?"), self.approver), self.approver, set(Purpose)),
        ]
        more = FormRows(theme, 128)
        more.add(tr("Before and after"), _side_by_side(self.amount, self._unit))
        more.add(tr("Under the picture"), self._words)
        browse = Button(theme, tr("Choose ..."), icon="folder", on_click=self._browse)
        more.add(tr("Folder"), _side_by_side(self.folder, browse))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (rows, self.home, self._gate, more):
            column.addWidget(part)

    def _wire(self) -> None:
        for choice in (self.what, self._purpose):
            choice.picked.connect(lambda _value: self.changed.emit())
        for segments in (self._unit, self._words):
            segments.picked.connect(lambda _value: self.changed.emit())
        for field in (self.approver, self.reason, self.authoriser, self.recipient, self.amount, self.folder):
            field.changed.connect(lambda _text: self.changed.emit())
        self.home.toggled.connect(lambda _on: self.changed.emit())

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

    @property
    def out(self) -> Path:
        """The folder for the clips."""
        return Path(self.folder.text()).expanduser()

    def choose(self, what: str | None, purpose: Purpose) -> None:
        """Set what to make clips of (`selection`, `starred`, `code:<id>`; None: as it is) and for whom."""
        if what is not None:
            self.what.set_value(what)
        self._purpose.set_value(purpose)

    def focus_purpose(self) -> None:
        self._purpose.setFocus(Qt.FocusReason.OtherFocusReason)

    def answer(self, today: datetime.date) -> Answer:
        """What the gate says to what is chosen now."""
        return permitted(
            self._source.case,
            Action.EXPORT_CLIPS,
            self.purpose,
            today=today,
            people=self._source.session.who or None,
            law=self._law(),
            safe_at_home=self.home.isChecked() or None,
            approved_by=self.approver.text(),
        )

    def _law(self) -> LawfulReason | None:
        if self.purpose is not Purpose.LAW:
            return None
        return LawfulReason(
            reason=self.reason.text(), authoriser=self.authoriser.text(), recipient=self.recipient.text()
        )

    def request(self, coder: str) -> ClipRequest:
        """What is asked for now.

        Raises:
            BadInput: the padding cannot be read.
        """
        what = self.what.value()
        events = self._selection if what == "selection" else ()
        if what == "starred":
            events = tuple(
                event.id for event in self._source.coding.events if event.starred or event.tier == MARKS_TIER
            )
        return ClipRequest(
            purpose=self.purpose,
            events=events,
            codes=(what.removeprefix("code:"),) if what.startswith("code:") else (),
            padding=Padding.read(f"{self.amount.text()}{self._unit.value()}"),
            words=Words(self._words.value()),
            who=coder,
            law=self._law(),
            safe_at_home=self.home.isChecked() or None,
            approved_by=self.approver.text(),
        )

    # ---- what the gate says to it

    def show_answer(self, answer: Answer) -> None:
        """Say it, and show the fields that this purpose, or this family's situation, asks for."""
        self.home.setVisible(self.purpose is Purpose.PARENT_COPY)
        for label, field, purposes in self._extra:
            wanted = self.purpose in purposes
            if field is self.approver:
                wanted = answer.reason == "needs-approval" or bool(self.approver.text())
            label.setVisible(wanted)
            field.setVisible(wanted)
        if answer.allowed:
            words = {
                "invented-family": tr("This family is invented; nobody has to be asked."),
                "law": tr("No consent is needed; the entry in the audit file cannot be deleted."),
            }.get(answer.reason, tr("The family has agreed to this."))
            self._gate.set(words, "accent", "shield-check")
            return
        case = self._source.case
        words = why(answer, case)
        if answer.reason in ASKED_HERE:
            words = f"{words} {what_to_do(answer, case)}"
        self._gate.set(words, "warning", "shield-warning")

    def _browse(self) -> None:
        folder = ask_folder(self, tr("Where shall the clips go?"), self.out)
        if folder is not None:
            self.folder.set_text(str(folder))


def _side_by_side(wide: QWidget, narrow: QWidget) -> QWidget:
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(wide, 1)
    row.addWidget(narrow)
    both.setFocusProxy(wide)
    return both
