"""The right side of the room: the form of what is selected, or of the deck itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from vfi.core.deck import Clip, Deck, Item
from vfi.ui.feedback.clip_form import Asks, ClipForm
from vfi.ui.feedback.deck_form import DeckForm
from vfi.ui.feedback.item_words import item_title
from vfi.ui.feedback.page_form import PageForm
from vfi.ui.feedback.text_fields import TextBox
from vfi.ui.kit.buttons import IconButton
from vfi.ui.kit.texts import Elided, Text, edge_line
from vfi.ui.theme import Theme
from vfi.words import tr


class _Form(Protocol):
    def edit_first(self) -> None: ...


class SideColumn(QFrame):
    """Three forms, one of which is shown."""

    menu_wanted = Signal()
    """The dots at the head."""

    def __init__(self, theme: Theme, who: Callable[[], str], asks: Asks) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("surface", "panel")
        edge_line(self, "left")
        self._name = Text(theme, "", "strong", "semibold")
        self._title = Elided(theme, "", tone="text2")
        self.more = IconButton(theme, "dots-three", tr("More to do with it"), size=26, on_click=self.menu_wanted.emit)
        policy = self.more.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # nothing jumps when it goes
        self.more.setSizePolicy(policy)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 10, 6)
        head.setSpacing(8)
        head.addWidget(self._name)
        head.addWidget(self._title, 1)
        head.addWidget(self.more)
        self.clip = ClipForm(theme, who, asks)
        self.page = PageForm(theme, who, asks)
        self.deck = DeckForm(theme, who)
        self._stack = QStackedWidget()
        for form in (self.clip, self.page, self.deck):
            self._stack.addWidget(form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self._dress()
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self.setFixedWidth(self._theme.px(288))

    def show_item(self, item: Item | None, deck: Deck) -> None:
        """The form of this item; of the deck for none."""
        self.more.setVisible(item is not None)
        shown: QWidget
        if item is None:
            shown = self.deck
            self.deck.show_deck(deck)
            self._name.setText(tr("The deck"))
            self._title.setText("")
        elif isinstance(item, Clip):
            shown = self.clip
            self.clip.show_clip(item, deck)
            self._name.setText(self.clip.heading)
            title = item_title(item, deck)
            self._title.setText(title if title != self.clip.heading else "")
        else:
            shown = self.page
            self.page.show_page(item, deck)
            self._name.setText(self.page.heading)
            self._title.setText("")
        if self._stack.currentWidget() is not shown:
            self._stack.setCurrentWidget(shown)

    def flush(self) -> None:
        """What is being typed is told now."""
        for box in self.findChildren(TextBox):
            box.flush()

    def edit_first(self) -> None:
        """The keyboard goes to the first text that matters."""
        form: _Form = self._stack.currentWidget()  # type: ignore[assignment]
        form.edit_first()
