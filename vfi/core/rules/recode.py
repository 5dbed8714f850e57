"""Giving an event another code of its tier, and clearing what then no longer fits."""

from __future__ import annotations

from dataclasses import replace

from vfi.core.coding import Batch, Coding, Edit
from vfi.core.errors import Refused
from vfi.core.events import CodeId, Event, EventId, Modifiers, PointEvent, StateEvent
from vfi.core.rules.decision import Decision, Said
from vfi.core.rules.details import check_value
from vfi.core.rules.keys import group, point_at
from vfi.core.scheme import Code, StateRule


def recode(coding: Coding, id: EventId, code: CodeId) -> Decision:
    """Say that an event is another behaviour of the same tier; its times, comment and star stay.

    Details that the new code does not have, the answered event if it may not answer that, and answers of others that
    may not answer the new code are cleared in the same batch, and said. In an exhaustive tier a neighbour of the new
    code becomes one with it: one lasting behaviour is not counted twice.

    Raises:
        Refused: `no-such-event`, `no-such-tier`, `unknown-code` when the tier has no such code.
    """
    event = coding.event(id)
    if event is None:
        raise Refused("no-such-event", event=id)
    tier = coding.scheme.tier(event.tier)
    if tier is None:
        raise Refused("no-such-tier", tier=event.tier)
    new = coding.scheme.code(event.tier, code)
    if new is None:
        raise Refused("unknown-code", code=code, tier=tier.label)
    if event.code == code:
        return Decision(select=id)
    if isinstance(event, PointEvent):
        there = point_at(coding, new, event.at)
        if there is not None:
            return Decision(said=Said("already-coded-here", {"code": new.label}), select=there.id)
    else:
        over = next((one for one in group(coding, tier, code) if one.id != id and _overlap(one, event)), None)
        if over is not None:
            return Decision(said=Said("recode-overlaps", {"code": new.label, "time": over.start}), select=over.id)
    fitting = _fitting_modifiers(new, event.modifiers)
    link = event.responds_to if _may_answer(coding, new, event.responds_to) else None
    after: Event = replace(event, code=code, modifiers=fitting, responds_to=link)
    joined: list[StateEvent] = []
    if isinstance(after, StateEvent) and tier.rule is StateRule.EXHAUSTIVE:
        joined = [one for one in coding.states(tier.id) if one.code == code and _touch(one, after)]
        after = _one_of(after, joined)
    edits, unlinked = _answers_of(coding, new, after, {id, *(one.id for one in joined)})
    dropped = len(event.modifiers) - len(fitting)
    links = unlinked + (link is None and event.responds_to is not None)
    if joined:
        said = Said("recode-joined", {"code": new.label, "time": after.start})
    elif dropped or links:
        said = Said("recode-cleared", {"code": new.label, "details": dropped, "links": links})
    else:
        said = None
    edits += [Edit(one, None) for one in joined]
    return Decision(batch=Batch("recode", (*edits, Edit(event, after))), said=said, select=id)


def _overlap(one: StateEvent, other: StateEvent) -> bool:
    return (one.end is None or other.start < one.end) and (other.end is None or one.start < other.end)


def _touch(one: StateEvent, other: StateEvent) -> bool:
    return one.id != other.id and (one.end == other.start or one.start == other.end)


def _one_of(event: StateEvent, joined: list[StateEvent]) -> StateEvent:
    """The event with its neighbours in it: from the first start to the last end, with every comment."""
    parts = sorted([event, *joined], key=lambda one: one.start)
    return replace(
        event,
        start=parts[0].start,
        end=parts[-1].end,
        comment="\n".join(one.comment for one in parts if one.comment),
        starred=any(one.starred for one in parts),
    )


def _fitting_modifiers(new: Code, modifiers: Modifiers) -> Modifiers:
    kept = dict(modifiers)
    fitting = []
    for each in new.modifiers:
        value = kept.get(each.id)
        try:
            checked = check_value(each, value)
        except Refused:
            continue  # the choice has this id, but not this option
        if checked is not None:
            fitting.append((each.id, checked))
    return tuple(fitting)


def _may_answer(coding: Coding, code: Code, to: EventId | None) -> bool:
    target = coding.event(to) if to is not None else None
    return target is not None and code.answers is not None and target.code in code.answers.to


def _answers_of(coding: Coding, new: Code, after: Event, whose: set[EventId]) -> tuple[list[Edit], int]:
    """The edits of what answers any of these, which are one event now; how many of them answer nothing any more."""
    edits: list[Edit] = []
    cleared = 0
    for answer in sorted(coding.events, key=lambda one: one.id):
        if answer.responds_to not in whose or answer.id in whose:
            continue
        code = coding.scheme.code(answer.tier, answer.code)
        fits = code is not None and code.answers is not None and new.id in code.answers.to
        to = after.id if fits and after.start < answer.start else None
        cleared += to is None
        if to != answer.responds_to:
            edits.append(Edit(answer, replace(answer, responds_to=to)))
    return edits, cleared
