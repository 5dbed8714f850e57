"""How well two sounds fit at each shift, drawn: one tall peak alone is sure, several alike are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from vfi.core.time import SECOND
from vfi.ui.theme import Theme
from vfi.words import tr

if TYPE_CHECKING:
    from vfi.media.syncing import Curve, Offset

_HEIGHT = 148
_FOOT = 20
_HEAD = 20


class OffsetPicture(QWidget):
    """The fit over all shifts; the place found is marked, and the second best, where one comes near to it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._found: Offset | None = None
        self.setFixedHeight(theme.px(_HEIGHT))
        self.setAccessibleName(tr("How well the sounds fit"))
        theme.changed.connect(self.update)

    def set(self, found: Offset | None) -> None:
        """Show this; None: nothing yet."""
        self._found = found
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, found = self._theme, self._found
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        if found is None or found.curve is None or len(found.curve.shifts_ns) < 2:
            return
        room = QRectF(self.rect()).adjusted(12, theme.px(_HEAD), -12, -theme.px(_FOOT))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        self._draw_curve(painter, room, found.curve)
        ink = theme.colour("success" if found.sure else "warning")
        if found.runner_up_ns is not None and found.runner_up_fit >= 0.5:
            self._mark(painter, room, found.curve, found.runner_up_ns, theme.colour("text3"), found.runner_up_fit)
        if found.offset_ns is not None:
            self._mark(painter, room, found.curve, found.offset_ns, ink, 1.0, words=True)
        self._name_ends(painter, room, found.curve)

    def _draw_curve(self, painter: QPainter, room: QRectF, curve: Curve) -> None:
        low, high = int(curve.shifts_ns[0]), int(curve.shifts_ns[-1])
        points = [QPointF(room.left(), room.bottom())]
        for shift, fit in zip(curve.shifts_ns, curve.fit, strict=True):
            points.append(QPointF(_along(room, int(shift), low, high), room.bottom() - float(fit) * room.height()))
        points.append(QPointF(room.right(), room.bottom()))
        painter.setPen(QPen(self._theme.colour("waveform"), 1))
        painter.setBrush(self._theme.colour("waveform", 0.35))
        painter.drawPolygon(QPolygonF(points))

    def _mark(
        self, painter: QPainter, room: QRectF, curve: Curve, shift: int, ink: QColor, fit: float, *, words: bool = False
    ) -> None:
        x = _along(room, shift, int(curve.shifts_ns[0]), int(curve.shifts_ns[-1]))
        top = room.bottom() - fit * room.height()
        painter.setPen(QPen(ink, 2))
        painter.drawLine(QPointF(x, top), QPointF(x, room.bottom()))
        painter.setBrush(ink)
        painter.drawEllipse(QPointF(x, top), 3, 3)
        if words:
            painter.setFont(self._theme.font("small", "medium"))
            box = QRectF(x - 60, 2, 120, room.top() - 5)
            box.moveLeft(min(max(box.left(), 4.0), self.width() - 124.0))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shift_words(shift))

    def _name_ends(self, painter: QPainter, room: QRectF, curve: Curve) -> None:
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.colour("text3"))
        foot = QRectF(room.left(), room.bottom() + 2, room.width(), self.height() - room.bottom() - 4)
        for time, where in (
            (int(curve.shifts_ns[0]), Qt.AlignmentFlag.AlignLeft),
            (int(curve.shifts_ns[-1]), Qt.AlignmentFlag.AlignRight),
        ):
            painter.drawText(foot, int(Qt.AlignmentFlag.AlignVCenter | where), shift_words(time))


def shift_words(shift: int) -> str:
    """`+3.250 s`, to the millisecond."""
    return tr("{seconds} s", seconds=f"{shift / SECOND:+.3f}")


def _along(room: QRectF, shift: int, low: int, high: int) -> float:
    """Time runs from left to right in every language, as on the timeline."""
    return room.left() + room.width() * (shift - low) / max(1, high - low)
