"""From packets to the order of display and exact times: which packet is frame n, and when it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from vfi.media.packets import HIDDEN, KEY, NO_PICTURE, NO_TIME, Packets
from vfi.media.rational import Int64s, TimeBase

Ordinals = npt.NDArray[np.int32]

_FALLBACK_STEP = 40_000_000
"""A picture's time (ns) where a film says nothing at all: 25 a second."""
_DISORDER = 1_000_000_000
"""How far (ns) the decoding clock must fall back for the recording to have begun anew."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Frames in the order of display: the packet of each, its time (ns, first at 0), and the end of the last."""

    order: Ordinals
    times: Int64s
    end: int
    origin: int | None = 0
    """The film's own time (ns) of the first frame, which sound is to be laid against; None without stamps."""
    made_up: int = 0
    """How many times are not the film's own."""
    parts: int = 1
    """Into how many recordings, each with a clock of its own, the film falls."""


def shown(packets: Packets) -> npt.NDArray[np.bool_]:
    """Which packets give a picture that is displayed."""
    return np.asarray(packets.flags & (HIDDEN | NO_PICTURE) == 0, np.bool_)


def needs_decoding(packets: Packets) -> bool:
    """Do the time stamps leave the order of display open? Only decoding the whole film then tells it.

    So it is with a stamp missing, or two alike in a film whose pictures are stored in another order than shown.
    """
    pts = packets.pts[shown(packets)]
    if np.any(pts == NO_TIME):
        return True
    steps = np.diff(pts)
    return bool(np.any(np.diff(np.sort(pts)) == 0) and np.any(steps < 0)) and _parts(packets, TimeBase(1, 1)).max() == 0


def _parts(packets: Packets, base: TimeBase) -> npt.NDArray[np.int32]:
    """The recording that each packet belongs to: a new one begins at a key packet where the clock falls back."""
    known = packets.dts != NO_TIME
    dts = np.maximum.accumulate(np.where(known, packets.dts, np.int64(-(2**62))))
    fallen = np.zeros(len(packets), np.bool_)
    if len(packets) > 1 and base.den > 1:
        back = dts[:-1] - packets.dts[1:]
        limit = _DISORDER * base.den // (base.num * 1_000_000_000)
        fallen[1:] = known[1:] & (packets.dts[1:] < np.where(known, packets.dts, 2**62)[:-1]) & (back > limit)
        fallen &= packets.has(KEY)
    return np.cumsum(fallen).astype(np.int32)


def timeline(
    packets: Packets, base: TimeBase, *, nominal: TimeBase | None = None, decoded: Ordinals | None = None
) -> Timeline:
    """Lay the frames out in the order of display.

    Args:
        packets: the index as read.
        base: the tick of the stream.
        nominal: how long a picture lasts by the film's own rate, for times that are missing.
        decoded: the ordinals in the order in which the decoder gave the pictures, where it had to be asked.
    """
    visible = shown(packets)
    if decoded is not None:
        order = np.array([o for o in decoded if visible[o]], np.int32)
        stamps = packets.pts[order]
        if np.any(stamps == NO_TIME) or np.any(np.diff(stamps) < 0):
            return _nominal(order, nominal)
        parts = np.zeros(len(order), np.int32)
    else:
        ordinals = np.flatnonzero(visible).astype(np.int32)
        part = _parts(packets, base)[ordinals]
        order = ordinals[np.lexsort((packets.pts[ordinals], part))]
        parts = _parts(packets, base)[order]
    return _by_stamps(packets, base, order, parts, nominal)


def _nominal(order: Ordinals, nominal: TimeBase | None) -> Timeline:
    numbers = np.arange(len(order) + 1, dtype=np.int64)
    times = nominal.ns(numbers) if nominal is not None else numbers * _FALLBACK_STEP
    return Timeline(order, times[:-1], int(times[-1]), origin=None, made_up=len(order))


def _by_stamps(
    packets: Packets, base: TimeBase, order: Ordinals, parts: npt.NDArray[np.int32], nominal: TimeBase | None
) -> Timeline:
    stamps = packets.pts[order]
    bounds = [0, *(np.flatnonzero(np.diff(parts)) + 1), len(order)]
    times = np.empty(len(order), np.int64)
    start, made_up = 0, 0
    for first, last in pairwise(bounds):
        own = base.ns(stamps[first:last] - stamps[first])
        made_up += _spread(own)
        step = _step(own, nominal)
        times[first:last] = own + start
        # The next recording follows this one as a picture follows a picture.
        start = int(times[last - 1]) + step
    lasting = base.ns_of(int(packets.duration[order[-1]]))
    final = times[bounds[-2] :]
    end = int(times[-1]) + (lasting if lasting > 0 else _step(final, nominal))
    return Timeline(order, times, end, base.ns_of(int(stamps[0])), made_up=made_up, parts=len(bounds) - 1)


def _step(times: Int64s, nominal: TimeBase | None) -> int:
    """The usual time (ns) from one picture to the next: the median, else the film's own rate."""
    if len(times) > 1:
        return max(1, int(np.median(np.diff(times))))
    return nominal.ns_of(1) if nominal is not None else _FALLBACK_STEP


def _spread(times: Int64s) -> int:
    """Where several pictures bear one time, spread them evenly up to the next; how many were moved."""
    steps = np.diff(times)
    if not np.any(steps <= 0):
        return 0
    usual = int(np.median(steps[steps > 0])) if np.any(steps > 0) else _FALLBACK_STEP
    starts = np.flatnonzero(np.concatenate([[True], steps > 0]))
    for first, after in pairwise([*(int(start) for start in starts), len(times)]):
        run = after - first
        if run == 1:
            continue
        room = int(times[after] - times[first]) if after < len(times) else usual * run
        times[first:after] = times[first] + np.maximum(np.arange(run), room * np.arange(run) // run)
    return len(times) - len(starts)
