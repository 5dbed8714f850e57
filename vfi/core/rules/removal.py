"""Deleting an event, and what hangs on it."""

from __future__ import annotations

from dataclasses import replace

from vfi.core.coding import Batch, Coding, Edit
from vfi.core.errors import Refused
from vfi.core.events import EventId, StateEvent
from vfi.core.rules.decision import Decision, Said
from vfi.core.scheme import StateRule


def unlink(coding: Coding, id: EventId) -> tuple[Edit, ...]:
    """The edits that clear every link to this event."""
    pointing = sorted((event for event in coding.events if event.responds_to == id), key=lambda event: event.id)
    return tuple(Edit(event, replace(event, responds_to=None)) for event in pointing)


def delete(coding: Coding, id: EventId) -> Decision:
    """Delete an event; links to it are cleared in the same batch.

    In an exhaustive tier the state before it goes on to where it ended, so that no gap is made.

    Raises:
        Refused: `no-such-event`.
    """
    event = coding.event(id)
    if event is None:
        raise Refused("no-such-event", event=id)
    cleared = unlink(coding, id)
    edits = [*cleared, Edit(event, None)]
    said = Said("links-cleared", {"n": len(cleared)}) if cleared else None
    tier = coding.scheme.tier(event.tier)
    if isinstance(event, StateEvent) and tier is not None and tier.rule is StateRule.EXHAUSTIVE:
        before = next((state for state in coding.states(event.tier) if state.end == event.start), None)
        if before is not None:
            current = next((edit.after for edit in cleared if edit.key == before.id), before)
            assert isinstance(current, StateEvent)
            edits.append(Edit(current, replace(current, end=event.end)))
            said = Said("one-before-goes-on", {"time": event.start})
    return Decision(batch=Batch("delete", tuple(edits)), said=said)
