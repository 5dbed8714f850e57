"""The strip under the film in the editor: stills, the clip's two ends, its speeds and its waits, all to be dragged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from vfi.core.clip_edits import edge_at, frames_of, moved_wait, part_at, with_speed
from vfi.core.clock import FilmClock
from vfi.core.deck import Clip, Freeze, SlowPart
from vfi.core.errors import VfiError
from vfi.core.time import SECOND, Ns
from vfi.ui.code.describe import number
from vfi.ui.code.tracks import ShownStill, Tracks
from vfi.ui.feedback.strip_axis import StripAxis, fitted_view
from vfi.ui.feedback.strip_painting import Look, StripStills, paint_strip
from vfi.ui.theme import Theme
from vfi.words import tr

_REACH = 9
"""So many pixels from a handle, and it is meant."""

Edge = Literal["start", "end"]
Change = Callable[[int], Clip]


class TrimStrip(QWidget):
    """Shows one clip and some of the film round it. Whoever holds it makes the changes (`edited`)."""

    seek = Signal(int)
    """A frame was clicked."""
    scrubbed = Signal(int)
    """The hand is over this frame."""
    edited = Signal(object, str)
    """`Clip` as it was dragged, and what undo calls it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._clip: Clip | None = None
        self._ghost: Clip | None = None
        self._clock: FilmClock | None = None
        self._axis = StripAxis(0, SECOND, 1)
        self._head: int | None = None
        self._part: tuple[int | None, int | None] = (None, None)
        self._tracks: Tracks | None = None
        self._stills = StripStills()
        self._drag: Change | None = None
        self._label = ""
        self._scrubbing = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("ownFocus", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("The clip’s start, end, speeds and waits"))
        # film time does not mirror, whatever the language
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self._look = Look(self._theme)
        self.setFixedHeight(self._look.height)
        self._stills.clear()
        self._ask_stills()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, self._look.height)

    # ---- what is shown

    def show_clip(self, clip: Clip | None, clock: FilmClock | None) -> None:
        """Show this clip; the stretch of film in sight stays where it is while the clip still lies well in it."""
        other = self._clip is None or clip is None or clip.id != self._clip.id
        self._clip, self._clock = clip, clock
        self._ghost = self._drag = None
        if clip is None or clock is None:
            self.update()
            return
        view = fitted_view(clip, clock, None if other else self._axis)
        axis = StripAxis(view[0], view[1], max(1, self.width()))
        if axis != self._axis:
            self._axis = axis
            self._ask_stills()
        first, last = frames_of(clip, clock)
        self.setAccessibleDescription(tr("From frame {first} to frame {last}", first=number(first), last=number(last)))
        self.update()

    def set_tracks(self, tracks: Tracks | None) -> None:
        """Whose stills these are from now on."""
        if self._tracks is not None:
            self._tracks.still_came.disconnect(self._take)
        self._tracks = tracks
        self._stills.clear()
        if tracks is not None:
            tracks.still_came.connect(self._take)
            self._ask_stills()
        self.update()

    def show_head(self, frame: int | None) -> None:
        """The frame on the screen."""
        if frame != self._head:
            self._head = frame
            self.update()

    def show_part(self, first: int | None, last: int | None) -> None:
        """The part that was marked with I and O (frames, both in it)."""
        if (first, last) != self._part:
            self._part = (first, last)
            self.update()

    def _take(self, still: ShownStill) -> None:
        self._stills.take(still, self._look.stills_height, self.devicePixelRatioF())
        self.update()

    def _ask_stills(self) -> None:
        if self._tracks is None or self._clock is None or self._clip is None:
            return
        aspect = self._tracks.shape[0] / max(1, self._tracks.shape[1])
        cells, spacing = self._stills.cells(self._axis, self._clock, round(self._look.stills_height * aspect))
        self._tracks.ask_stills(cells, spacing)

    # ---- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._axis = StripAxis(self._axis.start, self._axis.end, max(1, self.width()))
        self._ask_stills()

    def paintEvent(self, event: QPaintEvent) -> None:
        clip, clock = self._ghost or self._clip, self._clock
        if clip is None or clock is None:
            return
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # times and what stands beside them do not mirror
        paint_strip(
            painter, self._look, self._axis, clock, clip, self._stills, self._head, self._part, focused=self.hasFocus()
        )

    # ---- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._clip is None or self._clock is None:
            event.ignore()
            return
        x, y = event.position().x(), event.position().y()
        found = self._grip(x, y)
        if found is not None:
            self._drag, self._label = found
            wait = self._wait_near(x, y)
            if wait is not None:
                self.seek.emit(self._clock.frame_at(wait.at))
            return
        if self._look.lane.contains(0, y) and self._clip.start <= self._axis.time(x) < self._clip.end:
            self._speed_menu(self._axis.time(x), event)
            return
        self._scrubbing = True
        self.seek.emit(self._frame(x))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x, y = event.position().x(), event.position().y()
        if self._drag is not None:
            frame = self._frame(x)
            try:
                self._ghost = self._drag(frame)
            except VfiError:
                return  # there it cannot be: it stays where it was
            self.scrubbed.emit(frame)
            QToolTip.showText(event.globalPosition().toPoint(), tr("frame {n}", n=number(frame)), self)
            self.update()
        elif self._scrubbing:
            self.scrubbed.emit(self._frame(x))
        else:
            grip = self._grip(x, y)
            self.setCursor(Qt.CursorShape.SizeHorCursor if grip is not None else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        ghost, self._ghost, self._drag = self._ghost, None, None
        if self._scrubbing:
            self._scrubbing = False
            self.seek.emit(self._frame(event.position().x()))
        if ghost is not None and ghost != self._clip:
            self.edited.emit(ghost, self._label)
        self.update()

    def cancel_drag(self) -> bool:
        """Esc: what is held goes back to where it was; False when nothing is held."""
        if self._drag is None:
            return False
        self._drag = self._ghost = None
        self.update()
        return True

    def leaveEvent(self, event: QEvent) -> None:
        self.unsetCursor()
        super().leaveEvent(event)

    def _frame(self, x: float) -> int:
        assert self._clock is not None
        return self._clock.frame_at(self._axis.time(x))

    def _grip(self, x: float, y: float) -> tuple[Change, str] | None:
        """What lies under the mouse, as what dragging it does."""
        clip, clock, axis, look = self._clip, self._clock, self._axis, self._look
        if clip is None or clock is None:
            return None
        if look.stills.top() - 4 <= y <= look.stills.bottom() + 4:
            start, end = axis.x(clip.start), axis.x(clip.end)
            near: Edge = "start" if abs(x - start) <= abs(x - end) else "end"
            place = start - 4 if near == "start" else end + 4
            if abs(x - place) <= _REACH:
                last = 0 if near == "start" else -1
                return lambda frame: edge_at(clip, clock, near, frame + last), "clip-trimmed"
        wait = self._wait_near(x, y)
        if wait is not None:
            return _wait_mover(clip, clock, wait), "clip-wait"
        if look.lane.contains(0, y):
            for part in clip.slow:
                for edge, at in (("start", part.start), ("end", part.end)):
                    if abs(x - axis.x(at)) <= 5 and clip.start < at < clip.end:
                        return _part_mover(clip, clock, part, edge), "clip-speed"
        return None

    def _wait_near(self, x: float, y: float) -> Freeze | None:
        look = self._look
        if self._clip is None or y <= look.lane.bottom():
            return None
        near = (wait for wait in self._clip.freezes if abs(x - self._axis.x(wait.at)) <= look.wait_radius + 2)
        return next(near, None)

    def _speed_menu(self, at: int, event: QMouseEvent) -> None:
        """How fast the part under the mouse is shown."""
        clip = self._clip
        if clip is None:
            return
        start, end, now = part_at(clip, at)
        menu = QMenu(self)
        for percent, words in ((None, tr("Normal")), (50, tr("50 %")), (25, tr("25 %"))):
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(percent == now)
            action.triggered.connect(
                lambda _on, percent=percent: self.edited.emit(with_speed(clip, start, end, percent), "clip-speed")
            )
        menu.popup(event.globalPosition().toPoint())


def _wait_mover(clip: Clip, clock: FilmClock, wait: Freeze) -> Change:
    return lambda frame: moved_wait(clip, clock, wait, frame)


def _part_mover(clip: Clip, clock: FilmClock, part: SlowPart, edge: str) -> Change:
    """Drags one end of a slow part; the other stays, and at least one frame is left."""
    natural = replace(clip, slow=tuple(other for other in clip.slow if other is not part))

    def moved(frame: int) -> Clip:
        at = clock.time_of(frame)
        if edge == "start":
            return with_speed(natural, min(at, clock.edge_before(part.end)), part.end, part.percent)
        return with_speed(natural, part.start, Ns(max(at, clock.edge_after(part.start))), part.percent)

    return moved
