"""Sound that must not be heard: silence, a tone, or a voice that is nobody's, in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from vfi.core.clock import FilmClock
from vfi.core.redaction import Silence, Silencing
from vfi.core.time import Ns, Span, union
from vfi.media.rational import TimeBase

Samples = npt.NDArray[np.float32]
"""Sound in -1 .. 1, shape (channels, samples)."""

_FADE_SECONDS = 0.005
"""Before and after a silenced stretch, outside it, so that nothing clicks and nothing of it is heard."""
_BEEP_HZ = 1000.0
_BEEP_LEVEL = 0.1


def silenced(
    chunks: Iterable[Samples], silences: Sequence[Silence], clock: FilmClock, rate: int, start: int
) -> Iterator[Samples]:
    """The sound of a film with its silenced stretches replaced; as many samples as came in.

    `start`: film time (ns) of the first sample. Where stretches overlap, what hides more holds: mute, then beep.
    """
    if not silences:
        yield from chunks
        return
    stream: Iterator[Samples] = iter(chunks)
    for how in (Silencing.VOICE, Silencing.BEEP, Silencing.MUTE):
        spans = [_samples(each, clock, rate, start) for each in silences if each.how is how]
        if spans:
            stream = _Hider(how, spans, rate).through(stream)
    yield from stream


def _samples(silence: Silence, clock: FilmClock, rate: int, start: int) -> Span:
    """First sample and first after, one more at each side: rounding must not let one through."""
    first, after = (TimeBase(1, rate).ticks_at(clock.film_time(time) - start) for time in (silence.start, silence.end))
    return Span(Ns(first - 1), Ns(after + 1))


class _Hider:
    """Replaces stretches of a stream in one way."""

    def __init__(self, how: Silencing, spans: list[Span], rate: int) -> None:
        self._how = how
        self._rate = rate
        self._fade = round(_FADE_SECONDS * rate)
        self._spans = union(spans)

    def through(self, chunks: Iterable[Samples]) -> Iterator[Samples]:
        if self._how is Silencing.VOICE:
            yield from self._whispered(chunks)
            return
        at = 0
        for chunk in chunks:
            yield self._hidden(chunk, at)
            at += chunk.shape[1]

    def _hidden(self, chunk: Samples, at: int, instead: Samples | None = None) -> Samples:
        """The chunk with what stands in its place where it is hidden; `at`: the place of its first sample."""
        gain = self._gain(at, chunk.shape[1])
        if gain.all() and gain.min() == 1.0:
            return chunk
        if instead is None:
            instead = self._instead(at, chunk.shape)
        # where nothing may be heard the sample is not scaled but replaced: a damaged one (NaN) must not come through
        return np.where(gain == 0, 0, chunk * gain).astype(np.float32) + (1 - gain).astype(np.float32) * instead

    def _gain(self, at: int, count: int) -> npt.NDArray[np.float64]:
        """1 where the film's sound is heard, 0 where it is hidden, and the way from one to the other outside that."""
        gain = np.ones(count)
        places = np.arange(at, at + count)
        for span in self._spans:
            if span.end + self._fade <= at or span.start - self._fade >= at + count:
                continue
            away = np.maximum(np.maximum(span.start - places, places - span.end + 1), 0)
            gain = np.minimum(gain, np.clip(away / self._fade, 0, 1))
        return gain

    def _instead(self, at: int, shape: tuple[int, ...]) -> Samples:
        if self._how is Silencing.MUTE:
            return np.zeros(shape, np.float32)
        phase = (np.arange(at, at + shape[1]) * (2 * np.pi * _BEEP_HZ / self._rate)) % (2 * np.pi)
        return np.broadcast_to((_BEEP_LEVEL * np.sin(phase)).astype(np.float32), shape)

    def _whispered(self, chunks: Iterable[Samples]) -> Iterator[Samples]:
        whisper = _Whisper(self._rate)
        waiting: list[Samples] = []
        at = 0

        def out(said: Samples) -> Iterator[Samples]:
            """The whisper of what has waited longest, mixed in where it is wanted."""
            nonlocal at
            while said.shape[1]:
                first = waiting.pop(0)
                count = min(first.shape[1], said.shape[1])
                if count < first.shape[1]:
                    waiting.insert(0, first[:, count:])
                yield self._hidden(first[:, :count], at, np.broadcast_to(said[:, :count], (first.shape[0], count)))
                at += count
                said = said[:, count:]

        for chunk in chunks:
            waiting.append(chunk)
            yield from out(whisper.feed(chunk))
        yield from out(whisper.rest())


