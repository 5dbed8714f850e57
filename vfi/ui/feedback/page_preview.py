"""A page of the deck in the editor, painted by the very part that paints it for the parent."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from vfi.core.deck import Page, PageKind
from vfi.core.errors import VfiError
from vfi.core.showing import ShownPage
from vfi.desk.decks import DeckDesk
from vfi.desk.showing import page_lines
from vfi.ui.errors import words_of
from vfi.ui.kit.concept_art import ConceptArt
from vfi.ui.kit.texts import Text
from vfi.ui.present.look import Look
from vfi.ui.present.pages import PageView
from vfi.ui.theme import Theme
from vfi.words import tr

_SHAPE = 16 / 9
_SIDE, _TOP, _LINE = 24, 16, 44


class PagePreview(QWidget):
    """The page in the shape of a screen, with a line under it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._view = PageView(self)
        self._says = Text(theme, "", "small", tone="text2", wrap=True, parent=self)
        self._says.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownFocus", True)
        theme.changed.connect(self.update)

    def use_art(self, art: ConceptArt) -> None:
        """Whose pictures of concepts are drawn."""
        self._view.use_art(art)

    def show_page(self, page: Page, desk: DeckDesk, still: QImage | None) -> None:
        """Show this page as it is now."""
        trouble = ""
        try:
            lines = page_lines(page, desk)
        except VfiError as error:
            lines, trouble = (), words_of(error)
        shown = ShownPage(id=page.id, kind=page.kind, lines=lines, concept=page.concept)
        whole = still if page.kind is PageKind.YOUR_WORDS and still is not None and not still.isNull() else None
        self._view.show_page(shown, still=whole)
        lacks = ""
        if page.kind is PageKind.QUESTION and not lines:
            lacks = tr("There is no question on this page yet: write one at the side.")
        elif page.kind is PageKind.CONCEPT and not page.concept:
            lacks = tr("Choose a picture at the side.")
        elif page.kind is PageKind.CONCEPT and not lines:
            lacks = tr("There is no sentence beside the picture yet: write one at the side.")
        self._says.setText(trouble or lacks or tr("As the parent will see it"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.rect().adjusted(_SIDE, _TOP, -_SIDE, -_TOP - _LINE)
        width = min(room.width(), round(room.height() * _SHAPE))
        height = round(width / _SHAPE)
        page = QRect(room.left() + (room.width() - width) // 2, room.top(), width, height)
        self._view.setGeometry(page)
        self._view.use_look(Look.of(width, height))
        self._says.setGeometry(page.left(), page.bottom() + 9, page.width(), _LINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._theme.colour("lineStrong"))
        painter.drawRect(QRectF(self._view.geometry()).adjusted(-0.5, -0.5, 0.5, 0.5))
