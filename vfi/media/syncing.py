"""By how much two films of the same room are apart, found from their sound, and how sure that is.

First the coming and going of loudness is compared at every possible shift (10 ms apart), which tells the place from all
others; then short stretches of the sound itself around that place, which tells it to a fraction of a millisecond.
After Knapp and Carter, "The generalized correlation method for estimation of time delay", IEEE TASSP 24 (1976).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from vfi.core.errors import CouldNot
from vfi.media.index import FilmIndex
from vfi.media.joined_sound import FilmCut, film_sound
from vfi.media.loudness import HOP_NS, RATE, Bands, Loudness, loudness
from vfi.media.packets import Cancelled, Progress

Complexes = npt.NDArray[np.complex128]
Doubles = npt.NDArray[np.float64]
Int64s = npt.NDArray[np.int64]

_LEAST_OVERLAP = 500
"""Values (10 ms each) that two films must share to be compared; for short films half of the shorter one."""
_APART = 50
"""Values within which a second peak is the same place."""
_POSSIBLE, _CLEAR = 5.0, 10.0
# How far a peak stands out, in spreads of all other shifts. Unrelated sounds of an hour reach 4.6 (measured).
_DISTINCT, _ALONE = 1.4, 2.0
# How many times as high as the next place. Unrelated sounds reach 1.25.
_POINTS = 600
_STRETCHES = 12
_STRETCH_NS = 4_000_000_000
_PADDED = 6
"""Seconds: a stretch, and room to shift it, without its end meeting its beginning."""
_REACH_NS = 60_000_000
"""By how much a stretch is shifted either way; more in long films, whose clocks may run apart."""
_MOST_REACH_NS = 800_000_000
_DRIFT = 50e-6
_GOOD = 7.0
"""How far a stretch's own peak must stand out to be believed; noise alone reaches 5."""
_WHITE = 0.75
"""0: as recorded, 1: all pitches alike (the phase transform), which trusts pitches that only hold noise too much."""
_FAINT = 1e-6
_AGREE_NS = 2_000_000


@dataclass(frozen=True)
class Curve:
    """How well the sounds fit at each shift, for a picture: about 0 where they do not, 1 at the best place."""

    shifts_ns: Int64s
    """Shape (n,), rising; offsets as in `Offset`."""
    fit: npt.NDArray[np.float32]
    """Shape (n,); the best of each stretch of shifts, so that no peak is lost between two points."""


@dataclass(frozen=True)
class Offset:
    """What comparing two sounds gave. Time of the first film = time of the second + `offset_ns`."""

    offset_ns: int | None
    """The best guess, even when it is not sure (in the middle of the overlap, where clocks run apart).

    None: there is nothing to guess from."""
    doubt: str | None
    """None: sure. Else the id of the sentence that says why not (`sync-...`)."""
    confidence: float = 0.0
    """0 .. 1; from 0.5 on it is sure."""
    spread_ns: int | None = None
    """How far the stretches that were compared closely differ among themselves; None: only known to 10 ms."""
    drift_ppm: float | None = None
    """By how many millionths the second film's clock runs faster; None where the films are too short to tell."""
    at_ns: int | None = None
    """Time of the first film at which `offset_ns` holds to the nanosecond where their clocks run apart."""
    overlap_ns: int = 0
    """How long both films run at this offset."""
    runner_up_ns: int | None = None
    """The second best offset."""
    runner_up_fit: float = 0.0
    """Its height against the best one's, 0 .. 1: near 1, the sound repeats itself."""
    curve: Curve | None = None
    """Over all shifts."""
    near: Curve | None = None
    """Around the best one, half a second either way."""

    @property
    def sure(self) -> bool:
        """May it be used without a person's looking?"""
        return self.doubt is None

    @property
    def apart_ns(self) -> int:
        """How far the clocks run apart while both films run."""
        return 0 if self.drift_ppm is None else round(abs(self.drift_ppm) * self.overlap_ns / 1_000_000)


