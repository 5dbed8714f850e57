"""What an editor does to a clip: its ends to the frame, slow parts, waits. Each gives another clip."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from vfi.core.clock import FilmClock
from vfi.core.deck import Clip, Freeze, SlowPart
from vfi.core.time import Ns

Edge = Literal["start", "end"]

_NEXT = {None: 50, 50: 25, 25: None}


def edge_at(clip: Clip, clock: FilmClock, edge: Edge, frame: int) -> Clip:
    """The clip that begins with this frame, or ends with it (the frame is still shown).

    The other edge stays; a frame on the wrong side of it makes a clip of one frame there.
    """
    first, last = frames_of(clip, clock)
    frame = min(max(frame, 0), clock.frames.last)
    first, last = (min(frame, last), last) if edge == "start" else (first, max(frame, first))
    return clip.trimmed(clock.time_of(first), clock.edge(last + 1))


def edge_moved(clip: Clip, clock: FilmClock, edge: Edge, frames: int) -> Clip:
    """The clip whose start (or end) is so many frames later."""
    first, last = frames_of(clip, clock)
    return edge_at(clip, clock, edge, (first if edge == "start" else last) + frames)


def frames_of(clip: Clip, clock: FilmClock) -> tuple[int, int]:
    """First and last frame that the clip shows."""
    return clock.frame_at(clip.start), clock.frame_at(clip.end - 1)


def within(clip: Clip, clock: FilmClock) -> Clip | None:
    """The part of the clip that this film has; None where it has nothing of it. The very same clip when it fits."""
    if clip.start >= clock.start and clip.end <= clock.end:
        return clip
    start, end = Ns(max(clip.start, clock.start)), Ns(min(clip.end, clock.end))
    return clip.trimmed(start, end) if end > start else None


def part_at(clip: Clip, at: int) -> tuple[Ns, Ns, int | None]:
    """Start, end and per cent (None: natural speed) of the part of the clip that this time lies in."""
    start = clip.start
    for part in clip.slow:
        if at < part.start:
            return start, part.start, None
        if at < part.end:
            return part.start, part.end, part.percent
        start = part.end
    return start, clip.end, None


def next_speed(percent: int | None) -> int | None:
    """Natural, 50, 25, natural."""
    return _NEXT[percent]


def with_speed(clip: Clip, start: int, end: int, percent: int | None) -> Clip:
    """The clip with this stretch at another speed; None: natural. What touches with the same speed is one part.

    >>> from vfi.core.deck import ItemId
    >>> clip = Clip(id=ItemId("a"), start=Ns(0), end=Ns(100))
    >>> [(p.start, p.end, p.percent) for p in with_speed(with_speed(clip, 0, 100, 50), 40, 60, None).slow]
    [(0, 40, 50), (60, 100, 50)]
    """
    start, end = max(start, clip.start), min(end, clip.end)
    if end <= start:
        return clip
    pieces: list[tuple[int, int, int]] = []
    for part in clip.slow:
        pieces += [(part.start, min(part.end, start), part.percent), (max(part.start, end), part.end, part.percent)]
    if percent is not None:
        pieces.append((start, end, percent))
    joined: list[tuple[int, int, int]] = []
    for begin, stop, speed in sorted(piece for piece in pieces if piece[1] > piece[0]):
        if joined and joined[-1][1] == begin and joined[-1][2] == speed:
            joined[-1] = (joined[-1][0], stop, speed)
        else:
            joined.append((begin, stop, speed))
    slow = tuple(SlowPart(start=Ns(begin), end=Ns(stop), percent=speed) for begin, stop, speed in joined)
    return replace(clip, slow=slow)


def wait_at(clip: Clip, clock: FilmClock, frame: int) -> Freeze | None:
    """The wait on this frame."""
    return next((freeze for freeze in clip.freezes if clock.frame_at(freeze.at) == frame), None)


def toggled_wait(clip: Clip, clock: FilmClock, frame: int) -> Clip:
    """The clip that waits on this frame, or no longer; the very same clip for a frame outside it."""
    first, last = frames_of(clip, clock)
    if not first <= frame <= last:
        return clip
    there = wait_at(clip, clock, frame)
    if there is not None:
        return replace(clip, freezes=tuple(freeze for freeze in clip.freezes if freeze is not there))
    # the clip may begin in the midst of its first frame: a mark of an event need not lie on an edge
    at = Ns(max(clock.time_of(frame), clip.start))
    return replace(clip, freezes=tuple(sorted((*clip.freezes, Freeze(at=at)), key=lambda each: each.at)))


def moved_wait(clip: Clip, clock: FilmClock, wait: Freeze, frame: int) -> Clip:
    """The clip with this wait on another of its frames; the very same clip where another one waits already."""
    first, last = frames_of(clip, clock)
    frame = min(max(frame, first), last)
    if wait_at(clip, clock, frame) is not None:
        return clip
    at = Ns(max(clock.time_of(frame), clip.start))
    others = tuple(freeze for freeze in clip.freezes if freeze is not wait)
    return replace(clip, freezes=tuple(sorted((*others, replace(wait, at=at)), key=lambda each: each.at)))


def shown_ns(clip: Clip, *, holds: bool) -> int:
    """How long the clip lasts when it is shown (ns): slow parts longer, repeats counted; `holds`: as a file."""
    once = clip.end - clip.start
    once += sum((part.end - part.start) * (100 - part.percent) // part.percent for part in clip.slow)
    once += sum(freeze.hold for freeze in clip.freezes) if holds else 0
    return once * clip.repeats
