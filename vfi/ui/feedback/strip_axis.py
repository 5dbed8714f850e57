"""From session time to pixels in the trim strip, and which stretch of the film is in sight."""

from __future__ import annotations

from dataclasses import dataclass

from vfi.core.clock import FilmClock
from vfi.core.deck import Clip
from vfi.core.time import SECOND

_MARGIN = 0.13
"""Of the clip's length, on each side."""
_LEAST = SECOND
_TICKS = tuple(SECOND * n for n in (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600))
_FINE = (SECOND // 10, SECOND // 5, SECOND // 2)


@dataclass(frozen=True, slots=True)
class StripAxis:
    """`start` to `end` (ns on the session clock) over `width` pixels."""

    start: int
    end: int
    width: int

    @property
    def scale(self) -> float:
        """Pixels per ns."""
        return self.width / max(1, self.end - self.start)

    def x(self, time: int) -> float:
        return (time - self.start) * self.scale

    def time(self, x: float) -> int:
        return self.start + round(x / self.scale)

    def ticks(self, pixels: float) -> tuple[int, range]:
        """How far apart labels at least so many pixels wide stand (ns), and their times."""
        steps = (*_FINE, *_TICKS)
        step = next((step for step in steps if step * self.scale >= pixels), steps[-1])
        first = -(-self.start // step) * step
        return step, range(first, self.end, step)


def fitted_view(clip: Clip, clock: FilmClock, now: StripAxis | None) -> tuple[int, int]:
    """Start and end of what is in sight: the clip and some film on both sides.

    What was in sight before (`now`) stays while the clip lies well in it, so that nothing jumps under the hand.
    """
    if now is not None:
        seen = now.end - now.start
        inside = now.start + seen * 0.02 < clip.start and clip.end < now.end - seen * 0.02
        if inside and (clip.end - clip.start) > seen * 0.35:
            return now.start, now.end
    margin = max(_LEAST, round((clip.end - clip.start) * _MARGIN))
    return max(clip.start - margin, clock.start - margin // 2), min(clip.end + margin, clock.end + margin // 2)
