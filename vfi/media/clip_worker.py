"""The process that writes clips and reels for another: orders come on standard input, what happens goes out on
standard output.

Its words are pickled values. In come a list of orders (`ClipOrder`, `ReelOrder`); out go the share done (float, 0 to
1), then the list of what was written (`ClipWritten`, `ReelWritten`; shorter than the orders when it was stopped), or
the failure: a `VfiError`, or a text for any other.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from vfi.core.errors import VfiError
from vfi.media.clips import ClipOrder, ClipWritten, write_clip
from vfi.media.showreel.order import ReelOrder
from vfi.media.showreel.writing import ReelWritten, write_reel

Order = ClipOrder | ReelOrder
Written = ClipWritten | ReelWritten


def serve() -> None:
    """Do what standard input asks for, and end."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())  # an encoder's chatter must not stand between the answers

    def tell(value: object) -> None:
        pickle.dump(value, answers)
        answers.flush()

    try:
        orders = pickle.load(sys.stdin.buffer)
    except (EOFError, pickle.UnpicklingError):
        return  # who ordered was gone before the order was whole
    work(orders, tell)


def work(orders: Sequence[Order], tell: Callable[[object], None]) -> None:
    """Write one after the other. `tell` raises OSError when nobody listens any more: then no file is left."""
    frames = sum(order.frames for order in orders)
    done = 0
    written: list[Written] = []
    gone = False

    def tell_share(share: float) -> None:
        nonlocal gone
        try:
            tell(share)
        except OSError:
            gone = True  # the program that ordered this is no more: stop, and leave nothing behind

    try:
        for order in orders:
            length = order.frames
            before = done

            def share_of_all(share: float, before: int = before, length: int = length) -> None:
                tell_share((before + share * length) / frames)

            one = _write(order, share_of_all, lambda: gone)
            if one is None:
                break
            written.append(one)
            done += length
        if not gone:
            tell(written)
    except Exception as failure:
        with contextlib.suppress(OSError):
            tell(failure if isinstance(failure, VfiError) else f"{type(failure).__name__}: {failure}")
    finally:
        if gone:
            for order in orders:
                Path(order.out).unlink(missing_ok=True)


def _write(order: Order, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> Written | None:
    if isinstance(order, ReelOrder):
        return write_reel(order, progress=progress, cancelled=cancelled)
    return write_clip(order, progress=progress, cancelled=cancelled)
