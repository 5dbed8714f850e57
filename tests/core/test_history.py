"""Doing, undoing and redoing."""

from __future__ import annotations

import pytest
from history_story import ACTIONS, GAZE, Desk, act, covered, point, span
from hypothesis import given, settings

from vfi.core.coding import Batch, Edit
from vfi.core.errors import CouldNot, Refused
from vfi.core.events import EventId
from vfi.core.history import Kind, Stacks, Step
from vfi.core.time import Ns, Span


def test_an_undo_takes_back_the_newest_change_and_names_it() -> None:
    desk = Desk()
    desk.put(None, point(1, "a"))
    desk.put(None, point(2, "b"))
    desk.history.undo()
    assert desk.coding.event(EventId("a")) == point(1, "a")
    assert desk.coding.event(EventId("b")) is None
    assert desk.tape.lines[-1] == (Kind.UNDO, Batch("change", (Edit(point(2, "b"), None),)), 2)


def test_a_redo_names_the_undo_that_it_takes_back() -> None:
    desk = Desk()
    desk.put(None, point(1))
    desk.history.undo()
    desk.history.redo()
    assert desk.coding.event(EventId("a")) == point(1)
    assert desk.tape.lines[-1][0] is Kind.REDO
    assert desk.tape.lines[-1][2] == 2


def test_undo_goes_back_to_the_empty_coding_and_redo_to_the_end() -> None:
    desk = Desk()
    for at in range(500):
        desk.put(None, point(at, f"e{at}"))
    while desk.history.can_undo:
        desk.history.undo()
    assert not list(desk.coding.items)
    while desk.history.can_redo:
        desk.history.redo()
    assert len(list(desk.coding.items)) == 500


def test_a_new_change_ends_what_could_be_redone() -> None:
    desk = Desk()
    desk.put(None, point(1, "a"))
    desk.history.undo()
    desk.put(None, point(2, "b"))
    assert not desk.history.can_redo
    with pytest.raises(Refused) as refused:
        desk.history.redo()
    assert refused.value.id == "nothing-to-redo"


def test_the_labels_tell_what_undo_and_redo_would_do() -> None:
    desk = Desk()
    assert desk.history.undo_label is None
    desk.put(None, point(1), "code-point")
    assert desk.history.undo_label == "code-point"
    desk.history.undo()
    assert (desk.history.undo_label, desk.history.redo_label) == (None, "code-point")


def test_a_change_that_cannot_be_recorded_is_taken_back() -> None:
    desk = Desk()
    desk.put(None, point(1))
    desk.tape.full = True
    with pytest.raises(CouldNot):
        desk.put(point(1), point(2))
    assert desk.coding.event(EventId("a")) == point(1)
    with pytest.raises(CouldNot):
        desk.history.undo()
    assert desk.coding.event(EventId("a")) == point(1)
    desk.tape.full = False
    desk.history.undo()
    assert desk.coding.event(EventId("a")) is None


def test_a_stale_before_is_refused_and_not_recorded() -> None:
    desk = Desk()
    desk.put(None, point(1))
    with pytest.raises(Refused) as refused:
        desk.put(point(7), point(8))
    assert refused.value.id == "edit-stale"
    assert len(desk.tape.lines) == 1


def test_nothing_to_undo_is_said() -> None:
    with pytest.raises(Refused) as refused:
        Desk().history.undo()
    assert refused.value.id == "nothing-to-undo"


def test_watching_leaves_what_can_be_redone() -> None:
    desk = Desk()
    desk.put(None, point(1))
    desk.history.undo()
    desk.history.watched([GAZE], Span(Ns(0), Ns(10)))
    assert desk.history.redo_label == "change"
    desk.history.redo()
    assert desk.coding.event(EventId("a")) == point(1)


def test_undo_passes_watching_by() -> None:
    desk = Desk()
    desk.put(None, point(1))
    desk.history.watched([GAZE], Span(Ns(0), Ns(10)))
    desk.history.undo()
    assert desk.coding.event(EventId("a")) is None
    assert desk.coding.covered(GAZE) == span((0, 10))
    assert not desk.history.can_undo


def test_watching_what_was_watched_writes_nothing() -> None:
    desk = Desk()
    assert desk.history.watched([GAZE], Span(Ns(0), Ns(10))) is not None
    assert desk.history.watched([GAZE], Span(Ns(2), Ns(9))) is None
    assert len(desk.tape.lines) == 1


def test_coverage_set_by_hand_is_undone_though_more_was_watched_since() -> None:
    desk = Desk()
    desk.put(None, covered((0, 10)))
    desk.history.watched([GAZE], Span(Ns(20), Ns(30)))
    desk.history.undo()
    assert desk.coding.covered(GAZE) == span((20, 30))
    desk.history.redo()
    assert desk.coding.covered(GAZE) == span((0, 10), (20, 30))


def test_coverage_taken_away_by_hand_comes_back_and_what_was_watched_since_stays_through_redo() -> None:
    desk = Desk()
    desk.put(None, covered((0, 20)))
    desk.put(covered((0, 20)), covered((10, 20)))
    desk.history.watched([GAZE], Span(Ns(5), Ns(8)))
    desk.history.undo()
    assert desk.coding.covered(GAZE) == span((0, 20))
    desk.history.redo()
    assert desk.coding.covered(GAZE) == span((5, 8), (10, 20))


def test_all_coverage_taken_away_and_watched_again_can_be_undone() -> None:
    desk = Desk()
    desk.put(None, covered((0, 10)))
    desk.put(covered((0, 10)), None)
    desk.history.watched([GAZE], Span(Ns(0), Ns(10)))
    desk.history.undo()
    assert desk.coding.covered(GAZE) == span((0, 10))
    desk.history.undo()
    assert desk.coding.covered(GAZE) == ()
    assert desk.tape.replayed()[1].done == []


def test_an_undo_that_names_the_wrong_revision_is_refused_at_replay() -> None:
    stacks = Stacks()
    step = Step(1, Batch("change", (Edit(None, point(1)),)))
    stacks.follow(Kind.EDIT, step, None)
    with pytest.raises(Refused) as refused:
        stacks.follow(Kind.UNDO, Step(2, step.batch.inverse), 7)
    assert refused.value.id == "undo-out-of-order"


@given(ACTIONS)
@settings(max_examples=150, deadline=None)
def test_after_every_step_the_record_replays_to_the_same_coding_and_the_same_stacks(
    actions: list[tuple[str, int, int]],
) -> None:
    desk = Desk()
    for action in actions:
        act(desk, *action)
        coding, stacks = desk.tape.replayed()
        assert set(coding.items) == set(desk.coding.items)
        assert (tuple(stacks.done), tuple(stacks.undone)) == desk.history.steps


@given(ACTIONS)
@settings(max_examples=150, deadline=None)
def test_undoing_everything_leaves_no_event_and_redoing_everything_brings_each_back(
    actions: list[tuple[str, int, int]],
) -> None:
    desk = Desk()
    for action in actions:
        act(desk, *action)
    before = desk.coding.in_order()
    steps = 0
    while desk.history.can_undo:
        desk.history.undo()
        steps += 1
    assert desk.coding.in_order() == []
    for _ in range(steps):
        desk.history.redo()
    assert desk.coding.in_order() == before
