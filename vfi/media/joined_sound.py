"""The sound of consecutive files as of one film: each file's own, from its first picture to its last."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from vfi.media.index import FilmIndex
from vfi.media.packets import Cancelled, Progress
from vfi.media.rational import TimeBase
from vfi.media.reel import ReelIndex
from vfi.media.sound_blocks import Samples, SoundBlock, sound_blocks
from vfi.media.sound_cut import SoundCut, SoundSource, cut_sound


@dataclass(frozen=True, slots=True)
class JoinedCut:
    """`SoundCut` over the seams of several files: what is silent in one file is silence, and nothing is heard twice."""

    parts: tuple[tuple[int, SoundCut | None], ...]
    """For each file its time in the whole (ns) and its whole sound, None where it has none."""
    start: int
    end: int
    rate: int
    channels: int

    @property
    def samples(self) -> int:
        """How many samples each channel has."""
        return TimeBase(1, self.rate).ticks_at(self.end - self.start)

    def chunks(self, source: JoinedSource | None = None) -> Iterator[Samples]:
        """The samples in chunks, float32 in -1 .. 1, shape (channels, n); together exactly `samples`.

        `source`: where the files' sound stays open from one stretch to the next.
        """
        if source is None:
            with closing(JoinedSource()) as own:
                yield from self.chunks(own)
            return
        clock = TimeBase(1, self.rate)
        done = 0
        edges = [*(begin for begin, _ in self.parts[1:]), None]
        for (begin, whole), after in zip(self.parts, edges, strict=True):
            first, last = max(self.start, begin), self.end if after is None else min(self.end, after)
            if first >= last:
                continue
            until = clock.ticks_at(last - self.start)
            for chunk in self._of(whole, begin, first, last, source):
                kept = chunk[:, : until - done]
                if kept.shape[1]:
                    yield kept
                    done += kept.shape[1]
            if done < until:  # each file's own rounding may come to a sample less
                yield np.zeros((self.channels, until - done), np.float32)
                done = until

    def _of(self, whole: SoundCut | None, begin: int, first: int, last: int, source: JoinedSource) -> Iterator[Samples]:
        if whole is None:
            return
        stretch = replace(whole, start=first - begin, end=last - begin, rate=self.rate, channels=self.channels)
        yield from stretch.chunks(source.of(whole))


class JoinedSource:
    """The sound of one file at a time, open as long as it is that file's turn. One thread owns it."""

    def __init__(self) -> None:
        self._open: tuple[str, SoundSource] | None = None

    def of(self, cut: SoundCut) -> SoundSource:
        """The source for this file.

        Raises:
            FilmError: it cannot be opened.
        """
        if self._open is None or self._open[0] != cut.film:
            self.close()
            self._open = (cut.film, SoundSource(cut.film, cut.stream))
        return self._open[1]

    def close(self) -> None:
        """Let go of the file."""
        if self._open is not None:
            self._open[1].close()
            self._open = None


FilmCut = SoundCut | JoinedCut
FilmSource = SoundSource | JoinedSource


def open_sound(cut: FilmCut) -> FilmSource:
    """What the samples of a film are decoded from; to be closed.

    Raises:
        FilmError: a film of one file cannot be opened.
    """
    return JoinedSource() if isinstance(cut, JoinedCut) else SoundSource(cut.film, cut.stream)


def chunks_from(cut: FilmCut, source: FilmSource) -> Iterator[Samples]:
    """The samples of a stretch from a source that `open_sound` gave for the same film."""
    if isinstance(cut, JoinedCut):
        assert isinstance(source, JoinedSource)
        return cut.chunks(source)
    assert isinstance(source, SoundSource)
    return cut.chunks(source)


def film_sound(film: str, index: FilmIndex, start: int, end: int) -> SoundCut | JoinedCut | None:
    """The sound of this stretch (ns) of a film of one or several files; None when none has sound to decode.

    Raises:
        FilmError: a file cannot be opened.
    """
    if not isinstance(index, ReelIndex):
        return cut_sound(film, index, start, end)
    cuts = [cut_sound(str(path), part, 0, int(part.frame_map.end)) for path, part in index.parts]
    heard = next((cut for cut in cuts if cut is not None), None)
    if heard is None:
        return None
    return JoinedCut(tuple(zip(index.starts(), cuts, strict=True)), start, end, heard.rate, heard.channels)


def film_sound_blocks(
    path: str | Path,
    index: FilmIndex,
    *,
    mono_rate: int | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Iterator[SoundBlock]:
    """`vfi.media.sound_blocks.sound_blocks` of a film of one or several files.

    What a file has heard before its first picture (but for the first file) or after its last (but for the last one)
    is left out. A file whose rate is another than the first one's is brought to that by leaving out or repeating
    samples: good enough to be drawn.

    Raises:
        FilmError: a file cannot be opened.
        CouldNot: `cancelled` when `cancelled()` says so.
    """
    if not isinstance(index, ReelIndex):
        yield from sound_blocks(path, index, mono_rate=mono_rate, progress=progress, cancelled=cancelled)
        return
    whole_end = int(index.frame_map.end)
    origin: int | None = None
    rate = 0
    done = 0
    starts = index.starts()
    ends = [*starts[1:], None]
    for (file, part), begin, after in zip(index.parts, starts, ends, strict=True):
        share = _share(progress, begin / whole_end, int(part.frame_map.end) / whole_end)
        for block in sound_blocks(file, part, mono_rate=mono_rate, progress=share, cancelled=cancelled):
            if origin is None:
                origin, rate = begin + block.start_ns, block.rate
                done = 0 if begin == 0 else TimeBase(1, rate).ticks_at(begin - origin)
            clock = TimeBase(1, rate)
            at = clock.ticks_at(begin + block.start_ns - origin) + block.at * rate // block.rate
            samples = _at_rate(block, rate)
            last = at + samples.shape[1] if after is None else clock.ticks_at(after - origin)
            earliest = max(done, clock.ticks_at(begin - origin)) if begin > 0 else done
            samples = samples[:, max(0, earliest - at) : max(0, last - at)]
            if samples.shape[1]:
                at = max(at, earliest)
                done = at + samples.shape[1]
                yield SoundBlock(origin, rate, at, samples)


def _at_rate(block: SoundBlock, rate: int) -> Samples:
    if block.rate == rate:
        return block.samples
    count = block.samples.shape[1] * rate // block.rate
    return block.samples[:, np.arange(count) * block.rate // rate]


def _share(progress: Progress | None, before: float, length: float) -> Progress | None:
    return None if progress is None else lambda done: progress(min(1.0, before + length * done))
