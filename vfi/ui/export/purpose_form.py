"""For whom something leaves the program, and what the gate wants to know for that: the same on every export sheet."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vfi.core.case import Case
from vfi.core.consent import Action, Answer, LawfulReason, Purpose, permitted
from vfi.desk.exporting import ExportRequest
from vfi.ui.export.refusal import what_to_do, why
from vfi.ui.kit.fields import CheckRow, Choice, Field, FormRows
from vfi.ui.kit.lines import Note
from vfi.ui.theme import Theme
from vfi.words import tr
from vfi.words.sentences import N_

Request = TypeVar("Request", bound=ExportRequest)

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

ASKED_HERE = frozenset({"law-needs-reason", "home-not-asked", "needs-approval", "place-not-checked"})
"""What the gate may find missing and can be filled in on this very form."""


class PurposeForm(QWidget):
    """The purpose, the fields that it asks for, and the gate's answer in a note. Nobody is asked from here."""

    changed = Signal()

    def __init__(self, theme: Theme, case: Case | None, people: tuple[str, ...], action: Action) -> None:
        """`people`: ids of who is in the film. `action`: what is to be done with it."""
        super().__init__()
        self._case = case
        self._people = people
        self._action = action
        self._purpose = Choice(theme, tr("For"), [(purpose, tr(words)) for purpose, words in _PURPOSES])
        self.home = CheckRow(theme, tr("I asked: it is safe to have this at home"))
        self.place = CheckRow(theme, tr("I looked: nothing in it tells where the family lives"))
        self.approver = Field(theme, tr("Who approved it?"))
        self.reason = Field(theme, tr("Basis and reason"))
        self.authoriser = Field(theme, tr("Who decided it?"))
        self.recipient = Field(theme, tr("Who receives it?"))
        self._gate = Note(theme, "", icon="shield-check")
        rows = FormRows(theme, 128)
        rows.add(tr("For"), self._purpose)
        self._extra = [
            (rows.add(tr("Basis and reason"), self.reason), self.reason, {Purpose.LAW}),
            (rows.add(tr("Who decided it?"), self.authoriser), self.authoriser, {Purpose.LAW}),
            (rows.add(tr("Who receives it?"), self.recipient), self.recipient, {Purpose.LAW}),
            (rows.add(tr("Who approved it?"), self.approver), self.approver, set(Purpose)),
        ]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (rows, self.home, self.place, self._gate):
            column.addWidget(part)
        self._purpose.picked.connect(lambda _value: self.changed.emit())
        for field in (self.approver, self.reason, self.authoriser, self.recipient):
            field.changed.connect(lambda _text: self.changed.emit())
        for row in (self.home, self.place):
            row.toggled.connect(lambda _on: self.changed.emit())
        self.setFocusProxy(self._purpose)

    @property
    def purpose(self) -> Purpose:
        return Purpose(self._purpose.value())

    def choose(self, purpose: Purpose) -> None:
        self._purpose.set_value(purpose)

    def focus_purpose(self) -> None:
        self._purpose.setFocus(Qt.FocusReason.OtherFocusReason)

    def answered(self, request: Request) -> Request:
        """The request with the purpose, and with who answers for it."""
        return replace(
            request,
            purpose=self.purpose,
            law=self.law,
            safe_at_home=self.safe_at_home,
            place_hidden=self.place_hidden,
            approved_by=self.approver.text(),
        )

    @property
    def law(self) -> LawfulReason | None:
        """What was filled in for *required or permitted by law*; None for any other purpose."""
        if self.purpose is not Purpose.LAW:
            return None
        return LawfulReason(
            reason=self.reason.text(), authoriser=self.authoriser.text(), recipient=self.recipient.text()
        )

    @property
    def safe_at_home(self) -> bool | None:
        """True once it was asked."""
        return self.home.isChecked() or None

    @property
    def place_hidden(self) -> bool | None:
        """True once somebody looked."""
        return self.place.isChecked() or None

    def answer(self, today: datetime.date) -> Answer:
        """What the gate says to what is chosen now."""
        return permitted(
            self._case,
            self._action,
            self.purpose,
            today=today,
            people=self._people or None,
            law=self.law,
            safe_at_home=self.safe_at_home,
            place_hidden=self.place_hidden,
            approved_by=self.approver.text(),
        )

    def show_answer(self, answer: Answer) -> None:
        """Say it, and show the fields that this purpose, or this family's situation, asks for."""
        self.home.setVisible(self.purpose is Purpose.PARENT_COPY)
        self.place.setVisible(answer.reason == "place-not-checked" or self.place.isChecked())
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
        words = why(answer, self._case)
        if answer.reason in ASKED_HERE:
            words = f"{words} {what_to_do(answer, self._case)}"
        self._gate.set(words, "warning", "shield-warning")
