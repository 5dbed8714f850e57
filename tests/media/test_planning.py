"""What is decoded next, told with plain numbers: no film, no thread."""

from __future__ import annotations

import numpy as np
import pytest

from vfi.media.planning import LOOP_START, STILL_AHEAD, Planner, Request, Sizes, Work

FRAMES = 2000
SMALL, WHOLE = 1, 6


class Story:
    """A planner whose every work is done at once, with all the memory there is."""

    def __init__(self, group: int, *, whole: int = 160, small: bool = True, frames: int = FRAMES) -> None:
        self.whole: set[int] = set()
        self.small: set[int] = set()
        self.swaps = 0
        keys = np.arange(0, frames, group, dtype=np.int32)
        self.plan = Planner(frames, keys, self, self.whole.__contains__, self._swap)
        self.plan.sizes = Sizes(whole * WHOLE, WHOLE, SMALL if small else 0)
        self.done: list[Work] = []

    def __contains__(self, frame: object) -> bool:
        return frame in self.whole or frame in self.small

    def _swap(self) -> None:
        self.swaps += 1

    def do(self, work: Work) -> None:
        if work.full:
            self.whole.add(work.frame)
        if work.small:
            self.small.add(work.frame)
        self.done.append(work)
        self.plan.passed(work)

    def ask(self, frame: int, direction: int = 0, *, rough: bool = False) -> Request:
        """Ask for a frame and decode until it is there."""
        request = Request(frame, (770, 433), 1, direction, rough, 0.0)  # type: ignore[arg-type]
        while frame not in self:
            self.do(self.plan.answer(request))
        return request

    def rest(self, request: Request, *, rests: bool = True, most: int = 3000) -> list[Work]:
        """Everything that idle time brings."""
        self.done.clear()
        while (work := self.plan.idle(request, rests=rests)) is not None:
            self.do(work)
            assert len(self.done) < most, "idle time never ends"
        return self.done


def test_a_far_frame_is_gone_to_directly_and_nothing_else_is_decoded_before_it() -> None:
    story = Story(250)
    story.ask(900)
    assert story.done == [Work("on", 900, idle=False)]


def test_at_rest_a_few_frames_ahead_and_the_group_before_are_filled() -> None:
    story = Story(60)
    story.rest(story.ask(900))
    assert story.whole >= set(range(840, 901 + STILL_AHEAD))


def test_short_groups_are_filled_several_at_a_time() -> None:
    story = Story(10)
    work = story.rest(story.ask(905))
    back = [one.frame for one in work if one.hand == "back"]
    assert back[0] <= 905 - 30
    assert back == sorted(back)


def test_a_group_that_fits_is_kept_whole_and_one_that_does_not_is_kept_small_but_next_to_the_eye() -> None:
    fits, too_long = Story(100), Story(250)
    fits.rest(fits.ask(950))
    too_long.rest(too_long.ask(999))
    assert not fits.small
    assert too_long.small >= set(range(760, 999))
    assert too_long.whole >= set(range(970, 1000))


def test_playing_back_each_group_is_decoded_once() -> None:
    for group in (60, 250):
        story = Story(group)
        story.rest(story.ask(1999))
        story.done.clear()
        every: list[int] = []
        for frame in range(1998, 1000, -1):
            request = story.ask(frame, -1)
            every += [work.frame for work in story.done]
            every += [work.frame for work in story.rest(request)]
            story.done.clear()
            # what has been left is let go
            story.whole -= set(range(frame + 1, FRAMES))
            story.small -= set(range(frame + 1, FRAMES))
        assert len(every) == len(set(every))


def test_playing_back_the_next_group_is_begun_before_the_present_one_is_used_up() -> None:
    story = Story(60)
    request = story.ask(1019, -1)
    work = story.rest(request)
    assert work[0].frame == 900
    story.whole -= set(range(1020, FRAMES))
    assert 959 in story


def test_stepping_back_the_next_group_is_begun_as_soon_as_there_is_room() -> None:
    story = Story(60)
    story.rest(story.ask(900))
    assert story.rest(story.ask(899)) == []
    story.plan.stepping_back = True
    assert {work.frame for work in story.rest(story.ask(898))} == set(range(780, 840))


def test_stepping_back_out_of_what_is_held_fills_the_stretch_up_to_that_frame() -> None:
    story = Story(60)
    story.ask(915)
    story.ask(914)
    assert story.done[1] == Work("back", 900, idle=False, stop=915)
    assert story.done[-1].frame == 914


@pytest.mark.parametrize("whole", [2, 3, 5, 12, 40])
def test_idle_time_ends_even_where_everything_decoded_is_gone_at_once(whole: int) -> None:
    story = Story(30, whole=whole)
    request = story.ask(100)
    story.plan._held = {100}
    story.plan._held_full = {100}.__contains__
    assert len(story.rest(request)) < 200


def test_dragging_shows_the_key_frame_on_the_way() -> None:
    story = Story(60)
    assert story.plan.answer(Request(950, (1, 1), 1, 0, True, 0.0)).frame == 900
    story.whole.add(900)
    assert story.plan.answer(Request(950, (1, 1), 1, 0, True, 0.0)).frame == 950


def test_a_seek_is_given_up_for_another_but_not_for_a_frame_that_is_on_its_way() -> None:
    story = Story(60)
    work = Work("on", 900, idle=False)
    assert not story.plan.leads_to(work, Request(300, (1, 1), 2, 0, False, 0.0))
    assert story.plan.leads_to(work, Request(910, (1, 1), 2, 1, False, 0.0))


def test_a_loop_that_fits_is_kept_whole_and_of_another_its_start() -> None:
    story = Story(60)
    story.plan.loop = (100, 180)
    assert story.plan.loop_start == range(100, 181)
    story.plan.loop = (100, 1500)
    assert story.plan.loop_start == range(100, 100 + LOOP_START)


def test_before_a_loop_begins_anew_its_start_is_at_hand_and_a_reader_stands_behind_it() -> None:
    story = Story(250)
    story.plan.loop = (100, 1500)
    story.rest(story.ask(1300, 1))
    assert story.whole >= set(range(100, 100 + LOOP_START))
    request = story.ask(100, 1)
    story.rest(request)
    assert story.swaps == 1
    assert story.done[0] == Work("on", 100 + LOOP_START)


def test_without_reading_ahead_idle_time_is_idle() -> None:
    story = Story(60)
    story.plan = Planner(
        FRAMES, np.array([0], np.int32), story, story.whole.__contains__, lambda: None, read_ahead=False
    )
    assert story.plan.idle(story.ask(40), rests=True) is None
