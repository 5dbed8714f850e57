"""What the words check asks, at the foot of a form: a note that never stands in the way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from vfi.ui.kit.lines import Note
from vfi.words import tr

_AT_ONCE = 2
"""More questions are no help."""


def show_asked(note: Note, asked: Sequence[str]) -> None:
    """Show these questions, or nothing."""
    shown = list(asked[:_AT_ONCE])
    note.text.setText("\n".join([tr("Asks: {first}", first=shown[0]), *shown[1:]]) if shown else "")
    note.setVisible(bool(shown))


def at_the_foot(note: Note) -> QWidget:
    """The note with the room round it that it has below a form that scrolls."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(16, 0, 16, 12)
    column.addWidget(note)
    note.hide()
    return holder
