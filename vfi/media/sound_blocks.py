"""The whole sound of a film, read once from beginning to end in large blocks, each at its place on the film's clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import numpy as np
import numpy.typing as npt

from vfi.core.errors import CouldNot
from vfi.media.index import FilmIndex
from vfi.media.opening import open_container
from vfi.media.packets import Cancelled, Progress
from vfi.media.pyav import AudioCodecContext, AudioFrame, AudioStream, Discard, InputContainer, Packet
from vfi.media.rational import TimeBase, time_base_of

Samples = npt.NDArray[np.float32]

_Kind = tuple[int, int, str]
"""Samples per second, channels, format."""

BLOCK = 1 << 16
"""Samples that are gathered before Python looks at them: frame by frame it would cost as much as decoding."""
_JITTER_NS = 2_000_000
# stamps rounded to milliseconds wander by less than this and are no gaps
_ANEW_NS = 60_000_000_000
# a stamp that lies further back than a second, or further ahead than this, is another clock and no gap


@dataclass(frozen=True, slots=True)
class SoundBlock:
    """Some of a film's sound: float32, mostly within -1 .. 1, shape (channels, samples)."""

    start_ns: int
    """Film time of the film's first sample, the same in all blocks; negative when before the first picture."""
    rate: int
    """Samples per second, the same in all blocks."""
    at: int
    """Place of this block's first sample, counted from the film's first sample."""
    samples: Samples


