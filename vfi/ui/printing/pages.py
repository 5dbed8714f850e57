"""Pages as they will come out of the printer, one under the other on a soft ground."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from vfi.ui.theme import Theme
from vfi.words import tr

_GAP = 16
_PAPER = QColor("#FFFFFF")
_EDGE = QColor(0, 0, 0, 40)


class _Stack(QWidget):
    """The pages as wide as there is room."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.pages: list[QImage] = []
        self.empty = ""

    def lay(self, room: QSize) -> None:
        """Fit into this room: a single page whole, several by their width."""
        width = max(1, room.width())
        if len(self.pages) == 1:
            page = self.pages[0]
            width = min(width, 2 * _GAP + round((room.height() - 2 * _GAP) * page.width() / max(1, page.height())))
        self._width = max(1, width - 2 * _GAP)
        height = sum(self._height(page) + _GAP for page in self.pages) + _GAP
        self.resize(room.width(), max(room.height(), height if self.pages else room.height()))
        self.update()

    def _height(self, page: QImage) -> int:
        return round(self._width * page.height() / max(1, page.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), self._theme.colour("sunken"))
        if not self.pages:
            painter.setPen(self._theme.colour("text2"))
            room = QRectF(self.rect()).adjusted(24, 24, -24, -24)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self.empty)
            return
        top = float(_GAP)
        if len(self.pages) == 1:
            top = max(top, (self.height() - self._height(self.pages[0])) / 2)
        for page in self.pages:
            place = QRectF((self.width() - self._width) / 2, top, self._width, self._height(page))
            painter.fillRect(place, _PAPER)
            painter.drawImage(place, page)
            painter.setPen(_EDGE)
            painter.drawRect(place)
            top += self._height(page) + _GAP


class PagesView(QScrollArea):
    """Shows pages; without any, a sentence."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(tr("How it will look"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack = _Stack(theme)
        self.setWidget(self._stack)
        theme.changed.connect(self._stack.update)

    @property
    def count(self) -> int:
        return len(self._stack.pages)

    def show_pages(self, pages: Sequence[bytes]) -> None:
        """These PNG pictures."""
        self._stack.pages = [image for page in pages if not (image := QImage.fromData(page)).isNull()]
        self._lay()

    def say(self, words: str) -> None:
        """Nothing to be seen, and why."""
        self._stack.pages = []
        self._stack.empty = words
        self._lay()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        self._stack.lay(self.viewport().size())
