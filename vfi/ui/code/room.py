"""The Code room: empty until a session is opened, then its page; what it tells the top bar and the banner."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from vfi.desk.coding import CodingDesk
from vfi.ui.code.commands import room_commands
from vfi.ui.code.empty import EmptyPage
from vfi.ui.code.film_line import FilmLine
from vfi.ui.code.keys import Do, KeyTable, chosen_keys
from vfi.ui.code.ports import Film
from vfi.ui.code.safety import Dot, Notice, dot_of, notice_of
from vfi.ui.commands import Command
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.marks import StatusDot
from vfi.ui.kit.texts import rule
from vfi.ui.kit.undo import redo_button, undo_button
from vfi.ui.recent import Recent
from vfi.ui.room import Crumb, Heading, Room
from vfi.ui.theme import Theme
from vfi.words import tr

if TYPE_CHECKING:  # pyqtgraph and numpy come with the first session, not with the window
    from vfi.ui.code.looking import Entry
    from vfi.ui.code.page import CodePage
    from vfi.ui.code.tracks import Tracks
    from vfi.ui.second_screen import FilmElsewhere

_LOOK_EVERY_MS = 250


@dataclass(frozen=True, slots=True)
class OpenSession:
    """What the room is working on."""

    desk: CodingDesk
    film: Film
    heading: Heading
    tracks: Tracks | None


class CodeRoom(Room):
    """`open_session` puts a coding and its film on the desk; `close_session` takes them off.

    The film, its player and the desk belong to the caller, who closes them after the room has let go.
    """

    room_id = "code"
    icon = "film-strip"

    clip_wanted = Signal(object)
    """`EventId`: C, or the scissors in the form."""
    stretch_wanted = Signal(object)
    """`Span`: C while a loop is on."""
    film_alone = Signal(bool)
    """The window should (not) fill the screen."""
    notice_changed = Signal(object)
    """`Notice` for the banner, or None."""
    find_wanted = Signal()
    """The command finder."""
    film_wanted = Signal()
    """What is known of the film."""
    library_wanted = Signal()
    session_wanted = Signal(str)
    """The key of a `Recent` was chosen in the empty room."""
    key_elsewhere = Signal(str)
    """A key in the film's own window that means nothing for film and coding: it may be a command of the program."""
    arranged = Signal(object)
    """Columns or rows were moved by hand: `dict[str, list[int]]`, for `arrange` next time."""

    def __init__(self, theme: Theme, keys: Mapping[str, str] | None = None) -> None:
        """`keys`: the keys that the settings chose instead of defaults, command id -> key."""
        super().__init__()
        self._keys = dict(keys or {})
        self.title = tr("Code")
        self._theme = theme
        self._open: OpenSession | None = None
        self._page: CodePage | None = None
        self._by_hand: dict[str, list[int]] = {}
        self._notice: Notice | None = None
        self._unsynced = 0
        self._dot: Dot | None = None
        self.empty = EmptyPage(theme)
        self.empty.session_wanted.connect(self.session_wanted.emit)
        self.empty.library_wanted.connect(self.library_wanted.emit)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.empty)
        self._tools = self._make_tools()
        self.keep(self._tools)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_EVERY_MS)
        self._look.timeout.connect(self._show_safety)
        self.also: Callable[[], Sequence[Entry]] = tuple
        """What else the picture's menu offers."""
        self.keyboard_free: Callable[[], bool] = lambda: True
        """May keys code? Not while something stands over the room and asks."""
        self._elsewhere: FilmElsewhere | None = None
        self._scale = theme.scale
        theme.changed.connect(self._theme_changed)

    def _make_tools(self) -> QWidget:
        theme = self._theme
        self.film_line = FilmLine(theme)
        self.film_line.clicked.connect(lambda: self.film_wanted.emit())
        self.dot = StatusDot(theme)
        self.undo = undo_button(theme, lambda: self._do(Do.UNDO))
        self.redo = redo_button(theme, lambda: self._do(Do.REDO))
        find = self._find = Button(theme, tr("Find a command"), "search", icon="magnifying-glass", key="Ctrl K")
        find.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        find.clicked.connect(lambda: self.find_wanted.emit())
        self._dress_tools()
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.film_line)
        row.addWidget(rule(vertical=True))
        row.addWidget(self.dot)
        row.addWidget(rule(vertical=True))
        both = QHBoxLayout()
        both.setSpacing(2)
        both.addWidget(self.undo)
        both.addWidget(self.redo)
        row.addLayout(both)
        row.addWidget(find)
        return tools

    def _dress_tools(self) -> None:
        table = KeyTable(chosen_keys(self._keys))
        self._find.setFixedWidth(self._theme.px(168))
        self.undo.set_key(table.shown(Do.UNDO))
        self.redo.set_key(table.shown(Do.REDO))

    # ---- what the window asks

    def heading(self) -> Heading:
        return self._open.heading if self._open is not None else Heading((Crumb(self.title),))

    def tools(self) -> QWidget | None:
        return self._tools if self._open is not None else None

    def first_focus(self) -> QWidget | None:
        return self._page.place.first() if self._page is not None else self.empty.first_focus()

    def commands(self) -> tuple[Command, ...]:
        """Every command of the room, for the finder; the room reads their keys itself."""
        return room_commands(self._do, lambda do: self._page is not None and self._page.looking.can(do))

    # ---- sessions

    @property
    def page(self) -> CodePage | None:
        """The session on the desk."""
        return self._page

    def open_session(
        self, desk: CodingDesk, film: Film, picture: QWidget, heading: Heading, tracks: Tracks | None = None
    ) -> CodePage:
        """Show this coding with its film.

        Args:
            picture: the view that the film paints into.
            tracks: stills and sound of the film for the timeline; the caller closes them after the room let go.
        """
        from vfi.ui.code.page import CodePage

        self.close_session()
        self._open = OpenSession(desk, film, heading, tracks)
        page = CodePage(self._theme, desk, film, picture, keys=self._keys, tracks=tracks)
        page.arrange(self._by_hand)
        page.clip_wanted.connect(self.clip_wanted.emit)
        page.stretch_wanted.connect(self.stretch_wanted.emit)
        page.film_alone.connect(self.film_alone.emit)
        page.changed.connect(self._show_undo)
        page.arranged.connect(self._arranged)
        page.elsewhere_wanted.connect(self._to_and_fro)
        page.looking.also = lambda: self.also()
        self._page = page
        if self._elsewhere is not None:
            self._elsewhere.stay(page.place)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self._dress()
        self._show_undo()
        self._show_safety()
        self._look.start()
        self.heading_changed.emit()
        return page

    def use_keys(self, keys: Mapping[str, str]) -> None:
        """The settings chose other keys (command id -> key): they hold at once."""
        if dict(keys) != self._keys:
            self._keys = dict(keys)
            self._dress_tools()
            self._put_together_anew()

    def close_session(self) -> None:
        """Keep what was typed and let go; the desk and the film stay the caller's."""
        self._look.stop()
        page, self._page, self._open = self._page, None, None
        if page is None:
            return
        page.close_page()
        page.picture.clearFocus()  # the focus ring must have let go before the picture leaves the window
        if self._elsewhere is None or not self._elsewhere.let_go():
            page.picture.setParent(None)
        self._stack.removeWidget(page)
        page.deleteLater()
        self._dot = None
        self._say(None)
        self.heading_changed.emit()

    def arrange(self, by_hand: dict[str, list[int]]) -> None:
        """Columns and rows as they were left by hand."""
        self._by_hand = dict(by_hand)
        if self._page is not None:
            self._page.arrange(by_hand)

    def show_recent(self, recent: tuple[Recent, ...]) -> None:
        """What was open last, for the empty room."""
        self.empty.show_recent(recent)

    # ---- what is told

    def _do(self, do: Do) -> None:
        if self._page is not None:
            self._page.do(do)

    def _to_and_fro(self) -> None:
        """The film into a window of its own, or back."""
        if self._page is None:
            return
        if self._elsewhere is None:
            from vfi.ui.second_screen import FilmElsewhere

            self._elsewhere = FilmElsewhere(self._theme, self, self._key_elsewhere)
            self._elsewhere.key_left.connect(self.key_elsewhere)
        self._elsewhere.toggle(self._page.place)

    def _key_elsewhere(self, event: QKeyEvent) -> bool:
        if not self.keyboard_free():
            self.window().activateWindow()
            return True
        return self._page is not None and self._page.take_key(event)

    def _arranged(self, by_hand: dict[str, list[int]]) -> None:
        self._by_hand = by_hand
        self.arranged.emit(by_hand)

    def _show_undo(self) -> None:
        if self._open is None:
            return
        desk = self._open.desk
        self.undo.offer(desk.undo_label, allowed=desk.read_only is None)
        self.redo.offer(desk.redo_label, allowed=desk.read_only is None)

    def _show_safety(self) -> None:
        if self._open is None:
            return
        desk = self._open.desk
        durability, read_only = desk.durability, desk.read_only
        dot = dot_of(durability, read_only)
        waiting = str(getattr(durability, "safety", "")) == "written"
        self._unsynced = self._unsynced + 1 if waiting else 0
        # what is written is on the disk within 200 ms: the dot says so only when that takes longer
        if (self._dot is None or not waiting or self._unsynced > 2) and dot != self._dot:
            self._dot = dot
            self.dot.set(dot.words, dot.level)
            self.heading_changed.emit()  # the top bar makes room for the words
        self._say(notice_of(durability, read_only))

    def _say(self, notice: Notice | None) -> None:
        if notice != self._notice:
            self._notice = notice
            self.notice_changed.emit(notice)

    def _theme_changed(self) -> None:
        self._dress()
        scale, self._scale = self._scale, self._theme.scale
        if scale != self._scale:
            self._dress_tools()
            self._put_together_anew()

    def _put_together_anew(self) -> None:
        """Rows and columns are made for one size of text, captions for one set of keys: make them for the other."""
        opened, page = self._open, self._page
        if opened is not None and page is not None:
            self.open_session(opened.desk, opened.film, page.picture, opened.heading, opened.tracks)

    def _dress(self) -> None:
        if self._page is None:
            return
        from vfi.ui.film_view import FilmView

        if isinstance(self._page.picture, FilmView):
            self._page.picture.set_colours(self._theme.colour("well"), self._theme.colour("panel"))
