"""Writes clips in a process of its own: the window stays quick, and an encoder that crashes takes nothing along."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from vfi.core.errors import CouldNot, VfiError
from vfi.media.clips import ClipOrder, ClipWritten, write_clip

_POLL_SECONDS = 0.1


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
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    worker = context.Process(target=_work, args=(list(orders), theirs), name="vfi-clips", daemon=True)
    whole = False
    with _without_interrupts():
        worker.start()
    theirs.close()
    try:
        written = _follow(ours, progress, cancelled)
        whole = written is not None
        return written
    finally:
        if worker.is_alive() and not whole:
            worker.terminate()
        worker.join(5)
        if worker.is_alive():
            worker.kill()
            worker.join()
        ours.close()
        worker.close()
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


def _follow(
    ours: Connection, progress: Callable[[float], None] | None, cancelled: Callable[[], bool] | None
) -> list[ClipWritten] | None:
    while True:
        if cancelled is not None and cancelled():
            return None
        if not ours.poll(_POLL_SECONDS):
            continue
        try:
            told = ours.recv()
        except EOFError:
            raise CouldNot("clip-worker-died") from None
        if isinstance(told, float):
            if progress is not None:
                progress(told)
        elif isinstance(told, VfiError):
            raise told
        elif isinstance(told, str):
            raise CouldNot("clip-not-written", reason=told)
        else:
            return list(told)


def _work(orders: list[ClipOrder], theirs: Connection) -> None:
    """Runs in the worker: tells the share done, then the list of what was written, or the failure."""
    frames = sum(order.last - order.first + 1 for order in orders)
    done = 0
    written: list[ClipWritten] = []
    gone = False

    def tell(share: float) -> None:
        nonlocal gone
        try:
            theirs.send(share)
        except OSError:
            gone = True  # the program that ordered this is no more: stop, and leave nothing behind

    try:
        for order in orders:
            length = order.last - order.first + 1
            before = done

            def share_of_all(share: float, before: int = before, length: int = length) -> None:
                tell((before + share * length) / frames)

            clip = write_clip(order, progress=share_of_all, cancelled=lambda: gone)
            if clip is None:
                break
            written.append(clip)
            done += length
        if not gone:
            theirs.send(written)
    except VfiError as failure:
        with contextlib.suppress(OSError):
            theirs.send(failure)
    except Exception as failure:
        with contextlib.suppress(OSError):
            theirs.send(f"{type(failure).__name__}: {failure}")
    finally:
        if gone:
            for order in orders:
                Path(order.out).unlink(missing_ok=True)
        theirs.close()
