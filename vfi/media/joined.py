"""Consecutive files of one camera, read as one film."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from vfi.core.cameras import join
from vfi.core.errors import BadInput
from vfi.media.index import FilmIndex
from vfi.media.packets import Cancelled
from vfi.media.picture import Picture
from vfi.media.reader import FilmReader


class JoinedReader:
    """Gives any frame of several files as of one film, exactly; a picture has its number in the whole.

    One thread owns it. A file is opened when a frame of it is first wanted; of those that are open only the two that
    were used last stay so: playing over a seam goes on at once, in both directions.
    """

    OPEN = 2

    def __init__(self, files: Sequence[tuple[Path, FilmIndex]]) -> None:
        """`files`: in their order, each with its index.

        Raises:
            BadInput: `files-look-different` when their pictures are not of one size: then they are not one film.
        """
        self.reel = join([index.frame_map for _, index in files])
        size = files[0][1].look.shown_size
        for path, index in files:
            if index.look.shown_size != size:
                raise BadInput("files-look-different", name=path.name, first=files[0][0].name)
        self._files = tuple(files)
        self._open: dict[int, FilmReader] = {}

    def picture(self, frame: int, *, cancelled: Cancelled | None = None) -> Picture:
        """This frame of the whole, exactly.

        Raises:
            BadInput: `no-such-frame`.
            CouldNot: `cancelled` when `cancelled()` says so.
            FilmError: `frame-lost`; a file cannot be opened.
        """
        place = self.reel.place_of(frame)
        picture = self._reader(place.file).picture(place.frame, cancelled=cancelled)
        return replace(picture, frame=frame)

    def close(self) -> None:
        """Let go of the files."""
        for reader in self._open.values():
            reader.close()
        self._open.clear()

    def _reader(self, file: int) -> FilmReader:
        reader = self._open.pop(file, None)
        if reader is None:
            while len(self._open) >= self.OPEN:
                self._open.pop(next(iter(self._open))).close()
            reader = FilmReader(*self._files[file])
        self._open[file] = reader  # the last one used stands last
        return reader
