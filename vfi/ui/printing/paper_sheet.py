"""The sheet before anything is printed: what, how it will look, what the gate says; then a PDF or the printer."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from vfi.core.consent import Answer
from vfi.core.deck import ItemId
from vfi.core.errors import Refused, VfiError
from vfi.core.parent_texts import Concept
from vfi.core.visit import Remark
from vfi.desk.concepts import concepts
from vfi.desk.decks import DeckDesk
from vfi.desk.paper import idea_cards, said_in
from vfi.desk.printing import (
    card_answer,
    into_file,
    preview_card,
    preview_script,
    print_card,
    print_script,
    script_answer,
)
from vfi.printing.ideas import set_ideas
from vfi.printing.setting import Typeset
from vfi.store.parent_texts import parent_texts
from vfi.ui.ask import ask_save
from vfi.ui.errors import words_of
from vfi.ui.export.purpose_form import ASKED_HERE
from vfi.ui.export.refusal import what_to_do, why
from vfi.ui.jobs import Handle, Job, Jobs
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.fields import Segments
from vfi.ui.kit.lines import Note
from vfi.ui.kit.sheet import Sheet
from vfi.ui.kit.texts import Text
from vfi.ui.printing.forms import CardForm, IdeasForm, ScriptForm
from vfi.ui.printing.pages import PagesView
from vfi.ui.printing.printers import ask_printer, has_printer, onto
from vfi.ui.rooms.dates import day_words
from vfi.ui.theme import Theme
from vfi.words import tr

SCRIPT, CARD, IDEAS = "script", "card", "ideas"
_WAIT_MS = 250
"""So long nothing is chosen any more before the pages are made anew."""
_SCREEN_DOTS = 96.0
_RIM = 33
"""Above and below the sheet, and the line over its foot (pixels)."""
_LEAST_PAGE, _MOST_PAGE = 240, 760
"""How high the pages are shown (pixels)."""
_NAMES = {SCRIPT: "script", CARD: "card", IDEAS: "idea-cards"}
"""Of the files: they say nothing about the family."""

Give = Callable[[Typeset], None]


@dataclass(frozen=True, slots=True)
class Sources:
    """What the sheet has to know before it can ask; read beside the window."""

    unsafe: frozenset[ItemId]
    said: tuple[Remark, ...]
    ideas: tuple[Concept, ...]
    unchecked: tuple[str, ...]
    """Languages whose words for parents nobody has checked."""


def sources(desk: DeckDesk) -> Sources:
    """
    Raises:
        FileDamaged: a visit or a table of texts is damaged.
    """
    languages, vault = desk.deck.languages, desk.session.vault
    unchecked = tuple(language for language in languages if not parent_texts(language, vault).checked_by)
    return Sources(desk.not_for_parents(), said_in(desk), concepts(languages, vault), unchecked)


class PaperSheet(Sheet):
    """The script, the family's card, or cards of ideas."""

    printed = Signal(object)
    """The file's path; None: it went to the printer."""
    consent_wanted = Signal(str, object)
    """What was to be printed, and the purposes that the family has to be asked about."""

    def __init__(
        self,
        theme: Theme,
        host: QWidget,
        jobs: Jobs,
        desk: DeckDesk,
        found: Sources,
        *,
        who: str,
        paper: str = SCRIPT,
        today: Callable[[], datetime.date] = lambda: datetime.datetime.now().date(),
    ) -> None:
        super().__init__(theme, host, tr("Script and card"), desk.session.case_id, width=1040)
        self._jobs = jobs
        self._desk = desk
        self._today = today
        self._looking: Job | None = None
        self._job: Job | None = None
        self._case = desk.session.case.value if desk.session.case is not None else None
        papers = [(SCRIPT, tr("Your script")), (CARD, tr("The family's card")), (IDEAS, tr("Idea cards"))]
        self.paper = Segments(theme, tr("What"), papers, paper)
        self.script = ScriptForm(theme, who)
        self.card_form = CardForm(
            theme, desk.deck, found.said, found.ideas, unsafe=found.unsafe, unchecked=found.unchecked, who=who
        )
        self.ideas = IdeasForm(theme, desk.deck, found.ideas)
        self.pages = PagesView(theme)
        self.gate = Note(theme, "", icon="shield-check")
        self._ask = Button(
            theme, tr("Ask the family and write it down"), icon="pencil-simple", on_click=self._ask_family
        )
        self._bare = Button(theme, tr("Without the picture"), on_click=self.card_form.without_picture)
        self._foot_words = Text(theme, "", "small", tone="text2", wrap=True)
        self._close = Button(theme, tr("Not now"), on_click=self.dismiss)
        self.to_printer = Button(theme, tr("Print ..."), icon="printer", on_click=self._print)
        self.save = Button(theme, tr("Save as PDF"), "first", key="Enter", on_click=self.save_pdf)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._look)
        self._fill()
        self.paper.picked.connect(lambda _paper: self._turn())
        for form in (self.script, self.card_form, self.ideas):
            form.changed.connect(self._refresh)
        self.to_printer.setVisible(has_printer())
        self._turn()

    def _fill(self) -> None:
        self.forms = QStackedWidget()
        for form in (self.script, self.card_form, self.ideas):
            self.forms.addWidget(form)
        ways = QHBoxLayout()
        ways.setSpacing(8)
        ways.addWidget(self._ask)
        ways.addWidget(self._bare)
        ways.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.paper)
        left.addWidget(self.forms, 1)
        left.addWidget(self.gate)
        left.addLayout(ways)
        form_side = QWidget()
        form_side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        form_side.setFixedWidth(self.theme.px(400))
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(form_side)
        row.addWidget(self.pages, 1)
        self.body.addLayout(row)
        self.foot.addWidget(self._foot_words, 1)
        for button in (self._close, self.to_printer, self.save):
            self.foot.addWidget(button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As much of the page is seen as the window has room for, at most all of it in a size that is well read."""
        above, below = self._head.sizeHint().height(), self.foot.sizeHint().height()
        margins = self.body.contentsMargins()
        room = self.height() - _RIM - above - below - margins.top() - margins.bottom()
        self.pages.setMinimumHeight(max(_LEAST_PAGE, min(self.theme.px(_MOST_PAGE), room)))
        super().resizeEvent(event)

    # ---- what was chosen

    @property
    def kind(self) -> str:
        """Which of the three papers."""
        return self.paper.value()

    def choose(self, paper: str) -> None:
        """This paper."""
        self.paper.set_value(paper)
        self._turn()

    def answer(self) -> Answer | None:
        """What the gate says; None where no family is on the paper."""
        if self.kind == SCRIPT:
            return script_answer(self._desk, self.script.request(), today=self._today())
        if self.kind == CARD:
            return card_answer(self._desk, self.card_form.request(), today=self._today())
        return None

    def _turn(self) -> None:
        self.forms.setCurrentIndex((SCRIPT, CARD, IDEAS).index(self.kind))
        self.pages.say(tr("The pages are being made ..."))
        self._refresh()

    def _refresh(self) -> None:
        answer = self.answer()
        self.gate.setVisible(answer is not None)
        self._ask.setVisible(answer is not None and answer.needed in ("ask-family", "ask-again", "review-consents"))
        picture = self.card_form.request().choice.picture
        self._bare.setVisible(self.kind == CARD and picture and answer is not None and answer.reason in _NO_COPY)
        if answer is not None:
            self.card_form.ask_approver(answer.reason == "needs-approval")
            self.card_form.ask_place(answer.reason == "place-not-checked")
            self._say_gate(answer)
        self._foot_words.setText("" if answer is None else tr("It is noted in the case's audit file."))
        self._set_ready()
        self._timer.start()
        self.relay()

    def _say_gate(self, answer: Answer) -> None:
        if answer.allowed:
            invented = answer.reason == "invented-family"
            words = tr("This family is invented; nobody has to be asked.") if invented else tr("The family has agreed.")
            self.gate.set(words, "accent", "shield-check")
        else:
            words = f"{why(answer, self._case)} {what_to_do(answer, self._case)}".strip()
            self.gate.set(words, "warning", "shield-warning")

    def _set_ready(self) -> None:
        answer = self.answer()
        # what the gate refuses can be pressed: the refusal is written down; what is only to be ticked is ticked first
        asked_here = answer is not None and answer.reason in ASKED_HERE
        for button in (self.save, self.to_printer):
            button.setEnabled(self._job is None and not asked_here and self.pages.count > 0)

    # ---- how it will look

    def _look(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
        make = self._maker()

        def done(pages: tuple[bytes, ...]) -> None:
            self._looking = None
            self.pages.show_pages(pages)
            self._set_ready()

        def failed(error: VfiError | Exception) -> None:
            self._looking = None
            self.pages.say(words_of(error))
            self._set_ready()

        self._looking = self._jobs.start(lambda handle: make(handle).pictures(_SCREEN_DOTS), done=done, failed=failed)

    def _maker(self) -> Callable[[Handle], Typeset]:
        """Makes the pages of what is chosen now."""
        desk = self._desk
        if self.kind == SCRIPT:
            script = self.script.request()
            return lambda handle: preview_script(desk, script, day_words, progress=handle.progress)
        if self.kind == CARD:
            card = self.card_form.request()
            return lambda _handle: preview_card(desk, card)
        languages, ids = self.ideas.languages, self.ideas.ids
        return lambda _handle: set_ideas(idea_cards(languages, ids, desk.session.vault))

    # ---- out of the program

    def accept(self) -> None:
        self.save_pdf()

    def save_pdf(self) -> None:
        """Ask where, and write it."""
        if not self.save.isEnabled():
            return
        if self._refused():
            self._give_out(lambda _made: None, None)  # nothing is asked for what is refused; that it was is noted
            return
        session = self._desk.session.path
        folder = session / "exports"
        start = free_name(folder if folder.is_dir() else session, _NAMES[self.kind])
        path = ask_save(self, tr("Save as PDF"), str(start), "PDF (*.pdf)")
        if path is not None:
            self.write(path if path.suffix else path.with_suffix(".pdf"))

    def write(self, path: Path) -> None:
        """Write the pages into this file."""
        try:
            give = into_file(path)
        except VfiError as error:
            self._trouble(error)
            return
        self._give_out(give, path)

    def _print(self) -> None:
        if self._refused():
            self._give_out(lambda _made: None, None)
            return
        printer = ask_printer(self)
        if printer is not None:
            self._give_out(onto(printer), None)

    def _refused(self) -> bool:
        answer = self.answer()
        return answer is not None and not answer.allowed

    def _give_out(self, give: Give, path: Path | None) -> None:
        desk, today, kind, make = self._desk, self._today(), self.kind, self._maker()
        script, card = self.script.request(), self.card_form.request()

        def work(handle: Handle) -> None:
            if kind == SCRIPT:
                print_script(desk, script, day_words, give, today=today, progress=handle.progress)
            elif kind == CARD:
                print_card(desk, card, give, today=today)
            else:
                give(make(handle))

        self._job = self._jobs.start(work, done=lambda _none: self._done(path), failed=self._trouble)
        self._set_ready()

    def _done(self, path: Path | None) -> None:
        self._job = None
        self.printed.emit(path)
        self.close_sheet()

    def _trouble(self, error: VfiError | Exception) -> None:
        self._job = None
        self._set_ready()
        self.gate.setVisible(True)
        self.gate.set(words_of(error), "danger" if not isinstance(error, Refused) else "warning", "shield-warning")
        if isinstance(error, Refused) and error.id.startswith("consent-"):
            self._foot_words.setText(tr("Written to the audit file: refused."))
        self.relay()

    def _ask_family(self) -> None:
        answer = self.answer()
        if answer is None:
            return
        asked = tuple(dict.fromkeys((answer.lacking or answer.purpose, answer.purpose)))
        paper = self.kind
        self.close_sheet()
        self.consent_wanted.emit(paper, asked)

    def close_sheet(self) -> None:
        self._timer.stop()
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
        super().close_sheet()

    def dismiss(self) -> None:
        """Esc: not in the second in which it is written."""
        if self._job is None:
            self.close_sheet()


_NO_COPY = frozenset({"not-covered", "withdrawn", "expired", "to-review", "not-yet"})
"""Without a picture the card stands on the shared review, which may well be agreed."""


def free_name(folder: Path, name: str) -> Path:
    """`card.pdf`, or the next number that is free: what was printed is not replaced."""
    numbers = (f"{name}.pdf" if n == 1 else f"{name}-{n}.pdf" for n in range(1, 10_000))
    return next(folder / each for each in numbers if not (folder / each).exists())
