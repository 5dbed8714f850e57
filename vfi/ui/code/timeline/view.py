"""The drawing of the timeline: a pyqtgraph view whose box is the axis of time, and what the mouse does in it."""

from __future__ import annotations

from typing import Any

import pyqtgraph
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent

from vfi.core.events import EventId, PointEvent, StateEvent
from vfi.core.time import SECOND, Ns
from vfi.ui.code.timeline.accessible import TimelinePart, offer
from vfi.ui.code.timeline.hit import Hit, hit
from vfi.ui.code.timeline.lane_item import LaneItem, WordsItem
from vfi.ui.code.timeline.over_items import GhostItem, HeadItem, LinksItem, RulerItem
from vfi.ui.code.timeline.sheet import Edge, Ghost, Sheet
from vfi.ui.code.timeline.sound_item import SoundItem
from vfi.ui.code.timeline.spectrum_item import SpectrumItem
from vfi.ui.code.timeline.stills_item import StillsItem
from vfi.ui.code.timeline.track import Track
from vfi.ui.code.tracks import Tracks
from vfi.words import tr

NEAREST = SECOND
"""The least stretch that fills the view (ns)."""
_ZOOM_STEP = 1.5
_MARGIN = 90
"""One part in so many of what is in view may lie before the film's start or after its end."""
_DRAG_FROM = 3
"""Pixels before a press becomes a drag."""


