"""The form of one page between the clips."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vfi.core.deck import Deck, Page, PageKind
from vfi.ui.feedback.asked import show_asked
from vfi.ui.feedback.clip_form import Asks
from vfi.ui.feedback.concept_choice import ConceptChoice
from vfi.ui.feedback.item_words import item_title
from vfi.ui.feedback.text_fields import TextBox, WordingField
from vfi.ui.kit.lines import Note
from vfi.ui.kit.texts import Text
from vfi.ui.theme import Theme
from vfi.words import tr


class PageForm(QWidget):
    """Shows a page; every change goes out as a whole page and what it merges with."""

    edited = Signal(object, str)
    left = Signal()
    undo_wanted = Signal(bool)

    def __init__(self, theme: Theme, who: Callable[[], str], asks: Asks) -> None:
        super().__init__()
        self._asks = asks
        self._page: Page | None = None
        self._deck: Deck | None = None
        self._explains = Text(theme, "", "small", tone="text2", wrap=True)
        self.words = WordingField(theme, tr("Words on this page"), who=who)
        self._concept_label = Text(theme, tr("Picture"), "small", tone="text2")
        self.concept = ConceptChoice(theme)
        self.notes = TextBox(theme, tr("For you only"), lines=True, least=2, most=8)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 16)
        column.setSpacing(6)
        column.addWidget(self._explains)
        column.addSpacing(4)
        column.addWidget(self.words)
        column.addSpacing(4)
        column.addWidget(self._concept_label)
        column.addWidget(self.concept)
        column.addSpacing(4)
        column.addWidget(Text(theme, tr("For you only"), "small", tone="text2"))
        column.addWidget(self.notes)
        column.addStretch(1)
        self.asked = Note(theme, "", icon="chat-circle")
        column.addWidget(self.asked)
        self.asked.hide()
        self.words.changed.connect(lambda wording, language: self._edit(f"words {language}", wording=wording))
        self.words.left.connect(self.left.emit)
        self.words.undo_wanted.connect(self.undo_wanted.emit)
        self.concept.picked.connect(lambda id: self._edit("", concept=id))
        self.notes.typed.connect(lambda text: self._edit("notes", notes=text))
        self.notes.left.connect(self.left.emit)
        self.notes.undo_wanted.connect(self.undo_wanted.emit)

    def show_page(self, page: Page, deck: Deck) -> None:
        """Show this page."""
        self._page, self._deck = page, deck
        self._explains.setText(_explained(page.kind))
        own = page.kind is not PageKind.WHO_CAN_SEE
        self.words.setVisible(own)
        self.words.show_wording(page.wording, deck.languages)
        pictured = page.kind in (PageKind.CONCEPT, PageKind.YOUR_WORDS)
        self._concept_label.setVisible(pictured)
        self.concept.setVisible(pictured)
        self.concept.set_value(page.concept)
        self.notes.show_text(page.notes)
        show_asked(self.asked, self._asks(page, deck))

    @property
    def heading(self) -> str:
        if self._page is None or self._deck is None:
            return ""
        return item_title(self._page, self._deck)

    def edit_first(self) -> None:
        boxes = self.words.boxes()
        target = boxes[0] if boxes and self.words.isVisibleTo(self) else self.notes
        target.go_on_writing()

    def _edit(self, merge: str, **fields: object) -> None:
        if self._page is not None:
            self.edited.emit(replace(self._page, **fields), merge)  # type: ignore[arg-type]


def _explained(kind: PageKind) -> str:
    return {
        PageKind.OPENING: tr(
            "The first thing that is seen. Without words of your own it says: This is your film. "
            "You can stop it at any time. There is no right answer."
        ),
        PageKind.WHO_CAN_SEE: tr(
            "Made from the consents on the day: who can see the film, how long it is kept, that they can change "
            "their mind. It never promises secrecy."
        ),
        PageKind.QUESTION: tr("An open question, alone on the page. Wait as long as it takes."),
        PageKind.CONCEPT: tr("A picture with one plain sentence. Without words of your own it says ours."),
        PageKind.YOUR_WORDS: tr("The last page: what the parent said, a still and a picture. Filled in together."),
    }[kind]
