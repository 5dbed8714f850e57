"""Details, links and the questions after a key; one frame lasts one second."""

from __future__ import annotations

import pytest
from rules_story import Story, at, said

from vfi.core.errors import Refused
from vfi.core.events import EventId
from vfi.core.rules import Decision, answer_prompt, open_questions, set_modifier


def answer(story: Story, decision: Decision, index: int | None) -> Decision:
    assert decision.prompt is not None
    return story.do(answer_prompt(story.coding, decision.prompt, index))


def test_a_cue_asks_for_its_channel_and_a_digit_answers() -> None:
    story = Story()
    asked = story.key("s", 3)
    assert asked.prompt is not None
    assert [(choice.index, choice.label) for choice in asked.prompt.choices] == [(1, "look"), (2, "sound")]
    answer(story, asked, 2)
    assert story.coding.in_order()[0].modifiers == (("channel", "sound"),)


def test_several_options_are_switched_on_and_off_until_enter() -> None:
    story = Story()
    ways = answer(story, answer(story, story.key("s", 3), 1), 2)
    assert ways.prompt is not None
    assert [choice.chosen for choice in ways.prompt.choices] == [False, True]
    both = answer(story, ways, 1)
    assert story.coding.in_order()[0].modifiers == (("channel", "look"), ("ways", ("words", "touch")))
    answer(story, answer(story, both, 1), 2)
    assert story.coding.in_order()[0].modifiers == (("channel", "look"),)


def test_a_required_detail_without_an_answer_is_a_finding_and_no_block() -> None:
    story = Story()
    story.key("s", 3)
    assert [(each.event, each.modifier) for each in open_questions(story.coding)] == [("e1", "channel")]
    story.do(set_modifier(story.coding, EventId("e1"), "channel", "look"))
    assert list(open_questions(story.coding)) == []


def test_an_answer_suggests_the_nearest_cue_within_the_window_first() -> None:
    story = Story()
    for second in (1, 4, 6):
        story.key("s", second)
    story.do(set_modifier(story.coding, EventId("e3"), "channel", "look"))
    asked = story.key("w", 10)
    assert asked.prompt is not None
    assert [(choice.id, choice.label, choice.before) for choice in asked.prompt.choices] == [
        ("e3", "look", at(4)),
        ("e2", "Cue", at(6)),
    ]
    assert asked.prompt.default == 1
    answer(story, asked, asked.prompt.default)
    assert story.coding.event(EventId("e4")).responds_to == "e3"  # type: ignore[union-attr]


def test_a_cue_exactly_one_window_before_fits_and_one_on_the_same_frame_does_not() -> None:
    story = Story()
    story.key("s", 3)
    story.key("s", 10)
    asked = story.key("w", 10)
    assert asked.prompt is not None
    assert [choice.id for choice in asked.prompt.choices] == ["e1"]


def test_no_cue_no_question() -> None:
    assert Story().key("w", 10).prompt is None


def test_by_hand_a_link_may_reach_further_back_but_not_forward() -> None:
    story = Story()
    story.key("s", 1)
    story.key("s", 30)
    story.key("w", 20)
    story.link("e3", "e1")
    assert story.coding.event(EventId("e3")).responds_to == "e1"  # type: ignore[union-attr]
    with pytest.raises(Refused, match="link-to-later"):
        story.link("e3", "e2")
    with pytest.raises(Refused, match="answers-nothing"):
        story.link("e2", "e1")
    story.link("e3", None)
    assert story.coding.event(EventId("e3")).responds_to is None  # type: ignore[union-attr]


def test_an_unknown_option_is_refused() -> None:
    story = Story()
    story.key("s", 1)
    with pytest.raises(Refused, match="no-such-option"):
        set_modifier(story.coding, EventId("e1"), "channel", "smell")


def test_saying_the_same_again_changes_nothing() -> None:
    story = Story()
    story.key("s", 1)
    story.do(set_modifier(story.coding, EventId("e1"), "channel", "look"))
    again = set_modifier(story.coding, EventId("e1"), "channel", "look")
    assert again.batch is None
    assert said(again) is None
