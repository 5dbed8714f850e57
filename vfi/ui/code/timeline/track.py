"""What stands above the lanes: where each track is, and what all of them do to be there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGraphicsItem

from vfi.ui.code.timeline.lane_item import reveal
from vfi.ui.code.timeline.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Track:
    """Where one of them stands; a height of 0: it is not shown."""

    top: int
    height: int

    @property
    def bottom(self) -> int:
        return self.top + self.height

    def at(self, share: float) -> float:
        """A height in it: 0 its lower edge, 1 its upper one."""
        return self.bottom - share * self.height


class TrackItem(QGraphicsItem):
    """As wide as the view, as high as its track; the room for it is there before it is."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._sheet = sheet
        self.track = Track(0, 0)
        reveal(self)

    def boundingRect(self) -> QRectF:
        return QRectF(0, self.track.top, self._sheet.axis.width, self.track.height)

    def lay(self, track: Track) -> None:
        """Stand here."""
        self.prepareGeometryChange()
        self.track = track


class PictureTrack(TrackItem):
    """A track whose view is drawn as one picture, of which each paint shows the part that is exposed."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        self._image: tuple[tuple[object, ...], QImage] | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture in device pixels."""
        ratio = self._sheet.ratio
        return max(1, round(self._sheet.axis.width * ratio)), max(1, round(self.track.height * ratio))

    def kept(self, known: tuple[object, ...], draw: Callable[[], QImage]) -> QImage:
        """The picture, drawn anew when anything of what it was drawn from (`known`) is other than before."""
        if self._image is None or self._image[0] != known:
            self._image = (known, draw())
        return self._image[1]

    def show_part(self, painter: QPainter, exposed: QRectF, drawn: Callable[[], QImage]) -> None:
        """Paint what is exposed of the picture."""
        part, ratio = exposed.intersected(self.boundingRect()), self._sheet.ratio
        if not part.isEmpty():
            left, top = part.left() * ratio, (part.top() - self.track.top) * ratio
            painter.drawImage(part, drawn(), QRectF(left, top, part.width() * ratio, part.height() * ratio))
