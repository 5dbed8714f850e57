"""What a key press means while parts of a film are hidden."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


class Do(Enum):
    """Everything that a key can do."""

    PLAY = auto()
    FRAME_BACK = auto()
    FRAME_ON = auto()
    SECOND_BACK = auto()
    SECOND_ON = auto()
    FILM_START = auto()
    FILM_END = auto()
    NEW = auto()
    BLUR = auto()
    SOUND = auto()
    BEGIN = auto()
    END = auto()
    FOLLOW = auto()
    NEXT = auto()
    BENEATH = auto()
    ITEM_BACK = auto()
    ITEM_ON = auto()
    LEFT = auto()
    RIGHT = auto()
    UP = auto()
    DOWN = auto()
    NARROWER = auto()
    WIDER = auto()
    HIGHER = auto()
    LOWER = auto()
    UNPUT = auto()
    REMOVE = auto()
    UNDO = auto()
    REDO = auto()


_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_NONE = Qt.KeyboardModifier.NoModifier
_Key = Qt.Key

_KEYS: dict[tuple[Qt.Key, Qt.KeyboardModifier], Do] = {
    (_Key.Key_Space, _NONE): Do.PLAY,
    (_Key.Key_Left, _NONE): Do.FRAME_BACK,
    (_Key.Key_Right, _NONE): Do.FRAME_ON,
    (_Key.Key_Left, _SHIFT): Do.SECOND_BACK,
    (_Key.Key_Right, _SHIFT): Do.SECOND_ON,
    (_Key.Key_Home, _NONE): Do.FILM_START,
    (_Key.Key_End, _NONE): Do.FILM_END,
    (_Key.Key_N, _NONE): Do.NEW,
    (_Key.Key_B, _NONE): Do.BLUR,
    (_Key.Key_S, _NONE): Do.SOUND,
    (_Key.Key_F, _NONE): Do.FOLLOW,
    (_Key.Key_G, _NONE): Do.NEXT,
    (_Key.Key_V, _NONE): Do.BENEATH,
    (_Key.Key_Up, _NONE): Do.ITEM_BACK,
    (_Key.Key_Down, _NONE): Do.ITEM_ON,
    (_Key.Key_Left, _ALT): Do.LEFT,
    (_Key.Key_Right, _ALT): Do.RIGHT,
    (_Key.Key_Up, _ALT): Do.UP,
    (_Key.Key_Down, _ALT): Do.DOWN,
    (_Key.Key_Left, _ALT | _SHIFT): Do.NARROWER,
    (_Key.Key_Right, _ALT | _SHIFT): Do.WIDER,
    (_Key.Key_Up, _ALT | _SHIFT): Do.HIGHER,
    (_Key.Key_Down, _ALT | _SHIFT): Do.LOWER,
    (_Key.Key_Backspace, _NONE): Do.UNPUT,
    (_Key.Key_Delete, _NONE): Do.REMOVE,
    (_Key.Key_Z, _CTRL): Do.UNDO,
    (_Key.Key_Z, _CTRL | _SHIFT): Do.REDO,
    (_Key.Key_Y, _CTRL): Do.REDO,
}
_SIGNS = {"[": Do.BEGIN, "]": Do.END}
"""By what is written: on many keyboards they need another key held."""

RUNS_WHEN_HELD = frozenset(
    {
        *(Do.FRAME_BACK, Do.FRAME_ON, Do.SECOND_BACK, Do.SECOND_ON, Do.ITEM_BACK, Do.ITEM_ON),
        *(Do.LEFT, Do.RIGHT, Do.UP, Do.DOWN, Do.NARROWER, Do.WIDER, Do.HIGHER, Do.LOWER),
    }
)
"""What goes on while its key is held; nothing else happens twice by auto-repeat."""

NUDGES = {
    Do.LEFT: (-1, 0),
    Do.RIGHT: (1, 0),
    Do.UP: (0, -1),
    Do.DOWN: (0, 1),
}
"""Moves the chosen part: across, down."""

SIZES = {
    Do.NARROWER: (-1, 0),
    Do.WIDER: (1, 0),
    Do.HIGHER: (0, 1),
    Do.LOWER: (0, -1),
}
"""Makes the chosen part larger or smaller: across, down."""


def read(event: QKeyEvent) -> Do | None:
    """What this key press means; None when it means nothing here."""
    found = _SIGNS.get(event.text())
    if found is None:
        held = event.modifiers() & (_SHIFT | _CTRL | _ALT | Qt.KeyboardModifier.MetaModifier)
        found = _KEYS.get((Qt.Key(event.key()), held))
    return None if event.isAutoRepeat() and found not in RUNS_WHEN_HELD else found
