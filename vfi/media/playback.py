"""Which frame is due: playing, stepping, speed, loop, shuttle, with the clock handed in; no window, no film.

The player never says what is on the screen; it is told (`painted`), and everything that a person does
starts from the frame last painted. How film time runs meanwhile is `vfi.media.play_clock`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from vfi.core.time import SECOND, FrameMap, Ns
from vfi.media.loop import Loop
from vfi.media.play_clock import PlayClock, SoundClock

SPEEDS: tuple[Fraction, ...] = tuple(
    Fraction(text) for text in (["0.1", "0.25", "0.5", "0.75", "1", "1.5", "2", "4", "8"])
)
"""The steps of slower and faster."""

LAG = Ns(250_000_000)
"""Without sound the clock waits when the picture is this far behind (time on the wall): better slow than jumping."""

BEHIND = Ns(1_000_000_000)
"""With sound, which cannot be slowed down, the sound stops and waits when the picture is this far behind."""

Direction = Literal[-1, 0, 1]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The frame that should be on the screen now.

    `direction` is 0 when the film stands still, else the direction of play; `generation` rises with every jump, so
    that what was asked for before it can be dropped.
    """

    frame: int
    direction: Direction
    generation: int


@dataclass(frozen=True, slots=True)
class PlayState:
    """What the transport shows. `loop_first` and `loop_last` are both in the loop; None where not set."""

    playing: bool
    direction: Direction
    speed: Fraction
    looping: bool
    loop_first: int | None
    loop_last: int | None
    sounding: bool
    dropped: int


