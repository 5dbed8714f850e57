"""Small sheets about a case: a new one, what its family agreed to, who sees its film."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from vfi.core.case import Case, Person
from vfi.core.consent import Consent, Purpose, day_of
from vfi.core.errors import VfiError
from vfi.desk.library import LibraryDesk
from vfi.ui.errors import words_of
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.fields import Field, FormRows
from vfi.ui.kit.lines import Note
from vfi.ui.kit.marks import Chip
from vfi.ui.kit.sheet import Sheet
from vfi.ui.kit.texts import Text
from vfi.ui.rooms.consent_form import ConsentForm, basis_words, person_words, purpose_words
from vfi.ui.rooms.dates import day_words, today
from vfi.ui.theme import Theme
from vfi.words import tr


class NewCaseSheet(Sheet):
    """A pseudonym and who the family is, in initials; nothing else is needed."""

    made = Signal(str)

    def __init__(self, theme: Theme, host: QWidget, port: LibraryDesk) -> None:
        super().__init__(theme, host, tr("New case"), width=560)
        self._port = port
        self.pseudonym = Field(theme, tr("Pseudonym"), text=port.next_case_id())
        self.parent_label = Field(theme, tr("Parent"), placeholder=tr("An initial and who it is, like “A., mother”"))
        self.born = Field(theme, tr("Baby born"), placeholder=tr("year-month-day, like 2025-10-07; may stay empty"))
        self.goal = Field(theme, tr("Goal"), placeholder=tr("in the parent's own words; may stay empty"))
        rows = FormRows(theme)
        rows.add(tr("Pseudonym"), self.pseudonym)
        rows.add(tr("Parent"), self.parent_label)
        rows.add(tr("Baby born"), self.born)
        rows.add(tr("Goal"), self.goal)
        self.body.addWidget(rows)
        self.body.addWidget(
            Text(
                theme,
                tr("Names are not needed: the pseudonym is the folder's name, everything else can be changed later."),
                "small",
                tone="text2",
                wrap=True,
            )
        )
        self.foot.addStretch(1)
        self.foot.addWidget(Button(theme, tr("Cancel"), on_click=self.dismiss))
        self.foot.addWidget(Button(theme, tr("Make the case"), "first", key="Enter", on_click=self.accept))

    def accept(self) -> None:
        label = self.parent_label.text().strip()
        born = self.born.text().strip()
        people = [Person(id="baby", role="infant", label=tr("baby"), born=born)]
        if label:
            people.insert(0, Person(id="carer", role="carer", label=label))
        initial = label.split(",")[0].strip()
        case = Case(
            id=self.pseudonym.text().strip(),
            label=tr("{parent} and baby", parent=initial) if initial else "",
            goal=self.goal.text().strip(),
            people=tuple(people),
        )
        if born and not _is_day(born):
            self.born.set_error(tr("Write the day like 2025-10-07, or leave it empty."))
            return
        try:
            self._port.new_case(case)
        except VfiError as error:
            self.pseudonym.set_error(words_of(error))
            self.relay()
            return
        self.close_sheet()
        self.made.emit(case.id)


def _is_day(text: str) -> bool:
    try:
        day_of(text)
    except VfiError:
        return False
    return True


class ConsentSheet(Sheet):
    """What was agreed so far, and the form for what is agreed now."""

    agreed = Signal(str)

    def __init__(
        self,
        theme: Theme,
        host: QWidget,
        port: LibraryDesk,
        case: Case,
        session: str = "",
        purposes: tuple[Purpose, ...] = (),
    ) -> None:
        """`session` waits for this. `purposes` are what is asked about now: they are named, never ticked."""
        super().__init__(theme, host, tr("Consents of {case}", case=case.id), case.label, width=928)
        self._port = port
        self._case = case
        self._session = session
        columns = QHBoxLayout()
        columns.setSpacing(32)
        columns.addLayout(self._so_far(), 1)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(Text(theme, tr("Agreed now"), weight="semibold"))
        self.form = ConsentForm(theme, case, purposes)
        right.addWidget(self.form)
        columns.addLayout(right, 1)
        self.body.addLayout(columns)
        self.why = Text(theme, tr("Each purpose stands by itself."), "small", tone="text2", wrap=True)
        self.write = Button(theme, tr("Write it down"), "first", key="Enter", on_click=self.accept)
        self.foot.addWidget(self.why, 1)
        self.foot.addWidget(Button(theme, tr("Cancel"), on_click=self.dismiss))
        self.foot.addWidget(self.write)
        self.form.changed.connect(self._ready)
        self._ready()

    def _so_far(self) -> QVBoxLayout:
        theme = self.theme
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(Text(theme, tr("Agreed so far"), weight="semibold"))
        if self._session:
            column.addWidget(Note(theme, tr("A film waits, locked, until “Film the play” is agreed."), "warning"))
        if not self._case.consents:
            column.addWidget(Text(theme, tr("Nothing yet."), tone="text2"))
        for consent in reversed(self._case.consents):
            column.addWidget(self._card(consent))
        column.addStretch(1)
        return column

    def _card(self, consent: Consent) -> QFrame:
        theme = self.theme
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(4)
        person = next((person for person in self._case.people if person.id == consent.person), None)
        head = QHBoxLayout()
        head.addWidget(Text(theme, person_words(person) if person else consent.person, weight="semibold"), 1)
        words, level = standing(consent)
        head.addWidget(Chip(theme, words, level))  # type: ignore[arg-type]
        inside.addLayout(head)
        how = tr("Signed form") if consent.method == "signed" else tr("Said, with witness")
        until = tr("until {day}", day=day_words(consent.expires)) if consent.expires else tr("without end")
        facts = ", ".join((basis_words(consent.basis), how, day_words(consent.date), until))
        inside.addWidget(Text(theme, facts, "small", tone="text2", wrap=True))
        for purpose in consent.purposes:
            gone = consent.withdrawn_on(purpose)
            said = purpose_words(purpose)
            if gone:
                said = tr("{purpose}: withdrawn on {day}", purpose=said, day=day_words(gone))
            inside.addWidget(Text(theme, said, "small", tone="danger" if gone else "text", wrap=True))
        if consent.id and not consent.withdrawn:
            self._offer_withdrawal(inside, consent)
        return card

    def _offer_withdrawal(self, inside: QVBoxLayout, consent: Consent) -> None:
        """A link that asks once more in its own place before it does it."""
        link = Button(self.theme, tr("The family takes it back"), "link")
        link.setAccessibleDescription(tr("Withdraws this consent from today on"))
        inside.addSpacing(4)
        inside.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)
        asked = False

        def click() -> None:
            nonlocal asked
            if not asked:
                asked = True
                link.set_text(tr("Take all of it back from today on"))
                return
            try:
                self._port.withdraw(self._case.id, consent.id)
            except VfiError as error:
                self.why.setText(words_of(error))
                self.why.set_tone("danger")
                if error.id == "withdrawn-not-noted":  # it holds no longer; pressed again, it is noted
                    self.agreed.emit(self._case.id)
                return
            self.close_sheet()
            self.agreed.emit(self._case.id)

        link.clicked.connect(lambda _on=False: click())

    def _ready(self) -> None:
        self.write.setEnabled(bool(self.form.purposes))

    def accept(self) -> None:
        if not self.write.isEnabled() or not self.form.check():
            return
        agreed = self.form.agreed()
        if agreed.consent is None:
            return
        try:
            self._port.agree(self._case.id, agreed.person, agreed.consent)
            if self._session and Purpose.FILM in agreed.consent.purposes:
                self._port.unlock(self._case.id, self._session)
        except VfiError as error:
            self.why.setText(words_of(error))
            self.why.set_tone("danger")
            return
        self.close_sheet()
        self.agreed.emit(self._case.id)


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
    return tr("holds"), "success"
