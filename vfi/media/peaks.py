"""Sound to see: the lowest and highest sample of every stretch of a film, at several grains, and columns to draw."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from math import gcd
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from vfi.media.index import FilmIndex
from vfi.media.joined_sound import film_sound_blocks
from vfi.media.packets import Cancelled, Progress
from vfi.media.rational import Int64s, TimeBase
from vfi.media.sound_blocks import Samples

Floats = npt.NDArray[np.float32]
Int8s = npt.NDArray[np.int8]

SCHEMA = 1
"""Raise it when the meaning of anything kept changes: older files are then made anew."""
GRAIN = 256
"""Samples of one entry on the finest level: 5 ms at 48 kHz, well below a picture's time."""
STEP = 4
"""Each level is so many times as coarse as the one below."""

_ENDS = np.arange(STEP - 1)[:, None]

# Loudness is kept as its root, so that a quiet room still has a shape in 8 bits: 1/127 stands for -84 dB.
_VALUES = (np.sign(np.arange(-128, 128)) * (np.arange(-128, 128) / 127.0) ** 2).clip(-1, 1).astype(np.float32)


@dataclass(frozen=True)
class Columns:
    """The sound of one stretch of time, one entry per column of pixels; -1 .. 1, 0 where nothing was recorded."""

    low: Floats
    high: Floats


