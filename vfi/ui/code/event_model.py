"""The events as a table that follows the coding row by row, and the filter over it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from vfi.core.clock import FilmClock
from vfi.core.events import Event, EventId, StateEvent
from vfi.core.scheme import Scheme
from vfi.core.time import clock_text
from vfi.ui.code.describe import beside, code_of, spoken
from vfi.ui.code.index import EventIndex, RowChange
from vfi.words import tr

Index = QModelIndex | QPersistentModelIndex
TIME, WHAT, BESIDE = range(3)
EVENT = Qt.ItemDataRole.UserRole
_NO_PARENT = QModelIndex()


class EventModel(QAbstractTableModel):
    """Time, what it is, and what stands beside it; `EVENT` gives the event itself."""

    def __init__(self, scheme: Scheme, index: EventIndex, clock: FilmClock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scheme = scheme
        self._index = index
        self._clock = clock
        self._rows: list[EventId] = index.ids()
        self.latest: EventId | None = None
        """What was coded last: it says "just now" where nothing else is known."""

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else 3

    def event_at(self, row: int) -> Event | None:
        return self._index.event(self._rows[row]) if 0 <= row < len(self._rows) else None

    def row_of(self, id: EventId) -> int:
        """The row of an event; -1 when it is not there."""
        event = self._index.event(id)
        if event is None:
            return -1
        row = self._index.row_of(event)
        return row if row < len(self._rows) and self._rows[row] == id else -1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        event = self.event_at(index.row()) if index.isValid() else None
        if event is None:
            return None
        if role == EVENT:
            return event
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(event, index.column())
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return spoken(self._scheme, self._index, self._clock, event)
        return None

    def _words(self, event: Event, column: int) -> str:
        if column == TIME:
            return clock_text(event.start)
        if column == WHAT:
            return code_of(self._scheme, event).label
        words = beside(self._scheme, self._index, event)
        if isinstance(event, StateEvent) and event.end is None:
            return tr("open")
        return tr("just now") if not words and event.id == self.latest else words

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal and 0 <= section < 3:
            return (tr("Time"), tr("What"), tr("More"))[section]
        return None

    def take(self, changes: list[tuple[RowChange, int, EventId]]) -> None:
        """Follow the index: the same changes, in the same order."""
        for change, row, id in changes:
            if change is RowChange.INSERTED:
                self.beginInsertRows(_NO_PARENT, row, row)
                self._rows.insert(row, id)
                self.endInsertRows()
            elif change is RowChange.REMOVED:
                self.beginRemoveRows(_NO_PARENT, row, row)
                del self._rows[row]
                self.endRemoveRows()
            else:
                self.dataChanged.emit(self.index(row, 0), self.index(row, 2))

    def set_latest(self, id: EventId | None) -> None:
        """What was coded last."""
        before, self.latest = self.latest, id
        for one in (before, id):
            row = self.row_of(one) if one is not None else -1
            if row >= 0:
                self.dataChanged.emit(self.index(row, TIME), self.index(row, BESIDE))


class EventFilter(QSortFilterProxyModel):
    """The rows that fit what was typed and the tier that was chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self._tier = ""

    def look_for(self, words: str) -> None:
        self.beginFilterChange()
        self._words = words.casefold().strip()
        self.endFilterChange()

    def only(self, tier: str) -> None:
        """Events of this tier; empty for all."""
        self.beginFilterChange()
        self._tier = tier
        self.endFilterChange()

    @property
    def tier(self) -> str:
        return self._tier

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        model = self.sourceModel()
        if not self._words and not self._tier:
            return True
        assert isinstance(model, EventModel)
        event = model.event_at(source_row)
        if event is None or (self._tier and event.tier != self._tier):
            return False
        if not self._words:
            return True
        texts = [str(model.data(model.index(source_row, column))) for column in range(3)]
        return self._words in " ".join([*texts, event.comment]).casefold()
