"""What the library shows when there are no cases to list: what to do first, and a folder that does not answer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vfi.ui.kit.arranging import centred
from vfi.ui.kit.blank import fill_with_words
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.drawings import Drawing
from vfi.ui.kit.texts import Text
from vfi.ui.theme import Theme
from vfi.words import tr


class EmptyLibrary(QWidget):
    """A library without cases: drop a film, choose one, or look at the example."""

    film_wanted = Signal()
    example_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        heading = Text(theme, tr("Drop a film on this window"), "heading", "semibold")
        what = tr("It is copied, checked and stays on this machine. You will see its first picture at once.")
        text = Text(theme, what, "strong", tone="text2", wrap=True)
        text.set_width(400)
        self.choose_film = Button(
            theme, tr("Choose a film"), "first", icon="video-camera", on_click=self.film_wanted.emit
        )
        self.example = Button(theme, tr("Open the drawn example"), icon="play", on_click=self.example_wanted.emit)
        self._where = Text(theme, "", "caption", "medium", "text3")
        other = Button(theme, tr("Use another folder"), "link", on_click=self.folder_wanted.emit)
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(Drawing(theme, "figures-look", 430, 300))
        column.addSpacing(18)
        for label in (heading, text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
            column.addSpacing(6)
        column.addSpacing(12)
        column.addLayout(centred(10, self.choose_film, self.example))
        column.addSpacing(20)
        column.addLayout(centred(6, self._where, other))
        column.addStretch(1)
        column.addSpacing(24)

    def show_folder(self, folder: Path) -> None:
        self._where.setText(tr("The library is the folder “{folder}”.", folder=from_home(folder)))


class AbsentLibrary(QWidget):
    """The library was there before and does not answer now, or not yet: which folder it is, and what can be done."""

    again_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.title = Text(theme, "", "heading", "semibold")
        self.text = Text(theme, "", "strong", tone="text2", wrap=True)
        self.text.set_width(480)
        self.again = Button(theme, tr("Try again"), "first", icon="arrow-clockwise", on_click=self.again_wanted.emit)
        other = Button(theme, tr("Use another folder"), icon="folder", on_click=self.folder_wanted.emit)
        fill_with_words(self, theme, "hard-drives", (self.title, self.text), self.again, other)

    def say_reading(self, folder: Path) -> None:
        """It has been asked and has not answered yet."""
        self.title.setText(tr("Reading the library"))
        self.text.setText(tr("“{folder}” is slow to answer. It is shown as soon as it does.", folder=from_home(folder)))

    def say_trouble(self, title: str, sentence: str) -> None:
        """It cannot be read."""
        self.title.setText(title)
        self.text.setText(sentence)


def from_home(path: Path) -> str:
    """The folder as a person says it, from their home on."""
    try:
        return str(path.relative_to(Path.home()))
    except ValueError:
        return str(path)
