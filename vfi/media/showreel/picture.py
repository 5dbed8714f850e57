"""The pictures of a reel: films of any size, shape and colours brought onto one canvas, upright, with their words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from vfi.core.deck import Crop
from vfi.core.ports import Band
from vfi.media.canvas import Canvas, Painted, colours_of
from vfi.media.fitting import fitted
from vfi.media.picture import Picture
from vfi.media.pyav import Interpolation, VideoFrame, VideoReformatter
from vfi.media.redacting import Redactor
from vfi.media.scaling import ONE_THREAD
from vfi.media.writing import Colours

Bytes = npt.NDArray[np.uint8]

_BT709 = Colours(1, 1, (1, 1))
_STAGE = Band(16, 16, bytes([0x12, 0x14, 0x16, 255]) * 256)
"""The parent screen's dark (#161412), which stands round a film of another shape."""
_UNSAID = 2


def reel_colours(firsts: Sequence[Picture]) -> Colours:
    """Those of the films where they agree, so that nothing is converted; else BT.709."""
    found = {colours_of(picture) for picture in firsts}
    return found.pop() if len(found) == 1 else _BT709


class ReelCanvas:
    """Paints one part's pictures onto frames of the reel's size. The frame is the same one each time, painted over."""

    def __init__(
        self,
        first: Picture,
        *,
        width: int,
        picture_height: int,
        band: Band | None,
        crop: Crop | None,
        colours: Colours,
        redactor: Redactor,
    ) -> None:
        """`first`: any picture of the film."""
        plain = Canvas(first, band, redactor)
        same_size = (plain.width, plain.picture_height) == (width, picture_height)
        self._direct = plain if same_size and crop is None and plain.colours == colours else None
        if self._direct is not None:
            return
        self._upright = Canvas(first, None, redactor)
        self._box = _box(crop, self._upright.width, self._upright.picture_height)
        across, down = self._box[2] - self._box[0], self._box[3] - self._box[1]
        self._size = tuple(length // 2 * 2 for length in fitted(across, down, width, picture_height))
        self._at = (width - self._size[0]) // 4 * 2, (picture_height - self._size[1]) // 4 * 2
        self._colours = colours
        self._part = VideoFrame(across, down, "yuv420p")
        self._part.color_range = self._upright.colours.range
        self._part.colorspace = _said(self._upright.colours.space, first)
        self._frame = _stage(width, picture_height, band, colours)
        self._picture_height = picture_height
        self._reformatter = VideoReformatter()

    def paint(self, picture: Picture) -> Painted:
        """The picture above its words."""
        if self._direct is not None:
            return self._direct.paint(picture)
        painted = self._upright.paint(picture)
        left, top, right, bottom = self._box
        for half, source, into in zip((1, 2, 2), planes_of(painted.frame), planes_of(self._part), strict=True):
            np.copyto(into, source[top // half : bottom // half, left // half : right // half])
        width, height = self._size
        fitted_in = self._reformatter.reformat(
            self._part,
            width=width,
            height=height,
            format="yuv420p",
            dst_colorspace=self._colours.space if self._colours.space != self._part.colorspace else None,
            dst_color_range=self._colours.range if self._colours.range != self._part.color_range else None,
            interpolation=Interpolation.BICUBIC,
            threads=ONE_THREAD,
        )
        x, y = self._at
        for half, source, into in zip((1, 2, 2), planes_of(fitted_in), planes_of(self._frame), strict=True):
            rows, columns = source.shape
            into[y // half : y // half + rows, x // half : x // half + columns] = source
        return Painted(self._frame, planes_of(self._frame)[0][: self._picture_height])


def card_frame(image: Band, picture_height: int, colours: Colours) -> Painted:
    """A page as a frame of the reel."""
    frame = _painted_over(image, colours)
    return Painted(frame, planes_of(frame)[0][:picture_height])


def planes_of(frame: VideoFrame) -> list[Bytes]:
    """Luma and chroma of a `yuv420p` frame as arrays over its own memory."""
    return [
        np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[: plane.height, : plane.width]
        for plane in frame.planes
    ]


def _box(crop: Crop | None, width: int, height: int) -> tuple[int, int, int, int]:
    """Left, top, right, bottom (even) of what is shown of an upright picture of this size."""
    if crop is None:
        return 0, 0, width, height
    left, top = (int(share * length) // 2 * 2 for share, length in ((crop.x, width), (crop.y, height)))
    right = min(width, round((crop.x + crop.width) * width / 2) * 2)
    bottom = min(height, round((crop.y + crop.height) * height / 2) * 2)
    return left, top, max(right, left + 2), max(bottom, top + 2)


def _said(space: int, picture: Picture) -> int:
    """The colour matrix where the film is silent: BT.709 for large pictures, as players do."""
    if space != _UNSAID:
        return space
    return 1 if picture.width >= 1280 or picture.height > 576 else 5


def _stage(width: int, picture_height: int, band: Band | None, colours: Colours) -> VideoFrame:
    """An empty frame: the stage, and the strip of words under it."""
    frame = VideoFrame(width, picture_height + (band.height if band is not None else 0), "yuv420p")
    frame.color_range, frame.colorspace = colours.range, colours.space
    strip = planes_of(_painted_over(band, colours)) if band is not None else None
    stage = planes_of(_painted_over(_STAGE, colours))
    for number, plane in enumerate(planes_of(frame)):
        rows = picture_height // (1 if number == 0 else 2)
        plane[:rows] = stage[number][0, 0]
        if strip is not None:
            plane[rows:] = strip[number]
    return frame


def _painted_over(image: Band, colours: Colours) -> VideoFrame:
    pixels = np.frombuffer(image.bgra, np.uint8).reshape(image.height, image.width, 4)
    frame = VideoReformatter().reformat(
        VideoFrame.from_ndarray(pixels, format="bgra"),
        width=image.width,
        height=image.height,
        format="yuv420p",
        dst_colorspace=colours.space,
        dst_color_range=colours.range,
        threads=ONE_THREAD,
    )
    frame.color_range, frame.colorspace = colours.range, colours.space
    return frame
