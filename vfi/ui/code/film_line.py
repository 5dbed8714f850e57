"""What is known of the film, in a few words in the top bar of the Code room; a click tells the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt

from vfi.ui.kit.buttons import Button
from vfi.ui.theme import Theme
from vfi.words import tr


@dataclass(frozen=True, slots=True)
class FilmWords:
    """`level` colours the sign: `quiet` where there is nothing to be told."""

    words: str
    icon: str
    level: Literal["quiet", "success", "warning"]


class FilmLine(Button):
    """`Every frame verified, 23 November`, with its sign."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "", "quiet", icon="film-strip", dense=True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._level = "quiet"
        self.show_words(FilmWords(tr("About this film"), "film-strip", "quiet"))

    def show_words(self, said: FilmWords) -> None:
        """What to say now."""
        self._glyph, self._level = said.icon, said.level
        self.set_text(said.words)
        self.setToolTip(tr("{words}. More about this film.", words=said.words))
        self.update()

    def _ink(self) -> str:
        if self._level != "quiet" and not self.underMouse():
            return self._level
        return super()._ink()
