"""What a moment worth showing looks like in a coding: turns to and fro, away and back, together for long.

Everything here is made of events that may reach a parent (`may_reach_parent`) and of nothing else; what else happens
meanwhile is looked at by `vfi.core.moments`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from vfi.core.coding import Coding
from vfi.core.events import MARKS_TIER, Event, EventId, PointEvent, StateEvent
from vfi.core.parent_safe import may_reach_parent
from vfi.core.rules.decision import Said
from vfi.core.scheme import Code
from vfi.core.time import SECOND, Ns, Span, Spans, clock_text, intersect, subtract

AWAY = "break"
"""The concept of codes with which a baby turns away for a while."""
WAITED = "paused"
"""The choice that says that the parent stopped, watched and waited (of the scheme *Baby's cues*)."""
TOGETHER = "dyad"
"""The subject whose states are shared ones by themselves."""

BACK_WITHIN = Ns(20 * SECOND)
"""Who comes back later than this came back for another reason."""
LONG = Ns(5 * SECOND)
"""The shortest shared state that is worth a clip."""
LONGEST = Ns(30 * SECOND)
"""Of a longer one the part in which most happens is shown."""
LINGERS = Ns(10 * SECOND)
"""At most so much of a state at the end of a chain belongs to it."""


class MomentKind(StrEnum):
    """Why a moment was found."""

    STAR = "star"
    MARK = "mark"
    TURNS = "turns"
    BACK = "back"
    SHARED = "shared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A moment before anything is laid round it."""

    kind: MomentKind
    core: Span
    """From its first event to its last (ns, session clock)."""
    reason: Said
    coding: str
    events: tuple[EventId, ...]
    weight: int
    """Among the others of the coding: more is shown earlier."""
    before: Ns = Ns(2 * SECOND)
    after: Ns = Ns(2 * SECOND)
    """What is shown round it."""


def chosen(coding: Coding) -> Iterator[Shape]:
    """What somebody starred or marked."""
    for event in _safe(coding):
        code = coding.scheme.code(event.tier, event.code)
        whole = isinstance(event, StateEvent)
        pad = Ns(0) if whole else Ns(2 * SECOND)
        if event.tier == MARKS_TIER:
            reason, kind = Said("found-mark", {"at": _clock(event.start)}), MomentKind.MARK
        elif event.starred and code is not None:
            reason, kind = Said("found-star", {"code": code.label, "at": _clock(event.start)}), MomentKind.STAR
        else:
            continue
        if (core := _core((event,), LINGERS if event.tier == MARKS_TIER else None)) is not None:
            yield Shape(
                kind=kind,
                core=core,
                reason=reason,
                coding=coding.header.id,
                events=(event.id,),
                weight=0,
                before=pad,
                after=pad,
            )


def turns(coding: Coding) -> Iterator[Shape]:
    """Chains in which each event answers the one before: what somebody linked, else what the scheme's windows say."""
    before = _answered(coding)
    led_on = {previous.id for previous in before.values() if previous is not None}
    for event in coding.in_order():
        if event.id in led_on:
            continue
        chain = [event]
        while (previous := before[chain[-1].id]) is not None and previous not in chain:
            chain.append(previous)
        chain.reverse()
        if len(chain) < 2 or not all(may_reach_parent(each, coding.scheme) for each in chain):
            continue
        codes = [coding.scheme.code(each.tier, each.code) for each in chain]
        labels = [code.label for code in codes if code is not None]
        core = _core(chain, LINGERS)
        if core is None or len({_subject(coding, each) for each in chain}) < 2:
            continue
        said = ", ".join(labels) if len(labels) <= 3 else f"{labels[0]}, {labels[1]}, …"
        yield Shape(
            kind=MomentKind.TURNS,
            core=core,
            reason=Said("found-turns", {"codes": said, "turns": len(chain)}),
            coding=coding.header.id,
            events=tuple(each.id for each in chain),
            weight=10 * len(chain),
        )


def _answered(coding: Coding) -> dict[EventId, Event | None]:
    """For each event the one that it answers: what was linked, else the nearest in the window of its code's link."""
    by_code: dict[str, list[Event]] = {}
    for event in coding.in_order():
        by_code.setdefault(event.code, []).append(event)
    found: dict[EventId, Event | None] = {}
    for event in coding.events:
        code = _code(coding, event)
        if event.responds_to is not None:
            linked = coding.event(event.responds_to)
            found[event.id] = linked if linked is not None and linked.start <= event.start else None
            continue
        near: list[Event] = []
        for id in code.answers.to if code is not None and code.answers is not None else ():
            others = by_code.get(id, [])
            place = bisect_left(others, event.start, key=lambda other: other.start)
            if place and code is not None and code.answers is not None:
                last = others[place - 1]
                near += [last] if last.start >= event.start - code.answers.window else []
        found[event.id] = max(near, key=lambda other: (other.start, other.id), default=None)
    return found


def back_again(coding: Coding) -> Iterator[Shape]:
    """A baby turns away, and comes back by themselves."""
    safe = sorted(_safe(coding), key=lambda event: (event.start, event.id))
    for away in safe:
        if (code := _code(coding, away)) is None or code.concept != AWAY:
            continue
        gone = away.end if isinstance(away, StateEvent) else away.start
        if gone is None:
            continue
        back = next(
            (
                other
                for other in safe
                if other.start >= gone
                and other.start > away.start
                and _subject(coding, other) == _subject(coding, away)
                and (_code(coding, other) or code).concept != AWAY
            ),
            None,
        )
        if back is None or back.start - away.start > BACK_WITHIN:
            continue
        waited = any(WAITED in ((value,) if isinstance(value, str) else value) for _, value in away.modifiers)
        yield Shape(
            kind=MomentKind.BACK,
            core=Span(away.start, Ns(back.start + 1)),
            reason=Said(
                "found-waited-back" if waited else "found-back", {"seconds": _seconds(back.start - away.start)}
            ),
            coding=coding.header.id,
            events=(away.id, back.id),
            weight=38 if waited else 32,
            after=Ns(3 * SECOND),
        )


def together(codings: Sequence[Coding], unsafe: Spans) -> Iterator[Shape]:
    """Stretches in which two are in states that fit together, or the two of them in one; without `unsafe` time."""
    states = sorted(
        (
            (coding, event, code)
            for coding in codings
            for event in _safe(coding)
            if isinstance(event, StateEvent) and event.end is not None and (code := _code(coding, event)) is not None
        ),
        key=lambda state: (state[1].start, state[1].id),
    )
    for coding, event, code in states:
        if _subject(coding, event) == TOGETHER and event.end is not None:
            for part in subtract([Span(event.start, event.end)], unsafe):
                yield from _shared(codings, part, coding, (event,), code.label)
    for (coding, one, code), (other_coding, two, other) in _meeting(states):
        whose = _subject(coding, one), _subject(other_coding, two)
        if whose[0] == whose[1] or "" in whose or TOGETHER in whose or one.end is None or two.end is None:
            continue
        for part in subtract(intersect([Span(one.start, one.end)], [Span(two.start, two.end)]), unsafe):
            own = (one, two) if coding is other_coding else (one,)
            yield from _shared(codings, part, coding, own, ", ".join(sorted((code.label, other.label))))


_State = tuple[Coding, StateEvent, Code]


def _meeting(states: Sequence[_State]) -> Iterator[tuple[_State, _State]]:
    """Two that are on at the same time; `states` by their starts."""
    for place, one in enumerate(states):
        for other in states[place + 1 :]:
            if one[1].end is None or other[1].start >= one[1].end:
                break
            yield one, other


def _shared(
    codings: Sequence[Coding], part: Span, coding: Coding, events: tuple[Event, ...], labels: str
) -> Iterator[Shape]:
    if part.length < LONG:
        return
    core = part if part.length <= LONGEST else _richest(codings, part)
    yield Shape(
        kind=MomentKind.SHARED,
        core=core,
        reason=Said("found-shared", {"codes": labels, "seconds": round(part.length / SECOND)}),
        coding=coding.header.id,
        events=tuple(event.id for event in events),
        weight=14 + min(16, part.length // SECOND),
        before=Ns(0),
        after=Ns(0),
    )


def _richest(codings: Sequence[Coding], part: Span) -> Span:
    """The stretch of `LONGEST` in which most begins; the first of them."""
    begins = sorted(
        event.start
        for coding in codings
        for event in _safe(coding)
        if isinstance(event, PointEvent) and part.start <= event.start < part.end
    )
    latest = part.end - LONGEST
    starts = [part.start, *(Ns(max(part.start, min(begun - SECOND, latest))) for begun in begins)]
    best = max(starts, key=lambda start: (sum(start <= begun < start + LONGEST for begun in begins), -start))
    return Span(best, Ns(best + LONGEST))


def _safe(coding: Coding) -> Iterator[Event]:
    return (event for event in coding.events if may_reach_parent(event, coding.scheme))


def _code(coding: Coding, event: Event) -> Code | None:
    return coding.scheme.code(event.tier, event.code)


def _subject(coding: Coding, event: Event) -> str:
    tier = coding.scheme.tier(event.tier)
    return tier.subject if tier is not None else ""


def _core(events: Sequence[Event], most: Ns | None) -> Span | None:
    """From the first to the last; `most`: so much of a state at the end. None while one is open and may go on."""
    last = Ns(0)
    for event in events:
        if isinstance(event, PointEvent):
            last = Ns(max(last, event.start + 1))
        elif event.end is None:
            return None
        else:
            last = Ns(max(last, event.end if most is None else min(event.end, event.start + most)))
    return Span(min(event.start for event in events), last)


def _clock(time: int) -> str:
    """To the second: nobody looks for a moment by its milliseconds."""
    return clock_text(time).partition(".")[0]


def _seconds(time: int) -> str:
    return f"{time / SECOND:.1f}"
