"""What a key press means in the Code room: the letter typed, else the physical key, then a code or a command."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from vfi.ui.commands import id_in_room
from vfi.ui.key_names import combination, on_cap
from vfi.ui.physical_keys import physical_key


class Do(Enum):
    """Everything that a default key of the room can do."""

    PLAY = auto()
    FRAME_BACK = auto()
    FRAME_ON = auto()
    SECOND_BACK = auto()
    SECOND_ON = auto()
    EVENT_BACK = auto()
    EVENT_ON = auto()
    SHUTTLE_BACK = auto()
    SHUTTLE_STOP = auto()
    SHUTTLE_ON = auto()
    SLOWER = auto()
    FASTER = auto()
    LOOP_FROM = auto()
    LOOP_TO = auto()
    LOOP = auto()
    MARK = auto()
    EDIT = auto()
    START_BACK = auto()
    START_ON = auto()
    END_BACK = auto()
    END_ON = auto()
    DELETE = auto()
    UNDO = auto()
    REDO = auto()
    CLIP = auto()
    GO_TO = auto()
    SEARCH = auto()
    FILM_START = auto()
    FILM_END = auto()
    FULL_SCREEN = auto()
    ZOOM = auto()
    TURN = auto()
    MIRROR = auto()
    BRIGHTER = auto()
    DARKER = auto()
    SMOOTH = auto()
    AS_FILMED = auto()
    ELSEWHERE = auto()
    STILLS = auto()
    SOUND = auto()
    SPECTRUM = auto()
    ESCAPE = auto()


@dataclass(frozen=True, slots=True)
class Code:
    """A key that the scheme knows: `key` is the scheme's own letter or digit, lower case."""

    key: str


@dataclass(frozen=True, slots=True)
class Digit:
    """A digit while a prompt is open: the choice of that number, 1 to 9."""

    number: int


Meaning = Do | Code | Digit

RUNS_WHEN_HELD = frozenset(
    {
        *(Do.FRAME_BACK, Do.FRAME_ON, Do.SECOND_BACK, Do.SECOND_ON, Do.EVENT_BACK, Do.EVENT_ON),
        *(Do.START_BACK, Do.START_ON, Do.END_BACK, Do.END_ON),
    }
)
"""What goes on while its key is held; nothing else happens twice by auto-repeat, and codes never do."""

_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier

_BY_NAME: dict[tuple[Qt.Key, Qt.KeyboardModifier], Do] = {
    (Qt.Key.Key_Space, _NONE): Do.PLAY,
    (Qt.Key.Key_Left, _NONE): Do.FRAME_BACK,
    (Qt.Key.Key_Right, _NONE): Do.FRAME_ON,
    (Qt.Key.Key_Left, _SHIFT): Do.SECOND_BACK,
    (Qt.Key.Key_Right, _SHIFT): Do.SECOND_ON,
    (Qt.Key.Key_Up, _NONE): Do.EVENT_BACK,
    (Qt.Key.Key_Down, _NONE): Do.EVENT_ON,
    (Qt.Key.Key_Return, _NONE): Do.EDIT,
    (Qt.Key.Key_Enter, _NONE): Do.EDIT,
    (Qt.Key.Key_Left, _ALT): Do.START_BACK,
    (Qt.Key.Key_Right, _ALT): Do.START_ON,
    (Qt.Key.Key_Left, _ALT | _SHIFT): Do.END_BACK,
    (Qt.Key.Key_Right, _ALT | _SHIFT): Do.END_ON,
    (Qt.Key.Key_Delete, _NONE): Do.DELETE,
    (Qt.Key.Key_Home, _NONE): Do.FILM_START,
    (Qt.Key.Key_End, _NONE): Do.FILM_END,
    (Qt.Key.Key_F11, _NONE): Do.FULL_SCREEN,
    (Qt.Key.Key_F11, _SHIFT): Do.ELSEWHERE,
    (Qt.Key.Key_Escape, _NONE): Do.ESCAPE,
}
_NAMED = {(key.value, held): do for (key, held), do in _BY_NAME.items()}
_CONTROL: dict[tuple[str, bool], Do] = {
    ("z", False): Do.UNDO,
    ("z", True): Do.REDO,
    ("y", False): Do.REDO,
    ("l", False): Do.LOOP,
    ("g", False): Do.GO_TO,
    ("f", False): Do.SEARCH,
}
_LETTERS: dict[str, Do] = {
    "j": Do.SHUTTLE_BACK,
    "k": Do.SHUTTLE_STOP,
    "l": Do.SHUTTLE_ON,
    "i": Do.LOOP_FROM,
    "o": Do.LOOP_TO,
    "m": Do.MARK,
    "c": Do.CLIP,
    "z": Do.ZOOM,
}
_GIVES_WAY = frozenset({Do.ZOOM})
"""What a code's key wins over without further ado: it can be done with the wheel, too."""
_SIGNS: dict[str, Do] = {
    ",": Do.SLOWER,
    "-": Do.SLOWER,
    "_": Do.SLOWER,
    ".": Do.FASTER,
    "=": Do.FASTER,
    "+": Do.FASTER,
}