class TimelineView(pyqtgraph.GraphicsView):  # type: ignore[misc]
    """Lanes under a ruler. The scene's coordinates are pixels; times turn into pixels in `Sheet.axis` alone.

    Bars and points are drawn by one item per lane; stills, sound and its pitch by one each above them.
    """

    seek = Signal(int)
    """Show this frame."""
    scrubbed = Signal(int)
    """Show this frame, or one near it, while the mouse drags."""
    chosen = Signal(str)
    """This event was clicked."""
    opened = Signal(str)
    """This event was double-clicked: edit it."""
    edge_moved = Signal(str, str, int)
    """(event, `start` or `end`, frame): an edge was dragged there; an end's frame is the first without it."""
    range_changed = Signal()
    gap_clicked = Signal(str, int, int)
    """(tier, first frame, last frame): a stretch of one lane is to be marked as watched."""

    def __init__(self, sheet: Sheet, ruler: int, tracks: Tracks | None = None, parent: Any = None) -> None:
        super().__init__(parent, background=None)
        self.sheet = sheet
        self._part: TimelinePart | None = None
        offer()
        self._ruler_height = ruler
        self.box = pyqtgraph.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0)
        self.setCentralItem(self.box)
        self.box.sigXRangeChanged.connect(self._take_range)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(tr("Lanes"))
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setFrameShape(self.Shape.NoFrame)
        self._lanes: list[LaneItem] = []
        self._words: list[WordsItem] = []
        self._ruler = RulerItem(sheet, ruler)
        self._links = LinksItem(sheet)
        self._head = HeadItem(sheet)
        self._ghost = GhostItem(sheet)
        for item in (self._ruler, self._links, self._head, self._ghost):
            self.scene().addItem(item)
        self.stills = StillsItem(sheet, tracks.shape if tracks is not None else (16, 9))
        self.sound = SoundItem(sheet, lambda: tracks.sound if tracks is not None else None)
        self.spectrum = SpectrumItem(sheet, lambda: tracks.spectrum if tracks is not None else None)
        for track in (self.stills, self.sound, self.spectrum):
            self.scene().addItem(track)
        self._pressed: tuple[QPointF, Hit] | None = None
        self._dragging = False

    def accessible_part(self) -> TimelinePart:
        """What a screen reader is given: lanes and events."""
        if self._part is None:
            self._part = TimelinePart(self)
        return self._part

    # ---- what is drawn

    def lay_rows(self, stills: Track, sound: Track, spectrum: Track) -> None:
        """Take the sheet's rows, and what stands above them."""
        self.stills.lay(stills)
        self.sound.lay(sound)
        self.spectrum.lay(spectrum)
        for item in (*self._lanes, *self._words):
            self.scene().removeItem(item)
        self._lanes = [LaneItem(self.sheet, row) for row in self.sheet.rows]
        self._words = [WordsItem(self.sheet, row) for row in self.sheet.rows]
        for item in (*self._lanes, *self._words):
            self.scene().addItem(item)
        bottom = max((row.bottom for row in self.sheet.rows), default=self._ruler_height)
        self._links.height = bottom
        self._head.height = bottom
        self.setFixedHeight(bottom + 2)

    def dress(self) -> None:
        """The theme or the screen changed."""
        self.sheet.dress(self.devicePixelRatioF())
        self.setBackground(self.sheet.theme.colour("sunken"))
        for item in self._lanes:
            item.dress()
        self.repaint_all()

    def repaint_all(self) -> None:
        """Everything may look otherwise."""
        self._head.place()
        self.viewport().update()

    def repaint_tiers(self, tiers: frozenset[str], *, links: bool) -> None:
        """Events of these tiers look otherwise; `links`: and links do, which lie over all lanes."""
        for item in self._rows_drawn():
            if item.row.tier.id in tiers:
                item.update()
        if links:
            self._links.update()

    def repaint_links(self) -> None:
        """Another link is suggested."""
        self._links.update()

    def _rows_drawn(self) -> list[LaneItem | WordsItem]:
        return [*self._lanes, *self._words]

    def move_head(self, time: Ns) -> None:
        """The film shows this moment now."""
        before, self.sheet.head = self.sheet.head, time
        self._head.place()
        for item in self._rows_drawn():
            self._repaint_open(item, before, time)

    def _repaint_open(self, item: LaneItem | WordsItem, before: int, now: int) -> None:
        """Only the end of an open state moves with the head."""
        lane = self.sheet.index.lane(item.row.tier.id)
        if any(isinstance(event, StateEvent) and event.end is None for event in lane.events[-4:]):
            axis = self.sheet.axis
            left, right = sorted((axis.x(before), axis.x(now)))
            area = item.boundingRect()
            area.setLeft(max(0.0, left - 16))
            area.setRight(min(float(axis.width), right + 130))
            if area.width() > 0:
                item.update(area)

    # ---- which stretch is in view

    def _nearest(self) -> int:
        return min(NEAREST, self.sheet.clock.end - self.sheet.clock.start)

    def show_range(self, start: int, length: int) -> None:
        """Bring this stretch (ns) into view, kept within the film."""
        clock = self.sheet.clock
        film = clock.end - clock.start
        length = max(self._nearest(), min(length, film + 2 * (film // _MARGIN)))
        margin = length // _MARGIN  # a point on the first frame is seen whole
        start = max(clock.start - margin, min(start, clock.end + margin - length))
        self.box.setXRange(start / SECOND, (start + length) / SECOND, padding=0)

    def zoom(self, factor: float, at: int | None = None) -> None:
        """See `factor` times as much time; what lies at `at` (ns; default the play head) stays where it is."""
        axis = self.sheet.axis
        length = round((axis.end - axis.start) * factor)
        held = self.sheet.head if at is None else at
        held = min(max(held, axis.start), axis.end)
        share = (held - axis.start) / max(1, axis.end - axis.start)
        self.show_range(held - round(share * length), length)

    def closer(self) -> None:
        """Zoom in a step."""
        self.zoom(1 / _ZOOM_STEP)

    def further(self) -> None:
        """Zoom out a step."""
        self.zoom(_ZOOM_STEP)

    def bring_into_view(self, time: int, *, ahead: bool) -> None:
        """Turn the page when this moment is not in view; `ahead`: the film plays on from here."""
        axis = self.sheet.axis
        length = axis.end - axis.start
        margin = length // 50
        if axis.start <= time <= axis.end - (margin if ahead else 0):
            return
        self.show_range(time - length // (12 if ahead else 3), length)

    def _take_range(self, _box: object, limits: tuple[float, float]) -> None:
        axis = self.sheet.axis
        axis.start, axis.end = round(limits[0] * SECOND), round(limits[1] * SECOND)
        axis.width = max(1, self.viewport().width())
        self.repaint_all()
        self.range_changed.emit()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if event is not None:  # the base class calls this once without an event
            above = (self.stills, self.sound, self.spectrum)
            for item in (*self._lanes, *self._words, self._ruler, self._links, self._ghost, *above):
                item.prepareGeometryChange()
            self.sheet.axis.width = max(1, self.viewport().width())
            self.repaint_all()
            self.range_changed.emit()

    # ---- the mouse

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        axis = self.sheet.axis
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_ZOOM_STEP ** (-turned.y() / 240), axis.time(event.position().x()))
        else:
            pixels = event.pixelDelta()
            moved = -(pixels.x() or pixels.y()) if not pixels.isNull() else -(turned.x() or turned.y()) * 0.6
            self.show_range(axis.start + round(moved / axis.scale), axis.end - axis.start)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        found = hit(self.sheet, event.position().x(), event.position().y())
        self._pressed, self._dragging = (event.position(), found), False
        if found.event is not None:
            self.chosen.emit(found.event)
        elif found.gap is None:
            self.seek.emit(self._frame_at(event.position().x()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = hit(self.sheet, event.position().x(), event.position().y())
        if found.event is not None:
            self.opened.emit(found.event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        position = event.position()
        if self._pressed is None:
            self._hover(hit(self.sheet, position.x(), position.y()))
            return
        start, found = self._pressed
        if not self._dragging and (position - start).manhattanLength() < _DRAG_FROM:
            return
        self._dragging = True
        if found.event is not None:
            self._drag(found.event, found.edge, position.x(), position.x() - start.x())
        elif found.gap is None:
            self.scrubbed.emit(self._frame_at(position.x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        ghost, self.sheet.ghost = self.sheet.ghost, None
        gap = pressed[1].gap
        if ghost is not None:
            self.edge_moved.emit(ghost.event, ghost.edge, self.sheet.clock.edge_number(ghost.time))
            self.repaint_all()
        elif self._dragging and pressed[1].event is None and gap is None:
            self.seek.emit(self._frame_at(event.position().x()))
        elif not self._dragging and gap is not None:
            clock = self.sheet.clock
            tier, span = gap
            self.gap_clicked.emit(tier, clock.frame_at(span.start), max(0, clock.edge_number(span.end) - 1))
        self._dragging = False

    def cancel_drag(self) -> bool:
        """Esc while dragging: nothing moves. True when something was being dragged."""
        was, self.sheet.ghost, self._pressed = self.sheet.ghost, None, None
        self.repaint_all()
        return was is not None

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(Hit())
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # keys belong to the room

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def _frame_at(self, x: float) -> int:
        return self.sheet.clock.frame_at(self.sheet.axis.time(x))

    def _hover(self, found: Hit) -> None:
        sheet = self.sheet
        shape = Qt.CursorShape.ArrowCursor
        if found.edge is not None:
            shape = Qt.CursorShape.SizeHorCursor
        elif found.event is not None or found.gap is not None:
            shape = Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(shape)
        if (found.event, found.gap) == (sheet.hovered, sheet.gap_hovered):
            return
        sheet.hovered, sheet.gap_hovered = found.event, found.gap
        self.viewport().update()

    def _drag(self, id: EventId, edge: Edge | None, x: float, moved: float) -> None:
        """Show where the edge would come to lie; a state's body does not move, only its edges do."""
        sheet, clock = self.sheet, self.sheet.clock
        event = sheet.index.event(id)
        if event is None or (edge is None and not isinstance(event, PointEvent)):
            return
        taken = event.start
        if edge == "end" and isinstance(event, StateEvent) and event.end is not None:
            taken = event.end
        number = self._nearest_edge(taken + round(moved / sheet.axis.scale), last=edge == "end")
        sheet.ghost = Ghost(id, edge or "start", clock.edge(number), _ghost_words(edge, number))
        self.viewport().update()
        self.scrubbed.emit(number - 1 if edge == "end" else number)

    def _nearest_edge(self, time: int, *, last: bool) -> int:
        clock = self.sheet.clock
        number = clock.edge_number(max(time, clock.start))
        if number < len(clock.frames) and clock.edge(number + 1) - time < time - clock.edge(number):
            number += 1
        return min(max(number, 1), len(clock.frames)) if last else min(number, clock.frames.last)


def _ghost_words(edge: Edge | None, number: int) -> str:
    if edge == "end":
        return tr("last frame {n}", n=number - 1)
    return tr("frame {n}", n=number)
