"""The left side of the room: the deck's list, what to look at before it is shown, and moments that were found."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from vfi.core.deck import Clip, Deck, ItemId, PageKind
from vfi.ui.feedback.deck_list import DeckList
from vfi.ui.feedback.found_list import FoundList
from vfi.ui.feedback.item_words import deck_words
from vfi.ui.icons import glyph_pixmap
from vfi.ui.kit.buttons import IconButton
from vfi.ui.kit.lines import Note
from vfi.ui.kit.texts import Elided, Text, edge_line
from vfi.ui.theme import Theme
from vfi.words import tr


class DeckColumn(QFrame):
    """Says what is wanted; changes nothing itself."""

    page_wanted = Signal(str)
    """A `PageKind` to be added."""
    deck_wanted = Signal()
    """The deck's own fields."""

    def __init__(self, theme: Theme, picture: Callable[[Clip], QImage | None]) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("surface", "panel")
        edge_line(self, "right")
        self._summary = Elided(theme, "", "small", tone="text2")
        self.settings = IconButton(
            theme, "sliders-horizontal", tr("The deck: theme, goal, languages, sound"), size=26, on_click=self._deck
        )
        self.settings.setCheckable(True)
        self.add = IconButton(theme, "plus", tr("Add a page"), size=26, on_click=self._add_menu)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 10, 6)
        head.setSpacing(6)
        head.addWidget(Text(theme, tr("Deck"), "strong", "semibold"))
        head.addSpacing(2)
        head.addWidget(self._summary, 1)
        head.addWidget(self.settings)
        head.addWidget(self.add)
        self.list = DeckList(theme, picture)
        self.remark = Note(theme, "", "warning")
        remarks = QVBoxLayout()
        remarks.setContentsMargins(12, 8, 12, 10)
        remarks.addWidget(self.remark)
        self.found = FoundList(theme, picture)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addLayout(remarks)
        column.addWidget(self.found)
        self._dress()
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self.setFixedWidth(self._theme.px(268))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(268), 600)

    def show_deck(self, deck: Deck, selected: ItemId | None, unsafe: frozenset[ItemId], remarks: Sequence[str]) -> None:
        """Show this deck; with no item selected its own fields are looked at."""
        self._summary.setText(deck_words(deck))
        self.list.show_deck(deck, selected, unsafe)
        self.settings.setChecked(selected is None)
        self.remark.text.setText("\n".join(remarks))
        self.remark.setVisible(bool(remarks))

    def _deck(self) -> None:
        self.settings.setChecked(True)
        self.deck_wanted.emit()

    def add_menu(self) -> QMenu:
        """What can be added."""
        menu = QMenu(self)
        for kind, words, icon in (
            (PageKind.QUESTION, tr("Question"), "chat-circle"),
            (PageKind.CONCEPT, tr("Concept card"), "image-square"),
            (PageKind.OPENING, tr("Opening page"), "hand"),
            (PageKind.WHO_CAN_SEE, tr("Who can see it"), "shield-check"),
            (PageKind.YOUR_WORDS, tr("Your words"), "quotes"),
        ):
            self._entry(menu, kind, words, icon)
        return menu

    def _entry(self, menu: QMenu, kind: PageKind, words: str, icon: str) -> QAction:
        picture = glyph_pixmap(icon, self._theme.px(16), self._theme.colour("text2"), self.devicePixelRatioF())
        action = menu.addAction(words)
        action.setIcon(picture)
        action.triggered.connect(lambda _on=False: self.page_wanted.emit(str(kind)))
        return action

    def _add_menu(self) -> None:
        self.add_menu().popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    def first_focus(self) -> QWidget:
        return self.list
