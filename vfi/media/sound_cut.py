"""The sound of a stretch of film, exact to the sample: silence where there is none, nothing from outside the cut."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import cast

import av
import numpy as np
import numpy.typing as npt

from vfi.media.index import FilmIndex
from vfi.media.opening import open_container
from vfi.media.pyav import AudioCodecContext, AudioFrame, AudioStream, Discard, InputContainer, Packet
from vfi.media.rational import TimeBase, time_base_of

_AAC_RATES = frozenset({96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000})
_CHUNK = 1024
_LEAD_NS = 100_000_000
# decode from a little before the cut: the first packet after a seek may come out silent (AAC priming)
_JITTER_NS = 2_000_000
# stamps rounded to milliseconds wander by less than this and are no gaps
_ANEW_BACK_NS, _ANEW_NS = 1_000_000_000, 60_000_000_000
# a stamp that lies further back, or further ahead, is another clock and no gap


@dataclass(frozen=True, slots=True)
class SoundCut:
    """Sound from `start` to `end` of a film (ns, first displayed picture at 0)."""

    film: str
    index: FilmIndex
    start: int
    end: int
    stream: int
    rate: int
    channels: int

    @property
    def samples(self) -> int:
        """How many samples each channel has."""
        return TimeBase(1, self.rate).ticks_at(self.end - self.start)

    def chunks(self, source: SoundSource | None = None) -> Iterator[npt.NDArray[np.float32]]:
        """The samples in chunks, float32 in -1 .. 1, shape (channels, at most 1024); together exactly `samples`.

        `source`: the film's sound where it is open already; else it is opened for this and closed again.
        """
        if source is None:
            with closing(SoundSource(self.film, self.stream)) as own:
                yield from self.chunks(own)
            return
        waiting: list[npt.NDArray[np.float32]] = []
        held = 0
        for piece in self._exact(source):
            waiting.append(piece)
            held += piece.shape[1]
            if held >= _CHUNK:
                whole = np.concatenate(waiting, axis=1)
                cut = held - held % _CHUNK
                for at in range(0, cut, _CHUNK):
                    yield whole[:, at : at + _CHUNK]
                waiting, held = [whole[:, cut:]], held - cut
        if held:
            yield np.concatenate(waiting, axis=1)

    def _exact(self, source: SoundSource) -> Iterator[npt.NDArray[np.float32]]:
        """Pieces that follow one another without a gap: cut at both ends, silence where nothing was recorded."""
        done = 0
        for at, piece in self._decoded(source):
            if at > done:
                yield self._silence(min(at, self.samples) - done)
                done = min(at, self.samples)
            piece = piece[:, max(0, done - at) : max(0, self.samples - at)]
            if piece.shape[1]:
                yield piece
                done += piece.shape[1]
            if done >= self.samples:
                return
        if done < self.samples:
            yield self._silence(self.samples - done)

    def _decoded(self, source: SoundSource) -> Iterator[tuple[int, npt.NDArray[np.float32]]]:
        """Decoded pieces with the place of their first sample, counted from the start of the cut."""
        clock = TimeBase(1, self.rate)
        resampler = _Evener(self.rate, "mono" if self.channels == 1 else "stereo")
        next_ns: int | None = None
        place = 0
        origin = self.index.origin_ns
        # Without a clock of its own (files put behind one another) the film can only be counted from its first sample.
        begin = self.start - _LEAD_NS + origin if origin is not None and self.start > _LEAD_NS else None
        for frame in source.frames(begin):
            told = None
            if frame.pts is not None and origin is not None:
                told = source.base.ns_of(frame.pts) - origin - self.start
            if next_ns is None:
                next_ns = told if told is not None else -self.start
                place = clock.ticks_at(next_ns)
            elif told is not None and _is_a_gap(told - next_ns):
                for samples in resampler.rest():
                    yield place, samples
                    place += samples.shape[1]
                next_ns = told
                place = clock.ticks_at(told)
            next_ns += TimeBase(1, frame.sample_rate).ns_of(frame.samples)
            for samples in resampler.evened(frame):
                yield place, samples
                place += samples.shape[1]
        for samples in resampler.rest():
            yield place, samples
            place += samples.shape[1]

    def _silence(self, samples: int) -> npt.NDArray[np.float32]:
        return np.zeros((self.channels, samples), np.float32)


def _is_a_gap(ns: int) -> bool:
    """Is this the difference between where the stamps say a frame begins and where the one before it ended a gap?

    Below zero: some of it was heard already. Far away in either direction the stamps belong to another clock.
    """
    return abs(ns) > _JITTER_NS and -_ANEW_BACK_NS <= ns <= _ANEW_NS


class _Evener:
    """Frames of any kind as samples of one rate and layout.

    The resampler holds the latest samples back until it has seen those after them (at 4000 samples a second 4 ms): what
    it gives out goes on where it stopped, whatever the stamps say of the frame that was put in.
    """

    def __init__(self, rate: int, layout: str) -> None:
        self._rate, self._layout = rate, layout
        self._resampler: av.AudioResampler | None = None
        self._kind: tuple[int, str, str] | None = None

    def evened(self, frame: AudioFrame) -> Iterator[npt.NDArray[np.float32]]:
        """What comes out when this frame goes in."""
        frame.pts = None  # the resampler would otherwise fill and drop by itself
        kind = frame.sample_rate, frame.format.name, frame.layout.name
        if kind != self._kind:
            yield from self.rest()  # some films change it on the way
            self._kind = kind
        if self._resampler is None:
            self._resampler = av.AudioResampler(format="fltp", layout=self._layout, rate=self._rate)
        yield from _samples_of(self._resampler.resample(frame))

    def rest(self) -> Iterator[npt.NDArray[np.float32]]:
        """What was held back; the next frame begins anew."""
        resampler, self._resampler = self._resampler, None
        if resampler is not None:
            yield from _samples_of(resampler.resample(None))


def _samples_of(pieces: list[AudioFrame]) -> Iterator[npt.NDArray[np.float32]]:
    for piece in pieces:
        yield cast("npt.NDArray[np.float32]", piece.to_ndarray().astype(np.float32, copy=False))


class SoundSource:
    """The sound of a film, open once, decoded from any place: opening a long film anew takes a tenth of a second.

    One thread owns it.
    """

    def __init__(self, film: str, stream: int) -> None:
        """`stream`: its number in the film.

        Raises:
            FilmError: the film cannot be opened.
        """
        self._film = film
        self._stream = stream
        self._moved = False
        self._box = self._open()

    def _open(self) -> InputContainer:
        box = open_container(self._film)
        for other in box.streams:
            if other.index != self._stream:
                other.discard = Discard.all  # else all pictures would be read from the disk as well
        return box

    @property
    def base(self) -> TimeBase:
        """A tick of the stream's clock."""
        return time_base_of(self._box.streams[self._stream].time_base)

    def frames(self, start: int | None) -> Iterator[AudioFrame]:
        """Decoded frames from this time (ns) of the stream's own clock on, or shortly before; None: from the first.

        Packets that cannot be decoded are left out.
        """
        if start is None and self._moved:
            self._box.close()
            self._box = self._open()
        self._moved = True
        stream = self._box.streams[self._stream]
        assert isinstance(stream, AudioStream)
        if start is not None:
            self._box.seek(self.base.ticks_at(start), stream=stream)
        packets = self._box.demux(stream)
        packet: Packet[AudioStream] | None
        while True:
            try:
                packet = next(packets, None)
            except av.FFmpegError:
                packet = None
            with suppress(av.FFmpegError):
                yield from stream.codec_context.decode(packet)
            if packet is None or packet.size == 0:
                return

    def close(self) -> None:
        """Let go of the film."""
        self._box.close()


def cut_sound(film: str, index: FilmIndex, start: int, end: int) -> SoundCut | None:
    """The sound of this stretch, or None when the film has no sound that can be decoded."""
    with open_container(film) as box:
        for stream in box.streams.audio:
            context = cast("AudioCodecContext | None", stream.codec_context)
            if context is None:  # the packets' format is known, a decoder for it is not
                continue
            rate = context.sample_rate if context.sample_rate in _AAC_RATES else 48_000
            channels = 1 if context.layout.nb_channels == 1 else 2
            return SoundCut(film, index, start, end, stream.index, rate, channels)
    return None
