"""Stills and sound above the lanes; the room for them is there before they are."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from vfi.core.time import SECOND
from vfi.ui.code.timeline.lane_item import reveal
from vfi.ui.code.timeline.sheet import Sheet
from vfi.ui.code.tracks import ShownStill, SoundColumns

_KEPT = 400
"""Stills kept at the size of the lane: some screens full, a few MB."""
_QUANTUM = 1_000_000
"""Cells begin at multiples of a spacing in whole milliseconds, so that they stay while the lanes are moved."""
_QUIET = 0.6
"""Loudness is drawn to this power: speech stands out from a quiet room without filling the lane."""
_LEAST = 0.02
"""A film quieter than this is not drawn larger still: it is noise."""


@dataclass(frozen=True, slots=True)
class Track:
    """Where one of them stands; a height of 0: it is not shown."""

    top: int
    height: int

    @property
    def bottom(self) -> int:
        return self.top + self.height

    def at(self, share: float) -> float:
        """A height in it: 0 its lower edge, 1 its upper one."""
        return self.bottom - share * self.height


class StillsItem(QGraphicsItem):
    """Small pictures side by side, each of a moment in its cell.

    Where a cell's own picture has not come yet, the nearest known one before it stands in, so that zooming and turning
    pages never empties the lane.
    """

    def __init__(self, sheet: Sheet, shape: tuple[int, int]) -> None:
        super().__init__()
        self._sheet = sheet
        self._aspect = shape[0] / max(1, shape[1])
        self.track = Track(0, 0)
        self._pictures: OrderedDict[int, QPixmap] = OrderedDict()
        self._cells: dict[int, int] = {}
        """Cell -> the time of the frame that it shows."""
        self._spacing = 0
        reveal(self)

    def boundingRect(self) -> QRectF:
        return QRectF(0, self.track.top, self._sheet.axis.width, self.track.height)

    def lay(self, track: Track) -> None:
        """Stand here; pictures made for another height are made again."""
        self.prepareGeometryChange()
        if track.height != self.track.height:
            self._pictures.clear()
            self._cells.clear()
        self.track = track

    @property
    def spacing(self) -> int:
        """How long each cell lasts (ns): as long as a picture is wide."""
        wide = max(12.0, (self.track.height - 2) * self._aspect + 1)
        return max(_QUANTUM, round(wide / self._sheet.axis.scale / _QUANTUM) * _QUANTUM)

    def cells(self) -> list[int]:
        """What is to be asked for (film time, ns): the view from its left, then the page after, then the one before."""
        axis, offset, each = self._sheet.axis, self._sheet.clock.offset, self.spacing
        if each != self._spacing:
            self._spacing = each
            self._cells.clear()
        first, last = (axis.start - offset) // each, (axis.end - offset) // each
        page = last - first + 1
        wanted = [*range(first, last + 1), *range(last + 1, last + 1 + page), *range(first - page, first)]
        end = self._sheet.clock.frames.end
        return [place * each for place in wanted if -each < place * each < end]

    def take(self, still: ShownStill) -> None:
        """A picture came."""
        if self.track.height == 0:
            return
        self._cells[still.cell] = still.time
        if still.time not in self._pictures:
            self._pictures[still.time] = self._fitted(still)
            while len(self._pictures) > _KEPT:
                self._pictures.popitem(last=False)
        self._pictures.move_to_end(still.time)
        self.update(self._place(still.cell))

    def _fitted(self, still: ShownStill) -> QPixmap:
        height, width = still.image.shape[:2]
        image = QImage(still.image.data, width, height, still.image.strides[0], QImage.Format.Format_RGB888)
        ratio = self._sheet.ratio
        fitted = image.scaledToHeight(
            max(1, round((self.track.height - 2) * ratio)), Qt.TransformationMode.SmoothTransformation
        )
        picture = QPixmap.fromImage(fitted)
        picture.setDevicePixelRatio(ratio)
        return picture

    def _place(self, cell: int) -> QRectF:
        """Where a cell lies, at whole pixels, a line free at its right."""
        axis, offset = self._sheet.axis, self._sheet.clock.offset
        end = min(cell + self._spacing, self._sheet.clock.frames.end)
        left, right = round(axis.x(cell + offset)), round(axis.x(end + offset))
        return QRectF(left, self.track.top + 1, max(1, right - left - 1), self.track.height - 2)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        sheet, axis = self._sheet, self._sheet.axis
        exposed: QRectF = option.exposedRect
        painter.fillRect(exposed, sheet.colour("sunken"))
        offset, each = sheet.clock.offset, self._spacing or self.spacing
        first = max(0, (axis.time(exposed.left() - 1) - offset) // each)
        last = (min(axis.time(exposed.right() + 1) - offset, sheet.clock.frames.end - 1)) // each
        known = sorted(self._pictures)
        empty = sheet.colour("line")
        for place in range(first, last + 1):
            cell = place * each
            box = self._place(cell)
            picture = self._picture(cell, each, known)
            if picture is None:
                painter.fillRect(box, empty)
                continue
            size = picture.deviceIndependentSize()
            part = min(box.width(), size.width())
            ratio = sheet.ratio
            middle = (size.width() - part) / 2  # the film's end cuts the last cell: its middle is seen
            painter.drawPixmap(
                QRectF(box.left(), box.top(), part, box.height()),
                picture,
                QRectF(middle * ratio, 0, part * ratio, picture.height()),
            )

    def _picture(self, cell: int, each: int, known: list[int]) -> QPixmap | None:
        time = self._cells.get(cell)
        if time is None or time not in self._pictures:
            place = int(np.searchsorted(known, cell + each)) - 1
            if place < 0 or known[place] < cell - 4 * each:
                return None
            time = known[place]
        return self._pictures.get(time)


class SoundItem(QGraphicsItem):
    """The sound as a shape: from the lowest to the highest sample under each column of pixels.

    `source` answers with what has been read of the sound, None while there is nothing.
    """

    def __init__(self, sheet: Sheet, source: Callable[[], SoundColumns | None]) -> None:
        super().__init__()
        self._sheet = sheet
        self._source = source
        self.track = Track(0, 0)
        self._image: tuple[tuple[object, ...], QImage] | None = None
        reveal(self)

    def boundingRect(self) -> QRectF:
        return QRectF(0, self.track.top, self._sheet.axis.width, self.track.height)

    def lay(self, track: Track) -> None:
        """Stand here."""
        self.prepareGeometryChange()
        self.track = track

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        sheet = self._sheet
        exposed: QRectF = option.exposedRect
        painter.fillRect(exposed, sheet.colour("sunken"))
        sound = self._source()
        if sound is None:
            middle = self.track.top + self.track.height // 2
            painter.fillRect(QRectF(exposed.left(), middle, exposed.width(), 1), sheet.colour("line"))
            return
        picture, ratio = self._drawn(sound), sheet.ratio
        part = exposed.intersected(self.boundingRect())
        painter.drawImage(
            part,
            picture,
            QRectF(part.left() * ratio, (part.top() - self.track.top) * ratio, part.width() * ratio,
                   part.height() * ratio),
        )  # fmt: skip

    def _drawn(self, sound: SoundColumns) -> QImage:
        """The whole view as a picture, kept until the view or the colours are others."""
        sheet, axis = self._sheet, self._sheet.axis
        colour = sheet.colour("waveform")
        known = (id(sound), axis.start, axis.end, axis.width, sheet.ratio, self.track.height, colour.rgba())
        if self._image is None or self._image[0] != known:
            self._image = (known, self._draw(sound, colour.rgba()))
        return self._image[1]

    def _draw(self, sound: SoundColumns, colour: int) -> QImage:
        sheet, axis = self._sheet, self._sheet.axis
        width, height = max(1, round(axis.width * sheet.ratio)), max(1, round(self.track.height * sheet.ratio))
        offset = sheet.clock.offset
        found = sound.columns(axis.start - offset, axis.end - offset, width)
        loudest = max(_LEAST, sound.loudest)
        half = (height - 4) / 2
        up = np.power(np.clip(found.high / loudest, 0, 1), _QUIET) * half
        down = np.power(np.clip(-found.low / loudest, 0, 1), _QUIET) * half
        rows = np.arange(height, dtype=np.float32)[:, None] + 0.5
        middle = height / 2
        # silence is a line; outside the film there is none
        inside = np.zeros(width, np.bool_)
        left, right = axis.x(sheet.clock.start) * sheet.ratio, axis.x(sheet.clock.end) * sheet.ratio
        inside[max(0, round(left)) : max(0, min(width, round(right)))] = True
        filled = (rows > middle - np.maximum(up, 0.5)) & (rows <= middle + np.maximum(down, 0.5)) & inside
        pixels = np.where(filled, np.uint32(colour), np.uint32(0))
        data = np.ascontiguousarray(pixels)
        return QImage(data.data, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied).copy()


def spacing_words(spacing: int) -> str:
    """`2.4` seconds, from ten on whole ones.

    >>> spacing_words(2_400_000_000), spacing_words(14_000_000_000)
    ('2.4', '14')
    """
    seconds = spacing / SECOND
    return f"{seconds:.0f}" if seconds >= 10 else f"{seconds:.1f}" if seconds >= 1 else f"{seconds:.2f}"
