"""A film on the session clock: where its frames begin and end, in session time."""

from __future__ import annotations

from dataclasses import dataclass

from vfi.core.time import FrameMap, Ns, Span


@dataclass(frozen=True, slots=True)
class FilmClock:
    """A film's frames (`FrameMap`, film time) seen from the session: session time = film time + offset.

    An *edge* is a place where a state may end: the start of a frame, or the film's end, which has the number
    of frames as its number (`edge(len)`). So a state that lasts through the last frame ends at `edge(len)`.
    """

    frames: FrameMap
    offset: Ns = Ns(0)

    @property
    def start(self) -> Ns:
        """When the first frame begins."""
        return self.offset

    @property
    def end(self) -> Ns:
        """When the last frame ends."""
        return Ns(self.frames.end + self.offset)

    def time_of(self, frame: int) -> Ns:
        """When this frame begins.

        Raises:
            BadInput: `no-such-frame`.
        """
        return Ns(self.frames.time_of(frame) + self.offset)

    def edge(self, frame: int) -> Ns:
        """When this frame begins; for the number after the last frame, when the film ends."""
        return self.end if frame == len(self.frames) else self.time_of(frame)

    def frame_at(self, time: int) -> int:
        """The frame on screen at this time (clamped to the film)."""
        return self.frames.frame_at(time - self.offset)

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
