"""The still of each clip in the deck: exactly the chosen frame, fetched beside the window, kept in memory only."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from vfi.core.deck import Crop
from vfi.core.errors import VfiError
from vfi.desk.decks import DeckFilm
from vfi.media.fitting import fitted
from vfi.media.index import FilmIndex
from vfi.media.picture import Painter
from vfi.media.reader import FilmReader
from vfi.ui.jobs import Handle, Job, Jobs
from vfi.ui.rooms.stills import qimage

_WIDEST = 320
_KEPT = 200
"""Pictures of 320 x 180: some 30 MB."""

Key = tuple[Path, int]


class ClipStills(QObject):
    """One picture after the other; `came` when there is a new one."""

    came = Signal()

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._pictures: dict[Key, QImage] = {}
        self._wanted: dict[Key, FilmIndex] = {}
        self._running: Job | None = None

    def of(self, film: DeckFilm, frame: int, crop: Crop | None = None) -> QImage | None:
        """The picture, cropped, if it is there; asks for it otherwise."""
        key = (film.path, frame)
        picture = self._pictures.get(key)
        if picture is None:
            if key not in self._wanted:
                self._wanted[key] = film.index
                self._go_on()
            return None
        if crop is None:
            return picture
        wide, high = picture.width(), picture.height()
        return picture.copy(
            round(crop.x * wide),
            round(crop.y * high),
            max(1, round(crop.width * wide)),
            max(1, round(crop.height * high)),
        )

    def _go_on(self) -> None:
        if self._running is not None or not self._wanted:
            return
        path = next(iter(self._wanted))[0]
        frames = [frame for other, frame in self._wanted if other == path]
        index = self._wanted[path, frames[0]]

        def read(handle: Handle) -> dict[int, QImage | None]:
            return _pictures(path, index, frames, handle)

        def done(found: dict[int, QImage | None]) -> None:
            self._running = None
            for frame in frames:
                picture = found.get(frame)
                if picture is not None:
                    self._pictures[path, frame] = picture
                    del self._wanted[path, frame]
                else:
                    # stays asked for: a frame that cannot be read is not tried again and again
                    self._pictures.setdefault((path, frame), QImage())
                    self._wanted.pop((path, frame), None)
            while len(self._pictures) > _KEPT:
                del self._pictures[next(iter(self._pictures))]
            self.came.emit()
            self._go_on()

        def failed(_error: VfiError | Exception) -> None:
            done({})  # what is wrong with the film is said by what plays it

        self._running = self._jobs.start(read, done=done, failed=failed)

    def close(self) -> None:
        """Want nothing more."""
        self._wanted.clear()
        if self._running is not None:
            self._running.cancel()


def _pictures(path: Path, index: FilmIndex, frames: list[int], handle: Handle) -> dict[int, QImage | None]:
    found: dict[int, QImage | None] = {}
    size = fitted(*index.look.shown_size, 2 * _WIDEST, 2 * _WIDEST)
    painter = Painter()
    reader = FilmReader(path, index)
    try:
        for frame in sorted(frames):
            if handle.cancelled():
                break
            try:
                picture = qimage(painter.rgb(reader.picture(frame, cancelled=handle.cancelled), size))
            except VfiError:
                found[frame] = None
                continue
            found[frame] = picture.scaledToWidth(_WIDEST, Qt.TransformationMode.SmoothTransformation)
    finally:
        reader.close()
    return found
