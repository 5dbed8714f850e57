"""The film on the parent's screen: the picture, or the part of it that was chosen, on its dark stage."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from vfi.core.deck import Crop
from vfi.media.fitting import fitted
from vfi.ui.painted_frame import MOST_PIXELS, PaintedFrame
from vfi.ui.present.look import colour


class StagePicture(PaintedFrame):
    """Paints one picture, or a still in its place, which counts as no frame."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._still: QImage | None = None
        self._crop: Crop | None = None
        self._native = (1280, 720)
        self._radius = 10

    # -- what is shown

    @property
    def box(self) -> tuple[int, int]:
        """Width and height (device pixels) into which whole pictures should be fitted as they are delivered."""
        return self.box_for(self._crop, self._native)

    def box_for(self, crop: Crop | None, native: tuple[int, int]) -> tuple[int, int]:
        """The same for another clip: so large that the part of the picture that is shown fills its place."""
        ratio = self.devicePixelRatioF()
        room = max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))
        if crop is None:
            return room
        part = native[0] * crop.width, native[1] * crop.height
        shown = fitted(round(part[0]), round(part[1]), *room)
        # no larger than it was filmed: more than that is not to be had
        wanted = [min(most, shown[each] / share) for each, (share, most) in enumerate(self._limits(crop, native))]
        return max(1, round(wanted[0])), max(1, round(wanted[1]))

    @staticmethod
    def _limits(crop: Crop, native: tuple[int, int]) -> tuple[tuple[float, float], tuple[float, float]]:
        return (crop.width, min(MOST_PIXELS, native[0])), (crop.height, min(MOST_PIXELS, native[1]))

    def use(self, crop: Crop | None, native: tuple[int, int]) -> None:
        """From the next picture on: this part of a film of this size (as displayed). The picture before is let go."""
        self._crop, self._native = crop, native
        self._forget()
        self._still = None
        self._tell_box()

    def set_radius(self, pixels: int) -> None:
        """How round the corners are."""
        self._radius = pixels

    def show_picture(self, frame: int, image: np.ndarray[Any, Any]) -> None:
        """Paint this frame next. `image`: BGRA, uint8, shape (height, width, 4), the whole picture as displayed."""
        height, width = image.shape[:2]
        picture = QImage(image.data, width, height, image.strides[0], QImage.Format.Format_RGB32)
        self._unpainted = (frame, picture, image)
        self.update()

    def show_still(self, image: QImage | None) -> None:
        """Until the next picture comes: this one, already cut; it counts as no frame."""
        self._still = image
        self._forget()
        self.update()

    def clear(self) -> None:
        """Nothing but the stage."""
        self.show_still(None)

    def taken(self) -> QImage | None:
        """The picture as it is seen now, cut as it is seen; None while there is none."""
        if self._picture is None:
            return self._still
        image = self._picture[1]
        return image.copy(self._source(image).toAlignedRect())

    # -- Qt

    def _draw(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), colour("stage"))
        if self._picture is not None:
            image = self._picture[1]
            self._paint(painter, image, self._source(image))
        elif self._still is not None:
            self._paint(painter, self._still, QRectF(self._still.rect()))

    def _source(self, image: QImage) -> QRectF:
        crop = self._crop
        if crop is None:
            return QRectF(image.rect())
        width, height = image.width(), image.height()
        return QRectF(crop.x * width, crop.y * height, crop.width * width, crop.height * height)

    def _paint(self, painter: QPainter, image: QImage, source: QRectF) -> None:
        """In device pixels, so that a picture made for this size is painted one to one."""
        ratio = self.devicePixelRatioF()
        room = round(self.width() * ratio), round(self.height() * ratio)
        width, height = fitted(max(1, round(source.width())), max(1, round(source.height())), *room)
        place = QRectF((room[0] - width) // 2, (room[1] - height) // 2, width, height)
        painter.scale(1 / ratio, 1 / ratio)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        corners = QPainterPath()
        corners.addRoundedRect(place, self._radius * ratio, self._radius * ratio)
        painter.setClipPath(corners)
        painter.drawImage(place, image, source)
