"""A coder at an imaginary desk: what the tests of history share."""

from __future__ import annotations

from hypothesis import strategies as st

from vfi.core.coding import Batch, Coding, CodingHeader, CodingId, Edit, Item, Role
from vfi.core.errors import CouldNot
from vfi.core.events import MARK_CODE, MARKS_TIER, CodeId, Coverage, EventId, PointEvent, StateEvent, TierId
from vfi.core.history import History, Kind, Stacks, Step
from vfi.core.scheme import NO_SCHEME
from vfi.core.time import Ns, Span, Spans

HEADER = CodingHeader(
    id=CodingId("anna-1"),
    session="s",
    coder="anna",
    role=Role.PRIMARY,
    scheme="marks-only@1.0",
    scheme_hash="",
    created="2026-03-11T09:00:00Z",
)
GAZE = TierId("gaze")


class Tape:
    """A recorder in memory that replays what it was given."""

    def __init__(self) -> None:
        self.lines: list[tuple[Kind, Batch, int | None]] = []
        self.full = False

    def record(self, batch: Batch, kind: Kind, reverses: int | None) -> int:
        if self.full:
            raise CouldNot("disk-full", file="anna-1.jsonl")
        self.lines.append((kind, batch, reverses))
        return len(self.lines)

    def replayed(self) -> tuple[Coding, Stacks]:
        coding, stacks = Coding(HEADER, NO_SCHEME), Stacks()
        for revision, (kind, batch, reverses) in enumerate(self.lines, 1):
            coding.apply(batch)
            stacks.follow(kind, Step(revision, batch), reverses)
        return coding, stacks


class Desk:
    """A coding with its history; on a tape unless another is given."""

    def __init__(self, coding: Coding | None = None, history: History | None = None) -> None:
        self.tape = Tape()
        self.made = 0
        self.coding = coding if coding is not None else Coding(HEADER, NO_SCHEME)
        self.history = history if history is not None else History(self.coding, self.tape.record)

    def put(self, before: Item | None, after: Item | None, label: str = "change") -> None:
        self.history.do(Batch(label, (Edit(before, after),)))

    def name(self) -> EventId:
        self.made += 1
        return EventId(f"e{self.made}")


def point(at: int, name: str = "a") -> PointEvent:
    return PointEvent(id=EventId(name), tier=MARKS_TIER, code=MARK_CODE, at=Ns(at))


def covered(*spans: tuple[int, int]) -> Coverage:
    return Coverage(tier=GAZE, spans=span(*spans))


def span(*ends: tuple[int, int]) -> Spans:
    return tuple(Span(Ns(start), Ns(end)) for start, end in ends)


TIMES = st.integers(0, 40)
ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("point"), TIMES, TIMES),
        st.tuples(st.just("state"), TIMES, TIMES),
        st.tuples(st.just("move"), TIMES, TIMES),
        st.tuples(st.just("delete"), TIMES, TIMES),
        st.tuples(st.just("cover"), TIMES, TIMES),
        st.tuples(st.just("uncover"), TIMES, TIMES),
        st.tuples(st.just("watch"), TIMES, TIMES),
        st.tuples(st.just("undo"), TIMES, TIMES),
        st.tuples(st.just("redo"), TIMES, TIMES),
    ),
    max_size=40,
)


def act(desk: Desk, action: str, first: int, second: int) -> None:
    """One thing that a coder may do; nothing where there is nothing to do it with."""
    events = desk.coding.in_order()
    event = events[first % len(events)] if events else None
    old = desk.coding.item(f"covered:{GAZE}")
    match action:
        case "point":
            desk.put(None, point(first, desk.name()))
        case "state":
            end = Ns(first + second) if second else None
            desk.put(None, StateEvent(id=desk.name(), tier=GAZE, code=CodeId("at-face"), start=Ns(first), end=end))
        case "move" if isinstance(event, PointEvent):
            desk.put(event, PointEvent(id=event.id, tier=event.tier, code=event.code, at=Ns(second)))
        case "delete" if event is not None:
            desk.put(event, None)
        case "cover":
            desk.put(old, covered((first, first + second + 1)))
        case "uncover" if old is not None:
            desk.put(old, None if first % 2 else covered((second, second + 5)))
        case "watch":
            desk.history.watched([GAZE, MARKS_TIER], Span(Ns(first), Ns(first + second + 1)))
        case "undo" if desk.history.can_undo:
            desk.history.undo()
        case "redo" if desk.history.can_redo:
            desk.history.redo()
