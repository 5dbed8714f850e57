"""All that is heard, made from numbers: baby's and parent's wordless voices, toys, hands, a bird, the room.

A voice is a row of harmonics (never a bare wave): each is weighed by the resonances of a mouth that
glides from vowel to vowel, with breath, a little tremble and soft edges. The same loudness curve that is
heard opens the drawn mouth, so that sound and picture cannot come apart.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from story import Event, Story

RATE = 48_000
Wave = NDArray[np.float64]

# three resonances (Hz), their breadths (Hz) and how loud the upper two are
_VOWELS: dict[str, tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float]]] = {
    "m": ((250, 950, 2100), (60, 180, 300), (0.05, 0.02)),
    "u": ((330, 780, 2300), (70, 110, 260), (0.30, 0.05)),
    "o": ((480, 900, 2500), (80, 110, 260), (0.50, 0.07)),
    "a": ((780, 1250, 2700), (110, 140, 280), (0.55, 0.12)),
    "e": ((540, 1750, 2600), (90, 160, 280), (0.35, 0.15)),
    "i": ((340, 2200, 2900), (80, 190, 300), (0.28, 0.16)),
}


@dataclass(frozen=True)
class Syllable:
    """One breath of voice: when (seconds after its event), how long, how high, with which mouth."""

    at: float
    long: float
    pitch: tuple[float, float, float]
    vowel: str = "a"
    to: str = ""
    loud: float = 1.0
    breath: float = 0.06
    attack: float = 0.07
    release: float = 0.14
    gape: float = 1.0


def _laugh(
    start: float, n: int, high: float, low: float, step: float, vowel: str = "a", loud: float = 1.0
) -> list[Syllable]:
    """A row of short breathy syllables that fall and fade."""
    row = []
    at = start
    for k in range(n):
        share = k / max(1, n - 1)
        top = high + (low - high) * share + (14 if k % 2 else -6)
        row.append(
            Syllable(at, step * 0.74, (top * 0.94, top * 1.06, top * 0.86), vowel, loud=loud * (1 - 0.45 * share),
                     breath=0.20, attack=0.022, release=0.06, gape=0.75)
        )  # fmt: skip
        at += step * (1 + 0.07 * share)
    return row


def _hum() -> list[Syllable]:
    """A small tune of our own, hummed: up, round, and home."""
    low, mid, high, top = 184.0, 206.5, 231.8, 245.6
    tune = (low, high, mid, low, mid, high, top, low)
    notes = zip(tune, (0.42, 0.42, 0.30, 0.52, 0.30, 0.42, 0.34, 0.95), strict=True)
    row, at = [], 0.0
    before = low * 0.94
    for pitch, long in notes:
        row.append(Syllable(at, long * 1.04, (before * 0.4 + pitch * 0.6, pitch, pitch * 0.995), "m", loud=0.8,
                            breath=0.02, attack=0.07, release=0.13, gape=0.10))  # fmt: skip
        before = pitch
        at += long
    return row


BABY: dict[str, list[Syllable]] = {
    "coo": [Syllable(0.0, 0.82, (335, 405, 350), "u", "o", 0.85, 0.10, 0.10, 0.26, 0.8)],
    "aah": [Syllable(0.0, 0.90, (345, 420, 360), "a", "e", 0.90, 0.09, 0.09, 0.26, 0.9)],
    "call": [Syllable(0.0, 0.26, (380, 420, 400), "e", "a", 0.85, 0.08, 0.05, 0.10, 0.8),
             Syllable(0.32, 0.52, (400, 495, 430), "a", "e", 1.0, 0.08, 0.05, 0.18, 1.0)],
    "mouthing": [Syllable(0.0, 0.74, (330, 350, 320), "m", "u", 0.55, 0.06, 0.12, 0.25, 0.15)],
    "fuss": [Syllable(0.0, 0.30, (370, 400, 345), "e", "e", 0.70, 0.12, 0.05, 0.12, 0.6),
             Syllable(0.40, 0.46, (365, 410, 320), "e", "u", 0.78, 0.12, 0.05, 0.18, 0.65)],
    "laugh": [Syllable(0.0, 0.30, (390, 500, 430), "i", "a", 0.80, 0.12, 0.05, 0.10, 0.9),
              *_laugh(0.36, 6, 455, 370, 0.185)],
    "squeal": [
        Syllable(0.0, 0.36, (400, 500, 440), "i", "a", 0.85, 0.12, 0.05, 0.10, 0.9),
        *_laugh(0.42, 8, 460, 365, 0.19),
    ],
    "giggle": _laugh(0.0, 4, 430, 370, 0.18, loud=0.75),
    "sigh": [Syllable(0.0, 0.80, (330, 320, 300), "u", "u", 0.30, 0.9, 0.12, 0.4, 0.25)],
}  # fmt: skip

PARENT: dict[str, list[Syllable]] = {
    "ooh": [Syllable(0.0, 0.88, (190, 236, 196), "u", "o", 0.95, 0.05, 0.09, 0.26, 0.75)],
    "aah": [Syllable(0.0, 0.88, (200, 238, 188), "a", "a", 1.0, 0.05, 0.08, 0.26, 0.9)],
    "oh": [Syllable(0.0, 0.76, (205, 240, 184), "o", "u", 1.0, 0.05, 0.06, 0.24, 0.95)],
    "ask": [Syllable(0.0, 0.68, (185, 200, 262), "u", "u", 0.9, 0.06, 0.08, 0.18, 0.7)],
    "mhm": [Syllable(0.0, 0.30, (190, 186, 180), "m", "m", 0.85, 0.03, 0.06, 0.10, 0.06),
            Syllable(0.34, 0.44, (190, 222, 226), "m", "m", 0.95, 0.03, 0.06, 0.18, 0.10)],
    "mmm": [Syllable(0.0, 0.92, (186, 206, 218), "m", "m", 0.85, 0.03, 0.12, 0.28, 0.06)],
    "hurray": [Syllable(0.0, 1.05, (200, 246, 214), "e", "a", 1.05, 0.05, 0.06, 0.30, 1.0)],
    "boo": [Syllable(0.0, 0.20, (196, 214, 220), "m", "u", 0.75, 0.03, 0.02, 0.06, 0.4),
            Syllable(0.16, 0.62, (222, 240, 190), "u", "a", 1.05, 0.06, 0.03, 0.24, 1.0)],
    "chuckle": _laugh(0.0, 4, 222, 186, 0.21, "a", 0.7),
    "laugh": [Syllable(0.0, 0.26, (205, 240, 220), "a", "a", 0.9, 0.08, 0.04, 0.10, 0.9),
              *_laugh(0.34, 6, 236, 186, 0.225, "a", 0.85)],
    "hum": _hum(),
}  # fmt: skip

LAUGHS = ("laugh", "squeal", "giggle", "chuckle")

ROUND = {"u": 0.95, "o": 0.75, "m": 0.15, "a": 0.0, "e": 0.0, "i": 0.0}
"""How rounded the lips are for a vowel."""


def syllables(event: Event, rate: int) -> list[Syllable]:
    """What is uttered in a voice event, stretched a little so that it ends where the event ends."""
    row = (BABY if event.tier == "baby-voice" else PARENT)[event.code]
    stretch = (event.until - event.frame) / rate / max(s.at + s.long for s in row)
    if not 0.8 < stretch < 1.25:
        raise ValueError(f"{event.id}: {event.code} cannot last {event.until - event.frame} frames")
    return [replace(s, at=s.at * stretch, long=s.long * stretch) for s in row]


def _noise(name: str) -> np.random.Generator:
    return np.random.default_rng(zlib.crc32(name.encode()))


def _glide(values: Sequence[float], n: int) -> Wave:
    """A soft line through equally spaced values."""
    t = np.linspace(0, len(values) - 1, n)
    k = np.clip(t.astype(int), 0, len(values) - 2)
    f = t - k
    f = f * f * (3 - 2 * f)
    v = np.asarray(values, dtype=float)
    return np.asarray(v[k] * (1 - f) + v[k + 1] * f)


def loudness(syllable: Syllable, t: Wave) -> Wave:
    """The loudness curve at times `t` (seconds after the syllable's beginning), 0 to 1."""
    rise = np.clip(t / syllable.attack, 0, 1)
    fall = np.clip((syllable.long - t) / syllable.release, 0, 1)
    swell = 0.86 + 0.14 * np.sin(np.pi * np.clip(t / syllable.long, 0, 1))
    shaped = np.sin(rise * np.pi / 2) * np.sin(fall * np.pi / 2) * swell
    return np.asarray(np.where((t >= 0) & (t < syllable.long), shaped, 0.0))


def _resonance(f: Wave, vowel: str, other: str, share: Wave, tract: float) -> Wave:
    """How strongly the mouth lets frequency `f` through, while one vowel turns into another."""
    total = np.zeros_like(f)
    a, b = _VOWELS[vowel], _VOWELS[other or vowel]
    for k in range(3):
        middle = (a[0][k] * (1 - share) + b[0][k] * share) * tract
        broad = (a[1][k] * (1 - share) + b[1][k] * share) * tract * 1.5
        gains = (1.0, *a[2])[k] * (1 - share) + (1.0, *b[2])[k] * share
        total += gains / (1 + ((f - middle) / broad) ** 2)
    return np.asarray(total + 0.005)


def sing(syllable: Syllable, tract: float, name: str) -> Wave:
    """The sound of one syllable; `tract` is 1 for a grown mouth, larger for a small one."""
    n = int(syllable.long * RATE)
    t = np.arange(n) / RATE
    rng = _noise(name)
    tremble = 1 + 0.010 * np.clip(t / 0.25 - 0.4, 0, 1) * np.sin(2 * np.pi * (5.3 * t + rng.random()))
    wander = np.interp(t, np.linspace(0, syllable.long, 9), rng.normal(0, 0.004, 9))
    pitch = _glide(syllable.pitch, n) * (tremble + wander)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    share = np.clip(t / syllable.long * 1.3 - 0.15, 0, 1)
    wave = np.zeros(n)
    for h in range(1, 1 + int(6500 / max(syllable.pitch))):
        f = pitch * h
        slope = h**-1.45
        gain = slope * _resonance(f, syllable.vowel, syllable.to, share, tract)
        wave += gain * np.sin(phase * h + 0.4 * h * h)
    # breath: noise through the same mouth
    spectrum = np.fft.rfft(rng.normal(0, 1, n))
    freq = np.asarray(np.fft.rfftfreq(n, 1 / RATE), dtype=np.float64)
    half = np.full_like(freq, 0.5)
    colour = _resonance(freq, syllable.vowel, syllable.to, half, tract) / (1 + (freq / 3500) ** 2)
    air = np.fft.irfft(spectrum * colour, n)
    air /= np.abs(air).max() + 1e-9
    wave /= np.sqrt(np.mean(wave**2)) * 3.2 + 1e-9
    wave = wave * (1 - 0.6 * min(1.0, syllable.breath)) + 0.55 * syllable.breath * air
    shimmer = 1 + np.interp(t, np.linspace(0, syllable.long, 14), rng.normal(0, 0.05, 14))
    return np.asarray(wave * loudness(syllable, t) * syllable.loud * shimmer)


def mouth(event: Event, frames: int, rate: int) -> tuple[Wave, Wave]:
    """How far the mouth is open and how round it is, on every frame of the film, for one voice event."""
    gape, lips = np.zeros(frames), np.zeros(frames)
    # the middle of each picture's time
    t = (np.arange(frames) - event.frame + 0.5) / rate
    for s in syllables(event, rate):
        loud = loudness(s, t - s.at) * s.gape
        share = np.clip((t - s.at) / s.long * 1.3 - 0.15, 0, 1)
        rounding = ROUND[s.vowel] * (1 - share) + ROUND[s.to or s.vowel] * share
        gape = np.maximum(gape, loud)
        lips = np.maximum(lips, rounding * np.clip(loud * 4, 0, 1))
    return gape, lips


def _add(track: Wave, wave: Wave, at: float, gain: float) -> None:
    start = round(at * RATE)
    end = min(len(track), start + len(wave))
    if end > start >= 0:
        track[start:end] += gain * wave[: end - start]


def _knock(name: str, pitch: float, long: float = 0.16, soft: float = 0.0015) -> Wave:
    """Wood on wood: a few bent tones that die away."""
    t = np.arange(int(long * RATE)) / RATE
    rng = _noise(name)
    wave = np.zeros(len(t))
    for ratio, gain, decay in ((1.0, 1.0, 30.0), (2.31, 0.45, 55.0), (4.1, 0.16, 90.0)):
        wave += gain * np.sin(2 * np.pi * pitch * ratio * t + rng.random() * 6) * np.exp(-t * decay)
    wave += 0.10 * rng.normal(0, 1, len(t)) * np.exp(-t * 220)
    return np.asarray(wave * np.clip(t / soft, 0, 1))


def _rustle(name: str, long: float, low: float, high: float) -> Wave:
    """A band of noise that swells and fades: cloth, a soft clap."""
    n = int(long * RATE)
    spectrum = np.fft.rfft(_noise(name).normal(0, 1, n))
    freq = np.fft.rfftfreq(n, 1 / RATE)
    band = 1 / (1 + (low / np.maximum(freq, 1)) ** 4) / (1 + (freq / high) ** 4)
    wave = np.fft.irfft(spectrum * band, n)
    wave /= np.abs(wave).max() + 1e-9
    return np.asarray(wave)


def _clap(name: str, soft: bool) -> Wave:
    wave = _rustle(name, 0.12, 300 if soft else 500, 1500 if soft else 2300)
    t = np.arange(len(wave)) / RATE
    return np.asarray(wave * np.clip(t / 0.002, 0, 1) * np.exp(-t * (55 if soft else 48)))


def _chirp() -> Wave:
    t = np.arange(int(0.5 * RATE)) / RATE
    wave = np.zeros(len(t))
    for at, f0, f1 in ((0.0, 3100, 4100), (0.14, 3300, 4300), (0.27, 3900, 3000)):
        u = np.clip((t - at) / 0.09, 0, 1)
        pitch = f0 + (f1 - f0) * u
        wave += np.sin(2 * np.pi * np.cumsum(pitch) / RATE) * np.sin(np.pi * u) ** 2
    return np.asarray(wave)


def _hall(dry: Wave, side: str) -> Wave:
    """A little room round the sound."""
    n = int(0.42 * RATE)
    t = np.arange(n) / RATE
    echo = _noise("hall " + side).normal(0, 1, n) * np.exp(-t * 15) * np.clip(t / 0.012, 0, 1)
    freq = np.fft.rfftfreq(n, 1 / RATE)
    echo = np.fft.irfft(np.fft.rfft(echo) / (1 + (freq / 2600) ** 2), n)
    echo /= np.sqrt(np.sum(echo**2))
    size = 1 << math.ceil(math.log2(len(dry) + n))
    wet = np.fft.irfft(np.fft.rfft(dry, size) * np.fft.rfft(echo, size), size)[: len(dry)]
    return np.asarray(dry + 0.22 * wet)


def _room_tone(n: int, side: str) -> Wave:
    """The hush of a quiet room: low, soft noise."""
    spectrum = np.fft.rfft(_noise("room " + side).normal(0, 1, n))
    freq = np.fft.rfftfreq(n, 1 / RATE)
    wave = np.fft.irfft(spectrum / (1 + (freq / 180) ** 1.3) * (1 - np.exp(-((freq / 60) ** 2))), n)
    return np.asarray(wave / np.sqrt(np.mean(wave**2)))


CLAPS = {"clap": (10, 25, 40, 55), "bat": (10, 24, 37)}
"""On which frames after its beginning hands meet (make_film draws them there)."""


def sound(story: Story) -> NDArray[np.float32]:
    """The whole sound of the film: two channels, as long as the pictures."""
    rate = story.frame_rate
    n = story.frames * RATE // rate
    baby, parent, things = np.zeros(n), np.zeros(n), np.zeros(n)
    for e in story.events:
        at = e.frame / rate
        if e.tier == "baby-voice":
            for k, s in enumerate(syllables(e, rate)):
                _add(baby, sing(s, 1.34, f"{e.id} {k}"), at + s.at, 0.52)
        elif e.tier == "parent-voice":
            for k, s in enumerate(syllables(e, rate)):
                _add(parent, sing(s, 1.05, f"{e.id} {k}"), at + s.at, 0.62)
        elif e.tier == "room" and e.code == "bonk":
            _add(things, _knock(e.id, 520), at, 0.16)
        elif e.tier == "room" and e.code in ("ring-on", "ball-on"):
            _add(things, _knock(e.id, 690 if e.code == "ring-on" else 880), at, 0.26)
            _add(things, _knock(e.id + "b", 640), at + 0.075, 0.09)
        elif e.tier == "room" and e.code == "bird":
            _add(things, _chirp(), at + 0.3, 0.05)
            _add(things, _chirp(), at + 2.2, 0.03)
        if e.tier.endswith("-hands") and e.code in CLAPS:
            for k, f in enumerate(CLAPS[e.code]):
                if e.frame + f < e.until:
                    gain = 0.13 if e.code == "bat" else 0.22
                    _add(things, _clap(f"{e.id} {k}", e.code == "bat"), at + f / rate, gain)
        if (e.tier.endswith("-hands") or e.tier.endswith("-body")) and e.code not in ("ball-on-tower",):
            wave = _rustle("cloth " + e.id, 0.5, 250, 1300)
            _add(things, wave * np.hanning(len(wave)), at, 0.014)
        if e.tier == "baby-body" and e.code == "kick":
            for k in range(int((e.until - e.frame) / 11)):
                wave = _knock(f"{e.id} {k}", 130, 0.12, 0.006)
                _add(things, wave, at + (k * 11 + 6) / rate, 0.05)
    sides = []
    for side, (b, p) in (("left", (0.55, 0.80)), ("right", (0.80, 0.55))):
        mixed = _hall(b * baby + p * parent + 0.7 * things, side)
        sides.append(mixed + 0.0016 * _room_tone(n, side))
    both = np.stack(sides)
    fade = np.clip(np.minimum(np.arange(n), np.arange(n)[::-1]) / (0.15 * RATE), 0, 1)
    both = both * fade
    both *= 10 ** (-3.2 / 20) / np.abs(both).max()
    return both.astype(np.float32)
