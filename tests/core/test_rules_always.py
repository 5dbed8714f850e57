"""Whatever is pressed, dragged, deleted and undone: tiers keep what they promise."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rules_story import CLOCK, SCHEME, Story

from vfi.core.coding import Coding
from vfi.core.events import EventId, PointEvent, StateEvent, TierId
from vfi.core.scheme import StateRule

FRAME = st.integers(0, 59)
KEYS = st.tuples(st.just("key"), st.sampled_from("swtfyauhb"), FRAME)
ANY_STEP = st.one_of(
    KEYS,
    KEYS,
    KEYS,
    st.tuples(st.just("mark"), st.just(""), FRAME),
    st.tuples(st.just("start"), st.integers(0, 30), st.integers(-5, 65)),
    st.tuples(st.just("end"), st.integers(0, 30), st.integers(-5, 65)),
    st.tuples(st.just("nudge"), st.integers(0, 30), st.integers(-3, 3)),
    st.tuples(st.just("delete"), st.integers(0, 30), st.just(0)),
    st.tuples(st.just("link"), st.integers(0, 30), st.integers(0, 30)),
    st.tuples(st.just("recode"), st.integers(0, 30), st.integers(0, 5)),
    st.tuples(st.just("undo"), st.just(""), st.just(0)),
)


def take(story: Story, step: tuple[str, object, int]) -> None:
    what, which, n = step
    if what == "key":
        story.key(str(which), n)
        return
    if what == "mark":
        story.mark(n)
        return
    if what == "undo":
        if story.history.can_undo:
            story.history.undo()
        return
    events = story.coding.in_order()
    if not events:
        return
    chosen = events[int(str(which)) % len(events)]
    if what in ("start", "end"):
        story.edge(chosen.id, what, n)
    elif what == "nudge":
        story.nudge(chosen.id, "end" if n % 2 else "start", n)
    elif what == "recode":
        tier = story.coding.scheme.tier(chosen.tier)
        assert tier is not None
        story.recode(chosen.id, tier.codes[n % len(tier.codes)].id)
    elif what == "delete":
        story.delete(chosen.id)
    elif what == "link":
        target = events[n % len(events)]
        if chosen.code == "answer" and target.code == "cue" and target.start < chosen.start:
            story.link(chosen.id, target.id)


def check(coding: Coding) -> None:
    edges = {CLOCK.edge(frame) for frame in range(61)}
    ids = {event.id for event in coding.events}
    points = [(event.tier, event.code, event.at) for event in coding.events if isinstance(event, PointEvent)]
    assert len(points) == len(set(points)), "a point was coded twice on one frame"
    for event in coding.events:
        assert event.start in edges
        assert event.responds_to is None or event.responds_to in ids, "a link points to nothing"
        if isinstance(event, StateEvent) and event.end is not None:
            assert event.end in edges
    for tier in SCHEME.tiers:
        states = coding.states(tier.id)
        if not tier.one_at_a_time:
            continue
        for first, second in pairwise(states):
            assert first.end is not None, "an open state with another after it"
            assert first.end <= second.start, "two states at once"
            if tier.rule is StateRule.EXHAUSTIVE:
                assert first.end == second.start, "a gap"


@settings(max_examples=150, deadline=None)
@given(st.lists(ANY_STEP, max_size=40))
def test_tiers_keep_their_rule_and_links_point_to_something(steps: list[tuple[str, object, int]]) -> None:
    story = Story()
    for step in steps:
        take(story, step)
        check(story.coding)


@settings(max_examples=60, deadline=None)
@given(st.lists(ANY_STEP, max_size=25))
def test_undoing_everything_leaves_nothing_and_redoing_brings_all_back(steps: list[tuple[str, object, int]]) -> None:
    story = Story()
    for step in steps:
        take(story, step)
    before = story.coding.in_order()
    taken_back = 0
    while story.history.can_undo:
        story.history.undo()
        taken_back += 1
    assert story.coding.in_order() == []
    for _ in range(taken_back):
        story.history.redo()
    assert story.coding.in_order() == before


def test_the_check_itself_sees_a_gap() -> None:
    story = Story()
    story.key("a", 0)
    story.key("u", 10)
    first = story.coding.states(TierId("mood"))[0]
    story.coding._items[EventId(first.id)] = StateEvent(
        id=first.id, tier=first.tier, code=first.code, start=first.start, end=CLOCK.edge(5)
    )
    with pytest.raises(AssertionError, match="a gap"):
        check(story.coding)
