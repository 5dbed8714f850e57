"""Holding a file that was written against what was ordered: its streams, every picture and when it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import av
import numpy as np
import numpy.typing as npt

from vfi.core.errors import CouldNot, FilmError
from vfi.media.opening import open_container
from vfi.media.pyav import InputContainer
from vfi.media.rational import time_base_of
from vfi.media.writing import CLOCK, Progress

Signature = npt.NDArray[np.int16]

_STEP = 16
_TOLERANCE = 12.0
"""Mean absolute difference of luma that a crf 18 encode stays far below, and another picture seldom does."""
_QUICKER = {"skip_loop_filter": "all"}
"""What smooths the edges of blocks costs a sixth of the decoding and moves no signature by more than 0.3 (measured)."""


def signature(luma: npt.NDArray[np.uint8]) -> Signature:
    """Every sixteenth point of a picture's luma: small enough to keep for each frame, enough to tell pictures apart."""
    return luma[_STEP // 2 :: _STEP, _STEP // 2 :: _STEP].astype(np.int16)


def read_back(
    path: str,
    starts: Sequence[int],
    end: int,
    signatures: Sequence[Signature],
    *,
    height: int,
    sound: bool,
    progress: Progress,
    cancelled: Callable[[], bool] | None,
) -> bool:
    """Open what was written as a stranger would, decode all of it once, and compare. False when cancelled.

    `starts`: when each picture begins to stand, `end`: when the last one ends (ns); `signatures`: what each is known
    by, of its upper `height` rows.

    Raises:
        CouldNot: `clip-not-as-ordered` with `what` is not as it should be: streams, frames, time, duration, picture,
            readable.
    """
    try:
        with open_container(path) as box:
            _check_streams(box, sound)
            return _check_pictures(box, starts, end, signatures, height, progress, cancelled)
    except (FilmError, av.FFmpegError) as failure:
        found = failure.id if isinstance(failure, FilmError) else str(failure)
        raise _wrong("readable", True, found) from failure


def _check_streams(box: InputContainer, sound: bool) -> None:
    """The picture and, where ordered, the sound; no word about where, when or with what it was made."""
    kinds = sorted(stream.type for stream in box.streams)
    kept = {key for key in box.metadata if key not in {"major_brand", "minor_version", "compatible_brands"}}
    if kinds != (["audio", "video"] if sound else ["video"]) or kept:
        raise _wrong("streams", sound, kinds + sorted(kept))


def _check_pictures(
    box: InputContainer,
    starts: Sequence[int],
    end: int,
    signatures: Sequence[Signature],
    height: int,
    progress: Progress,
    cancelled: Callable[[], bool] | None,
) -> bool:
    video = box.streams.video[0]
    video.thread_type = "AUTO"
    video.codec_context.options = _QUICKER
    base, tick = time_base_of(video.time_base), CLOCK.ns_of(1)
    number = after = 0
    for packet in box.demux(video):
        if packet.pts is not None:
            after = max(after, base.ns_of(packet.pts + (packet.duration or 0)))
        for frame in packet.decode():
            if cancelled is not None and cancelled():
                return False
            if number == len(starts) or frame.is_corrupt or frame.pts is None:
                raise _wrong("frames", len(starts), number + 1)
            if abs(base.ns_of(frame.pts) - starts[number]) > tick:
                raise _wrong("time", starts[number], base.ns_of(frame.pts))
            plane = frame.planes[0]
            luma = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[:height, : plane.width]
            difference = float(np.abs(signature(luma) - signatures[number]).mean())
            if difference > _TOLERANCE:
                raise _wrong("picture", number, round(difference, 1))
            number += 1
            progress(number / len(starts))
    if number != len(starts):
        raise _wrong("frames", len(starts), number)
    if abs(after - end) > tick:
        raise _wrong("duration", end, after)
    return True


def _wrong(what: str, expected: object, found: object) -> CouldNot:
    return CouldNot("clip-not-as-ordered", what=what, expected=expected, found=found)
