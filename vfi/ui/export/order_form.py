"""What is ordered: clips of what, for whom, with which words, where to; and what the gate wants to know for that."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vfi.core.clips import Padding
from vfi.core.consent import Action, Answer, Purpose
from vfi.core.events import MARKS_TIER, EventId
from vfi.desk.clips import ClipRequest, Source, Words
from vfi.ui.ask import ask_folder
from vfi.ui.export.purpose_form import PurposeForm
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.fields import Choice, Field, FormRows, Segments
from vfi.ui.theme import Theme
from vfi.words import tr, tr_n
from vfi.words.sentences import N_

_UNITS = (("s", N_("seconds")), ("f", N_("frames")))
_WORDS = ((Words.PARENT.value, N_("Words for the parent")), (Words.NONE.value, N_("No words")))


class OrderForm(QWidget):
    """Every field of an order. `changed` after each; nothing is written and nobody asked from here."""

    changed = Signal()

    def __init__(self, theme: Theme, source: Source, selection: Sequence[EventId], folder: Path) -> None:
        super().__init__()
        self._source = source
        self._selection = tuple(selection)
        self.what = Choice(theme, tr("Clips of"), self._choices())
        self.gate = PurposeForm(theme, source.case, source.session.who, Action.EXPORT_CLIPS)
        self.amount = Field(theme, tr("Before and after"), text="2")
        self._unit = Segments(theme, tr("Unit"), [(unit, tr(words)) for unit, words in _UNITS], "s")
        self._words = Segments(theme, tr("Under the picture"), [(id, tr(words)) for id, words in _WORDS], "parent")
        self.folder = Field(theme, tr("Folder"), text=str(folder))
        self._lay_out(theme)
        self._wire()

    def _lay_out(self, theme: Theme) -> None:
        rows = FormRows(theme, 128)
        rows.add(tr("Clips of"), self.what)
        more = FormRows(theme, 128)
        more.add(tr("Before and after"), _side_by_side(self.amount, self._unit))
        more.add(tr("Under the picture"), self._words)
        browse = Button(theme, tr("Choose ..."), icon="folder", on_click=self._browse)
        more.add(tr("Folder"), _side_by_side(self.folder, browse))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (rows, self.gate, more):
            column.addWidget(part)

    def _wire(self) -> None:
        self.what.picked.connect(lambda _value: self.changed.emit())
        self.gate.changed.connect(self.changed.emit)
        for segments in (self._unit, self._words):
            segments.picked.connect(lambda _value: self.changed.emit())
        for field in (self.amount, self.folder):
            field.changed.connect(lambda _text: self.changed.emit())

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
        return self.gate.purpose

    @property
    def out(self) -> Path:
        """The folder for the clips."""
        return Path(self.folder.text()).expanduser()

    def choose(self, what: str | None, purpose: Purpose) -> None:
        """Set what to make clips of (`selection`, `starred`, `code:<id>`; None: as it is) and for whom."""
        if what is not None:
            self.what.set_value(what)
        self.gate.choose(purpose)

    def focus_purpose(self) -> None:
        self.gate.focus_purpose()

    def answer(self, today: datetime.date) -> Answer:
        """What the gate says to what is chosen now."""
        return self.gate.answer(today)

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
            law=self.gate.law,
            safe_at_home=self.gate.safe_at_home,
            place_hidden=self.gate.place_hidden,
            approved_by=self.gate.approver.text(),
        )

    # ---- what the gate says to it

    def show_answer(self, answer: Answer) -> None:
        """Say it, and show the fields that this purpose, or this family's situation, asks for."""
        self.gate.show_answer(answer)

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
