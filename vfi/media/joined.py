"""Consecutive files of one camera, read as one film."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from vfi.core.errors import FilmError
from vfi.media.index import FilmIndex
from vfi.media.key_pictures import KeyReader
from vfi.media.packets import Cancelled
from vfi.media.picture import Allocate, Bytes, Painter, Picture
from vfi.media.reader import FilmReader
from vfi.media.reel import Part, ReelIndex

OPEN = 2
"""So many files stay open, those that were used last: playing over a seam goes on at once, in both directions."""


class _Closing(Protocol):
    def close(self) -> None: ...


R = TypeVar("R", bound=_Closing)


class _OpenFiles(Generic[R]):
    """Opens a file of a reel when a frame of it is first wanted. One thread owns it."""

    def __init__(self, parts: tuple[Part, ...], make: Callable[[Path, FilmIndex], R]) -> None:
        self._parts = parts
        self._make = make
        self._open: dict[int, R] = {}

    def reader(self, file: int) -> R:
        reader = self._open.pop(file, None)
        if reader is None:
            while len(self._open) >= OPEN:
                self._open.pop(next(iter(self._open))).close()
            reader = self._make(*self._parts[file])
        self._open[file] = reader  # the last one used stands last
        return reader

    def close(self) -> None:
        for reader in self._open.values():
            reader.close()
        self._open.clear()


class JoinedReader:
    """Gives any frame of several files as of one film, exactly; a picture has its number in the whole.

    One thread owns it.
    """

    def __init__(self, index: ReelIndex, *, allocate: Allocate | None = None) -> None:
        """`allocate`: where the memory for pictures comes from."""
        self._reel = index.reel
        self._files = _OpenFiles(index.parts, lambda path, part: FilmReader(path, part, allocate=allocate))
        self._painter = Painter()

    def picture(self, frame: int, *, stop: int | None = None, cancelled: Cancelled | None = None) -> Picture:
        """This frame of the whole, exactly; `stop`: the frames from here on will not be wanted next.

        Raises:
            BadInput: `no-such-frame`.
            CouldNot: `cancelled` when `cancelled()` says so.
            FilmError: `frame-lost`; a file cannot be opened.
        """
        place = self._reel.place_of(frame)
        within = None if stop is None else place.frame + stop - frame
        picture = self._files.reader(place.file).picture(place.frame, stop=within, cancelled=cancelled)
        return replace(picture, frame=frame)

    def pictures(self, first: int, last: int) -> Iterator[Picture]:
        """The frames from `first` to `last`, both included, in order; one that cannot be decoded is left out."""
        for frame in range(first, last + 1):
            try:
                yield self.picture(frame)
            except FilmError as problem:
                if problem.id != "frame-lost":
                    raise

    def to_rgb(self, picture: Picture, size: tuple[int, int] | None = None) -> Bytes:
        """uint8 RGB, shape (height, width, 3), as displayed; `size` is the (width, height) wanted."""
        return self._painter.rgb(picture, size)

    def close(self) -> None:
        """Let go of the files."""
        self._files.close()


class JoinedKeyReader:
    """`KeyReader` for several files as one film."""

    def __init__(self, index: ReelIndex) -> None:
        self._reel = index.reel
        self._files = _OpenFiles(index.parts, KeyReader)

    def picture(self, frame: int) -> Picture | None:
        """This key frame of the whole; None where its packet alone gives no whole picture.

        Raises:
            FilmError: the file is no longer there, or no longer the one of the index.
        """
        place = self._reel.place_of(frame)
        picture = self._files.reader(place.file).picture(place.frame)
        return None if picture is None else replace(picture, frame=frame)

    def close(self) -> None:
        """Let go of the files."""
        self._files.close()


def open_reader(path: str | Path, index: FilmIndex, *, allocate: Allocate | None = None) -> FilmReader | JoinedReader:
    """What reads any frame of this film, of one file or of several."""
    if isinstance(index, ReelIndex):
        return JoinedReader(index, allocate=allocate)
    return FilmReader(path, index, allocate=allocate)


def open_key_reader(path: str | Path, index: FilmIndex) -> KeyReader | JoinedKeyReader:
    """What reads the key frames of this film, of one file or of several."""
    return JoinedKeyReader(index) if isinstance(index, ReelIndex) else KeyReader(path, index)
