"""Sound to see by its pitch: how strong each pitch is at each moment, in tiles that are made in any order.

A baby's voice lies high: cries and calls from 300 Hz on, with overtones up to 8 kHz. The bands are therefore as wide as
pitch is heard (mel scale, Stevens and Volkmann 1940, in O'Shaughnessy's formula), from 80 Hz to 8 kHz.

An entry is what is heard in 20 ms, told by 64 bytes; a tile is 1024 of them, and the same at five coarser grains, each
entry the mean power of four below it. Two hours of film come to 31 MB.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from vfi.core.errors import CouldNot
from vfi.media.index import FilmIndex
from vfi.media.joined_sound import FilmCut, FilmSource, chunks_from, film_sound, open_sound
from vfi.media.packets import Cancelled
from vfi.media.peaks import NotKept

Bytes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

SCHEMA = 1
"""Raise it when the meaning of anything kept changes: older files are then made anew."""
RATE = 16_000
HOP = 320
"""Samples of one entry: 20 ms, about one picture."""
HOP_NS = HOP * 1_000_000_000 // RATE
BANDS = 64
LOWEST, HIGHEST = 80.0, 8000.0
"""Hz: middle of the first and of the last band."""
STEP = 4
TILE = STEP**5
"""Entries of a tile: 20.48 s."""
TILE_NS = TILE * HOP_NS
_WINDOW = 512
_FINE = 1024
# zero-padded to this length, so that even the lowest band meets several bins
_BEFORE = (_WINDOW - HOP) // 2
_REACH = 110.0
"""dB below full scale at which a level is 0; 255 is full scale."""
_POWER = (10 ** ((np.arange(256) * (_REACH / 255) - _REACH) / 10)).astype(np.float32)
_QUIET_SHARE = 0.1
"""What is as quiet as the quietest tenth of a film in its band is the room, not the people in it."""
_FLOORS = tuple(round((db + _REACH) * 255 / _REACH) for db in (-85.0, -40.0))
"""A room is never taken for quieter or louder than this: a film without noise, and one with a voice all along."""


@dataclass(frozen=True)
class Tile:
    """20.48 s of film by pitch. Plain values: it crosses threads."""

    number: int
    """It begins at so many times `TILE_NS` of film time."""
    levels: tuple[Bytes, ...]
    """Shapes (1024, 64), (256, 64), ... (1, 64): 255 is full scale, each step 110/255 dB; 0: nothing is there."""


def tile_of(number: int, entries: Bytes) -> Tile:
    """A tile with its coarser grains; `entries`: shape (1024, 64)."""
    levels = [entries]
    while len(levels[-1]) > 1:
        power = _POWER[levels[-1]].reshape(-1, STEP, BANDS).mean(axis=1)
        levels.append(_level(power))
    return Tile(number, tuple(levels))


def tiles_in(index: FilmIndex) -> int:
    """How many tiles a film has."""
    return -(-int(index.frame_map.end) // TILE_NS)


class SpectrumSource:
    """Makes the tiles of one film. One thread owns it."""

    def __init__(self, path: Path, index: FilmIndex) -> None:
        """Nothing is opened before the first tile."""
        self._path = str(path)
        self._index = index
        self._end = int(index.frame_map.end)
        self._cut: FilmCut | None = None
        self._source: FilmSource | None = None
        self._silent = False

    def tile(self, number: int, cancelled: Cancelled | None = None) -> Tile | None:
        """This one; None: the film has no sound that can be decoded.

        Raises:
            FilmError: the film cannot be opened. CouldNot: `cancelled`.
        """
        if self._silent or (self._source is None and not self._open()):
            return None
        start = number * TILE_NS
        samples = self._heard(start, min(start + TILE_NS, self._end), cancelled)
        return tile_of(number, _entries(samples))

    def _open(self) -> bool:
        cut = film_sound(self._path, self._index, 0, self._end)
        self._silent = cut is None
        if cut is not None:
            self._cut = replace(cut, rate=RATE, channels=1)
            self._source = open_sound(self._cut)
        return cut is not None

    def _heard(self, start: int, end: int, cancelled: Cancelled | None) -> Floats:
        """Samples of a tile with what its first and last window need besides; zeros where the film has none."""
        assert self._cut is not None
        assert self._source is not None
        before = _BEFORE if start >= _BEFORE * HOP_NS // HOP else 0
        first = start - before * HOP_NS // HOP
        last = min(self._end, end + _BEFORE * HOP_NS // HOP)
        found = np.zeros(TILE * HOP + 2 * _BEFORE, np.float32)
        at = _BEFORE - before
        for chunk in chunks_from(replace(self._cut, start=first, end=last), self._source):
            if cancelled is not None and cancelled():
                raise CouldNot("cancelled")
            part = chunk[0, : len(found) - at]
            found[at : at + len(part)] = part
            at += len(part)
        return found

    def close(self) -> None:
        """Let go of the film."""
        if self._source is not None:
            self._source.close()
        self._source = self._cut = None


def _entries(samples: Floats) -> Bytes:
    windows = np.lib.stride_tricks.sliding_window_view(samples, _WINDOW)[::HOP][:TILE]
    found = np.fft.rfft(np.nan_to_num(windows) * _hann(), _FINE, axis=1)
    power = (found.real**2 + found.imag**2).astype(np.float32)
    return _level(power @ _bands())


def _level(power: Floats) -> Bytes:
    """Power (1 is a sine of full scale) as a level."""
    decibels = 10 * np.log10(np.maximum(power, 1e-12))
    return np.asarray(np.rint(np.clip((decibels + _REACH) * (255 / _REACH), 0, 255)), np.uint8)


@cache
def _hann() -> Floats:
    """Scaled so that a sine of full scale has power 1 in its own bin."""
    window = np.hanning(_WINDOW + 1)[:-1]
    return np.asarray(window * (2 / window.sum()), np.float32)


def mel(hz: float) -> float:
    """Pitch as it is heard; 1000 mel is 1000 Hz.

    >>> round(mel(1000.0))
    1000
    """
    return 2595 * math.log10(1 + hz / 700)


def height_of(hz: float) -> float:
    """Where a pitch stands in the picture: 0 the middle of its lowest band, 1 that of its highest."""
    return (mel(hz) - mel(LOWEST)) / (mel(HIGHEST) - mel(LOWEST))


@cache
def _bands() -> Floats:
    """Shape (bins, BANDS): triangles over the bins, each summing to 1, so that a band is a mean and no sum."""
    each = (mel(HIGHEST) - mel(LOWEST)) / (BANDS - 1)
    middles = mel(LOWEST) + each * np.arange(BANDS)
    bins = np.array([mel(number * RATE / _FINE) for number in range(_FINE // 2 + 1)])
    weights = np.clip(1 - np.abs(bins[:, None] - middles[None, :]) / each, 0, None)
    return np.asarray(weights / weights.sum(axis=0), np.float32)


class Spectrum:
    """The tiles of one film that are there, for drawing. One thread owns it."""

    def __init__(self, tiles: int) -> None:
        self._tiles: list[Tile | None] = [None] * tiles
        self._there = 0
        self._heard = np.zeros((BANDS, 256), np.int64)
        self.version = 0
        """Rises with every tile."""

    @property
    def part(self) -> float:
        """How much of it is there, 0 to 1."""
        return self._there / max(1, len(self._tiles))

    @property
    def tiles(self) -> list[Tile]:
        """Those that are there, in order."""
        return [tile for tile in self._tiles if tile is not None]

    def __contains__(self, number: int) -> bool:
        return 0 <= number < len(self._tiles) and self._tiles[number] is not None

    def add(self, tile: Tile) -> None:
        """One more; a number that the film does not have is left out."""
        if not 0 <= tile.number < len(self._tiles):
            return
        if self._tiles[tile.number] is None:
            self._there += 1
            found = tile.levels[1].astype(np.int64) + 256 * np.arange(BANDS)
            self._heard += np.bincount(found.ravel(), minlength=256 * BANDS).reshape(BANDS, 256)
        self._tiles[tile.number] = tile
        self.version += 1

    def floor(self) -> Floats:
        """Shape (BANDS,): the level of the room itself in each band, as far as it has been heard."""
        heard = self._heard.copy()
        heard[:, 0] = 0  # where nothing was recorded
        share = np.cumsum(heard, axis=1)
        quiet = (share < np.maximum(1, share[:, -1:] * _QUIET_SHARE)).sum(axis=1)
        return np.asarray(np.clip(quiet, _FLOORS[0], _FLOORS[1]), np.float32)

    def columns(self, start: int, end: int, count: int) -> Floats:
        """Levels in each of `count` equal parts of a stretch of film time (ns), shape (BANDS, count); 0: not there.

        Each is the mean over its part; where a part is shorter than an entry, entries flow into one another.
        """
        part = max(1, (end - start) // max(1, count))
        grain, each = 0, HOP_NS
        while grain < 5 and each * STEP <= part:
            grain, each = grain + 1, each * STEP
        middles = start + (end - start) * (2 * np.arange(count, dtype=np.int64) + 1) // (2 * max(1, count))
        reach = max(part, each) / 2
        first, after = int((middles[0] - reach) // each), int((middles[-1] + reach) // each) + 1
        sums = np.zeros((after - first + 1, BANDS), np.float32)
        np.cumsum(self._run(grain, first, after), axis=0, out=sums[1:])
        upper, lower = ((middles + sign * reach) / each - first for sign in (1, -1))
        found = (_between(sums, upper) - _between(sums, lower)) / np.float32(2 * reach / each)
        return np.ascontiguousarray(found.T, np.float32)

    def _run(self, grain: int, first: int, after: int) -> Floats:
        """Entries of one grain, shape (after - first, BANDS)."""
        found = np.zeros((after - first, BANDS), np.float32)
        size = TILE // STEP**grain
        for number in range(max(0, first // size), min(len(self._tiles), -(-after // size))):
            tile = self._tiles[number]
            if tile is not None:
                begin, stop = max(first, number * size), min(after, (number + 1) * size)
                found[begin - first : stop - first] = tile.levels[grain][begin - number * size : stop - number * size]
        return found


def _between(sums: Floats, places: npt.NDArray[np.float64]) -> Floats:
    """Running sums at places between two entries."""
    whole = np.clip(places.astype(np.int64), 0, len(sums) - 2)
    rest = (places - whole).astype(np.float32)[:, None]
    return sums[whole] * (1 - rest) + sums[whole + 1] * rest


def spectrum_key(index_key: str) -> str:
    """What tiles are valid for: the same film and reading library as its index (`index_key`), and the schema here."""
    return f"spectrum-{SCHEMA}-{index_key}"


def save_tiles(tiles: Iterable[Tile], key: str, stream: BinaryIO) -> None:
    """Write the tiles that are there, and what they are valid for, to an open binary stream."""
    held = list(tiles)
    np.savez_compressed(
        stream,
        about=np.frombuffer(json.dumps({"key": key}).encode(), np.uint8),
        numbers=np.array([tile.number for tile in held], np.int64),
        entries=np.stack([tile.levels[0] for tile in held]) if held else np.zeros((0, TILE, BANDS), np.uint8),
    )


def load_tiles(stream: BinaryIO, key: str) -> list[Tile]:
    """The tiles in an open binary stream.

    Raises:
        NotKept: they are for another film, or not whole.
    """
    try:
        with np.load(stream, allow_pickle=False) as found:
            if json.loads(found["about"].tobytes())["key"] != key:
                raise NotKept
            numbers, entries = found["numbers"].tolist(), found["entries"]
            if entries.dtype != np.uint8 or entries.shape != (len(numbers), TILE, BANDS):
                raise NotKept
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as problem:
        raise NotKept from problem  # a cache is disposable: whatever is wrong with it, it is made anew
    return [tile_of(int(number), one) for number, one in zip(numbers, entries, strict=True)]
