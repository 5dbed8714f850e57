"""One budget of bytes over all films that are open; each has an equal share of it."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable

from vfi.media.pool import BlockPool, give_back_large_blocks

MOST = 512 * 1024 * 1024


def machine_memory() -> int | None:
    """Bytes of memory of this machine; None where it does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return _windows_memory() if sys.platform == "win32" else None


def _windows_memory() -> int | None:
    """Windows has no sysconf: GlobalMemoryStatusEx, whose structure is 64 bytes with the whole memory at 8."""
    import ctypes

    status = (ctypes.c_uint64 * 8)()
    ctypes.cast(status, ctypes.POINTER(ctypes.c_uint32))[0] = ctypes.sizeof(status)
    windll = getattr(ctypes, "windll", None)
    if windll is None or not windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):
        return None
    return int(status[1])


def default_budget() -> int:
    """Bytes: 512 MB, but never more than a twelfth of the machine's memory."""
    memory = machine_memory()
    return MOST if memory is None else min(MOST, memory // 12)


class MemoryBudget:
    """How many bytes of pictures may be held in all. Shared by the films of the program; any thread."""

    def __init__(self, total: int | None = None) -> None:
        self.total = default_budget() if total is None else total
        give_back_large_blocks()
        self.pool = BlockPool()
        """Where the memory comes from."""
        self._lock = threading.Lock()
        self._shares: list[Share] = []

    def join(self, wake: Callable[[], None] = lambda: None) -> Share:
        """A share for one more film; the others shrink, and `wake` of each tells it so (on the caller's thread)."""
        share = Share(self, wake)
        self._change(self._shares.append, share)
        return share

    def leave(self, share: Share) -> None:
        """The film is closed: the others may have its room."""
        if share in self._shares:
            self._change(self._shares.remove, share)
            self.pool.drop_free()

    def resize(self, total: int) -> None:
        """So many bytes from now on: what is too much is let go at once."""
        if total == self.total:
            return
        with self._lock:
            self.total = total
            shares = list(self._shares)
        for share in shares:
            share.wake()
        self.pool.drop_free()

    def _change(self, how: Callable[[Share], None], share: Share) -> None:
        with self._lock:
            how(share)
            others = [other for other in self._shares if other is not share]
        for other in others:
            other.wake()

    def room_of(self, share: Share) -> int:
        """What a film may hold now: its share, less what others have not yet given back."""
        with self._lock:
            held_by_others = sum(other.held for other in self._shares if other is not share)
            return max(0, min(self.total // max(1, len(self._shares)), self.total - held_by_others))


class Share:
    """One film's part of the budget."""

    def __init__(self, budget: MemoryBudget, wake: Callable[[], None]) -> None:
        self._budget = budget
        self.wake = wake
        self.held = 0
        """Bytes held; kept up to date by the holder."""

    @property
    def room(self) -> int:
        """Bytes that may be held now."""
        return self._budget.room_of(self)

    def leave(self) -> None:
        """Give the share back; everything must have been let go."""
        self._budget.leave(self)
