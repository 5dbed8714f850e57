"""What a coder records: point events, state events and the stretches that were watched, as frozen values."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import NewType

from vfi.core.errors import Refused
from vfi.core.time import Ns, Spans, union

EventId = NewType("EventId", str)
TierId = NewType("TierId", str)
CodeId = NewType("CodeId", str)

ModifierValue = str | tuple[str, ...]
"""One option's id or a typed text or number, or several options' ids."""
Modifiers = tuple[tuple[str, ModifierValue], ...]
"""(modifier id, value) in the order they were given; each id at most once."""

MARKS_TIER = TierId("marks")
"""The tier that every coding has, with no scheme at all: moments marked with M."""
MARK_CODE = CodeId("mark")

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_event_id() -> EventId:
    """A short id that no other event will have (60 random bits)."""
    return EventId("".join(secrets.choice(_ALPHABET) for _ in range(12)))


@dataclass(frozen=True, slots=True, kw_only=True)
class PointEvent:
    """Something that happens at a moment."""

    id: EventId
    tier: TierId
    code: CodeId
    at: Ns
    modifiers: Modifiers = ()
    responds_to: EventId | None = None
    comment: str = ""
    starred: bool = False
    """A star makes it a candidate for a clip."""

    def __post_init__(self) -> None:
        _check(self.at, self.modifiers)

    @property
    def start(self) -> Ns:
        return self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class StateEvent:
    """Something that lasts from `start` up to, but not including, `end`; `None` while it is still open."""

    id: EventId
    tier: TierId
    code: CodeId
    start: Ns
    end: Ns | None
    modifiers: Modifiers = ()
    responds_to: EventId | None = None
    comment: str = ""
    starred: bool = False

    def __post_init__(self) -> None:
        _check(self.start, self.modifiers)
        if self.end is not None and self.end <= self.start:
            raise Refused("end-not-after-start", start=self.start, end=self.end)


Event = PointEvent | StateEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Which stretches of a tier were watched; what was not watched is not *absent*, it is unknown."""

    tier: TierId
    spans: Spans

    def __post_init__(self) -> None:
        if self.spans != union(self.spans):
            raise Refused("coverage-not-in-order", tier=self.tier)


def modifier(event: Event, id: str) -> ModifierValue | None:
    """The event's value of one modifier, None when it was not given."""
    return dict(event.modifiers).get(id)


def _check(start: Ns, modifiers: Modifiers) -> None:
    if start < 0:
        raise Refused("time-before-film", time=start)
    ids = [id for id, _ in modifiers]
    if len(ids) != len(set(ids)):
        raise Refused("modifier-twice", modifiers=ids)
