"""The exact reader: frame n is frame n, on any film, in any order of asking."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import numpy as np

from vfi.core.errors import BadInput, CouldNot, FilmError
from vfi.media.feed import PacketFeed, Strayed
from vfi.media.index import FilmIndex
from vfi.media.noticing import reach_of_damage
from vfi.media.packets import Cancelled
from vfi.media.picture import Allocate, Bytes, Painter, Picture, copy_planes, plain
from vfi.media.pool import BlockPool
from vfi.media.pyav import VideoFrame
from vfi.media.scaling import ONE_THREAD

_STARTS = 4
"""How many start points are tried for a frame that does not come out clean."""
_FROM_BEGINNING = 3000
"""Up to this packet the film's beginning is tried last of all; further in it would take minutes."""


class FilmReader:
    """Gives any frame of a film exactly. One thread owns it; its pictures are plain values for every thread.

    A frame after the last one asked for is reached by decoding on, any other by the nearest start point before it.
    """

    def __init__(self, path: str | Path, index: FilmIndex, *, allocate: Allocate | None = None) -> None:
        """`allocate`: where the memory for pictures comes from; by itself from a pool of this reader's."""
        self._index = index
        self._copy = partial(copy_planes, allocate=allocate or BlockPool().take)
        self._feed = PacketFeed(path, index.packets)
        self._painter = Painter()
        self._ready: deque[tuple[int, VideoFrame]] = deque()
        self._next = -1
        """The lowest frame that decoding on can still give; -1 before the first start."""
        self._first = -1
        """The first frame that came since the last start; -1: none yet."""
        self._useless: dict[int, int] = {}
        """For start points that give nothing clean at once: the first frame that they do give."""
        self._spoiled: dict[int, int] = {}
        """Stretches of frames, first and first after, that are damaged or may be built on damaged ones, as met."""
        self._lost: set[int] = set()
        """Frames that were found not to decode, from any start point."""

    def close(self) -> None:
        """Let go of the film."""
        self._ready.clear()
        self._feed.close()

    def to_rgb(self, picture: Picture, size: tuple[int, int] | None = None) -> Bytes:
        """uint8 RGB, shape (height, width, 3), as displayed; `size` is the (width, height) wanted."""
        return self._painter.rgb(picture, size)

    def to_bgra(self, picture: Picture, size: tuple[int, int] | None = None) -> Bytes:
        """uint8 BGRA, shape (height, width, 4), as displayed; `size` is the (width, height) wanted."""
        return self._painter.bgra(picture, size)

    def picture(self, frame: int, *, stop: int | None = None, cancelled: Cancelled | None = None) -> Picture:
        """This frame, exactly.

        `stop`: the frames from here on will not be wanted next; the decoder is not fed what only they need.
        `cancelled` is asked between two packets; the reader can be used on after it has said yes.

        Raises:
            BadInput: `no-such-frame` for a number outside the film.
            CouldNot: `cancelled` when `cancelled()` says so.
            FilmError: `frame-lost` when the film is damaged there and the frame cannot be decoded; `film-missing` and
                the like when the film is no longer there, `film-changed` when it is another.
        """
        self._check(frame)
        found = self._seek(frame, stop=stop, cancelled=cancelled)
        return self._picture_of(frame, found)

    def pictures(self, first: int, last: int) -> Iterator[Picture]:
        """The frames from `first` to `last`, both included, in order: one seek, then straight on.

        A frame that cannot be decoded is left out.
        """
        self._check(first)
        self._check(last)
        for frame in range(first, last + 1):
            try:
                found = self._seek(frame, skip=False)
            except FilmError as problem:
                if problem.id != "frame-lost":
                    raise
                continue
            yield self._picture_of(frame, found)

    def _check(self, frame: int) -> None:
        if not 0 <= frame < self._index.frames:
            raise BadInput("no-such-frame", frame=frame, last=self._index.frames - 1)

    def _picture_of(self, frame: int, found: VideoFrame) -> Picture:
        look = self._index.look
        spoiled = any(first <= frame < after for first, after in self._spoiled.items())
        suspect = found.is_corrupt or spoiled or self._index.is_suspect(frame)
        space, range_ = int(found.colorspace), int(found.color_range)
        found = plain(found)
        if (found.width, found.height, found.format.name) != (look.width, look.height, look.format):
            found = found.reformat(look.width, look.height, look.format, threads=ONE_THREAD)
        return Picture(
            frame=frame,
            planes=self._copy(found),
            look=look,
            colour_space=space,
            colour_range=range_,
            suspect=suspect,
        )

    def _seek(
        self, frame: int, *, skip: bool = True, stop: int | None = None, cancelled: Cancelled | None = None
    ) -> VideoFrame:
        if frame in self._lost:
            raise FilmError("frame-lost", frame=frame)
        enough = self._enough(frame, stop)
        if 0 <= self._next <= frame and next(self._starts(frame)) <= self._feed.at:
            with suppress(Strayed):
                found = self._forward(frame, skip=skip, enough=enough, cancelled=cancelled)
                if found is not None:
                    return found
        damaged: VideoFrame | None = None
        for start in self._few_starts(frame):
            try:
                found = self._begin(start, frame, skip=skip, enough=enough, cancelled=cancelled)
            except Strayed:
                found = self._begin(start, frame, skip=skip, enough=enough, cancelled=cancelled)
            if found is not None and not found.is_corrupt:
                return found
            if damaged is not None:
                # Damaged from two start points: it is the film, not the start point.
                return damaged if found is None else found
            damaged = found
            if self._first > frame:
                # Decoding recovers only there from this start point (intra refresh, or what it refers to is missing).
                self._useless[start] = self._first
        if damaged is not None:
            return damaged
        self._next = -1
        self._feed.check_there()
        self._lost.add(frame)
        raise FilmError("frame-lost", frame=frame)

    def _enough(self, frame: int, stop: int | None) -> int:
        """How many packets must be fed for the frames from this one up to, not including, `stop`."""
        if stop is None:
            return len(self._index.rank)
        return int(self._index.order[frame : max(stop, frame + 1)].max()) + 1

    def _begin(
        self, start: int, frame: int, *, skip: bool, enough: int, cancelled: Cancelled | None
    ) -> VideoFrame | None:
        """Decode from a start point until the frame comes out; None when it does not."""
        self._next = -1
        self._ready.clear()
        self._feed.start(start)
        self._next, self._first = 0, -1
        return self._forward(frame, skip=skip, enough=enough, cancelled=cancelled)

    def _few_starts(self, frame: int) -> Iterator[int]:
        """The start points worth trying: the nearest ones that are not known to recover too late, then the first."""
        tried, last = 0, -1
        for start in self._starts(frame):
            if self._useless.get(start, -1) > frame:
                continue
            tried, last = tried + 1, start
            yield start
            if tried == _STARTS:
                break
        if last != 0 and self._index.order[frame] < _FROM_BEGINNING:
            yield 0

    def _starts(self, frame: int) -> Iterator[int]:
        """Ordinals from which the frame can be decoded, the nearest first, the film's beginning last.

        The last key packet before the frame's in decoding order, if it is not shown later than the frame: else
        the frame is a leading picture that refers to what comes before that key packet, and the one before it is
        the start point.
        """
        index = self._index
        ordinal = int(index.order[frame])
        start = -1
        for place in range(int(np.searchsorted(index.keys, ordinal, "right")) - 1, -1, -1):
            key = int(index.keys[place])
            if index.rank[key] <= frame:
                start = key
                yield start
        if start != 0:
            yield 0

    def _forward(self, frame: int, *, skip: bool, enough: int, cancelled: Cancelled | None = None) -> VideoFrame | None:
        """Decode on until the frame comes out; None when a later one or the end comes without it.

        After `enough` packets the decoder is emptied rather than fed on: with threads of its own it would otherwise
        begin on as many pictures that nobody wants.
        """
        rank = self._index.rank
        while True:
            while self._ready:
                number, found = self._ready.popleft()
                self._next = number + 1
                if number == frame:
                    return found
                if number > frame:
                    self._ready.appendleft((number, found))
                    self._next = number
                    return None
            if self._feed.ended:
                self._next = -1
                return None
            if cancelled is not None and cancelled():
                # Unreferenced pictures before the frame may have been left out.
                self._next = max(self._next, frame) if skip else self._next
                raise CouldNot("cancelled")
            at = self._feed.at
            if at >= enough:
                pictures = self._feed.drain()
            else:
                pictures = self._feed.decode_next(skip_unreferenced=skip and at < len(rank) and rank[at] < frame)
            if self._feed.failed is not None:
                self._spoil(self._feed.failed)
            for decoded in pictures:
                number = int(rank[decoded.pts]) if decoded.pts is not None else -1
                if number >= 0:
                    if decoded.is_corrupt and decoded.pts is not None:
                        self._spoil(decoded.pts)
                    self._first = number if self._first < 0 else self._first
                    self._ready.append((number, decoded))

    def _spoil(self, ordinal: int) -> None:
        """Decoders mark a damaged picture, not those that are built on it: remember how far it reaches."""
        index = self._index
        first, after = reach_of_damage(index.rank, index.keys, ordinal, index.frames)
        self._spoiled[first] = max(after, self._spoiled.get(first, 0))
