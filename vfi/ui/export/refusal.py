"""When the gate says no: what is missing in a sentence, and each lawful way on. Never a dead end."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from vfi.core.case import Case
from vfi.core.consent import Answer, Purpose
from vfi.ui.kit.arranging import cleared
from vfi.ui.kit.choices import ChoiceRow
from vfi.ui.kit.lines import Glyph
from vfi.ui.kit.texts import Text
from vfi.ui.rooms.consent_form import person_words, purpose_words
from vfi.ui.rooms.dates import day_words
from vfi.ui.theme import Theme
from vfi.words import REMEDIES, SENTENCES, listed, tr


class Refusal(QWidget):
    """The band that says why, and below it what can be done."""

    ask_wanted = Signal()
    """Ask the family and write it down."""
    law_wanted = Signal()
    """It is required or permitted by law."""
    here_wanted = Signal()
    """Watch it together on this computer instead."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._title = Text(theme, "", "strong", "semibold", wrap=True)
        self._text = Text(theme, "", wrap=True)
        band = QFrame()
        band.setProperty("role", "note")
        band.setProperty("level", "warning")
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._text)
        inside = QHBoxLayout(band)
        inside.setContentsMargins(16, 14, 16, 14)
        inside.setSpacing(14)
        inside.addWidget(Glyph(theme, "shield-warning", 26, "warning"), 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(words, 1)
        self._ways = QVBoxLayout()
        self._ways.setContentsMargins(0, 0, 0, 0)
        self._ways.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(band)
        column.addWidget(Text(theme, tr("What you can do"), "caption", "medium", "text3"))
        column.addLayout(self._ways)

    def show_answer(self, answer: Answer, case: Case | None, today: datetime.date) -> None:
        """Why, and the ways on that are open for this answer."""
        self._title.setText(tr("These clips cannot be made. {why}", why=why(answer, case)))
        so_far = agreed_so_far(case, today)
        nothing = tr("Nothing has been written.")
        self._text.setText(f"{so_far} {nothing}" if so_far else nothing)
        cleared(self._ways)
        for row in self._rows(answer, case, today):
            self._ways.addWidget(row)

    def first(self) -> QWidget | None:
        """The way that is proposed."""
        item = self._ways.itemAt(0)
        return item.widget() if item is not None else None

    def _rows(self, answer: Answer, case: Case | None, today: datetime.date) -> list[ChoiceRow]:
        theme, rows = self._theme, []
        person = next((each for each in case.people if each.id == answer.person), None) if case is not None else None
        if answer.needed in ("ask-family", "ask-again", "review-consents"):
            title, text = tr("Ask the family and write it down"), tr("Takes 20 seconds; then this is asked for again.")
            if answer.needed == "review-consents":
                title = tr("Look at the agreements again")
                text = tr("The legal status has changed; each is looked at, and stands or is asked for anew.")
            elif person is not None:
                title = tr("Ask {person} and write it down", person=person.label or person.id)
            rows.append(
                ChoiceRow(
                    theme,
                    title,
                    text,
                    icon="pencil-simple",
                    first=True,
                )
            )
            rows[-1].clicked.connect(lambda: self.ask_wanted.emit())
        until = _until(case, Purpose.REVIEW, today)
        if answer.purpose is not Purpose.REVIEW and until is not None:
            text = tr("Watching together is agreed until {day}.", day=day_words(until)) if until else ""
            rows.append(
                ChoiceRow(
                    theme,
                    tr("Watch it together on this computer instead"),
                    text or tr("Watching together is agreed."),
                    icon="presentation",
                )
            )
            rows[-1].clicked.connect(lambda: self.here_wanted.emit())
        rows.append(
            ChoiceRow(
                theme,
                tr("It is required or permitted by law"),
                tr("Needs the reason, who decided it and who receives it. The entry cannot be deleted."),
                icon="scales",
            )
        )
        rows[-1].clicked.connect(lambda: self.law_wanted.emit())
        return rows


def why(answer: Answer, case: Case | None) -> str:
    """What is missing, with people and purposes by their names."""
    return _fill(SENTENCES[f"consent-{answer.reason}"], answer, case)


def what_to_do(answer: Answer, case: Case | None) -> str:
    """What would make it possible."""
    remedy = REMEDIES.get(f"consent-{answer.reason}", "")
    return _fill(remedy, answer, case) if remedy else ""


def _fill(message: str, answer: Answer, case: Case | None) -> str:
    lacking = answer.lacking or answer.purpose
    person = next((each for each in case.people if each.id == answer.person), None) if case is not None else None
    date = ""
    if answer.consent is not None:
        dates = {"withdrawn": answer.consent.withdrawn_on(lacking), "expired": answer.consent.expires}
        date = dates.get(answer.reason, answer.consent.date)
    return tr(
        message,
        lacking=purpose_words(lacking),
        purpose=purpose_words(answer.purpose),
        person=person_words(person) if person is not None else answer.person,
        date=day_words(date) if date else "",
        needed=answer.needed,
    )


def agreed_so_far(case: Case | None, today: datetime.date) -> str:
    """`Agreed so far: Film the play, Supervision.`"""
    if case is None:
        return ""
    purposes = [p for p in Purpose if any(consent.covers(p, today) for consent in case.consents)]
    if not purposes:
        return ""
    return tr("Agreed so far: {purposes}.", purposes=listed(purpose_words(purpose) for purpose in purposes))


def _until(case: Case | None, purpose: Purpose, today: datetime.date) -> str | None:
    """The last day on which this is agreed; empty without an end, None when it is not agreed."""
    for consent in case.consents if case is not None else ():
        if consent.covers(purpose, today):
            return consent.expires
    return None
