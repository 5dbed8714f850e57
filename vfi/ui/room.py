"""What the window knows of a room: its name, its place in the rail, and what it puts into the top bar."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of where one is; the first is written strong, the last soft."""

    text: str
    tone: str = "text"


@dataclass(frozen=True, slots=True)
class Heading:
    """What the top bar says of a room: `F012 / 11 March 2026, home play / Attuned moments` and a chip."""

    crumbs: tuple[Crumb, ...]
    chip: str = ""
    chip_level: str = ""
    more: str = ""
    """Name of the small button after it, which `Room.more` answers; empty: none."""
    slashes: bool = True
    """Are the crumbs steps of one another, or words side by side?"""


class Room(QWidget):
    """One of the rooms in the rail."""

    heading_changed = Signal()

    room_id = ""
    title = ""
    icon = ""

    def heading(self) -> Heading:
        """What the top bar says while this room is shown."""
        return Heading((Crumb(self.title),))

    def tools(self) -> QWidget | None:
        """What stands at the far end of the top bar while this room is shown; made once."""
        return None

    def keep(self, tools: QWidget) -> None:
        """Tools are the room's, unseen, until the top bar takes them: so they end with the window, shown or not."""
        tools.hide()
        tools.setParent(self)

    def entered(self) -> None:
        """The room is shown now."""

    def first_focus(self) -> QWidget | None:
        """What takes the keyboard when the room is entered."""
        return None
