"""Packets from any start point, each known by its ordinal: the ground on which every exact seek stands."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np

from vfi.core.errors import FilmError
from vfi.media.opening import check_file, choose_stream, open_container
from vfi.media.packets import KEY, NO_TIME, UNFED, Packets, is_end
from vfi.media.pyav import InputContainer, Packet, VideoFrame, VideoStream

# Decoders that can leave out pictures to which no other refers, from one packet to the next.
_CAN_SKIP = frozenset({"h264", "hevc", "mpeg2video", "mpeg4"})
# Containers without a table of their own: a packet is found at once, and exactly, by its place in the file, while
# seeking by time guesses and may land behind it. Raw streams have no times at all.
_BY_PLACE = frozenset({"mpegts", "mpeg", "h264", "hevc", "m4v", "mpegvideo"})
_TRIES = 6
"""How many earlier key packets to aim at when the container lands behind the one that was wanted."""


def decoder_threads(cores: int) -> int:
    """How many pictures are decoded at once on a machine with so many cores.

    FFmpeg's own choice (one more than there are cores) leaves cores idle on the way to a frame: pictures that are built
    on one another wait for one another, more so when those between them are skipped. On two cores five threads go that
    way 1.5 times as fast as three; each more costs the memory of one picture.

    >>> [decoder_threads(cores) for cores in (1, 2, 4, 8, 32)]
    [3, 5, 9, 9, 16]
    """
    return min(16, max(cores + 1, min(2 * cores + 1, 9)))


class Strayed(Exception):
    """After a seek the packets did not follow one another as in the index; from the beginning they will."""


class PacketFeed:
    """Feeds the decoder from an exact packet on and tells which packet every decoded picture belongs to.

    The ordinal travels through the decoder as the packet's time stamp, so that identity does not depend on the
    container's own stamps, which may be missing, doubled or wrapped. One thread owns it.
    """

    def __init__(self, path: str | Path, packets: Packets) -> None:
        self._path = Path(path)
        self._packets = packets
        self._keys = np.flatnonzero(packets.has(KEY))
        self._by_pts = np.argsort(packets.pts, kind="stable")
        self._sorted_pts = packets.pts[self._by_pts]
        self._by_pos = np.argsort(packets.pos, kind="stable")
        self._sorted_pos = packets.pos[self._by_pos]
        self._demux: Iterator[Packet[VideoStream]] | None = None
        self._held: Packet[VideoStream] | None = None
        self._skipping = False
        self._from_beginning = True
        self._seekable = True
        self._started = 0
        self._begun = False
        """Has anything been read since the film was opened?"""
        self._container: InputContainer
        self._stream: VideoStream
        self._open()
        self.at = 0
        """The ordinal of the packet that is fed next."""
        self.ended = True
        """Has everything been fed and given out?"""
        self.failed: int | None = None
        """The ordinal of the first packet that the decoder may have failed on in the last `decode_next`."""

    def _open(self) -> None:
        try:
            self._container = open_container(self._path)
        except FilmError:
            self.check_there()  # cut off since it was indexed, it can lack what is needed to open it
            raise
        try:
            self._stream = choose_stream(self._container, self._path.name)
        except FilmError:
            self._container.close()
            raise
        # AUTO decodes 1.4 times as fast as PyAV's default (slices) on two cores.
        self._stream.thread_type = "AUTO"
        self._stream.codec_context.thread_count = decoder_threads(os.cpu_count() or 1)
        self.can_skip = self._stream.codec_context.name in _CAN_SKIP

    @property
    def stream(self) -> VideoStream:
        """The picture stream, for its facts."""
        return self._stream

    @property
    def container(self) -> InputContainer:
        """The open container, for its facts."""
        return self._container

    def close(self) -> None:
        """Let go of the film. Flushing first matters: decoder threads may still be at work."""
        self._demux = None
        self._held = None
        self._stream.codec_context.flush_buffers()
        self._container.close()

    def check_there(self) -> None:
        """Is the film still there, and as long as when it was indexed? What cannot be read may be no damage.

        Raises:
            FilmError: `film-missing` and the like when its drive is gone; `film-changed` when it was cut off.
        """
        check_file(self._path)
        if self._path.stat().st_size <= self._packets.pos.max(initial=-1):
            raise FilmError("film-changed", name=self._path.name)

    def start(self, ordinal: int) -> None:
        """Make the packet with this ordinal the next that is fed.

        Raises:
            FilmError: `film-changed` when the film no longer holds the packets of its index; `film-missing` and the
                like when it is no longer there.
        """
        self.ended = False
        self._started = ordinal
        self._from_beginning = False
        if ordinal > 0 and self._seekable:
            for stamp, place in self._aims(ordinal):
                if self._land(stamp, ordinal, place=place):
                    return
        self._from_beginning = True
        self.check_there()
        # By the container's own seeking it cannot be reached: go there from the beginning, without decoding.
        if self._begun:  # opening a long film takes as long as showing its first picture: not twice
            self.close()
            self._open()
        self._begun = True
        self._demux = self._container.demux(self._stream)
        for expected in range(ordinal + 1):
            packet = next(self._demux, None)
            if packet is None or packet.size != self._packets.size[expected]:
                raise FilmError("film-changed", name=self._path.name)
            self._held = packet
        self.at = ordinal

    def _aims(self, ordinal: int) -> Iterator[tuple[int, bool]]:
        """Where to seek to (and whether that is a place in the file), best first.

        The packet itself, then earlier and earlier key packets, because some containers land behind their aim.
        """
        place = int(np.searchsorted(self._keys, ordinal, "right"))
        earlier = [int(key) for key in self._keys[max(0, place - _TRIES) : place][::-1]]
        aims = [ordinal, *(key for key in earlier if key != ordinal)]
        if _BY_PLACE & set(self._container.format.name.split(",")):
            yield from ((int(self._packets.pos[aim]), True) for aim in aims[:2] if self._packets.pos[aim] >= 0)
        for aim in aims:
            stamp = int(self._packets.dts[aim])
            if stamp == NO_TIME:
                stamp = int(self._packets.pts[aim])
            if stamp != NO_TIME:
                yield stamp, False

    def _land(self, stamp: int, ordinal: int, *, place: bool) -> bool:
        """Seek, and throw packets away up to the wanted one; False when landed behind it or lost."""
        try:
            self._begun = True
            self._container.seek(stamp, stream=self._stream, unsupported_byte_offset=place)
            self._demux = self._container.demux(self._stream)
            for packet in self._demux:
                if is_end(packet):
                    return False
                found = self._which(packet, ordinal)
                if found == ordinal:
                    self._held = packet
                    self.at = ordinal
                    return True
                if found > ordinal:
                    return False
        except av.FFmpegError:
            return False
        return False

    def _which(self, packet: Packet[VideoStream], wanted: int) -> int:
        """The ordinal of a packet by its own stamp (without one: its place) and size; -1 for none.

        Where several fit it is the wanted one, if that is among them.
        """
        if packet.pts is None:
            among, sought = self._by_pos, -1 if packet.pos is None else packet.pos
            values = self._sorted_pos
        else:
            among, sought, values = self._by_pts, packet.pts, self._sorted_pts
        low, high = np.searchsorted(values, sought, "left"), np.searchsorted(values, sought, "right")
        fitting = [int(o) for o in among[low:high] if self._packets.size[o] == packet.size]
        if wanted in fitting:
            return wanted
        return fitting[0] if fitting else -1

    def decode_next(self, *, skip_unreferenced: bool = False) -> list[VideoFrame]:
        """Feed one packet (after the last one: empty the decoder) and give what the decoder gives back.

        Each picture's `pts` is the ordinal of its packet. `skip_unreferenced`: this packet's picture is not
        wanted, and need not be decoded if no other refers to it. At the end `ended` is set.

        Raises:
            FilmError: `film-changed` when the packets are no longer those of the index.
            Strayed: they are not after a seek; start again.
        """
        self.failed = None
        packet = self._next_packet()
        if packet is None:
            return self.drain()
        ordinal = self.at
        if packet.size != self._packets.size[ordinal]:
            if self._from_beginning:
                raise FilmError("film-changed", name=self._path.name)
            self._seekable = False  # as in a damaged stream, cut up differently by each way in
            raise Strayed
        self.at += 1
        # An empty packet would tell the decoder that the film is over.
        if packet.size == 0 or self._packets.flags[ordinal] & UNFED:
            return []
        self._skip(skip_unreferenced and self.can_skip)
        packet.pts = packet.dts = ordinal
        try:
            return self._stream.codec_context.decode(packet)
        except av.FFmpegError:
            self._fail(ordinal)
            return []

    def drain(self) -> list[VideoFrame]:
        """What the decoder still has of the packets that it was fed; to go on, it must be started anew."""
        self.failed = None
        self.ended = True
        self._skip(False)
        try:
            return self._stream.codec_context.decode(None)
        except av.FFmpegError:
            self._fail(self.at - 1)
            return []

    def _fail(self, ordinal: int) -> None:
        """With threads of its own the decoder tells of a failure some packets late: so many may be the one."""
        late = max(1, self._stream.codec_context.thread_count)
        self.failed = max(self._started, ordinal - late)

    def _next_packet(self) -> Packet[VideoStream] | None:
        if self._held is not None:
            packet, self._held = self._held, None
            return packet
        if self._demux is None or self.at >= len(self._packets):
            return None
        try:
            found = next(self._demux, None)
        except av.FFmpegError:
            return None
        return None if found is None or is_end(found) else found

    def _skip(self, wanted: bool) -> None:
        if wanted != self._skipping:
            self._stream.codec_context.skip_frame = "NONREF" if wanted else "DEFAULT"
            self._skipping = wanted
