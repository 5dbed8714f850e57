"""The library: cases, their sessions, who coded what, what waits; a film dropped here begins a session."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from vfi.core.errors import VfiError
from vfi.ui.jobs import Jobs
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.drawings import Drawing
from vfi.ui.kit.fields import SearchField
from vfi.ui.kit.lines import Glyph
from vfi.ui.kit.texts import Elided, Text, edge_line
from vfi.ui.room import Crumb, Heading, Room
from vfi.ui.rooms.cards import (
    CaseEntry,
    Group,
    case_height,
    case_words,
    paint_case,
    paint_session,
    session_height,
    session_words,
)
from vfi.ui.rooms.dates import age_words, today
from vfi.ui.rooms.listing import RowList, RowState
from vfi.ui.rooms.ports import CaseRow, LibraryPort, SessionRow
from vfi.ui.rooms.stills import Stills
from vfi.ui.rooms.waiting import Waiting, WaitingList, waiting
from vfi.ui.theme import Theme
from vfi.words import tr

CASES_WIDTH = 248
WAIT_WIDTH = 300
NARROW = 1000
"""Below this width (grown with the text) only cases and sessions are shown."""


class LibraryRoom(Room):
    """Shows a library; what is wanted is told by signals, so that the window decides how."""

    room_id = "library"
    icon = "books"

    open_session = Signal(object)
    """SessionRow: open it for coding."""
    new_session_wanted = Signal(str)
    """Case id, or empty when there is none yet."""
    new_case_wanted = Signal()
    consents_wanted = Signal(str, str)
    """Case id, and the session that waits for it or empty."""
    example_wanted = Signal()
    folder_wanted = Signal()
    session_current = Signal(object)
    """SessionRow that is chosen, or None."""
    failed = Signal(object)
    """A VfiError."""

    def __init__(self, theme: Theme, jobs: Jobs, port: LibraryPort) -> None:
        super().__init__()
        self.title = tr("Library")
        self.theme = theme
        self._port = port
        self._coder = ""
        self._cases: list[CaseRow] = []
        self._all: list[SessionRow] = []
        self._case = ""
        self.stills = Stills(jobs, lambda case, session: self._port.glance(case, session), self)
        self.stills.came.connect(lambda _key: self._show_watched())
        self.search = SearchField(theme, tr("Search cases and sessions"), "Ctrl F")
        self.search.changed.connect(lambda _text: self._filter())
        self.search.left.connect(self._into_results)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._full_page())
        self.pages.addWidget(self._empty_page())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.pages)

    # ---- making the page

    def _full_page(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._case_column())
        row.addWidget(self._middle(), 1)
        self._wait = self._wait_column()
        row.addWidget(self._wait)
        return page

    def _case_column(self) -> QWidget:
        theme = self.theme
        column = QFrame()
        column.setProperty("surface", "panel")
        edge_line(column, "right")
        column.setFixedWidth(theme.px(CASES_WIDTH))
        self.cases: RowList[CaseEntry] = RowList(
            theme,
            tr("Cases"),
            words=case_words,
            paint=lambda painter, rect, entry, state: paint_case(painter, rect, entry, state, theme),
            height=lambda entry: case_height(theme, entry),
            takes=lambda entry: isinstance(entry, CaseRow),
        )
        self.cases.chosen.connect(self._case_chosen)
        self.cases.opened.connect(lambda _row: self.sessions.setFocus(Qt.FocusReason.TabFocusReason))
        self.new_case = Button(theme, tr("New case"), "quiet", icon="plus", on_click=self.new_case_wanted.emit)
        inside = QVBoxLayout(column)
        inside.setContentsMargins(8, 8, 8, 8)
        inside.setSpacing(4)
        inside.addWidget(self.cases, 1)
        inside.addWidget(self.new_case)
        return column

    def _middle(self) -> QWidget:
        theme = self.theme
        middle = QWidget()
        self._name = Text(theme, "", "heading", "semibold")
        self._label = Elided(theme, "", "heading", tone="text2")
        self._goal = Text(theme, "", tone="text2", wrap=True)
        self._goal.setMaximumWidth(theme.px(520))
        self.consents = Button(theme, tr("Consents"), icon="identification-card", on_click=self._ask_consents)
        self.new_session = Button(
            theme, tr("New session"), "first", icon="plus", on_click=lambda: self.new_session_wanted.emit(self._case)
        )
        self.new_session.setToolTip(f"{tr('New session')}  (N)")
        title = QHBoxLayout()
        title.setSpacing(8)
        title.addWidget(self._name)
        title.addWidget(self._label, 1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(title)
        words.addWidget(self._goal)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addLayout(words, 1)
        head.addWidget(self.consents, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.new_session, 0, Qt.AlignmentFlag.AlignTop)
        self.sessions: RowList[SessionRow] = RowList(
            theme,
            tr("Sessions"),
            words=session_words,
            paint=self._paint_session,
            height=lambda row: session_height(theme, row),
        )
        self.sessions.chosen.connect(lambda row: self.session_current.emit(self.sessions.rows[row]))
        self.sessions.opened.connect(lambda row: self.open_session.emit(self.sessions.rows[row]))
        self._nothing = Text(theme, "", tone="text2", wrap=True)
        self._keys = Text(theme, "", "caption", "medium", "text3")
        column = QVBoxLayout(middle)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(14)
        column.addWidget(self._nothing)
        column.addWidget(self.sessions, 1)
        self._rest = QWidget()
        column.addWidget(self._rest, 1)
        column.addSpacing(6)
        column.addWidget(self._keys)
        return middle

    def _wait_column(self) -> QWidget:
        theme = self.theme
        column = QFrame()
        column.setProperty("surface", "panel")
        edge_line(column, "left")
        column.setFixedWidth(theme.px(WAIT_WIDTH))
        self.waiting = WaitingList(theme, self._see_to)
        drop = QFrame()
        drop.setProperty("role", "drop")
        inside = QVBoxLayout(drop)
        inside.setContentsMargins(14, 14, 14, 14)
        inside.setSpacing(6)
        inside.addWidget(Glyph(theme, "video-camera", 22), 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(
            Text(theme, tr("Drop a film anywhere to start a session."), "small", "medium", "text2", wrap=True),
        )
        words = inside.itemAt(1)
        label = words.widget() if words is not None else None
        if isinstance(label, Text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        open_lock = QHBoxLayout()
        open_lock.setSpacing(6)
        open_lock.addWidget(Glyph(theme, "lock-simple-open", 14, "text3"))
        open_lock.addWidget(Text(theme, tr("This library is not encrypted."), "caption", tone="text3"), 1)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(0)
        layout.addWidget(Text(theme, tr("Waiting for you"), weight="semibold"))
        layout.addSpacing(10)
        layout.addWidget(self.waiting)
        layout.addStretch(1)
        layout.addWidget(drop)
        layout.addSpacing(12)
        layout.addLayout(open_lock)
        return column

    def _empty_page(self) -> QWidget:
        theme = self.theme
        page = QWidget()
        heading = Text(theme, tr("Drop a film on this window"), "heading", "semibold")
        what = tr("It is copied, checked and stays on this machine. You will see its first picture at once.")
        text = Text(theme, what, "strong", tone="text2", wrap=True)
        text.set_width(400)
        for label in (heading, text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.choose_film = Button(
            theme,
            tr("Choose a film"),
            "first",
            icon="video-camera",
            on_click=lambda: self.new_session_wanted.emit(""),
        )
        self.example = Button(
            theme, tr("Open the drawn example"), icon="play", on_click=lambda: self.example_wanted.emit()
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        buttons.addWidget(self.choose_film)
        buttons.addWidget(self.example)
        buttons.addStretch(1)
        self._where = Text(theme, "", "caption", "medium", "text3")
        self.other_folder = Button(theme, tr("Use another folder"), "link", on_click=lambda: self.folder_wanted.emit())
        where = QHBoxLayout()
        where.setSpacing(6)
        where.addStretch(1)
        where.addWidget(self._where)
        where.addWidget(self.other_folder)
        where.addStretch(1)
        column = QVBoxLayout(page)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(Drawing(theme, "figures-look", 430, 300))
        column.addSpacing(18)
        column.addWidget(heading, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(6)
        column.addWidget(text, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(18)
        column.addLayout(buttons)
        column.addSpacing(20)
        column.addLayout(where)
        column.addStretch(1)
        column.addSpacing(24)
        return page

    # ---- the room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # a narrow window, or large text, gives the room to the sessions; what is left out stands in the rail too
        self._wait.setVisible(self.width() >= self.theme.px(NARROW))

    def heading(self) -> Heading:
        crumbs = [Crumb(self.title)]
        if self._cases and self._port.name:
            crumbs.append(Crumb(self._port.name, "text3"))
        return Heading(tuple(crumbs), slashes=False)

    def tools(self) -> QWidget | None:
        return self.search if self._cases else None

    def entered(self) -> None:
        self.reload()

    def first_focus(self) -> QWidget | None:
        return self.sessions if self._cases else self.choose_film

    def set_port(self, port: LibraryPort) -> None:
        """Show another library."""
        self._port = port
        self._case = ""
        self.stills.forget()
        self.reload()

    def set_coder(self, coder: str) -> None:
        self._coder = coder
        self.reload()

    @property
    def case(self) -> str:
        """Id of the case that is shown; empty when there is none."""
        return self._case

    def show_keys(self, words: str) -> None:
        """The line of keys at the foot."""
        self._keys.setText(words)

    def reload(self) -> None:
        """Read the library again and show what is there."""
        try:
            self._cases = self._port.cases()
            self._all = [
                self.stills.with_watched(row) for case in self._cases for row in self._port.sessions(case.case.id)
            ]
        except VfiError as error:
            self.failed.emit(error)
            return
        self._where.setText(tr("The library is the folder “{folder}”.", folder=_home(self._port.root)))
        self.pages.setCurrentIndex(0 if self._cases else 1)
        self.waiting.show_items(waiting(self._cases, self._all, self._coder, today()))
        self._filter()
        self.heading_changed.emit()

    def look_again(self, case: str, session: str) -> None:
        """More of this session may have been watched meanwhile."""
        for row in self._all:
            if (row.case, row.session.id) == (case, session):
                self.stills.look_again(row)

    def _show_watched(self) -> None:
        """A film was looked at: its still is there, and how much of it was watched."""
        self._all = [self.stills.with_watched(row) for row in self._all]
        self.waiting.show_items(waiting(self._cases, self._all, self._coder, today()))
        self._show_case()

    def show_case(self, case: str, session: str = "") -> None:
        """Go to this case, and to this session of it."""
        self._case = case
        self.search.edit.clear()
        self.reload()
        rows = self.sessions.rows
        place = next((place for place, row in enumerate(rows) if row.session.id == session), 0)
        if rows:
            self.sessions.choose(place)

    # ---- searching and choosing

    def _filter(self) -> None:
        typed = self.search.text().casefold().split()
        hits = [row for row in self._cases if self._case_hit(row, typed)]
        entries: list[CaseEntry] = []
        for words, statuses in ((tr("Open cases"), ("open",)), (tr("Resting"), ("resting", "ended"))):
            group = [row for row in hits if row.case.status in statuses]
            if group:
                entries += [Group(words, len(group)), *group]
        ids = [entry.case.id if isinstance(entry, CaseRow) else "" for entry in entries]
        if not self._case or self._case not in ids:
            self._case = next((id for id in ids if id), "")
        self.cases.show_rows(entries, ids.index(self._case) if self._case else None)
        self._show_case()

    def _case_hit(self, row: CaseRow, typed: Sequence[str]) -> bool:
        return not typed or self._own_hit(row, typed) or any(self._hit(s, typed) for s in self._of(row.case.id))

    @staticmethod
    def _own_hit(row: CaseRow, typed: Sequence[str]) -> bool:
        text = f"{row.case.id} {row.case.label} {row.case.goal}".casefold()
        return all(part in text for part in typed)

    @staticmethod
    def _hit(row: SessionRow, typed: Sequence[str]) -> bool:
        text = f"{row.case} {session_words(row)} {row.session.notes} {row.session.setting}".casefold()
        return all(part in text for part in typed)

    def _of(self, case: str) -> list[SessionRow]:
        return [row for row in self._all if row.case == case]

    def _case_chosen(self, row: int) -> None:
        entry = self.cases.rows[row]
        if isinstance(entry, CaseRow) and entry.case.id != self._case:
            self._case = entry.case.id
            self._show_case()

    def _show_case(self) -> None:
        row = next((row for row in self._cases if row.case.id == self._case), None)
        self._name.setText(row.case.id if row else "")
        self._label.setText(_label(row) if row else "")
        self._goal.setText(f"“{row.case.goal}”" if row and row.case.goal else "")
        self._goal.setVisible(bool(row and row.case.goal))
        self.consents.setEnabled(row is not None)
        typed = self.search.text().casefold().split()
        shown = self._of(self._case)
        if typed and row is not None and not self._own_hit(row, typed):
            shown = [session for session in shown if self._hit(session, typed)]
        shown = sorted(shown, key=lambda session: (session.session.date, session.session.id), reverse=True)
        before = self.sessions.current()
        keys = [session.key for session in shown]
        current = keys.index(before.key) if before is not None and before.key in keys else 0
        self.sessions.show_rows(shown, current if shown else None)
        self.sessions.setVisible(bool(shown))
        self._rest.setVisible(not shown)
        nothing = ""
        if not shown:
            nothing = (
                tr("Nothing here has these words. Esc clears the search.")
                if typed
                else tr("No session yet. Drop a film on this window, or press N.")
            )
        self._nothing.setText(nothing)
        self._nothing.setVisible(bool(nothing))
        self.session_current.emit(self.sessions.current())

    def _into_results(self) -> None:
        (self.sessions if self.sessions.rows else self.cases).setFocus(Qt.FocusReason.TabFocusReason)

    def _ask_consents(self) -> None:
        self.consents_wanted.emit(self._case, "")

    def _see_to(self, item: Waiting) -> None:
        if item.kind == "consent":
            self.consents_wanted.emit(item.case, item.session)
            return
        row = next((row for row in self._all if row.case == item.case and row.session.id == item.session), None)
        if row is not None:
            self.open_session.emit(row)

    def _paint_session(self, painter: QPainter, rect: QRectF, row: SessionRow, state: RowState) -> None:
        paint_session(
            painter,
            rect,
            row,
            state,
            self.theme,
            self.stills.of(row),
            self.stills.length_of(row),
            self._coder,
        )


def _label(row: CaseRow) -> str:
    baby = next((person for person in row.case.people if person.role == "infant" and person.born), None)
    age = age_words(baby.born, today()) if baby is not None else ""
    return ", ".join(part for part in (row.case.label, age) if part)


def _home(path: Path) -> str:
    """The folder as a person says it, from their home on."""
    try:
        return str(path.relative_to(Path.home()))
    except ValueError:
        return str(path)
