"""What keys, form and timeline do with events that are there: the next one, its edges, its end."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from vfi.core.events import Event, EventId, StateEvent
from vfi.desk.coding import CodingDesk, Outcome
from vfi.ui.code.index import EventIndex
from vfi.ui.code.keys import Do
from vfi.ui.code.ports import Film


class EventKeys:
    """`change` makes a change and shows what came of it; `jump_to` selects an event and lets the film show it."""

    def __init__(
        self,
        desk: CodingDesk,
        index: EventIndex,
        film: Film,
        selected: Callable[[], EventId | None],
        jump_to: Callable[[str], object],
        change: Callable[[Callable[[], Outcome]], Outcome],
    ) -> None:
        self._desk = desk
        self._index = index
        self._film = film
        self._selected = selected
        self._jump_to = jump_to
        self._change = change
        self.acts: dict[Do, Callable[[], object]] = {
            Do.EVENT_BACK: partial(self._beside, -1),
            Do.EVENT_ON: partial(self._beside, 1),
            Do.START_BACK: partial(self._nudge, "start", -1),
            Do.START_ON: partial(self._nudge, "start", 1),
            Do.END_BACK: partial(self._nudge, "end", -1),
            Do.END_ON: partial(self._nudge, "end", 1),
            Do.DELETE: self._delete,
        }

    def edge_moved(self, id: str, edge: str, frame: int) -> None:
        """An edge was dragged to this frame."""
        self._change(lambda: self._desk.set_edge(EventId(id), edge, frame))
        event = self._index.event(EventId(id))
        if event is not None:
            self._show_edge(event, edge)

    def end_here(self, id: str) -> None:
        """The event ends with the frame on the screen."""
        frame = self._film.current_frame
        if frame is not None:
            self._change(lambda: self._desk.set_edge(EventId(id), "end", frame))

    def _beside(self, step: int) -> None:
        """The next event: after the selected one when the film stands on it, else after what the film shows."""
        frame = self._film.current_frame
        if frame is None:
            return
        clock = self._desk.clock
        event = self._index.event(self._selected())
        if event is not None and clock.frame_at(event.start) == frame:
            found = self._index.beside(event.id, step)
        else:
            now = clock.time_of(frame)
            found = self._index.after(now) if step > 0 else self._index.before(now)
        if found is not None:
            self._jump_to(found)

    def _nudge(self, edge: str, frames: int) -> None:
        id = self._selected()
        if id is None:
            return
        outcome = self._change(lambda: self._desk.nudge(id, edge, frames))
        event = self._index.event(id)
        if outcome.changed and event is not None:
            self._show_edge(event, edge)

    def _show_edge(self, event: Event, edge: str) -> None:
        """Let the film show the first (last) frame of an event."""
        clock = self._desk.clock
        if edge == "end" and isinstance(event, StateEvent) and event.end is not None:
            self._film.go(max(0, clock.edge_number(event.end) - 1))  # the last frame with the behaviour
        else:
            self._film.go(clock.frame_at(event.start))

    def _delete(self) -> None:
        id = self._selected()
        if id is not None:
            self._change(lambda: self._desk.delete(id))
