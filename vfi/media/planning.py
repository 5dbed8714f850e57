"""What the decode thread does next: answer, make sharp what rests on the screen, read ahead, fill the stretch before.

Stepping and playing back are made cheap by *stretches*: frames before the eye that are decoded in order of time, a
whole group of pictures at once, while those after them are still being looked at. Where a group does not fit into the
memory there is, its pictures are kept small.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Size = tuple[int, int]
"""Width and height in device pixels."""
Direction = Literal[-1, 0, 1]
Hand = Literal["on", "back"]
"""Two readers: one goes on from the picture, the other fills the stretch before it; neither loses its place."""

STILL_AHEAD = 4
"""Frames decoded ahead while the film stands still."""
AHEAD = 32
"""Frames decoded ahead while it plays."""
ALONG = 48
"""Playing on: up to this many frames ahead are decoded one by one (and shown late) rather than jumped to."""
ROUGH_FROM = 6
"""Dragging: with fewer frames than these from the key frame, the frame itself is there soon enough."""
LEAST_STRETCH = 30
"""Short groups are filled several at a time, so that the decoder gets into its stride."""
REST = 0.15
"""Seconds after which a film that stands still is at rest: a small picture is then replaced by the whole one."""
LOOP_START = 16
"""Frames at a loop's start that are kept at hand."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is wanted: this frame, as large as fits the box. `at`: monotonic seconds when it was asked for."""

    frame: int
    box: Size
    generation: int
    direction: Direction
    rough: bool
    at: float


@dataclass(frozen=True, slots=True)
class Work:
    """One frame for one of the readers, and how its picture is kept."""

    hand: Hand
    frame: int
    full: bool = True
    small: bool = False
    idle: bool = True
    """Nobody waits for it."""
    stop: int | None = None
    """The reader will not go on past this frame."""


