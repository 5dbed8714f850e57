"""The container's own table of pictures: a film's packets without reading the film, for MP4 and MOV.

FFmpeg hands on where each packet lies, how long it is and when it is decoded, but not when it is shown. That stands
in the box `ctts` ("composition offsets", ISO/IEC 14496-12, 8.6.1.3), one offset for every picture; it is read here, and
held against the first packets of the film. Where anything does not fit, there is no table.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import av
import numpy as np
import numpy.typing as npt

from vfi.media.packets import HIDDEN, KEY, NO_TIME, Packets, is_end
from vfi.media.pyav import InputContainer, VideoStream

_PROBED = 64
"""Packets at the start that are read to see whether the table tells the truth."""
_LARGEST = 256 * 1024 * 1024
"""Bytes: a larger table is no table."""


def packets_of_table(path: str | Path, container: InputContainer, stream: VideoStream) -> Packets | None:
    """All packets as the container's table names them; None when it has none, or it is not plain enough.

    The container is read on from its beginning: it must have just been opened, and is used up.
    """
    if "mov" not in container.format.name.split(","):
        return None
    entries = stream.index_entries
    count = len(entries)
    if count == 0 or count != stream.frames:  # fragments, or an edit list that takes pictures away
        return None
    dts, pos = np.empty(count, np.int64), np.empty(count, np.int64)
    size, flags = np.empty(count, np.int32), np.zeros(count, np.uint8)
    for place, entry in enumerate(entries):
        dts[place], pos[place], size[place] = entry.timestamp, entry.pos, entry.size
        flags[place] = (KEY if entry.is_keyframe else 0) | (HIDDEN if entry.is_discard else 0)
    if container.size < int((pos + size).max()):
        return None
    head = list(_head(container, stream))
    for offsets in _offsets(Path(path), count):
        pts = dts + offsets
        shift = head[0][0] - int(pts[0]) if head else 0
        named = zip(pts[: len(head)] + shift, dts, size, strict=False)
        if head and [tuple(map(int, each)) for each in named] == head:
            duration = np.append(np.diff(dts), 0)
            return Packets(pts=pts + shift, dts=dts, duration=duration, pos=pos, size=size, flags=flags)
    return None


def _head(container: InputContainer, stream: VideoStream) -> Iterator[tuple[int, int, int]]:
    """(pts, dts, size) of the first packets."""
    with suppress(av.FFmpegError):
        for number, packet in enumerate(container.demux(stream)):
            if number == _PROBED or is_end(packet):
                return
            yield (
                NO_TIME if packet.pts is None else packet.pts,
                NO_TIME if packet.dts is None else packet.dts,
                packet.size,
            )


def _offsets(path: Path, count: int) -> Iterator[npt.NDArray[np.int64]]:
    """From decoding to display, in ticks, for each of `count` pictures: of every track that has so many."""
    none = np.zeros(count, np.int64)
    try:
        with path.open("rb") as film:
            moov = _moov(film)
    except OSError:
        return
    for track in _boxes(moov, b"trak"):
        for table in (box for media in _boxes(track, b"mdia") for box in _boxes(media, b"minf")):
            for samples in _boxes(table, b"stbl"):
                for box in _boxes(samples, b"ctts"):
                    runs = np.frombuffer(box[8:], ">u4")
                    runs = runs[: len(runs) // 2 * 2].reshape(-1, 2)
                    if int(runs[:, 0].sum()) == count:
                        yield np.repeat(runs[:, 1].astype(">u4").view(">i4").astype(np.int64), runs[:, 0])
    yield none  # shown in the order of decoding: there is no such box then


def _moov(film: BinaryIO) -> memoryview:
    """The content of the film's table of contents; empty when there is none."""
    while len(head := film.read(16)) >= 8:
        length, kind = int.from_bytes(head[:4], "big"), head[4:8]
        first = 16 if length == 1 else 8
        length = int.from_bytes(head[8:16], "big") if length == 1 else length
        if length < first:
            break
        film.seek(first - len(head), 1)
        if kind == b"moov":
            return memoryview(film.read(length - first) if length < _LARGEST else b"")
        film.seek(length - first, 1)
    return memoryview(b"")


def _boxes(content: memoryview, kind: bytes) -> Iterator[memoryview]:
    """The contents of all boxes of a kind that lie directly in this one."""
    at = 0
    while at + 8 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        if length < 8 or at + length > len(content):
            return
        if content[at + 4 : at + 8] == kind:
            yield content[at + 8 : at + length]
        at += length
