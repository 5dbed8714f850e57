"""Moving starts and ends, and deleting; one frame lasts one second."""

from __future__ import annotations

import pytest
from rules_story import Story, at, said

from vfi.core.errors import Refused
from vfi.core.events import EventId


@pytest.fixture
def gaze() -> Story:
    """face 2-10 (e1), toy 10-15 (e2), face 20- (e3)"""
    story = Story()
    for key, second in (("f", 2), ("y", 10), ("y", 15), ("f", 20)):
        story.key(key, second)
    return story


@pytest.fixture
def mood() -> Story:
    """calm 0-10 (e1), upset 10-20 (e2), bright 20- (e3)"""
    story = Story()
    for key, second in (("a", 0), ("u", 10), ("b", 20)):
        story.key(key, second)
    return story


def test_an_end_moves_to_the_first_frame_without_it(gaze: Story) -> None:
    gaze.edge("e1", "end", 8)
    assert gaze.states("gaze")[0] == ("face", 2, 8)


def test_an_end_moves_by_a_frame(gaze: Story) -> None:
    gaze.nudge("e2", "end", 1)
    gaze.nudge("e2", "end", 1)
    assert gaze.states("gaze")[1] == ("toy", 10, 17)


def test_an_end_stops_at_the_next_start_and_that_is_said(gaze: Story) -> None:
    assert said(gaze.edge("e1", "end", 14)) == "stopped-at-neighbour"
    assert said(gaze.edge("e2", "end", 40)) == "stopped-at-neighbour"
    assert gaze.states("gaze") == [("face", 2, 10), ("toy", 10, 20), ("face", 20, None)]


def test_a_start_stops_at_the_end_before_it(gaze: Story) -> None:
    assert said(gaze.edge("e3", "start", 4)) == "stopped-at-neighbour"
    assert gaze.states("gaze")[2] == ("face", 15, None)


def test_an_end_before_its_start_is_refused(gaze: Story) -> None:
    moved = gaze.edge("e1", "end", 1)
    assert (moved.batch, said(moved)) == (None, "end-before-its-start")


def test_an_open_end_can_be_set_up_to_the_films_end_and_no_further(gaze: Story) -> None:
    assert said(gaze.nudge("e3", "end", 1)) == "still-open"
    assert said(gaze.edge("e3", "end", 99)) == "stopped-at-film"
    assert gaze.states("gaze")[2] == ("face", 20, 60)


def test_a_start_cannot_be_moved_before_the_film(gaze: Story) -> None:
    assert said(gaze.nudge("e1", "start", -9)) == "stopped-at-film"
    assert gaze.states("gaze")[0] == ("face", 0, 10)


def test_free_states_may_be_dragged_over_one_another() -> None:
    story = Story()
    for key, second in (("t", 2), ("t", 5), ("h", 8), ("h", 9)):
        story.key(key, second)
    assert said(story.edge("e1", "end", 30)) is None
    assert story.states("touch") == [("stroke", 2, 30), ("hold", 8, 9)]


def test_in_an_exhaustive_tier_both_neighbours_share_the_edge(mood: Story) -> None:
    moved = mood.edge("e2", "start", 13)
    assert mood.states("mood") == [("calm", 0, 13), ("upset", 13, 20), ("bright", 20, None)]
    assert moved.batch is not None
    mood.edge("e2", "end", 15)
    assert mood.states("mood") == [("calm", 0, 13), ("upset", 13, 15), ("bright", 15, None)]


def test_in_an_exhaustive_tier_each_neighbour_keeps_a_frame(mood: Story) -> None:
    assert said(mood.edge("e2", "start", 0)) == "stopped-at-neighbour"
    assert mood.states("mood") == [("calm", 0, 1), ("upset", 1, 20), ("bright", 20, None)]
    assert said(mood.edge("e1", "end", 50)) == "stopped-at-neighbour"
    assert mood.states("mood") == [("calm", 0, 19), ("upset", 19, 20), ("bright", 20, None)]


def test_the_last_state_of_an_exhaustive_tier_ends_with_the_next(mood: Story) -> None:
    assert said(mood.edge("e3", "end", 30)) == "ends-with-next"


def test_deleting_from_an_exhaustive_tier_lets_the_one_before_go_on(mood: Story) -> None:
    assert said(mood.delete("e2")) == "one-before-goes-on"
    assert mood.states("mood") == [("calm", 0, 20), ("bright", 20, None)]
    mood.delete("e3")
    assert mood.states("mood") == [("calm", 0, None)]
    mood.history.undo()
    mood.history.undo()
    assert mood.states("mood") == [("calm", 0, 10), ("upset", 10, 20), ("bright", 20, None)]


def test_deleting_clears_the_links_to_it_and_undo_brings_them_back() -> None:
    story = Story()
    story.key("s", 3)
    story.key("w", 5)
    story.link("e2", "e1")
    assert said(story.delete("e1")) == "links-cleared"
    assert [(event.id, event.responds_to) for event in story.coding.in_order()] == [("e2", None)]
    story.history.undo()
    assert [(event.id, event.responds_to) for event in story.coding.in_order()] == [("e1", None), ("e2", "e1")]


def test_a_moment_moves_by_frames_and_has_no_end() -> None:
    story = Story()
    story.key("s", 3)
    story.nudge("e1", "start", -2)
    assert story.coding.in_order()[0].start == at(1)
    assert said(story.nudge("e1", "end", 1)) == "point-has-no-end"


def test_a_moment_is_not_moved_onto_the_same_code() -> None:
    story = Story()
    story.key("s", 3)
    story.key("s", 4)
    moved = story.nudge("e1", "start", 1)
    assert (moved.batch, said(moved)) == (None, "already-coded-here")


def test_an_event_that_is_gone_is_refused() -> None:
    with pytest.raises(Refused, match="no-such-event"):
        Story().delete(EventId("gone"))