def sound_blocks(
    path: str | Path,
    index: FilmIndex,
    *,
    mono_rate: int | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Iterator[SoundBlock]:
    """Blocks in order, none overlapping; where nothing was recorded there is a gap between two. None: no sound.

    Packets that cannot be decoded are left out. `mono_rate`: mix all channels and resample to this rate.

    Raises:
        FilmError: the film cannot be opened.
        CouldNot: `cancelled` when `cancelled()` says so.
    """
    with open_container(path) as container:
        stream = sound_stream(container)
        if stream is None:
            return
        for other in container.streams:
            if other.index != stream.index:
                other.discard = Discard.all
        end = max(1, int(index.frame_map.end))
        for block in _Blocks(container, stream, index.origin_ns, mono_rate).read():
            if cancelled is not None and cancelled():
                raise CouldNot("cancelled")
            yield block
            if progress is not None:
                done = block.start_ns + TimeBase(1, block.rate).ns_of(block.at + block.samples.shape[1])
                progress(min(1.0, max(0.0, done / end)))
    if progress is not None:
        progress(1.0)


def sound_stream(container: InputContainer) -> AudioStream | None:
    """The first stream of sound for which there is a decoder."""
    for stream in container.streams.audio:
        # PyAV's types do not say that there may be no decoder
        if cast("AudioCodecContext | None", stream.codec_context) is not None:
            return stream
    return None


class _Blocks:
    """Gathers decoded frames into blocks."""

    def __init__(
        self, container: InputContainer, stream: AudioStream, origin: int | None, mono_rate: int | None
    ) -> None:
        self._container = container
        self._stream = stream
        self._base = time_base_of(stream.time_base)
        self._origin = origin
        self._mono_rate = mono_rate
        self._fifo = av.AudioFifo()
        self._kind: _Kind | None = None
        """Of the first frame, and of all that is in the fifo."""
        self._layout = ""
        self._ticks: Fraction | None = None
        self._other_kind: _Kind | None = None
        self._evener = av.AudioResampler()
        self._out = self._resampler()
        self._rate = 0
        self._start = 0
        self._first_pts: int | None = None
        self._shift = 0
        self._read = 0
        """Place behind the last sample put into the fifo, in the film's own rate."""
        self._given = 0
        """Place behind the last sample given out, in the rate of the blocks."""

    def _resampler(self) -> av.AudioResampler:
        if self._mono_rate is None:
            return av.AudioResampler(format="fltp")
        return av.AudioResampler(format="fltp", layout="mono", rate=self._mono_rate)

    def read(self) -> Iterator[SoundBlock]:
        for frame in self._frames():
            gap = self._place(frame)
            if gap > 0:
                yield from self._give(to_end=True)
                self._skip(gap)
            elif gap < 0:
                rest = self._without_first(frame, -gap * frame.sample_rate // self._rate)
                if rest is None:
                    continue
                frame = rest
            frame.pts = None  # the fifo and the resampler would otherwise fill and drop by themselves
            self._read += frame.samples * self._rate // frame.sample_rate
            self._put(frame)
            if self._fifo.samples >= BLOCK:
                yield from self._give(to_end=False)
        yield from self._give(to_end=True)

    def _frames(self) -> Iterator[AudioFrame]:
        context = self._stream.codec_context
        packets = self._container.demux(self._stream)
        while True:
            packet: Packet[AudioStream] | None
            try:
                packet = next(packets, None)
            except av.FFmpegError:
                packet = None
            with suppress(av.FFmpegError):
                yield from context.decode(packet)
            if packet is None or packet.size == 0:
                return

    def _place(self, frame: AudioFrame) -> int:
        """Samples missing (below zero: too many) between what was read and this frame, by its stamp; 0: none."""
        pts = frame.pts
        if self._rate == 0:
            self._rate = frame.sample_rate
            self._first_pts = pts
            if pts is not None and self._origin is not None:
                self._start = self._base.ns_of(pts) - self._origin
            self._jitter = TimeBase(1, self._rate).ticks_at(_JITTER_NS)
            return 0
        if pts is None or self._first_pts is None:
            return 0
        base, rate = self._base, self._rate
        told = (pts - self._first_pts) * base.num * rate // base.den + self._shift
        gap = told - self._read
        if -self._jitter <= gap <= self._jitter:
            return 0
        if gap < -rate or gap * 1_000_000_000 > _ANEW_NS * rate:
            self._shift -= gap
            return 0
        return gap

    def _without_first(self, frame: AudioFrame, count: int) -> AudioFrame | None:
        """The frame without so many of its first samples, which were heard already; None when nothing is left."""
        if frame.samples <= count:
            return None
        planes = cast(Samples, frame.to_ndarray())  # of whatever type the film has
        each = planes.shape[1] // frame.samples
        rest = AudioFrame.from_ndarray(
            np.ascontiguousarray(planes[:, count * each :]), format=frame.format.name, layout=frame.layout.name
        )
        rest.sample_rate = frame.sample_rate
        return rest

    def _put(self, frame: AudioFrame) -> None:
        """Into the fifo; a film that changes its kind of sound on the way is evened to how it began."""
        # PyAV 18.1's fifo ends the process when it is given a frame of another layout, so every frame is looked at.
        kind = (frame.sample_rate, frame.layout.nb_channels, frame.format.name)
        if self._kind is None:
            self._kind = kind
            self._layout, self._ticks = frame.layout.name, frame.time_base
        if kind == self._kind:
            self._fifo.write(frame)
            return
        if kind != self._other_kind:
            rate, _, format = self._kind
            self._other_kind = kind
            self._evener = av.AudioResampler(format, self._layout, rate)
        for even in self._evener.resample(frame):
            even.pts, even.time_base = None, self._ticks  # the fifo compares these too
            self._fifo.write(even)

    def _give(self, *, to_end: bool) -> Iterator[SoundBlock]:
        if self._rate == 0:
            return
        held = self._fifo.read(0 if to_end else BLOCK, partial=to_end) if self._fifo.samples else None
        pieces = [] if held is None else self._resampled(held)
        if to_end and self._mono_rate is not None:
            pieces += self._out.resample(None)
            self._out = self._resampler()  # one that was emptied takes nothing more
        for piece in pieces:
            samples = cast(Samples, piece.to_ndarray())
            yield SoundBlock(self._start, self._mono_rate or self._rate, self._given, samples)
            self._given += samples.shape[1]

    def _resampled(self, frame: AudioFrame) -> list[AudioFrame]:
        frame.pts = None
        return self._out.resample(frame)

    def _skip(self, samples: int) -> None:
        self._read += samples
        self._given = self._read * (self._mono_rate or self._rate) // self._rate
