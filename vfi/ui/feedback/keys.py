"""What a key press means in the Feedback room; the room reads its keys itself, so that arrows can be held."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from vfi.ui.commands import id_in_room
from vfi.ui.key_names import combination, on_cap
from vfi.ui.physical_keys import physical_key


class Do(Enum):
    """Everything that a key of the room can do."""

    PLAY = auto()
    AS_FILE = auto()
    FRAME_BACK = auto()
    FRAME_ON = auto()
    SECOND_BACK = auto()
    SECOND_ON = auto()
    CLIP_START = auto()
    CLIP_END = auto()
    SHUTTLE_BACK = auto()
    SHUTTLE_STOP = auto()
    SHUTTLE_ON = auto()
    START_HERE = auto()
    END_HERE = auto()
    START_BACK = auto()
    START_ON = auto()
    END_BACK = auto()
    END_ON = auto()
    PART_FROM = auto()
    PART_TO = auto()
    SLOW = auto()
    WAIT = auto()
    CROP = auto()
    STILL = auto()
    WORDS = auto()
    EDIT = auto()
    ITEM_BACK = auto()
    ITEM_ON = auto()
    MOVE_UP = auto()
    MOVE_DOWN = auto()
    REMOVE = auto()
    UNDO = auto()
    REDO = auto()
    ESCAPE = auto()


DEFAULTS: dict[Do, str] = {
    Do.PLAY: "Space",
    Do.AS_FILE: "Shift+Space",
    Do.FRAME_BACK: "Left",
    Do.FRAME_ON: "Right",
    Do.SECOND_BACK: "Shift+Left",
    Do.SECOND_ON: "Shift+Right",
    Do.CLIP_START: "Home",
    Do.CLIP_END: "End",
    Do.SHUTTLE_BACK: "J",
    Do.SHUTTLE_STOP: "K",
    Do.SHUTTLE_ON: "L",
    Do.START_HERE: "[",
    Do.END_HERE: "]",
    Do.START_BACK: "Alt+Left",
    Do.START_ON: "Alt+Right",
    Do.END_BACK: "Alt+Shift+Left",
    Do.END_ON: "Alt+Shift+Right",
    Do.PART_FROM: "I",
    Do.PART_TO: "O",
    Do.SLOW: "S",
    Do.WAIT: "F",
    Do.CROP: "Z",
    Do.STILL: "T",
    Do.WORDS: "W",
    Do.EDIT: "Return",
    Do.ITEM_BACK: "Up",
    Do.ITEM_ON: "Down",
    Do.MOVE_UP: "Alt+Up",
    Do.MOVE_DOWN: "Alt+Down",
    Do.REMOVE: "Delete",
    Do.UNDO: "Ctrl+Z",
    Do.REDO: "Ctrl+Shift+Z",
    Do.ESCAPE: "Esc",
}
"""The default key of each, in Qt's portable form."""

RUNS_WHEN_HELD = frozenset(
    {
        *(Do.FRAME_BACK, Do.FRAME_ON, Do.SECOND_BACK, Do.SECOND_ON, Do.ITEM_BACK, Do.ITEM_ON),
        *(Do.START_BACK, Do.START_ON, Do.END_BACK, Do.END_ON),
    }
)
"""What goes on while its key is held; nothing else happens twice by auto-repeat."""

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_ALSO: dict[tuple[int, Qt.KeyboardModifier], Do] = {
    (Qt.Key.Key_Enter.value, Qt.KeyboardModifier.NoModifier): Do.EDIT,
    (Qt.Key.Key_Y.value, _CTRL): Do.REDO,
    (Qt.Key.Key_Backspace.value, Qt.KeyboardModifier.NoModifier): Do.REMOVE,
}


def command_id(do: Do) -> str:
    """Its id among the program's commands: `feedback.start-here`."""
    return id_in_room("feedback", do)


class KeyTable:
    """Which key does what: the defaults, and what the settings chose instead (command id -> key)."""

    def __init__(self, chosen: Mapping[str, str] | None = None, platform: str = sys.platform) -> None:
        chosen = chosen or {}
        self._platform = platform
        self._keys = {do: chosen.get(command_id(do), key) for do, key in DEFAULTS.items()}
        self._named: dict[tuple[int, Qt.KeyboardModifier], Do] = dict(_ALSO)
        self._letters: dict[str, Do] = {}
        for do, key in self._keys.items():
            self._give(do, key)

    def _give(self, do: Do, key: str) -> None:
        taken_apart = combination(key)
        if taken_apart is None:
            return
        code, held, sign = taken_apart
        if sign and not held:
            self._letters[sign] = do
        else:
            self._named[code, held] = do

    def shown(self, do: Do) -> str:
        """How its key is written on a cap or in a tooltip: `Ctrl Z`, `←`; empty for none."""
        return on_cap(self._keys[do])

    def read(self, event: QKeyEvent) -> Do | None:
        """What this key press means; None when it means nothing here."""
        found = self._meaning(event)
        return None if found is not None and event.isAutoRepeat() and found not in RUNS_WHEN_HELD else found

    def _meaning(self, event: QKeyEvent) -> Do | None:
        held = event.modifiers() & (_SHIFT | _CTRL | _ALT | Qt.KeyboardModifier.MetaModifier)
        code = event.key()
        if held & _CTRL and not 0x41 <= code <= 0x5A:  # another alphabet: the key in its place
            physical = physical_key(event.nativeScanCode(), event.nativeVirtualKey(), self._platform)
            code = ord(physical.upper()) if physical else code
        found = self._named.get((int(code), held))
        if found is not None:
            return found
        text = event.text().lower()
        if held & Qt.KeyboardModifier.MetaModifier or not text or not text.isprintable():
            return None
        if text in self._letters:
            # a sign may need Shift or AltGr on this keyboard; a letter with Shift is another key
            return self._letters[text] if not (text.isalnum() and held) else None
        if text.isascii() or held:
            return None
        physical = physical_key(event.nativeScanCode(), event.nativeVirtualKey(), self._platform)
        return self._letters.get(physical) if physical is not None else None