@dataclass(slots=True)
class Stretch:
    """Frames decoded in order of time: the next one, and the one after the last."""

    next: int
    stop: int
    full_from: int
    """From here on whole pictures are kept."""
    small: bool
    """Small ones are kept of all."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """What the memory holds: bytes there are, bytes of a whole picture and of a small one (0: none are made)."""

    room: int
    full: int
    small: int

    @property
    def full_capacity(self) -> int:
        """Whole pictures that fit."""
        return max(2, self.room // max(1, self.full))

    def small_capacity(self, *, playing: bool) -> int:
        """Small pictures that fit: playing back, whole ones are let go for them; else the room is shared."""
        return max(2, int(self.room * (0.9 if playing else 0.5)) // self.small) if self.small else 0


class Planner:
    """Decides from plain numbers; owned by the decode thread.

    `held` and `held_full` tell which frames are in memory (at all; whole); `swap` lets the readers change places.
    """

    def __init__(
        self,
        frames: int,
        key_frames: npt.NDArray[np.int32],
        held: Container[int],
        held_full: Callable[[int], bool],
        swap: Callable[[], None],
        *,
        read_ahead: bool = True,
    ) -> None:
        self._frames = frames
        self._keys = key_frames
        self._held = held
        self._held_full = held_full
        self._swap = swap
        self._read_ahead = read_ahead
        self.stretch: Stretch | None = None
        self.places: dict[Hand, int] = {"on": -1, "back": -1}
        """The frame that each reader gives next without seeking; -1: unknown."""
        self.bad: set[int] = set()
        """Frames that cannot be decoded."""
        self.stepping_back = False
        """Steps go back one by one: a key is held, perhaps."""
        self.loop: tuple[int, int] | None = None
        """First and last frame of the loop that plays."""
        self.sizes = Sizes(0, 1, 0)
        self._request: Request | None = None
        self._decoded: set[tuple[int, bool]] = set()
        """What was decoded in idle time since the last request. Nothing is decoded twice: where memory is so short
        that it has gone again, more of it would only chase its own tail."""
        self._checked: tuple[int, int] | None = None

    # -- what next

    def answer(self, request: Request) -> Work:
        """What leads to a frame that is not held."""
        frame, stretch = request.frame, self.stretch
        if stretch is not None and stretch.next <= frame < stretch.stop:
            return self._of(stretch, idle=False)
        if request.direction == -1 or ((frame + 1) in self._held and frame != self.places["on"]):
            self.stretch = self._stretch_before(frame + 1, playing=request.direction == -1, least=1)
            return self._of(self.stretch, idle=False)
        if request.rough and (key := self._key_on_the_way(frame)) is not None:
            return Work("on", key, idle=False)
        self._hand_at(frame, ALONG)
        if request.direction == 1 and 0 <= frame - self.places["on"] <= ALONG:
            return Work("on", self.places["on"], idle=False)
        return Work("on", frame, idle=False)

    def sharpen(self, request: Request) -> Work:
        """What replaces the small picture of a frame that rests on the screen."""
        return Work("on", request.frame, idle=False)

    def idle(self, request: Request, *, rests: bool) -> Work | None:
        """What to do while nobody waits; `rests`: the film stands still and its whole picture is on the screen."""
        if not self._read_ahead:
            return None
        if request is not self._request:
            self._request = request
            self._decoded.clear()
        work = None
        if request.direction >= 0:
            work = self._ahead(request.frame, playing=request.direction == 1)
        if work is None and request.direction <= 0:
            work = self._before(request.frame, playing=request.direction == -1)
        if work is None and request.direction == 0 and rests:
            work = self._sharper_before(request.frame)
        if work is None and request.direction == 1:
            work = self._loop_start()
        if work is not None:
            self._decoded.add((work.frame, work.full))
        return work

    def leads_to(self, work: Work, request: Request) -> bool:
        """Does the work under way lead to a frame that is not held?"""
        if work.hand == "back":
            stretch = self.stretch
            return stretch is not None and stretch.next <= request.frame < stretch.stop
        return (
            work.frame == request.frame
            or (request.rough and self.is_key(work.frame))  # soon done, and something to see
            or (request.direction == 1 and work.frame <= request.frame <= work.frame + ALONG)
        )

    def passed(self, work: Work) -> None:
        """The work is done, one way or the other: the reader stands behind that frame."""
        self.places[work.hand] = work.frame + 1
        stretch = self.stretch
        if work.hand == "back" and stretch is not None and stretch.next == work.frame:
            stretch.next += 1
            if stretch.next >= stretch.stop:
                self.lost_place("back")  # nothing was fed of what comes after

    def lost_place(self, hand: Hand) -> None:
        """A reader was stopped on its way, or has come to its stretch's end."""
        self.places[hand] = -1
        if hand == "back":
            self.stretch = None

    def key_at(self, frame: int) -> int:
        """The last key frame up to this one; the film's first frame where there is none."""
        place = int(np.searchsorted(self._keys, frame, "right")) - 1
        return 0 if place < 0 else int(self._keys[place])

    def is_key(self, frame: int) -> bool:
        """Can decoding begin at this frame?"""
        place = int(np.searchsorted(self._keys, frame))
        return place < len(self._keys) and int(self._keys[place]) == frame

    @property
    def loop_start(self) -> range:
        """Frames to keep while a loop plays: all of it if it fits, else its beginning."""
        if self.loop is None:
            return range(0)
        first, last = self.loop
        most = self.sizes.full_capacity * 2 // 3
        length = last + 1 - first
        return range(first, first + (length if length <= most else min(length, LOOP_START, most // 4)))

    # -- inside

    def _of(self, stretch: Stretch, *, idle: bool) -> Work:
        full = stretch.next >= stretch.full_from
        return Work("back", stretch.next, full, stretch.small, idle, stretch.stop)

    def _known(self, frame: int) -> bool:
        return frame in self._held or frame in self.bad

    def _key_on_the_way(self, frame: int) -> int | None:
        """Dragging: the key frame to show first; None where the way is short or it is held."""
        key = self.key_at(frame)
        if frame - key < ROUGH_FROM or key in self._held or key in self.bad or not self.is_key(key):
            return None
        return key

    def _hand_at(self, frame: int, reach: int) -> None:
        """Let that reader go on which stands at the frame, or shortly before it within the same group."""

        def near(place: int) -> bool:
            return 0 <= place <= frame <= place + reach and (place == frame or self.key_at(frame) <= place)

        if not near(self.places["on"]) and near(self.places["back"]):
            self.places["on"], self.places["back"] = self.places["back"], self.places["on"]
            self.stretch = None
            self._swap()

    def _ahead(self, eye: int, *, playing: bool) -> Work | None:
        reach = min(AHEAD, self.sizes.full_capacity // 3) if playing else STILL_AHEAD
        for frame in range(eye + 1, min(eye + 1 + reach, self._frames)):
            if not self._known(frame):
                if (frame, True) in self._decoded:
                    return None
                self._hand_at(frame, 0)
                return Work("on", frame)
        return None

    def _before(self, eye: int, *, playing: bool) -> Work | None:
        """Go on with the stretch being filled, or begin the one before what is held."""
        stretch = self.stretch
        if stretch is not None and not self._still_useful(stretch, eye):
            stretch = self.stretch = None
        if stretch is None:
            low = self._low(eye, self._known)
            if low == 0:
                return None
            stretch = self._stretch_before(low, playing=playing, least=LEAST_STRETCH)
            again = (stretch.next, stretch.next >= stretch.full_from) in self._decoded
            if again or not self._is_time(stretch, eye, playing=playing):
                return None
            self.stretch = stretch
        return self._of(stretch, idle=True)

    def _still_useful(self, stretch: Stretch, eye: int) -> bool:
        if stretch.stop > eye + 1:
            return False
        if self._checked != (eye, stretch.stop):
            if not all(self._known(frame) for frame in range(stretch.stop, eye)):
                return False
            self._checked = (eye, stretch.stop)
        return True

    def _is_time(self, stretch: Stretch, eye: int, *, playing: bool) -> bool:
        """Going back: as soon as there is room. Standing still: when half of what is before the eye has been used."""
        length, run = stretch.stop - stretch.next, eye - stretch.stop
        sizes = self.sizes
        capacity = sizes.small_capacity(playing=playing) if stretch.small else sizes.full_capacity - STILL_AHEAD
        if not playing:
            capacity = capacity * 4 // 5  # the rest is for what lies ahead
        if run and run + length > capacity:
            return False
        return playing or self.stepping_back or run < max(LEAST_STRETCH, length // 2)

    def _stretch_before(self, stop: int, *, playing: bool, least: int) -> Stretch:
        key = self.key_at(stop - 1)
        group = stop - key
        capacity = self.sizes.full_capacity
        if group * 3 <= capacity * 2 or not self.sizes.small:
            most = max(1, capacity * 2 // 3)
            while key > 0 and stop - key < least and stop - self.key_at(key - 1) <= most:
                key = self.key_at(key - 1)
            start = max(key, stop - most)
            return Stretch(start, stop, full_from=start, small=False)
        most = max(1, self.sizes.small_capacity(playing=playing) * 2 // 3)
        pieces = -(-group // most)
        start = stop - -(-group // pieces)
        return Stretch(start, stop, full_from=stop if playing else max(start, stop - capacity // 4), small=True)

    def _sharper_before(self, eye: int) -> Work | None:
        """At rest: whole pictures beside the small ones before the eye, as far as they fit."""
        near = self.sizes.full_capacity // 4
        low = self._low(eye, lambda frame: self._held_full(frame) or frame in self.bad)
        if low == 0 or eye - low >= near // 2 or not self.sizes.small:
            return None
        stretch = self._stretch_before(low, playing=False, least=1)
        if not stretch.small or (low - 1, True) in self._decoded:
            return None
        start = max(self.key_at(low - 1), low - near)
        self.stretch = Stretch(start, low, full_from=start, small=False)
        return self._of(self.stretch, idle=True)

    def _low(self, frame: int, known: Callable[[int], bool]) -> int:
        """The first frame of the unbroken row before this one that is known."""
        while frame > 0 and known(frame - 1):
            frame -= 1
        return frame

    def _loop_start(self) -> Work | None:
        """Have the loop's first frames at hand, and a reader standing behind them."""
        start = self.loop_start
        for frame in start:
            if not self._held_full(frame) and frame not in self.bad:
                return None if (frame, True) in self._decoded else Work("back", frame)
        if self.loop is None or not start or start.stop > self.loop[1]:
            return None
        if self.places["back"] != start.stop and start[-1] not in self.bad:
            return Work("back", start[-1])
        return None
