"""What was open last, for a room in which nothing is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QFrame, QVBoxLayout

from vfi.ui.kit.texts import Text
from vfi.ui.theme import Theme
from vfi.words import tr


@dataclass(frozen=True, slots=True)
class Recent:
    """A session that was open here: `key` comes back when it is chosen."""

    key: str
    case: str
    words: str
    state: str


class RecentCard(QFrame):
    """*Last opened*, a row for each session; not seen while there is none.

    `row` makes the row of a session; it is told whether that is the newest one.
    """

    chosen = Signal(str)
    """The key of a `Recent`."""

    def __init__(self, theme: Theme, row: Callable[[Recent, bool], QAbstractButton]) -> None:
        super().__init__()
        self._row = row
        self.rows: list[QAbstractButton] = []
        self.setProperty("role", "card")
        self.setFixedWidth(theme.px(442))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(6, 10, 6, 6)
        self._column.setSpacing(0)
        label = Text(theme, tr("Last opened"), "caption", "medium", "text3")
        label.setContentsMargins(12, 0, 12, 4)
        self._column.addWidget(label)
        self.hide()

    def show_recent(self, recent: tuple[Recent, ...]) -> None:
        """These sessions, the newest first."""
        for row in self.rows:
            row.hide()
            self._column.removeWidget(row)
            row.deleteLater()
        self.rows = [self._row(one, place == 0) for place, one in enumerate(recent)]
        for row, one in zip(self.rows, recent, strict=True):
            row.clicked.connect(lambda _on=False, key=one.key: self.chosen.emit(key))
            self._column.addWidget(row)
        self.setVisible(bool(self.rows))
