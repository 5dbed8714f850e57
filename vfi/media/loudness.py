"""How the loudness of a film's sound comes and goes, in a few bands of pitch: what two recordings of a room share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vfi.media.index import FilmIndex
from vfi.media.joined_sound import film_sound_blocks
from vfi.media.packets import Cancelled, Progress
from vfi.media.sound_blocks import Samples

RATE = 8000
HOP = 80
"""Samples from one value to the next: 10 ms."""
HOP_NS = HOP * 1_000_000_000 // RATE
_WINDOW = 256
_EDGES = np.array([150, 300, 500, 800, 1200, 1800, 2600, 3700])
"""Hz: below lie hum and wind, above 3.7 kHz what resampling leaves of nothing."""
_AROUND = 100
"""Values on either side whose mean is taken off: one second, so that only coming and going counts."""
_MOST = 4.0
_SILENT = 1e-9
"""Mean power below which there is nothing to hear: -90 dB."""

Bands = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Loudness:
    """One film's sound as its changes of loudness."""

    start_ns: int
    """Film time of the first value."""
    bands: Bands
    """Shape (bands, values), one value every 10 ms, mean 0; 0 where nothing changes."""
    power: float
    """Mean square of all samples: 0 is silence."""

    @property
    def silent(self) -> bool:
        """Is there nothing to be heard, or nothing that ever changes?"""
        return self.power < _SILENT or not self.bands.any()


def loudness(
    path: str | Path, index: FilmIndex, *, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> Loudness | None:
    """Listen to a whole film once; memory is 28 bytes for every 10 ms of it. None: it has no sound.

    Raises:
        FilmError: the film cannot be opened.
        CouldNot: `cancelled`.
    """
    found: list[Bands] = []
    rest = np.zeros(0, np.float32)
    start, end, power = None, 0, 0.0
    for block in film_sound_blocks(path, index, mono_rate=RATE, progress=progress, cancelled=cancelled):
        start = block.start_ns
        while end < block.at:  # nothing was recorded here
            silence = np.zeros(min(block.at - end, 60 * RATE), np.float32)
            end += len(silence)
            rest = _take(np.concatenate([rest, silence]), found)
        samples = np.nan_to_num(block.samples[0])
        end += len(samples)
        power += float(np.square(samples, dtype=np.float64).sum())
        rest = _take(np.concatenate([rest, samples]), found)
    if start is None:
        return None
    energy = np.concatenate(found, axis=1) if found else np.zeros((len(_EDGES) - 1, 0), np.float32)
    return Loudness(start, _changes(energy), power / max(1, end))


def _take(samples: Samples, found: list[Bands]) -> Samples:
    """Add the energies of all whole windows; gives back the samples that the next ones still need."""
    count = (len(samples) - _WINDOW) // HOP + 1
    if count <= 0:
        return samples
    windows = np.lib.stride_tricks.sliding_window_view(samples, _WINDOW)[: count * HOP : HOP]
    spectrum = np.fft.rfft(windows * np.hanning(_WINDOW).astype(np.float32), axis=1)
    powers = np.square(np.abs(spectrum))
    places = _EDGES * _WINDOW // RATE
    found.append(np.add.reduceat(powers, places, axis=1)[:, :-1].T.astype(np.float32))
    return samples[count * HOP :].copy()


def _changes(energy: Bands) -> Bands:
    """The logarithm of each band's energy without its slow part, of one spread in all bands."""
    changes = np.zeros_like(energy)
    for band, powers in zip(changes, energy, strict=True):
        # what is no louder than the room shall not count, so its own usual level is added before the logarithm
        heard = powers[powers > 0]
        if not len(heard):
            continue
        levels = np.log(powers + float(np.median(heard)) * 0.5)
        levels -= _smoothed(levels)
        spread = float(levels.std())
        if spread > 1e-3:
            band[:] = np.clip(levels / spread, -_MOST, _MOST)
            band -= band.mean()
    return changes


def _smoothed(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """The mean of each value's neighbourhood of two seconds, cut short at both ends."""
    sums = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    places = np.arange(len(values))
    first, after = np.maximum(places - _AROUND, 0), np.minimum(places + _AROUND + 1, len(values))
    return np.asarray((sums[after] - sums[first]) / (after - first), np.float64)
