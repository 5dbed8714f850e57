"""Which frames a clip of an event holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vfi.core.clock import FilmClock
from vfi.core.errors import BadInput
from vfi.core.events import Event, PointEvent
from vfi.core.time import SECOND, Ns, ns_of_seconds


@dataclass(frozen=True, slots=True)
class Padding:
    """What is shown before and after an event: a time (ns) or a number of frames."""

    time: Ns = Ns(0)
    frames: int = 0

    def __post_init__(self) -> None:
        if self.time < 0 or self.frames < 0:
            raise BadInput("padding-negative")
        if self.time and self.frames:
            raise BadInput("padding-both")

    @classmethod
    def read(cls, text: str) -> Padding:
        """From what a person writes: `"2.5"` or `"2.5s"` are seconds, `"12f"` frames.

        >>> Padding.read("12f")
        Padding(time=0, frames=12)

        Raises:
            BadInput: `padding-unclear`, `padding-negative`.
        """
        match = re.fullmatch(r"\s*(\d+)\s*f\s*", text, re.IGNORECASE)
        if match:
            return cls(frames=int(match[1]))
        try:
            return cls(time=ns_of_seconds(text.strip().rstrip("sS")))
        except BadInput as unread:
            if unread.id == "not-a-number":
                raise BadInput("padding-unclear", text=text) from None
            raise


ROUND_A_MOMENT = Padding(time=Ns(2 * SECOND))
"""What is shown before and after a point event where nobody said otherwise: one frame alone is no clip."""


def stretch(event: Event, clock: FilmClock, padding: Padding | None) -> tuple[int, int]:
    """First and last frame (both shown) of an event with its padding, clamped to the film.

    Without a word about padding a state is shown from its start to its end, and a moment with two seconds round it.

    A point event is one frame long; a state lasts until its end, an open one until the end of the film. With
    padding in time, a frame belongs to the clip when any part of it lies in the padded stretch.
    """
    if padding is None:
        padding = ROUND_A_MOMENT if isinstance(event, PointEvent) else Padding()
    first = clock.frame_at(event.start)
    if isinstance(event, PointEvent):
        last = first
    else:
        last = len(clock.frames) - 1 if event.end is None else max(first, clock.frame_at(event.end - 1))
    if padding.frames:
        return max(0, first - padding.frames), min(clock.frames.last, last + padding.frames)
    if padding.time:
        return (
            clock.frame_at(clock.time_of(first) - padding.time),
            clock.frame_at(clock.edge(last + 1) + padding.time - 1),
        )
    return first, last
