"""Places in the film as people type them: a time or a frame number."""

from __future__ import annotations

import re
from decimal import Decimal

from vfi.core.clock import FilmClock
from vfi.core.time import SECOND

_TIME = re.compile(r"(?:(\d+):)?(?:(\d+):)?(\d+(?:[.,]\d+)?)")
_FRAME = re.compile(r"(?:f|frame|#)\s*(\d+)|(\d+)\s*f", re.IGNORECASE)


def read_frame(text: str, clock: FilmClock) -> int | None:
    """The frame meant by `1:23.480`, `83.48`, `f2502` or `2 502 f`; None when it cannot be one of this film.

    A time means the frame that is on the screen then; milliseconds were rounded down when they were shown, so a time
    that was read off the screen leads back to its frame.
    """
    plain = re.sub(r"\s", "", text)
    found = _FRAME.fullmatch(plain)
    if found is not None:
        frame = int(found.group(1) or found.group(2))
        return frame if frame <= clock.frames.last else None
    found = _TIME.fullmatch(plain)
    if found is None:
        return None
    first, second, seconds = found.groups()
    hours, minutes = (first, second) if second is not None else (None, first)
    parts = Decimal(seconds.replace(",", ".")) + 60 * int(minutes or 0) + 3600 * int(hours or 0)
    time = int(parts * SECOND)
    if not clock.start <= time < clock.end:
        return None
    frame = clock.frame_at(time)
    if frame < clock.frames.last and clock.time_of(frame + 1) - time < 1_000_000:
        frame += 1
    return frame
