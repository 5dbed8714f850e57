"""What lies under the mouse: an edge, a point, a state, a gap, the ruler, or a lane."""

from __future__ import annotations

from dataclasses import dataclass

from vfi.core.events import EventId, PointEvent, StateEvent, TierId
from vfi.core.time import Span
from vfi.ui.code.timeline.rows import Row
from vfi.ui.code.timeline.sheet import Edge, Sheet

EDGE = 6
"""Within so many pixels of an edge it is taken."""
_POINT = 11
_GAP_WORDS = 130


@dataclass(frozen=True, slots=True)
class Hit:
    """`event` with `edge` None: the event itself; no event: the lane or, above the lanes, the ruler."""

    event: EventId | None = None
    edge: Edge | None = None
    ruler: bool = False
    gap: tuple[TierId, Span] | None = None
    """The words "not yet watched" of this stretch are under the mouse."""


def hit(sheet: Sheet, x: float, y: float) -> Hit:
    """What is there, pixels from the drawing's top left; the event drawn last wins."""
    row = next((row for row in sheet.rows if row.top <= y < row.bottom), None)
    if row is None:
        return Hit(ruler=not sheet.rows or y < sheet.rows[0].top)
    lane = sheet.index.lane(row.tier.id)
    window = lane.window(sheet.axis.time(x - _POINT - 1), sheet.axis.time(x + _POINT + 1))
    near = [*lane.events[window]]
    if sheet.selected is not None:  # the selected one is on top where they crowd
        near.sort(key=lambda event: event.id == sheet.selected)
    for event in reversed(near):
        found = _on_point(sheet, event, x) if isinstance(event, PointEvent) else _on_state(sheet, row, event, x, y)
        if found is not None:
            return found
    return Hit(gap=_on_gap(sheet, row, x))


def _on_point(sheet: Sheet, event: PointEvent, x: float) -> Hit | None:
    return Hit(event.id) if abs(sheet.axis.x(event.at) - x) <= _POINT * sheet.theme.scale else None


def _on_state(sheet: Sheet, row: Row, event: StateEvent, x: float, y: float) -> Hit | None:
    top, height = row.bar(event.code)
    left = sheet.axis.x(event.start)
    right = sheet.axis.x(max(sheet.head, event.start) if event.end is None else event.end)
    if row.sub_rows > 1 and not top - 2 <= y <= top + height + 2:
        return None
    if not left - EDGE <= x <= right + EDGE:
        return None
    # the middle third of a short bar stays the bar, so that it can be clicked
    grip = min(EDGE, max(2.0, (right - left) / 3))
    if x >= right - grip and event.end is not None:
        return Hit(event.id, "end")
    if x <= left + grip:
        return Hit(event.id, "start")
    return Hit(event.id) if left <= x <= right else None


def _on_gap(sheet: Sheet, row: Row, x: float) -> tuple[TierId, Span] | None:
    if row.marks:
        return None
    for span in sheet.gaps(row.tier.id):
        left, right = max(0.0, sheet.axis.x(span.start)), min(float(sheet.axis.width), sheet.axis.x(span.end))
        if right - left > _GAP_WORDS + 28 and left + 10 <= x <= left + 10 + _GAP_WORDS:
            return row.tier.id, span
    return None
