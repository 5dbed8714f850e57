"""Trial decoding: which packets really give pictures, and what these look like."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from av.sidedata.sidedata import SideDataContainer, Type
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from vfi.core.errors import FilmError
from vfi.media.feed import PacketFeed
from vfi.media.packets import Packets
from vfi.media.picture import Look, orientation, plain
from vfi.media.rational import ratio_of


def look_of(path: str | Path, packets: Packets) -> Look:
    """The look of a film by its first decoded picture.

    Raises:
        FilmError: `film-no-frames` when nothing can be decoded.
    """
    feed = PacketFeed(path, packets)
    try:
        feed.start(0)
        while not feed.ended:
            for frame in feed.decode_next():
                return look_of_frame(frame, feed.stream)
    finally:
        feed.close()
    raise FilmError("film-no-frames", name=Path(path).name)


def look_of_frame(frame: VideoFrame, stream: VideoStream) -> Look:
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
    )
