"""The spectrogram of one film for the timeline: made beside the window, what is in view first, and kept."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from vfi.core.errors import VfiError
from vfi.desk.to_see import ToSee
from vfi.media.spectrogram import Spectrum, Tile, tiles_in
from vfi.media.spectrum_reader import SpectrumReader
from vfi.ui.jobs import Handle, Job, Jobs

_TELL_EVERY_MS = 100
"""Tiles come faster than a picture of them is worth painting."""


class FilmSpectrum(QObject):
    """Looks for what was kept, and has the rest made as long as it is wanted. `close` stops its thread and job."""

    changed = Signal()
    """There is more of it, or no more will come."""
    _delivered = Signal(object, object)

    def __init__(self, film: ToSee, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._film = film
        self._jobs = jobs
        self.spectrum: Spectrum | None = None
        """As far as it is there."""
        self._loading: Job | None = None
        self._reader: SpectrumReader | None = None
        self._token: object = None
        """Tells the tiles of this reader from those of one before."""
        self._given_up = False
        self._fresh = False
        self._resting = False
        self._view = (0, 0)
        self._tell = QTimer(self)
        self._tell.setSingleShot(True)
        self._tell.setInterval(_TELL_EVERY_MS)
        self._tell.timeout.connect(self.changed)
        self._delivered.connect(self._on_delivered, Qt.ConnectionType.QueuedConnection)

    @property
    def progress(self) -> float | None:
        """Part that is there, 0 to 1; None when it is not being made."""
        if self._reader is not None and self.spectrum is not None:
            return self.spectrum.part
        return 0.0 if self._loading is not None else None

    def want(self, wanted: bool) -> None:
        """Make what is missing, or stop; what was made until then is kept."""
        if not wanted:
            self._stop()
        elif self.spectrum is None and self._loading is None and not self._given_up:
            film = self._film

            def work(_handle: Handle) -> list[Tile]:
                return film.tiles()

            self._loading = self._jobs.start(work, done=self._loaded, failed=self._not_loaded)
        elif self.spectrum is not None and self._reader is None and self.spectrum.part < 1 and not self._given_up:
            self._read(self.spectrum)

    def look_at(self, start: int, end: int) -> None:
        """This stretch of film time (ns) is in view."""
        self._view = (start, end)
        if self._reader is not None:
            self._reader.look(start, end)

    def rest(self, resting: bool) -> None:
        """While the film plays only what is in view is made."""
        self._resting = resting
        if self._reader is not None:
            self._reader.rest(resting)

    def close(self) -> None:
        """Let go of the film."""
        self._tell.stop()
        if self._loading is not None:
            self._loading.cancel()
        self._stop()

    # ---- inside

    def _loaded(self, tiles: list[Tile]) -> None:
        self._loading = None
        spectrum = self.spectrum = Spectrum(tiles_in(self._film.index))
        for tile in tiles:
            spectrum.add(tile)
        if spectrum.part < 1:
            self._read(spectrum)
        self.changed.emit()

    def _not_loaded(self, _error: VfiError | Exception) -> None:
        # what is wrong with the film is said by what plays it; the lane says that it stays empty
        self._loading, self._given_up = None, True
        self.changed.emit()

    def _read(self, spectrum: Spectrum) -> None:
        there = [tile.number for tile in spectrum.tiles]
        token = self._token = object()
        self._reader = SpectrumReader(
            self._film.path, self._film.index, there, lambda tile: self._delivered.emit(token, tile)
        )
        self._reader.look(*self._view)
        self._reader.rest(self._resting)

    @Slot(object, object)
    def _on_delivered(self, token: object, tile: Tile | None) -> None:
        spectrum = self.spectrum
        if self._reader is None or spectrum is None or token is not self._token:
            return
        if tile is None:
            self._given_up = spectrum.part < 1
            self._stop()
            self.changed.emit()
            return
        spectrum.add(tile)
        self._fresh = True
        if not self._tell.isActive():
            self._tell.start()

    def _stop(self) -> None:
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.close()
        if self._fresh and self.spectrum is not None:
            self._fresh = False
            film, tiles = self._film, self.spectrum.tiles
            self._jobs.start(lambda _handle: film.keep_tiles(tiles))
