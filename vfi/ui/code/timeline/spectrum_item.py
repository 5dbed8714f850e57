"""The sound by its pitch: what stands out from the room, darker (or lighter, on dark) the more it does."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from vfi.ui.code.timeline.sheet import Sheet
from vfi.ui.code.timeline.track import PictureTrack
from vfi.ui.code.tracks import SpectrumColumns

_DECIBELS = 110.0 / 255
"""One step of a level."""
_FROM, _TO = 6.0, 42.0
"""dB above the room at which something begins to be seen, and from which it is drawn at full strength."""
_INK = ((0.0, "sunken"), (0.5, "waveform"), (1.0, "text"))
"""The colours of the theme from nothing to the strongest."""


class SpectrumItem(PictureTrack):
    """Low pitches below, high ones above. `source` answers with what is there of it, None while there is nothing."""

    def __init__(self, sheet: Sheet, source: Callable[[], SpectrumColumns | None]) -> None:
        super().__init__(sheet)
        self._source = source

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        sheet = self._sheet
        exposed: QRectF = option.exposedRect
        painter.fillRect(exposed, sheet.colour("sunken"))
        spectrum = self._source()
        if spectrum is not None:
            self.show_part(painter, exposed, lambda: self._drawn(spectrum))
        painter.fillRect(QRectF(exposed.left(), self.track.bottom - 1, exposed.width(), 1), sheet.colour("line"))

    def _drawn(self, spectrum: SpectrumColumns) -> QImage:
        """The whole view, drawn anew when the view, the colours or what is there are others."""
        sheet, axis, (width, height) = self._sheet, self._sheet.axis, self.size
        inks = tuple(sheet.colour(name).rgb() for _, name in _INK)

        def draw() -> QImage:
            offset = sheet.clock.offset
            found = spectrum.columns(axis.start - offset, axis.end - offset, width)
            return _picture(strength(found, spectrum.floor(), height), inks)

        return self.kept((id(spectrum), spectrum.version, axis.start, axis.end, width, height, *inks), draw)


def strength(levels: npt.NDArray[np.float32], floor: npt.NDArray[np.float32], height: int) -> npt.NDArray[np.float32]:
    """How much is to be seen, 0 to 1, shape (height, columns), high pitches in the first row."""
    above = np.clip(((levels - floor[:, None]) * np.float32(_DECIBELS) - _FROM) / (_TO - _FROM), 0, 1)
    bands = len(levels)
    places = (np.arange(height - 1, -1, -1, dtype=np.float32) + 0.5) * (bands / height) - 0.5
    whole = np.clip(places.astype(np.int64), 0, bands - 2)
    rest = np.clip(places - whole, 0, 1)[:, None]
    return np.asarray(above[whole] * (1 - rest) + above[whole + 1] * rest, np.float32)


def _picture(shown: npt.NDArray[np.float32], inks: tuple[int, ...]) -> QImage:
    height, width = shown.shape
    pixels = np.ascontiguousarray(_table(inks)[np.rint(shown * 255).astype(np.uint8)])
    return QImage(pixels.data, width, height, width * 4, QImage.Format.Format_RGB32).copy()


def _table(inks: tuple[int, ...]) -> npt.NDArray[np.uint32]:
    """256 colours from the first ink to the last."""
    colours = [QColor(ink) for ink in inks]
    at = np.linspace(0, 1, 256)
    places = [place for place, _ in _INK]
    red, green, blue = (
        np.rint(np.interp(at, places, [part(colour) for colour in colours])).astype(np.uint32)
        for part in (QColor.red, QColor.green, QColor.blue)
    )
    return np.asarray((np.uint32(255) << 24) | (red << 16) | (green << 8) | blue, np.uint32)
