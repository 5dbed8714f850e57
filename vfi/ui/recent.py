"""What was open last, for a room in which nothing is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QFrame, QVBoxLayout, QWidget

from vfi.ui.kit.focus import ENTERED
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

    `row` makes the row of a session; it is told whether that is the newest one. `instead` has the keyboard while there
    is none.
    """

    chosen = Signal(str)
    """The key of a `Recent`."""

    def __init__(self, theme: Theme, row: Callable[[Recent, bool], QAbstractButton], instead: QWidget) -> None:
        super().__init__()
        self._row = row
        self._instead = instead
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
        """These sessions, the newest first: a keyboard that waited here is at that one."""
        waiting = self.window().focusWidget() in (self._instead, *self.rows)
        for row in self.rows:
            row.hide()
            self._column.removeWidget(row)
            row.deleteLater()
        self.rows = [self._row(one, place == 0) for place, one in enumerate(recent)]
        for row, one in zip(self.rows, recent, strict=True):
            row.clicked.connect(lambda _on=False, key=one.key: self.chosen.emit(key))
            self._column.addWidget(row)
            row.show()  # Qt would do so later: what is not seen takes no keyboard
        self.setVisible(bool(self.rows))
        if waiting:
            first = self.first_focus()
            first.setProperty(ENTERED, True)
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_focus(self) -> QWidget:
        """Where the keyboard begins."""
        return self.rows[0] if self.rows else self._instead
