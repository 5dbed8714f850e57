"""What an encoder is given: the picture upright with square elements, and the strip of words under it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vfi.core.ports import Band
from vfi.media.picture import Painter, Picture, turned
from vfi.media.pyav import VideoFrame, VideoReformatter
from vfi.media.redacting import Redactor
from vfi.media.scaling import ONE_THREAD
from vfi.media.writing import Colours

Bytes = npt.NDArray[np.uint8]

_AS_IT_IS = frozenset({"yuv420p", "yuvj420p"})
_LIMITED_RANGE, _FULL_RANGE = 1, 2
_BT709 = 1


@dataclass(frozen=True, slots=True)
class Painted:
    """One picture ready for the encoder. Valid until the next one is painted: its memory is used again."""

    frame: VideoFrame
    luma: Bytes
    """The luma of the picture alone, without the words, shape (picture height, width)."""


class Canvas:
    """Paints pictures of one film into frames of one size: as displayed, 8-bit 4:2:0, width and height even."""

    def __init__(self, first: Picture, band: Band | None, redactor: Redactor | None = None) -> None:
        """`first`: any picture of the film; `redactor`: hides parts of each picture before anything else is done."""
        look = first.look
        width, height = look.shown_size
        self._sideways = look.rotation in (90, 270)
        self.width = _even(width)
        self.picture_height = _even(height)
        self.height = self.picture_height + (band.height if band is not None else 0)
        self.colours = colours_of(first)
        self._redactor = redactor if redactor else None
        self._painter = Painter()
        self._frame = VideoFrame(self.width, self.height, "yuv420p")
        self._frame.color_range = self.colours.range
        self._frame.colorspace = self.colours.space
        self._planes = [
            np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[: plane.height, : plane.width]
            for plane in self._frame.planes
        ]
        if band is not None:
            self._write_words(band)

    def paint(self, picture: Picture) -> Painted:
        """The picture above the words. The frame returned is the same one each time, painted over."""
        for plane, drawn in zip(self._planes, self._upright(picture), strict=True):
            plane[: drawn.shape[0]] = drawn
        if self._redactor is not None:
            self._redactor.hide_yuv(picture.frame, self._picture_planes())
        return Painted(self._frame, self._planes[0][: self.picture_height])

    def _picture_planes(self) -> list[Bytes]:
        down = self.picture_height, self.picture_height // 2, self.picture_height // 2
        return [plane[:rows] for plane, rows in zip(self._planes, down, strict=True)]

    def _upright(self, picture: Picture) -> tuple[Bytes, ...]:
        """Luma and the two chroma planes as displayed, of the canvas' size."""
        look = picture.look
        across, down = (self.picture_height, self.width) if self._sideways else (self.width, self.picture_height)
        planes: tuple[Bytes, ...]
        if look.format in _AS_IT_IS and (look.width, look.height) == (across, down):
            planes = picture.planes
            planes = (planes[0][:down, :across], *(plane[: down // 2, : across // 2] for plane in planes[1:]))
        else:
            planes = self._painter.yuv(picture, (across, down))
        if look.rotation or look.mirrored:
            planes = tuple(turned(plane, look) for plane in planes)
        return planes

    def _write_words(self, band: Band) -> None:
        """The strip, once: it is the same under every picture."""
        image = VideoFrame.from_ndarray(
            np.frombuffer(band.bgra, np.uint8).reshape(band.height, band.width, 4), format="bgra"
        )
        strip = VideoReformatter().reformat(
            image,
            width=self.width,
            height=band.height,
            format="yuv420p",
            dst_colorspace=self.colours.space,
            dst_color_range=self.colours.range,
            threads=ONE_THREAD,
        )
        top = (self.picture_height, self.picture_height // 2, self.picture_height // 2)
        for plane, place, drawn in zip(self._planes, top, strip.planes, strict=True):
            rows = np.frombuffer(memoryview(drawn), np.uint8).reshape(-1, drawn.line_size)
            plane[place:] = rows[: drawn.height, : drawn.width]


def colours_of(picture: Picture) -> Colours:
    """How the planes that a canvas paints of this picture are to be read."""
    if picture.look.hdr:  # painted for an ordinary screen
        return Colours(_LIMITED_RANGE, _BT709, (_BT709, _BT709))
    full = picture.look.format == "yuvj420p"
    return Colours(_FULL_RANGE if full else picture.colour_range, picture.colour_space)


def _even(length: int) -> int:
    return length + length % 2