def find_offset(
    first: str | Path,
    first_index: FilmIndex,
    second: str | Path,
    second_index: FilmIndex,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Offset:
    """Where the second film lies on the first film's clock.

    With `session time = film time + offset`, the second film's offset is the first film's plus what is found here.

    Args:
        first, first_index: the film whose offset is known, and its index.
        second, second_index: the other one.
        progress: called now and then with the part done, 0 to 1.
        cancelled: asked now and then; when it says yes, `CouldNot("cancelled")` is raised.

    Raises:
        FilmError: a film cannot be opened.
        CouldNot: `cancelled`.
    """
    heard = [
        loudness(path, index, progress=_part(progress, 0.4 * number, 0.4), cancelled=cancelled)
        for number, (path, index) in enumerate([(first, first_index), (second, second_index)])
    ]
    one, two = heard
    if one is None or two is None:
        return Offset(None, "sync-no-sound")
    if one.silent or two.silent:
        return Offset(None, "sync-silence")
    if min(one.bands.shape[1], two.bands.shape[1]) < 100:
        return Offset(None, "sync-too-short")
    found = _roughly(one, two)
    cut, other_cut = film_sound(str(first), first_index, 0, 1), film_sound(str(second), second_index, 0, 1)
    if cut is None or other_cut is None:
        return Offset(None, "sync-no-sound")
    closely = _closely(one, two, found, cut, other_cut, _part(progress, 0.8, 0.2), cancelled)
    if progress is not None:
        progress(1.0)
    return _judged(found, closely)


def _part(progress: Progress | None, begin: float, length: float) -> Progress | None:
    return None if progress is None else lambda done: progress(begin + length * done)


# -- at every shift ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Rough:
    shift: int
    """Values by which the second is to be moved."""
    offset_ns: int
    height: float
    """In spreads of all shifts."""
    next_offset_ns: int
    next_height: float
    overlap: int
    """Values."""
    curve: Curve
    near: Curve


def _roughly(one: Loudness, two: Loudness) -> _Rough:
    shifts, heights, overlaps = _fit(one.bands, two.bands)
    offsets = shifts * HOP_NS + (one.start_ns - two.start_ns)
    best = int(np.argmax(heights))
    elsewhere = np.where(np.abs(shifts - shifts[best]) > _APART, heights, -np.inf)
    second = int(np.argmax(elsewhere))
    top = max(float(heights[best]), 1e-9)
    near = slice(max(0, best - _APART), best + _APART + 1)
    scaled = np.asarray(np.clip(heights / top, 0, 1), np.float32)
    step = max(1, -(-len(shifts) // _POINTS))
    starts = np.arange(0, len(shifts), step)
    bin_tops = np.maximum.reduceat(scaled, starts)
    places = [int(start + np.argmax(scaled[start : start + step])) for start in starts]
    return _Rough(
        shift=int(shifts[best]),
        offset_ns=int(offsets[best]) + round(_vertex(heights, best) * HOP_NS),
        height=float(heights[best]),
        next_offset_ns=int(offsets[second]),
        next_height=max(0.0, float(elsewhere[second])),
        overlap=int(overlaps[best]),
        curve=Curve(offsets[places], bin_tops),
        near=Curve(offsets[near], scaled[near]),
    )


def _fit(one: Bands, two: Bands) -> tuple[Int64s, Doubles, Int64s]:
    """(shifts, how far each stands out, how many values both have there), over all shifts with enough overlap."""
    n, m = one.shape[1], two.shape[1]
    size = 1 << (n + m).bit_length()
    product = np.zeros(size // 2 + 1, np.complex128)
    for a, b in zip(one, two, strict=True):
        product += np.fft.rfft(a, size) * np.conj(np.fft.rfft(b, size))
    least = max(1, min(_LEAST_OVERLAP, min(n, m) // 2))
    shifts = np.arange(least - m, n - least + 1, dtype=np.int64)
    common = np.fft.irfft(product, size)[shifts]
    first, after = np.maximum(shifts, 0), np.minimum(shifts + m, n)
    overlaps = after - first
    sums = [np.concatenate([[0.0], np.cumsum(np.square(bands, dtype=np.float64).sum(axis=0))]) for bands in (one, two)]
    shared = (sums[0][after] - sums[0][first]) * (sums[1][after - shifts] - sums[1][first - shifts])
    # A short overlap fits well by chance: correlation times the root of its length has one spread at all shifts.
    heights = common / np.sqrt(np.maximum(shared, 1e-9)) * np.sqrt(overlaps)
    heights[shared <= 1e-6 * shared.max(initial=0.0)] = 0.0
    spread = 1.4826 * float(np.median(np.abs(heights)))
    return shifts, heights / max(spread, 1e-9), overlaps


def _vertex(heights: Doubles, best: int) -> float:
    """Where between its neighbours a peak really is, -0.5 .. 0.5, by the parabola through three points."""
    if not 0 < best < len(heights) - 1:
        return 0.0
    left, top, right = (float(height) for height in heights[best - 1 : best + 2])
    bend = left - 2 * top + right
    return 0.0 if bend >= 0 else float(np.clip((left - right) / (2 * bend), -0.5, 0.5))


# -- the sound itself -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Close:
    offset_ns: int
    spread_ns: int | None
    drift_ppm: float | None
    at_ns: int | None
    agreeing: int
    tried: int


def _closely(
    one: Loudness,
    two: Loudness,
    found: _Rough,
    first: FilmCut,
    second: FilmCut,
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> _Close | None:
    """Compare short stretches of the sound around the place found; None when they do not bear each other out."""
    reach = min(_REACH_NS + round(found.overlap * HOP_NS * _DRIFT), _MOST_REACH_NS)
    shifts = 2 * reach * RATE // 1_000_000_000 + 1
    times = _stretches(one, two, found)
    total = np.zeros(shifts)
    centres, offsets = [], []
    for number, time in enumerate(times):
        if cancelled is not None and cancelled():
            raise CouldNot("cancelled")
        a = _heard(first, time, time + _STRETCH_NS)
        begin = time - found.offset_ns - reach
        b = _heard(second, begin, begin + _STRETCH_NS + 2 * reach)
        if progress is not None:
            progress((number + 1) / len(times))
        if a is None or b is None:
            continue
        fit = _whitened(a, b)[:shifts]
        total += fit / max(float(fit.std()), 1e-30)
        best, height = _outstanding(fit)
        if height >= _GOOD:
            centres.append(time + _STRETCH_NS // 2)
            offsets.append(found.offset_ns + reach - round(best * 1e9 / RATE))
    if len(offsets) >= 2 and (close := _line(np.array(centres), np.array(offsets), len(times))) is not None:
        return close
    best, height = _outstanding(total)
    if height < _GOOD:
        return None
    return _Close(found.offset_ns + reach - round(best * 1e9 / RATE), None, None, None, 1, len(times))


def _stretches(one: Loudness, two: Loudness, found: _Rough) -> list[int]:
    """Where in the first film (ns) to compare closely: in each part of the overlap the place where they fit best."""
    begin, end = max(found.shift, 0), min(found.shift + two.bands.shape[1], one.bands.shape[1])
    a, b = one.bands[:, begin:end], two.bands[:, begin - found.shift : end - found.shift]
    length = _STRETCH_NS // HOP_NS
    fit = np.concatenate([[0.0], np.cumsum((a * b).sum(axis=0, dtype=np.float64))])
    length = min(length, end - begin)
    sums = fit[length:] - fit[:-length]
    parts = max(1, min(_STRETCHES, (end - begin) // length))
    edges = np.linspace(0, len(sums), parts + 1).astype(int)
    best = [int(low + np.argmax(sums[low:high])) for low, high in pairwise(edges) if high > low]
    return [one.start_ns + (begin + place) * HOP_NS for place in best]


def _heard(cut: FilmCut, start: int, end: int) -> Complexes | None:
    """The spectrum, up to 4 kHz, of a film between two times, by the same steps whatever the film's own rate.

    None where it cannot be decoded or nothing is to be heard.
    """
    stretch = replace(cut, start=start, end=end, channels=1)
    try:
        samples = np.nan_to_num(np.concatenate([chunk[0] for chunk in stretch.chunks()]))
    except (av.FFmpegError, ValueError):
        return None
    if float(samples.std()) < _FAINT:
        return None
    faded = samples * np.hanning(len(samples)).astype(np.float32)
    return np.asarray(np.fft.rfft(faded, _PADDED * cut.rate)[: _PADDED * RATE // 2 + 1], np.complex128)


def _whitened(a: Complexes, b: Complexes) -> Doubles:
    """How well `a` fits into `b` at each shift of 1/8000 s, every pitch of speech weighed nearly alike."""
    product = b * np.conj(a)
    pitch = np.arange(len(product)) / _PADDED
    weight = np.abs(product)
    weight = 1 / np.maximum(weight, 1e-12 + 1e-3 * float(weight.max())) ** _WHITE
    weight[(pitch < 150) | (pitch > 3500)] = 0.0
    return np.asarray(np.fft.irfft(product * weight, _PADDED * RATE), np.float64)


def _outstanding(fit: Doubles) -> tuple[float, float]:
    """(place of the highest point, between samples; how many spreads it stands above the rest)."""
    best = int(np.argmax(fit))
    rest = np.concatenate([fit[: max(0, best - 16)], fit[best + 17 :]])
    spread = float(rest.std()) if len(rest) else 0.0
    return best + _vertex(fit, best), float(fit[best]) / max(spread, 1e-12)


def _line(centres: Int64s, offsets: Int64s, tried: int) -> _Close | None:
    """The offset on which most stretches agree, allowing for clocks that run apart; None when too few do."""
    apart = float(centres.max() - centres.min())
    slope, drift = 0.0, None
    if len(centres) >= 4 and apart >= 60e9:
        i, j = np.triu_indices(len(centres), 1)
        far = np.abs(centres[j] - centres[i]) >= apart / 4
        slope = float(np.median((offsets[j] - offsets[i])[far] / (centres[j] - centres[i])[far]))
        drift = -slope * 1e6
    middle = int(np.median(centres))
    level = offsets - slope * (centres - middle)
    typical = float(np.median(level))
    agree = np.abs(level - typical) <= _AGREE_NS
    if agree.sum() < max(2, len(level) / 2):
        return None
    kept = level[agree]
    spread = round(float(kept.max() - kept.min()))
    return _Close(round(float(np.median(kept))), spread, drift, middle, int(agree.sum()), tried)


# -- the judgement ----------------------------------------------------------------------------------------------------


def _judged(found: _Rough, close: _Close | None) -> Offset:
    ratio = found.height / max(found.next_height, 1e-9)
    several = ratio < _DISTINCT and (found.height >= _CLEAR or close is not None)
    possible = found.height >= _POSSIBLE and ratio >= _DISTINCT
    clear = found.height >= _CLEAR and ratio >= _ALONE
    if several:
        doubt = "sync-several-places"
    elif clear or (possible and close is not None):
        doubt = None
    else:
        doubt = "sync-no-match"
    height = min(1.0, found.height / (2 * _CLEAR))
    alone = min(1.0, max(0.0, ratio - 1) / (2 * (_ALONE - 1)))
    confidence = (height * alone) ** 0.5
    if close is not None:
        confidence += (1 - confidence) * close.agreeing / max(1, close.tried) / 2
    confidence = max(0.5, confidence) if doubt is None else min(0.49, confidence)
    return Offset(
        offset_ns=found.offset_ns if close is None else close.offset_ns,
        doubt=doubt,
        confidence=round(confidence, 3),
        spread_ns=None if close is None else close.spread_ns,
        drift_ppm=None if close is None else close.drift_ppm,
        at_ns=None if close is None else close.at_ns,
        overlap_ns=found.overlap * HOP_NS,
        runner_up_ns=found.next_offset_ns,
        runner_up_fit=round(min(1.0, found.next_height / max(found.height, 1e-9)), 3),
        curve=found.curve,
        near=found.near,
    )
