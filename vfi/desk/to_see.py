"""What is drawn along a film's timeline, kept in its session's cache: the sound's peaks, its pitch, and small stills.

Both are disposable and never outside the session. What cannot be written is made again the next time.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from vfi.core.case import FilmRef
from vfi.core.errors import CouldNot
from vfi.desk.session import SessionDesk
from vfi.files.vault import path_of
from vfi.media.facts import probe
from vfi.media.filmstrip import HEIGHT
from vfi.media.index import FilmIndex
from vfi.media.index_cache import index_key
from vfi.media.peaks import NotKept, Peaks, build_peaks, load_peaks, peaks_key, save_peaks
from vfi.media.reel import parts_of
from vfi.media.spectrogram import Tile, load_tiles, save_tiles, spectrum_key
from vfi.media.still_store import StillStore, stills_key


@dataclass(frozen=True, slots=True)
class ToSee:
    """One film of a session, whose sound and pictures are wanted. Its methods are slow: for a worker thread."""

    desk: SessionDesk
    film: FilmRef
    path: Path
    index: FilmIndex

    def has_sound(self) -> bool:
        """Is there sound that could be drawn?

        Raises:
            FilmError: the film cannot be used any more.
        """
        return any(probe(path, index).audio is not None for path, index in parts_of(self.path, self.index))

    def peaks(
        self,
        *,
        progress: Callable[[float], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Peaks | None:
        """The peaks as they were kept, else the sound is read through and they are kept; None: no sound to decode.

        Raises:
            FilmError: the film is not there or cannot be read.
            CouldNot: `cancelled`, or the cache cannot be read.
        """
        key, place = peaks_key(self._key()), self._place("peaks")
        with contextlib.suppress(NotKept):
            if self.desk.vault.exists(place):
                return load_peaks(BytesIO(self.desk.vault.read(place)), key)
        peaks = build_peaks(self.path, self.index, progress=progress, cancelled=cancelled)
        stream = BytesIO()
        save_peaks(peaks, key, stream)
        self._keep(place, stream)
        return peaks

    def stills(self) -> StillStore:
        """The stills as they were kept; an empty store where there are none for this film.

        Raises:
            FilmError: the film is not there or cannot be read.
        """
        store, place = StillStore(), self._place("stills")
        with contextlib.suppress(CouldNot):
            if self.desk.vault.exists(place):
                store.load(self._stills_key(), BytesIO(self.desk.vault.read(place)))
        return store

    def keep_stills(self, store: StillStore) -> None:
        """Write them to the session's cache.

        Raises:
            FilmError: the film is not there or cannot be read.
        """
        stream = BytesIO()
        store.save(self._stills_key(), stream)
        self._keep(self._place("stills"), stream)

    def tiles(self) -> list[Tile]:
        """The tiles of the spectrogram as they were kept; those that are missing are yet to be made.

        Raises:
            FilmError: the film is not there or cannot be read.
        """
        key, place = spectrum_key(self._key()), self._place("spectrum")
        with contextlib.suppress(NotKept, CouldNot):
            if self.desk.vault.exists(place):
                return load_tiles(BytesIO(self.desk.vault.read(place)), key)
        return []

    def keep_tiles(self, tiles: Iterable[Tile]) -> None:
        """Write them to the session's cache.

        Raises:
            FilmError: the film is not there or cannot be read.
        """
        stream = BytesIO()
        save_tiles(tiles, spectrum_key(self._key()), stream)
        self._keep(self._place("spectrum"), stream)

    def _stills_key(self) -> str:
        return stills_key(self._key(), HEIGHT)

    def _key(self) -> str:
        """What is kept holds for this film as it is; for one of several files, for all of them."""
        return "+".join(index_key(path) for path, _ in parts_of(self.path, self.index))

    def _place(self, what: str) -> str:
        return f"{self.desk.folder}/cache/{what}-{self.film.fingerprint.sha256[:16]}.npz".removeprefix("/")

    def _keep(self, place: str, stream: BytesIO) -> None:
        with contextlib.suppress(CouldNot):  # a cache: a library that can only be read works without it
            self.desk.vault.make_folder(path_of(place).parent)
            self.desk.vault.write(place, stream.getvalue())
