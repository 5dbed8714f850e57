"""The names of the lanes, in a column as wide as the palette, so that one vertical line runs through the window."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from vfi.core.time import SECOND, total
from vfi.ui.code.timeline.sheet import Sheet
from vfi.ui.code.timeline.track import Track
from vfi.words import right_to_left, tr

# Qt mirrors these where the layout runs from right to left
LEAD = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
TRAIL = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LaneNames(QWidget):
    """Each lane's name and how much of it was watched; above them how much time is in view."""

    def __init__(self, sheet: Sheet, ruler: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._ruler = ruler
        self.tracks: tuple[tuple[str, str, Track], ...] = ()
        """Name, words beside it, and place of what stands above the lanes."""
        self.ticks: tuple[tuple[str, float], ...] = ()
        """Words and the height at which they stand, for a track that has no words beside its name."""
        self.setAccessibleName(tr("Lanes"))

    def paintEvent(self, event: QPaintEvent) -> None:
        sheet = self._sheet
        painter = QPainter(self)
        painter.fillRect(self.rect(), sheet.colour("panel"))
        axis = sheet.axis
        painter.setPen(sheet.colour("text3"))
        painter.setFont(sheet.font("caption"))
        left, right = (12, 16) if right_to_left() else (16, 12)
        head = QRectF(left, 0, self.width() - left - right, self._ruler + 2)
        painter.drawText(head, LEAD, in_view(axis.end - axis.start))
        for name, words, track in self.tracks:
            if track.height:
                area = QRectF(left, track.top, self.width() - left - right, track.height)
                self._name(painter, area, name, words)
        self._tick(painter, left, right)
        first = True
        for row in sheet.rows:
            painter.fillRect(QRectF(0, row.top, self.width(), 1), sheet.colour("line"))
            area = QRectF(left, row.top, self.width() - left - right, row.height)
            words = self._beside(row.tier.id, first and not row.marks)
            first = False
            self._name(painter, area, row.label, words)

    def _tick(self, painter: QPainter, left: int, right: int) -> None:
        """What stands at a height, where the track is shown and nothing else is said of it."""
        if not self.tracks or self.tracks[-1][1] or not self.tracks[-1][2].height:
            return
        sheet = self._sheet
        font = QFont(sheet.font("caption"))
        font.setPointSizeF(font.pointSizeF() * 0.85)
        painter.setFont(font)
        painter.setPen(sheet.colour("text3"))
        high = QFontMetricsF(font).height()
        for words, y in self.ticks:
            painter.drawText(QRectF(left, y - high / 2, self.width() - left - right, high), TRAIL, words)

    def _name(self, painter: QPainter, area: QRectF, name: str, words: str) -> None:
        """A name, and words at the other end."""
        sheet = self._sheet
        painter.setFont(sheet.font("caption"))
        room = area.width() - QFontMetricsF(painter.font()).horizontalAdvance(words) - 8
        painter.setPen(sheet.colour("text3"))
        painter.drawText(area, TRAIL, words)
        font = sheet.font("small", "medium")
        painter.setFont(font)
        painter.setPen(sheet.colour("text"))
        painter.drawText(area, LEAD, QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, room))

    def _beside(self, tier: object, spelled: bool) -> str:
        sheet = self._sheet
        row = next(row for row in sheet.rows if row.tier.id == tier)
        if row.marks:
            return str(len(sheet.index.lane(row.tier.id).events))
        length = sheet.clock.end - sheet.clock.start
        share = int(100 * (length - total(sheet.gaps(row.tier.id))) / length)
        return tr("{n} % watched", n=share) if spelled else tr("{n} %", n=share)


def in_view(length: int) -> str:
    """`36 s in view`, in minutes from two on."""
    if length < 10 * SECOND:
        return tr("{n} s in view", n=f"{length / SECOND:.1f}")
    if length < 120 * SECOND:
        return tr("{n} s in view", n=round(length / SECOND))
    minutes, seconds = divmod(round(length / SECOND), 60)
    return tr("{m} min {s} s in view", m=minutes, s=seconds)
