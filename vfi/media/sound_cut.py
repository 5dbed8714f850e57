"""The sound of a stretch of film, exact to the sample: silence where there is none, nothing from outside the cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import av
import numpy as np
import numpy.typing as npt
from av.audio.codeccontext import AudioCodecContext
from av.audio.stream import AudioStream

from vfi.media.index import FilmIndex
from vfi.media.opening import open_container
from vfi.media.rational import TimeBase, time_base_of

_AAC_RATES = frozenset({96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000})
_CHUNK = 1024
_LEAD_NS = 100_000_000
# decode from a little before the cut: the first packet after a seek may come out silent (AAC priming)
_JITTER_NS = 2_000_000
# stamps rounded to milliseconds wander by less than this and are no gaps


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

    def chunks(self) -> Iterator[npt.NDArray[np.float32]]:
        """The samples in chunks, float32 in -1 .. 1, shape (channels, at most 1024); together exactly `samples`."""
        waiting: list[npt.NDArray[np.float32]] = []
        held = 0
        for piece in self._exact():
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

    def _exact(self) -> Iterator[npt.NDArray[np.float32]]:
        """Pieces that follow one another without a gap: cut at both ends, silence where nothing was recorded."""
        done = 0
        for at, piece in self._decoded():
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

    def _decoded(self) -> Iterator[tuple[int, npt.NDArray[np.float32]]]:
        """Decoded pieces with the place of their first sample, counted from the start of the cut."""
        clock = TimeBase(1, self.rate)
        jitter = clock.ticks_at(_JITTER_NS)
        origin = self.index.origin_ns or 0
        with open_container(self.film) as box:
            stream = box.streams[self.stream]
            assert isinstance(stream, AudioStream)
            base = time_base_of(stream.time_base)
            resampler = av.AudioResampler(
                format="fltp", layout="mono" if self.channels == 1 else "stereo", rate=self.rate
            )
            if self.start > _LEAD_NS:
                box.seek(base.ticks_at(self.start - _LEAD_NS + origin), stream=stream)
            place: int | None = None
            for frame in box.decode(stream):
                told = None
                if frame.pts is not None and self.index.origin_ns is not None:
                    told = clock.ticks_at(base.ns_of(frame.pts) - origin - self.start)
                if place is None:
                    place = told if told is not None else clock.ticks_at(-self.start)
                elif told is not None and told - place > jitter:
                    place = told  # a real gap in the recording
                frame.pts = None  # the resampler would otherwise fill and drop by itself
                for piece in resampler.resample(frame):
                    samples = piece.to_ndarray().astype(np.float32, copy=False)
                    yield place, samples
                    place += samples.shape[1]

    def _silence(self, samples: int) -> npt.NDArray[np.float32]:
        return np.zeros((self.channels, samples), np.float32)


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
