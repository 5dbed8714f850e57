"""What a clip shows, frame by frame and in order: the same for the editor's preview, the parent's screen and a file."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction

from vfi.core.clock import FilmClock
from vfi.core.deck import Clip
from vfi.core.time import Ns


@dataclass(frozen=True, slots=True)
class Run:
    """Frames that are played one after the other, both ends included."""

    first: int
    last: int
    speed: Fraction
    """1, or slower."""


@dataclass(frozen=True, slots=True)
class Hold:
    """One frame that stands: until a key is pressed, in a file for so long (ns)."""

    frame: int
    hold: Ns


Shot = Run | Hold


def programme(clip: Clip, clock: FilmClock) -> tuple[Shot, ...]:
    """The shots of a clip in order, its repeats included.

    A freeze holds the frame on the screen at its time *after* that frame has run; the run goes on with the next one.
    Every frame from the clip's first to its last runs exactly once each time it is shown; none twice, none left out.
    """
    first, after = clock.frame_at(clip.start), clock.frame_at(Ns(clip.end - 1)) + 1
    speeds = [
        (clock.frame_at(part.start), clock.frame_at(Ns(part.end - 1)) + 1, Fraction(part.percent, 100))
        for part in clip.slow
    ]
    holds = {clock.frame_at(freeze.at): freeze.hold for freeze in clip.freezes}
    edges = {first, after, *(edge for start, stop, _ in speeds for edge in (start, stop)), *(at + 1 for at in holds)}
    cuts = sorted(edge for edge in edges if first <= edge <= after)
    once: list[Shot] = []
    for start, stop in itertools.pairwise(cuts):
        speed = next((speed for begin, end, speed in speeds if begin <= start < end), Fraction(1))
        once.append(Run(start, stop - 1, speed))
        if stop - 1 in holds:
            once.append(Hold(stop - 1, holds[stop - 1]))
    return tuple(once) * clip.repeats