class _Whisper:
    """A voice without its own sound: noise that is as loud as the voice, moment by moment, in each of a few bands.

    The pitch and its melody are not in it, and the bands are too wide and shifted for the shape of a throat to be
    measured; the rhythm and the words stay. The phase of the voice is thrown away, so it cannot be turned back.
    """

    _BANDS = 18
    _LOWEST, _HIGHEST = 120.0, 7600.0
    _SHIFT = 1.12

    def __init__(self, rate: int) -> None:
        self._size = 2 * round(0.010 * rate)
        self._hop = self._size // 2
        # the square root of a Hann window twice: halves that overlap add up to one
        self._window = np.sqrt(np.hanning(self._size + 1)[:-1])
        self._noise = np.random.default_rng(1)
        self._held = np.zeros(self._hop)
        """What came in and is part of the next window."""
        self._tail = np.zeros(self._hop)
        """The second half of the window before."""
        self._early = self._hop
        """Samples from before the first one, which are still to be left out."""
        self._given = 0
        self._fed = 0
        hertz = np.fft.rfftfreq(self._size, 1 / rate)
        edges = np.geomspace(self._LOWEST, min(self._HIGHEST, rate / 2.2), self._BANDS + 1)
        self._into = np.searchsorted(edges, hertz, "right") - 1
        self._out_of = np.searchsorted(edges * self._SHIFT, hertz, "right") - 1

    def feed(self, chunk: Samples) -> Samples:
        """As many samples of the whisper as are ready, shape (1, n); half a window later than they came in."""
        self._fed += chunk.shape[1]
        mono = np.nan_to_num(chunk.mean(axis=0, dtype=np.float64))
        self._held = np.concatenate([self._held, mono])
        ready = []
        while len(self._held) >= self._size:
            ready.append(self._next(self._held[: self._size]))
            self._held = self._held[self._hop :]
        return self._give(ready)

    def rest(self) -> Samples:
        """What is still to come: as many samples in all as came in."""
        missing = self._fed - self._given
        return self.feed(np.zeros((1, missing + self._size), np.float32))[:, :missing]

    def _next(self, part: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        power = np.abs(np.fft.rfft(part * self._window)) ** 2
        inside = (self._into >= 0) & (self._into < self._BANDS)
        totals = np.bincount(self._into[inside], power[inside], self._BANDS)
        counts = np.maximum(1, np.bincount(self._into[inside], minlength=self._BANDS))
        loudness = np.sqrt(totals / counts)
        bins = len(power)
        heard = (self._out_of >= 0) & (self._out_of < self._BANDS)
        envelope = np.zeros(bins)
        envelope[heard] = loudness[self._out_of[heard]]
        noise = self._noise.normal(size=bins) + 1j * self._noise.normal(size=bins)
        whole = np.fft.irfft(envelope * noise / np.sqrt(2), self._size) * self._window
        said = np.asarray(whole[: self._hop] + self._tail)
        self._tail = whole[self._hop :]
        return said

    def _give(self, ready: list[npt.NDArray[np.float64]]) -> Samples:
        said = np.concatenate([np.zeros(0), *ready])
        early = min(self._early, len(said))
        self._early -= early
        said = said[early:]
        self._given += len(said)
        return np.asarray(np.clip(said, -1, 1), np.float32)[None]
