"""A film on the session clock: where its frames begin and end, in session time."""

from __future__ import annotations

from dataclasses import dataclass

from vfi.core.errors import BadInput
from vfi.core.time import FrameMap, Ns, Span

BILLION = 1_000_000_000
MOST_DRIFT = 5_000_000
"""Billionths: half a percent. Clocks of cameras differ by some ten thousand; more than this is another speed."""


@dataclass(frozen=True, slots=True)
class FilmClock:
    """A film's frames (`FrameMap`, film time) seen from the session: session time = film time + offset.

    No two cameras' clocks run alike. Where it was measured how much faster a film's clock runs (`drift`, billionths),
    session time = offset + film time / (1 + drift / 10^9), rounded once, by integers.

    An *edge* is a place where a state may end: the start of a frame, or the film's end, which has the number
    of frames as its number (`edge(len)`). So a state that lasts through the last frame ends at `edge(len)`.
    """

    frames: FrameMap
    offset: Ns = Ns(0)
    drift: int = 0
    """By how many billionths the film's clock runs faster than the session's; below 0: slower."""

    def __post_init__(self) -> None:
        if abs(self.drift) > MOST_DRIFT:
            raise BadInput("drift-too-large", ppm=round(self.drift / 1000))

    def session_time(self, film_time: int) -> Ns:
        """When it is this time of the film, in session time."""
        if self.drift == 0:
            return Ns(film_time + self.offset)
        rate = BILLION + self.drift
        return Ns(self.offset + (2 * film_time * BILLION + rate) // (2 * rate))

    def film_time(self, time: int) -> Ns:
        """The film's own time at this session time; with a drift to the nanosecond, no closer."""
        if self.drift == 0:
            return Ns(time - self.offset)
        return Ns((2 * (time - self.offset) * (BILLION + self.drift) + BILLION) // (2 * BILLION))

    @property
    def start(self) -> Ns:
        """When the first frame begins."""
        return self.offset

    @property
    def end(self) -> Ns:
        """When the last frame ends."""
        return self.session_time(self.frames.end)

    def time_of(self, frame: int) -> Ns:
        """When this frame begins.

        Raises:
            BadInput: `no-such-frame`.
        """
        return self.session_time(self.frames.time_of(frame))

    def edge(self, frame: int) -> Ns:
        """When this frame begins; for the number after the last frame, when the film ends."""
        return self.end if frame == len(self.frames) else self.time_of(frame)

    def frame_at(self, time: int) -> int:
        """The frame on screen at this time (clamped to the film)."""
        frame = self.frames.frame_at(self.film_time(time))
        if self.drift == 0:
            return frame
        # there and back again may be a nanosecond beside an edge: what `time_of` says holds
        if frame < self.frames.last and self.time_of(frame + 1) <= time:
            return frame + 1
        return frame - 1 if frame > 0 and self.time_of(frame) > time else frame

    def nearest(self, time: int) -> int:
        """The frame whose start is nearest; for times that other programs rounded."""
        return self.frames.nearest(self.film_time(time))

    def edge_number(self, time: int) -> int:
        """The inverse of `edge`: the frame that begins at (or is on screen at) this time, len at the film's end."""
        return len(self.frames) if time >= self.end else self.frame_at(time)

    def first_without(self, end: int) -> int:
        """The first frame that a state with this end is not in: the one after the frame at its last nanosecond."""
        return self.frame_at(end - 1) + 1

    def edge_after(self, time: int) -> Ns:
        """The first edge later than this time; the film's end for times after it."""
        return self.edge(min(len(self.frames), self.edge_number(time) + 1)) if time >= self.start else self.start

    def edge_before(self, time: int) -> Ns:
        """The last edge earlier than this time; the film's start for times before it."""
        number = self.edge_number(time)
        return self.edge(number) if self.edge(number) < time else self.edge(max(0, number - 1))

    def span(self, first: int, last: int) -> Span:
        """From the start of `first` to the end of `last` (frames, both shown)."""
        return Span(self.time_of(first), self.edge(last + 1))
