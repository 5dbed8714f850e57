"""Decoded pictures kept in memory: whole ones, and small ones of the size of the view, which reach six times as far.

The ones furthest from the eye, measured against its direction of travel, make room first; a picture that takes six
times the bytes counts as six times as far away, so that both kinds share the room evenly.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, Protocol, TypeVar

import numpy as np

from vfi.media.budget import Share


class Planes(Protocol):
    """What the cache needs to know of a picture: its own copied planes."""

    @property
    def planes(self) -> tuple[np.ndarray[Any, Any], ...]: ...


P = TypeVar("P", bound=Planes)

_AHEAD_WEIGHT = {-1: 1000.0, 0: 4.0, 1: 0.5}
"""Frames ahead are cheap to have again for a film that stands still, and done with for one that plays back."""


def bytes_of(picture: Planes) -> int:
    """Memory of the planes."""
    return sum(plane.nbytes for plane in picture.planes)


@dataclass
class _Kind(Generic[P]):
    """Pictures of one kind by frame number."""

    pictures: dict[int, P] = field(default_factory=dict)
    largest: int = 1


class PictureCache(Generic[P]):
    """Pictures by frame number within a share of the budget. Any thread."""

    def __init__(self, share: Share) -> None:
        self._share = share
        self._lock = threading.RLock()
        self._full: _Kind[P] = _Kind()
        self._small: _Kind[P] = _Kind()
        self._pinned: dict[int, P] = {}
        self._pins = range(0)
        self._focus = 0
        self._direction: Literal[-1, 0, 1] = 0
        self.peak = 0
        """The most bytes ever held."""

    @property
    def bytes(self) -> int:
        """Bytes of all planes held."""
        return self._share.held

    @property
    def room(self) -> int:
        """Bytes that may be held."""
        return self._share.room

    def __len__(self) -> int:
        return len(self._full.pictures) + len(self._small.pictures) + len(self._pinned)

    def __contains__(self, frame: object) -> bool:
        return frame in self._full.pictures or frame in self._small.pictures or frame in self._pinned

    def has_full(self, frame: int) -> bool:
        """Is the whole picture of this frame here?"""
        return frame in self._full.pictures or frame in self._pinned

    def full(self, frame: int) -> P | None:
        """The whole picture of this frame, if it is here."""
        with self._lock:
            return self._full.pictures.get(frame) or self._pinned.get(frame)

    def small(self, frame: int) -> P | None:
        """The small picture of this frame, if it is here."""
        return self._small.pictures.get(frame)

    def look(self, frame: int, direction: Literal[-1, 0, 1]) -> None:
        """The eye is on this frame and goes this way (0: stands still)."""
        self._focus, self._direction = frame, direction

    def pin(self, frames: range) -> None:
        """Whole pictures of these frames stay until others are pinned; no more of them than fit."""
        with self._lock:
            self._pins = frames
            for frame in [frame for frame in self._pinned if frame not in frames]:
                self._full.pictures[frame] = self._pinned.pop(frame)
            for frame in frames:
                if frame in self._full.pictures:
                    self._pinned[frame] = self._full.pictures.pop(frame)

    def nearest(self, frame: int) -> int | None:
        """The number of the picture held that is nearest to this frame."""
        with self._lock:
            held = (*self._full.pictures, *self._small.pictures, *self._pinned)
        return min(held, key=lambda number: abs(number - frame), default=None)

    def add(self, frame: int, picture: P, *, small: bool = False) -> None:
        """Keep this picture; the furthest ones make room."""
        with self._lock:
            kind = self._small if small else self._full
            into = self._pinned if not small and frame in self._pins else kind.pictures
            size = bytes_of(picture)
            kind.largest = max(kind.largest, size)
            before = into.get(frame)
            self._share.held += size - (0 if before is None else bytes_of(before))
            into[frame] = picture
            self.trim()
            self.peak = max(self.peak, self._share.held)

    def trim(self) -> None:
        """Let go of what no longer fits into the room there is; a single picture always stays."""
        with self._lock:
            room = self._share.room
            while self._share.held > room and len(self) > 1:
                kind, frame = self._furthest()
                self._share.held -= bytes_of(kind.pop(frame))

    def clear(self) -> None:
        """Let go of everything."""
        with self._lock:
            for pictures in (self._full.pictures, self._small.pictures, self._pinned):
                pictures.clear()
            self._share.held = 0

    def _furthest(self) -> tuple[dict[int, P], int]:
        """The picture to let go of: at either end of either kind; pinned ones last of all."""
        ends: list[tuple[float, dict[int, P], int]] = []
        for kind in (self._full, self._small):
            if kind.pictures:
                ends += [
                    (self._distance(frame) * kind.largest, kind.pictures, frame)
                    for frame in (min(kind.pictures), max(kind.pictures))
                ]
        if not ends:
            return self._pinned, max(self._pinned)
        _, pictures, frame = max(ends, key=lambda end: end[0])
        return pictures, frame

    def _distance(self, frame: int) -> float:
        away = frame - self._focus
        return away * _AHEAD_WEIGHT[self._direction] if away >= 0 else -away
