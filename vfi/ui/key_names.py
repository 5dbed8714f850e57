"""A key as the settings write it, in Qt's portable form (`Ctrl+Z`, `Left`): taken apart, and as it stands on a cap."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

_ON_CAPS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "Return": "Enter"}


def on_cap(key: str) -> str:
    """How it is written on a cap or in a tooltip; empty for none.

    >>> on_cap("Ctrl+Z"), on_cap("Shift+Left"), on_cap("+")
    ('Ctrl Z', 'Shift ←', '+')
    """
    parts = key.split("+") if len(key) > 1 else [key]
    return " ".join(_ON_CAPS.get(part, part) for part in parts)


def combination(key: str) -> tuple[int, Qt.KeyboardModifier, str] | None:
    """Qt's number of the key, what is held with it, and the sign it types (lower case; empty for `Left` and the like).

    None where it names no key.
    """
    sequence = QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText)
    if sequence.isEmpty():
        return None
    found = sequence[0]  # type: ignore[index]  # the stubs of PySide6 6.11 leave it out
    code = found.key().value
    return code, found.keyboardModifiers(), chr(code).lower() if 0x20 < code < 0x7F else ""
