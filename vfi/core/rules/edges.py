"""Moving where an event starts or ends: to a frame, or by a number of frames."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from vfi.core.clock import FilmClock
from vfi.core.coding import Batch, Coding, Edit
from vfi.core.errors import Refused
from vfi.core.events import Event, EventId, PointEvent, StateEvent
from vfi.core.rules.decision import Decision, Said
from vfi.core.rules.keys import point_at
from vfi.core.scheme import StateRule, Tier
from vfi.core.time import Ns


class Edge(StrEnum):
    START = "start"
    END = "end"


def set_edge(coding: Coding, clock: FilmClock, id: EventId, edge: Edge, frame: int) -> Decision:
    """Move the start (end) of an event to the start of a frame; the number of frames is the film's end.

    A point event has only a start. Where one state at a time is allowed, the edge stops at the neighbour. In an
    exhaustive tier two states share the edge between them: both move, each keeps at least a frame.

    Raises:
        Refused: `no-such-event`.
    """
    event = coding.event(id)
    if event is None:
        raise Refused("no-such-event", event=id)
    wanted = max(0, min(frame, len(clock.frames)))
    if edge is Edge.START:
        wanted = min(wanted, clock.frames.last)
    time = clock.edge(wanted)
    stopped = Said("stopped-at-film") if wanted != frame else None
    if isinstance(event, PointEvent):
        return _move_point(coding, event, edge, time, stopped)
    tier = coding.scheme.tier(event.tier)
    if tier is not None and tier.rule is StateRule.EXHAUSTIVE:
        return _shared_edge(coding, clock, event, edge, time, stopped)
    return _own_edge(coding, tier, event, edge, time, stopped)


def nudge(coding: Coding, clock: FilmClock, id: EventId, edge: Edge, frames: int) -> Decision:
    """Move the start (end) by a number of frames, back when it is negative. An open end is moved from nowhere: said."""
    event = coding.event(id)
    if event is None:
        raise Refused("no-such-event", event=id)
    if edge is Edge.START:
        return set_edge(coding, clock, id, edge, clock.frame_at(event.start) + frames)
    if isinstance(event, PointEvent):
        return Decision(said=Said("point-has-no-end"), select=id)
    if event.end is None:
        return Decision(said=Said("still-open"), select=id)
    return set_edge(coding, clock, id, edge, clock.edge_number(event.end) + frames)


def _move_point(coding: Coding, event: PointEvent, edge: Edge, time: Ns, said: Said | None) -> Decision:
    if edge is Edge.END:
        return Decision(said=Said("point-has-no-end"), select=event.id)
    if time == event.at:
        return Decision(said=said, select=event.id)
    code = coding.scheme.code(event.tier, event.code)
    if code is not None and point_at(coding, code, time) is not None:
        return Decision(said=Said("already-coded-here", {"code": code.label}), select=event.id)
    return Decision(batch=Batch("move", (Edit(event, replace(event, at=time)),)), said=said, select=event.id)


def _moved(event: StateEvent, edge: Edge, time: Ns) -> StateEvent | None:
    """The state with its edge there; None when nothing would be left of it."""
    start, end = (time, event.end) if edge is Edge.START else (event.start, time)
    return None if end is not None and end <= start else replace(event, start=start, end=end)


def _refused(event: Event, edge: Edge) -> Decision:
    return Decision(said=Said("start-after-end" if edge is Edge.START else "end-before-its-start"), select=event.id)


def _own_edge(
    coding: Coding, tier: Tier | None, event: StateEvent, edge: Edge, time: Ns, said: Said | None
) -> Decision:
    if tier is not None and tier.one_at_a_time:
        others = [state for state in coding.states(event.tier) if state.id != event.id]
        if edge is Edge.START:
            ends = [state.end for state in others if state.end is not None and state.end <= event.start]
            limit = max(ends, default=time)
            stopped = limit > time
        else:
            limit = min((state.start for state in others if state.start > event.start), default=time)
            stopped = limit < time
        if stopped:
            time, said = limit, Said("stopped-at-neighbour", {"time": limit})
    moved = _moved(event, edge, time)
    if moved is None:
        return _refused(event, edge)
    if moved == event:
        return Decision(said=said, select=event.id)
    return Decision(batch=Batch(f"move-{edge}", (Edit(event, moved),)), said=said, select=event.id)


def _shared_edge(
    coding: Coding, clock: FilmClock, event: StateEvent, edge: Edge, time: Ns, said: Said | None
) -> Decision:
    """In an exhaustive tier an edge belongs to two states; the last one ends only where another begins."""
    if (event.start if edge is Edge.START else event.end) == time:
        return Decision(said=said, select=event.id)
    states = coding.states(event.tier)
    place = next(n for n, state in enumerate(states) if state.id == event.id)
    left, right = (place - 1, place) if edge is Edge.START else (place, place + 1)
    if right == len(states):
        return Decision(said=Said("ends-with-next"), select=event.id)
    second = states[right]
    edits: list[Edit] = []
    if left >= 0:
        first = states[left]
        least = clock.edge_after(first.start)
        if edge is Edge.START and time < least:
            time, said = least, Said("stopped-at-neighbour", {"time": least})
        if time <= first.start:
            return _refused(event, edge)
        if first.end != time:
            edits.append(Edit(first, replace(first, end=time)))
    if second.end is not None:
        most = clock.edge_before(second.end)
        if edge is Edge.END and time > most:
            time, said = most, Said("stopped-at-neighbour", {"time": most})
            edits = [Edit(edit.before, _ending(edit.after, time)) for edit in edits]
        if time >= second.end:
            return _refused(event, edge)
    if second.start != time:
        edits.append(Edit(second, replace(second, start=time)))
    edits = [edit for edit in edits if edit.before != edit.after]
    if not edits:
        return Decision(said=said, select=event.id)
    return Decision(batch=Batch(f"move-{edge}", tuple(edits)), said=said, select=event.id)


def _ending(item: object, time: Ns) -> StateEvent:
    assert isinstance(item, StateEvent)
    return replace(item, end=time)
