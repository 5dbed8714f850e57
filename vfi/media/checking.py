"""Trial decoding: which packets really give pictures, in what order, and what these look like.

The index promises only frames that can be shown. Going through the packets tells all but three things: packets that
give no picture of their own (two fields of one picture in two packets, a recording that begins or breaks off between
key frames), the order of display where time stamps are missing, and the look of the pictures.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np

from vfi.core.errors import CouldNot
from vfi.media.feed import PacketFeed, Strayed
from vfi.media.order import Ordinals
from vfi.media.packets import Cancelled, Packets, Progress
from vfi.media.picture import Look, orientation, plain
from vfi.media.pyav import SideDataContainer, Type, VideoFrame, VideoStream
from vfi.media.rational import ratio_of


@dataclass(frozen=True, slots=True)
class Trial:
    """What came out of decoding the packets `first` up to, but not including, `after`."""

    first: int
    after: int
    given: Ordinals
    """The ordinals of the pictures in the order in which the decoder gave them, each once."""
    damaged: Ordinals
    """Those that the decoder called damaged."""
    look: Look | None
    """Of the first picture; None when there was none."""
    resized: int = 0
    """How many pictures were of another size or format than the first."""
    drained: bool = False
    """Were the packets fed to the end of the film, so that no picture can be still to come?"""


def decode_trial(
    path: str | Path,
    packets: Packets,
    first: int,
    after: int,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Trial:
    """Decode a stretch of packets and look at what comes out, keeping no picture.

    Raises:
        CouldNot: `cancelled`.
        FilmError: the film cannot be opened or is not the one of the index.
    """
    feed = PacketFeed(path, packets)
    try:
        try:
            return _trial(feed, packets, first, after, progress, cancelled)
        except Strayed:
            return _trial(feed, packets, first, after, progress, cancelled)
    finally:
        feed.close()


def _trial(
    feed: PacketFeed,
    packets: Packets,
    first: int,
    after: int,
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> Trial:
    given: list[int] = []
    damaged: list[int] = []
    look: Look | None = None
    resized = 0
    feed.start(first)
    while not feed.ended and (feed.at < after or after == len(packets)):
        if cancelled is not None and cancelled():
            raise CouldNot("cancelled")
        if progress is not None and feed.at % 32 == 0:
            progress((feed.at - first) / max(1, after - first))
        for frame in feed.decode_next():
            if frame.pts is None:
                continue
            given.append(frame.pts)
            if frame.is_corrupt:
                damaged.append(frame.pts)
            if look is None:
                look = look_of(frame, feed.stream)
            elif (frame.width, frame.height) != (look.width, look.height):
                resized += 1
    return Trial(
        first=first,
        after=after,
        given=np.array(list(dict.fromkeys(given)), np.int32),
        damaged=np.array(damaged, np.int32),
        look=look,
        resized=resized,
        drained=feed.ended,
    )


def look_of(frame: VideoFrame, stream: VideoStream) -> Look:
    """How pictures like this one are laid out and to be shown."""
    data = cast(SideDataContainer, frame.side_data)
    beside = [data[number] for number in range(len(data))]
    matrices = [bytes(found) for found in beside if found.type == Type.DISPLAYMATRIX]
    mirrored, rotation = orientation(matrices[0]) if matrices else (False, 0)
    frame = plain(frame)
    return Look(
        width=frame.width,
        height=frame.height,
        format=frame.format.name,
        mirrored=mirrored,
        rotation=rotation,
        aspect=ratio_of(stream.sample_aspect_ratio),
        interlaced=frame.interlaced_frame,
        transfer=int(frame.color_trc),
        primaries=int(frame.color_primaries),
    )
