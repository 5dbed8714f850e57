"""The first picture of each session's film, fetched beside the window and kept in memory only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from vfi.desk.library_rows import FilmGlance, SessionRow
from vfi.ui.jobs import Handle, Job, Jobs

if TYPE_CHECKING:  # the library is shown before anything of a film is
    import numpy as np
    import numpy.typing as npt

    from vfi.desk.film_checks import FilmsChecked

_WIDEST = 272
"""Pixels: twice the width of a card's still, for screens of high density."""


def qimage(picture: npt.NDArray[np.uint8]) -> QImage:
    """A copy that Qt owns of an RGB picture, shape (height, width, 3)."""
    height, width, _ = picture.shape
    return QImage(picture.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()


class Stills(QObject):
    """Asks for a glance at each film once, one after the other; `came` names the session."""

    came = Signal(str)

    def __init__(self, jobs: Jobs, glance: Callable[[str, str], FilmGlance], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._glance = glance
        self._pictures: dict[str, QImage | None] = {}
        self._lengths: dict[str, int] = {}
        self._watched: dict[str, float] = {}
        self._checked: dict[str, FilmsChecked | None] = {}
        self._running: list[Job] = []

    def of(self, row: SessionRow) -> QImage | None:
        """The picture if it is there; asks for it otherwise."""
        if not row.seen:
            self._pictures.pop(row.key, None)
            return None
        if row.key not in self._pictures:
            self._pictures[row.key] = None
            if row.film_there and row.session.films:
                self._ask(row)
        return self._pictures[row.key]

    def length_of(self, row: SessionRow) -> int | None:
        """How long the film lasts (ns), if it is known."""
        return row.duration_ns if row.duration_ns is not None else self._lengths.get(row.key)

    def with_watched(self, row: SessionRow) -> SessionRow:
        """The row with how much of the film each coding watched and whether it was verified, as far as is known."""
        codings = tuple(
            replace(coding, watched=self._watched.get(coding.path, coding.watched)) for coding in row.codings
        )
        return replace(row, codings=codings, checked=self._checked.get(row.key, row.checked))

    def look_again(self, row: SessionRow) -> None:
        """Its codings may have gone on: watch anew, keeping the picture until then."""
        if row.film_there and row.seen and row.session.films:
            self._ask(row)

    def forget(self) -> None:
        """Another library, or a film came back: look again."""
        for job in self._running:
            job.cancel()
        self._running.clear()
        self._pictures.clear()
        self._lengths.clear()
        self._watched.clear()
        self._checked.clear()

    def _ask(self, row: SessionRow) -> None:
        key, case, session = row.key, row.case, row.session.id

        def look(_handle: Handle) -> FilmGlance:
            return self._glance(case, session)

        def done(glance: FilmGlance) -> None:
            picture = qimage(glance.picture)
            # scaled down once and well: a small picture of line drawings is rough when drawn from a large one
            if picture.width() > _WIDEST:
                picture = picture.scaledToWidth(_WIDEST, Qt.TransformationMode.SmoothTransformation)
            self._pictures[key] = picture
            self._lengths[key] = glance.duration_ns
            self._watched.update(glance.watched)
            self._checked[key] = glance.checked
            self.came.emit(key)

        def failed(_error: object) -> None:
            # the card stays without a picture; opening the film will say what is wrong
            self.came.emit(key)

        self._running.append(self._jobs.start(look, done=done, failed=failed))
