"""Another code for an event; one frame lasts one second."""

from __future__ import annotations

import pytest
from rules_story import Story, at, said

from vfi.core.coding import Batch, Coding, Edit
from vfi.core.errors import Refused
from vfi.core.events import CodeId, Event, EventId, PointEvent, TierId
from vfi.core.history import History
from vfi.core.rules import comment, recode, set_modifier, star
from vfi.core.scheme import Code, Link, Modifier, Option, Scheme, Tier, TierType


def event(story: Story, id: str) -> Event:
    found = story.coding.event(EventId(id))
    assert found is not None
    return found


def test_a_state_gets_another_code_and_keeps_its_times_comment_and_star() -> None:
    story = Story()
    story.key("f", 5)
    story.key("f", 9)
    story.do(comment(story.coding, EventId("e1"), "looks up"))
    story.do(star(story.coding, EventId("e1")))
    assert said(story.recode("e1", "toy")) is None
    assert story.states("gaze") == [("toy", 5, 9)]
    assert (event(story, "e1").comment, event(story, "e1").starred) == ("looks up", True)


def test_the_code_it_has_already_changes_nothing() -> None:
    story = Story()
    story.key("f", 5)
    assert recode(story.coding, EventId("e1"), CodeId("face")).batch is None


def test_a_code_of_another_tier_is_refused() -> None:
    story = Story()
    story.key("f", 5)
    with pytest.raises(Refused, match="unknown-code"):
        story.recode("e1", "calm")


def test_in_a_free_tier_two_of_one_code_never_last_at_once() -> None:
    story = Story()
    for key, second in (("t", 2), ("t", 8), ("h", 5), ("h", 12)):
        story.key(key, second)
    refused = story.recode("e2", "stroke")
    assert said(refused) == "recode-overlaps"
    assert refused.select == "e1"
    assert story.states("touch") == [("stroke", 2, 8), ("hold", 5, 12)]


def test_in_an_exhaustive_tier_neighbours_of_one_code_become_one_with_every_comment() -> None:
    story = Story()
    for key, second in (("a", 0), ("u", 10), ("a", 20), ("b", 30)):
        story.key(key, second)
    story.do(comment(story.coding, EventId("e1"), "first"))
    story.do(comment(story.coding, EventId("e3"), "third"))
    assert said(story.recode("e2", "calm")) == "recode-joined"
    assert story.states("mood") == [("calm", 0, 30), ("bright", 30, None)]
    assert event(story, "e2").comment == "first\nthird"
    story.history.undo()
    assert story.states("mood") == [("calm", 0, 10), ("upset", 10, 20), ("calm", 20, 30), ("bright", 30, None)]


# a scheme in which the codes of one tier differ in details and links


def _code(id: str, *options: str, answers: tuple[str, ...] = ()) -> Code:
    how = Modifier(id="how", label="How", options=tuple(Option(id=each, label=each) for each in options))
    return Code(
        id=CodeId(id),
        tier=TierId("acts"),
        label=id.capitalize(),
        modifiers=(how,) if options else (),
        answers=Link(to=tuple(map(CodeId, answers))) if answers else None,
    )


ACTS = Scheme(
    id="acts",
    version="1.0",
    title="Acts",
    tiers=(
        Tier(
            id=TierId("acts"),
            label="Acts",
            subject="baby",
            type=TierType.POINT,
            codes=(
                _code("call", "look", "sound"),
                _code("reach", "look"),
                _code("reply", answers=("call",)),
                _code("echo", answers=("call", "reach")),
            ),
        ),
    ),
)


@pytest.fixture
def story() -> Story:
    """A call with a sound at 2 s, and a reply and an echo that answer it, at 4 s and 6 s."""
    story = Story()
    story.coding = Coding(story.coding.header, ACTS)
    story.history = History(story.coding, lambda batch, kind, reverses: story._next())
    for id, code, second in (("call", "call", 2), ("reply", "reply", 4), ("echo", "echo", 6)):
        before = PointEvent(
            id=EventId(id),
            tier=TierId("acts"),
            code=CodeId(code),
            at=at(second),
            responds_to=EventId("call") if id != "call" else None,
        )
        story.history.do(Batch("code-point", (Edit(None, before),)))
    story.do(set_modifier(story.coding, EventId("call"), "how", "sound"))
    return story


def test_what_the_new_code_cannot_have_is_cleared_and_counted_in_one_batch(story: Story) -> None:
    done = story.recode("call", "reach")
    assert done.said is not None
    assert done.said.id == "recode-cleared"
    assert (done.said.values["details"], done.said.values["links"]) == (1, 1)
    assert event(story, "call").modifiers == ()  # a reach has "how", but no "sound"
    assert event(story, "reply").responds_to is None  # a reply answers calls alone
    assert event(story, "echo").responds_to == "call"
    story.history.undo()
    assert event(story, "reply").responds_to == "call"
    assert event(story, "call").modifiers == (("how", "sound"),)


def test_a_detail_that_the_new_code_has_too_stays(story: Story) -> None:
    story.do(set_modifier(story.coding, EventId("call"), "how", "look"))
    story.recode("call", "reach")
    assert event(story, "call").modifiers == (("how", "look"),)


def test_an_answer_that_becomes_no_answer_lets_go_of_its_link(story: Story) -> None:
    assert said(story.recode("reply", "call")) == "recode-cleared"
    assert event(story, "reply").responds_to is None


def test_an_answer_that_may_still_answer_keeps_its_link(story: Story) -> None:
    assert said(story.recode("reply", "echo")) is None
    assert event(story, "reply").responds_to == "call"


def test_the_same_code_twice_on_one_frame_is_refused(story: Story) -> None:
    other = PointEvent(id=EventId("other"), tier=TierId("acts"), code=CodeId("reach"), at=at(2))
    story.history.do(Batch("code-point", (Edit(None, other),)))
    refused = story.recode("other", "call")
    assert said(refused) == "already-coded-here"
    assert refused.select == "call"
