"""The film on the parent's screen: the picture, or the part of it that was chosen, on its dark stage."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from vfi.core.deck import Crop
from vfi.media.fitting import fitted
from vfi.ui.present.look import colour
from vfi.words import tr

_MOST_PIXELS = 2560
"""A picture of which a part is shown is asked for no larger than this in each direction."""


class StagePicture(QWidget):
    """Paints one picture and says which frame it was, once the window system has it."""

    painted = Signal(int)
    """A frame of the film has been painted."""
    box_changed = Signal()
    """Pictures are wanted in another size; see `box`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: tuple[int, QImage, np.ndarray[Any, Any]] | None = None
        self._unpainted: tuple[int, QImage, np.ndarray[Any, Any]] | None = None
        self._on_screen: int | None = None
        self._still: QImage | None = None
        self._crop: Crop | None = None
        self._native = (1280, 720)
        self._radius = 10
        self._last_box = QSize()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(tr("Film"))

    # -- what is shown

    @property
    def on_screen(self) -> int | None:
        """The frame last painted; None while there is none, or a still stands in its place."""
        return self._on_screen

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
        return (crop.width, min(_MOST_PIXELS, native[0])), (crop.height, min(_MOST_PIXELS, native[1]))

    def use(self, crop: Crop | None, native: tuple[int, int]) -> None:
        """From the next picture on: this part of a film of this size (as displayed). The picture before is let go."""
        self._crop, self._native = crop, native
        self._picture = self._unpainted = None
        self._on_screen = None
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
        self._picture = self._unpainted = None
        self._on_screen = None
        self.update()

    def keep_picture(self) -> None:
        """Forget a picture that has not been painted yet."""
        self._unpainted = None

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

    def paintEvent(self, event: QPaintEvent) -> None:
        fresh = self._unpainted is not None
        if self._unpainted is not None:
            self._picture, self._unpainted = self._unpainted, None
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("stage"))
        if self._picture is not None:
            frame, image, _ = self._picture
            self._paint(painter, image, self._source(image))
            self._on_screen = frame
        elif self._still is not None:
            self._paint(painter, self._still, QRectF(self._still.rect()))
        painter.end()
        if fresh:
            QCoreApplication.postEvent(self, QEvent(_PAINTED))

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_box()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._tell_box()
        elif event.type() == _PAINTED:
            if self._on_screen is not None:
                self.painted.emit(self._on_screen)
            return True
        return super().event(event)

    def _tell_box(self) -> None:
        box = QSize(*self.box)
        if box != self._last_box:
            self._last_box = box
            self.box_changed.emit()


_PAINTED = QEvent.Type(QEvent.registerEventType())
