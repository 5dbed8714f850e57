"""A coding: what one coder recorded for one session under one scheme version, and how it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from vfi.core.errors import Refused
from vfi.core.events import Coverage, Event, EventId, PointEvent, StateEvent, TierId
from vfi.core.scheme import Scheme
from vfi.core.time import Span, Spans, union

CodingId = NewType("CodingId", str)


class Role(StrEnum):
    """What this coding is for."""

    PRIMARY = "primary"
    SECOND = "second"
    RECODE = "recode"
    TRAINING = "training"
    GOLD = "gold"
    CONSENSUS = "consensus"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingHeader:
    """Line 0 of a journal: who codes what, under which scheme."""

    id: CodingId
    session: str
    coder: str
    role: Role
    scheme: str
    """`id@version`."""
    scheme_hash: str
    """SHA-256 (hex) of the frozen copy in the session folder; empty for no scheme."""
    created: str
    """UTC, ISO 8601 with Z."""
    segment: Span | None = None
    """The assigned part of the film; None for all of it."""


Item = PointEvent | StateEvent | Coverage
ItemKey = str


def key_of(item: Item) -> ItemKey:
    """What identifies an item in its coding: an event's id, or `covered:<tier>`."""
    return f"covered:{item.tier}" if isinstance(item, Coverage) else item.id


@dataclass(frozen=True, slots=True)
class Edit:
    """The only way a coding changes: `before` is replaced by `after`; None stands for *not there*."""

    before: Item | None
    after: Item | None

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise Refused("edit-empty")
        if self.before is not None and self.after is not None and key_of(self.before) != key_of(self.after):
            raise Refused("edit-of-two-items", before=key_of(self.before), after=key_of(self.after))

    @property
    def key(self) -> ItemKey:
        item = self.after if self.after is not None else self.before
        assert item is not None
        return key_of(item)

    @property
    def inverse(self) -> Edit:
        return Edit(self.after, self.before)


@dataclass(frozen=True, slots=True)
class Batch:
    """Edits that belong together under one label: done, recorded, undone and redone as one."""

    label: str
    """Message id of what was done (`code-point`, `end-state`, `delete`, ...), shown in "Undo ..."."""
    edits: tuple[Edit, ...]

    def __post_init__(self) -> None:
        if not self.edits:
            raise Refused("edit-empty")

    @property
    def inverse(self) -> Batch:
        return Batch(self.label, tuple(edit.inverse for edit in reversed(self.edits)))

    @property
    def keys(self) -> frozenset[ItemKey]:
        """What changed, so that each view decides for itself what to repaint."""
        return frozenset(edit.key for edit in self.edits)


@dataclass(slots=True)
class Coding:
    """The events and coverage of one coder for one session. Changed by `apply` alone."""

    header: CodingHeader
    scheme: Scheme
    _items: dict[ItemKey, Item] = field(default_factory=dict)
    _deleted: dict[ItemKey, Item] = field(default_factory=dict, compare=False, repr=False)

    @property
    def events(self) -> Iterator[Event]:
        """Every event, in no particular order."""
        return (item for item in self._items.values() if not isinstance(item, Coverage))

    def in_order(self) -> list[Event]:
        """Every event by start, tier, and id."""
        return sorted(self.events, key=lambda event: (event.start, event.tier, event.id))

    def event(self, id: EventId) -> Event | None:
        item = self._items.get(id)
        return None if isinstance(item, Coverage) else item

    def last_known(self, id: EventId) -> Event | None:
        """The event as it is, or as it was when it was deleted; None where there never was one."""
        item = self._items.get(id, self._deleted.get(id))
        return None if isinstance(item, Coverage) else item

    def covered(self, tier: TierId) -> Spans:
        """Which stretches of this tier were watched."""
        item = self._items.get(f"covered:{tier}")
        return item.spans if isinstance(item, Coverage) else ()

    def item(self, key: ItemKey) -> Item | None:
        return self._items.get(key)

    @property
    def items(self) -> Iterable[Item]:
        return self._items.values()

    def states(self, tier: TierId) -> list[StateEvent]:
        """The states of one tier by start."""
        found = [event for event in self.events if isinstance(event, StateEvent) and event.tier == tier]
        return sorted(found, key=lambda event: (event.start, event.id))

    def open_states(self) -> list[StateEvent]:
        """The states that have begun and not ended, by start."""
        found = [event for event in self.events if isinstance(event, StateEvent) and event.end is None]
        return sorted(found, key=lambda event: (event.start, event.id))

    def apply(self, batch: Batch) -> None:
        """Make every edit of the batch, or none.

        Raises:
            Refused: `edit-stale` when the coding does not hold what an edit says was before.
        """
        done: list[Edit] = []
        try:
            for edit in batch.edits:
                if self._items.get(edit.key) != edit.before:
                    raise Refused("edit-stale", item=edit.key)
                self._put(edit)
                done.append(edit)
        except Refused:
            for edit in reversed(done):
                self._put(edit.inverse)
            raise

    def _put(self, edit: Edit) -> None:
        if edit.after is None:
            self._deleted[edit.key] = self._items.pop(edit.key)
        else:
            self._items[edit.key] = edit.after


def watched(coding: Coding, tier: TierId, span: Span) -> Edit | None:
    """The edit that adds a watched stretch to a tier; None when it was already known."""
    old = coding.item(f"covered:{tier}")
    before = old if isinstance(old, Coverage) else None
    spans = union((*(before.spans if before else ()), span))
    after = Coverage(tier=tier, spans=spans)
    return None if after == before else Edit(before, after)


Listener = Callable[[frozenset[ItemKey]], None]
"""Called after a change with the keys of what changed."""
