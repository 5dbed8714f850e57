"""What a family has agreed to, on one screen of twenty seconds; nothing is ticked for anyone."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from PySide6.QtCore import QDate, QLocale, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QVBoxLayout, QWidget

from vfi.core.case import Case, Person
from vfi.core.consent import SAID, Consent, Purpose, day_of
from vfi.core.errors import VfiError
from vfi.ui.icons import draw_glyph
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.fields import CheckRow, Choice, Field, FormRows, Segments, end_of
from vfi.ui.kit.texts import Text
from vfi.ui.rooms.dates import locale, today
from vfi.ui.theme import Theme
from vfi.words import right_to_left, tr

MONTHS = 6
"""How long an agreement is proposed to last."""

LANGUAGES = (
    ("en", "English"),
    ("ar", "العربية"),
    ("tr", "Türkçe"),
    ("pl", "Polski"),
    ("ro", "Română"),
    ("ur", "اردو"),
    ("fa", "فارسی"),
    ("so", "Soomaali"),
    ("ti", "ትግርኛ"),
    ("uk", "Українська"),
    ("es", "Español"),
    ("fr", "Français"),
    ("de", "Deutsch"),
    ("other", "…"),
)


def purpose_words(purpose: Purpose) -> str:
    """The purpose as it is read out to a family."""
    return {
        Purpose.FILM: tr("Film the play"),
        Purpose.REVIEW: tr("Watch it with the parent"),
        Purpose.SUPERVISION: tr("Supervision"),
        Purpose.RELIABILITY: tr("A second coder in the team"),
        Purpose.TEAM_TRAINING: tr("Team training"),
        Purpose.OUTSIDE_TRAINING: tr("Training outside the team"),
        Purpose.RESEARCH: tr("Research"),
        Purpose.PARENT_COPY: tr("A copy for the family"),
        Purpose.AGENCY: tr("Share with a named agency"),
        Purpose.LAW: tr("Required by law"),
    }[purpose]


ASKED = tuple(purpose for purpose in Purpose if purpose is not Purpose.LAW)
"""What a family is asked about, in this order; what the law requires needs no asking."""


def person_words(person: Person) -> str:
    """`A., has parental responsibility`."""
    name = person.label or person.id
    return tr("{name}, has parental responsibility", name=name) if person.parental_responsibility else name


def basis_words(basis: str) -> str:
    return {
        "parental-responsibility": tr("Parental responsibility"),
        "court-order": tr("Court order"),
        "local-authority": tr("Local authority"),
        "delegated": tr("Delegated authority"),
        "own": tr("Only for themselves; they can be seen"),
        "invented": tr("Invented, no real people"),
    }[basis]


_BASES = ("parental-responsibility", "court-order", "local-authority", "delegated", "own")


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was filled in: a person to add to the case first (or None), and the consent (None: nothing ticked)."""

    person: Person | None
    consent: Consent | None


class DateField(QDateEdit):
    """A day, typed or taken from a calendar."""

    def __init__(self, theme: Theme, name: str, day: datetime.date) -> None:
        super().__init__(QDate(day.year, day.month, day.day))
        self._theme = theme
        self.setAccessibleName(name)
        self.setCalendarPopup(True)
        if right_to_left():
            # a date is read in one direction everywhere, with the digits of the film's clock; Qt would write its parts
            # in the other order
            self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            self.setLocale(QLocale(QLocale.Language.C))
            self.setDisplayFormat("yyyy-MM-dd")
        else:
            self.setLocale(locale())
            self.setDisplayFormat("d MMMM yyyy")

    def iso(self) -> str:
        return str(self.date().toString("yyyy-MM-dd"))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        end = end_of(self, self._theme)
        painter.fillRect(QRectF(end.left() - 3, 3, end.width() + 6, self.height() - 6), self._theme.colour("raised"))
        draw_glyph(painter, end, "calendar", self._theme.colour("text2"))


