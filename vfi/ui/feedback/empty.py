"""The Feedback room without a deck: what to do first, and what was open last."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vfi.ui.kit.arranging import centred
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.choices import ChoiceRow
from vfi.ui.kit.drawings import Drawing
from vfi.ui.kit.lines import Note
from vfi.ui.kit.texts import Text
from vfi.ui.recent import Recent, RecentCard
from vfi.ui.theme import Theme
from vfi.words import tr


class EmptyDecks(QWidget):
    """Says where decks come from."""

    session_wanted = Signal(str)
    library_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._library = Button(theme, tr("Choose in the library"), icon="books", on_click=self.library_wanted.emit)
        self._recent = RecentCard(theme, self._row, self._library)
        self._recent.chosen.connect(self.session_wanted.emit)
        self.note = Note(theme, "", "warning")
        self.note.setFixedWidth(theme.px(442))
        self.note.hide()
        title = Text(theme, tr("Which film will you look at together?"), "heading", "semibold")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        text = Text(
            theme,
            tr(
                "Each session has a deck: the few moments that a parent sees, in order, with a question and some words."
            ),
            tone="text2",
            wrap=True,
        )
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        text.set_width(440)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(14)
        column.addStretch(2)
        column.addLayout(centred(0, self.note))
        column.addWidget(Drawing(theme, "figures-look", 320, 180))
        column.addWidget(title)
        column.addWidget(text, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._recent, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._library, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, words: str) -> None:
        """Why what was open here is not any more; empty takes it away."""
        self.note.set(words, "warning")
        self.note.setVisible(bool(words))

    def show_recent(self, recent: tuple[Recent, ...]) -> None:
        """What was open last."""
        self._recent.show_recent(recent)

    def _row(self, one: Recent, _newest: bool) -> ChoiceRow:
        return ChoiceRow(self._theme, f"{one.case}  {one.words}", one.state, icon="chats", action=tr("Open"))

    def first_focus(self) -> QWidget:
        return self._recent.first_focus()
