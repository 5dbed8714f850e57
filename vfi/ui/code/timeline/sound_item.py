"""The sound as a shape above the lanes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from vfi.ui.code.timeline.sheet import Sheet
from vfi.ui.code.timeline.track import PictureTrack
from vfi.ui.code.tracks import SoundColumns

_QUIET = 0.6
"""Loudness is drawn to this power: speech stands out from a quiet room without filling the lane."""
_LEAST = 0.02
"""A film quieter than this is not drawn larger still: it is noise."""


class SoundItem(PictureTrack):
    """The sound as a shape: from the lowest to the highest sample under each column of pixels.

    `source` answers with what has been read of the sound, None while there is nothing.
    """

    def __init__(self, sheet: Sheet, source: Callable[[], SoundColumns | None]) -> None:
        super().__init__(sheet)
        self._source = source

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        sheet = self._sheet
        exposed: QRectF = option.exposedRect
        painter.fillRect(exposed, sheet.colour("sunken"))
        sound = self._source()
        if sound is None:
            middle = self.track.top + self.track.height // 2
            painter.fillRect(QRectF(exposed.left(), middle, exposed.width(), 1), sheet.colour("line"))
            return
        self.show_part(painter, exposed, lambda: self._drawn(sound))

    def _drawn(self, sound: SoundColumns) -> QImage:
        """The whole view, drawn anew when the view or the colours are others."""
        axis, colour = self._sheet.axis, self._sheet.colour("waveform").rgba()
        known = (id(sound), axis.start, axis.end, axis.width, self._sheet.ratio, self.track.height, colour)
        return self.kept(known, lambda: self._draw(sound, colour))

    def _draw(self, sound: SoundColumns, colour: int) -> QImage:
        sheet, axis = self._sheet, self._sheet.axis
        width, height = self.size
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
