"""Long work that gives way: on a thread of its own, with the lowest claim to the processor that the system offers."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")

_NICENESS = 15


def give_way(niceness: int) -> None:
    """This thread, and those that a decoder starts from it, yield to the film on the screen where that is known.

    On Linux niceness is a thread's own. Elsewhere it belongs to the whole program, and nothing is changed.
    """
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), niceness)


def gently(work: Callable[[], T], name: str) -> T:
    """What `work` returns or raises; the caller waits, on a thread that may wait.

    A thread of its own, because what a thread has given up it cannot take back.
    """
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        give_way(_NICENESS)
        try:
            results.append(work())
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run, name=name, daemon=True)
    thread.start()
    thread.join()
    if errors:
        raise errors[0]
    return results[0]