@dataclass(frozen=True)
class Peaks:
    """A film's sound as a pyramid of lows and highs. Plain values: it crosses threads."""

    start_ns: int
    """Film time of the first sample; negative when before the first picture."""
    rate: int
    """Samples per second."""
    samples: int
    """How many samples there are, silence in gaps counted."""
    base: Int8s
    """Shape (2, entries): the lowest and the highest of every `GRAIN` samples, all channels together, as a root."""

    @property
    def end_ns(self) -> int:
        """Film time behind the last sample."""
        return self.start_ns + TimeBase(1, self.rate).ns_of(self.samples)

    @cached_property
    def levels(self) -> tuple[Int8s, ...]:
        """The base, and above it levels each `STEP` times as coarse, up to a single entry."""
        levels = [self.base]
        while levels[-1].shape[1] > 1:
            levels.append(_coarser(levels[-1]))
        return tuple(levels)

    @property
    def loudest(self) -> float:
        """The largest sample of the film, 0 .. 1: a quiet film may be drawn larger."""
        low, high = self.levels[-1][:, 0] if self.base.shape[1] else (0, 0)
        return max(-float(_VALUES[int(low) + 128]), float(_VALUES[int(high) + 128]))

    def columns(self, start: int, end: int, count: int) -> Columns:
        """The lowest and the highest sample in each of `count` equal parts of a stretch of film time (ns).

        A part counts every entry of the base that it touches, none else, whatever the zoom: coarse levels stand in
        for whole runs of entries and leave the edges to finer ones. Takes well below a millisecond.
        """
        edges = start + (end - start) * np.arange(count + 1, dtype=np.int64) // max(1, count)
        first, after = self._entries(edges)
        low, high = np.full(count, 127, np.int8), np.full(count, -128, np.int8)
        for level in self.levels:
            busy = np.flatnonzero(first < after)
            if not len(busy):
                break
            begin, stop = first[busy], after[busy]
            # at either end as many entries as may belong to no whole entry of the next level; some are met twice
            places = np.concatenate([np.minimum(begin + _ENDS, stop - 1), np.maximum(stop - 1 - _ENDS, begin)])
            low[busy] = np.minimum(low[busy], level[0].take(places).min(axis=0))
            high[busy] = np.maximum(high[busy], level[1].take(places).max(axis=0))
            first[busy] = np.where(stop - begin > 2 * len(_ENDS), -(-begin // STEP), stop)
            after[busy] = stop // STEP
        silent = low > high
        low[silent] = high[silent] = 0
        return Columns(_VALUES[low.astype(np.int16) + 128], _VALUES[high.astype(np.int16) + 128])

    def _entries(self, edges: Int64s) -> tuple[Int64s, Int64s]:
        """For each part between two edges (ns) the first entry of the base in it and the first after it."""
        top, bottom = self.rate, GRAIN * 1_000_000_000
        common = gcd(top, bottom)
        top, bottom = top // common, bottom // common
        since = edges - self.start_ns
        first = since[:-1] * top // bottom
        after = np.maximum(-(-since[1:] * top // bottom), first + 1)
        entries = self.base.shape[1]
        return np.clip(first, 0, entries), np.clip(after, 0, entries)


def _coarser(level: Int8s) -> Int8s:
    missing = -level.shape[1] % STEP
    full = np.concatenate([level, np.repeat(level[:, -1:], missing, axis=1)], axis=1) if missing else level
    low, high = full[0, ::STEP], full[1, ::STEP]
    for place in range(1, STEP):
        low, high = np.minimum(low, full[0, place::STEP]), np.maximum(high, full[1, place::STEP])
    return np.stack([low, high])


class _Builder:
    """Takes blocks of samples in order and keeps only their extremes."""

    def __init__(self) -> None:
        self.samples = 0
        self._low, self._high = bytearray(), bytearray()
        self._rest: Samples | None = None

    def add(self, at: int, samples: Samples) -> None:
        """Samples of shape (channels, n) at this place; silence is put where nothing was."""
        while self.samples < at:
            self._fold(np.zeros((samples.shape[0], min(at - self.samples, 1 << 16)), np.float32))
        self._fold(samples)

    def _fold(self, samples: Samples) -> None:
        self.samples += samples.shape[1]
        if self._rest is not None and self._rest.shape[1]:
            samples = np.concatenate([self._rest, samples], axis=1)
        whole = samples.shape[1] // GRAIN * GRAIN
        self._rest = samples[:, whole:].copy()
        if whole:
            self._keep(samples[:, :whole].reshape(len(samples), -1, GRAIN))

    def _keep(self, grains: Samples) -> None:
        self._low += _rooted(grains.min(axis=2).min(axis=0)).tobytes()
        self._high += _rooted(grains.max(axis=2).max(axis=0)).tobytes()

    def base(self) -> Int8s:
        """Everything so far, the last entry perhaps of fewer samples."""
        if self._rest is not None and self._rest.shape[1]:
            self._keep(self._rest[:, None, :])
            self._rest = None
        return np.stack([np.frombuffer(self._low, np.int8), np.frombuffer(self._high, np.int8)])


def _rooted(extremes: Samples) -> Int8s:
    within = np.clip(np.nan_to_num(extremes), -1.0, 1.0)
    return np.asarray(np.rint(np.sign(within) * np.sqrt(np.abs(within)) * 127), np.int8)


def build_peaks(
    path: str | Path, index: FilmIndex, *, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> Peaks | None:
    """Read a film's sound through once; memory stays flat. None: the film has no sound that can be decoded.

    Args:
        path: the film.
        index: its index, for the film's clock.
        progress: called now and then with the part done, 0 to 1.
        cancelled: asked now and then; when it says yes, `CouldNot("cancelled")` is raised.

    Raises:
        FilmError: the film cannot be opened.
        CouldNot: `cancelled`.
    """
    builder, start, rate = _Builder(), 0, 0
    for block in film_sound_blocks(path, index, progress=progress, cancelled=cancelled):
        start, rate = block.start_ns, block.rate
        builder.add(block.at, block.samples)
    if rate == 0:
        return None
    return Peaks(start, rate, builder.samples, builder.base())


def peaks_key(index_key: str) -> str:
    """What peaks are valid for: the same film and reading library as its index (`index_key`), and the schema here."""
    return f"peaks-{SCHEMA}-{index_key}"


def save_peaks(peaks: Peaks | None, key: str, stream: BinaryIO) -> None:
    """Write peaks (None: a film without sound), and what they are valid for, to an open binary stream."""
    about: dict[str, object] = {"key": key}
    if peaks is not None:
        about |= {"start_ns": peaks.start_ns, "rate": peaks.rate, "samples": peaks.samples}
    base = np.zeros((2, 0), np.int8) if peaks is None else peaks.base
    np.savez_compressed(stream, about=np.frombuffer(json.dumps(about).encode(), np.uint8), base=base)


class NotKept(Exception):
    """What is in the stream is for another film, or is not whole: it is to be made anew."""


def load_peaks(stream: BinaryIO, key: str) -> Peaks | None:
    """The peaks in an open binary stream; None: a film without sound.

    Raises:
        NotKept: they are for another film, or not whole.
    """
    try:
        with np.load(stream, allow_pickle=False) as found:
            about = json.loads(found["about"].tobytes())
            if about["key"] != key:
                raise NotKept
            if "rate" not in about:
                return None
            base = found["base"]
            if base.dtype != np.int8 or base.ndim != 2 or base.shape[0] != 2:
                raise NotKept
            return Peaks(int(about["start_ns"]), int(about["rate"]), int(about["samples"]), base)
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as problem:
        raise NotKept from problem  # a cache is disposable: whatever is wrong with it, it is made anew
