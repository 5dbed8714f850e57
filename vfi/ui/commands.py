"""Every command as data: its id, its words, its key, what it does; found with Ctrl+K, its key shown in tooltips."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

ANYWHERE = ""

Do = TypeVar("Do", bound=Enum)
"""What the keys of one room can do."""


@dataclass(frozen=True, kw_only=True)
class Command:
    """Something a person can do by key, by button, or by typing its name."""

    id: str
    text: str
    """In the language in use."""
    act: Callable[[], object]
    key: str = ""
    """Default key in Qt's portable form (`Ctrl+K`); empty: none."""
    room: str = ANYWHERE
    """Id of the room where it applies."""
    ready: Callable[[], bool] = field(default=lambda: True)
    """May it be done now?"""
    own_key: bool = False
    """The room handles the key itself; no shortcut is made for it."""
    over_sheets: bool = False
    """Does its key work while a sheet lies over the rooms, too?"""


def shown_key(key: str) -> str:
    """How a key is written on a cap: `Ctrl K`.

    >>> shown_key("Ctrl+K")
    'Ctrl K'
    """
    return key.replace("+", " ") if len(key) > 1 else key


def id_in_room(room: str, do: Enum) -> str:
    """The id of the command for what a key of a room does.

    >>> id_in_room("code", Enum("Do", ["FRAME_BACK"]).FRAME_BACK)
    'code.frame-back'
    """
    return f"{room}.{do.name.lower().replace('_', '-')}"


def own_commands(
    room: str,
    words: Iterable[tuple[Do, str]],
    keys: Mapping[Do, str],
    act: Callable[[Do], object],
    ready: Callable[[Do], bool],
) -> tuple[Command, ...]:
    """One command for each thing that a key of the room does; the room reads these keys itself.

    `keys`: the default key of each.
    """
    return tuple(
        Command(
            id=id_in_room(room, do),
            text=text,
            act=partial(act, do),
            key=keys[do],
            room=room,
            ready=partial(ready, do),
            own_key=True,
        )
        for do, text in words
    )


class Commands(QObject):
    """The commands of the program, with the keys that the settings changed."""

    changed = Signal()
    """A command came, went, or has another key."""

    def __init__(self, chosen: dict[str, str] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands: dict[str, Command] = {}
        self._chosen = dict(chosen or {})
        self._shortcuts: dict[str, QShortcut] = {}
        self._owners: dict[str, QWidget] = {}
        self.covered: Callable[[], bool] = lambda: False
        """Does a sheet lie over the rooms now?"""

    def add(self, owner: QWidget, *commands: Command) -> None:
        """Make commands known; their keys work while `owner` (the window or a room) has the keyboard."""
        for command in commands:
            self._commands[command.id] = command
            self._owners[command.id] = owner
            self._bind(command.id)
        self.changed.emit()

    def all(self) -> Iterator[Command]:
        """Every command in the order in which it was made known."""
        return iter(self._commands.values())

    def get(self, id: str) -> Command:
        """The command of this id.

        Raises:
            KeyError: there is none.
        """
        return self._commands[id]

    def key_of(self, id: str) -> str:
        """Its key now; empty when it has none."""
        return self._chosen.get(id, self._commands[id].key)

    def set_key(self, id: str, key: str) -> str:
        """Give it another key; returns the id of the command that had this key before and now has none, or "" ."""
        taken = next((other.id for other in self.clashing(id, key)), "")
        if taken:
            self._chosen[taken] = ""
            self._bind(taken)
        self._chosen[id] = key
        self._bind(id)
        self.changed.emit()
        return taken

    def clashing(self, id: str, key: str) -> Iterator[Command]:
        """Commands other than `id` with this key where `id` applies too."""
        room = self._commands[id].room
        for other in self._commands.values():
            together = ANYWHERE in (room, other.room) or room == other.room
            if key and other.id != id and together and self.key_of(other.id) == key:
                yield other

    @property
    def chosen(self) -> dict[str, str]:
        """The keys that differ from the defaults, for the settings."""
        return {
            id: key for id, key in self._chosen.items() if id not in self._commands or key != self._commands[id].key
        }

    def do(self, id: str) -> None:
        """Do it, if it may be done now."""
        command = self._commands[id]
        if command.ready():
            command.act()

    def _pressed(self, id: str) -> None:
        """Its key, which means nothing while a sheet lies over the rooms: they would change unseen behind it."""
        if self._commands[id].over_sheets or not self.covered():
            self.do(id)

    def found(self, typed: str, room: str) -> list[Command]:
        """What could be meant by the words typed: all of them occur, those at the beginning first."""
        parts = typed.casefold().split()
        hits: list[tuple[int, int, Command]] = []
        for order, command in enumerate(self._commands.values()):
            words = command.text.casefold()
            if command.room not in (ANYWHERE, room) or not all(part in words for part in parts):
                continue
            begins = bool(parts) and words.startswith(parts[0])
            hits.append((0 if begins else 1, order, command))
        return [command for _, _, command in sorted(hits, key=lambda hit: hit[:2])]

    def _bind(self, id: str) -> None:
        old = self._shortcuts.pop(id, None)
        if old is not None:
            old.setEnabled(False)
            old.deleteLater()
        command = self._commands[id]
        key = self.key_of(id)
        if not key or command.own_key:
            return
        shortcut = QShortcut(QKeySequence.fromString(key), self._owners[id])
        shortcut.setAutoRepeat(False)
        if command.room != ANYWHERE:
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self._pressed(id))
        self._shortcuts[id] = shortcut
