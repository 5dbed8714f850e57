"""The film on the screen: the picture whole, on its well, and the number of the frame that was really painted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from vfi.media.fitting import fitted
from vfi.words import tr


class FilmView(QWidget):
    """Paints one picture, never cropped, and says which frame it was.

    `painted` is emitted after the paint event (and after the window system has been given the picture), with the
    number that came with that very picture. `on_screen` is that number already inside the same turn of the event loop.
    """

    painted = Signal(int)
    """A frame has been painted."""
    files_dropped = Signal(object)
    """`tuple[Path, ...]`: files were dropped on the picture."""
    box_changed = Signal()
    """The room for the picture, in device pixels, is another; see `box`."""

    def __init__(self, parent: QWidget | None = None, *, well: QColor | None = None) -> None:
        super().__init__(parent)
        self._well = well or QColor("#1c1b19")
        self._label_text = QColor("#f3efe6")
        self._label = ""
        self._picture: tuple[int, QImage, np.ndarray[Any, Any]] | None = None
        self._unpainted: tuple[int, QImage, np.ndarray[Any, Any]] | None = None
        self._on_screen: int | None = None
        self._last_box = QSize()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(320, 180)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAcceptDrops(True)
        self.setAccessibleName(tr("Film"))

    # -- what is shown

    @property
    def on_screen(self) -> int | None:
        """The frame last painted; None while the well is empty."""
        return self._on_screen

    @property
    def box(self) -> tuple[int, int]:
        """Width and height of the room for the picture in device pixels."""
        room = self._room()
        ratio = self.devicePixelRatioF()
        return max(1, round(room.width() * ratio)), max(1, round(room.height() * ratio))

    @property
    def picture_size(self) -> tuple[int, int] | None:
        """Width and height in device pixels of the picture last painted, as it was delivered."""
        return None if self._picture is None else (self._picture[1].width(), self._picture[1].height())

    def show_picture(self, frame: int, image: np.ndarray[Any, Any]) -> None:
        """Paint this picture next.

        `image`: BGRA, uint8, shape (height, width, 4), C-contiguous, in device pixels; it must not be changed later.
        """
        height, width = image.shape[:2]
        picture = QImage(image.data, width, height, image.strides[0], QImage.Format.Format_RGB32)
        self._unpainted = (frame, picture, image)
        self.update()

    def keep_picture(self) -> None:
        """Forget a picture that has not been painted yet: what is on the screen stays."""
        self._unpainted = None

    def clear(self) -> None:
        """Show the empty well."""
        self._picture = self._unpainted = None
        self._on_screen = None
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

    def paintEvent(self, event: QPaintEvent) -> None:
        fresh = self._unpainted is not None
        if self._unpainted is not None:
            self._picture, self._unpainted = self._unpainted, None
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._well)
        if self._picture is not None:
            frame, image, _ = self._picture
            self._paint_picture(painter, image)
            self._on_screen = frame
        if self._label:
            band = self.rect().adjusted(12, self.height() - self._band(), -12, 0)
            painter.setPen(self._label_text)
            painter.drawText(band, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, self._label)
        painter.end()
        if fresh:
            _after_painting(self)

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

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if files := _files(event):
            event.acceptProposedAction()
            self.files_dropped.emit(files)

    # -- inside

    def _band(self) -> int:
        return self.fontMetrics().height() + 16 if self._label else 0

    def _room(self) -> QRect:
        return self.rect().adjusted(0, 0, 0, -self._band())

    def _tell_box(self) -> None:
        box = QSize(*self.box)
        if box != self._last_box:
            self._last_box = box
            self.box_changed.emit()

    def _paint_picture(self, painter: QPainter, image: QImage) -> None:
        """In device pixels, so that a picture made for this size is painted one to one."""
        ratio = self.devicePixelRatioF()
        box_width, box_height = self.box
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


_PAINTED = QEvent.Type(QEvent.registerEventType())


def _after_painting(view: FilmView) -> None:
    """Come back once this paint event is over and the window system has the picture."""
    QCoreApplication.postEvent(view, QEvent(_PAINTED))


def _files(event: QDropEvent) -> tuple[Path, ...]:
    return tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
