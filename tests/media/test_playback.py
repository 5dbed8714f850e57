"""Playing, told as small stories with a clock that the test turns."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vfi.core.time import FrameMap, Ns
from vfi.media.playback import SPEEDS, Player

STEP = 40_000_000
FILM = FrameMap([frame * STEP for frame in range(100)], 100 * STEP)
"""Four seconds at 25 frames a second."""
UNEVEN = FrameMap([0, 17_000_000, 314_000_000, 350_000_000], 400_000_000)


class Clock:
    """Monotonic nanoseconds that go on when told."""

    def __init__(self) -> None:
        self.now = 1_000_000_000_000

    def __call__(self) -> int:
        return self.now


class Sound:
    """A sound clock whose reading the test sets."""

    def __init__(self) -> None:
        self.reading: tuple[Ns, int] | None = None
        self.log: list[tuple[int, Fraction] | str] = []

    def start(self, at: Ns, speed: Fraction) -> None:
        self.log.append((at, speed))

    def stop(self) -> None:
        self.log.append("stop")

    def grain(self, at: Ns) -> None:
        self.log.append(f"grain {at}")

    def heard(self) -> tuple[Ns, int] | None:
        return self.reading


class Story:
    """A player with a screen that paints at once."""

    def __init__(self, frames: FrameMap = FILM, sound: Sound | None = None) -> None:
        self.clock = Clock()
        self.player = Player(frames, clock=self.clock, sound=sound)
        self.paint()

    def paint(self) -> int:
        frame = self.player.wanted.frame
        self.player.painted(frame)
        return frame

    def pass_ms(self, milliseconds: int, *, paint: bool = True) -> int:
        """Let time pass by single milliseconds; the frame wanted at the end."""
        for _ in range(milliseconds):
            self.clock.now += 1_000_000
            self.player.tick()
            if paint and self.player.wanted.frame != self.player.shown:
                self.paint()
        return self.player.wanted.frame

    def at(self, frame: int) -> Story:
        self.player.go(frame)
        self.paint()
        return self


def test_the_frame_due_is_the_last_whose_time_has_come() -> None:
    story = Story(UNEVEN)
    story.player.play()
    assert [story.pass_ms(ms) for ms in (16, 1, 296, 1)] == [0, 1, 1, 2]


def test_pause_stays_on_the_frame_last_painted_even_when_a_later_one_is_due() -> None:
    story = Story()
    story.player.play()
    story.pass_ms(200)
    assert story.player.shown == 5
    story.pass_ms(90, paint=False)
    assert story.player.wanted.frame == 7
    story.player.pause()
    assert story.player.wanted.frame == 5
    assert not story.player.state.playing


def test_frames_that_were_due_and_never_painted_are_counted() -> None:
    story = Story()
    story.player.play()
    story.pass_ms(200)
    story.pass_ms(130, paint=False)
    story.paint()
    assert story.player.shown == 8
    assert story.player.dropped == 2


def test_faster_than_natural_frames_are_passed_over_by_intent_and_not_counted() -> None:
    story = Story()
    story.player.set_speed(Fraction(4))
    story.player.play()
    story.pass_ms(30, paint=False)
    story.paint()
    assert story.player.shown == 3
    assert story.player.dropped == 0


def test_a_jump_while_playing_is_no_dropped_frame() -> None:
    story = Story()
    story.player.play()
    story.pass_ms(100)
    story.player.go(60)
    story.paint()
    story.pass_ms(100)
    assert story.player.shown == 62
    assert story.player.dropped == 0


@pytest.mark.parametrize(("speed", "frame"), [("0.1", 2), ("0.5", 12), ("1", 25), ("2", 50)])
def test_speed_is_exact(speed: str, frame: int) -> None:
    story = Story()
    story.player.set_speed(Fraction(speed))
    story.player.play()
    assert story.pass_ms(1000) == frame


def test_a_change_of_speed_goes_on_from_where_the_clock_is() -> None:
    story = Story()
    story.player.play()
    assert story.pass_ms(1000) == 25
    story.player.set_speed(Fraction(1, 2))
    assert story.pass_ms(1000) == 37


def test_faster_and_slower_go_step_by_step_and_stop_at_the_ends() -> None:
    player = Story().player
    up = []
    for _ in range(6):
        player.faster()
        up.append(player.speed)
    assert up == [Fraction("1.5"), 2, 4, 8, 8, 8]
    for _ in range(12):
        player.slower()
    assert player.speed == SPEEDS[0]


def test_the_film_ends_paused_on_its_last_frame() -> None:
    story = Story()
    story.player.play()
    story.pass_ms(4100)
    assert story.player.shown == 99
    assert not story.player.state.playing
    assert story.player.dropped == 0


def test_playing_at_the_end_begins_anew() -> None:
    story = Story().at(99)
    story.player.play()
    assert story.player.wanted.frame == 0


def test_the_clock_waits_until_the_frame_jumped_to_is_painted() -> None:
    story = Story()
    story.player.play()
    story.player.go(50)
    story.pass_ms(2000, paint=False)
    assert story.player.wanted.frame == 50
    story.paint()
    assert story.pass_ms(80) == 52


def test_without_sound_the_clock_waits_for_a_slow_picture() -> None:
    story = Story()
    story.player.play()
    story.pass_ms(3000, paint=False)
    assert story.player.wanted.frame == 7
    assert story.player.state.playing


def test_single_presses_all_count_and_a_held_key_waits_for_the_picture() -> None:
    story = Story()
    for _ in range(5):
        story.player.step(1)
    assert story.player.wanted.frame == 5
    story.player.step(1, held=True)
    assert story.player.wanted.frame == 5
    story.paint()
    story.player.step(1, held=True)
    assert story.player.wanted.frame == 6


def test_a_step_while_playing_stops_and_steps_from_the_painted_frame() -> None:
    story = Story()
    story.player.play()
    story.pass_ms(400)
    story.pass_ms(90, paint=False)
    story.player.step(-1)
    assert (story.player.wanted.frame, story.player.state.playing) == (9, False)


def test_steps_stay_within_the_film() -> None:
    story = Story()
    story.player.step(-1)
    assert story.player.wanted.frame == 0
    story.player.go(1000)
    assert story.player.wanted.frame == 99


def test_a_second_on_and_back_goes_by_time_on_a_film_of_uneven_rate() -> None:
    frames = FrameMap([0, 300_000_000, 900_000_000, 1_250_000_000, 2_000_000_000], 2_100_000_000)
    story = Story(frames).at(1)
    story.player.step_seconds(1)
    assert story.player.wanted.frame == 3
    story.paint()
    story.player.step_seconds(-1)
    assert story.player.wanted.frame == 0


def test_a_loop_plays_its_last_frame_whole_and_begins_anew() -> None:
    story = Story().at(10)
    story.player.set_loop_first()
    story.at(12).player.set_loop_last()
    assert story.player.state.looping
    story.at(10).player.play()
    seen = [story.pass_ms(40) for _ in range(7)]
    assert seen == [11, 12, 10, 11, 12, 10, 11]


def test_a_loop_does_not_catch_a_film_that_plays_outside_it() -> None:
    story = Story()
    story.player.set_loop(10, 12)
    story.at(20).player.play()
    assert story.pass_ms(400) == 30


def test_a_loop_end_before_the_beginning_forgets_the_beginning() -> None:
    story = Story().at(30)
    story.player.set_loop_first()
    story.at(20).player.set_loop_last()
    assert (story.player.state.loop_first, story.player.state.loop_last) == (None, 20)


def test_shuttle_plays_back_again_is_faster_and_stop_brings_the_chosen_speed() -> None:
    story = Story().at(80)
    story.player.set_speed(Fraction(1, 2))
    story.player.shuttle(-1)
    assert story.pass_ms(400) == 70
    story.player.shuttle(-1)
    assert story.player.speed == Fraction("1.5")
    story.player.shuttle(0)
    assert (story.player.state.playing, story.player.speed) == (False, Fraction(1, 2))


def test_playing_back_stops_at_the_first_frame() -> None:
    story = Story().at(5)
    story.player.shuttle(-1)
    story.pass_ms(400)
    assert (story.player.shown, story.player.state.playing) == (0, False)


def test_sound_is_the_clock_where_there_is_sound() -> None:
    sound = Sound()
    story = Story(sound=sound)
    sound.reading = (Ns(0), story.clock.now)
    story.player.play()
    assert sound.log == [(0, 1)]
    assert story.pass_ms(30) == 0
    sound.reading = (Ns(10 * STEP), story.clock.now)
    assert story.pass_ms(1) == 10


def test_a_sound_clock_that_stands_still_holds_the_picture() -> None:
    sound = Sound()
    story = Story(sound=sound)
    sound.reading = (Ns(0), story.clock.now)
    story.player.play()
    assert story.pass_ms(1000) <= 1


def test_when_the_device_goes_the_monotonic_clock_takes_over_in_place() -> None:
    sound = Sound()
    story = Story(sound=sound)
    story.player.play()
    for _ in range(20):
        sound.reading = (Ns(story.player.wanted.frame * STEP + STEP), story.clock.now)
        story.pass_ms(1)
    before = story.player.wanted.frame
    sound.reading = None
    assert story.pass_ms(400) in {before + 10, before + 11}
    assert not story.player.state.sounding


def test_sound_waits_for_a_picture_that_is_a_second_behind() -> None:
    sound = Sound()
    story = Story(sound=sound)
    story.player.play()
    for tenth in range(12):
        sound.reading = (Ns(tenth * 100_000_000), story.clock.now)
        story.pass_ms(1, paint=False)
    assert story.player.waits == 1
    assert story.player.wanted.frame == 1
    assert sound.log[-1] == "stop"
    story.paint()
    assert sound.log[-1] == (STEP, 1)


@pytest.mark.parametrize(("speed", "silent"), [("0.1", True), ("0.25", False), ("2", False), ("4", True)])
def test_sound_is_silent_outside_a_quarter_to_twice_the_speed(speed: str, silent: bool) -> None:
    sound = Sound()
    story = Story(sound=sound)
    story.player.set_speed(Fraction(speed))
    story.player.play()
    assert (sound.log == []) is silent


def test_sound_is_silent_when_playing_back_and_begins_anew_after_a_jump() -> None:
    sound = Sound()
    story = Story(sound=sound).at(50)
    story.player.shuttle(-1)
    assert sound.log == []
    story.player.shuttle(1)
    story.player.go(20)
    assert sound.log == [(50 * STEP, 1), "stop"]
    story.paint()
    assert sound.log[-1] == (20 * STEP, 1)


def test_an_unreadable_frame_holds_nothing_up() -> None:
    story = Story().at(9)
    story.player.step(1)
    story.player.unreadable(10)
    story.player.step(1, held=True)
    assert story.player.wanted.frame == 11


def test_a_step_is_heard_where_that_is_wanted_and_not_at_first() -> None:
    sound = Sound()
    story = Story(sound=sound).at(10)
    story.player.step(1)
    assert sound.log == []
    story.player.grains = True
    story.player.step(-1)
    assert sound.log == [f"grain {10 * STEP}"]
    story.at(0).player.step(-1)
    assert len(sound.log) == 1


def test_it_is_counted_how_long_the_silent_clock_waits_for_pictures() -> None:
    story = Story()
    story.player.play()
    story.pass_ms(1000)
    assert story.player.held_back == 0
    story.pass_ms(2000, paint=False)
    assert 1_600_000_000 < story.player.held_back < 2_000_000_000
    story.player.pause()
    story.player.play()
    assert story.player.held_back == 0


COMMANDS = {
    "play": Player.play,
    "pause": Player.pause,
    "back": lambda player: player.step(-1),
    "on": lambda player: player.step(1, held=True),
    "far": lambda player: player.step_seconds(-2),
    "j": lambda player: player.shuttle(-1),
    "l": lambda player: player.shuttle(1),
    "faster": Player.faster,
    "in": Player.set_loop_first,
    "out": Player.set_loop_last,
    "loop": Player.toggle_loop,
}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(COMMANDS)), st.integers(0, 300), st.booleans()), max_size=30))
def test_whatever_is_pressed_the_frame_wanted_is_in_the_film_and_pause_is_truthful(presses) -> None:
    story = Story()
    for name, milliseconds, paint in presses:
        COMMANDS[name](story.player)
        if name == "pause":
            assert not story.player.state.playing
        for _ in range(milliseconds // 20):
            story.clock.now += 20_000_000
            wanted = story.player.tick()
            assert 0 <= wanted.frame <= 99
            if paint and wanted.frame != story.player.shown:
                story.player.painted(wanted.frame)
    state = story.player.state
    assert state.loop_first is None or state.loop_last is None or state.loop_first <= state.loop_last
