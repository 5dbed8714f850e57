"""The middle of the room while no clip is selected: how to begin, or the deck at a glance."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vfi.core.deck import Deck
from vfi.ui.feedback.item_words import about_minutes
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.drawings import Drawing
from vfi.ui.kit.texts import Text
from vfi.ui.theme import Theme
from vfi.words import tr, tr_n


class Overview(QWidget):
    """Says what to do first; with clips, what there is."""

    code_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._title = Text(theme, "", "heading", "semibold")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text = Text(theme, "", tone="text2", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.set_width(440)
        self._go = Button(theme, tr("Choose moments"), "first", icon="film-strip", on_click=self.code_wanted.emit)
        self._again = Button(theme, tr("Choose more moments"), icon="film-strip", on_click=self.code_wanted.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(14)
        column.addStretch(2)
        column.addWidget(Drawing(theme, "figures-reach", 300, 170))
        column.addWidget(self._title)
        column.addWidget(self._text, 0, Qt.AlignmentFlag.AlignHCenter)
        for button in (self._go, self._again):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownFocus", True)

    def show_deck(self, deck: Deck) -> None:
        """Show what is there."""
        count = len(deck.clips)
        if not count:
            self._title.setText(tr("Choose the moments to show"))
            self._text.setText(
                tr(
                    "In the Code room, stop where it went well. M marks the moment, C makes a clip of it. "
                    "Three short clips are enough."
                )
            )
        else:
            self._title.setText(tr_n("{n} clip", "{n} clips", count))
            self._text.setText(
                tr(
                    "About {n} minutes with time to talk. At the side: the theme, the parent’s goal, the languages. "
                    "Choose a clip at the left to work on it.",
                    n=about_minutes(deck),
                )
            )
        self._text.set_width(440)
        self._go.setVisible(not count)
        self._again.setVisible(bool(count))
