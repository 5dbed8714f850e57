"""One agreement of a family: who, what for, how it stands; looked at again, or taken back as a whole or in parts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from vfi.core.case import Person
from vfi.core.consent import OWN, Consent, Purpose
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.fields import CheckRow
from vfi.ui.kit.marks import Chip
from vfi.ui.kit.texts import Text
from vfi.ui.rooms.consent_form import basis_words, person_words, purpose_words
from vfi.ui.rooms.dates import day_words, today
from vfi.ui.theme import Theme
from vfi.words import tr


class ConsentCard(QFrame):
    """Shows it; what is wanted is told by signals, and nothing happens at the first press."""

    taken_back = Signal(str, object)
    """The consent's id and the purposes; no purposes: all of it."""
    confirmed = Signal(str)
    """Somebody looked at it again, and it stands."""

    def __init__(self, theme: Theme, consent: Consent, people: Sequence[Person]) -> None:
        super().__init__()
        self.theme = theme
        self.consent = consent
        self.setProperty("role", "card")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(4)
        person = next((person for person in people if person.id == consent.person), None)
        head = QHBoxLayout()
        head.addWidget(Text(theme, person_words(person) if person else consent.person, weight="semibold"), 1)
        words, level = standing(consent)
        head.addWidget(Chip(theme, words, level))  # type: ignore[arg-type]
        inside.addLayout(head)
        inside.addWidget(Text(theme, facts_of(consent), "small", tone="text2", wrap=True))
        for purpose in consent.purposes:
            gone = consent.withdrawn_on(purpose)
            said = purpose_words(purpose)
            if purpose is Purpose.AGENCY and consent.agency:
                said = tr("{purpose}: {agency}", purpose=said, agency=consent.agency)
            if gone:
                said = tr("{purpose}: withdrawn on {day}", purpose=said, day=day_words(gone))
            inside.addWidget(Text(theme, said, "small", tone="danger" if gone else "text", wrap=True))
        self.stands = Button(theme, tr("It still stands"), icon="check")
        self.link = Button(theme, tr("The family takes it back"), "link")
        self.link.setAccessibleDescription(tr("Withdraws this consent from today on"))
        self.ticks: dict[Purpose, CheckRow] = {}
        self._choice = QVBoxLayout()
        self._choice.setSpacing(0)
        if not consent.id or consent.withdrawn:
            return
        if consent.to_review:
            inside.addSpacing(4)
            inside.addWidget(
                Text(theme, tr("Was this given by who may decide for the child today?"), "small", wrap=True)
            )
            inside.addWidget(self.stands, 0, Qt.AlignmentFlag.AlignLeading)
            self.stands.clicked.connect(lambda _on=False: self.confirmed.emit(consent.id))
        inside.addSpacing(4)
        inside.addLayout(self._choice)
        inside.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeading)
        self.link.clicked.connect(lambda _on=False: self._take_back())

    def _take_back(self) -> None:
        """First asks what; pressed again, it says so."""
        if not self.ticks:
            for purpose in self.consent.purposes:
                if not self.consent.withdrawn_on(purpose):
                    self.ticks[purpose] = tick = CheckRow(self.theme, purpose_words(purpose))
                    tick.toggled.connect(lambda _on: self._say())
                    self._choice.addWidget(tick)
            self._say()
            return
        self.taken_back.emit(self.consent.id, self._ticked())

    def _ticked(self) -> tuple[Purpose, ...]:
        return tuple(purpose for purpose, tick in self.ticks.items() if tick.isChecked())

    def _say(self) -> None:
        ticked = self._ticked()
        part = bool(ticked) and len(ticked) < len(self.ticks)
        self.link.set_text(
            tr("Take back what is ticked, from today on") if part else tr("Take all of it back from today on")
        )


def facts_of(consent: Consent) -> str:
    """By what right, how, when, until when, and what else was written down."""
    how = tr("Signed form")
    if consent.method != "signed":
        how = tr("Said, heard by {witness}", witness=consent.witness) if consent.witness else tr("Said, with witness")
    until = tr("until {day}", day=day_words(consent.expires)) if consent.expires else tr("without end")
    parts = [basis_words(consent.basis), how, day_words(consent.date), until]
    if consent.form:
        parts.append(tr("form {version}", version=consent.form))
    if consent.interpreter:
        parts.append(tr("interpreter {name}", name=consent.interpreter))
    if consent.review:
        parts.append(tr("to be talked about again on {day}", day=day_words(consent.review)))
    return ", ".join(part for part in parts if part)


def standing(consent: Consent) -> tuple[str, str]:
    """How it stands today: words and the level of a chip."""
    if consent.basis == "invented":
        return tr("invented"), ""
    if consent.withdrawn:
        return tr("withdrawn"), "danger"
    if consent.to_review:
        return tr("to review"), "warning"
    if consent.expires and consent.expires < today().isoformat():
        return tr("ended"), "warning"
    if consent.is_due(today()):
        return tr("holds, talk again"), "warning"
    return (tr("for themselves"), "success") if consent.basis == OWN else (tr("holds"), "success")
