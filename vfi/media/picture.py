"""One decoded picture as a plain value, and the way from it to colours on a screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, cast

import numpy as np
import numpy.typing as npt

from vfi.media.pool import MARGIN
from vfi.media.pyav import ColorRange, Colorspace, VideoFormat, VideoFrame, VideoPlane
from vfi.media.scaling import ONE_THREAD, Scaler

if TYPE_CHECKING:
    from vfi.media.hdr import ToneMap

Bytes = npt.NDArray[np.uint8]
Allocate = Callable[[int], Bytes]
"""Gives a block of so many bytes."""

_BT709, _UNKNOWN_COLOURS, _BT2020 = 1, 2, 9
_HDR = frozenset({16, 18})

# What phones and cameras record: 8 bits. Frames for swscale can be made of such planes as they are.
_LENT = frozenset({"yuv420p", "yuvj420p"})
# Formats whose planes are not rows of whole bytes per picture element, or need a palette beside them.
_NOT_PLAIN = frozenset({"pal8", "monow", "monob"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the coded pictures of a film are laid out and how they are to be shown."""

    width: int
    height: int
    """As coded, before turning, in picture elements."""
    format: str
    """FFmpeg's name of the pixel format, for example `yuv420p`."""
    mirrored: bool = False
    """Left and right are to be exchanged, before turning."""
    rotation: int = 0
    """Degrees by which the picture is to be turned clockwise for display: 0, 90, 180, 270."""
    aspect: tuple[int, int] = (1, 1)
    """Width to height of one picture element as coded."""
    interlaced: bool = False
    """Two fields were recorded after one another; they are shown woven."""
    transfer: int = 2
    """FFmpeg's AVColorTransferCharacteristic: from signal to light. 16 (PQ) and 18 (HLG) are HDR."""
    primaries: int = 2
    """FFmpeg's AVColorPrimaries: what red, green and blue are."""

    @property
    def hdr(self) -> bool:
        """Is more light recorded than an ordinary screen can show? Painted, it is brought to BT.709."""
        return self.transfer in _HDR

    @property
    def shown_size(self) -> tuple[int, int]:
        """(width, height) as displayed: elements made square (the height as coded stays), then turned."""
        num, den = self.aspect
        width = max(1, (self.width * num * 2 + den) // (2 * den))
        return (self.height, width) if self.rotation in (90, 270) else (width, self.height)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A decoded picture that knows which frame it is. A plain value with planes of its own: it crosses threads."""

    frame: int
    """Its number in the order of display, from 0."""
    planes: tuple[Bytes, ...]
    """Each of shape (rows, bytes per row)."""
    look: Look
    colour_space: int
    """FFmpeg's AVColorSpace."""
    colour_range: int
    """FFmpeg's AVColorRange: 1 limited, 2 full, 0 unknown."""
    suspect: bool = False
    """Damaged, or predicted from a damaged picture."""

    @property
    def format(self) -> str:
        return self.look.format

    @property
    def width(self) -> int:
        return self.look.width

    @property
    def height(self) -> int:
        return self.look.height

    @property
    def rotation(self) -> int:
        return self.look.rotation

    @property
    def sample_aspect(self) -> tuple[int, int]:
        return self.look.aspect

    @property
    def nbytes(self) -> int:
        """Memory of the planes in bytes."""
        return sum(plane.nbytes for plane in self.planes)


@lru_cache(maxsize=32)
def _bytes_per_1024(format: str) -> tuple[int, ...]:
    return tuple(plane.line_size for plane in VideoFrame(1024, 16, format).planes)


def _rows(plane: VideoPlane) -> Bytes:
    """A plane's memory as rows of bytes, padding included; not a copy."""
    return np.frombuffer(cast(memoryview, plane), np.uint8).reshape(-1, plane.line_size)


def plain(frame: VideoFrame) -> VideoFrame:
    """The frame itself if its planes are rows of whole bytes from top to bottom, else the same picture made so."""
    upside_down = any(plane.line_size < 0 for plane in frame.planes)
    if not upside_down and frame.format.name not in _NOT_PLAIN:
        return frame
    return frame.reformat(format="rgb24" if frame.format.name != "rgb24" else "bgr24", threads=ONE_THREAD)


def _fresh(size: int) -> Bytes:
    return np.empty(size + MARGIN, np.uint8)[:size]


def copy_planes(frame: VideoFrame, allocate: Allocate = _fresh) -> tuple[Bytes, ...]:
    """The planes of a decoded frame without the padding of its rows, in one block of memory of our own.

    A held `VideoFrame` would not give its memory back before the film is closed.
    """
    wide = (frame.width + 3) // 4 * 4
    planes = [
        _rows(plane)[:, : -(-wide * per_1024 // 1024)]
        for plane, per_1024 in zip(frame.planes, _bytes_per_1024(frame.format.name), strict=True)
    ]
    block, at, copies = allocate(sum(plane.size for plane in planes)), 0, []
    for plane in planes:
        into = block[at : at + plane.size].reshape(plane.shape)
        np.copyto(into, plane)
        copies.append(into)
        at += plane.size
    return tuple(copies)


class Painter:
    """Turns pictures into colours as displayed: right shape, right way up. One thread owns it; it reuses memory."""

    def __init__(self, *, deinterlace: bool = False, allocate: Allocate = _fresh) -> None:
        """`allocate`: where the memory for painted pictures comes from."""
        self.deinterlace = deinterlace
        """Interlaced pictures are painted without their combs; else woven, as they are. May be changed at any time."""
        self._allocate = allocate
        self._scratch: VideoFrame | None = None
        self._tone_map: ToneMap | None = None
        self._scaler = Scaler()

    def rgb(self, picture: Picture, size: tuple[int, int] | None = None) -> Bytes:
        """uint8, shape (height, width, 3), as displayed; `size` is the (width, height) wanted."""
        return self._paint(picture, size, "rgb24", 3)

    def bgra(self, picture: Picture, size: tuple[int, int] | None = None) -> Bytes:
        """uint8, shape (height, width, 4), as displayed, fully opaque; `size` is the (width, height) wanted."""
        return self._paint(picture, size, "bgra", 4)

    def yuv(self, picture: Picture, size: tuple[int, int]) -> tuple[Bytes, Bytes, Bytes]:
        """Planes of 8-bit 4:2:0 (luma, two of half size), scaled to `size` (width, height, both even), not turned.

        For encoders. The colour matrix and range stay the picture's own; HDR becomes BT.709 of limited range.
        """
        width, height = size
        if picture.look.hdr:
            frame = self._toned(picture, width, height).reformat(
                format="yuv420p",
                dst_colorspace=Colorspace.ITU709,
                dst_color_range=ColorRange.MPEG,
                threads=ONE_THREAD,
            )
        else:
            frame = self._scaler.scaled(self._frame_of(picture), width, height, "yuv420p")
        y, u, v = (_rows(plane) for plane in frame.planes)
        half = width // 2
        return y[:height, :width], u[: height // 2, :half], v[: height // 2, :half]

    def smaller(self, picture: Picture, size: tuple[int, int], allocate: Allocate = _fresh) -> Picture:
        """The same picture with fewer elements, which are square; `size`: (width, height) as displayed."""
        look = picture.look
        width, height = size[::-1] if look.rotation in (90, 270) else size
        frame = self._scaler.scaled(self._frame_of(picture), width, height, look.format)
        return replace(
            picture,
            planes=copy_planes(frame, allocate),
            # Between the lines of a scaled picture there is no field to tell any more.
            look=replace(look, width=width, height=height, aspect=(1, 1), interlaced=False),
            colour_space=_colours(picture),  # told by the size where the film is silent: by the size before
        )

    def _paint(self, picture: Picture, size: tuple[int, int] | None, format: str, channels: int) -> Bytes:
        look = picture.look
        width, height = size if size is not None else look.shown_size
        if look.rotation in (90, 270):
            width, height = height, width
        source = self._toned(picture, width, height) if look.hdr else self._frame_of(picture)
        painted = self._scaler.scaled(source, width, height, format)
        image = _rows(painted.planes[0])[:, : width * channels].reshape(height, width, channels)
        return turned(image, look, self._allocate)

    def _toned(self, picture: Picture, width: int, height: int) -> VideoFrame:
        """An HDR picture of this size, not turned, with the light of an ordinary screen."""
        from vfi.media.hdr import TABLE, ToneMap  # only films in HDR pay for it

        look = picture.look
        made_for = look.transfer, look.primaries, width, height
        if self._tone_map is None or self._tone_map.made_for != made_for:
            self._tone_map = ToneMap(*made_for)
        return self._tone_map.apply(self._scaler.scaled(self._frame_of(picture), width, height, TABLE))

    def _frame_of(self, picture: Picture) -> VideoFrame:
        """The picture for swscale: its own planes where they lie as swscale wants them, else a copy."""
        look = picture.look
        planes = picture.planes
        if self.deinterlace and look.interlaced:
            from vfi.media.fields import without_combs

            planes = without_combs(planes, look.format)
        frame = _lent(planes, look) if _can_be_lent(look) else self._copied(planes, look)
        frame.color_range = picture.colour_range
        frame.colorspace = _colours(picture)
        return frame

    def _copied(self, planes: tuple[Bytes, ...], look: Look) -> VideoFrame:
        scratch = self._scratch
        if scratch is None or (scratch.width, scratch.height, scratch.format.name) != (
            look.width,
            look.height,
            look.format,
        ):
            scratch = self._scratch = VideoFrame(look.width, look.height, look.format)
        for plane, rows in zip(scratch.planes, planes, strict=True):
            into = _rows(plane)
            wide = min(into.shape[1], rows.shape[1])
            into[:, :wide] = rows[:, :wide]
        return scratch


def _can_be_lent(look: Look) -> bool:
    """Do our rows begin where vectors do? Else swscale is slow, or reads over their ends."""
    return look.format in _LENT and look.width % MARGIN == 0 and look.height % 2 == 0


def _lent(planes: tuple[Bytes, ...], look: Look) -> VideoFrame:
    """A frame made of these very planes: nothing is copied. They stay in use as long as it does."""
    across = look.width, look.width // 2, look.width // 2
    return VideoFrame.from_dlpack([plane[:, :wide] for plane, wide in zip(planes, across, strict=True)], look.format)


def _colours(picture: Picture) -> int:
    """The colour matrix: as the film says; where it is silent, BT.709 for large pictures, as players do."""
    if picture.colour_space == _UNKNOWN_COLOURS and picture.look.hdr:
        return _BT2020
    if picture.colour_space == _UNKNOWN_COLOURS and VideoFormat(picture.format).is_rgb is False:
        return _BT709 if picture.width >= 1280 or picture.height > 576 else picture.colour_space
    return picture.colour_space


def turned(image: Bytes, look: Look, allocate: Allocate = _fresh) -> Bytes:
    """The image mirrored and turned as its film asks; always in memory of its own, without gaps.

    >>> two = np.array([[[1, 1, 1], [2, 2, 2]]], np.uint8)
    >>> turned(two, Look(width=2, height=1, format="rgb24", rotation=90))[:, :, 0].tolist()
    [[1], [2]]
    """
    height, width, *channels = image.shape
    shape = (width, height, *channels) if look.rotation in (90, 270) else image.shape
    into = allocate(image.size).reshape(shape)
    if not look.mirrored and not look.rotation:
        np.copyto(into, image)
        return into
    import cv2  # six times as fast at this as numpy, and slow to import: only turned films pay for it

    turns = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
    if not look.rotation:
        return cast(Bytes, cv2.flip(image, 1, into))
    upright = cv2.flip(image, 1) if look.mirrored else image
    return cast(Bytes, cv2.rotate(upright, turns[look.rotation], into))


def orientation(matrix: bytes) -> tuple[bool, int]:
    """(mirrored, degrees clockwise) of a display matrix: nine 32-bit numbers, FFmpeg's DISPLAYMATRIX.

    Right angles and mirror images are told exactly; any other angle is taken to the nearest right one.
    """
    a, b, _, c, d = (int(value) for value in np.frombuffer(matrix, np.int32)[:5])
    mirrored = a * d - b * c < 0
    if mirrored:
        a, b = -a, -b
    if abs(a) >= abs(b):
        return mirrored, 0 if a >= 0 else 180
    return mirrored, 90 if b > 0 else 270
