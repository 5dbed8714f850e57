"""Decoded pictures kept in memory within a budget of bytes; the ones furthest from the eye go first."""

from __future__ import annotations

import os
from typing import Any, Generic, Literal, Protocol, TypeVar

import numpy as np


class Planes(Protocol):
    """What the cache needs to know of a picture: its own copied planes."""

    @property
    def planes(self) -> tuple[np.ndarray[Any, Any], ...]: ...


P = TypeVar("P", bound=Planes)


def default_budget() -> int:
    """Bytes: 256 MB, but never more than a twelfth of the machine's memory."""
    most = 256 * 1024 * 1024
    try:
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # Windows has no sysconf
        return most
    return min(most, memory // 12)


class PictureCache(Generic[P]):
    """Pictures by frame number, owned by one thread.

    `look` tells it where the eye is and where it is going. Frames that are cheap to have again (those ahead of a film
    that stands still, those that a film playing back has left) count as further away than they are.
    """

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._pictures: dict[int, P] = {}
        self._bytes = 0
        self.peak = 0
        """The most bytes ever held."""
        self._largest = 1
        self._focus = 0
        self._direction: Literal[-1, 0, 1] = 0

    @property
    def bytes(self) -> int:
        """Bytes of all planes held."""
        return self._bytes

    @property
    def capacity(self) -> int:
        """How many pictures of the size seen so far fit; at least 2."""
        return max(2, self._budget // self._largest)

    def __len__(self) -> int:
        return len(self._pictures)

    def __contains__(self, frame: int) -> bool:
        return frame in self._pictures

    def get(self, frame: int) -> P | None:
        """The picture of this frame, if it is here."""
        return self._pictures.get(frame)

    def look(self, frame: int, direction: Literal[-1, 0, 1]) -> None:
        """The eye is on this frame and goes this way (0: stands still)."""
        self._focus, self._direction = frame, direction

    def nearest(self, frame: int) -> int | None:
        """The number of the picture held that is nearest to this frame."""
        return min(self._pictures, key=lambda held: abs(held - frame), default=None)

    def add(self, frame: int, picture: P) -> None:
        """Keep this picture; the furthest ones make room."""
        size = sum(plane.nbytes for plane in picture.planes)
        self._largest = max(self._largest, size)
        if frame not in self._pictures:
            self._bytes += size
        self._pictures[frame] = picture
        while self._bytes > self._budget and len(self._pictures) > 1:
            furthest = max(self._pictures, key=self._distance)
            gone = self._pictures.pop(furthest)
            self._bytes -= sum(plane.nbytes for plane in gone.planes)
        self.peak = max(self.peak, self._bytes)

    def clear(self) -> None:
        """Let go of everything."""
        self._pictures.clear()
        self._bytes = 0

    def _distance(self, frame: int) -> float:
        away = frame - self._focus
        if away >= 0:
            return away * {-1: 4.0, 0: 2.0, 1: 0.5}[self._direction]
        return -away
