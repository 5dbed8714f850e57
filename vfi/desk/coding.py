"""Coding one film: what keys, drags and forms do, without a window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from vfi.core import rules
from vfi.core.clock import FilmClock
from vfi.core.coding import Batch, Coding, ItemKey, Listener
from vfi.core.errors import CouldNot, Refused, VfiError
from vfi.core.events import CodeId, Event, EventId, ModifierValue, PointEvent, StateEvent, TierId
from vfi.core.history import History
from vfi.core.rules import Decision, Edge, Prompt, PromptKind, Said
from vfi.core.scheme import DEFAULT_LETTERS, MARKS, Code, Scheme
from vfi.core.time import SECOND, FrameMap, Ns, Spans, total, union
from vfi.store.durability import Durability

MARK_KEY = "m"
FROM_ZERO = Ns(0)
"""A film that starts with the session."""


class CodingSource(Protocol):
    """What a desk works on: `vfi.store.codings.OpenCoding`, or a coding in memory (`vfi.desk.trying_out`)."""

    @property
    def coding(self) -> Coding: ...
    @property
    def history(self) -> History: ...

    coder: str
    """Who codes now; may change while the coding is open."""

    @property
    def read_only(self) -> VfiError | None:
        """Why nothing can be changed; None when it can."""

    @property
    def durability(self) -> Durability:
        """How safe what was keyed is, for the small dot."""

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it: each view repaints what changed, one line says it, one event is selected, one thing asked."""

    changed: frozenset[ItemKey] = frozenset()
    said: Said | None = None
    """For the line of text: its id in `vfi.words` and values; times (`time`) are ns."""
    select: EventId | None = None
    prompt: Prompt | None = None
    """The question that is open now; also in `CodingDesk.prompt`."""
    handled: bool = True
    """False for a key that means nothing to this scheme: the window may use it otherwise."""


