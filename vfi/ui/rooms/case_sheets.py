"""Small sheets about a case: a new one, what its family agreed to, who sees its film."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vfi.core.case import Case, Person
from vfi.core.consent import Purpose, day_of
from vfi.core.errors import VfiError
from vfi.core.withdrawal import Withdrawal
from vfi.desk.library import LibraryDesk
from vfi.ui import ask
from vfi.ui.errors import words_of
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.fields import Field, FormRows
from vfi.ui.kit.lines import Note
from vfi.ui.kit.sheet import Sheet
from vfi.ui.kit.texts import Text
from vfi.ui.rooms.consent_card import ConsentCard
from vfi.ui.rooms.consent_form import ConsentForm
from vfi.ui.rooms.status_sheet import flag_words
from vfi.ui.theme import Theme
from vfi.words import listed, tr


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
            label=tr("{parent} and baby").format(parent=initial) if initial else "",
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
    withdrawn = Signal(str, object)
    """The consent's id and the purposes that were taken back: a list of what exists comes next."""
    walk_wanted = Signal(object)
    """`Withdrawal`: go on with a list that was left."""
    status_wanted = Signal()
    page_wanted = Signal()
    again_wanted = Signal()
    """Something else than this was written: show the sheet anew."""
    over = Signal()
    """Left by Enter, Esc or the cross, and not for one of the ways on."""

    def __init__(
        self,
        theme: Theme,
        host: QWidget,
        port: LibraryDesk,
        case: Case,
        session: str = "",
        purposes: tuple[Purpose, ...] = (),
        unfinished: Sequence[Withdrawal] = (),
    ) -> None:
        """`session` waits for this. `purposes` are what is asked about now: they are named, never ticked.

        `unfinished`: withdrawals after which something is still to be decided.
        """
        super().__init__(theme, host, tr("Consents of {case}", case=case.id), case.label, width=928)
        self._port = port
        self._case = case
        self._session = session
        self._unfinished = unfinished
        self.cards: list[ConsentCard] = []
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
        if self._case.flags:
            words = listed(flag_words(flag) for flag in self._case.flags)
            column.addWidget(Note(theme, tr("Legal status: {flags}.", flags=words), "warning", icon="scales"))
        if self._case.hold is not None:
            column.addWidget(Note(theme, tr("Legal hold: nothing may be deleted."), "warning", icon="lock-simple"))
        for left in self._unfinished:
            again = Button(theme, tr("Go on with what was taken back"), "link")
            again.clicked.connect(lambda _on=False, left=left: self.walk_wanted.emit(left))
            column.addWidget(again, 0, Qt.AlignmentFlag.AlignLeading)
        if not self._case.consents:
            column.addWidget(Text(theme, tr("Nothing yet."), tone="text2"))
        for consent in reversed(self._case.consents):
            card = ConsentCard(theme, consent, self._case.people)
            card.taken_back.connect(self._take_back)
            card.confirmed.connect(self._confirm)
            card.form_wanted.connect(self._attach)
            self.cards.append(card)
            column.addWidget(card)
        column.addLayout(self._links())
        column.addStretch(1)
        return column

    def _links(self) -> QHBoxLayout:
        """What else is there about this family."""
        links = QHBoxLayout()
        links.setSpacing(16)
        for words, wanted in ((tr("Legal status"), self.status_wanted), (tr("Who has seen what"), self.page_wanted)):
            link = Button(self.theme, words, "link")
            link.clicked.connect(lambda _on=False, wanted=wanted: wanted.emit())
            links.addWidget(link)
        links.addStretch(1)
        return links

    def _confirm(self, consent: str) -> None:
        try:
            self._port.confirm(self._case.id, consent)
        except VfiError as error:
            self._trouble(error)
            return
        self.again_wanted.emit()

    def _attach(self, consent: str) -> None:
        file = ask.ask_form(self)
        if file is None:
            return
        try:
            self._port.attach_form(self._case.id, consent, file)
        except VfiError as error:
            self._trouble(error)
            return
        self.again_wanted.emit()

    def _take_back(self, consent: str, purposes: tuple[Purpose, ...]) -> None:
        try:
            self._port.withdraw(self._case.id, consent, purposes)
        except VfiError as error:
            self._trouble(error)
            if error.id == "withdrawn-not-noted":  # it holds no longer; pressed again, it is noted
                self.agreed.emit(self._case.id)
            return
        self.close_sheet()
        self.agreed.emit(self._case.id)
        self.withdrawn.emit(consent, purposes)

    def _trouble(self, error: VfiError) -> None:
        self.why.setText(words_of(error))
        self.why.set_tone("danger")

    def dismiss(self) -> None:
        super().dismiss()
        self.over.emit()

    def first(self) -> QWidget:
        """Where the keyboard begins: what is asked about, never at something that changes what was agreed before."""
        return self.form.ticks[Purpose.FILM]

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
            self._trouble(error)
            return
        self.close_sheet()
        self.agreed.emit(self._case.id)
        self.over.emit()
