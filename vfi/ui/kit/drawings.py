"""The line drawings that ship, at any size."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from vfi.ui.theme import Theme
from vfi.ui.tokens import assets


@cache
def renderer(name: str) -> QSvgRenderer:
    """The drawing `assets/drawings/<name>.svg`."""
    return QSvgRenderer(str(assets() / "drawings" / f"{name}.svg"))


def draw(painter: QPainter, rect: QRectF, name: str, *, fill: bool = False) -> None:
    """Draw it into the rectangle, whole, or (`fill`) as large as covers it."""
    drawing = renderer(name)
    box = drawing.viewBoxF()
    scales = (rect.width() / box.width(), rect.height() / box.height())
    scale = max(scales) if fill else min(scales)
    size = box.width() * scale, box.height() * scale
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    drawing.render(painter, QRectF(rect.center().x() - size[0] / 2, rect.center().y() - size[1] / 2, size[0], size[1]))
    painter.restore()


class Drawing(QWidget):
    """One drawing with a soft ground under it, for pages with nothing on them yet."""

    def __init__(self, theme: Theme, name: str, width: int, height: int, *, ground: bool = True) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._size = QSize(width, height)
        self._ground = ground
        self._cache: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(height)
        self.setMinimumWidth(width)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return self._size

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = self._size.width(), self._size.height()
        left = (self.width() - width) / 2
        if self._ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("sunken"))
            painter.drawEllipse(QRectF(left + width * 0.03, height * 0.87, width * 0.94, height * 0.12))
        draw(painter, QRectF(left, 0, width, height * 0.99), self._name)