class CodingDesk:
    """One coder at one film. Every method answers with an `Outcome` and tells the listeners; none raises for what a
    person may do wrong: that is said.

    A frame is a number from 0; the *end* edge of a state is the first frame without it (the number of frames: the
    film's end).
    """

    WATCHED_AT_LEAST = SECOND
    """Watched stretches are gathered and recorded when they come to this much, or at `flush`."""

    def __init__(self, source: CodingSource, frame_map: FrameMap, *, offset: Ns = FROM_ZERO, drift: int = 0) -> None:
        self._source = source
        self._clock = FilmClock(frame_map, offset, drift)
        self._listeners: list[Listener] = []
        self._prompt: Prompt | None = None
        self._pending: Spans = ()

    # what is there ---------------------------------------------------------------------------------------------

    @property
    def coding(self) -> Coding:
        return self._source.coding

    @property
    def scheme(self) -> Scheme:
        return self._source.coding.scheme

    @property
    def source(self) -> CodingSource:
        """What the desk works on."""
        return self._source

    @property
    def coder(self) -> str:
        """Who codes now, written with every edit; another person may take over while it is open."""
        return self._source.coder

    @coder.setter
    def coder(self, name: str) -> None:
        self._source.coder = name

    @property
    def clock(self) -> FilmClock:
        """Frames in session time."""
        return self._clock

    @property
    def read_only(self) -> VfiError | None:
        """Why nothing can be changed; None when it can."""
        return self._source.read_only

    @property
    def durability(self) -> Durability:
        return self._source.durability

    @property
    def prompt(self) -> Prompt | None:
        """The question that is open; digits answer it, the next code closes it."""
        return self._prompt

    @property
    def undo_label(self) -> str | None:
        """Message id of what undo takes back; None when there is nothing."""
        return self._source.history.undo_label

    @property
    def redo_label(self) -> str | None:
        return self._source.history.redo_label

    def lasting(self, frame: int) -> list[StateEvent]:
        """The states that last at this frame (open or closed), by start: what the palette lights."""
        at = self._clock.time_of(frame)
        found = [
            event
            for event in self.coding.events
            if isinstance(event, StateEvent) and event.start <= at and (event.end is None or at < event.end)
        ]
        return sorted(found, key=lambda event: (event.start, event.id))

    def covered(self, tier: TierId) -> Spans:
        """What was watched of a tier, with what is gathered and not yet recorded."""
        return union((*self.coding.covered(tier), *self._pending))

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with the keys of what changed, after each change; returns what ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    # coding ----------------------------------------------------------------------------------------------------

    def key(self, text: str, frame: int) -> Outcome:
        """A letter or digit was typed while this frame was on screen: answers the open prompt, codes or marks."""
        typed = text.lower()
        if self._prompt is not None and typed in _DIGITS:
            return self.answer(int(typed))
        code = self.code_of_key(typed)
        if code is not None:
            return self.code(code, frame)
        if typed == MARK_KEY:
            return self.mark(frame)
        return Outcome(handled=False, prompt=self._prompt)

    def code_of_key(self, text: str) -> Code | None:
        """The code of this key. One of the program's own letters codes only where the scheme says that it wins."""
        typed = text.lower()
        if typed in DEFAULT_LETTERS and typed not in self.scheme.wins_over:
            return None
        return self.scheme.code_of_key(typed)

    def code(self, code: Code, frame: int) -> Outcome:
        """What the key of this code does at this frame (also a click in the palette)."""
        return self._code(lambda: rules.press(self.coding, code, self._clock.time_of(frame)), frame)

    def mark(self, frame: int) -> Outcome:
        """Mark this moment, with no scheme at all."""
        return self._code(lambda: rules.mark(self.coding, self._clock.time_of(frame)), frame)

    def answer(self, index: int | None) -> Outcome:
        """Answer the open prompt with a digit; None passes over this question to the next."""
        prompt = self._prompt
        if prompt is None:
            return Outcome(handled=False)
        outcome = self._do(lambda: rules.answer_prompt(self.coding, prompt, index))
        if outcome.said is None or outcome.changed:
            self._prompt = outcome.prompt
        return replace(outcome, prompt=self._prompt)

    def accept(self) -> Outcome:
        """Enter: takes the default choice where there is one (the nearest event to link to), else goes on."""
        if self._prompt is None:
            return Outcome(handled=False)
        return self.answer(self._prompt.default)

    def dismiss(self) -> Outcome:
        """Esc: the prompt closes, nothing more is asked about this event."""
        if self._prompt is None:
            return Outcome(handled=False)
        select, self._prompt = self._prompt.event, None
        return Outcome(select=select)

    # the form and the timeline ---------------------------------------------------------------------------------

    def set_modifier(self, event: EventId, modifier: str, value: ModifierValue | None) -> Outcome:
        """Give an event a detail; None takes it away."""
        return self._do(lambda: rules.set_modifier(self.coding, event, modifier, value))

    def link(self, event: EventId, to: EventId | None) -> Outcome:
        """Say what an event answers; None clears it."""
        return self._do(lambda: rules.link(self.coding, event, to))

    def link_choices(self, event: EventId) -> Prompt | None:
        """What an event may answer by the scheme, nearest first; None when nothing fits."""
        found = self.coding.event(event)
        code = self.scheme.code(found.tier, found.code) if found is not None else None
        return rules.link_prompt(self.coding, found, code) if found is not None and code is not None else None

    def recode(self, event: EventId, code: CodeId) -> Outcome:
        """Say that an event is another behaviour of its tier; what no longer fits is cleared and said."""
        return self._do(lambda: rules.recode(self.coding, event, code))

    def set_edge(self, event: EventId, edge: str, frame: int) -> Outcome:
        """Move the `start` or `end` to the beginning of a frame (an end: the first frame without it)."""
        return self._do(lambda: rules.set_edge(self.coding, self._clock, event, Edge(edge), frame))

    def nudge(self, event: EventId, edge: str, frames: int) -> Outcome:
        """Move the `start` or `end` by a number of frames."""
        return self._do(lambda: rules.nudge(self.coding, self._clock, event, Edge(edge), frames))

    def delete(self, event: EventId) -> Outcome:
        return self._do(lambda: rules.delete(self.coding, event))

    def comment(self, event: EventId, text: str) -> Outcome:
        return self._do(lambda: rules.comment(self.coding, event, text))

    def star(self, event: EventId) -> Outcome:
        """Star as a candidate for a clip, or take the star away."""
        return self._do(lambda: rules.star(self.coding, event))

    def undo(self) -> Outcome:
        return self._reverse(lambda: self._source.history.undo())

    def redo(self) -> Outcome:
        return self._reverse(lambda: self._source.history.redo())

    # what was watched ------------------------------------------------------------------------------------------

    def watched(self, first_frame: int, last_frame: int) -> Outcome:
        """These frames (both included) were shown. Gathered; recorded when a second has come together, or at `flush`.

        It counts for every tier of the scheme and for the marks.
        """
        first, last = sorted((first_frame, last_frame))
        self._pending = union((*self._pending, self._clock.span(first, last)))
        return self.flush() if total(self._pending) >= self.WATCHED_AT_LEAST else Outcome()

    def mark_watched(self, tier: TierId, first_frame: int, last_frame: int) -> Outcome:
        """Say by hand that these frames (both included) of one tier were watched; recorded at once."""
        if self.read_only is not None:
            return Outcome(said=_said(self.read_only), prompt=self._prompt)
        first, last = sorted((first_frame, last_frame))
        try:
            batch = self._source.history.watched([tier], self._clock.span(first, last))
        except VfiError as failed:
            return Outcome(said=_said(failed), prompt=self._prompt)
        return self._told(Outcome(changed=batch.keys if batch is not None else frozenset(), prompt=self._prompt))

    def flush(self) -> Outcome:
        """Record what was watched and gathered; call it on pause and before closing."""
        if not self._pending or self.read_only is not None:
            return Outcome()
        spans, self._pending = self._pending, ()
        tiers = [tier.id for tier in (*self.scheme.tiers, MARKS)]
        changed: frozenset[ItemKey] = frozenset()
        try:
            for span in spans:
                batch = self._source.history.watched(tiers, span)
                changed |= batch.keys if batch is not None else frozenset()
        except (Refused, CouldNot) as failed:
            self._pending = spans
            return self._told(Outcome(changed=changed, said=_said(failed)))
        return self._told(Outcome(changed=changed))

    def close(self) -> None:
        """Record what is gathered and let go of the coding."""
        self.flush()
        self._source.close()

    # ----------------------------------------------------------------------------------------------------------

    def _code(self, decide: Callable[[], Decision], frame: int) -> Outcome:
        self._prompt = None
        outcome = self._do(decide)
        self._prompt = outcome.prompt
        if outcome.changed:  # who codes a frame has seen it
            self._pending = union((*self._pending, self._clock.span(frame, frame)))
        return outcome

    def _do(self, decide: Callable[[], Decision]) -> Outcome:
        if self.read_only is not None:
            return Outcome(said=_said(self.read_only), prompt=self._prompt)
        try:
            decision = decide()
            if decision.batch is not None:
                self._source.history.do(decision.batch)
        except VfiError as refused:
            return Outcome(said=_said(refused), prompt=self._prompt)
        changed = decision.batch.keys if decision.batch is not None else frozenset[ItemKey]()
        outcome = Outcome(changed=changed, said=decision.said, select=decision.select, prompt=decision.prompt)
        return self._told(outcome)

    def _reverse(self, reverse: Callable[[], Batch]) -> Outcome:
        self._prompt = None
        if self.read_only is not None:
            return Outcome(said=_said(self.read_only))
        try:
            batch = reverse()
        except VfiError as refused:
            return Outcome(said=_said(refused))
        back = [edit.after for edit in batch.edits if isinstance(edit.after, PointEvent | StateEvent)]
        return self._told(Outcome(changed=batch.keys, select=_last(back)))

    def _told(self, outcome: Outcome) -> Outcome:
        if outcome.changed:
            for listener in tuple(self._listeners):
                listener(outcome.changed)
        return outcome


_DIGITS = frozenset("123456789")


def _last(events: list[Event]) -> EventId | None:
    return events[-1].id if events else None


def _said(error: VfiError) -> Said:
    return Said(error.id, dict(error.values))


__all__ = ["CodingDesk", "CodingSource", "Outcome", "Prompt", "PromptKind", "Said"]
