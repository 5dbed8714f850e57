"""Measures of one coding per tier and code, exact to the nanosecond; defined in docs/statistics.md."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from vfi.core.coding import Coding
from vfi.core.events import CodeId, Event, PointEvent, StateEvent, TierId
from vfi.core.scheme import MARKS, Code, Special, Tier, TierType
from vfi.core.time import SECOND, Ns, Span, Spans, intersect, subtract, total, union

MINUTE = 60 * SECOND


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The measures of one code. None where a measure is not defined: nothing watched, a moment has no length, ..."""

    subject: str
    tier: TierId
    code: CodeId
    type: TierType
    unscorable: bool
    """The code says that nothing could be seen: it counts in no share and has none."""
    covered: int
    """Watched time of the tier (ns)."""
    scorable: int
    """Watched time without what could not be seen (ns): T, the denominator."""
    count: int | None
    """Events in T; of states those with any part in T. None where nothing was watched, so 0 means *never seen*."""
    excluded: int
    """Events outside of T, counted nowhere."""
    rate_per_min: float | None
    """count / T."""
    total: int | None
    """Sum of the lengths within T (ns). None for moments."""
    mean: int | None
    """total / count, to the nearest ns, halves to even."""
    median: int | None
    percent: float | None
    """100 x the part of T in which the code lasts (counted once where states of the code overlap)."""
    latency: int | None
    """From the start of the film (of the assigned segment) to the first event's start in T (ns)."""
    latency_unwatched: int | None
    """How much of that stretch was not watched (ns): above 0 the first one may have been missed."""
    censored: int
    """States that had not ended when the film (the segment) did: their length is a least length."""


def scores(coding: Coding, film: Span) -> list[Score]:
    """The measures of every code of the scheme, in its order, and of the marks where there are any.

    `film` is the film on the session clock. An open state counts to its end (the segment's, where one was assigned).
    """
    whole = coding.header.segment if coding.header.segment is not None else film
    marked = not coding.scheme.tiers or any(event.tier == MARKS.id for event in coding.events)
    tiers = (*coding.scheme.tiers, *((MARKS,) if marked else ()))
    return [score for tier in tiers for score in _tier(coding, tier, whole)]


def scorable(coding: Coding, tier: TierId, whole: Span) -> Spans:
    """The watched stretches of a tier without those in which nothing could be seen."""
    hidden = coding.scheme.unscorable(tier)
    holes = [
        Span(event.start, _end(event, whole))
        for event in coding.events
        if isinstance(event, StateEvent) and (event.tier, event.code) in hidden and event.start < _end(event, whole)
    ]
    return subtract(intersect(coding.covered(tier), [whole]), holes)


def _tier(coding: Coding, tier: Tier, whole: Span) -> Iterable[Score]:
    covered = intersect(coding.covered(tier.id), [whole])
    counted = scorable(coding, tier.id, whole)
    for code in tier.codes:
        events = [event for event in coding.in_order() if (event.tier, event.code) == (tier.id, code.id)]
        # what could not be seen is itself measured in all that was watched
        where = covered if code.special is Special.UNSCORABLE else counted
        yield _score(tier, code, events, covered, counted, where, whole)


def _score(
    tier: Tier, code: Code, events: list[Event], covered: Spans, counted: Spans, where: Spans, whole: Span
) -> Score:
    unscorable = code.special is Special.UNSCORABLE
    time = total(where)
    within = [(event, parts) for event in events if (parts := _parts(event, where, whole)) is not None]
    lengths = sorted(total(parts) for event, parts in within if isinstance(event, StateEvent))
    watched = time > 0
    lasting = tier.type is TierType.STATE and watched
    count = len(within)
    first = min((_first(event, parts) for event, parts in within), default=None)
    before = Span(whole.start, first) if first is not None and first > whole.start else None
    both = union(part for _, parts in within for part in parts)
    return Score(
        subject=tier.subject,
        tier=tier.id,
        code=code.id,
        type=tier.type,
        unscorable=unscorable,
        covered=total(covered),
        scorable=total(counted),
        count=count if watched else None,
        excluded=len(events) - count,
        rate_per_min=_ratio(count * MINUTE, time) if watched and not unscorable else None,
        total=sum(lengths) if lasting else None,
        mean=round(Fraction(sum(lengths), count)) if lasting and count else None,
        median=_median(lengths) if lasting and count else None,
        percent=_ratio(100 * total(both), time) if lasting and not unscorable else None,
        latency=first - whole.start if first is not None else None,
        latency_unwatched=None if first is None else total(subtract([before], covered)) if before is not None else 0,
        censored=sum(1 for event, _ in within if isinstance(event, StateEvent) and _runs_on(event, whole)),
    )


def _end(event: StateEvent, whole: Span) -> Ns:
    return whole.end if event.end is None else event.end


def _runs_on(event: StateEvent, whole: Span) -> bool:
    return event.end is None or event.end >= whole.end


def _parts(event: Event, where: Spans, whole: Span) -> Spans | None:
    """The parts of a state in the counted time; of a moment (); None when it is not in it."""
    if isinstance(event, PointEvent):
        return () if any(span.start <= event.at < span.end for span in where) else None
    if event.start >= _end(event, whole):
        return None
    return intersect([Span(event.start, _end(event, whole))], where) or None


def _first(event: Event, parts: Spans) -> Ns:
    return parts[0].start if parts else event.start


def _median(lengths: list[int]) -> int:
    half = len(lengths) // 2
    if len(lengths) % 2:
        return lengths[half]
    return round(Fraction(lengths[half - 1] + lengths[half], 2))


def _ratio(above: int, below: int) -> float:
    return float(Fraction(above, below))
