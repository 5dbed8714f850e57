"""Has clips and reels written in a process of its own: the window stays quick, an encoder that crashes harms nothing.

The process runs `clip_worker` and nothing of the program that ordered: multiprocessing would import the caller's main
file once more, and a script that exports at its top level would begin anew in it.
"""

from __future__ import annotations

import contextlib
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, cast

from vfi.core.errors import CouldNot, VfiError
from vfi.media.clips import ClipOrder, ClipWritten
from vfi.media.showreel.order import ReelOrder
from vfi.media.showreel.writing import ReelWritten

_POLL_SECONDS = 0.1
_PATIENCE = 5.0
"""Seconds in which a worker that was told to end has to."""

# it finds modules where this process does (its first word), and never a file of the same name in the current folder
_BEGIN = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); from vfi.media.clip_worker import serve; serve()"
)

_ENDED = object()
"""Told by the listener when the worker says nothing more."""


def write_clips(
    orders: Sequence[ClipOrder],
    *,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[ClipWritten] | None:
    """Write the clips one after the other in a worker process; None when cancelled.

    Blocks, so call it from a job. Whatever happens, no file of an order is left that was not written and checked:
    all are removed unless all are whole.

    Raises:
        VfiError: what `write_clip` raises; `clip-worker-died` when the process ended by itself.
    """
    return _written(orders, progress, cancelled)


def write_reels(
    orders: Sequence[ReelOrder],
    *,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[ReelWritten] | None:
    """`write_clips` for reels: `vfi.media.showreel.writing.write_reel` in a worker process.

    Raises:
        VfiError: what `write_reel` raises; `clip-worker-died`.
    """
    return _written(orders, progress, cancelled)


def _written(
    orders: Sequence[ClipOrder] | Sequence[ReelOrder],
    progress: Callable[[float], None] | None,
    cancelled: Callable[[], bool] | None,
) -> list[Any] | None:
    whole = False
    told: queue.SimpleQueue[object] = queue.SimpleQueue()
    with _without_interrupts():
        worker = subprocess.Popen(
            [sys.executable, "-P", "-c", _BEGIN],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    into, out_of = cast(BinaryIO, worker.stdin), cast(BinaryIO, worker.stdout)
    listener = threading.Thread(target=_listen, args=(out_of, told), name="clips", daemon=True)
    try:
        listener.start()
        with contextlib.suppress(OSError), into:  # one that died at once is heard of below
            pickle.dump(sys.path, into)
            pickle.dump(list(orders), into)
        written = _follow(told, progress, cancelled)
        whole = written is not None
        return written
    finally:
        if not whole:
            worker.terminate()
        try:
            worker.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()
        listener.join()
        out_of.close()
        if not whole:
            for order in orders:
                Path(order.out).unlink(missing_ok=True)


@contextlib.contextmanager
def _without_interrupts() -> Iterator[None]:
    """Ctrl+C in a terminal reaches every process; the worker is ended by the one that ordered, and is to say nothing.

    A process that is started while a signal is blocked never gets it. Windows has no such thing.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _listen(out_of: BinaryIO, told: queue.SimpleQueue[object]) -> None:
    """In a thread: pipes cannot be waited for with a limit of time on every system."""
    # a worker that ended in the midst of a word has said nothing
    with contextlib.suppress(EOFError, OSError, pickle.UnpicklingError):
        while True:
            told.put(pickle.load(out_of))
    told.put(_ENDED)


def _follow(
    told: queue.SimpleQueue[object],
    progress: Callable[[float], None] | None,
    cancelled: Callable[[], bool] | None,
) -> list[Any] | None:
    while True:
        if cancelled is not None and cancelled():
            return None
        try:
            word = told.get(timeout=_POLL_SECONDS)
        except queue.Empty:
            continue
        if isinstance(word, float):
            if progress is not None:
                progress(word)
        elif isinstance(word, VfiError):
            raise word
        elif isinstance(word, str):
            raise CouldNot("clip-not-written", reason=word)
        elif isinstance(word, list):
            return word
        else:
            raise CouldNot("clip-worker-died")
