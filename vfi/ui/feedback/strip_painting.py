"""How the trim strip is painted: ruler, stills, the clip's frame and handles, speeds, waits, the head."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QPixmap

from vfi.core.clock import FilmClock
from vfi.core.deck import Clip
from vfi.core.time import SECOND
from vfi.ui.code.describe import number
from vfi.ui.code.tracks import ShownStill
from vfi.ui.feedback.strip_axis import StripAxis
from vfi.ui.icons import draw_glyph
from vfi.ui.style import draw_ring
from vfi.ui.theme import Theme
from vfi.words import tr

_HANDLE = 9
_QUANTUM = 1_000_000
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class Look:
    """Where the rows of the strip lie, at this size of text."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        top = 0.0
        rows = {}
        for name, height, gap in (("ruler", 17, 0), ("stills", 46, 8), ("lane", 16, 2), ("waits", 26, 0)):
            rows[name] = QRectF(0, top, 1e6, theme.px(height))
            top += theme.px(height) + theme.px(gap)
        self.ruler, self.stills, self.lane, self.waits = rows["ruler"], rows["stills"], rows["lane"], rows["waits"]
        self.height = round(top)
        self.stills_height = round(self.stills.height())
        self.wait_radius = theme.px(10)


class StripStills:
    """The stills that have come, by the frame they show."""

    def __init__(self) -> None:
        self._pictures: dict[int, QPixmap] = {}
        self._cells: dict[int, int] = {}
        self._spacing = 0

    def clear(self) -> None:
        self._pictures.clear()
        self._cells.clear()

    def cells(self, axis: StripAxis, clock: FilmClock, wide: int) -> tuple[list[int], int]:
        """What is to be asked for: cells in film time (ns) as wide as a picture, and how long each is."""
        length = clock.end - clock.start
        each = max(_QUANTUM, round(wide / axis.scale / _QUANTUM) * _QUANTUM)
        if each != self._spacing:
            self._spacing = each
            self._cells.clear()
        first, last = (round(_film_time(clock, at)) // each for at in (axis.start, axis.end))
        return [cell * each for cell in range(first, last + 1) if -each < cell * each < length], each

    def take(self, still: ShownStill, height: int, ratio: float) -> None:
        self._cells[still.cell] = still.time
        if still.time in self._pictures:
            return
        tall, wide = still.image.shape[:2]
        image = QImage(still.image.data, wide, tall, still.image.strides[0], QImage.Format.Format_RGB888)
        picture = QPixmap.fromImage(
            image.scaledToHeight(max(1, round(height * ratio)), Qt.TransformationMode.SmoothTransformation)
        )
        picture.setDevicePixelRatio(ratio)
        if len(self._pictures) > 300:
            self._pictures.clear()
        self._pictures[still.time] = picture

    def paint(self, painter: QPainter, look: Look, axis: StripAxis, clock: FilmClock) -> None:
        if not self._spacing:
            return
        empty = look.theme.colour("line")
        first, last = (round(_film_time(clock, at)) // self._spacing for at in (axis.start, axis.end))
        length = clock.end - clock.start
        for cell in range(max(0, first), last + 1):
            begins = cell * self._spacing
            if begins >= length:
                break
            left = axis.x(clock.start + begins)
            right = axis.x(clock.start + min(begins + self._spacing, length))
            box = QRectF(round(left), look.stills.top(), max(1, round(right) - round(left) - 1), look.stills.height())
            picture = self._of(begins)
            if picture is None:
                painter.fillRect(box, empty)
                continue
            size = picture.deviceIndependentSize()
            part = min(box.width(), size.width())
            ratio = picture.devicePixelRatio()
            source = QRectF((size.width() - part) / 2 * ratio, 0, part * ratio, picture.height())
            painter.drawPixmap(QRectF(box.left(), box.top(), part, box.height()), picture, source)

    def _of(self, cell: int) -> QPixmap | None:
        time = self._cells.get(cell)
        if time is None:
            # the nearest one before it stands in until its own has come
            known = [other for other in self._pictures if cell - 4 * self._spacing <= other < cell + self._spacing]
            time = max(known, default=None)
        return self._pictures.get(time) if time is not None else None


def _film_time(clock: FilmClock, at: float) -> float:
    return at - clock.start


def paint_strip(
    painter: QPainter,
    look: Look,
    axis: StripAxis,
    clock: FilmClock,
    clip: Clip,
    stills: StripStills,
    head: int | None,
    part: tuple[int | None, int | None],
    *,
    focused: bool,
) -> None:
    """Everything, from the back to the front."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    theme = look.theme
    start, end = axis.x(clip.start), axis.x(clip.end)
    _ruler(painter, look, axis)
    row = QRectF(0, look.stills.top(), axis.width, look.stills.height())
    painter.fillRect(row, theme.colour("sunken"))
    stills.paint(painter, look, axis, clock)
    for left, right in ((0.0, start), (end, float(axis.width))):
        if right > left:
            painter.fillRect(QRectF(left, row.top(), right - left, row.height()), theme.colour("window", 0.68))
    _part(painter, look, axis, clock, part)
    _clip_frame(painter, look, start, end)
    _speeds(painter, look, axis, clip)
    _head(painter, look, axis, clock, head)
    _waits(painter, look, axis, clock, clip, head)
    if focused:
        draw_ring(painter, row.adjusted(1, -3, -1, 3), theme, radius=4)


def _ruler(painter: QPainter, look: Look, axis: StripAxis) -> None:
    theme = look.theme
    painter.setFont(theme.font("caption"))
    metrics = QFontMetricsF(painter.font())
    step, times = axis.ticks(metrics.horizontalAdvance("0:00:00") + 14)
    first = True
    for time in times:
        x = axis.x(time)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(QPointF(x, look.ruler.bottom() - 4), QPointF(x, look.ruler.bottom()))
        painter.setPen(theme.colour("text2"))
        words = _tick_words(time, step, full=first)
        painter.drawText(QRectF(x + 3, look.ruler.top(), 90, look.ruler.height() - 2), _MIDDLE, words)
        first = False


def _tick_words(time: int, step: int, *, full: bool) -> str:
    """`0:01:14` for the first, then `:16`."""
    sign = "-" if time < 0 else ""
    tenths, seconds = abs(time) // (SECOND // 10) % 10, abs(time) // SECOND
    fine = f".{tenths}" if step < SECOND else ""
    if full:
        return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{fine}"
    if seconds % 60 == 0 and not (fine and tenths):
        return f"{sign}{seconds // 60}:00{fine}"
    return f":{seconds % 60:02d}{fine}"


def _part(
    painter: QPainter, look: Look, axis: StripAxis, clock: FilmClock, part: tuple[int | None, int | None]
) -> None:
    """What I and O marked: a bracket over the stills."""
    first, last = part
    if first is None and last is None:
        return
    colour = look.theme.colour("cursor")
    painter.setPen(QPen(colour, 2))
    top, bottom = look.stills.top(), look.stills.bottom()
    if first is not None:
        x = axis.x(clock.time_of(first))
        painter.drawPolyline(
            [QPointF(x + 5, top + 2), QPointF(x, top + 2), QPointF(x, bottom - 2), QPointF(x + 5, bottom - 2)]
        )
    if last is not None:
        x = axis.x(clock.edge(last + 1))
        painter.drawPolyline(
            [QPointF(x - 5, top + 2), QPointF(x, top + 2), QPointF(x, bottom - 2), QPointF(x - 5, bottom - 2)]
        )
    if first is not None and last is not None:
        box = QRectF(axis.x(clock.time_of(first)), top, 0, look.stills.height())
        box.setRight(axis.x(clock.edge(last + 1)))
        painter.fillRect(box, look.theme.colour("accent", 0.18))


def _clip_frame(painter: QPainter, look: Look, start: float, end: float) -> None:
    theme = look.theme
    accent = theme.colour("accent")
    top, height = look.stills.top(), look.stills.height()
    painter.setPen(QPen(accent, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(start, top - 1, end - start, height + 2))
    for x, left in ((start - _HANDLE, True), (end, False)):
        box = QRectF(x, top - 2, _HANDLE, height + 4)
        shape = QPainterPath()
        shape.addRoundedRect(box, 3, 3)
        square = QPainterPath()
        square.addRect(box.adjusted(3, 0, 0, 0) if left else box.adjusted(0, 0, -3, 0))
        painter.fillPath(shape.united(square), accent)
        painter.setPen(QPen(theme.colour("onAccent"), 1.5))
        middle = box.center()
        painter.drawLine(QPointF(middle.x(), middle.y() - 6), QPointF(middle.x(), middle.y() + 6))


def _speeds(painter: QPainter, look: Look, axis: StripAxis, clip: Clip) -> None:
    theme = look.theme
    painter.setFont(theme.font("caption"))
    metrics = QFontMetricsF(painter.font())
    at, pieces = clip.start, []
    for part in clip.slow:
        if part.start > at:
            pieces.append((at, part.start, 0))
        pieces.append((part.start, part.end, part.percent))
        at = part.end
    if at < clip.end:
        pieces.append((at, clip.end, 0))
    for start, end, percent in pieces:
        box = QRectF(axis.x(start), look.lane.top(), max(1.0, axis.x(end) - axis.x(start) - 1), look.lane.height())
        painter.fillRect(box, theme.colour("accentTint" if percent else "sunken"))
        words = tr("{percent} %", percent=percent) if percent else tr("normal")
        if metrics.horizontalAdvance(words) + 10 > box.width():
            continue
        painter.setFont(theme.font("caption", "semibold" if percent else "regular"))
        painter.setPen(theme.colour("accent" if percent else "text2"))
        painter.drawText(box.adjusted(7, 0, 0, 0), _MIDDLE, words)


def _head(painter: QPainter, look: Look, axis: StripAxis, clock: FilmClock, head: int | None) -> None:
    if head is None or head > clock.frames.last:
        return
    x = axis.x(clock.time_of(head))
    if 0 <= x <= axis.width:
        painter.setPen(QPen(look.theme.colour("cursor"), 2))
        painter.drawLine(QPointF(x, look.ruler.bottom() - 8), QPointF(x, look.waits.top() + 4))


def _waits(painter: QPainter, look: Look, axis: StripAxis, clock: FilmClock, clip: Clip, head: int | None) -> None:
    theme = look.theme
    radius = look.wait_radius
    painter.setFont(theme.font("caption"))
    metrics = QFontMetricsF(painter.font())
    places = [(axis.x(freeze.at), clock.frame_at(freeze.at)) for freeze in clip.freezes]
    for place, (x, frame) in enumerate(places):
        centre = QPointF(x, look.waits.center().y())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(theme.colour("accent")))
        painter.drawEllipse(centre, radius, radius)
        side = radius * 1.2
        sign = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
        draw_glyph(painter, sign, "pause-fill", theme.colour("onAccent"))
        words = (
            tr("waits here, f {frame}", frame=number(frame)) if frame == head else tr("f {frame}", frame=number(frame))
        )
        room = (places[place + 1][0] - radius if place + 1 < len(places) else axis.width) - x - radius - 12
        if metrics.horizontalAdvance(words) > room:
            words = tr("f {frame}", frame=number(frame))
        if metrics.horizontalAdvance(words) <= room:
            painter.setPen(theme.colour("text2"))
            box = QRectF(x + radius + 7, look.waits.top(), room, look.waits.height())
            painter.drawText(box, _MIDDLE, words)
