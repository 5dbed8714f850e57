"""The film on the screen: the picture whole, on its well, and the number of the frame that was really painted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from vfi.core.looks import AS_FILMED, PictureLook
from vfi.media.fitting import fitted
from vfi.ui.painted_frame import MOST_PIXELS, Held, PaintedFrame
from vfi.ui.picture_place import lit, moved, place_of, transform_of, turned_size, zoomed_at


class FilmView(PaintedFrame):
    """Paints one picture, never cropped, and says which frame it was."""

    files_dropped = Signal(object)
    """`tuple[Path, ...]`: files were dropped on the picture."""
    look_changed = Signal(object)
    """`PictureLook`: the picture is looked at otherwise, by hand or by `set_look`."""

    def __init__(self, parent: QWidget | None = None, *, well: QColor | None = None) -> None:
        super().__init__(parent)
        self._well = well or QColor("#1c1b19")
        self._label_text = QColor("#f3efe6")
        self._label = ""
        self._look = AS_FILMED
        self._native: tuple[int, int] | None = None
        self._interlaced = False
        self._dragged: QPointF | None = None
        self.setMinimumSize(320, 180)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAcceptDrops(True)

    # -- what is shown

    @property
    def box(self) -> tuple[int, int]:
        """Width and height (device pixels) into which pictures should be fitted as they are delivered: unturned, and
        larger than the room where the view is zoomed and the film has more to show."""
        width, height = turned_size(self._look, self._room_size())
        if self._look.zoom == 1.0 or self._native is None:
            return width, height
        most = max(1.0, min(MOST_PIXELS, self._native[0]) / width, min(MOST_PIXELS, self._native[1]) / height)
        factor = min(self._look.zoom, most)
        return round(width * factor), round(height * factor)

    def _room_size(self) -> tuple[int, int]:
        room = self._room()
        ratio = self.devicePixelRatioF()
        return max(1, round(room.width() * ratio)), max(1, round(room.height() * ratio))

    # -- how it is looked at

    @property
    def look(self) -> PictureLook:
        """Zoom, turn, mirror, brightness."""
        return self._look

    def set_look(self, look: PictureLook) -> None:
        """Look at the picture so, at once."""
        if look == self._look:
            return
        brighter = look.brightness != self._look.brightness
        self._look = look
        if brighter:
            for each in ("_picture", "_unpainted"):
                kept = getattr(self, each)
                if kept is not None:
                    setattr(self, each, self._made(kept[0], kept[2]))
        self._tell_box()
        self.update()
        self.look_changed.emit(look)

    def set_native(self, width: int, height: int, *, interlaced: bool = False) -> None:
        """The film's own size as displayed: when zoomed, pictures are asked for up to it; and was it interlaced?"""
        self._native = (width, height)
        self._interlaced = interlaced

    @property
    def interlaced(self) -> bool:
        """Is there a choice of showing its pictures woven or smooth?"""
        return self._interlaced

    @property
    def picture_size(self) -> tuple[int, int] | None:
        """Width and height in device pixels of the picture last painted, as it was delivered."""
        return None if self._picture is None else (self._picture[1].width(), self._picture[1].height())

    def show_picture(self, frame: int, image: np.ndarray[Any, Any]) -> None:
        """Paint this picture next.

        `image`: BGRA, uint8, shape (height, width, 4), C-contiguous, in device pixels; it must not be changed later.
        """
        self._unpainted = self._made(frame, image)
        self.update()

    def _made(self, frame: int, image: np.ndarray[Any, Any]) -> Held:
        height, width = image.shape[:2]
        shown = lit(image, self._look.brightness)
        picture = QImage(shown.data, width, height, shown.strides[0], QImage.Format.Format_RGB32)
        if shown is not image:
            picture = picture.copy()  # Qt keeps no hold of an array
        return frame, picture, image

    def clear(self) -> None:
        """Show the empty well."""
        self._forget()
        self.update()

    def set_colours(self, well: QColor, label: QColor) -> None:
        """The colours of the theme: round the picture, and of the words in the band."""
        self._well, self._label_text = well, label
        self.update()

    def set_label(self, text: str) -> None:
        """Words in a band below the picture; the band goes when there are none."""
        if bool(text) != bool(self._label):
            self._label = text
            self._tell_box()
        self._label = text
        self.update()

    # -- Qt

    def sizeHint(self) -> QSize:
        return QSize(770, 433)

    def _draw(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), self._well)
        if self._picture is not None:
            self._paint_picture(painter, self._picture[1])
        if self._label:
            band = self.rect().adjusted(12, self.height() - self._band(), -12, 0)
            painter.setPen(self._label_text)
            painter.drawText(band, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, self._label)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if files := _files(event):
            event.acceptProposedAction()
            self.files_dropped.emit(files)

    # -- the mouse: Ctrl and the wheel go nearer, dragging moves what is near

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._picture is None or not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        self._zoom(1.2 ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def zoom_by(self, factor: float) -> None:
        """Nearer, or further away, at the middle of the room."""
        if self._picture is not None:
            self._zoom(factor, QRectF(self._room()).center())

    def _zoom(self, factor: float, at: QPointF) -> None:
        ratio = self.devicePixelRatioF()
        point = (at.x() * ratio, at.y() * ratio)
        self.set_look(zoomed_at(self._look, factor, point, self._picture_shape(), self._room_size()))

    def _picture_shape(self) -> tuple[int, int]:
        assert self._picture is not None
        return self._picture[1].width(), self._picture[1].height()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._look.zoom > 1.0:
            self._dragged = event.position()
        event.ignore()  # a click may mean something to whoever holds this view

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is None or self._picture is None:
            event.ignore()
            return
        ratio = self.devicePixelRatioF()
        by, self._dragged = event.position() - self._dragged, event.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        step = (by.x() * ratio, by.y() * ratio)
        self.set_look(moved(self._look, step, self._picture_shape(), self._room_size()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = None
        self.unsetCursor()
        event.ignore()

    # -- inside

    def _paint_looked_at(self, painter: QPainter, image: QImage, ratio: float) -> None:
        """Zoomed, turned or mirrored, within the room."""
        room, shape = self._room_size(), (image.width(), image.height())
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        painter.setClipRect(QRect(0, 0, *room))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setTransform(transform_of(self._look, shape, place_of(self._look, shape, room)), combine=True)
        painter.drawImage(QPoint(0, 0), image)
        painter.restore()

    def _band(self) -> int:
        return self.fontMetrics().height() + 16 if self._label else 0

    def _room(self) -> QRect:
        return self.rect().adjusted(0, 0, 0, -self._band())

    def _paint_picture(self, painter: QPainter, image: QImage) -> None:
        """In device pixels, so that a picture made for this size is painted one to one."""
        ratio = self.devicePixelRatioF()
        if (self._look.zoom, self._look.turn, self._look.mirror) != (1.0, 0, False):
            self._paint_looked_at(painter, image, ratio)
            return
        box_width, box_height = self._room_size()
        width, height = fitted(image.width(), image.height(), box_width, box_height)
        if abs(width - image.width()) <= 1 and abs(height - image.height()) <= 1:
            width, height = image.width(), image.height()
        place = QRect((box_width - width) // 2, (box_height - height) // 2, width, height)
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        if place.size() == image.size():
            painter.drawImage(QPoint(place.x(), place.y()), image)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, image)
        painter.restore()


def _files(event: QDropEvent) -> tuple[Path, ...]:
    return tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
