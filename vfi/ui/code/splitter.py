"""A divider of which one pixel is seen and five can be grabbed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle

from vfi.ui.theme import Theme


class LineSplitter(QSplitter):
    """Columns or rows with a line between them; nothing collapses by accident."""

    def __init__(self, theme: Theme, orientation: Qt.Orientation, colour: str = "line") -> None:
        self._theme = theme
        self._colour = colour
        super().__init__(orientation)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self._theme, self._colour, self)


class _Handle(QSplitterHandle):
    def __init__(self, theme: Theme, colour: str, parent: LineSplitter) -> None:
        super().__init__(parent.orientation(), parent)
        self._theme = theme
        self._colour = colour
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.contentsRect(), self._theme.colour(self._colour))
