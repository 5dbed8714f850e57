"""Time, once and for all: integer nanoseconds, frames from 0, half-open spans."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import NewType

from vfi.core.errors import BadInput

Ns = NewType("Ns", int)
"""Nanoseconds on the session clock. An int: equality is exact and needs no epsilon."""

SECOND = Ns(1_000_000_000)

_MOST_SECONDS = 9_000_000_000
"""What fits into 64 bits of nanoseconds, in which tables and indexes keep times."""


def ns_of_seconds(text: str) -> Ns:
    """Nanoseconds of decimal seconds as written by a person or a table (`"83.480"`); never through a float.

    A decimal comma is understood. More than nine decimals are rounded half to even.

    >>> ns_of_seconds("83.4800000001")
    83480000000

    Raises:
        BadInput: `not-a-number` when the text is no finite decimal number; `time-too-large` beyond 290 years.
    """
    try:
        value = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        raise BadInput("not-a-number", text=text) from None
    if not value.is_finite() or "_" in text:  # Decimal takes 1_000
        raise BadInput("not-a-number", text=text)
    if not -_MOST_SECONDS <= value <= _MOST_SECONDS:
        raise BadInput("time-too-large", text=text)
    return Ns(int((value * SECOND).to_integral_value()))


def seconds_text(time: int) -> str:
    """Exact decimal seconds with nine decimals, for tables that other programs read.

    >>> seconds_text(83480000000)
    '83.480000000'
    """
    sign = "-" if time < 0 else ""
    whole, rest = divmod(abs(time), SECOND)
    return f"{sign}{whole}.{rest:09d}"


def clock_text(time: int) -> str:
    """Time as a person reads it, `h:mm:ss.mmm`, milliseconds rounded down so that it never runs ahead.

    >>> clock_text(83480000000)
    '0:01:23.480'
    """
    sign = "-" if time < 0 else ""
    ms = abs(time) // 1_000_000
    seconds, ms = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{sign}{hours}:{minutes:02d}:{seconds:02d}.{ms:03d}"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of time: from `start` up to, but not including, `end` (ns)."""

    start: Ns
    end: Ns

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise BadInput("span-empty", start=self.start, end=self.end)

    @property
    def length(self) -> int:
        """Nanoseconds from start to end."""
        return self.end - self.start


Spans = tuple[Span, ...]
"""Spans in order, none touching or overlapping another."""


def union(spans: Iterable[Span]) -> Spans:
    """The time that is in any of the spans, joined where they touch.

    >>> union([Span(Ns(5), Ns(9)), Span(Ns(0), Ns(5))])
    (Span(start=0, end=9),)
    """
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            if span.end > joined[-1].end:
                joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)


def subtract(spans: Iterable[Span], holes: Iterable[Span]) -> Spans:
    """The time that is in `spans` and in none of the `holes`."""
    left = list(union(spans))
    for hole in union(holes):
        cut: list[Span] = []
        for span in left:
            if hole.end <= span.start or hole.start >= span.end:
                cut.append(span)
                continue
            if span.start < hole.start:
                cut.append(Span(span.start, hole.start))
            if hole.end < span.end:
                cut.append(Span(hole.end, span.end))
        left = cut
    return tuple(left)


def intersect(spans: Iterable[Span], others: Iterable[Span]) -> Spans:
    """The time that is in both."""
    first = union(spans)
    return subtract(first, subtract(first, others))


def total(spans: Iterable[Span]) -> int:
    """Nanoseconds in all the spans together, counted once where they overlap."""
    return sum(span.length for span in union(spans))


class FrameMap:
    """The only place where frame numbers and times turn into one another.

    Built once from the film's index: the presentation time of every displayed frame, the first at zero,
    strictly rising (ns), and the `end` of the last one. Frames count from 0.
    """

    __slots__ = ("_times", "end")

    def __init__(self, times: Iterable[int], end: int) -> None:
        self._times = times if isinstance(times, array) and times.typecode == "q" else array("q", times)
        if not self._times or self._times[0] != 0:
            raise BadInput("frame-times-start", frames=len(self._times))
        previous = -1
        for frame, time in enumerate(self._times):
            if time <= previous:
                raise BadInput("frame-times-not-rising", frame=frame)
            previous = time
        if end <= previous:
            raise BadInput("frame-times-end", end=end)
        self.end = Ns(end)
        """When the last frame ends (ns): its time plus its duration."""

    def __len__(self) -> int:
        return len(self._times)

    @property
    def last(self) -> int:
        """The number of the last frame."""
        return len(self._times) - 1

    @property
    def times(self) -> Sequence[int]:
        """Every frame's time (ns), shape (frames,); supports the buffer protocol as int64."""
        return self._times

    def time_of(self, frame: int) -> Ns:
        """When this frame starts to be shown.

        Raises:
            BadInput: `no-such-frame` for a number outside 0 .. last.
        """
        if not 0 <= frame < len(self._times):
            raise BadInput("no-such-frame", frame=frame, last=self.last)
        return Ns(self._times[frame])

    def end_of(self, frame: int) -> Ns:
        """When this frame stops being shown: the next frame's start, or the film's end."""
        return self.end if frame == self.last else self.time_of(frame + 1)

    def frame_at(self, time: int) -> int:
        """The frame on screen at this time: the last whose time has come (clamped to the film)."""
        return max(0, bisect_right(self._times, time) - 1)

    def nearest(self, time: int) -> int:
        """The frame whose start is nearest; for times that other programs rounded to milliseconds.

        >>> FrameMap([0, 33_366_667], 66_733_333).nearest(33_000_000)
        1
        """
        frame = self.frame_at(time)
        if frame < self.last and self._times[frame + 1] - time < time - self._times[frame]:
            return frame + 1
        return frame
