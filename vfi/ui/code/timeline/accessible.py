"""The timeline for screen readers: the view holds a list for each lane, a lane an item for each of its events.

Qt asks a factory for the interface of each widget, once, and only where somebody listens; what is made here is made
then. Items are found by the event's id, so that one which was deleted meanwhile says of itself that it is gone.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QColor, QWindow
from PySide6.QtWidgets import QWidget

from vfi.core.events import EventId, PointEvent
from vfi.ui.code.describe import spoken
from vfi.ui.code.timeline.rows import Row
from vfi.words import tr

if TYPE_CHECKING:
    from vfi.ui.code.timeline.view import TimelineView

NAME = QAccessible.Text.Name


class _Part(QAccessibleInterface):
    """What parts of a painted view have in common; coordinates are those of the screen."""

    def __init__(self, view: TimelineView) -> None:
        super().__init__()
        self._view = view

    def object(self) -> QObject | None:  # type: ignore[override]  # a part has none of its own
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]
        handle = self._view.window().windowHandle()
        return handle if isinstance(handle, QWindow) else None

    def isValid(self) -> bool:
        return True

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        for place in range(self.childCount()):
            found = self.child(place)
            if found is not None and found.rect().contains(x, y):
                return found
        return None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing here is edited in its place."""

    def state(self) -> QAccessible.State:
        return QAccessible.State()

    def foregroundColor(self) -> QColor:
        return self._view.sheet.colour("text")

    def backgroundColor(self) -> QColor:
        return self._view.sheet.colour("sunken")

    def _on_screen(self, left: float, top: float, width: float, height: float) -> QRect:
        corner = self._view.viewport().mapToGlobal(QPoint(round(left), round(top)))
        return QRect(corner.x(), corner.y(), max(1, round(width)), max(1, round(height)))


class EventPart(_Part):
    """`Welcoming, 0:01:23.480, frame 2502, answers Baby's start`."""

    def __init__(self, lane: LanePart, id: EventId) -> None:
        super().__init__(lane._view)
        self._lane = lane
        self.id = id

    def isValid(self) -> bool:
        return self._view.sheet.index.event(self.id) is not None

    def parent(self) -> QAccessibleInterface:
        return self._lane

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def text(self, kind: QAccessible.Text) -> str:
        sheet = self._view.sheet
        event = sheet.index.event(self.id)
        return spoken(sheet.scheme, sheet.index, sheet.clock, event) if kind == NAME and event is not None else ""

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.selectable = state.focusable = True
        state.selected = self._view.sheet.selected == self.id
        axis, event = self._view.sheet.axis, self._view.sheet.index.event(self.id)
        state.offscreen = event is None or not axis.start <= event.start <= axis.end
        return state

    def rect(self) -> QRect:
        sheet = self._view.sheet
        event = sheet.index.event(self.id)
        if event is None:
            return QRect()
        row, x = self._lane.row, sheet.axis.x(event.start)
        if isinstance(event, PointEvent):
            return self._on_screen(x - 9, row.top, 18, row.height)
        end = max(sheet.head, event.start) if event.end is None else event.end
        return self._on_screen(x, row.top, sheet.axis.x(end) - x, row.height)


class LanePart(_Part):
    """One lane, named as at its side."""

    def __init__(self, view: TimelineView, row: Row) -> None:
        super().__init__(view)
        self.row = row
        self._items: dict[EventId, EventPart] = {}

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self._view)

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.List

    def text(self, kind: QAccessible.Text) -> str:
        return self.row.label if kind == NAME else ""

    def childCount(self) -> int:
        return len(self._view.sheet.index.lane(self.row.tier.id).events)

    def child(self, index: int) -> EventPart | None:  # type: ignore[override]
        events = self._view.sheet.index.lane(self.row.tier.id).events
        return self.item(events[index].id) if 0 <= index < len(events) else None

    def item(self, id: EventId) -> EventPart:
        """The item of this event."""
        return self._items.setdefault(id, EventPart(self, id))

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        events = self._view.sheet.index.lane(self.row.tier.id).events
        id = child.id if isinstance(child, EventPart) else None
        return next((place for place, event in enumerate(events) if event.id == id), -1)

    def focusChild(self) -> EventPart | None:  # type: ignore[override]
        event = self._view.sheet.index.event(self._view.sheet.selected)
        return self.item(event.id) if event is not None and event.tier == self.row.tier.id else None

    def rect(self) -> QRect:
        return self._on_screen(0, self.row.top, self._view.sheet.axis.width, self.row.height)


class TimelinePart(_Part):
    """The lanes."""

    def __init__(self, view: TimelineView) -> None:
        super().__init__(view)
        self._lanes: dict[str, LanePart] = {}

    def object(self) -> QObject:
        return self._view

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        above = self._view.parentWidget()
        return QAccessible.queryAccessibleInterface(above) if isinstance(above, QWidget) else None

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Grouping

    def text(self, kind: QAccessible.Text) -> str:
        if kind == NAME:
            return tr("Lanes")
        return str(self._view.accessibleDescription()) if kind == QAccessible.Text.Description else ""

    def childCount(self) -> int:
        return len(self._view.sheet.rows)

    def child(self, index: int) -> LanePart | None:  # type: ignore[override]
        rows = self._view.sheet.rows
        return self._lane(rows[index]) if 0 <= index < len(rows) else None

    def _lane(self, row: Row) -> LanePart:
        lane = self._lanes.setdefault(row.tier.id, LanePart(self._view, row))
        lane.row = row  # it may stand elsewhere by now
        return lane

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        tier = child.row.tier.id if isinstance(child, LanePart) else None
        return next((place for place, row in enumerate(self._view.sheet.rows) if row.tier.id == tier), -1)

    def focusChild(self) -> EventPart | None:  # type: ignore[override]
        sheet = self._view.sheet
        event = sheet.index.event(sheet.selected)
        row = sheet.row(event.tier) if event is not None else None
        return self._lane(row).item(event.id) if event is not None and row is not None else None

    def rect(self) -> QRect:
        return self._on_screen(0, 0, self._view.viewport().width(), self._view.viewport().height())


def tell_selected(view: TimelineView) -> None:
    """A screen reader follows the selection, where one listens."""
    item = view.accessible_part().focusChild() if QAccessible.isActive() else None
    if item is not None:
        QAccessible.updateAccessibility(QAccessibleEvent(item, QAccessible.Event.Selection))


@cache
def offer() -> None:
    """Let Qt find the interfaces of timelines; once for the whole program."""
    from vfi.ui.code.timeline.view import TimelineView

    def part_of(_class: str, widget: QObject | None) -> QAccessibleInterface | None:
        return widget.accessible_part() if isinstance(widget, TimelineView) else None

    QAccessible.installFactory(part_of)
