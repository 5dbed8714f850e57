"""A clip's ends, slow parts and waits, changed as an editor does; frames of 40 ms."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from vfi.core.clip_edits import (
    edge_at,
    edge_moved,
    frames_of,
    moved_wait,
    next_speed,
    part_at,
    shown_ns,
    toggled_wait,
    with_speed,
    within,
)
from vfi.core.clock import FilmClock
from vfi.core.deck import Clip, ItemId
from vfi.core.time import SECOND, FrameMap, Ns

STEP = 40_000_000
CLOCK = FilmClock(FrameMap([frame * STEP for frame in range(100)], 100 * STEP), Ns(SECOND))
"""Four seconds that begin at second 1 of the session."""
CLIP = Clip(id=ItemId("a"), start=CLOCK.time_of(25), end=CLOCK.time_of(75))


def test_the_frame_at_which_it_ends_is_still_shown() -> None:
    assert frames_of(edge_at(CLIP, CLOCK, "end", 60), CLOCK) == (25, 60)
    assert frames_of(edge_at(CLIP, CLOCK, "end", 99), CLOCK) == (25, 99)
    assert frames_of(edge_at(CLIP, CLOCK, "start", 30), CLOCK) == (30, 74)


def test_a_start_beyond_the_end_leaves_one_frame() -> None:
    assert frames_of(edge_at(CLIP, CLOCK, "start", 90), CLOCK) == (74, 74)
    assert frames_of(edge_at(CLIP, CLOCK, "end", 3), CLOCK) == (25, 25)


def test_an_edge_moves_by_a_frame_and_stops_at_the_film_s_ends() -> None:
    assert frames_of(edge_moved(CLIP, CLOCK, "start", -1), CLOCK) == (24, 74)
    assert frames_of(edge_moved(CLIP, CLOCK, "end", 1), CLOCK) == (25, 75)
    assert frames_of(edge_moved(CLIP, CLOCK, "start", -500), CLOCK) == (0, 74)
    assert frames_of(edge_moved(CLIP, CLOCK, "end", 500), CLOCK) == (25, 99)


def test_a_clip_longer_than_its_film_is_cut_to_what_the_film_has() -> None:
    longer = replace(CLIP, end=Ns(CLOCK.end + 9 * SECOND))
    assert within(longer, CLOCK) == replace(CLIP, end=CLOCK.end)
    assert within(CLIP, CLOCK) is CLIP
    assert within(replace(CLIP, start=Ns(CLOCK.end + 1), end=Ns(CLOCK.end + 9)), CLOCK) is None


def test_a_slow_part_in_another_one_takes_its_place_there() -> None:
    slow = with_speed(with_speed(CLIP, CLIP.start, CLIP.end, 50), CLOCK.time_of(40), CLOCK.time_of(50), 25)
    assert [(CLOCK.frame_at(part.start), part.percent) for part in slow.slow] == [(25, 50), (40, 25), (50, 50)]
    assert part_at(slow, CLOCK.time_of(45))[2] == 25


def test_parts_of_one_speed_that_touch_are_one() -> None:
    slow = with_speed(with_speed(CLIP, CLOCK.time_of(30), CLOCK.time_of(40), 50), CLOCK.time_of(40), CLIP.end, 50)
    assert len(slow.slow) == 1


def test_the_natural_stretch_between_two_slow_parts_is_a_part_too() -> None:
    slow = with_speed(with_speed(CLIP, CLIP.start, CLOCK.time_of(30), 50), CLOCK.time_of(60), CLIP.end, 25)
    assert part_at(slow, CLOCK.time_of(45)) == (CLOCK.time_of(30), CLOCK.time_of(60), None)


def test_the_key_goes_from_natural_to_half_to_a_quarter_and_back() -> None:
    assert [next_speed(None), next_speed(50), next_speed(25)] == [50, 25, None]


def test_the_same_key_on_the_same_frame_takes_a_wait_away_again() -> None:
    waits = toggled_wait(CLIP, CLOCK, 30)
    assert [CLOCK.frame_at(freeze.at) for freeze in waits.freezes] == [30]
    assert toggled_wait(waits, CLOCK, 30) == CLIP
    assert toggled_wait(CLIP, CLOCK, 80) is CLIP


def test_a_clip_that_begins_in_the_midst_of_a_frame_can_wait_on_that_frame() -> None:
    odd = replace(CLIP, start=Ns(CLIP.start + 7))
    assert frames_of(odd, CLOCK)[0] == 25
    assert toggled_wait(odd, CLOCK, 25).freezes[0].at == odd.start


def test_a_wait_that_is_moved_stays_in_the_clip_and_off_the_others() -> None:
    waits = toggled_wait(toggled_wait(CLIP, CLOCK, 30), CLOCK, 40)
    first = waits.freezes[0]
    assert [CLOCK.frame_at(f.at) for f in moved_wait(waits, CLOCK, first, 90).freezes] == [40, 74]
    assert moved_wait(waits, CLOCK, first, 40) is waits


def test_shown_it_is_longer_by_what_is_slow_and_as_a_file_by_its_waits() -> None:
    clip = replace(toggled_wait(with_speed(CLIP, CLIP.start, CLOCK.time_of(50), 25), CLOCK, 60), repeats=2)
    assert shown_ns(clip, holds=False) == 2 * 5 * SECOND
    assert shown_ns(clip, holds=True) == 2 * 9 * SECOND


@given(st.lists(st.tuples(st.integers(0, 110), st.integers(0, 110), st.sampled_from([25, 50, None])), max_size=12))
def test_whatever_is_done_to_speeds_the_last_word_holds_at_every_frame(todo: list[tuple[int, int, int | None]]) -> None:
    clip, truth = CLIP, dict.fromkeys(range(25, 75), None)
    for one, other, percent in todo:
        first, after = sorted((min(one, 99), min(other, 99)))
        clip = with_speed(clip, CLOCK.time_of(first), CLOCK.time_of(after), percent)
        truth |= {frame: percent for frame in range(first, after) if frame in truth}
    assert {frame: part_at(clip, CLOCK.time_of(frame))[2] for frame in truth} == truth
