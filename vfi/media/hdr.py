"""Phone films in HDR (HLG, PQ) on an ordinary screen: bright windows give way, faces keep their brightness.

The way of one colour, all of it worked out once for a table of 64 x 64 x 64 colours between which every picture is
interpolated (FFmpeg's `haldclut`, tetrahedral):

1. signal to light: Recommendation ITU-R BT.2100-2, table 4 (PQ) or table 5 (HLG, on its nominal screen of 1000 cd/m2
   with system gamma 1.2);
2. light of the scene's range to that of the screen's: the curve of Report ITU-R BT.2446-1, method C, applied to
   luminance: straight up to where skin lies (so that faces are as bright as the camera meant them, relative to a
   screen of 100 cd/m2), logarithmic above. The report lets the brightest light go beyond white; here its constant k3 is
   chosen so that 1000 cd/m2 is white;
3. colours to the smaller gamut: the matrix of Recommendation BT.2087-0 backwards; what lies outside is drawn towards
   the grey of its own luminance until it fits, which keeps hue and brightness;
4. light to signal: the inverse of Recommendation BT.1886 (gamma 2.4), to be shown like any BT.709 film.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any, cast

import cv2
import numpy as np
import numpy.typing as npt

from vfi.media.pyav import FilterContext, Graph, VideoFormat, VideoFrame, VideoPlane

Floats = npt.NDArray[np.float64]

PQ, HLG = 16, 18
"""FFmpeg's AVColorTransferCharacteristic: SMPTE ST 2084 and ARIB STD-B67."""
BT709_COLOURS, BT2020_COLOURS = 1, 9
"""FFmpeg's AVColorPrimaries."""

WHITE, PEAK = 100.0, 1000.0
"""cd/m2: white of the ordinary screen, and the light that becomes it."""
SKIN, SLOPE, BEND = 58.5, 0.83802, 0.84
"""BT.2446-1, method C: light on the ordinary screen (cd/m2) up to which the curve is straight; k1; k3 (see above)."""

TABLE = "gbrpf32le"
"""Pixel format of the pictures that go into the table."""
_LEVEL = 8
_STEPS = _LEVEL**2
_LUMINANCE = np.array([0.2627, 0.6780, 0.0593])
_LUMINANCE_709 = np.array([0.2126, 0.7152, 0.0722])
_TO_709 = np.array([[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]])
_CLOCK = Fraction(1, 1000)


def light_of(signal: Floats, transfer: int) -> Floats:
    """Light in cd/m2 of R'G'B' signals (0 to 1), shape (..., 3): BT.2100-2, tables 4 and 5."""
    if transfer == PQ:
        m1, m2 = 2610 / 16384, 2523 / 4096 * 128
        c1, c2, c3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32
        root = np.clip(signal, 0, 1) ** (1 / m2)
        return np.asarray(10000 * (np.maximum(root - c1, 0) / (c2 - c3 * root)) ** (1 / m1))
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - c) / a) + b) / 12)
    luminance = scene @ _LUMINANCE
    return np.asarray(PEAK * luminance[..., None] ** 0.2 * scene)


def fitted(light: Floats) -> Floats:
    """Luminance on an ordinary screen (cd/m2) for luminance in the scene's range (cd/m2): BT.2446-1, method C.

    >>> [round(float(fitted(np.array(light))), 1) for light in (0, 50, 203, 1000)]
    [0.0, 41.9, 82.5, 100.0]
    """
    knee = SKIN / SLOPE
    scale = SLOPE * (1 - BEND) * knee
    above = scale * np.log(np.maximum(light, knee) / knee - BEND) + SKIN - scale * np.log(1 - BEND)
    return np.asarray(np.minimum(np.where(light < knee, SLOPE * light, above), WHITE))


def shown(signal: Floats, transfer: int, colours: int = BT2020_COLOURS) -> Floats:
    """BT.709 R'G'B' (0 to 1) for HDR R'G'B' (0 to 1), shape (..., 3)."""
    wide = colours != BT709_COLOURS
    light = light_of(signal, transfer)
    luminance = light @ (_LUMINANCE if wide else _LUMINANCE_709)
    target = fitted(luminance)
    light = light * (target / np.maximum(luminance, 1e-9))[..., None] / WHITE
    if wide:
        light = light @ _TO_709.T
    grey = np.clip(light @ _LUMINANCE_709, 0, 1)[..., None]
    apart = light - grey
    room = np.where(apart > 0, 1 - grey, grey)
    fits = np.min(np.where(np.abs(apart) > 1e-9, room / np.maximum(np.abs(apart), 1e-9), np.inf), axis=-1)
    light = grey + apart * np.minimum(fits, 1)[..., None]
    return np.asarray(np.clip(light, 0, 1) ** (1 / 2.4))


@lru_cache(maxsize=4)
def _table(transfer: int, colours: int) -> npt.NDArray[np.float32]:
    """The colours of the table as a Hald image: float32, shape (512, 512, 3), red fastest."""
    steps = np.linspace(0, 1, _STEPS)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    colours_out = shown(np.stack([red, green, blue], axis=-1), transfer, colours)
    return colours_out.reshape(_LEVEL**3, _LEVEL**3, 3).astype(np.float32)


class ToneMap:
    """Brings pictures of one size from HDR to BT.709. One thread owns it."""

    def __init__(self, transfer: int, colours: int, width: int, height: int) -> None:
        self.made_for = (transfer, colours, width, height)
        self._graph = Graph()
        # Two threads of the filter's own work on two halves of one picture.
        self._graph.threads = 2
        self._in = self._source(width, height)
        table = self._source(_LEVEL**3, _LEVEL**3)
        mapping = self._graph.add("haldclut", "clut=first:interp=tetrahedral")
        self._out = self._graph.add("buffersink")
        self._in.link_to(mapping, 0, 0)
        table.link_to(mapping, 0, 1)
        mapping.link_to(self._out)
        self._graph.configure()
        table.push(_table_frame(transfer, colours))
        table.push(None)
        self._bytes = VideoFrame(width, height, "gbrp")
        self._count = 0

    def _source(self, width: int, height: int) -> FilterContext:
        return self._graph.add_buffer(width=width, height=height, format=VideoFormat(TABLE), time_base=_CLOCK)

    def apply(self, frame: VideoFrame) -> VideoFrame:
        """The picture (format `TABLE`, HDR) for an ordinary screen: format `gbrp`, valid until the next one."""
        frame.pts, frame.time_base = self._count, _CLOCK
        self._count += 1
        self._in.push(frame)
        mapped = cast(VideoFrame, self._out.pull())
        for into, plane in zip(self._bytes.planes, mapped.planes, strict=True):
            # swscale takes three times as long over this
            cv2.convertScaleAbs(_rows(plane, np.dtype(np.float32)), _rows(into, np.dtype(np.uint8)), alpha=255)
        return self._bytes


def _rows(plane: VideoPlane, kind: np.dtype[Any]) -> Any:
    """The elements of a plane, shape (height, width); not a copy."""
    per_row = plane.line_size // kind.itemsize
    return np.frombuffer(cast(memoryview, plane), kind).reshape(-1, per_row)[: plane.height, : plane.width]


def _table_frame(transfer: int, colours: int) -> VideoFrame:
    table = _table(transfer, colours)
    side = len(table)
    frame = VideoFrame(side, side, TABLE)
    for plane, channel in zip(frame.planes, (1, 2, 0), strict=True):
        _rows(plane, np.dtype(np.float32))[:] = table[:, :, channel]
    frame.pts, frame.time_base = 0, _CLOCK
    return frame
