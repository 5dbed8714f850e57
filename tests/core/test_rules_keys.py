"""What a key does, as PRODUCT and ARCHITECTURE promise; one frame lasts one second here."""

from __future__ import annotations

import pytest
from rules_story import Story, at, said

from vfi.core.events import CodeId, EventId, PointEvent, StateEvent, TierId


@pytest.fixture
def story() -> Story:
    return Story()


BOTH = [("gaze", "fy", ("face", "toy")), ("mood", "au", ("calm", "upset"))]
"""An exclusive and an exhaustive tier, two keys of each and their codes."""


def test_a_point_key_adds_an_event_at_the_frames_time(story: Story) -> None:
    story.key("s", 3)
    assert story.coding.in_order() == [PointEvent(id=EventId("e1"), tier=TierId("cues"), code=CodeId("cue"), at=at(3))]


def test_the_same_point_code_twice_on_a_frame_is_said_and_not_doubled(story: Story) -> None:
    story.key("s", 3)
    again = story.key("s", 3)
    assert (again.batch, said(again), again.select) == (None, "already-coded-here", "e1")


def test_a_mark_needs_no_scheme_and_is_not_doubled(story: Story) -> None:
    story.mark(4)
    assert said(story.mark(4)) == "already-marked"
    assert [(event.tier, event.start) for event in story.coding.events] == [("marks", at(4))]


@pytest.mark.parametrize(("name", "key", "code"), [("touch", "t", "stroke"), ("gaze", "f", "face")])
def test_the_key_of_the_open_code_ends_it_before_that_frame(story: Story, name: str, key: str, code: str) -> None:
    story.key(key, 2)
    assert story.states(name) == [(code, 2, None)]
    story.key(key, 5)
    assert story.states(name) == [(code, 2, 5)]


def test_free_states_overlap(story: Story) -> None:
    story.key("t", 2)
    story.key("h", 3)
    story.key("t", 5)
    assert story.states("touch") == [("stroke", 2, 5), ("hold", 3, None)]


@pytest.mark.parametrize(
    ("name", "keys", "codes"), [("gaze", "fy", ("face", "toy")), ("mood", "au", ("calm", "upset"))]
)
def test_another_codes_key_ends_the_open_one_on_the_same_frame(
    story: Story, name: str, keys: str, codes: tuple[str, str]
) -> None:
    story.key(keys[0], 2)
    story.key(keys[1], 6)
    assert story.states(name) == [(codes[0], 2, 6), (codes[1], 6, None)]
    story.history.undo()
    assert story.states(name) == [(codes[0], 2, None)]


def test_the_open_codes_key_in_an_exhaustive_tier_does_nothing_and_says_so(story: Story) -> None:
    story.key("a", 2)
    again = story.key("a", 5)
    assert (again.batch, said(again)) == (None, "already-lasting")
    assert story.states("mood") == [("calm", 2, None)]


@pytest.mark.parametrize(("name", "key"), [("touch", "t"), ("gaze", "f")])
def test_an_end_on_the_frame_of_the_start_withdraws_the_start(story: Story, name: str, key: str) -> None:
    story.key(key, 2)
    assert said(story.key(key, 2)) == "start-withdrawn"
    assert story.states(name) == []
    story.history.undo()
    assert len(story.states(name)) == 1


@pytest.mark.parametrize(("name", "key", "code"), [("touch", "t", "stroke"), ("gaze", "f", "face")])
def test_an_end_before_the_start_is_refused_and_nothing_changes(story: Story, name: str, key: str, code: str) -> None:
    story.key(key, 8)
    early = story.key(key, 3)
    assert (early.batch, said(early)) == (None, "end-before-start")
    assert story.states(name) == [(code, 8, None)]


@pytest.mark.parametrize(
    ("name", "keys", "codes"), [("gaze", "fy", ("face", "toy")), ("mood", "au", ("calm", "upset"))]
)
def test_a_wrong_code_corrected_on_its_own_frame_is_withdrawn(
    story: Story, name: str, keys: str, codes: tuple[str, str]
) -> None:
    story.key(keys[0], 4)
    corrected = story.key(keys[1], 4)
    assert said(corrected) == "start-replaced"
    assert story.states(name) == [(codes[1], 4, None)]


def test_a_slip_put_right_on_its_frame_lets_the_earlier_state_go_on(story: Story) -> None:
    story.key("a", 0)
    story.key("u", 6)
    story.key("a", 6)
    assert story.states("mood") == [("calm", 0, None)]


def test_a_new_state_into_old_coding_lasts_to_the_next_start(story: Story) -> None:
    story.key("f", 2)
    story.key("f", 10)  # face 2-10
    story.key("f", 15)  # face from 15, open
    done = story.key("y", 5)
    assert story.states("gaze") == [("face", 2, 5), ("toy", 5, 15), ("face", 15, None)]
    assert said(done) == "lasts-to-next"
    assert done.batch is not None
    assert len(done.batch.edits) == 2


def test_a_new_state_into_an_exhaustive_tier_leaves_no_gap(story: Story) -> None:
    story.key("a", 0)
    story.key("u", 10)
    story.key("a", 20)
    story.key("b", 4)
    assert story.states("mood") == [("calm", 0, 4), ("bright", 4, 10), ("upset", 10, 20), ("calm", 20, None)]


def test_a_state_before_every_other_lasts_to_the_first(story: Story) -> None:
    story.key("u", 10)
    story.key("b", 4)
    assert story.states("mood") == [("bright", 4, 10), ("upset", 10, None)]


def test_a_long_closed_state_is_cut_and_the_new_one_stays_open_when_nothing_follows(story: Story) -> None:
    story.key("f", 2)
    story.key("f", 10)
    assert said(story.key("y", 6)) == "cut-short"
    assert story.states("gaze") == [("face", 2, 6), ("toy", 6, None)]


def test_the_key_of_a_closed_state_that_lasts_here_ends_it_here(story: Story) -> None:
    story.key("f", 2)
    story.key("f", 10)
    assert said(story.key("f", 6)) == "ends-sooner"
    assert story.states("gaze") == [("face", 2, 6)]


def test_a_closed_state_is_not_deleted_by_its_key_on_its_first_frame(story: Story) -> None:
    story.key("f", 2)
    story.key("f", 10)
    assert said(story.key("f", 2)) == "already-starts-here"
    assert story.states("gaze") == [("face", 2, 10)]


def test_on_the_first_frame_without_it_a_state_has_ended(story: Story) -> None:
    story.key("f", 2)
    story.key("f", 10)
    story.key("f", 10)
    assert story.states("gaze") == [("face", 2, 10), ("face", 10, None)]


def test_a_state_event_at_time_zero_is_a_state(story: Story) -> None:
    story.key("f", 0)
    story.key("f", 1)
    assert story.coding.states(TierId("gaze")) == [
        StateEvent(id=EventId("e1"), tier=TierId("gaze"), code=CodeId("face"), start=at(0), end=at(1))
    ]
