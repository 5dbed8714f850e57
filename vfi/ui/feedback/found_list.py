"""Moments that were found in the coding, each with its reason and one button that makes a clip of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from vfi.core.deck import Clip
from vfi.desk.finding import Suggestion
from vfi.ui.kit.buttons import Button, IconButton
from vfi.ui.kit.texts import Text
from vfi.ui.theme import Theme
from vfi.words import tr

_AT_ONCE = 2
_STILL = (48, 27)


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A moment: when it is (ns), and why it was found."""

    start: int
    end: int
    reason: str
    what: Suggestion | None = None
    """The clip that is proposed; None: just the stretch."""


class FoundList(QFrame):
    """Hidden while there is nothing; two are shown, the next ones on asking."""

    wanted = Signal(object)
    """`FoundRow`: make a clip of it."""
    looked_at = Signal(object)
    """`FoundRow`: show it."""

    def __init__(self, theme: Theme, picture: Callable[[Clip], QImage | None]) -> None:
        """`picture` gives a clip's still; None while it is fetched, an empty one where there is none."""
        super().__init__()
        self._theme = theme
        self._picture = picture
        self._rows: tuple[FoundRow, ...] = ()
        self._first = 0
        self.setProperty("line", "top")
        self._count = Text(theme, "", "caption", tone="text2")
        self._more = Button(theme, tr("Others"), "link", on_click=self._turn)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 4, 0)
        head.setSpacing(8)
        head.addWidget(Text(theme, tr("Found for you"), "small", "semibold"))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._more)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 10, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(self._list)
        self.hide()

    @property
    def rows(self) -> tuple[FoundRow, ...]:
        """All that was found, the best in front."""
        return self._rows

    def show_found(self, rows: Sequence[FoundRow]) -> None:
        """Show these, the best in front."""
        if tuple(rows) != self._rows:
            self._rows = tuple(rows)
            self._first = 0
            self._fill()

    def show_stills(self) -> None:
        """Pictures have come."""
        for still in self.findChildren(_Still):
            still.update()

    def _turn(self) -> None:
        self._first = self._first + _AT_ONCE if self._first + _AT_ONCE < len(self._rows) else 0
        self._fill()

    def _fill(self) -> None:
        while self._list.count():
            item = self._list.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = self._rows[self._first : self._first + _AT_ONCE]
        last = self._first + len(shown)
        self._count.setText(tr("{n} of {all}", n=last, all=len(self._rows)))
        self._more.setVisible(len(self._rows) > _AT_ONCE)
        for row in shown:
            self._list.addWidget(self._row(row))
        self.setVisible(bool(self._rows))

    def _row(self, row: FoundRow) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        if row.what is not None:
            line.addWidget(_Still(self._theme, row.what.clip, self._picture), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Text(self._theme, row.reason, "small", wrap=True), 1)
        look = IconButton(self._theme, "eye", tr("Look at it"), size=24, icon_size=14)
        look.clicked.connect(lambda _on=False: self.looked_at.emit(row))
        make = IconButton(self._theme, "plus", tr("Make a clip of it"), size=24, icon_size=14)
        make.clicked.connect(lambda _on=False: self.wanted.emit(row))
        line.addWidget(look, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(make, 0, Qt.AlignmentFlag.AlignTop)
        return holder


class _Still(QWidget):
    """The first picture of a clip, as the deck's list shows it."""

    def __init__(self, theme: Theme, clip: Clip, picture: Callable[[Clip], QImage | None]) -> None:
        super().__init__()
        self._theme = theme
        self._clip = clip
        self._picture = picture
        self.setFixedSize(theme.px(_STILL[0]), theme.px(_STILL[1]))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = QRectF(self.rect())
        corners = QPainterPath()
        corners.addRoundedRect(room, 3, 3)
        painter.setClipPath(corners)
        painter.fillRect(room, self._theme.colour("sunken"))
        image = self._picture(self._clip)
        if image is not None and not image.isNull():
            scale = max(room.width() / image.width(), room.height() / image.height())
            width, height = image.width() * scale, image.height() * scale
            painter.drawImage(QRectF((room.width() - width) / 2, (room.height() - height) / 2, width, height), image)
