"""Which frames were really watched: those that were played or stepped through, not those that were jumped over."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from vfi.core.clock import FilmClock
from vfi.core.time import SECOND
from vfi.media.playback import PlayState

FASTEST = 2
"""Faster than this the film is searched, not watched."""
_JUMP = SECOND // 2
"""More film time than this between two painted frames is a jump, not playing (ns, at natural speed)."""


class Watching:
    """Is told each painted frame; reports stretches (first frame, last frame) as they are seen."""

    def __init__(self, clock: FilmClock, report: Callable[[int, int], object]) -> None:
        self._clock = clock
        self._report = report
        self._last: int | None = None

    def painted(self, frame: int, state: PlayState | None) -> None:
        """This frame is on the screen now."""
        last, self._last = self._last, frame
        if last is None or last == frame:
            return
        if self._seen_between(last, frame, state):
            self._report(min(last, frame), max(last, frame))

    def _seen_between(self, last: int, frame: int, state: PlayState | None) -> bool:
        if abs(frame - last) == 1:
            return True
        if state is None or not state.playing or state.speed > FASTEST:
            return False
        if (frame - last) * state.direction < 0:
            return False
        gap = abs(self._clock.time_of(frame) - self._clock.time_of(last))
        return bool(gap <= _JUMP * max(Fraction(1), state.speed))
