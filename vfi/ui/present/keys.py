"""What the keys of a presenter clicker, a keyboard and a touch screen mean on the parent's screen."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from vfi.core.presenting import Press
from vfi.ui.physical_keys import physical_key


class Note(Enum):
    """What is kept while the parent speaks."""

    SAID = auto()
    HEART = auto()


class Voice(Enum):
    """The interpreter's recordings."""

    LISTEN = auto()


Meaning = Press | Note | Voice

_KEYS: dict[Qt.Key, Meaning] = {
    Qt.Key.Key_PageDown: Press.ON,
    Qt.Key.Key_Right: Press.ON,
    Qt.Key.Key_Down: Press.ON,
    Qt.Key.Key_PageUp: Press.BACK,
    Qt.Key.Key_Left: Press.BACK,
    Qt.Key.Key_Up: Press.BACK,
    Qt.Key.Key_Space: Press.PLAY_PAUSE,
    Qt.Key.Key_F5: Press.PLAY_PAUSE,  # what many clickers send to begin
    Qt.Key.Key_Escape: Press.STOP,
    Qt.Key.Key_Period: Press.STOP,  # "black screen" of some clickers; others send B
}

_LETTERS: dict[str, Meaning] = {
    "b": Press.STOP,
    ".": Press.STOP,
    "w": Press.WORDS,
    "a": Press.AGAIN,
    "s": Press.SLOWER,
    "p": Press.PICTURE,
    "n": Press.NEXT,
    "t": Note.SAID,
    "h": Note.HEART,
    "l": Voice.LISTEN,
}


def meaning(event: QKeyEvent) -> Meaning | None:
    """What this key asks for. A key that repeats by itself asks for nothing."""
    if event.isAutoRepeat() or event.modifiers() & (
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    ):
        return None
    known = _KEYS.get(Qt.Key(event.key()))
    if known is not None:
        return known
    letter = event.text().casefold()
    if letter in _LETTERS:
        return _LETTERS[letter]
    if letter and letter.isascii() and letter.isalpha():
        return None  # a Latin letter that means nothing, wherever it stands on this keyboard
    return _LETTERS.get(physical_key(event.nativeScanCode(), event.nativeVirtualKey()) or "")


def asks_for_pin(event: QKeyEvent) -> bool:
    """On *We have stopped*: a digit or Enter."""
    return not event.isAutoRepeat() and (event.text().isdigit() or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter))
