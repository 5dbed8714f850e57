"""A worker for what is drawn beside a film: a thread of its own that gives way to the film on the screen."""

from __future__ import annotations

import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Generic, TypeVar

from vfi.media.gently import give_way
from vfi.media.until_closed import UntilClosed

_log = logging.getLogger(__name__)

JOIN_SECONDS = 2.0
_NICENESS = 10

T = TypeVar("T")


class BesideFilm(ABC, Generic[T]):
    """Who makes one starts `_thread` when all is there that `_work` needs.

    `_deliver` hands on what it makes until it is closed. `_resting` and `_closing` are changed under `_changed`,
    and all who wait there are told.
    """

    def __init__(self, name: str, deliver: Callable[[T], None]) -> None:
        self._deliver = UntilClosed(deliver)
        self._changed = threading.Condition()
        self._resting = False
        self._closing = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def rest(self, resting: bool) -> None:
        """While the film plays: make only what is cheap or in view."""
        with self._changed:
            self._resting = resting
            self._changed.notify_all()

    def close(self) -> None:
        """Stop and wait for the thread; takes about as long as one packet. Nothing is delivered after."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._deliver.close()
        self._thread.join(JOIN_SECONDS)
        if self._thread.is_alive():
            _log.error("the thread %s did not stop within %s s", self._thread.name, JOIN_SECONDS)

    def _run(self) -> None:
        give_way(_NICENESS)
        self._work()

    @abstractmethod
    def _work(self) -> None:
        """What the thread does until `_closing`; raises nothing."""