class ConsentForm(QWidget):
    """The form; `changed` when a tick or a word is other than before."""

    changed = Signal()

    def __init__(self, theme: Theme, case: Case, asking: tuple[Purpose, ...] = ()) -> None:
        """`asking`: what has to be asked now; it is marked, and ticked by nobody but the person."""
        super().__init__()
        self._case = case
        people = [person for person in case.people if person.role not in ("infant", "second-infant")]
        self.asked = Choice(theme, tr("Asked"), [(person.id, person_words(person)) for person in people])
        self.asked.addItem(tr("Somebody else"), "")
        self.other = Field(theme, tr("Who"), placeholder=tr("An initial and who it is, like “A., mother”"))
        self.other.setVisible(not people)
        self.asked.setVisible(bool(people))
        who = QWidget()
        stacked = QVBoxLayout(who)
        stacked.setContentsMargins(0, 0, 0, 0)
        stacked.setSpacing(8)
        stacked.addWidget(self.asked)
        stacked.addWidget(self.other)
        self.basis = Choice(theme, tr("Right to agree"), [(basis, basis_words(basis)) for basis in _BASES])
        self.method = Segments(
            theme,
            tr("How"),
            (("signed", tr("Signed form")), ("said-with-witness", tr("Said, with witness"))),
            "signed",
        )
        self.witness = Field(theme, tr("Witness"), placeholder=tr("who heard it"))
        self.witness.hide()
        given = QWidget()
        heard = QVBoxLayout(given)
        heard.setContentsMargins(0, 0, 0, 0)
        heard.setSpacing(8)
        heard.addWidget(self.method)
        heard.addWidget(self.witness)
        self.language = Choice(theme, tr("Language"), LANGUAGES)
        self.language.set_value(case.language)
        self.interpreter = Field(theme, tr("Interpreter"), placeholder=tr("interpreter, initial"))
        spoken = QWidget()
        beside = QHBoxLayout(spoken)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        beside.addWidget(self.language, 1)
        beside.addWidget(self.interpreter, 1)
        self.ends = DateField(theme, tr("Ends"), in_months(today(), MONTHS))
        rows = FormRows(theme)
        rows.add(tr("Asked"), who)
        rows.add(tr("By right of"), self.basis)
        rows.add(tr("How"), given)
        rows.add(tr("Language"), spoken)
        rows.add(tr("Ends"), self.ends)
        self.form = Field(theme, tr("Form"), placeholder=tr("version of the form"))
        self.review = Field(theme, tr("Talk again"), placeholder=tr("a day, like 2026-09-01; may stay empty"))
        self.more = Button(theme, tr("Form and day to talk again"), "link")
        rows.add("", self.more)
        self._rare = [(rows.add(words, field), field) for words, field in self._rare_fields()]
        self._show_rare(False)
        self.more.clicked.connect(lambda _on=False: self._show_rare(True))
        self.ticks: dict[Purpose, CheckRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rows)
        column.addSpacing(12)
        column.addWidget(
            Text(theme, tr("Tick only what was said. Nothing is ticked for you."), "caption", "medium", "text3")
        )
        column.addSpacing(4)
        for purpose in ASKED:
            words = purpose_words(purpose)
            tick = CheckRow(theme, tr("{purpose} (to ask now)", purpose=words) if purpose in asking else words)
            tick.toggled.connect(lambda _on: self.changed.emit())
            self.ticks[purpose] = tick
            column.addWidget(tick)
        self.agency = Field(theme, tr("Which agency"), placeholder=tr("which agency, and who there"))
        self.agency.hide()
        column.addWidget(self.agency)
        column.addStretch(1)
        self.ticks[Purpose.AGENCY].toggled.connect(self.agency.setVisible)
        self.method.picked.connect(lambda method: self.witness.setVisible(method == SAID))
        self.asked.picked.connect(self._somebody)
        self.other.changed.connect(lambda _text: self.changed.emit())

    def _rare_fields(self) -> tuple[tuple[str, Field], ...]:
        return (tr("Form"), self.form), (tr("Talk again"), self.review)

    def _show_rare(self, on: bool) -> None:
        """What is seldom needed is one press away: the form stays one of twenty seconds."""
        self.more.setVisible(not on)
        for label, field in self._rare:
            label.setVisible(on)
            field.setVisible(on)
        if on:
            self.form.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def _somebody(self, person: str) -> None:
        self.other.setVisible(not person)
        if not person:
            self.other.edit.setFocus(Qt.FocusReason.TabFocusReason)
        self.changed.emit()

    @property
    def purposes(self) -> tuple[Purpose, ...]:
        """What is ticked."""
        return tuple(purpose for purpose, tick in self.ticks.items() if tick.isChecked())

    def check(self) -> bool:
        """Is it known who was asked? Says so at the field when not."""
        if not self.asked.value() and not self.other.text().strip():
            self.other.set_error(tr("Write who was asked, an initial is enough."))
            self.other.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        if self.method.value() == SAID and not self.witness.text().strip():
            self.witness.set_error(tr("Write who heard it."))
            self.witness.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        if Purpose.AGENCY in self.purposes and not self.agency.text().strip():
            self.agency.set_error(tr("Name the agency."))
            self.agency.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        try:
            if self.review.text().strip():
                day_of(self.review.text().strip())
        except VfiError:
            self.review.set_error(tr("Write the day like 2026-09-01, or leave it empty."))
            self.review.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        return True

    def agreed(self) -> Agreed:
        """What to write down."""
        person = None
        asked = self.asked.value()
        if not asked:
            label = self.other.text().strip()
            if label:
                asked = free_id("carer", {person.id for person in self._case.people})
                responsible = self.basis.value() == "parental-responsibility"
                person = Person(id=asked, role="carer", label=label, parental_responsibility=responsible)
        if not self.purposes or not asked:
            return Agreed(person, None)
        consent = Consent(
            person=asked,
            basis=self.basis.value(),
            method=self.method.value(),
            date=today().isoformat(),
            expires=self.ends.iso(),
            purposes=self.purposes,
            review=self.review.text().strip(),
            form=self.form.text().strip(),
            witness=self.witness.text().strip() if self.method.value() == SAID else "",
            agency=self.agency.text().strip() if Purpose.AGENCY in self.purposes else "",
            language=self.language.value(),
            interpreter=self.interpreter.text().strip(),
        )
        return Agreed(person, consent)


def free_id(stem: str, taken: set[str]) -> str:
    """`carer`, or `carer-2`, `carer-3` when it is taken."""
    if stem not in taken:
        return stem
    number = 2
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


def in_months(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months on, or the last of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    date = QDate(day.year + year, month + 1, 1)
    return datetime.date(date.year(), date.month(), min(day.day, date.daysInMonth()))
