"""The first picture of each session's film, fetched beside the window and kept in memory only."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from vfi.ui.jobs import Handle, Job, Jobs
from vfi.ui.rooms.ports import FilmGlance, Image, SessionRow


def qimage(picture: Image) -> QImage:
    """A copy of an RGB picture that Qt owns."""
    height, width, _ = picture.shape
    data = np.ascontiguousarray(picture)
    return QImage(data.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


class Stills(QObject):
    """Asks for a glance at each film once, one after the other; `came` names the session."""

    came = Signal(str)

    def __init__(self, jobs: Jobs, glance: Callable[[str, str], FilmGlance], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._glance = glance
        self._pictures: dict[str, QImage | None] = {}
        self._lengths: dict[str, int] = {}
        self._running: list[Job] = []

    def of(self, row: SessionRow) -> QImage | None:
        """The picture if it is there; asks for it otherwise."""
        if row.key not in self._pictures:
            self._pictures[row.key] = None
            if row.film_there and not row.session.locked and row.session.films:
                self._ask(row)
        return self._pictures[row.key]

    def length_of(self, row: SessionRow) -> int | None:
        """How long the film lasts (ns), if it is known."""
        return row.duration_ns if row.duration_ns is not None else self._lengths.get(row.key)

    def forget(self) -> None:
        """Another library, or a film came back: look again."""
        for job in self._running:
            job.cancel()
        self._running.clear()
        self._pictures.clear()
        self._lengths.clear()

    def _ask(self, row: SessionRow) -> None:
        key, case, session = row.key, row.case, row.session.id

        def look(_handle: Handle) -> FilmGlance:
            return self._glance(case, session)

        def done(glance: FilmGlance) -> None:
            self._pictures[key] = qimage(glance.picture)
            self._lengths[key] = glance.duration_ns
            self.came.emit(key)

        def failed(_error: object) -> None:
            # the card stays without a picture; opening the film will say what is wrong
            self.came.emit(key)

        self._running.append(self._jobs.start(look, done=done, failed=failed))
