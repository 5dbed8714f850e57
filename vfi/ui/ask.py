"""The system's own file dialogs, each behind one function that returns a plain value."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from vfi.words import tr

FILM_ENDINGS = (
    ".mp4", ".mov", ".m4v", ".mkv", ".webm", ".avi", ".mts", ".m2ts", ".ts", ".mpg", ".mpeg", ".3gp", ".wmv", ".mxf"
)  # fmt: skip
"""What the dialog offers first and a drop is known by; any other file can still be chosen."""


def ask_film(parent: QWidget) -> Path | None:
    """A film to open; None when the person thought better of it."""
    patterns = " ".join(f"*{ending} *{ending.upper()}" for ending in FILM_ENDINGS)
    films = tr("Films ({patterns})", patterns=patterns)
    chosen, _ = QFileDialog.getOpenFileName(parent, tr("Choose a film"), "", f"{films};;{tr('All files')} (*)")
    return Path(chosen) if chosen else None


def ask_form(parent: QWidget) -> Path | None:
    """A signed form, as a scan or a photo."""
    kinds = tr("Forms ({patterns})", patterns="*.pdf *.png *.jpg *.jpeg *.tif *.tiff")
    chosen, _ = QFileDialog.getOpenFileName(parent, tr("Choose the signed form"), "", f"{kinds};;{tr('All files')} (*)")
    return Path(chosen) if chosen else None


def ask_folder(parent: QWidget, title: str, start: Path | None = None) -> Path | None:
    """A folder."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(start or ""))
    return Path(chosen) if chosen else None


def ask_save(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Where to write; `kinds` as Qt takes it, for example `Table (*.csv)`."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, name, kinds)
    return Path(chosen) if chosen else None


def is_film(path: Path) -> bool:
    """Does its name say that it is a film?"""
    return path.suffix.lower() in FILM_ENDINGS
