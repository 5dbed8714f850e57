"""A further film for a session: is it another camera's, or what a camera of the session filmed next?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from vfi.core.cameras import MOST_CAMERAS
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.fields import Choice, Field, FormRows
from vfi.ui.kit.sheet import Sheet
from vfi.ui.kit.texts import Text
from vfi.ui.rooms.dates import size_words
from vfi.ui.theme import Theme
from vfi.words import tr

_NEW = "new"


@dataclass(frozen=True, slots=True)
class FilmWanted:
    """What was chosen."""

    follows: int | None
    """Number of the camera (from 0) whose next file it is; None: another camera's."""
    name: str = ""
    """What the other camera is called; may be empty."""


class FilmSheet(Sheet):
    """Asks what a film that was chosen is to this session. Nothing is guessed: whoever filmed knows."""

    chosen = Signal(object)
    """`FilmWanted`."""

    def __init__(self, theme: Theme, host: QWidget, film: Path, cameras: Sequence[str]) -> None:
        """`cameras`: what the cameras of the session are called."""
        super().__init__(theme, host, tr("Another film for this session"), width=560)
        items = [(_NEW, tr("Another camera filmed it"))] if len(cameras) < MOST_CAMERAS else []
        items += [
            (str(number), tr("It goes on from “{camera}”, as one film", camera=name))
            for number, name in enumerate(cameras)
        ]
        self.what = Choice(theme, tr("What it is"), items)
        self.name = Field(theme, tr("Name of the camera"), placeholder=tr("by the window; may stay empty"))
        self.note = Text(theme, "", "small", tone="text2", wrap=True)
        self.rows = FormRows(theme)
        self.rows.add(tr("What it is"), self.what)
        self._name_label = self.rows.add(tr("Camera"), self.name)
        self.body.addWidget(Text(theme, f"{film.name}, {size_words(film.stat().st_size)}", weight="semibold"))
        self.body.addWidget(self.rows)
        self.body.addWidget(self.note)
        self.foot.addStretch(1)
        self.foot.addWidget(Button(theme, tr("Cancel"), on_click=self.dismiss))
        self.foot.addWidget(Button(theme, tr("Add the film"), "first", key="Enter", on_click=self.accept))
        self.what.currentIndexChanged.connect(lambda _at: self._say())
        self._say()

    def _say(self) -> None:
        new = self.what.value() == _NEW
        self.name.setVisible(new)
        self._name_label.setVisible(new)
        if new:
            self.note.setText(tr("It is copied and compared. Lay it on the clock of the session afterwards."))
        else:
            self.note.setText(
                tr("For files that the camera itself began one after another. Its first picture follows the last one.")
            )
        self.relay()

    def accept(self) -> None:
        value = self.what.value()
        new = value == _NEW
        wanted = FilmWanted(None if new else int(value), self.name.text().strip() if new else "")
        self.close_sheet()
        self.chosen.emit(wanted)


class NamesSheet(Sheet):
    """What the cameras are called."""

    chosen = Signal(object)
    """`tuple[str, ...]`: a name for each camera, empty where it has none."""

    def __init__(self, theme: Theme, host: QWidget, names: Sequence[str]) -> None:
        """`names`: as they were given; empty where the camera has only its number."""
        super().__init__(theme, host, tr("Names of the cameras"), width=480)
        rows = FormRows(theme)
        self.fields = tuple(Field(theme, tr("Camera {number}", number=number + 1), text=name)
                            for number, name in enumerate(names))  # fmt: skip
        for number, field in enumerate(self.fields):
            rows.add(tr("Camera {number}", number=number + 1), field)
        self.body.addWidget(rows)
        self.foot.addStretch(1)
        self.foot.addWidget(Button(theme, tr("Cancel"), on_click=self.dismiss))
        self.foot.addWidget(Button(theme, tr("Call them so"), "first", key="Enter", on_click=self.accept))

    def accept(self) -> None:
        names = tuple(" ".join(field.text().split()) for field in self.fields)
        twice = [at for at, name in enumerate(names) if name and name.casefold() in _folded(names[:at])]
        for at, field in enumerate(self.fields):
            field.set_error(tr("Another camera is called so.") if at in twice else "")
        if twice:
            self.relay()
            return
        self.close_sheet()
        self.chosen.emit(names)


def _folded(names: Sequence[str]) -> list[str]:
    return [name.casefold() for name in names]
