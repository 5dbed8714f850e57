"""One agreement of a family: who, what for, how it stands; looked at again, or taken back as a whole or in parts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from vfi.core.case import Person
from vfi.core.consent import INVENTED, OWN, Consent, Purpose
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.fields import CheckRow
from vfi.ui.kit.marks import Chip
from vfi.ui.kit.texts import Text
from vfi.ui.rooms.consent_form import basis_words, person_words, purpose_words
from vfi.ui.rooms.dates import day_words, today
from vfi.ui.theme import Theme
from vfi.words import listed, tr


class ConsentCard(QFrame):
    """Shows it; what is wanted is told by signals, and nothing happens at the first press."""

    taken_back = Signal(str, object)
    """The consent's id and the purposes; no purposes: all of it."""
    form_wanted = Signal(str)
    """Keep the signed form with it."""
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
        state, level = standing(consent)
        head.addWidget(Chip(theme, state, level))  # type: ignore[arg-type]
        inside.addLayout(head)
        inside.addWidget(Text(theme, facts_of(consent), "small", tone="text2", wrap=True))
        self._said: list[Text] = []
        for purpose in consent.purposes:
            gone = consent.withdrawn_on(purpose)
            said = purpose_words(purpose)
            if purpose is Purpose.AGENCY and consent.agency:
                said = tr("{purpose}: {agency}", purpose=said, agency=consent.agency)
            if gone:
                said = tr("{purpose}: withdrawn on {day}", purpose=said, day=day_words(gone))
            words = Text(theme, said, "small", tone="danger" if gone else "text", wrap=True)
            inside.addWidget(words)
            if not gone:
                self._said.append(words)
        self.stands = Button(theme, tr("It still stands"), icon="check")
        self.link = Button(theme, tr("The family takes it back"), "link")
        self.link.setAccessibleDescription(tr("Withdraws this consent from today on"))
        self.take = Button(theme, tr("Take back what is ticked, from today on"))
        self.take.hide()
        self.ticks: dict[Purpose, CheckRow] = {}
        self._choice = QVBoxLayout()
        self._choice.setSpacing(0)
        if not consent.id or consent.withdrawn:
            return
        if consent.to_review:
            inside.addSpacing(4)
            asked = tr("Was it given by somebody who may decide for the child today?")
            if consent.basis == OWN:
                asked = tr("The legal status has changed. Do they still agree?")
            inside.addWidget(Text(theme, asked, "small", wrap=True))
            inside.addWidget(self.stands, 0, Qt.AlignmentFlag.AlignLeading)
            self.stands.clicked.connect(lambda _on=False: self.confirmed.emit(consent.id))
        self.attach = Button(theme, tr("Add the signed form"), "link")
        self.attach.clicked.connect(lambda _on=False: self.form_wanted.emit(consent.id))
        inside.addSpacing(4)
        inside.addWidget(self.attach, 0, Qt.AlignmentFlag.AlignLeading)
        if consent.method != "signed" or consent.signature or consent.basis == INVENTED:
            self.attach.hide()
        inside.addLayout(self._choice)
        inside.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeading)
        inside.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeading)
        self.link.clicked.connect(lambda _on=False: self._ask_what())
        self.take.clicked.connect(lambda _on=False: self._take_back())

    def _ask_what(self) -> None:
        """What is taken back is chosen first: a press too many takes nothing back."""
        self.link.hide()
        for words in self._said:
            words.hide()
        for purpose in self.consent.purposes:
            if not self.consent.withdrawn_on(purpose):
                self.ticks[purpose] = tick = CheckRow(self.theme, purpose_words(purpose))
                tick.toggled.connect(lambda _on: self._say())
                self._choice.addWidget(tick)
        self.whole = CheckRow(self.theme, tr("All of it"))
        self.whole.toggled.connect(self._all)
        self._choice.addWidget(self.whole)
        self.take.show()
        self._say()
        stops = [self.link, *(tick.box for tick in (*self.ticks.values(), self.whole)), self.take]
        for one, after in pairwise(stops):
            QWidget.setTabOrder(one, after)
        next(iter(self.ticks.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _all(self, on: bool) -> None:
        for tick in self.ticks.values():
            tick.setChecked(on)

    def _say(self) -> None:
        self.take.setEnabled(any(tick.isChecked() for tick in self.ticks.values()))

    def _take_back(self) -> None:
        ticked = tuple(purpose for purpose, tick in self.ticks.items() if tick.isChecked())
        self.taken_back.emit(self.consent.id, ticked if len(ticked) < len(self.ticks) else ())


def facts_of(consent: Consent) -> str:
    """By what right, how, when, until when, and what else was written down."""
    how = tr("Signed form")
    if consent.method != "signed":
        how = tr("Said, heard by {witness}", witness=consent.witness) if consent.witness else tr("Said, with witness")
    until = tr("until {day}", day=day_words(consent.expires)) if consent.expires else tr("without end")
    parts = [basis_words(consent.basis), how, day_words(consent.date), until]
    if consent.form:
        parts.append(tr("form {version}", version=consent.form))
    if consent.signature:
        parts.append(tr("the signed form is kept here"))
    if consent.interpreter:
        parts.append(tr("interpreter {name}", name=consent.interpreter))
    if consent.review:
        parts.append(tr("to be talked about again on {day}", day=day_words(consent.review)))
    return listed(parts)


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
