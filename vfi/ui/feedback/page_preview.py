"""A page of the deck in the editor, painted by the very part that paints it for the parent."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vfi.core.deck import Page, PageKind
from vfi.core.errors import VfiError
from vfi.core.showing import ShownPage
from vfi.desk.decks import DeckDesk
from vfi.desk.showing import page_lines
from vfi.ui.errors import words_of
from vfi.ui.kit.texts import Text
from vfi.ui.present.look import Look
from vfi.ui.present.pages import PageView
from vfi.ui.theme import Theme
from vfi.words import tr

_SHAPE = 16 / 9


class PagePreview(QWidget):
    """The page in the shape of a screen, with a line under it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._room = QWidget()
        self._view = PageView(self._room)
        self._says = Text(theme, "", "small", tone="text2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(self._room, 1)
        column.addWidget(self._says)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownFocus", True)

    def show_page(self, page: Page, desk: DeckDesk, still: QImage | None) -> None:
        """Show this page as it is now."""
        trouble = ""
        try:
            lines = page_lines(page, desk)
        except VfiError as error:
            lines, trouble = (), words_of(error)
        shown = ShownPage(id=page.id, kind=page.kind, lines=lines, concept=page.concept)
        self._view.show_page(shown, still=still if page.kind is PageKind.YOUR_WORDS else None)
        lacks = ""
        if page.kind is PageKind.QUESTION and not lines:
            lacks = tr("There is no question on this page yet: write one at the side.")
        elif page.kind is PageKind.CONCEPT and not page.concept:
            lacks = tr("Choose a picture at the side.")
        self._says.setText(trouble or lacks or tr("As the parent will see it"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self._room.rect()
        width = min(room.width(), round(room.height() * _SHAPE))
        height = round(width / _SHAPE)
        self._view.setGeometry(QRect((room.width() - width) // 2, (room.height() - height) // 2, width, height))
        self._view.use_look(Look.of(width, height))
