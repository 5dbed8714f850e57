"""Memory for pictures, handed out in blocks and used again: what is given back is given back to the machine.

Left to the C library, megabytes in many threads stay with the process long after they were freed: three films that
had filled 512 MB between them held 1.7 GB (measured). The decoders' own pictures do come from the C library:
`give_back_large_blocks` asks it to do the same with those.
"""

from __future__ import annotations

import ctypes
import mmap
import sys
import threading
from collections import deque

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]

MARGIN = 64
"""Bytes to be had behind the last one of a picture: swscale and the decoders read and write whole vectors."""

_LARGE = 256 * 1024
"""Bytes: the colour planes of a 1080p picture are larger, a packet mostly is not. With 1.5 MB playing is up to a fifth
faster, as painted pictures need no fresh pages, but three films came to 1083 MB within five minutes, and rising."""
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # malloc.h


def give_back_large_blocks() -> None:
    """Ask glibc to take large blocks from the machine one by one, and to give each back when it is freed.

    By itself it raises the size from which it does so to that of the largest block freed so far, and decoder threads
    then keep what they once needed: after ten minutes of work on three films 120 MB more. Elsewhere nothing is done.
    """
    if sys.platform != "linux":
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # other C libraries have none
    if mallopt is not None:
        mallopt(_M_MMAP_THRESHOLD, _LARGE)
        mallopt(_M_TRIM_THRESHOLD, 16 * _LARGE)


class BlockPool:
    """Blocks of bytes for planes of pictures. Any thread.

    A block is free again when nothing refers to it or to a part of it any more; nobody has to say so.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._blocks: dict[int, deque[Bytes]] = {}
        probe = deque([np.empty(1, np.uint8)])
        self._unused = sys.getrefcount(probe[0])
        """References to a block that only the pool knows of."""

    @property
    def bytes(self) -> int:
        """Of all blocks, in use and free."""
        with self._lock:
            return sum(size * len(blocks) for size, blocks in self._blocks.items())

    def take(self, size: int) -> Bytes:
        """A block of so many bytes, whatever is in it."""
        with self._lock:
            blocks = self._blocks.get(size, deque())
            for _ in range(len(blocks)):
                if sys.getrefcount(blocks[0]) == self._unused:
                    break
                blocks.rotate(-1)  # those that were taken last are asked last
            else:
                self._drop_free()  # of other sizes: the films are others now, or the view is
                blocks = self._blocks.setdefault(size, deque())
                blocks.appendleft(_from_the_machine(size))
            block = blocks[0]
            blocks.rotate(-1)
            return block

    def copy(self, planes: tuple[Bytes, ...]) -> tuple[Bytes, ...]:
        """The same planes in a block of the pool."""
        block = self.take(sum(plane.nbytes for plane in planes))
        copies, at = [], 0
        for plane in planes:
            into = block[at : at + plane.nbytes].reshape(plane.shape)
            np.copyto(into, plane)
            copies.append(into)
            at += plane.nbytes
        return tuple(copies)

    def drop_free(self) -> None:
        """Give every free block back to the machine."""
        with self._lock:
            self._drop_free()

    def _drop_free(self) -> None:
        for size, blocks in list(self._blocks.items()):
            for _ in range(len(blocks)):
                if sys.getrefcount(blocks[0]) == self._unused:
                    blocks.popleft()
                else:
                    blocks.rotate(-1)
            if not blocks:
                del self._blocks[size]


def _from_the_machine(size: int) -> Bytes:
    """Memory of its own that goes back to the machine the moment it is let go."""
    private = {"flags": mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS} if hasattr(mmap, "MAP_ANONYMOUS") else {}
    return np.frombuffer(mmap.mmap(-1, size + MARGIN, **private), np.uint8, size)