DEFAULTS: dict[Do, str] = {
    Do.PLAY: "Space",
    Do.FRAME_BACK: "Left",
    Do.FRAME_ON: "Right",
    Do.SECOND_BACK: "Shift+Left",
    Do.SECOND_ON: "Shift+Right",
    Do.EVENT_BACK: "Up",
    Do.EVENT_ON: "Down",
    Do.SHUTTLE_BACK: "J",
    Do.SHUTTLE_STOP: "K",
    Do.SHUTTLE_ON: "L",
    Do.SLOWER: ",",
    Do.FASTER: ".",
    Do.LOOP_FROM: "I",
    Do.LOOP_TO: "O",
    Do.LOOP: "Ctrl+L",
    Do.MARK: "M",
    Do.EDIT: "Return",
    Do.START_BACK: "Alt+Left",
    Do.START_ON: "Alt+Right",
    Do.END_BACK: "Alt+Shift+Left",
    Do.END_ON: "Alt+Shift+Right",
    Do.DELETE: "Delete",
    Do.UNDO: "Ctrl+Z",
    Do.REDO: "Ctrl+Shift+Z",
    Do.CLIP: "C",
    Do.GO_TO: "Ctrl+G",
    Do.SEARCH: "Ctrl+F",
    Do.FILM_START: "Home",
    Do.FILM_END: "End",
    Do.FULL_SCREEN: "F11",
    Do.ZOOM: "Z",
    Do.TURN: "",
    Do.MIRROR: "",
    Do.BRIGHTER: "",
    Do.DARKER: "",
    Do.SMOOTH: "",
    Do.AS_FILMED: "",
    Do.ELSEWHERE: "Shift+F11",
    Do.STILLS: "",
    Do.SOUND: "",
    Do.SPECTRUM: "",
    Do.ESCAPE: "Esc",
}
"""The first default key of each, in Qt's portable form, as it is shown and changed in the settings."""


class KeyTable:
    """Which key does what: the defaults, and what the settings chose instead.

    A command that has another key loses its default ones; a default key that was given to another command does that.

    Args:
        chosen: what to do -> a key in Qt's portable form (`Ctrl+B`, `Shift+Left`, `Q`); empty for none.
    """

    def __init__(self, chosen: Mapping[Do, str] | None = None) -> None:
        chosen = chosen or {}
        self._keys = DEFAULTS | dict(chosen)
        kept = [do for do in Do if do not in chosen]
        self.named = {key: do for key, do in _NAMED.items() if do in kept}
        self.control = {key: do for key, do in _CONTROL.items() if do in kept}
        self.letters = {key: do for key, do in (_LETTERS | _SIGNS).items() if do in kept}
        for do, key in chosen.items():
            self._give(do, key)

    def _give(self, do: Do, key: str) -> None:
        taken_apart = combination(key)
        if taken_apart is None:
            return
        code, held, sign = taken_apart
        if not sign:
            self.named[code, held] = do
        elif held in (_CTRL, _CTRL | _SHIFT) and sign.isalnum():
            self.control[sign, bool(held & _SHIFT)] = do
        elif held & ~_SHIFT or (held & _SHIFT and sign.isalnum()):
            self.named[code, held] = do
        else:
            self.letters[sign] = do

    def shown(self, do: Do) -> str:
        """How its key is written on a cap or in a tooltip: `Ctrl Z`, `←`; empty for none."""
        return on_cap(self._keys[do])

    @property
    def typed(self) -> frozenset[str]:
        """The keys that type something: what a scheme's keys can clash with."""
        return frozenset(key for key, do in self.letters.items() if do not in _GIVES_WAY)


