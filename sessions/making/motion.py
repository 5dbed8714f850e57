"""Movement: a track is one number over time, moved by keys, softened by a spring, never quite still."""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Curve = NDArray[np.float64]


@dataclass
class Track:
    """Keys say: from this frame on, go to this value, over so many frames."""

    rest: float
    spring: float = 0.0
    """How many swings per second the follow-through has (0: none, the movement ends where it ends)."""
    damping: float = 0.62
    keys: list[tuple[int, float, float]] = field(default_factory=list)
    extra: list[Curve] = field(default_factory=list)

    def to(self, frame: float, value: float, over: float) -> None:
        """Go to `value`; `frame` is the first picture that differs."""
        self.keys.append((round(frame), value, max(1.0, over)))

    def curve(self, frames: int, rate: int) -> Curve:
        """The value on every frame."""
        out = np.full(frames, float(self.rest))
        for frame, value, over in sorted(self.keys, key=lambda k: k[0]):
            at = max(0, min(frame, frames - 1))
            start = out[max(0, at - 1)]
            t = np.clip((np.arange(at, frames) - frame + 1) / over, 0, 1)
            # a quicker start than end: the first picture already moves, the last ones settle
            t = t**0.85
            out[at:] = start + (value - start) * (t * t * t * (t * (6 * t - 15) + 10))
        if self.spring > 0:
            out = _follow(out, self.spring, self.damping, rate)
        for more in self.extra:
            out = out + more
        return out


def _follow(target: Curve, swings: float, damping: float, rate: int) -> Curve:
    """A weight on a spring that follows the target: soft start, small overshoot, settling."""
    steps = 4
    dt = 1.0 / (rate * steps)
    w = 2 * math.pi * swings
    out = np.empty(len(target))
    y, v = float(target[0]), 0.0
    before = y
    for k, goal in enumerate(target):
        for s in range(steps):
            aim = before + (float(goal) - before) * (s + 1) / steps
            # follow position and speed, so that the weight hardly lags behind
            speed = (float(goal) - before) * rate
            v += dt * (w * w * (aim - y) + 2 * damping * w * (0.8 * speed - v))
            y += dt * v
        before = float(goal)
        out[k] = y
    return out


def wander(name: str, frames: int, period: float, size: float) -> Curve:
    """Slow small noise: nobody sits quite still."""
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    n = int(frames / period) + 4
    knots = rng.uniform(-1, 1, n)
    t = np.arange(frames) / period
    k = t.astype(int)
    f = t - k
    f = f * f * (3 - 2 * f)
    return np.asarray(size * (knots[k] * (1 - f) + knots[k + 1] * f))


def swing(frames: int, start: float, end: float, period: float, size: float, phase: float = 0.0) -> Curve:
    """A swinging movement that fades in and out, between two frames."""
    t = np.arange(frames, dtype=float)
    edge = min(period * 0.5, (end - start) / 3)
    gate = np.clip((t - start + 1) / edge, 0, 1) * np.clip((end - t) / edge, 0, 1)
    gate = gate * gate * (3 - 2 * gate)
    return np.asarray(size * gate * np.sin(2 * math.pi * ((t - start + 1) / period + phase)))


def pulse(frames: int, frame: float, rise: float, fall: float, size: float) -> Curve:
    """Up and down again, once."""
    t = np.arange(frames, dtype=float) - frame + 1
    up = np.clip(t / rise, 0, 1)
    down = np.clip(1 - (t - rise) / fall, 0, 1)
    both = np.minimum(up, down)
    return np.asarray(size * both * both * (3 - 2 * both))
