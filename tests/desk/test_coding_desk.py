"""The desk of one coder: keys, questions, what is told, what was watched. One frame lasts one second."""

from __future__ import annotations

import pytest

from vfi.core.coding import Batch
from vfi.core.errors import CouldNot
from vfi.core.events import CodeId, TierId
from vfi.core.history import History, Kind
from vfi.core.scheme import Code, Link, Modifier, Option, Scheme, StateRule, Tier, TierType
from vfi.core.time import SECOND, FrameMap, Ns, Span
from vfi.desk.coding import CodingDesk
from vfi.desk.trying_out import MemoryCoding, try_out

FRAMES = FrameMap([n * SECOND for n in range(60)], 60 * SECOND)
CHANNEL = Modifier(id="channel", label="Channel", options=(Option(id="look", label="look"),))
CUE, ANSWER, GAZE, LOOP = CodeId("cue"), CodeId("answer"), CodeId("gaze"), CodeId("loop")
POINTS, STATES = TierId("points"), TierId("states")
SCHEME = Scheme(
    id="try",
    version="1.0",
    title="Try",
    tiers=(
        Tier(
            id=POINTS,
            label="Points",
            subject="",
            type=TierType.POINT,
            codes=(
                Code(id=CUE, tier=POINTS, label="Cue", key="s", modifiers=(CHANNEL,)),
                Code(id=ANSWER, tier=POINTS, label="Answer", key="w", answers=Link(to=(CUE,))),
                Code(id=LOOP, tier=POINTS, label="Loop", key="l"),
            ),
        ),
        Tier(
            id=STATES,
            label="States",
            subject="",
            type=TierType.STATE,
            rule=StateRule.EXCLUSIVE,
            codes=(Code(id=GAZE, tier=STATES, label="Gaze", key="g"),),
        ),
    ),
)


@pytest.fixture
def source() -> MemoryCoding:
    return try_out(SCHEME, "anna")


@pytest.fixture
def desk(source: MemoryCoding) -> CodingDesk:
    return CodingDesk(source, FRAMES)


