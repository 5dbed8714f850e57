"""Moments worth showing, found in codings; and moments that a stretch must not hold without anyone knowing.

Nothing is ever suggested of an event that may not reach a parent, nor a stretch in which such an event lies: what is
laid round a moment ends before it, and a moment that it lies in is not found at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from vfi.core.clock import FilmClock
from vfi.core.coding import Coding
from vfi.core.events import Event, EventId, PointEvent
from vfi.core.moment_shapes import MomentKind, Shape, back_again, chosen, together, turns
from vfi.core.parent_safe import may_reach_parent
from vfi.core.rules.decision import Said
from vfi.core.time import Ns, Span, Spans, intersect, total, union

MOST = 12
"""More is not looked through."""

_AGAIN = 4
"""Weight that a moment loses for each one of its kind that is already shown: not five times the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A moment, with why it was found."""

    kind: MomentKind
    start: Ns
    end: Ns
    """Edges of frames of the film that is coded, on the session clock; half-open."""
    reason: Said
    """For the clinician; holds codes' names."""
    coding: str
    events: tuple[EventId, ...]
    """In the order in which they follow one another; every one may reach a parent."""


def find_moments(
    codings: Sequence[Coding],
    clock: FilmClock,
    *,
    beside: Iterable[Coding] = (),
    in_deck: Iterable[Span] = (),
    most: int = MOST,
) -> tuple[Found, ...]:
    """Moments of these codings, the best in front: starred and marked first, then what weighs most.

    `beside`: further codings, of which only what may *not* reach a parent counts. `in_deck`: stretches that were
    chosen already; what lies in them by half is left out.
    """
    everything = [*codings, *(coding for coding in beside if all(coding is not one for one in codings))]
    events = [event for coding in everything for event in unsafe_events(coding)]
    unsafe = [_frames(event, clock) for event in events]
    times = union(clock.span(first, last) for first, last in unsafe)
    shapes = [shape for coding in codings for shape in _shapes(coding)]
    shapes += together(codings, times)
    taken = list(in_deck)
    found: list[Found] = []
    for shape in _ranked(shapes):
        if len(found) == most:
            break
        stretch = _laid_round(shape, clock, unsafe)
        if stretch is None or _covered(shape.core, taken):
            continue
        taken.append(stretch)
        found.append(
            Found(
                kind=shape.kind,
                start=stretch.start,
                end=stretch.end,
                reason=shape.reason,
                coding=shape.coding,
                events=shape.events,
            )
        )
    return tuple(found)


def unsafe_events(coding: Coding) -> Iterator[Event]:
    """What may not reach a parent, *cannot see* among it, in no particular order."""
    return (event for event in coding.events if not may_reach_parent(event, coding.scheme))


def overlaps_unsafe(coding: Coding, start: Ns, end: Ns) -> tuple[Event, ...]:
    """The events that are not for parents in this stretch (half-open), by start.

    *Cannot see* is not among them: it says nothing about anybody. A state that is still open lasts.
    """
    found = []
    for event in unsafe_events(coding):
        code = coding.scheme.code(event.tier, event.code)
        if code is not None and code.special is not None:
            continue
        last = event.start + 1 if isinstance(event, PointEvent) else event.end
        if event.start < end and (last is None or last > start):
            found.append(event)
    return tuple(sorted(found, key=lambda event: (event.start, event.id)))


def _shapes(coding: Coding) -> Iterator[Shape]:
    yield from chosen(coding)
    yield from turns(coding)
    yield from back_again(coding)


def _ranked(shapes: list[Shape]) -> list[Shape]:
    """Stars, marks, then by weight, each kind losing a little with every one of it."""
    first = sorted(
        (shape for shape in shapes if shape.kind in (MomentKind.STAR, MomentKind.MARK)),
        key=lambda shape: (shape.kind is MomentKind.MARK, shape.core.start),
    )
    left = sorted(
        (shape for shape in shapes if shape.kind not in (MomentKind.STAR, MomentKind.MARK)),
        key=lambda shape: (-shape.weight, shape.core),
    )
    by_kind = {kind: [shape for shape in left if shape.kind is kind] for kind in MomentKind}
    seen = dict.fromkeys(MomentKind, 0)
    ranked = first
    while any(by_kind.values()):
        kind = max(
            (kind for kind in MomentKind if by_kind[kind]),
            key=lambda kind: by_kind[kind][0].weight - _AGAIN * seen[kind],
        )
        ranked.append(by_kind[kind].pop(0))
        seen[kind] += 1
    return ranked


def _frames(event: Event, clock: FilmClock) -> tuple[int, int]:
    """First and last frame of an event; an open one lasts until the film ends."""
    first = clock.frame_at(event.start)
    if isinstance(event, PointEvent):
        return first, first
    return first, clock.frames.last if event.end is None else max(first, clock.frame_at(event.end - 1))


def _laid_round(shape: Shape, clock: FilmClock, unsafe: list[tuple[int, int]]) -> Span | None:
    """The stretch that is shown; None where something that is not for parents lies in the moment itself."""
    core = shape.core
    if core.start >= clock.end or core.end <= clock.start:
        return None
    first, last = clock.frame_at(core.start), clock.frame_at(core.end - 1)
    begin = clock.frame_at(clock.time_of(first) - shape.before)
    end = clock.frame_at(clock.edge(last + 1) + shape.after - 1)
    for from_, until in unsafe:
        if from_ <= last and until >= first:
            return None
        if until < first:
            begin = max(begin, until + 1)
        else:
            end = min(end, from_ - 1)
    return clock.span(begin, end)


def _covered(core: Span, taken: Spans | list[Span]) -> bool:
    return 2 * total(intersect([core], taken)) >= core.length
