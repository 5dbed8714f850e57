"""Replies of a worker, handed on until it is closed and never after, also where its thread hangs on a slow drive."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class UntilClosed(Generic[T]):
    """Calls `deliver` with what it is called with, until `close`. Any thread; `deliver` must return at once.

    Whoever waits for replies in a window is gone soon after it closed the worker, and Qt (PySide 6.11) ends with a
    fault where a thread tells something to an object that goes at that very moment.
    """

    def __init__(self, deliver: Callable[[T], None]) -> None:
        self._deliver = deliver
        self._lock = threading.Lock()
        self._closed = False

    def __call__(self, reply: T) -> None:
        with self._lock:
            if not self._closed:
                self._deliver(reply)

    def close(self) -> None:
        """From now on nothing is handed on; what is under way is over when this returns."""
        with self._lock:
            self._closed = True
