"""The index of a film: every picture's packet, its place in the order of display, and its exact time."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vfi.core.errors import FilmError
from vfi.core.time import FrameMap
from vfi.media.noticing import Header, header_of, remarks_on, suspect_stretches
from vfi.media.opening import choose_stream, open_container
from vfi.media.order import Ordinals
from vfi.media.packets import KEY, Cancelled, Packets, Progress, read_packets
from vfi.media.picture import Look
from vfi.media.pyav import InputContainer, VideoStream
from vfi.media.rational import TimeBase, step_of_rate, time_base_of
from vfi.media.remarks import Warning
from vfi.media.settling import NotSettled, settle
from vfi.media.table import packets_of_table


@dataclass(frozen=True)
class FilmIndex:
    """What is known of a film once all its packets have been seen. Plain arrays and values: it crosses threads.

    Frame n is the picture of packet `order[n]`; `frame_map` holds the times.
    """

    packets: Packets
    order: Ordinals
    """int32, shape (frames,): the ordinal of each frame's packet."""
    frame_map: FrameMap
    look: Look
    codec: str
    origin_ns: int | None = 0
    """The stream's own time (ns) of frame 0: a sound stamp in ns minus this is film time. None: no stamps."""
    warnings: tuple[Warning, ...] = ()
    suspect: tuple[tuple[int, int], ...] = ()
    """Stretches of frames, each (first, first after), that are damaged or predicted from damaged ones."""
    provisional: bool = False
    """Made from the container's own table alone: good for looking and playing; the frames' numbers and times are not
    promised before the film has been read."""

    @property
    def frames(self) -> int:
        """How many frames the film shows."""
        return len(self.order)

    @cached_property
    def rank(self) -> Ordinals:
        """int32, shape (packets,): the frame of each packet, -1 for a packet that shows none."""
        ranks = np.full(len(self.packets), -1, np.int32)
        ranks[self.order] = np.arange(len(self.order), dtype=np.int32)
        return ranks

    @cached_property
    def keys(self) -> Ordinals:
        """int32: the ordinals of the packets at which decoding can begin, rising."""
        return np.flatnonzero(self.packets.has(KEY)).astype(np.int32)

    @cached_property
    def key_frames(self) -> npt.NDArray[np.int32]:
        """int32: the frames at which decoding can begin, rising."""
        ranks = self.rank[self.keys]
        return np.sort(ranks[ranks >= 0])

    def same_frames(self, other: FilmIndex) -> bool:
        """Does every frame have the number and time that it has in the other index of the same film?"""
        mine, theirs = self.packets, other.packets
        return (
            np.array_equal(self.order, other.order)
            and np.array_equal(mine.size, theirs.size)
            and self.frame_map.times == other.frame_map.times
        )

    def shows_as(self, other: FilmIndex) -> bool:
        """Is every frame the same picture at the same time in both, looked at in the same way?"""
        return self.same_frames(other) and self.suspect == other.suspect and self.look == other.look

    def same_picture(self, frame: int, other: FilmIndex) -> int:
        """The frame of the other index of the same film that is this picture; where it has none, the one shown then."""
        ordinal = self.order[frame]
        places = np.flatnonzero(other.packets.pos == self.packets.pos[ordinal])
        for place in places[:1]:
            if other.rank[place] >= 0:
                return int(other.rank[place])
        return other.frame_map.nearest(self.frame_map.time_of(frame))

    def is_suspect(self, frame: int) -> bool:
        """Is this frame in a damaged stretch?"""
        return any(first <= frame < after for first, after in self.suspect)


def build_index(path: str | Path, *, progress: Progress | None = None, cancelled: Cancelled | None = None) -> FilmIndex:
    """Read a film through once, decoding only its first pictures and, where its end may be broken, its last ones.

    A film whose time stamps do not tell the order of its pictures is decoded whole (see `vfi.media.settling`).

    Args:
        path: the film.
        progress: called now and then with the part done, 0 to 1.
        cancelled: asked now and then; when it says yes, `CouldNot("cancelled")` is raised.

    Raises:
        FilmError: the film cannot be used; the id says why.
        CouldNot: `cancelled`.
    """
    name = Path(path).name
    with open_container(path) as container:
        stream = choose_stream(container, name)
        about = _about(container, stream)
        packets = read_packets(container, stream, progress=progress, cancelled=cancelled)
    if not len(packets):
        raise FilmError("film-no-frames", name=name)
    index = _settled(path, packets, about, progress=progress, cancelled=cancelled)
    if progress is not None:
        progress(1.0)
    return index


def provisional_index(path: str | Path) -> FilmIndex | None:
    """What the container's own table says of the film, in a fraction of a second however long it is.

    None: this container has no such table (only MP4 and MOV have), or it leaves the order of the pictures open.

    Raises:
        FilmError: the film cannot be used; the id says why.
    """
    with open_container(path) as container:
        stream = choose_stream(container, Path(path).name)
        about = _about(container, stream)
        packets = packets_of_table(path, container, stream)
    if packets is None:
        return None
    try:
        return replace(_settled(path, packets, about, quick=True), provisional=True)
    except NotSettled:
        return None


@dataclass(frozen=True, slots=True)
class _About:
    """What is known before any packet is read."""

    base: TimeBase
    nominal: TimeBase | None
    codec: str
    header: Header


def _about(container: InputContainer, stream: VideoStream) -> _About:
    return _About(
        base=time_base_of(stream.time_base),
        nominal=step_of_rate(stream.average_rate),
        codec=stream.codec_context.codec.canonical_name,
        header=header_of(container, stream),
    )


def _settled(
    path: str | Path,
    packets: Packets,
    about: _About,
    *,
    quick: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> FilmIndex:
    settled = settle(
        path,
        packets,
        about.base,
        about.nominal,
        complete=about.header.proves(packets),
        codec=about.codec,
        quick=quick,
        progress=progress,
        cancelled=cancelled,
    )
    laid, packets = settled.timeline, settled.packets
    suspect = suspect_stretches(packets, laid.order, settled.damaged)
    return FilmIndex(
        packets=packets,
        order=laid.order,
        frame_map=FrameMap(array("q", laid.times.tobytes()), laid.end),
        look=settled.look,
        codec=about.codec,
        origin_ns=laid.origin,
        warnings=remarks_on(about.header, settled, suspect),
        suspect=suspect,
    )
