"""The film with what is hidden in it as it will be burned in; a part is hidden by drawing on it."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from vfi.core.clock import FilmClock
from vfi.core.redaction import NOTHING, Place, Redaction, RedactionId, Region, Shape
from vfi.core.time import Ns
from vfi.media.fitting import fitted
from vfi.media.redacting import Redactor
from vfi.ui.film_view import FilmView
from vfi.words import tr

_LEAST = 0.01
"""Of the picture's width and height: what is dragged smaller was a click."""
_REACH = 9.0
"""Pixels round a corner in which it is taken hold of."""
_HALO = QColor(0, 0, 0, 170)
_LINE = QColor("#f3efe6")
_CHOSEN = QColor("#ffd27a")
"""On any picture, light or dark, in either theme: a light line on a dark one."""


class HidingView(FilmView):
    """Paints every picture with what is hidden burned in by the same hand that exports it."""

    drawn = Signal(object)
    """`Place`: a new part was drawn on the picture."""
    placed = Signal(str, object)
    """A region and its new `Place` at the frame on the screen."""
    chosen = Signal(str)
    """A region was pressed."""

    def __init__(self, clock: FilmClock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._redaction = NOTHING
        self._redactor = Redactor(NOTHING, clock)
        self._originals: dict[int, np.ndarray[Any, Any]] = {}
        """The picture on the screen and the one that is painted next, as they were delivered."""
        self._selected: RedactionId | None = None
        self._beneath = False
        self._ghost: Place | None = None
        self._drag: _Drag | None = None
        self.shape = Shape.ELLIPSE
        """Of what is drawn next."""
        self.can_change = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAcceptDrops(False)
        self.setAccessibleName(tr("Film, with what is hidden"))

    # ---- what is shown

    def show_picture(self, frame: int, image: np.ndarray[Any, Any]) -> None:
        kept = {now: self._originals[now] for now in (self.on_screen,) if now is not None and now in self._originals}
        self._originals = {**kept, frame: image}
        super().show_picture(frame, self._hidden(frame, image))

    def _hidden(self, frame: int, image: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        if self._beneath or not self._redactor:
            return image
        copy = image.copy()
        self._redactor.hide_rgb(frame, copy)
        return copy

    def show_redaction(self, redaction: Redaction, selected: RedactionId | None) -> None:
        """Hide this from now on, of the camera that is shown."""
        self._selected = selected
        if redaction != self._redaction:
            self._redaction = redaction
            self._make_again()
        self.update()

    def show_beneath(self, beneath: bool) -> None:
        """Show the film itself, with outlines alone."""
        if beneath != self._beneath:
            self._beneath = beneath
            self._make_again()

    @property
    def beneath(self) -> bool:
        """Is the film itself shown?"""
        return self._beneath

    def clear(self) -> None:
        self._originals = {}
        super().clear()

    def _make_again(self, *, leave_out: RedactionId | None = None) -> None:
        shown = self._redaction.without(leave_out) if leave_out is not None else self._redaction
        self._redactor = Redactor(shown, self._clock)
        frame = self._unpainted[0] if self._unpainted is not None else self.on_screen
        if frame is not None and frame in self._originals:
            super().show_picture(frame, self._hidden(frame, self._originals[frame]))

    def regions_now(self) -> list[tuple[Region, Place]]:
        """The regions on the picture that is on the screen, and where they are."""
        frame = self.on_screen
        if frame is None:
            return []
        start, end = self._clock.time_of(frame), self._clock.edge(frame + 1)
        found = []
        for region in self._redaction.regions:
            if region.start < end and region.end > start:
                place = region.place_at(moment_in(region, start))
                if place is not None:
                    found.append((region, place))
        return found

    # ---- where things lie

    def picture_rect(self) -> QRectF:
        """Where the picture lies in this widget; empty without one."""
        size = self.picture_size
        if size is None:
            return QRectF()
        ratio = self.devicePixelRatioF()
        room_width, room_height = self._room_size()
        width, height = fitted(*size, room_width, room_height)
        return QRectF(
            (room_width - width) // 2 / ratio, (room_height - height) // 2 / ratio, width / ratio, height / ratio
        )

    def box_of(self, place: Place) -> QRectF:
        """Where a place of the picture lies in this widget."""
        picture = self.picture_rect()
        return QRectF(
            picture.left() + place.x * picture.width(),
            picture.top() + place.y * picture.height(),
            place.width * picture.width(),
            place.height * picture.height(),
        )

    def _share(self, point: QPointF) -> QPointF:
        picture = self.picture_rect()
        return QPointF((point.x() - picture.left()) / picture.width(), (point.y() - picture.top()) / picture.height())

    # ---- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self.picture_rect())
        for region, place in sorted(self.regions_now(), key=lambda each: each[0].id == self._selected):
            mine = region.id == self._selected
            moved = self._ghost if self._drag is not None and self._drag.id == region.id else None
            self._outline(painter, self.box_of(moved or place), region.shape, mine)
        if self._ghost is not None and self._drag is not None and self._drag.id is None:
            self._outline(painter, self.box_of(self._ghost), self.shape, True)
        painter.end()

    def _outline(self, painter: QPainter, box: QRectF, shape: Shape, mine: bool) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        style = Qt.PenStyle.SolidLine if mine else Qt.PenStyle.DashLine
        for pen in (QPen(_HALO, 4.0), QPen(_CHOSEN if mine else _LINE, 2.0 if mine else 1.2, style)):
            painter.setPen(pen)
            if shape is Shape.ELLIPSE:
                painter.drawEllipse(box)
            else:
                painter.drawRect(box)
        if mine and self.can_change:
            painter.setPen(QPen(_HALO, 1.0))
            painter.setBrush(_CHOSEN)
            for corner in corners(box):
                painter.drawRect(QRectF(corner.x() - 4, corner.y() - 4, 8, 8))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # places are shares of the whole picture, which stays whole here

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self.picture_size is None:
            event.ignore()
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        point = event.position()
        found = self._found(point)
        if found is not None:
            region, place, corner = found
            self.chosen.emit(region.id)
            if self.can_change:
                self._drag = _Drag(region.id, place, corner, self._share(point))
        elif self.can_change and self.picture_rect().contains(point):
            self._drag = _Drag(None, None, None, self._share(point))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag = self._drag
        if drag is None:
            found = self._found(event.position()) if self.picture_size is not None else None
            shape = Qt.CursorShape.CrossCursor
            if found is not None:
                shape = Qt.CursorShape.SizeAllCursor if found[2] is None else _CORNER_CURSORS[found[2]]
            self.setCursor(shape if self.can_change else Qt.CursorShape.ArrowCursor)
            return
        before, self._ghost = self._ghost, drag.place_for(self._share(event.position()))
        if before is None and self._ghost is not None and drag.id is not None:
            self._make_again(leave_out=drag.id)  # to put it in the right place one must see what lies beneath
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, ghost = self._drag, self._ghost
        self.cancel_drag()
        if drag is None or ghost is None:
            return
        if drag.id is not None:
            if ghost != drag.place:
                self.placed.emit(drag.id, ghost)
        else:
            self.drawn.emit(ghost)

    def cancel_drag(self) -> bool:
        """What is held goes back to where it was; False when nothing is held."""
        if self._drag is None:
            return False
        moved = self._drag.id is not None and self._ghost is not None
        self._drag = self._ghost = None
        if moved:
            self._make_again()
        self.update()
        return True

    def _found(self, point: QPointF) -> tuple[Region, Place, int | None] | None:
        """The region under the mouse, the chosen one first, and which of its corners is held."""
        now = sorted(self.regions_now(), key=lambda each: each[0].id != self._selected)
        for region, place in now:
            if region.id == self._selected:
                for number, corner in enumerate(corners(self.box_of(place))):
                    if (corner - point).manhattanLength() <= _REACH:
                        return region, place, number
            if self.box_of(place).contains(point):
                return region, place, None
        return None


class _Drag:
    """What the mouse holds: a region, one of its corners, or a new place."""

    def __init__(self, id: RedactionId | None, place: Place | None, corner: int | None, at: QPointF) -> None:
        self.id = id
        self.place = place
        self._corner = corner
        self._at = at

    def place_for(self, to: QPointF) -> Place | None:
        """Where it is when the mouse is there; None while a new one is too small to be meant."""
        if self.place is None:
            return between(self._at, to)
        by = to - self._at
        place = self.place
        if self._corner is None:
            return shifted(place, by.x(), by.y())
        left, top = place.x, place.y
        right, bottom = place.x + place.width, place.y + place.height
        still = (QPointF(right, bottom), QPointF(left, bottom), QPointF(left, top), QPointF(right, top))[self._corner]
        held = (QPointF(left, top), QPointF(right, top), QPointF(right, bottom), QPointF(left, bottom))[self._corner]
        return between(still, held + by) or place


def moment_in(region: Region, start: int) -> Ns:
    """The moment of a frame that begins at `start` at which the region's place counts for the whole frame."""
    return Ns(min(max(start, region.start), region.end - 1))


def corners(box: QRectF) -> tuple[QPointF, QPointF, QPointF, QPointF]:
    """Clockwise, from the top left."""
    return box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()


def between(one: QPointF, other: QPointF) -> Place | None:
    """The place with these two corners; None when it is too small to be meant."""
    width, height = abs(one.x() - other.x()), abs(one.y() - other.y())
    if width < _LEAST or height < _LEAST or width > 2 or height > 2:
        return None
    x, y = min(one.x(), other.x()), min(one.y(), other.y())
    return Place(x=min(2.0, max(-2.0, x)), y=min(2.0, max(-2.0, y)), width=width, height=height)


def shifted(place: Place, across: float, down: float) -> Place:
    """The same size elsewhere, with at least its edge still in the picture."""
    x = min(1.0, max(-place.width, place.x + across))
    y = min(1.0, max(-place.height, place.y + down))
    return Place(x=x, y=y, width=place.width, height=place.height)


def grown(place: Place, across: float, down: float) -> Place:
    """Wider and higher by these shares, round the same middle."""
    width, height = (min(2.0, max(_LEAST, size + by)) for size, by in ((place.width, across), (place.height, down)))
    return Place(
        x=place.x + (place.width - width) / 2, y=place.y + (place.height - height) / 2, width=width, height=height
    )


_CORNER_CURSORS = (
    Qt.CursorShape.SizeFDiagCursor,
    Qt.CursorShape.SizeBDiagCursor,
    Qt.CursorShape.SizeFDiagCursor,
    Qt.CursorShape.SizeBDiagCursor,
)
