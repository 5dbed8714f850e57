"""Noticing what is odd about a film while it is indexed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vfi.media.opening import picture_streams
from vfi.media.order import Ordinals, Timeline
from vfi.media.packets import CORRUPT, HIDDEN, KEY, Packets
from vfi.media.pyav import InputContainer, VideoStream
from vfi.media.remarks import Warning
from vfi.media.settling import Settled

_VARIES = 2_000_000
"""Frame lengths that differ by more than this (ns) are no rounding to milliseconds."""
_LATE = 100_000_000
_FAR = 12_000_000_000
"""Key frames further apart than this (ns) make a jump a matter of seconds."""
_GAP = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the container says of itself before its packets are read."""

    table: bool
    """It has a table of all its pictures (MP4, MOV)."""
    pictures: int
    """How many pictures the table names; 0: no table, or it does not say."""
    file_size: int
    has_duration: bool
    picture_streams: int
    sounds: int

    def proves(self, packets: Packets) -> bool:
        """Does the table prove that every packet is there to its last byte?"""
        if not self.table or packets.broken or self.pictures != len(packets):
            return False
        return bool((packets.pos + packets.size).max() <= self.file_size)


def header_of(container: InputContainer, stream: VideoStream) -> Header:
    """What the opened container says of itself."""
    return Header(
        table="mov" in container.format.name.split(","),
        pictures=int(stream.frames),
        file_size=int(container.size),
        has_duration=container.duration is not None,
        picture_streams=len(picture_streams(container)),
        sounds=len(container.streams.audio),
    )


def suspect_stretches(packets: Packets, order: Ordinals, damaged: npt.NDArray[np.int32]) -> tuple[tuple[int, int], ...]:
    """Frames (first, first after) that are damaged or built on damaged ones: decoders mark only the first bad picture.

    Args:
        damaged: ordinals of packets whose pictures came out damaged, or not at all, beside those marked `CORRUPT`.
    """
    bad = packets.has(CORRUPT)
    bad[damaged] = True
    if not np.any(bad):
        return ()
    ranks = np.full(len(packets), -1, np.int32)
    ranks[order] = np.arange(len(order), dtype=np.int32)
    keys = np.flatnonzero(packets.has(KEY) & ~bad)
    stretches: list[tuple[int, int]] = []
    for ordinal in np.flatnonzero(bad):
        first, after = reach_of_damage(ranks, keys, int(ordinal), len(order))
        if first == after:
            continue
        while stretches and first <= stretches[-1][1]:
            earlier = stretches.pop()
            first, after = min(first, earlier[0]), max(after, earlier[1])
        stretches.append((first, after))
    return tuple(stretches)


def reach_of_damage(
    ranks: npt.NDArray[np.int32], keys: npt.NDArray[np.integer], ordinal: int, frames: int
) -> tuple[int, int]:
    """Frames (first, first after) that may be built on the picture of this packet: all that are decoded after it, up
    to the next key frame, those shown just before that one included.

    Args:
        ranks: the frame of each packet, -1 for none.
        keys: ordinals of packets at which decoding can begin, rising.
        frames: how many the film has.
    """
    place = int(np.searchsorted(keys, ordinal, "right"))
    end = int(keys[place]) if place < len(keys) else len(ranks)
    reached = ranks[ordinal:end]
    reached = reached[reached >= 0]
    before = int(ranks[keys[place - 1]]) if place else -1
    if 0 <= ranks[ordinal] < before:  # leads up to a key frame that was decoded first: nothing behind that leans on it
        return int(reached.min()), before
    if not len(reached):
        return 0, 0
    after = int(ranks[end]) if end < len(ranks) and ranks[end] >= 0 else int(reached.max()) + 1
    return int(reached.min()), min(frames, max(after, int(reached.max()) + 1))


def varies(times: npt.NDArray[np.int64]) -> bool:
    """Do the pictures last unequally, beyond what rounding to milliseconds does?"""
    steps = np.diff(times)
    return len(steps) > 1 and int(np.ptp(steps)) > _VARIES


def remarks_on(header: Header, settled: Settled, suspect: tuple[tuple[int, int], ...]) -> tuple[Warning, ...]:
    """Everything odd about the pictures, most weighty first. (Sound has its own remarks: `vfi.media.facts`.)"""
    packets, laid = settled.packets, settled.timeline
    found: list[Warning] = []
    if packets.broken or (header.table and header.pictures > len(packets)):
        found.append(Warning("truncated", {"frames": len(laid.order), "promised": header.pictures}))
    if settled.lost:
        found.append(Warning("pictures-lost", {"count": settled.lost}))
    if suspect:
        count = sum(after - first for first, after in suspect)
        found.append(Warning("suspect", {"first": suspect[0][0], "last": suspect[-1][1] - 1, "count": count}))
    if laid.made_up:
        found.append(Warning("times-made-up", {"count": laid.made_up}))
    if laid.parts > 1:
        found.append(Warning("joined", {"parts": laid.parts}))
    if settled.resized:
        found.append(Warning("size-changes", {"count": settled.resized}))
    if header.picture_streams > 1:
        found.append(Warning("several-pictures", {"count": header.picture_streams}))
    hidden = int(np.count_nonzero(packets.has(HIDDEN)))
    if hidden:
        found.append(Warning("hidden-frames", {"count": hidden}))
    if not header.has_duration:
        found.append(Warning("no-duration"))
    found += _on_times(laid, packets)
    if settled.look.interlaced:
        found.append(Warning("interlaced"))
    return tuple(found)


def _on_times(laid: Timeline, packets: Packets) -> list[Warning]:
    found: list[Warning] = []
    steps = np.diff(laid.times)
    if varies(laid.times):
        found.append(Warning("variable-rate", {"shortest_ns": int(steps.min()), "longest_ns": int(steps.max())}))
    if len(steps) and int(steps.max()) > max(_GAP, 10 * int(np.median(steps))):
        found.append(Warning("gap", {"frame": int(steps.argmax()), "length_ns": int(steps.max())}))
    if laid.origin is not None and laid.origin > _LATE:
        found.append(Warning("late-start", {"start_ns": laid.origin}))
    ranks = np.full(len(packets), -1, np.int32)
    ranks[laid.order] = np.arange(len(laid.order), dtype=np.int32)
    keys = np.sort(ranks[packets.has(KEY) & (ranks >= 0)])
    marks = np.concatenate([[0], laid.times[keys], [laid.end]])
    if int(np.diff(marks).max()) > _FAR:
        found.append(Warning("far-key-frames", {"longest_ns": int(np.diff(marks).max())}))
    return found
