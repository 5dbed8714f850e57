"""The full audit of a session's films beside the window: begun by hand or in a pause, never in the way of playing."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, QTimer, Signal

from vfi.core.errors import VfiError
from vfi.desk.film_checks import FilmsChecked, films_checked, verify_films
from vfi.desk.session import SessionDesk
from vfi.ui.jobs import Handle, Job, Jobs

REST_MS = 2000
"""So long must the film have stood still before decoding it goes on in the background."""


class Verifying(QObject):
    """What is known of one session's films, and the work of finding out. `close` stops it.

    Tell it with `film_moved` whenever a picture was painted and with `film_plays` when playing begins or ends.
    """

    changed = Signal()
    """One of the properties below is other than before."""

    def __init__(self, jobs: Jobs, desk: SessionDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._desk = desk
        self._job: Job | None = None
        self._free = threading.Event()
        self._plays = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._film_rests)
        self._free.set()
        self.looked = False
        """Is it known whether the films were verified before?"""
        self.checked: FilmsChecked | None = None
        self.part: float | None = None
        """How much of the films has been decoded, 0 to 1; None while nothing is done."""
        self.error: VfiError | None = None
        """Why they could not be verified."""

    def look(self) -> None:
        """Find what was found out before."""
        desk = self._desk
        self._jobs.start(lambda _handle: films_checked(desk), done=self._looked, failed=self._looked)

    def _looked(self, found: object) -> None:
        self.looked = True
        if isinstance(found, FilmsChecked) and self._job is None:
            self.checked = found
        self.changed.emit()

    @property
    def running(self) -> bool:
        return self._job is not None

    @property
    def waits(self) -> bool:
        """Does it stand still because the film is being used?"""
        return self.running and not self._free.is_set()

    def start(self) -> None:
        """Decode every picture of every film."""
        if self._job is not None:
            return
        self.part, self.error = 0.0, None
        desk = self._desk

        def work(handle: Handle) -> FilmsChecked:
            return verify_films(desk, progress=handle.progress, cancelled=lambda: self._stopped(handle))

        self._job = self._jobs.start(work, done=self._done, failed=self._failed, progress=self._progressed)
        self.changed.emit()

    def _stopped(self, handle: Handle) -> bool:
        """Asked by the worker before each packet; while the film is used it waits in here."""
        while not self._free.wait(0.1):
            if handle.cancelled():
                return True
        return handle.cancelled()

    def stop(self) -> None:
        """Leave off; the next time it goes on from there."""
        job, self._job, self.part = self._job, None, None
        if job is not None:
            job.cancel()
            self.changed.emit()

    def close(self) -> None:
        """The session is left."""
        self._rest.stop()
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    # ---- giving way

    def film_moved(self) -> None:
        """A picture was painted: somebody steps, drags or plays."""
        self._give_way()

    def film_plays(self, plays: bool) -> None:
        self._plays = plays
        self._give_way()

    def _give_way(self) -> None:
        before = self._free.is_set()
        self._free.clear()
        self._rest.start()
        if before and self.running:
            self.changed.emit()

    def _film_rests(self) -> None:
        if not self._plays:
            self._free.set()
            if self.running:
                self.changed.emit()

    # ---- what came of it

    def _progressed(self, part: float) -> None:
        if self._job is not None and int(100 * part) != int(100 * (self.part or 0)):
            self.part = part
            self.changed.emit()

    def _done(self, found: FilmsChecked) -> None:
        self._job = self.part = None
        self.looked, self.checked = True, found
        self.changed.emit()

    def _failed(self, error: VfiError | Exception) -> None:
        self._job = self.part = None
        if isinstance(error, VfiError):
            self.error = error
        self.changed.emit()
        if not isinstance(error, VfiError):
            raise error  # a fault of ours: the window's catcher says so and keeps the trace
