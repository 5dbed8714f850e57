"""How each film of a session is looked at: as it was last, and kept when it changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, QTimer

from vfi.core.looks import AS_FILMED, PictureLook
from vfi.desk.film_looks import keep_looks
from vfi.desk.to_see import ToSee
from vfi.ui.film_view import FilmView
from vfi.ui.jobs import Handle, Jobs

_AFTER_MS = 1000
"""Zooming changes the look many times a second: it is written when it has rested for so long."""


class LooksKept(QObject):
    """Gives the views of a session's films their looks.

    Args:
        films: in the order of the cameras, at least one.
        looks: as they were kept, by the film's path.
        view_of: the view in which the film of this number is shown now.
    """

    def __init__(
        self,
        films: Sequence[ToSee],
        looks: Mapping[str, PictureLook],
        view_of: Callable[[int], FilmView],
        jobs: Jobs,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._films = tuple(films)
        self._looks = dict(looks)
        self._view_of = view_of
        self._jobs = jobs
        self._laying = False
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_AFTER_MS)
        self._late.timeout.connect(self.keep)
        for number in range(len(films)):
            view_of(number).look_changed.connect(self._changed)
        self.lay()

    def lay(self) -> None:
        """Each view shows its film so; again when the films have changed views."""
        self._laying = True
        for number, film in enumerate(self._films):
            view = self._view_of(number)
            view.set_native(*film.index.look.shown_size, interlaced=film.index.look.interlaced)
            view.set_look(self._looks.get(film.film.path, AS_FILMED))
        self._laying = False

    def _changed(self, _look: PictureLook) -> None:
        if not self._laying:
            for number, film in enumerate(self._films):
                self._looks[film.film.path] = self._view_of(number).look
            self._late.start()

    def keep(self) -> None:
        """Write down what has not been yet, beside the window."""
        self._late.stop()
        desk, looks = self._films[0].desk, dict(self._looks)

        def work(_handle: Handle) -> None:
            keep_looks(desk, looks)

        self._jobs.start(work)

    def close(self) -> None:
        """Let go of the views; what was changed is written at once, since jobs may be ending too."""
        for number in range(len(self._films)):
            self._view_of(number).look_changed.disconnect(self._changed)
        if self._late.isActive():
            self._late.stop()
            keep_looks(self._films[0].desk, self._looks)
