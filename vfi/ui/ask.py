"""The system's own file dialogs, each behind one function that returns a plain value."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from vfi.words import tr

FILM_ENDINGS = (
    ".mp4", ".mov", ".m4v", ".mkv", ".webm", ".avi", ".mts", ".m2ts", ".ts", ".mpg", ".mpeg", ".3gp", ".wmv", ".mxf"
)  # fmt: skip
"""What the dialog offers first and a drop is known by; any other file can still be chosen."""


class Where(Enum):
    """Where a dialog begins the first time; after that where this kind of thing was chosen last.

    Kept for as long as the program runs, and never on disk: the name of a folder may be the name of a family.
    """

    FILMS = QStandardPaths.StandardLocation.MoviesLocation
    STILLS = QStandardPaths.StandardLocation.PicturesLocation
    SOUNDS = QStandardPaths.StandardLocation.MusicLocation
    PAPERS = QStandardPaths.StandardLocation.DocumentsLocation

    @property
    def _kept(self) -> str:
        return f"folderOf{self.name.title()}"

    def folder(self) -> Path:
        """The folder to begin in; never the one that the program happens to run in."""
        app = QApplication.instance()
        last = app.property(self._kept) if app is not None else None
        usual = QStandardPaths.writableLocation(self.value)
        return next((Path(each) for each in (last, usual) if each and Path(each).is_dir()), Path.home())

    def chosen(self, path: str) -> Path | None:
        """What was chosen, remembered for the next time; None for none."""
        if not path:
            return None
        app = QApplication.instance()
        if app is not None:
            app.setProperty(self._kept, str(Path(path).parent))
        return Path(path)


def ask_film(parent: QWidget) -> Path | None:
    """A film to open; None when the person thought better of it."""
    patterns = " ".join(f"*{ending} *{ending.upper()}" for ending in FILM_ENDINGS)
    films = tr("Films ({patterns})").format(patterns=patterns)
    start, kinds = str(Where.FILMS.folder()), f"{films};;{tr('All files')} (*)"
    chosen, _ = QFileDialog.getOpenFileName(parent, tr("Choose a film"), start, kinds)
    return Where.FILMS.chosen(chosen)


def ask_form(parent: QWidget) -> Path | None:
    """A signed form, as a scan or a photo."""
    forms = tr("Forms ({patterns})").format(patterns="*.pdf *.png *.jpg *.jpeg *.tif *.tiff")
    start, kinds = str(Where.PAPERS.folder()), f"{forms};;{tr('All files')} (*)"
    chosen, _ = QFileDialog.getOpenFileName(parent, tr("Choose the signed form"), start, kinds)
    return Where.PAPERS.chosen(chosen)


def ask_folder(parent: QWidget, title: str, start: Path | None = None) -> Path | None:
    """A folder."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(start or Where.PAPERS.folder()))
    return Path(chosen) if chosen else None


def ask_save(parent: QWidget, title: str, name: str, kinds: str, where: Where = Where.PAPERS) -> Path | None:
    """Where to write; `kinds` as Qt takes it, for example `Table (*.csv)`. A `name` with its folder begins there."""
    start = where.folder() / name  # a whole path stays what it is
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(start), kinds)
    return where.chosen(chosen)


def is_film(path: Path) -> bool:
    """Does its name say that it is a film?"""
    return path.suffix.lower() in FILM_ENDINGS
