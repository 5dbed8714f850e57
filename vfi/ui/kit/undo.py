"""Undo and redo in the top bar; each says what it would take back or do again."""

from __future__ import annotations

from collections.abc import Callable

from vfi.ui.kit.buttons import IconButton
from vfi.ui.theme import Theme
from vfi.words import tr
from vfi.words.saying import label


class TakeBackButton(IconButton):
    """One of the two: see `undo_button` and `redo_button`."""

    def __init__(self, theme: Theme, icon: str, words: str, act: Callable[[], object]) -> None:
        super().__init__(theme, icon, words, size=26, on_click=act)
        self._words = words

    def offer(self, what: str | None, *, allowed: bool = True) -> None:
        """What it would take back: the id of a label; None when there is nothing."""
        self.setEnabled(what is not None and allowed)
        self.set_name(f"{self._words} {label(what)}" if what is not None else self._words)


def undo_button(theme: Theme, act: Callable[[], object]) -> TakeBackButton:
    return TakeBackButton(theme, "arrow-u-up-left", tr("Undo"), act)


def redo_button(theme: Theme, act: Callable[[], object]) -> TakeBackButton:
    return TakeBackButton(theme, "arrow-u-up-right", tr("Redo"), act)
