"""Making a coding out of a table of events: all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vfi.core.clock import FilmClock
from vfi.core.coding import Batch, Edit, Role
from vfi.core.errors import CouldNot
from vfi.core.events import Coverage, Event, PointEvent, StateEvent
from vfi.core.findings import Finding
from vfi.core.scheme import MARKS, NO_SCHEME
from vfi.core.time import Ns
from vfi.desk.session import SessionDesk
from vfi.formats.events_csv import read_events_csv


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of an import."""

    coding: str
    """Its id."""
    events: int
    warnings: tuple[Finding, ...]
    moved: int
    """How many events were snapped to another time."""
    largest_shift: int
    """ns"""


def import_events(
    desk: SessionDesk,
    table: bytes,
    *,
    coder: str,
    scheme: str | None = None,
    role: Role = Role.PRIMARY,
    snap: bool = False,
    name: str = "",
) -> Imported:
    """Make the coding of this coder from a CSV of events. The whole film counts as watched.

    Times are kept to the nanosecond as they are written. With `snap` starts and ends move to the nearest frame.

    Raises:
        BadInput: `events-findings` with every bad row; `coder-missing`; `scheme-not-found`; a film that is not there.
    """
    found = desk.find_scheme(scheme)
    coded = found.scheme if found is not None else NO_SCHEME
    clock, span = desk.clock(), desk.span()
    read = read_events_csv(table, coded, path=name, film_start=span.start, film_end=span.end)
    events = read.events
    if snap:
        events = snapped(events, clock)
    shifts = [
        abs(one - other)
        for before, after in zip(read.events, events, strict=True)
        for one, other in zip(_times(before), _times(after), strict=True)
    ]
    tiers = [tier.id for tier in (*coded.tiers, MARKS)]
    edits = [Edit(None, Coverage(tier=tier, spans=(span,))) for tier in tiers]
    edits += [Edit(None, event) for event in events]
    path = desk.new_coding(coder, found, role=role)
    try:
        with desk.open_coding(path, coder.strip()) as opened:
            if opened.read_only is not None:
                raise CouldNot(opened.read_only.id, **opened.read_only.values)
            opened.history.do(Batch("import", tuple(edits)))
            id = opened.coding.header.id
    except BaseException:
        desk.vault.delete(path)  # a coding that holds nothing of what was to be taken in would only mislead
        raise
    return Imported(
        coding=id,
        events=len(events),
        warnings=read.warnings,
        moved=sum(before != after for before, after in zip(read.events, events, strict=True)),
        largest_shift=max(shifts, default=0),
    )


def _times(event: Event) -> tuple[int, ...]:
    return (event.start,) if isinstance(event, PointEvent) or event.end is None else (event.start, event.end)


def snapped(events: Sequence[Event], clock: FilmClock) -> tuple[Event, ...]:
    """Starts and ends on the nearest edge of a frame; a state keeps at least one frame."""
    return tuple(_snapped(event, clock) for event in events)


def _snapped(event: Event, clock: FilmClock) -> Event:
    start = clock.time_of(clock.nearest(event.start))
    if isinstance(event, PointEvent):
        return replace(event, at=start)
    assert isinstance(event, StateEvent)
    if event.end is None:
        return replace(event, start=start)
    return replace(event, start=start, end=max(_nearest_edge(event.end, clock), clock.edge_after(start)))


def _nearest_edge(time: Ns, clock: FilmClock) -> Ns:
    edge = clock.time_of(clock.nearest(time))
    return clock.end if clock.end - time < abs(time - edge) else edge
