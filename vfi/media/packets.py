"""The packets of a film's picture stream as flat arrays in the order of decoding."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass

import av
import numpy as np
import numpy.typing as npt

from vfi.core.errors import CouldNot
from vfi.media.pyav import InputContainer, Packet, VideoStream
from vfi.media.rational import Int64s

NO_TIME = -(2**63)
"""Stands for a time stamp that the film does not have."""

KEY, HIDDEN, CORRUPT, NO_PICTURE, UNFED = 1, 2, 4, 8, 16
"""Flags: decoding can begin here; decoded but never shown (edit list); damaged; gives no picture of its own; never
handed to the decoder, because its failing there would take whole pictures with it."""

Progress = Callable[[float], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Packets:
    """One entry per packet, in the order in which the container gives them; the number is the *ordinal*.

    `pts`, `dts` and `duration` are in ticks of the stream (`NO_TIME`: none), `pos` and `size` in bytes.
    """

    pts: Int64s
    dts: Int64s
    duration: Int64s
    pos: Int64s
    size: npt.NDArray[np.int32]
    flags: npt.NDArray[np.uint8]
    broken: bool = False
    """The container could not be read to its end."""

    def __len__(self) -> int:
        return len(self.pts)

    def has(self, flag: int) -> npt.NDArray[np.bool_]:
        """Which packets carry this flag."""
        return np.asarray(self.flags & flag != 0, np.bool_)


def is_end(packet: Packet[VideoStream]) -> bool:
    """Is this the empty packet that PyAV gives after the last one?"""
    return packet.size == 0 and packet.dts is None and packet.pts is None


def read_packets(
    container: InputContainer,
    stream: VideoStream,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Packets:
    """Go through the whole film without decoding it, at the speed of the disk.

    Raises:
        CouldNot: `cancelled` when `cancelled()` says so.
    """
    pts, dts, duration, pos = array("q"), array("q"), array("q"), array("q")
    size, flags = array("i"), array("B")
    total = max(1, container.size)
    hides_pictures = stream.codec_context.name in ("vp8", "libvpx")
    broken = False
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
        except av.FFmpegError:
            broken = True
            break
        if packet is None or is_end(packet):
            break
        pts.append(NO_TIME if packet.pts is None else packet.pts)
        dts.append(NO_TIME if packet.dts is None else packet.dts)
        duration.append(packet.duration or 0)
        pos.append(-1 if packet.pos is None else packet.pos)
        size.append(packet.size)
        flag = KEY if packet.is_keyframe else 0
        if packet.is_discard:
            flag |= HIDDEN
        if packet.is_corrupt:
            flag |= CORRUPT
        # An empty packet (AVI: show the last picture longer) and a VP8 picture that is only referred to.
        if packet.size == 0 or (hides_pictures and not bytes(packet)[0] & 0x10):
            flag |= NO_PICTURE
        flags.append(flag)
        if len(pts) % 512 == 0:
            if cancelled is not None and cancelled():
                raise CouldNot("cancelled")
            if progress is not None:
                progress(min(1.0, max(0, pos[-1]) / total))
    for last in range(len(flags) - 1, -1, -1):
        if not flags[last] & CORRUPT:
            break
        flags[last] |= UNFED | NO_PICTURE  # the film breaks off within this packet
    return Packets(
        pts=np.array(pts, np.int64),
        dts=np.array(dts, np.int64),
        duration=np.array(duration, np.int64),
        pos=np.array(pos, np.int64),
        size=np.array(size, np.int32),
        flags=np.array(flags, np.uint8),
        broken=broken,
    )
