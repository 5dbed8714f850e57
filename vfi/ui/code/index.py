"""The events of a coding as the views need them: in order, by lane, counted, and updated one by one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from vfi.core.coding import Coding, ItemKey
from vfi.core.events import CodeId, Event, EventId, StateEvent, TierId

NEVER = np.iinfo(np.int64).max
"""Stands for the end of an open state in arrays (ns)."""

Place = tuple[int, str, str]
"""(start, tier, id): the order of the event list."""


class RowChange(Enum):
    """What happened to one row of the ordered events."""

    INSERTED = "inserted"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(slots=True)
class Lane:
    """The events of one tier by start, and their columns, which follow each change without being made anew."""

    places: list[Place] = field(default_factory=list)
    _arrays: LaneArrays | None = None

    def arrays(self, events: dict[EventId, Event]) -> LaneArrays:
        if self._arrays is None:
            self._arrays = LaneArrays.of([events[EventId(place[2])] for place in self.places])
        return self._arrays

    def insert(self, event: Event) -> None:
        place = _place(event)
        row = bisect_left(self.places, place)
        self.places.insert(row, place)
        if self._arrays is not None:
            self._arrays = self._arrays.with_event(row, event)

    def remove(self, event: Event) -> None:
        row = bisect_left(self.places, _place(event))
        del self.places[row]
        if self._arrays is not None:
            self._arrays = self._arrays.without(row)

    def replace(self, event: Event) -> None:
        """The event at this place is another now."""
        row = bisect_left(self.places, _place(event))
        if self._arrays is not None:
            self._arrays = self._arrays.without(row).with_event(row, event)


@dataclass(frozen=True, slots=True)
class LaneArrays:
    """One lane in columns: `starts` and `ends` int64 ns (events,), ends `NEVER` where open, equal where a point.

    `reach` is the latest end up to and including each event, so that a window finds its first event by bisection
    even where states overlap.
    """

    events: list[Event]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    codes: NDArray[np.int32]
    """Index into `code_ids`."""
    code_ids: tuple[CodeId, ...]
    reach: NDArray[np.int64]

    @classmethod
    def of(cls, events: list[Event]) -> LaneArrays:
        ids: dict[CodeId, int] = {}
        codes = np.array([ids.setdefault(event.code, len(ids)) for event in events], dtype=np.int32)
        starts = np.array([event.start for event in events], dtype=np.int64)
        ends = np.array([_end(event) for event in events], dtype=np.int64)
        return cls(events, starts, ends, codes, tuple(ids), _reach(ends))

    def with_event(self, row: int, event: Event) -> LaneArrays:
        """These with one more at this row."""
        ids = self.code_ids if event.code in self.code_ids else (*self.code_ids, event.code)
        ends = np.insert(self.ends, row, _end(event))
        return LaneArrays(
            [*self.events[:row], event, *self.events[row:]],
            np.insert(self.starts, row, event.start),
            ends,
            np.insert(self.codes, row, ids.index(event.code)),
            ids,
            _reach(ends),
        )

    def without(self, row: int) -> LaneArrays:
        """These less the one at this row."""
        ends = np.delete(self.ends, row)
        return LaneArrays(
            [*self.events[:row], *self.events[row + 1 :]],
            np.delete(self.starts, row),
            ends,
            np.delete(self.codes, row),
            self.code_ids,
            _reach(ends),
        )

    def window(self, start: int, end: int) -> slice:
        """The events that may be seen between two times (ns)."""
        first = int(np.searchsorted(self.reach, start, side="left"))
        return slice(first, max(first, int(np.searchsorted(self.starts, end, side="right"))))


def _reach(ends: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.maximum.accumulate(ends) if len(ends) else ends


def _end(event: Event) -> int:
    if isinstance(event, StateEvent):
        return NEVER if event.end is None else event.end
    return event.at


class EventIndex:
    """Follows one coding: `update` with the keys that changed, everything else answers from memory."""

    def __init__(self, coding: Coding) -> None:
        self._coding = coding
        self._events: dict[EventId, Event] = {}
        self._places: list[Place] = []
        self._lanes: dict[TierId, Lane] = {}
        self._counts: Counter[tuple[TierId, CodeId]] = Counter()
        self._answers: dict[EventId, set[EventId]] = {}
        self.link_changes = 0
        """Rises with each change of an event that answers or is answered: links need painting again."""
        for event in coding.in_order():
            self._enter(event)
            self._places.append(_place(event))
            self._lane(event.tier).places.append(_place(event))

    def __len__(self) -> int:
        return len(self._places)

    def ids(self) -> list[EventId]:
        """Every event in order."""
        return [EventId(place[2]) for place in self._places]

    def event(self, id: EventId | None) -> Event | None:
        return None if id is None else self._events.get(id)

    def lane(self, tier: TierId) -> LaneArrays:
        return self._lane(tier).arrays(self._events)

    def count(self, tier: TierId, code: CodeId) -> int:
        """How many events of this code there are."""
        return self._counts[tier, code]

    def lasting(self, now: int) -> dict[tuple[TierId, CodeId], int]:
        """The states that last at this time: for how long (ns) they have. One that ends just then lasts no longer."""
        found: dict[tuple[TierId, CodeId], int] = {}
        for each in self._lanes.values():
            lane = each.arrays(self._events)
            for event in lane.events[lane.window(now, now)]:
                if isinstance(event, StateEvent) and event.start <= now and (event.end is None or now < event.end):
                    found[event.tier, event.code] = now - event.start
        return found

    def answers_of(self, id: EventId) -> frozenset[EventId]:
        """The events that answer this one."""
        return frozenset(self._answers.get(id, ()))

    def linked(self, event: Event) -> bool:
        """Does it answer, or is it answered?"""
        return event.responds_to is not None or bool(self._answers.get(event.id))

    def links(self) -> Iterator[tuple[Event, Event]]:
        """Every (answered, answer) pair whose two events exist."""
        for target, answers in self._answers.items():
            start = self._events.get(target)
            if start is not None:
                yield from ((start, self._events[answer]) for answer in answers)

    def after(self, time: int) -> EventId | None:
        """The first event that starts later than this (ns)."""
        row = bisect_right(self._places, (time, "\U0010ffff", ""))
        return EventId(self._places[row][2]) if row < len(self._places) else None

    def before(self, time: int) -> EventId | None:
        """The last event that starts earlier than this (ns)."""
        row = bisect_left(self._places, (time, "", "")) - 1
        return EventId(self._places[row][2]) if row >= 0 else None

    def row_of(self, event: Event) -> int:
        """Which row of all events this one is."""
        return bisect_left(self._places, _place(event))

    def beside(self, id: EventId, step: int) -> EventId | None:
        """The event `step` rows on from this one."""
        event = self._events.get(id)
        if event is None:
            return None
        row = bisect_left(self._places, _place(event)) + step
        return EventId(self._places[row][2]) if 0 <= row < len(self._places) else None

    def update(self, keys: Iterable[ItemKey]) -> tuple[list[tuple[RowChange, int, EventId]], frozenset[TierId]]:
        """Take in what changed; returns the row changes in the order to make them, and the tiers touched."""
        rows: list[tuple[RowChange, int, EventId]] = []
        tiers: set[TierId] = set()
        for key in keys:
            if key.startswith("covered:"):
                tiers.add(TierId(key.removeprefix("covered:")))
                continue
            id = EventId(key)
            old, new = self._events.get(id), self._coding.event(id)
            if old is not None and new is not None and _place(old) == _place(new):
                self._leave(old)
                self._enter(new)
                self._lane(new.tier).replace(new)
                rows.append((RowChange.CHANGED, bisect_left(self._places, _place(new)), id))
                tiers.add(new.tier)
                continue
            if old is not None:
                rows.append((RowChange.REMOVED, self._remove(old), id))
                tiers.add(old.tier)
            if new is not None:
                rows.append((RowChange.INSERTED, self._insert(new), id))
                tiers.add(new.tier)
        return rows, frozenset(tiers)

    def _lane(self, tier: TierId) -> Lane:
        return self._lanes.setdefault(tier, Lane())

    def _insert(self, event: Event) -> int:
        place = _place(event)
        row = bisect_left(self._places, place)
        self._places.insert(row, place)
        self._lane(event.tier).insert(event)
        self._enter(event)
        return row

    def _remove(self, event: Event) -> int:
        place = _place(event)
        row = bisect_left(self._places, place)
        del self._places[row]
        self._lane(event.tier).remove(event)
        self._leave(event)
        return row

    def _enter(self, event: Event) -> None:
        self._events[event.id] = event
        self._counts[event.tier, event.code] += 1
        if event.responds_to is not None:
            self._answers.setdefault(event.responds_to, set()).add(event.id)
        self.link_changes += self.linked(event)

    def _leave(self, event: Event) -> None:
        del self._events[event.id]
        self._counts[event.tier, event.code] -= 1
        self.link_changes += self.linked(event)
        if event.responds_to is not None:
            self._answers[event.responds_to].discard(event.id)


def _place(event: Event) -> Place:
    return (event.start, event.tier, event.id)
