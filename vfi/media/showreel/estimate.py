"""How long a reel will take to write on this machine, and how large it will be: told before it begins."""

from __future__ import annotations

import io
import time
from dataclasses import dataclass
from fractions import Fraction

import av
import numpy as np

from vfi.core.programme import Run
from vfi.media.showreel.order import ClipPart, ReelOrder, length_of
from vfi.media.showreel.sound import has_sound
from vfi.media.writing import CLOCK, ENCODER_OPTIONS

_PROBE = (640, 360)
_PROBE_FRAMES = 12
_WHOLE_WORK = 1.8
"""Decoding, painting and reading back, over encoding alone (`bench/reel.py`)."""
_GROWTH = 1.5
"""A picture encoded anew at this quality, over what a camera made of it."""
_STILL_BYTES = 60_000
_SOUND_BYTES_A_SECOND = 24_000


@dataclass(frozen=True, slots=True)
class Estimate:
    """A guess: the time right to a factor of two, the size to one of three."""

    seconds: float
    bytes: int


def estimate(order: ReelOrder) -> Estimate:
    """For one reel on this machine; encodes a few pictures to know how fast that is. Touches no file but the films."""
    area = order.width * order.height
    seconds = order.frames * area / pixels_a_second() * _WHOLE_WORK
    size = 0.0
    for part in order.parts:
        if not isinstance(part, ClipPart):
            size += _STILL_BYTES
            continue
        width, height = part.index.look.shown_size
        share = min(1.0, order.width * order.picture_height / (width * height))
        for shot in part.shots:
            if isinstance(shot, Run):
                ordinals = part.index.order[shot.first : shot.last + 1]
                size += float(part.index.packets.size[ordinals].sum()) * share * _GROWTH
            else:
                size += _STILL_BYTES
    if has_sound(order):
        size += length_of(order.parts) / 1e9 * _SOUND_BYTES_A_SECOND
    return Estimate(seconds, round(size))


def pixels_a_second() -> float:
    """How fast this machine encodes: a few pictures of noise that moves, about a tenth of a second."""
    width, height = _PROBE
    noise = np.random.default_rng(1).integers(60, 190, (height, width + _PROBE_FRAMES), np.uint8)
    with av.open(io.BytesIO(), "w", format="mp4") as box:
        stream = box.add_stream("libx264", rate=25, options=dict(ENCODER_OPTIONS))
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        begun = time.perf_counter()
        for number in range(_PROBE_FRAMES):
            grey = np.full((height * 3 // 2, width), 128, np.uint8)
            grey[:height] = noise[:, number : number + width]
            frame = av.VideoFrame.from_ndarray(grey, format="yuv420p")
            frame.pts, frame.time_base = number * 3600, Fraction(1, CLOCK.den)
            box.mux(stream.encode(frame))
        box.mux(stream.encode(None))
        took = time.perf_counter() - begun
    return width * height * _PROBE_FRAMES / took
