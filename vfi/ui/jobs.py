"""Long work beside the window: a worker thread, progress and cancel; a result that comes too late is dropped."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Signal

from vfi.core.errors import VfiError
from vfi.ui.errors import describe

_log = logging.getLogger(__name__)


class Handle:
    """What the work is given: it tells how far it is and asks whether it is still wanted. For the worker thread."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def progress(self, fraction: float) -> None:
        """From 0 to 1."""
        if not self._job.is_cancelled():
            self._job._told.emit(float(fraction))

    def cancelled(self) -> bool:
        """Should the work stop now?"""
        return self._job.is_cancelled()


Work = Callable[[Handle], Any]


def _nothing(_handle: Handle) -> None: ...


class Job(QObject):
    """One piece of long work. Its signals arrive on the window's thread, and none after `cancel`.

    `done` carries the result, `failed` a VfiError or another exception, `ended` comes after either and after cancel.
    """

    progressed = Signal(float)
    done = Signal(object)
    failed = Signal(object)
    ended = Signal()

    _told = Signal(float)
    _came = Signal()

    def __init__(self, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._cancelled = threading.Event()
        self._finished = threading.Event()
        self._result: tuple[object, BaseException | None] = (None, None)
        self._delivered = False
        self._told.connect(self._on_told)
        self._came.connect(self._on_came)

    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """It is no longer wanted: the work is asked to stop, and whatever it returns is dropped."""
        if not self._cancelled.is_set():
            self._cancelled.set()
            self.ended.emit()

    def run(self) -> None:
        """On the worker thread."""
        result: object = None
        error: BaseException | None = None
        try:
            result = self._work(Handle(self))
        except Exception as caught:  # every failure becomes a sentence on the window's thread
            error = caught
            if not isinstance(caught, VfiError):
                _log.error("work beside the window failed: %s", describe(type(caught), caught, caught.__traceback__))
        self._result = (result, error)
        self._finished.set()
        try:
            self._came.emit()
        except RuntimeError:
            return  # the window, and this job with it, has gone meanwhile

    def _on_told(self, fraction: float) -> None:
        if not self.is_cancelled():
            self.progressed.emit(fraction)

    def wait(self, seconds: float) -> None:
        """Give quick work so long to end; what came of it is told before this returns."""
        if self._finished.wait(seconds):
            self._on_came()

    def _on_came(self) -> None:
        result, error = self._result
        # A job stays until its window goes: what it was made of, and what came of it, need not. Both end here, on the
        # window's thread: the worker holds nothing of them any more, and widgets may hang on them.
        self._result, self._work = (None, None), _nothing
        if self.is_cancelled() or self._delivered:
            return
        self._delivered = True
        if error is None:
            self.done.emit(result)
        else:
            self.failed.emit(error)
        self.ended.emit()


class Jobs(QObject):
    """Starts jobs and keeps them until they end; `close` cancels all and waits for the threads."""

    def __init__(self, parent: QObject | None = None, *, threads: int = 2) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="vfi-job")
        self._jobs: set[Job] = set()

    def start(
        self,
        work: Work,
        *,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[VfiError | Exception], object] | None = None,
        progress: Callable[[float], object] | None = None,
        patience: float = 0.0,
    ) -> Job:
        """Run `work(handle)` on a worker thread; the callbacks run on the window's thread.

        `patience`: wait so many seconds for it, so that what is quick does not flicker.
        """
        job = Job(work, self)
        told = [
            signal.connect(whom)
            for signal, whom in ((job.done, done), (job.failed, failed), (job.progressed, progress))
            if whom is not None
        ]
        self._jobs.add(job)

        def let_go() -> None:
            self._jobs.discard(job)
            while told:  # the job would hold them, and the sheets behind them, for as long as it stays
                QObject.disconnect(told.pop())

        job._came.connect(let_go)
        self._pool.submit(job.run)
        if patience > 0:
            job.wait(patience)
        return job

    @property
    def busy(self) -> bool:
        """Is anything still running?"""
        return bool(self._jobs)

    def close(self) -> None:
        """Cancel everything and wait until the threads are free."""
        for job in list(self._jobs):
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._jobs.clear()
