"""What is wrong inside a coding: events that the scheme does not know, broken links, overlaps, gaps, times outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from vfi.core.coding import Coding
from vfi.core.events import Event, PointEvent, StateEvent, TierId
from vfi.core.findings import Severity
from vfi.core.scheme import MARKS, Code, StateRule, Tier, TierType
from vfi.core.spelling import did_you_mean
from vfi.core.time import Ns, Span, clock_text, subtract, total

Report = Callable[..., None]
"""`report(key, id, severity, **values)`: a problem of the item with this key (an event's id, or empty)."""


def check_events(coding: Coding, end: Ns | None, report: Report) -> None:
    """Report every problem of a coding's events; `end` is when the session's films end, None when not known."""
    scheme, ids = coding.scheme, {event.id for event in coding.events}
    for event in coding.in_order():
        values = {"event": event.id, "time": clock_text(event.start)}
        tier = scheme.tier(event.tier)
        code = scheme.code(event.tier, event.code)
        if tier is None:
            meant = did_you_mean(event.tier, (tier.id for tier in scheme.tiers))
            report(event.id, "coding-unknown-tier", tier=event.tier, meant=meant, **values)
        elif code is None:
            report(event.id, "coding-unknown-code", tier=event.tier, code=event.code, **values)
        else:
            if (tier.type is TierType.POINT) is not isinstance(event, PointEvent):
                report(event.id, "coding-wrong-type", tier=event.tier, code=code.label, **values)
            for id, text in _wrong_modifiers(event, code):
                report(event.id, id, code=code.label, detail=text, **values)
        if event.responds_to is not None and event.responds_to not in ids:
            report(event.id, "coding-broken-link", to=event.responds_to, **values)
        if event.responds_to == event.id:
            report(event.id, "coding-answers-itself", **values)
        if end is not None and _last(event) > end:
            report(event.id, "coding-beyond-film", end=clock_text(end), **values)
    for tier in scheme.tiers:
        _check_states(coding, tier, report)
    for tier in (*scheme.tiers, MARKS):
        covered = coding.covered(tier.id)
        if end is not None and covered and covered[-1].end > end:
            report(f"covered:{tier.id}", "coding-watched-beyond-film", tier=tier.label, end=clock_text(end))


def _check_states(coding: Coding, tier: Tier, report: Report) -> None:
    if not tier.one_at_a_time:
        return
    states = coding.states(tier.id)
    for before, after in pairwise(states):
        if before.end is None or before.end > after.start:
            report(
                after.id,
                "coding-states-overlap",
                tier=tier.label,
                event=after.id,
                other=before.id,
                time=clock_text(after.start),
            )
    if tier.rule is StateRule.EXHAUSTIVE:
        gaps = subtract(coding.covered(tier.id), _spans(states, _horizon(coding, tier.id)))
        if gaps:
            report(
                f"covered:{tier.id}",
                "coding-gaps",
                severity=Severity.WARNING,
                tier=tier.label,
                n=len(gaps),
                time=clock_text(gaps[0].start),
                length=clock_text(total(gaps)),
            )


def _horizon(coding: Coding, tier: TierId) -> Ns:
    covered = coding.covered(tier)
    return covered[-1].end if covered else Ns(0)


def _spans(states: list[StateEvent], horizon: Ns) -> Iterator[Span]:
    """The states as spans; an open one lasts as long as the tier was watched."""
    for state in states:
        end = state.end if state.end is not None else max(horizon, Ns(state.start + 1))
        yield Span(state.start, end)


def _wrong_modifiers(event: Event, code: Code) -> Iterator[tuple[str, str]]:
    known = {modifier.id: modifier for modifier in code.modifiers}
    for id, value in event.modifiers:
        modifier = known.get(id)
        if modifier is None:
            yield "coding-unknown-modifier", id
        elif modifier.options:
            for choice in (value,) if isinstance(value, str) else value:
                if modifier.option(choice) is None:
                    yield "coding-unknown-option", f"{id}: {choice}"


def _last(event: Event) -> Ns:
    if isinstance(event, StateEvent):
        return event.end if event.end is not None else event.start
    return event.at
