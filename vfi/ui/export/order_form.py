"""What is ordered: clips of what, for whom, with which words, where to; and what the gate wants to know for that."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vfi.core.clips import Padding
from vfi.core.consent import Purpose
from vfi.core.events import MARKS_TIER, EventId
from vfi.desk.clips import ClipRequest, Source, Words
from vfi.ui.export.export_form import ExportForm, side_by_side
from vfi.ui.kit.fields import Choice, Field, Segments
from vfi.ui.theme import Theme
from vfi.words import tr, tr_n
from vfi.words.sentences import N_

_UNITS = (("s", N_("seconds")), ("f", N_("frames")))
_WORDS = ((Words.PARENT.value, N_("Words for the parent")), (Words.NONE.value, N_("No words")))


class OrderForm(ExportForm):
    """Every field of an order of clips."""

    def __init__(self, theme: Theme, source: Source, selection: Sequence[EventId], folder: Path) -> None:
        super().__init__(theme, source.case, source.session.who, folder, ask=tr("Where shall the clips go?"))
        self._source = source
        self._selection = tuple(selection)
        self.what = Choice(theme, tr("Clips of"), self._choices())
        self.amount = Field(theme, tr("Before and after"), text="2")
        self._unit = Segments(theme, tr("Unit"), [(unit, tr(words)) for unit, words in _UNITS], "s")
        self._words = Segments(theme, tr("Under the picture"), [(id, tr(words)) for id, words in _WORDS], "parent")
        rows, more = self._rows(), self._rows()
        rows.add(tr("Clips of"), self.what)
        more.add(tr("Before and after"), side_by_side(self.amount, self._unit))
        more.add(tr("Under the picture"), self._words)
        self._add_folder(more)
        self._lay_out(rows, self.gate, more)
        for choice in (self.what, self._unit, self._words):
            choice.picked.connect(lambda _value: self.changed.emit())
        self.amount.changed.connect(lambda _text: self.changed.emit())

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

    def choose(self, what: str, purpose: Purpose) -> None:
        """Set what to make clips of (`selection`, `starred`, `code:<id>`) and for whom."""
        self.what.set_value(what)
        self.gate.choose(purpose)

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
        request = ClipRequest(
            purpose=self.purpose,
            events=events,
            codes=(what.removeprefix("code:"),) if what.startswith("code:") else (),
            padding=Padding.read(f"{self.amount.text()}{self._unit.value()}"),
            words=Words(self._words.value()),
            who=coder,
        )
        return self.gate.answered(request)
