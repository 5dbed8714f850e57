"""Reads a film's sound by its pitch on a thread of its own: what is in view first, then the rest from there on."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from vfi.core.errors import VfiError
from vfi.media.beside_film import BesideFilm
from vfi.media.index import FilmIndex
from vfi.media.spectrogram import TILE_NS, SpectrumSource, Tile, tiles_in

_log = logging.getLogger(__name__)


class SpectrumReader(BesideFilm[Tile | None]):
    """Makes every tile of one film that is missing.

    `deliver` is called on the reader's own thread with each tile, and with None when no more will come (all are there,
    the film has no sound, or it cannot be read any more); it must return at once. Memory is that of one tile. While
    the film plays nothing is made but what is in view.
    """

    def __init__(
        self, path: Path, index: FilmIndex, there: Iterable[int], deliver: Callable[[Tile | None], None]
    ) -> None:
        """`there`: numbers of tiles that need not be made."""
        super().__init__("vfi-spectrum", deliver)
        self._source = SpectrumSource(path, index)
        self._missing = set(range(tiles_in(index))) - set(there)
        self._view = (0, 0)
        self._thread.start()

    def look(self, start: int, end: int) -> None:
        """This stretch of film time (ns) is in view: it comes first from now on."""
        with self._changed:
            self._view = (start // TILE_NS, max(start, end - 1) // TILE_NS)
            self._changed.notify_all()

    # -- the worker

    def _work(self) -> None:
        try:
            while (number := self._next()) is not None:
                tile = self._source.tile(number, lambda: self._closing)
                if tile is None:
                    break
                self._deliver(tile)
        except VfiError as problem:
            if problem.id == "cancelled":
                return
            # the film is gone, or another one: what shows it will say so
            _log.warning("the spectrogram could not be made: %s", problem.id)
        except Exception:  # it is never worth the film
            _log.exception("the spectrogram could not be made")
        finally:
            with suppress(Exception):
                self._source.close()
            if not self._closing:
                self._deliver(None)

    def _next(self) -> int | None:
        """The tile that is wanted most; waits while the film plays and nothing in view is missing. None: no more."""
        with self._changed:
            while not self._closing and self._missing:
                first, last = self._view
                number = min(self._missing, key=lambda each: _distance(each, first, last))
                if not self._resting or first <= number <= last:
                    self._missing.discard(number)
                    return number
                self._changed.wait()
            return None


def _distance(number: int, first: int, last: int) -> tuple[int, int]:
    """How soon a tile is wanted: in view from its left, then onwards, what lies before the view last.

    >>> sorted(range(7), key=lambda each: _distance(each, 2, 3))
    [2, 3, 4, 5, 6, 1, 0]
    """
    if first <= number <= last:
        return 0, number
    return (1, number) if number > last else (2, -number)
