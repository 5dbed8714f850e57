"""A film that is not where it was: looked for by its content, or shown by the person, and remembered there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from vfi.core.errors import VfiError
from vfi.desk.moved_films import find_film, put_back
from vfi.desk.session import SessionDesk
from vfi.ui import ask
from vfi.ui.jobs import Job
from vfi.ui.workplace import Workplace
from vfi.words import tr

GONE = frozenset({"film-moved", "film-is-another"})
"""What can be helped by looking for the film."""


class FilmSearch(QObject):
    """One search at a time; each step is a line at the foot of the window."""

    came_back = Signal()
    """A film was found and is remembered where it lies now."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(place)
        self._place = place
        self._search: Job | None = None

    def look_for(self, desk: SessionDesk, then: Callable[[], object]) -> None:
        """By its content: beside where it was, then in the whole library. `then`: it is there again."""
        place = self._place
        film = desk.missing_film()
        before = Path(film.path).parent if Path(film.path).is_absolute() else desk.path
        folders = [folder for folder in (desk.path, before, place.library.root) if folder.is_dir()]
        place.window.toast.say(tr("Looking for the film"), stays=True)
        self._search = place.jobs.start(
            lambda handle: find_film(film, folders, cancelled=handle.cancelled),
            done=lambda path: self._found(desk, path, then),
            failed=place.say,
        )

    def _found(self, desk: SessionDesk, path: Path | None, then: Callable[[], object]) -> None:
        toast = self._place.window.toast
        if path is None:
            words = tr("It was not found in the library. Connect the drive where it lies, or show where it is.")
            toast.say(words, "danger", action=tr("Show where it is"), on_action=lambda: self._ask(desk, then))
            return
        words = tr("The same film lies in “{file}”. Its content is the very same.", file=str(path))
        use = tr("Use this one")
        toast.say(words, "success", action=use, on_action=lambda: self._put_back(desk, path, then), stays=True)

    def _ask(self, desk: SessionDesk, then: Callable[[], object]) -> None:
        path = ask.ask_film(self._place.window)
        if path is not None:
            self._put_back(desk, path, then)

    def _put_back(self, desk: SessionDesk, path: Path, then: Callable[[], object]) -> None:
        try:
            put_back(desk, desk.missing_film(), path)
        except VfiError as error:
            self._place.say(error)
            return
        self.came_back.emit()
        then()
