"""The Feedback room without a deck: what to do first, and what was open last."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from vfi.ui.code.empty import Recent
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.choices import ChoiceRow
from vfi.ui.kit.drawings import Drawing
from vfi.ui.kit.focus import ENTERED
from vfi.ui.kit.lines import Note
from vfi.ui.kit.texts import Text
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
        self._rows: list[ChoiceRow] = []
        self.note = Note(theme, "", "warning")
        self.note.setMaximumWidth(theme.px(442))
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
        self._card = QFrame()
        self._card.setProperty("role", "card")
        self._card.setFixedWidth(theme.px(442))
        self._recent = QVBoxLayout(self._card)
        self._recent.setContentsMargins(6, 10, 6, 6)
        self._recent.setSpacing(0)
        label = Text(theme, tr("Last opened"), "caption", "medium", "text3")
        label.setContentsMargins(12, 0, 12, 4)
        self._recent.addWidget(label)
        self._card.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(14)
        column.addStretch(2)
        column.addWidget(self.note, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(Drawing(theme, "figures-look", 320, 180))
        column.addWidget(title)
        column.addWidget(text, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._library, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, words: str) -> None:
        """Why what was open here is not any more; empty takes it away."""
        self.note.set(words, "warning")
        self.note.setVisible(bool(words))

    def show_recent(self, recent: tuple[Recent, ...]) -> None:
        """What was open last."""
        for row in self._rows:
            row.hide()
            self._recent.removeWidget(row)
            row.deleteLater()
        self._rows = []
        for one in recent:
            row = ChoiceRow(self._theme, f"{one.case}  {one.words}", one.state, icon="chats", action=tr("Open"))
            row.clicked.connect(lambda _on=False, key=one.key: self.session_wanted.emit(key))
            self._recent.addWidget(row)
            self._rows.append(row)
        self._card.setVisible(bool(recent))
        if self._rows and self._library.hasFocus():
            self._rows[0].setProperty(ENTERED, True)
            self._rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def first_focus(self) -> QWidget:
        return self._rows[0] if self._rows else self._library
