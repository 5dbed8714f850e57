"""The library: cases, their sessions, who coded what, what waits; a film dropped here begins a session."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QCursor, QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from vfi.core.errors import VfiError
from vfi.desk.library import LibraryDesk
from vfi.desk.library_rows import AwayFromHome, CaseRow, Contents, SessionRow
from vfi.desk.searching import Hit
from vfi.ui.errors import words_of
from vfi.ui.jobs import Handle, Job, Jobs
from vfi.ui.kit.fields import SearchField
from vfi.ui.kit.texts import Text
from vfi.ui.room import Crumb, Heading, Room
from vfi.ui.rooms.cards import (
    CaseEntry,
    case_height,
    case_words,
    paint_case,
    paint_session,
    session_height,
    session_words,
)
from vfi.ui.rooms.comment_search import CommentSearch
from vfi.ui.rooms.dates import today
from vfi.ui.rooms.library_columns import CaseColumn, CaseHead, WaitColumn
from vfi.ui.rooms.library_pages import AbsentLibrary, EmptyLibrary
from vfi.ui.rooms.listing import RowList, RowState
from vfi.ui.rooms.matching import Matching
from vfi.ui.rooms.stills import Stills
from vfi.ui.rooms.waiting import Waiting, WaitingList, waiting
from vfi.ui.theme import Theme
from vfi.words import tr

NARROW = 1000
"""Below this width (grown with the text) only cases and sessions are shown."""

_FULL, _EMPTY, _ABSENT = range(3)


class LibraryRoom(Room):
    """Shows a library; what is wanted is told by signals, so that the window decides how.

    The library is read beside the window. What a folder on this machine answers at once is shown at once (`patience`
    seconds are waited for it); a share that is slow, or gone, stops nobody.
    """

    room_id = "library"
    icon = "books"

    open_session = Signal(object)
    """SessionRow: open it for coding."""
    open_event = Signal(object, object)
    """SessionRow and the `Hit` of a comment in it."""
    codings_wanted = Signal(object)
    """SessionRow: choose which coding, or start another."""
    feedback_wanted = Signal(object)
    """SessionRow: its deck."""
    new_session_wanted = Signal(str)
    """Case id, or empty when there is none yet."""
    new_case_wanted = Signal()
    consents_wanted = Signal(str, str)
    """Case id, and the session that waits for it or empty."""
    home_wanted = Signal(object)
    """AwayFromHome: join it to its coding."""
    example_wanted = Signal()
    folder_wanted = Signal()
    session_current = Signal(object)
    """SessionRow that is chosen, or None."""
    was_read = Signal(object)
    """`Contents`, each time the library was read."""

    def __init__(self, theme: Theme, jobs: Jobs, reading: Jobs, library: LibraryDesk) -> None:
        super().__init__()
        self.title = tr("Library")
        self.theme = theme
        self.patience = 0.25
        self._reading = reading
        self._library = library
        self._coder = ""
        self._name = ""
        self._cases: tuple[CaseRow, ...] = ()
        self._all: list[SessionRow] = []
        self._away: tuple[AwayFromHome, ...] = ()
        self._case = ""
        self._wanted = ""
        self._job: Job | None = None
        self.stills = Stills(jobs, lambda case, session: self._library.glance(case, session), self)
        self.stills.came.connect(lambda _key: self._show_watched())
        self.comments = CommentSearch(jobs, lambda: self._library.root, self)
        self.comments.found.connect(self._filter)
        self.search = SearchField(theme, tr("Search cases, sessions, comments"), "Ctrl F")
        self.keep(self.search)
        self.search.changed.connect(self._typed)
        self.search.left.connect(self._into_results)
        self.empty = EmptyLibrary(theme)
        self.empty.film_wanted.connect(lambda: self.new_session_wanted.emit(""))
        self.empty.example_wanted.connect(self.example_wanted.emit)
        self.empty.folder_wanted.connect(self.folder_wanted.emit)
        self.absent = AbsentLibrary(theme)
        self.absent.again_wanted.connect(self.reload)
        self.absent.folder_wanted.connect(self.folder_wanted.emit)
        self.pages = QStackedWidget()
        for page in (self._full_page(), self.empty, self.absent):
            self.pages.addWidget(page)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.pages)
        theme.changed.connect(self._fit)

    # ---- making the page

    def _full_page(self) -> QWidget:
        theme = self.theme
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
        self._wait = WaitColumn(theme, self._see_to)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(CaseColumn(theme, self.cases, self.new_case_wanted.emit))
        row.addWidget(self._middle(), 1)
        row.addWidget(self._wait)
        return page

    def _middle(self) -> QWidget:
        theme = self.theme
        self.head = CaseHead(
            theme, lambda: self.consents_wanted.emit(self._case, ""), lambda: self.new_session_wanted.emit(self._case)
        )
        self.sessions: RowList[SessionRow] = RowList(
            theme,
            tr("Sessions"),
            words=session_words,
            paint=self._paint_session,
            height=lambda row: session_height(theme, row),
            more=tr("More to do with this session"),
        )
        self.sessions.chosen.connect(lambda row: self.session_current.emit(self.sessions.rows[row]))
        self.sessions.opened.connect(lambda row: self._open(self.sessions.rows[row]))
        self.sessions.more_wanted.connect(lambda row: self.session_menu(self.sessions.rows[row]).popup(QCursor.pos()))
        self._nothing = Text(theme, "", tone="text2", wrap=True)
        self._keys = Text(theme, "", "caption", "medium", "text3")
        self._rest = QWidget()
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addSpacing(14)
        column.addWidget(self._nothing)
        column.addWidget(self.sessions, 1)
        column.addWidget(self._rest, 1)
        column.addSpacing(6)
        column.addWidget(self._keys)
        return middle

    def session_menu(self, row: SessionRow) -> QMenu:
        """What can be done with a session besides opening it."""
        menu = QMenu(self)
        for words, key, wanted in (
            (tr("Codings of this session"), "O", self.codings_wanted),
            (tr("Feedback: its deck"), "F", self.feedback_wanted),
        ):
            action = menu.addAction(f"{words}\t{key}")
            action.triggered.connect(lambda _on=False, wanted=wanted: wanted.emit(row))
        return menu

    # ---- the room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # a narrow window, or large text, gives the room to the sessions; what is left out stands in the rail too
        self._wait.setVisible(self.width() >= self.theme.px(NARROW))

    def heading(self) -> Heading:
        crumbs = [Crumb(self.title)]
        if self._cases and self._name:
            crumbs.append(Crumb(self._name, "text3"))
        return Heading(tuple(crumbs), slashes=False)

    def tools(self) -> QWidget | None:
        return self.search if self._cases else None

    def entered(self) -> None:
        self.reload()

    def first_focus(self) -> QWidget | None:
        if self.pages.currentIndex() == _ABSENT:
            return self.absent.again
        return self.sessions if self._cases else self.empty.choose_film

    def use(self, library: LibraryDesk) -> None:
        """Show another library."""
        self._library = library
        self._case = ""
        self._take(Contents(name="", cases=(), sessions=()))
        self.stills.forget()
        self.reload()

    def set_coder(self, coder: str) -> None:
        self._coder = coder
        self._show_waiting()
        self.sessions.refresh()

    @property
    def case(self) -> str:
        """Id of the case that is shown; empty when there is none."""
        return self._case

    @property
    def waiting(self) -> WaitingList:
        return self._wait.list

    def show_keys(self, words: str) -> None:
        """The line of keys at the foot."""
        self._keys.setText(words)

    # ---- reading

    def reload(self) -> None:
        """Read the library again; what is shown stays until it is read."""
        if self._job is not None:
            self._job.cancel()
        library = self._library

        def read(_handle: Handle) -> Contents:
            return library.contents()

        def done(contents: Contents) -> None:
            self._job = None
            self._take(contents)
            self.was_read.emit(contents)

        def failed(error: VfiError | Exception) -> None:
            self._job = None
            self._absent(error)

        self._job = self._reading.start(read, done=done, failed=failed)
        self._job.wait(self.patience)
        if self._job is not None and not self._cases:
            self.absent.say_reading(library.root)
            self.pages.setCurrentIndex(_ABSENT)

    def _take(self, contents: Contents) -> None:
        self._name, self._cases, self._away = contents.name, contents.cases, contents.away
        self._all = [self.stills.with_watched(row) for row in contents.sessions]
        self.empty.show_folder(self._library.root)
        self.pages.setCurrentIndex(_FULL if self._cases else _EMPTY)
        self._show_waiting()
        self._filter()
        if self._wanted:
            self._choose(self._wanted)
        self.heading_changed.emit()

    def _absent(self, error: VfiError | Exception) -> None:
        gone = isinstance(error, VfiError) and error.id == "library-not-there"
        title = tr("The library does not answer") if gone else tr("The library cannot be read")
        self.absent.say_trouble(title, words_of(error))
        self._cases, self._all = (), []
        self.pages.setCurrentIndex(_ABSENT)
        self.heading_changed.emit()

    def look_again(self, case: str, session: str) -> None:
        """More of this session may have been watched meanwhile."""
        for row in self._all:
            if (row.case, row.session.id) == (case, session):
                self.stills.look_again(row)

    def _show_watched(self) -> None:
        """A film was looked at: its still is there, and how much of it was watched."""
        self._all = [self.stills.with_watched(row) for row in self._all]
        self._show_waiting()
        self._show_case()

    def _show_waiting(self) -> None:
        self.waiting.show_items(waiting(self._cases, self._all, self._coder, today(), self._away))

    def show_case(self, case: str, session: str = "") -> None:
        """Go to this case, and to this session of it."""
        self._case, self._wanted = case, session
        self.search.edit.clear()
        self.reload()

    def _choose(self, session: str) -> None:
        for place, row in enumerate(self.sessions.rows):
            if row.session.id == session:
                self._wanted = ""
                self.sessions.choose(place)

    # ---- searching and choosing

    def _typed(self, text: str) -> None:
        self.comments.look(text)
        self._filter()

    def _matching(self) -> Matching:
        typed = tuple(self.search.text().casefold().split())
        return Matching(self._cases, self._all, typed, lambda key: bool(self.comments.of(key)))

    def _filter(self) -> None:
        entries = self._matching().entries()
        ids = [entry.case.id if isinstance(entry, CaseRow) else "" for entry in entries]
        if not self._case or self._case not in ids:
            self._case = next((id for id in ids if id), "")
        self.cases.show_rows(entries, ids.index(self._case) if self._case else None)
        self._show_case()

    def _case_chosen(self, row: int) -> None:
        entry = self.cases.rows[row]
        if isinstance(entry, CaseRow) and entry.case.id != self._case:
            self._case = entry.case.id
            self._show_case()

    def _show_case(self) -> None:
        row = next((row for row in self._cases if row.case.id == self._case), None)
        self.head.show_case(row)
        matching = self._matching()
        shown = matching.sessions_of(row)
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
                if matching.typed
                else tr("No session yet. Drop a film on this window, or press N.")
            )
        self._nothing.setText(nothing)
        self._nothing.setVisible(bool(nothing))
        self.session_current.emit(self.sessions.current())

    def _into_results(self) -> None:
        (self.sessions if self.sessions.rows else self.cases).setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def all_sessions(self) -> tuple[SessionRow, ...]:
        """Every session of the library, as it was last read."""
        return tuple(self._all)

    def current_session(self) -> SessionRow | None:
        """The session that is chosen."""
        return self.sessions.current()

    def _open(self, row: SessionRow) -> None:
        hit = self._hit_of(row)
        if hit is not None:
            self.open_event.emit(row, hit)
        else:
            self.open_session.emit(row)

    def _hit_of(self, row: SessionRow) -> Hit | None:
        """The comment that made this session be found, unless its own words did."""
        return next(iter(self.comments.of(row.key)), None)

    def _see_to(self, item: Waiting) -> None:
        if item.away is not None:
            self.home_wanted.emit(item.away)
            return
        if item.kind == "consent":
            self.consents_wanted.emit(item.case, item.session)
            return
        row = next((row for row in self._all if row.case == item.case and row.session.id == item.session), None)
        if row is not None:
            self.open_session.emit(row)

    def _paint_session(self, painter: QPainter, rect: QRectF, row: SessionRow, state: RowState) -> None:
        hits = self.comments.of(row.key)
        paint_session(
            painter,
            rect,
            row,
            state,
            self.theme,
            self.stills.of(row),
            self.stills.length_of(row),
            self._coder,
            found=tuple(hit.text for hit in hits),
        )
