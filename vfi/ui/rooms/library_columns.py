"""The columns of the library: the case with its sessions in the middle, what waits at the end."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from vfi.desk.library_rows import CaseRow
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.lines import Glyph
from vfi.ui.kit.marks import Chip
from vfi.ui.kit.texts import Elided, Text, edge_line, isolated
from vfi.ui.rooms.cards import CaseEntry
from vfi.ui.rooms.dates import age_words, today
from vfi.ui.rooms.listing import RowList
from vfi.ui.rooms.status_sheet import flag_words
from vfi.ui.rooms.waiting import Waiting, WaitingList
from vfi.ui.theme import Theme
from vfi.words import listed, tr

CASES_WIDTH = 248
WAIT_WIDTH = 300


class CaseColumn(QFrame):
    """The cases, and a button for a new one."""

    def __init__(self, theme: Theme, cases: RowList[CaseEntry], new_case: Callable[[], object]) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("surface", "panel")
        edge_line(self, "right")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(8, 8, 8, 8)
        inside.setSpacing(4)
        inside.addWidget(cases, 1)
        inside.addWidget(Button(theme, tr("New case"), "quiet", icon="plus", on_click=new_case))
        self._dress()
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self.setFixedWidth(self._theme.px(CASES_WIDTH))


class CaseHead(QWidget):
    """Which case it is, its goal, and what can be done with it."""

    def __init__(self, theme: Theme, consents: Callable[[], object], new_session: Callable[[], object]) -> None:
        super().__init__()
        self._theme = theme
        self._name = Text(theme, "", "heading", "semibold")
        self._label = Elided(theme, "", "heading", tone="text2")
        self._goal = Text(theme, "", tone="text2", wrap=True)
        self.consents = Button(theme, tr("Consents"), icon="identification-card", on_click=consents)
        self.consents.setToolTip(f"{tr('Consents')}  (Shift C)")
        self.new_session = Button(theme, tr("New session"), "first", icon="plus", on_click=new_session)
        self.new_session.setToolTip(f"{tr('New session')}  (N)")
        title = QHBoxLayout()
        title.setSpacing(8)
        title.addWidget(self._name)
        title.addWidget(self._label, 1)
        self._status = Chip(theme, "", "warning")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(title)
        words.addWidget(self._goal)
        words.addWidget(self._status, 0, Qt.AlignmentFlag.AlignLeading)
        head = QHBoxLayout(self)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(16)
        head.addLayout(words, 1)
        head.addWidget(self.consents, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.new_session, 0, Qt.AlignmentFlag.AlignTop)
        self._dress()
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self._goal.setMaximumWidth(self._theme.px(520))

    def show_case(self, row: CaseRow | None) -> None:
        self._name.setText(row.case.id if row else "")
        self._label.setText(_label(row) if row else "")
        self._status.set(listed(flag_words(flag) for flag in row.case.flags) if row else "", "warning")
        self._status.setVisible(bool(row and row.case.flags))
        self._goal.setText(f"“{row.case.goal}”" if row and row.case.goal else "")
        self._goal.setVisible(bool(row and row.case.goal))
        self.consents.setEnabled(row is not None)


class WaitColumn(QFrame):
    """What waits for a person, where films can be dropped, and that nothing here is encrypted."""

    def __init__(self, theme: Theme, see_to: Callable[[Waiting], object]) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("surface", "panel")
        edge_line(self, "left")
        self.list = WaitingList(theme, see_to)
        drop = QFrame()
        drop.setProperty("role", "drop")
        words = Text(theme, tr("Drop a film anywhere to start a session."), "small", "medium", "text2", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inside = QVBoxLayout(drop)
        inside.setContentsMargins(14, 14, 14, 14)
        inside.setSpacing(6)
        inside.addWidget(Glyph(theme, "video-camera", 22), 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(words)
        open_lock = QHBoxLayout()
        open_lock.setSpacing(6)
        open_lock.addWidget(Glyph(theme, "lock-simple-open", 14, "text3"))
        open_lock.addWidget(Text(theme, tr("This library is not encrypted."), "caption", tone="text3"), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(0)
        layout.addWidget(Text(theme, tr("Waiting for you"), weight="semibold"))
        layout.addSpacing(10)
        layout.addWidget(self.list)
        layout.addStretch(1)
        layout.addWidget(drop)
        layout.addSpacing(12)
        layout.addLayout(open_lock)
        self._dress()
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self.setFixedWidth(self._theme.px(WAIT_WIDTH))


def _label(row: CaseRow) -> str:
    baby = next((person for person in row.case.people if person.role == "infant" and person.born), None)
    age = age_words(baby.born, today()) if baby is not None else ""
    return listed((isolated(row.case.label), age))