def command_id(do: Do) -> str:
    """Its id among the program's commands: `code.frame-back`."""
    return id_in_room("code", do)


def chosen_keys(keys: Mapping[str, str]) -> dict[Do, str]:
    """Those of the keys in the settings (command id -> key) that are this room's."""
    return {do: keys[command_id(do)] for do in Do if command_id(do) in keys}


def _plain(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _latin(text: str) -> bool:
    return unicodedata.name(text[0], "").startswith("LATIN")


class KeyReader:
    """Turns key events into meanings for one scheme.

    Args:
        has_code: does the scheme have a code on this letter or digit?
        wins_over: the program's keys that the scheme claims for its codes.
        table: which key does what; the defaults when left out.
        platform: as `sys.platform`; says how the physical key is named.
    """

    def __init__(
        self,
        has_code: Callable[[str], bool],
        wins_over: frozenset[str] = frozenset(),
        table: KeyTable | None = None,
        platform: str = sys.platform,
    ) -> None:
        self._table = table or KeyTable()
        self._has_code = has_code
        self._wins_over = wins_over
        self._platform = platform
        self.legends: dict[str, str] = {}
        """scheme's key -> the sign on this person's keyboard, learnt as the keys are pressed."""

    def read(self, event: QKeyEvent, *, prompt_open: bool = False) -> Meaning | None:
        """What this key press means; None when it means nothing here (and should go on to whoever knows it)."""
        meaning = self._meaning(event, prompt_open)
        if event.isAutoRepeat() and meaning is not None and meaning not in RUNS_WHEN_HELD:
            return None
        return meaning

    def _meaning(self, event: QKeyEvent, prompt_open: bool) -> Meaning | None:
        held = event.modifiers() & (_SHIFT | _CTRL | _ALT | Qt.KeyboardModifier.MetaModifier)
        named = self._table.named.get((event.key(), held))
        if named is not None:
            return named
        if held & Qt.KeyboardModifier.MetaModifier:
            return None
        if held & _CTRL and not held & _ALT:
            return self._table.control.get((self._control_letter(event), bool(held & _SHIFT)))
        if held & _ALT and not held & _CTRL:  # Control and Alt together are AltGr on Windows: a letter typed
            return None
        return self._typed(event, prompt_open)

    def _physical(self, event: QKeyEvent) -> str | None:
        return physical_key(event.nativeScanCode(), event.nativeVirtualKey(), self._platform)

    def _control_letter(self, event: QKeyEvent) -> str:
        code = event.key()
        if 0x41 <= code <= 0x5A:  # with Control held there is no text; Qt names Latin letters A to Z
            return chr(code).lower()
        return self._physical(event) or ""

    def _typed(self, event: QKeyEvent, prompt_open: bool) -> Meaning | None:
        text = event.text().lower()
        if not text or not text.isprintable():
            return None
        physical = self._physical(event)
        digit = text if text in "0123456789" and len(text) == 1 else None
        if digit is None and physical is not None and physical.isdigit() and not _plain(text[0]):
            digit = physical  # the digits' row of AZERTY types & é " and so on
        if prompt_open and digit is not None and digit != "0":
            return Digit(int(digit))
        if len(text) == 1 and self._has_code(text):
            return self._letter(text)
        if _plain(text[0]):
            return self._letter(text[0])
        if digit is not None and self._has_code(digit):
            return self._learn(digit, text)
        letters = self._table.letters
        if text in letters:
            return letters[text]
        if physical is None or _latin(text):
            return None
        if physical in letters and not physical.isalnum():
            return letters[physical]
        return self._learn(physical, text) if physical.isalnum() else None

    def _learn(self, key: str, legend: str) -> Meaning | None:
        self.legends[key] = legend
        return self._letter(key)

    def _letter(self, key: str) -> Meaning | None:
        command = self._table.letters.get(key)
        if self._has_code(key) and (command is None or command in _GIVES_WAY or key in self._wins_over):
            return Code(key)
        return command

    def clashes(self, keys: Iterable[str]) -> frozenset[str]:
        """The scheme's keys that do something else here, because the scheme does not claim them."""
        return (frozenset(keys) & self._table.typed) - self._wins_over
