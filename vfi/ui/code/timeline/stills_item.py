"""Stills of the film side by side above the lanes, each of a moment in its cell."""

from __future__ import annotations

from collections import OrderedDict

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from vfi.core.time import SECOND
from vfi.ui.code.timeline.sheet import Sheet
from vfi.ui.code.timeline.track import Track, TrackItem
from vfi.ui.code.tracks import ShownStill

_KEPT = 400
"""Stills kept at the size of the lane: some screens full, a few MB."""
_QUANTUM = 1_000_000
"""Cells begin at multiples of a spacing in whole milliseconds, so that they stay while the lanes are moved."""


class StillsItem(TrackItem):
    """Small pictures side by side, each of a moment in its cell.

    Where a cell's own picture has not come yet, the nearest known one before it stands in, so that zooming and turning
    pages never empties the lane.
    """

    def __init__(self, sheet: Sheet, shape: tuple[int, int]) -> None:
        super().__init__(sheet)
        self._aspect = shape[0] / max(1, shape[1])
        self._pictures: OrderedDict[int, QPixmap] = OrderedDict()
        self._cells: dict[int, int] = {}
        """Cell -> the time of the frame that it shows."""
        self._spacing = 0

    def lay(self, track: Track) -> None:
        """Stand here; pictures made for another height are made again."""
        if track.height != self.track.height:
            self._pictures.clear()
            self._cells.clear()
        super().lay(track)

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


def spacing_words(spacing: int) -> str:
    """`2.4` seconds, from ten on whole ones.

    >>> spacing_words(2_400_000_000), spacing_words(14_000_000_000)
    ('2.4', '14')
    """
    seconds = spacing / SECOND
    return f"{seconds:.0f}" if seconds >= 10 else f"{seconds:.1f}" if seconds >= 1 else f"{seconds:.2f}"