def spans(desk: CodingDesk, tier: TierId) -> list[tuple[int, int]]:
    return [(span.start // SECOND, span.end // SECOND) for span in desk.coding.covered(tier)]


def test_a_key_codes_and_tells_the_listeners_what_changed(desk: CodingDesk) -> None:
    told: list[frozenset[str]] = []
    stop = desk.subscribe(told.append)
    outcome = desk.key("S", 12)
    assert told == [outcome.changed]
    assert [event.start for event in desk.coding.events] == [12 * SECOND]
    stop()
    desk.key("s", 13)
    assert len(told) == 1


def test_a_key_of_no_code_is_left_to_the_window(desk: CodingDesk) -> None:
    assert desk.key("q", 3).handled is False


def test_one_of_the_programs_own_letters_codes_only_where_the_scheme_wins(desk: CodingDesk) -> None:
    assert desk.key("l", 3).handled is False
    assert list(desk.coding.events) == []


def test_m_marks_with_no_scheme_at_all() -> None:
    desk = CodingDesk(try_out(), FRAMES)
    assert desk.key("m", 5).changed
    assert [(event.tier, event.start) for event in desk.coding.events] == [("marks", 5 * SECOND)]


def test_a_digit_answers_the_question_and_enter_takes_the_nearest_cue(desk: CodingDesk) -> None:
    cue = desk.key("s", 10).select
    assert desk.prompt is not None
    desk.key("1", 10)
    assert desk.prompt is None
    desk.key("w", 12)
    assert desk.prompt is not None
    desk.accept()
    assert [(event.code, event.modifiers, event.responds_to) for event in desk.coding.in_order()] == [
        ("cue", (("channel", "look"),), None),
        ("answer", (), cue),
    ]


def test_the_next_code_or_esc_closes_the_question(desk: CodingDesk) -> None:
    desk.key("s", 10)
    desk.key("g", 11)
    assert desk.prompt is None
    desk.key("s", 12)
    desk.dismiss()
    assert desk.prompt is None
    assert [event.modifiers for event in desk.coding.in_order()] == [(), (), ()]


def test_a_digit_that_is_no_choice_is_said_and_the_question_stays(desk: CodingDesk) -> None:
    desk.key("s", 10)
    outcome = desk.key("7", 10)
    assert outcome.said is not None
    assert outcome.said.id == "no-such-choice"
    assert desk.prompt is not None


def test_undo_names_what_it_takes_back_and_selects_what_came_back(desk: CodingDesk) -> None:
    made = desk.key("g", 4).select
    desk.key("g", 9)
    assert desk.undo_label == "end-state"
    assert desk.undo().select == made
    assert desk.redo_label == "end-state"
    desk.undo()
    assert list(desk.coding.events) == []
    outcome = desk.undo()
    assert outcome.said is not None
    assert outcome.said.id == "nothing-to-undo"


def test_what_was_watched_is_gathered_and_recorded_once(source: MemoryCoding) -> None:
    fine = FrameMap([n * SECOND // 10 for n in range(600)], 60 * SECOND)
    desk = CodingDesk(source, fine)
    changes = [bool(desk.watched(frame, frame).changed) for frame in range(10)]
    assert changes == [False] * 9 + [True]
    assert desk.coding.covered(STATES) == (Span(Ns(0), SECOND),)


def test_what_was_gathered_is_recorded_at_a_pause_for_every_tier_and_is_no_step_of_undo(desk: CodingDesk) -> None:
    desk.WATCHED_AT_LEAST = Ns(100 * SECOND)  # type: ignore[misc]
    desk.watched(3, 5)
    desk.watched(9, 7)
    desk.flush()
    assert [spans(desk, tier) for tier in (POINTS, STATES, TierId("marks"))] == [[(3, 6), (7, 10)]] * 3
    assert desk.undo_label is None


def test_who_codes_a_frame_has_seen_it(desk: CodingDesk) -> None:
    desk.key("g", 20)
    desk.flush()
    assert spans(desk, STATES) == [(20, 21)]


def test_a_full_disk_takes_the_edit_back_and_is_said(source: MemoryCoding) -> None:
    def full(batch: Batch, kind: Kind, reverses: int | None) -> int:
        raise CouldNot("disk-full", path="x")

    source.history = History(source.coding, full)
    outcome = CodingDesk(source, FRAMES).key("g", 3)
    assert outcome.said is not None
    assert (outcome.said.id, outcome.changed) == ("disk-full", frozenset())
    assert list(source.coding.events) == []


def test_a_read_only_coding_says_so_and_does_not_change(source: MemoryCoding) -> None:
    source.read_only = CouldNot("coding-open-elsewhere", file="x", who="ben", host="h", process=1, since="")
    outcome = CodingDesk(source, FRAMES).key("g", 3)
    assert outcome.said is not None
    assert outcome.said.id == "coding-open-elsewhere"
    assert list(source.coding.events) == []


def test_a_camera_that_started_later_codes_on_the_sessions_clock(source: MemoryCoding) -> None:
    desk = CodingDesk(source, FRAMES, offset=Ns(5 * SECOND))
    desk.key("g", 3)
    desk.nudge(next(desk.coding.events).id, "start", 1)
    assert [event.start for event in desk.coding.events] == [9 * SECOND]


def test_states_that_last_at_a_frame_are_lit(desk: CodingDesk) -> None:
    desk.key("g", 4)
    desk.key("g", 9)
    assert [len(desk.lasting(frame)) for frame in (3, 4, 8, 9)] == [0, 1, 1, 0]


def test_one_tier_is_marked_as_watched_by_hand_and_no_other(desk: CodingDesk) -> None:
    outcome = desk.mark_watched(STATES, 9, 5)
    assert outcome.changed == {"covered:states"}
    assert spans(desk, STATES) == [(5, 10)]
    assert spans(desk, POINTS) == []
    assert desk.mark_watched(STATES, 6, 7).changed == frozenset()
