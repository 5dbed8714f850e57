"""The Feedback room: empty until a deck is opened, then its page; what it tells the top bar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from vfi.ui.commands import Command
from vfi.ui.feedback.commands import room_commands
from vfi.ui.feedback.empty import EmptyDecks
from vfi.ui.feedback.keys import Do, KeyTable
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.marks import StatusDot
from vfi.ui.kit.undo import redo_button, undo_button
from vfi.ui.recent import Recent
from vfi.ui.room import Crumb, Heading, Room
from vfi.ui.theme import Theme
from vfi.words import tr

if TYPE_CHECKING:  # what shows a film comes with the first deck, not with the window
    from vfi.ui.feedback.clip_form import Asks
    from vfi.ui.feedback.open_deck import OpenDeck
    from vfi.ui.feedback.page import FeedbackPage


class FeedbackRoom(Room):
    """`open_deck` puts a deck on the desk; `close_deck` takes it off. The deck and its film stay the caller's."""

    room_id = "feedback"
    icon = "chats"

    session_wanted = Signal(str)
    """The key of a `Recent` was chosen in the empty room."""
    library_wanted = Signal()
    opened_page = Signal(object)
    """`FeedbackPage`: connect to it."""

    def __init__(self, theme: Theme, keys: Mapping[str, str] | None = None) -> None:
        """`keys`: the keys that the settings chose instead of defaults, command id -> key."""
        super().__init__()
        self.title = tr("Feedback")
        self._theme = theme
        self._keys = dict(keys or {})
        self._page: FeedbackPage | None = None
        self._opened: OpenDeck | None = None
        self._heading: Callable[[], Heading] = lambda: Heading((Crumb(self.title),))
        self.empty = EmptyDecks(theme)
        self.empty.session_wanted.connect(self.session_wanted.emit)
        self.empty.library_wanted.connect(self.library_wanted.emit)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.empty)
        self._tools = self._make_tools()
        self.keep(self._tools)

    def _make_tools(self) -> QWidget:
        theme = self._theme
        self.dot = StatusDot(theme)
        self.dot.set(tr("On disk"), "success")
        self.undo = undo_button(theme, lambda: self._do(Do.UNDO))
        self.redo = redo_button(theme, lambda: self._do(Do.REDO))
        tools = QWidget()
        self._row = QHBoxLayout(tools)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self.dot)
        self._row.addSpacing(2)
        self._row.addWidget(self.undo)
        self._row.addWidget(self.redo)
        self._dress_tools()
        return tools

    def add_tool(self, words: str, icon: str, act: Callable[[], object], *, first: bool = False) -> Button:
        """A button in the top bar: what can be done with the whole deck."""
        button = Button(self._theme, words, "first" if first else "plain", icon=icon, dense=True, on_click=act)
        # the bar is not in the room: had a click moved the keyboard here, the keys of the room would mean nothing
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._row.addWidget(button)
        return button

    def _dress_tools(self) -> None:
        table = KeyTable(self._keys)
        self.undo.set_key(table.shown(Do.UNDO))
        self.redo.set_key(table.shown(Do.REDO))

    # ---- what the window asks

    def heading(self) -> Heading:
        return self._heading() if self._opened is not None else Heading((Crumb(self.title),))

    def tools(self) -> QWidget | None:
        return self._tools if self._opened is not None else None

    def first_focus(self) -> QWidget | None:
        if self._page is None:
            return self.empty.first_focus()
        return self._opened.view if self._page.clip is not None and self._opened is not None else self._page.column.list

    def commands(self) -> tuple[Command, ...]:
        """Every command of the room, for the finder; the room reads their keys itself."""
        return room_commands(self._do, lambda: self._page is not None)

    # ---- decks

    @property
    def page(self) -> FeedbackPage | None:
        """The deck that is shown."""
        return self._page

    def open_deck(
        self,
        opened: OpenDeck,
        heading: Callable[[], Heading],
        *,
        who: Callable[[], str],
        asks: Asks,
        parent_name: str = "",
    ) -> FeedbackPage:
        """Show this deck."""
        from vfi.ui.feedback.page import FeedbackPage

        self.close_deck()
        self._opened = opened
        self._heading = heading
        page = FeedbackPage(self._theme, opened, who=who, asks=asks, parent_name=parent_name, keys=self._keys)
        page.changed.connect(self._changed)
        self._page = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self._changed()
        self.opened_page.emit(page)
        return page

    def close_deck(self) -> None:
        """Let go of it."""
        page, opened = self._page, self._opened
        self._page = self._opened = None
        if page is None or opened is None:
            return
        page.close_page()
        opened.view.clearFocus()  # the focus ring must have let go before the picture leaves the window
        opened.view.setParent(None)
        self._stack.removeWidget(page)
        page.deleteLater()
        self.heading_changed.emit()

    def use_keys(self, keys: Mapping[str, str]) -> None:
        """The settings chose other keys (command id -> key): they hold from the next deck that is opened."""
        self._keys = dict(keys)
        self._dress_tools()
        if self._page is not None:
            self._page.keys = KeyTable(self._keys)

    def show_recent(self, recent: tuple[Recent, ...]) -> None:
        """What was open last, for the empty room."""
        self.empty.show_recent(recent)

    # ---- inside

    def _do(self, do: Do) -> None:
        if self._page is not None:
            self._page.do(do)

    def _changed(self) -> None:
        if self._opened is None:
            return
        desk = self._opened.desk
        self.undo.offer(desk.undo_label)
        self.redo.offer(desk.redo_label)
        read_only = desk.read_only is not None
        self.dot.set(tr("Read only") if read_only else tr("On disk"), "danger" if read_only else "success")
        self.heading_changed.emit()