class Player:
    """The state machine of playing.

    `clock` gives monotonic nanoseconds. Call `tick` often while playing (each few milliseconds) and show what it
    returns; call `painted` with the number of each picture that reached the screen.
    """

    def __init__(
        self, frames: FrameMap, *, clock: Callable[[], int] = time.perf_counter_ns, sound: SoundClock | None = None
    ) -> None:
        self._frames = frames
        self._clock = PlayClock(clock, sound)
        self._sound = sound
        self._playing = False
        self._direction: Literal[-1, 1] = 1
        self._speed = Fraction(1)
        self._shuttle: Fraction | None = None
        self._loop = Loop(frames.last)
        self._in_loop = False
        self._until: int | None = None
        self._target = 0
        self._generation = 0
        self._shown: int | None = None
        self._run_shown: int | None = None
        self._waiting = True
        self._dropped = 0
        self._waits = 0
        self._held_back = 0
        self.grains = False
        """Is a short grain of sound heard at each step?"""

    # -- what is

    @property
    def frames(self) -> FrameMap:
        """The film's frames and their times."""
        return self._frames

    @property
    def shown(self) -> int | None:
        """The frame last painted; None before the first."""
        return self._shown

    @property
    def wanted(self) -> Wanted:
        """The frame that should be on the screen, as of the last tick or command."""
        return Wanted(self._target, self._direction if self._playing else 0, self._generation)

    @property
    def speed(self) -> Fraction:
        """How fast the film plays, or would play; always above zero."""
        return self._speed if self._shuttle is None else self._shuttle

    @property
    def dropped(self) -> int:
        """Frames that were due and never painted, since the film was opened.

        Counted up to natural speed, where each frame is meant to be seen; faster play passes over frames by intent.
        """
        return self._dropped

    @property
    def waits(self) -> int:
        """How often the sound had to stop for the picture since the film was opened: the machine is too slow."""
        return self._waits

    @property
    def held_back(self) -> int:
        """Ns on the wall for which the silent clock has stood still for a slow picture since the last start of play."""
        return self._held_back

    @property
    def looping_over(self) -> tuple[int, int] | None:
        """First and last frame of the loop, while one is on."""
        return self._loop.bounds if self._loop.on else None

    @property
    def state(self) -> PlayState:
        """Everything that the transport shows."""
        return PlayState(
            self._playing,
            self._direction if self._playing else 0,
            self.speed,
            self._loop.on,
            self._loop.first,
            self._loop.last,
            self._clock.sounding,
            self._dropped,
        )

    # -- what a person does

    def play(self) -> None:
        """Play forward from the frame last painted; from the first (or the loop's first) when it is the last."""
        self._shuttle = None
        self._run(1)

    def play_to(self, last: int) -> None:
        """Play forward from the frame on the screen and stop on this one, once it has stood its time; no loop."""
        here = self._here() if self._playing else self._target
        self._shuttle = None
        self._loop.on = False
        self._run(1)
        if here != self._target:  # the film's last frame, too, is played from itself
            self._aim(here)
        self._until = self._within(max(last, here))

    def pause(self) -> None:
        """Stop on the frame last painted."""
        self._shuttle = None
        self._until = None
        if self._playing:
            self._halt()
            self._aim(self._here())

    def toggle(self) -> None:
        """Space: pause when playing, else play."""
        if self._playing:
            self.pause()
        else:
            self.play()

    def step(self, frames: int, *, held: bool = False) -> None:
        """Stop, and go this many frames on (or back).

        `held` marks a key that repeats by itself: it waits until the frame before has been painted, so that a held
        key shows every frame and stops where it is let go. Single presses all count, however fast they come.
        """
        if self._playing:
            self.pause()
        elif held and self._waiting:
            return
        before = self._target
        self._aim(before + frames)
        if self.grains and self._sound is not None and self._target != before:
            self._sound.grain(self._frames.time_of(self._target))

    def step_seconds(self, seconds: int) -> None:
        """Go to the frame that is on the screen this many seconds later (or earlier); playing goes on."""
        here = self._here() if self._playing else self._target
        self.go(self._frames.frame_at(self._frames.time_of(here) + seconds * SECOND))

    def go(self, frame: int) -> None:
        """Go to this frame (kept within the film); playing goes on from there once it is painted."""
        self._until = None
        self._clock.silence()
        self._aim(frame)

    def set_speed(self, speed: Fraction) -> None:
        """Play at this speed, between the slowest and the fastest of `SPEEDS`."""
        self._take_speed(min(max(speed, SPEEDS[0]), SPEEDS[-1]))

    def faster(self) -> None:
        """The next step up."""
        self._take_speed(next((step for step in SPEEDS if step > self.speed), SPEEDS[-1]))

    def slower(self) -> None:
        """The next step down."""
        self._take_speed(next((step for step in reversed(SPEEDS) if step < self.speed), SPEEDS[0]))

    def shuttle(self, direction: Direction) -> None:
        """J K L: -1 plays back, 0 stops, 1 plays on, at natural speed; the same again is a step faster.

        Stopping brings back the speed that was chosen before.
        """
        if direction == 0:
            self.pause()
        elif self._playing and self._direction == direction:
            self._shuttle = self._shuttle or self._speed  # the chosen speed is kept for later
            self.faster()
        else:
            self._shuttle = Fraction(1)
            self._run(direction)

    def set_loop_first(self) -> None:
        """The loop begins with the frame on the screen; an end before it is forgotten."""
        self._loop.begin(self._here())

    def set_loop_last(self) -> None:
        """The loop ends with the frame on the screen (which is part of it); a beginning after it is forgotten."""
        self._loop.finish(self._here())

    def set_loop(self, first: int, last: int) -> None:
        """Loop over these frames, both included."""
        self._loop.over(self._within(first), self._within(max(first, last)))

    def toggle_loop(self) -> None:
        """Loop on or off; without bounds the loop is the whole film."""
        self._loop.on = not self._loop.on

    def clear_loop(self) -> None:
        """No loop and no bounds."""
        self._loop.clear()

    # -- what happens

    def tick(self) -> Wanted:
        """Let the time pass: what should be on the screen now."""
        if self._playing and not self._waiting:
            self._advance()
        return self.wanted

    def painted(self, frame: int) -> None:
        """This frame's picture has reached the screen."""
        if self._playing and not self._waiting and self._run_shown is not None and self.speed <= 1:
            self._dropped += max(0, (frame - self._run_shown) * self._direction - 1)
        self._shown = frame
        if self._playing and not self._waiting:
            self._run_shown = frame
        if self._waiting and frame == self._target:
            self._waiting = False
            if self._playing:
                self._start_clock()

    def unreadable(self, frame: int) -> None:
        """This frame's picture cannot be had: stepping goes on from its number, playing passes over it."""
        if self._waiting and frame == self._target:
            self._waiting = False
            if self._playing:
                self._start_clock()

    # -- inside

    def _within(self, frame: int) -> int:
        return min(max(frame, 0), self._frames.last)

    def _here(self) -> int:
        return self._target if self._shown is None else self._shown

    def _aim(self, frame: int) -> None:
        """Ask for this very frame; the clock waits until it is painted."""
        self._target = self._within(frame)
        self._generation += 1
        self._waiting = self._target != self._shown
        if self._playing and not self._waiting:
            self._start_clock()

    def _run(self, direction: Literal[-1, 1]) -> None:
        self._until = None
        self._clock.silence()
        self._direction = direction
        start = self._here() if self._playing else self._target
        first, last = self._loop.bounds
        if self._loop.on and direction == 1 and start == last:
            start = first
        elif self._loop.on and direction == -1 and start == first:
            start = last
        elif direction == 1 and start == self._frames.last:
            start = 0
        elif direction == -1 and start == 0:
            self._playing = False
            self._aim(0)
            return
        self._playing = True
        self._held_back = 0
        self._aim(start)

    def _take_speed(self, speed: Fraction) -> None:
        running = self._playing and not self._waiting
        position = self._clock.position() if running else None  # still by the old speed
        if self._shuttle is None:
            self._speed = speed
        else:
            self._shuttle = speed
        if position is not None:
            self._clock.silence()
            self._start_clock(position)

    def _halt(self) -> None:
        self._playing = False
        self._clock.silence()

    def _start_clock(self, at: int | None = None) -> None:
        source = self._frames.time_of(self._target) if at is None else Ns(at)
        if at is None and self._direction == -1:
            source = Ns(self._frames.end_of(self._target) - 1)
        self._run_shown = self._shown if at is None else self._run_shown
        first, last = self._loop.bounds
        self._in_loop = first <= self._target <= last
        self._clock.start(source, self._direction, self.speed)

    def _wait_for_the_picture(self, position: int) -> int:
        """Without sound the clock does not leave a slow picture behind."""
        if self._clock.sounding or self._shown is None:
            return position
        lead = self._clock.travel(LAG)
        if self._direction == 1:
            held = min(position, self._frames.end_of(self._shown) + lead)
        else:
            held = max(position, self._frames.time_of(self._shown) - lead)
        if held != position:
            self._held_back += abs(position - held) * self.speed.denominator // self.speed.numerator
            self._clock.hold(held)
        return held

    def _left_behind(self, position: int) -> bool:
        """With sound: when the picture is far behind, begin again after the frame that is on the screen."""
        if not self._clock.sounding or self._shown in (None, self._until) or self._run_shown is None:
            return False
        if position - self._frames.end_of(self._shown) < self._clock.travel(BEHIND):
            return False
        self._waits += 1
        self._clock.silence()
        self._aim(self._shown + 1)
        return True

    def _advance(self) -> None:
        position = self._wait_for_the_picture(self._clock.position())
        if self._left_behind(position):
            return
        if self._until is not None and position >= self._frames.end_of(self._until):
            last, self._until = self._until, None
            self._halt()
            self._aim(last)
            return
        first, last = self._loop.bounds
        if self._loop.on and self._in_loop:
            if self._direction == 1 and position >= self._frames.end_of(last):
                self._clock.silence()
                self._aim(first)
                return
            if self._direction == -1 and position < self._frames.time_of(first):
                self._aim(last)
                return
        if position >= self._frames.end or position < 0:
            self._halt()
            self._shuttle = None
            self._aim(self._frames.last if self._direction == 1 else 0)
            return
        self._target = self._frames.frame_at(position)
        self._in_loop = first <= self._target <= last
