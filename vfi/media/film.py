"""The public face of film access: open a film, read any frame of it."""

from __future__ import annotations

import operator
from collections import OrderedDict
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from vfi.core.time import FrameMap
from vfi.media.facts import FilmFacts, probe
from vfi.media.index import FilmIndex, build_index
from vfi.media.joined import open_reader
from vfi.media.picture import Bytes, Picture

_KEPT_FRAMES = 24
_KEPT_BYTES = 128 * 2**20


class Film:
    """A film whose every frame can be read exactly. Made by `open_film`; a context manager; one thread owns it."""

    def __init__(self, path: str | Path, index: FilmIndex) -> None:
        self.path = Path(path)
        self.index = index
        self._facts: FilmFacts | None = None
        self._reader = open_reader(path, index)
        self._kept: OrderedDict[int, Picture] = OrderedDict()
        self._last = -1
        self._times: npt.NDArray[np.int64] | None = None
        self._closed = False

    @property
    def frames(self) -> int:
        """How many frames the film shows."""
        return self.index.frames

    @property
    def times(self) -> npt.NDArray[np.int64]:
        """int64, shape (frames,), read-only: when each frame starts to be shown, in ns, the first at 0."""
        if self._times is None:
            self._times = np.array(self.index.frame_map.times, np.int64)
            self._times.setflags(write=False)
        return self._times

    @property
    def frame_map(self) -> FrameMap:
        """The way between frame numbers and times."""
        return self.index.frame_map

    @property
    def facts(self) -> FilmFacts:
        """Size, duration, codec, sound, and what is odd about the film."""
        if self._facts is None:
            self._facts = probe(self.path, self.index)
        return self._facts

    def read(self, frame: int) -> Bytes:
        """Frame `frame` (from 0), exactly, as displayed: uint8 RGB, shape (height, width, 3), the caller's own.

        Reading on is fast; stepping back is fast too, because the frames on the way are kept.

        Raises:
            BadInput: `no-such-frame`.
            FilmError: `frame-lost` when the film is damaged there.
            ValueError: the film is closed.
        """
        if self._closed:
            raise ValueError("the film is closed")
        frame = operator.index(frame)
        picture = self._kept.get(frame)
        if picture is None and frame == self._last - 1:
            for found in self._reader.pictures(max(0, frame - _KEPT_FRAMES + 1), frame):
                self._keep(found)
            picture = self._kept.get(frame)
        if picture is None:
            picture = self._reader.picture(frame)
            self._keep(picture)
        self._last = frame
        return self._reader.to_rgb(picture)

    def _keep(self, picture: Picture) -> None:
        self._kept[picture.frame] = picture
        self._kept.move_to_end(picture.frame)
        limit = max(1, min(_KEPT_FRAMES, _KEPT_BYTES // max(1, picture.nbytes)))
        while len(self._kept) > limit:
            self._kept.popitem(last=False)

    def close(self) -> None:
        """Let go of the film."""
        self._closed = True
        self._kept.clear()
        self._reader.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_film(path: str | Path, *, index: FilmIndex | None = None) -> Film:
    """Open a film for exact reading; without its index the file is read through once.

    >>> with open_film("visit.mp4") as film:      # doctest: +SKIP
    ...     film.frames, film.read(0).shape
    (1500, (720, 1280, 3))

    Raises:
        FilmError: the film cannot be used; the id says why.
    """
    return Film(path, build_index(path) if index is None else index)
