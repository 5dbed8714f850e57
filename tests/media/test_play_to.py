"""Playing up to a frame: it stands its whole time, and nothing after it is ever wanted."""

from __future__ import annotations

from fractions import Fraction

from vfi.core.time import FrameMap
from vfi.media.playback import Player

STEP = 40_000_000
FILM = FrameMap([frame * STEP for frame in range(100)], 100 * STEP)


class Screen:
    """A player whose pictures are painted at once, and a clock that the story turns."""

    def __init__(self, at: int) -> None:
        self.now = 0
        self.player = Player(FILM, clock=lambda: self.now)
        self.player.go(at)
        self.player.painted(at)
        self.seen = [at]

    def run(self, seconds: float) -> None:
        for _ in range(round(seconds * 200)):
            self.now += 5_000_000
            frame = self.player.tick().frame
            if frame != self.player.shown:
                self.player.painted(frame)
                self.seen.append(frame)


def test_it_stops_on_the_last_frame_and_shows_each_one_once() -> None:
    screen = Screen(10)
    screen.player.play_to(20)
    screen.run(2)
    assert screen.seen == list(range(10, 21))
    assert not screen.player.state.playing


def test_the_last_frame_stands_its_whole_time() -> None:
    screen = Screen(10)
    screen.player.play_to(12)
    screen.run(0.1)
    assert (screen.player.shown, screen.player.state.playing) == (12, True)
    screen.run(0.03)
    assert (screen.player.shown, screen.player.state.playing) == (12, False)


def test_at_a_quarter_of_the_speed_it_takes_four_times_as_long() -> None:
    screen = Screen(10)
    screen.player.set_speed(Fraction(1, 4))
    screen.player.play_to(19)
    screen.run(1.5)
    assert screen.player.state.playing
    screen.run(0.2)
    assert (screen.player.shown, screen.player.state.playing) == (19, False)


def test_a_single_frame_is_played_even_where_it_is_the_films_last() -> None:
    screen = Screen(99)
    screen.player.play_to(99)
    screen.run(1)
    assert screen.seen == [99]
    assert not screen.player.state.playing


def test_a_jump_or_a_plain_play_forgets_where_to_stop() -> None:
    screen = Screen(10)
    screen.player.play_to(12)
    screen.player.go(30)
    screen.player.painted(30)
    screen.run(1)
    assert screen.player.state.playing
    screen.player.pause()
    screen.player.play_to(60)
    screen.player.play()
    screen.run(3)
    assert screen.player.shown == 99
