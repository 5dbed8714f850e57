"""What the key of a code does: adds a point, starts a state, ends one, or goes between what is already there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from vfi.core.coding import Batch, Coding, Edit
from vfi.core.errors import Refused
from vfi.core.events import MARK_CODE, EventId, PointEvent, StateEvent, new_event_id
from vfi.core.rules.decision import Decision, Said
from vfi.core.rules.details import next_prompt
from vfi.core.rules.removal import unlink
from vfi.core.scheme import MARKS, Code, StateRule, Tier, TierType
from vfi.core.time import Ns

NewId = Callable[[], EventId]


def press(coding: Coding, code: Code, at: Ns, new_id: NewId = new_event_id) -> Decision:
    """What this code's key does when the frame that begins at `at` (ns, session clock) is on screen.

    Point tier: an event at that frame, unless the same code is already there. State tier: see `_state`.
    """
    tier = coding.scheme.tier(code.tier)
    if tier is None:
        raise Refused("no-such-tier", tier=code.tier)
    if tier.type is TierType.POINT:
        return _point(coding, code, at, new_id, "code-point")
    return _state(coding, tier, code, at, new_id)


def mark(coding: Coding, at: Ns, new_id: NewId = new_event_id) -> Decision:
    """Mark this moment, with no scheme at all."""
    return _point(coding, MARKS.codes[0], at, new_id, "mark")


def _point(coding: Coding, code: Code, at: Ns, new_id: NewId, label: str) -> Decision:
    there = point_at(coding, code, at)
    if there is not None:
        said = "already-marked" if code.id == MARK_CODE else "already-coded-here"
        return Decision(said=Said(said, {"code": code.label}), select=there.id)
    event = PointEvent(id=new_id(), tier=code.tier, code=code.id, at=at)
    return Decision(
        batch=Batch(label, (Edit(None, event),)), select=event.id, prompt=next_prompt(coding, event, after=None)
    )


def point_at(coding: Coding, code: Code, at: Ns) -> PointEvent | None:
    """The point event of this code on exactly this time."""
    for event in coding.events:
        if isinstance(event, PointEvent) and event.at == at and (event.tier, event.code) == (code.tier, code.id):
            return event
    return None


def group(coding: Coding, tier: Tier, code: str) -> list[StateEvent]:
    """The states that `code` cannot overlap, by start: the tier's; in a free tier only those of the same code."""
    return [state for state in coding.states(tier.id) if tier.one_at_a_time or state.code == code]


def _state(coding: Coding, tier: Tier, code: Code, at: Ns, new_id: NewId) -> Decision:
    """A state's key, by what its group holds at `at`.

    Its own code lasts here: ends here (exhaustive: nothing, that would make a gap). On the very frame of an open
    start: the start is withdrawn. Its own code is open from later on: an end before the start, refused.
    Another code lasts here: that one ends here, also when it was long closed. In every other case it starts here,
    and lasts to the next start of the group; only with none after it, it stays open.
    """
    states = group(coding, tier, code.id)
    here = next((state for state in states if state.start <= at and (state.end is None or at < state.end)), None)
    if here is not None and here.code == code.id:
        return _own_key(coding, tier, code, here, at)
    later = next((state for state in states if state.start > at), None)
    if tier.rule is not StateRule.EXHAUSTIVE:
        own_open = next((s for s in states if s.code == code.id and s.end is None and s.start > at), None)
        if own_open is not None:
            refused = Said("end-before-start", {"code": code.label, "time": own_open.start})
            return Decision(said=refused, select=own_open.id)
    end = later.start if later is not None else None
    if here is not None and here.start == at:
        return _replace_start(coding, code, here, end, at, states, new_id)
    event = StateEvent(id=new_id(), tier=tier.id, code=code.id, start=at, end=end)
    edits: list[Edit] = []
    said = Said("lasts-to-next", {"code": code.label, "time": end}) if end is not None else None
    if here is not None:
        if here.end is not None and said is None:
            said = Said("cut-short", {"code": _label(coding, here), "time": at})
        edits.append(Edit(here, replace(here, end=at)))
    edits.append(Edit(None, event))
    batch = Batch("start-state", tuple(edits))
    return Decision(batch=batch, said=said, select=event.id, prompt=next_prompt(coding, event, after=None))


def _own_key(coding: Coding, tier: Tier, code: Code, here: StateEvent, at: Ns) -> Decision:
    values: dict[str, object] = {"code": code.label, "time": at}
    if tier.rule is StateRule.EXHAUSTIVE:
        return Decision(said=Said("already-lasting", values), select=here.id)
    if here.start == at:
        if here.end is not None:
            return Decision(said=Said("already-starts-here", values), select=here.id)
        edits = (*unlink(coding, here.id), Edit(here, None))
        return Decision(batch=Batch("withdraw-start", edits), said=Said("start-withdrawn", values))
    said = Said("ends-sooner", values) if here.end is not None else None
    batch = Batch("end-state", (Edit(here, replace(here, end=at)),))
    return Decision(batch=batch, said=said, select=here.id)


def _replace_start(
    coding: Coding, code: Code, here: StateEvent, end: Ns | None, at: Ns, states: list[StateEvent], new_id: NewId
) -> Decision:
    """Another code's key on the frame where one starts: that start is withdrawn, as it would last no time.

    When the code before it was the one now keyed, a slip is being put right: that one goes on, and is not counted
    twice.
    """
    edits = [*unlink(coding, here.id), Edit(here, None)]
    said = Said("start-replaced", {"code": _label(coding, here), "new": code.label, "time": at})
    before = next((state for state in states if state.end == at and state.code == code.id), None)
    if before is not None:
        edits.append(Edit(_after(edits, before), replace(_after(edits, before), end=end)))
        return Decision(batch=Batch("start-state", tuple(edits)), said=said, select=before.id)
    event = StateEvent(id=new_id(), tier=here.tier, code=code.id, start=at, end=end)
    batch = Batch("start-state", (*edits, Edit(None, event)))
    return Decision(batch=batch, said=said, select=event.id, prompt=next_prompt(coding, event, after=None))


def _after(edits: list[Edit], state: StateEvent) -> StateEvent:
    """The state as the edits so far leave it (a link of it may just have been cleared)."""
    for edit in reversed(edits):
        if edit.key == state.id and isinstance(edit.after, StateEvent):
            return edit.after
    return state


def _label(coding: Coding, state: StateEvent) -> str:
    code = coding.scheme.code(state.tier, state.code)
    return code.label if code is not None else state.code
