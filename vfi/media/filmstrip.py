"""Pictures to see: small stills along the timeline, made on a thread of its own and labelled with their own frame.

For every cell of the strip a key frame that lies in it, which is decoded from one packet. Where key frames are further
apart than cells, the one before stands in at once, and the cell's own first frame is decoded when nothing else is to be
done. The newest request wins; a request that it replaces dies within one packet.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vfi.core.errors import VfiError
from vfi.media.beside_film import BesideFilm
from vfi.media.fitting import fitted
from vfi.media.index import FilmIndex
from vfi.media.joined import JoinedKeyReader, JoinedReader, open_key_reader, open_reader
from vfi.media.key_pictures import KeyReader
from vfi.media.picture import Bytes, Painter, Picture
from vfi.media.reader import FilmReader
from vfi.media.still_store import StillStore

_log = logging.getLogger(__name__)

HEIGHT = 72
"""Pixels."""
LET_GO_SECONDS = 3.0
"""With nothing to do for so long the film is closed: two decoders hold memory."""
_WIDEST = 10_000


@dataclass(frozen=True, slots=True)
class Still:
    """One still for one cell: RGB, uint8, shape (height, width, 3), turned and stretched as displayed."""

    generation: int
    cell: int
    """The cell's start, as it was asked for: film time (ns)."""
    frame: int
    """The frame that is to be seen, which need not lie in the cell."""
    time: int
    """Film time (ns) of that frame."""
    image: Bytes
    final: bool
    """False: it stands in for a frame of the cell, which follows when there is time."""


@dataclass(frozen=True, slots=True)
class _Request:
    generation: int
    cells: tuple[int, ...]
    spacing: int


class Filmstrip(BesideFilm[Still]):
    """Makes the stills of one film.

    `deliver` is called on the strip's own thread with every still and must return at once. Nothing is raised after
    construction: a still that cannot be made is left out. While the film plays nothing but key frames are decoded.
    """

    def __init__(
        self,
        path: Path,
        index: FilmIndex,
        store: StillStore,
        deliver: Callable[[Still], None],
        *,
        height: int = HEIGHT,
    ) -> None:
        super().__init__("vfi-filmstrip", deliver)
        self._path = path
        self._index = index
        self._store = store
        self._size = fitted(*index.look.shown_size, _WIDEST, height)
        self._keys = index.key_frames
        self._key_times = np.array(index.frame_map.times, np.int64)[self._keys]
        self._newest: _Request | None = None
        # below: the worker's own
        self._painter = Painter()
        self._key_reader: KeyReader | JoinedKeyReader | None = None
        self._reader: FilmReader | JoinedReader | None = None
        self._hard: set[int] = set()
        """Key frames that their packet alone does not give."""
        self._lost: set[int] = set()
        self._thread.start()

    # -- called from any thread

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) of every still."""
        return self._size

    def request(self, cells: Sequence[int], spacing: int, generation: int) -> None:
        """Deliver a still for each cell; replaces every request before it.

        Args:
            cells: when each begins: film time (ns), in the order of wanting. What lies outside the film is left out.
                Multiples of the spacing keep the stills steady while the timeline moves.
            spacing: how long each cell lasts (ns).
            generation: comes back with the stills.
        """
        with self._changed:
            self._newest = _Request(generation, tuple(int(cell) for cell in cells), max(1, spacing))
            self._changed.notify_all()

    # -- the worker

    def _work(self) -> None:
        try:
            while (request := self._next()) is not None:
                try:
                    self._serve(request)
                except VfiError as problem:  # the film is gone, or another one: what shows it will say so
                    _log.warning("stills could not be made: %s", problem.id)
                    self._let_go()
                except Exception:  # stills are never worth the film
                    _log.exception("stills could not be made")
                    self._let_go()
        finally:
            self._let_go()

    def _next(self) -> _Request | None:
        """Wait for a request; None when closing."""
        with self._changed:
            found = self._changed.wait_for(self._stale, LET_GO_SECONDS)
        if not found:
            self._let_go()
        with self._changed:
            self._changed.wait_for(self._stale)
            if self._closing:
                return None
            request, self._newest = self._newest, None
            return request

    def _stale(self) -> bool:
        return self._closing or self._newest is not None

    def _serve(self, request: _Request) -> None:
        keys_to_do: list[tuple[int, int, bool]] = []
        exact_to_do: list[tuple[int, int]] = []
        for cell in request.cells:
            if self._stale():
                return
            if not -request.spacing < cell < self._index.frame_map.end:
                continue
            key, own = self._key_for(cell, request.spacing)
            if key is not None and own and key not in self._hard:
                if not self._from_store(request, cell, key, final=True):
                    keys_to_do.append((cell, key, True))
                continue
            first = self._index.frame_map.frame_at(cell)
            if self._from_store(request, cell, first, final=True):
                continue
            exact_to_do.append((first, cell))
            if key is not None and key not in self._hard and not self._from_store(request, cell, key, final=False):
                keys_to_do.append((cell, key, False))
        for cell, key, final in keys_to_do:
            if self._stale():
                return
            if not self._from_store(request, cell, key, final=final) and not self._by_key(request, cell, key, final):
                exact_to_do += [(key, cell)] if final else []
        for frame, cell in sorted(exact_to_do):
            if not self._exactly(request, cell, frame):
                return

    def _key_for(self, cell: int, spacing: int) -> tuple[int | None, bool]:
        """The key frame for a cell, and whether it lies in it: the first in it, else the last before it."""
        place = int(np.searchsorted(self._key_times, cell))
        if place < len(self._keys) and self._key_times[place] < cell + spacing:
            return int(self._keys[place]), True
        return (int(self._keys[place - 1]), False) if place else (None, False)

    def _from_store(self, request: _Request, cell: int, frame: int, *, final: bool) -> bool:
        image = self._store.get(frame)
        if image is None:
            return False
        self._give(request, cell, frame, image, final)
        return True

    def _by_key(self, request: _Request, cell: int, key: int, final: bool) -> bool:
        """Decode and deliver a key frame; False where its packet alone does not give it."""
        if self._key_reader is None:
            self._key_reader = open_key_reader(self._path, self._index)
        picture = self._key_reader.picture(key)
        if picture is None:
            self._hard.add(key)
            return False
        self._keep(request, cell, picture, final)
        return True

    def _exactly(self, request: _Request, cell: int, frame: int) -> bool:
        """Decode and deliver any frame, when the film does not play; False when a newer request is there."""
        if frame in self._lost:
            return True
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._stale() or not self._resting)
                if self._stale():
                    return False
            if self._reader is None:
                self._reader = open_reader(self._path, self._index)
            try:
                picture = self._reader.picture(frame, cancelled=lambda: self._stale() or self._resting)
            except VfiError as problem:
                if problem.id == "cancelled":
                    continue
                if problem.id != "frame-lost":
                    raise
                self._lost.add(frame)
                return True
            self._keep(request, cell, picture, True)
            return True

    def _keep(self, request: _Request, cell: int, picture: Picture, final: bool) -> None:
        image = self._painter.rgb(picture, self._size)
        self._store.add(picture.frame, image)
        self._give(request, cell, picture.frame, image, final)

    def _give(self, request: _Request, cell: int, frame: int, image: Bytes, final: bool) -> None:
        time = int(self._index.frame_map.time_of(frame))
        self._deliver(Still(request.generation, cell, frame, time, image, final))

    def _let_go(self) -> None:
        for reader in (self._key_reader, self._reader):
            if reader is not None:
                with suppress(Exception):
                    reader.close()
        self._key_reader = self._reader = None
