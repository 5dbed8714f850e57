"""A widget on which frames of a film are painted, and that tells which of them really reached the screen."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from vfi.words import tr

Held = tuple[int, QImage, np.ndarray[Any, Any]]
"""A frame's number, its picture, and the array in whose memory Qt paints from: Qt keeps no hold of it."""

MOST_PIXELS = 2560
"""Where only a part of a picture is seen, pictures are asked for no larger than this in each direction: 4K at full size
would fill the memory."""


class PaintedFrame(QWidget):
    """Holds the picture that is on the screen and the one that is painted next.

    `painted` is emitted after the paint event (and after the window system has been given the picture), with the
    number that came with that very picture. `on_screen` is that number already inside the same turn of the event loop.
    """

    painted = Signal(int)
    """A frame has been painted."""
    box_changed = Signal()
    """The size at which pictures are wanted is another; see `box`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: Held | None = None
        self._unpainted: Held | None = None
        self._on_screen: int | None = None
        self._last_box = QSize()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(tr("Film"))

    @property
    def on_screen(self) -> int | None:
        """The frame last painted; None while there is none."""
        return self._on_screen

    @property
    def box(self) -> tuple[int, int]:
        """Width and height (device pixels) into which pictures should be fitted as they are delivered."""
        raise NotImplementedError

    def keep_picture(self) -> None:
        """Forget a picture that has not been painted yet: what is on the screen stays."""
        self._unpainted = None

    def _draw(self, painter: QPainter) -> None:
        """Paint everything: `_picture`, or what stands there while there is none."""
        raise NotImplementedError

    def _forget(self) -> None:
        """Let go of every picture; no frame is on the screen any more."""
        self._picture = self._unpainted = None
        self._on_screen = None

    def _tell_box(self) -> None:
        box = QSize(*self.box)
        if box != self._last_box:
            self._last_box = box
            self.box_changed.emit()

    # -- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        fresh = self._unpainted is not None
        if self._unpainted is not None:
            self._picture, self._unpainted = self._unpainted, None
        painter = QPainter(self)
        self._draw(painter)
        painter.end()
        if self._picture is not None:
            self._on_screen = self._picture[0]
        if fresh:
            # come back once this paint event is over and the window system has the picture
            QCoreApplication.postEvent(self, QEvent(_PAINTED))

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


_PAINTED = QEvent.Type(QEvent.registerEventType())
