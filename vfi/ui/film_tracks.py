"""Sound and stills of one film for the timeline: read beside the window, kept with the session."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from vfi.core.errors import VfiError
from vfi.desk.to_see import ToSee
from vfi.media.filmstrip import Filmstrip, Still
from vfi.media.peaks import Peaks
from vfi.media.playback import PlayState
from vfi.media.spectrogram import Spectrum
from vfi.media.still_store import StillStore
from vfi.ui.code.tracks import ShownStill
from vfi.ui.film_spectrum import FilmSpectrum
from vfi.ui.jobs import Handle, Job, Jobs

_KEEP_AFTER_MS = 4000
"""Stills are written down when for so long none has been added."""


class FilmTracks(QObject):
    """Has what the timeline asks (`vfi.ui.code.tracks.Tracks`); `close` stops its thread and jobs.

    `has_sound`: room is kept for it from the first moment.
    """

    sound_changed = Signal()
    spectrum_changed = Signal()
    still_came = Signal(object)
    _delivered = Signal(object)

    def __init__(self, film: ToSee, jobs: Jobs, parent: QObject, *, has_sound: bool) -> None:
        super().__init__(parent)
        self.has_sound = has_sound
        self.shape = film.index.look.shown_size
        self._film = film
        self._jobs = jobs
        self._peaks: Peaks | None = None
        self._given_up = False
        self._wanted = False
        self._reading: Job | None = None
        self._part: float | None = None
        self._pitch = FilmSpectrum(film, jobs, self)
        self._pitch.changed.connect(self.spectrum_changed)
        self._store: StillStore | None = None
        self._loading: Job | None = None
        self._strip: Filmstrip | None = None
        self._asked: tuple[tuple[int, ...], int] | None = None
        self._generation = 0
        self._resting = False
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(_KEEP_AFTER_MS)
        self._keep.timeout.connect(self._keep_stills)
        self._delivered.connect(self._on_delivered, Qt.ConnectionType.QueuedConnection)

    # ---- sound

    @property
    def sound(self) -> Peaks | None:
        return self._peaks

    @property
    def sound_progress(self) -> float | None:
        return self._part

    def want_sound(self, wanted: bool) -> None:
        self._wanted = wanted
        if not wanted:
            self._stop_reading()
        elif self._film.index.provisional:
            self._part = 0.0  # one reading of a long film at a time: its frames come first
        elif self.has_sound and self._peaks is None and self._reading is None and not self._given_up:
            self._part = 0.0
            film = self._film

            def work(handle: Handle) -> Peaks | None:
                return film.peaks(progress=handle.progress, cancelled=handle.cancelled)

            self._reading = self._jobs.start(work, done=self._read, failed=self._not_read, progress=self._progressed)

    def frames_known(self, film: ToSee) -> None:
        """The provisional index has proved right: now the sound may be read, and what was made may be kept."""
        self._film = film
        if self._wanted:
            self.want_sound(True)
        self._keep_stills()

    def _stop_reading(self) -> None:
        reading, self._reading, self._part = self._reading, None, None
        if reading is not None:
            reading.cancel()

    def _progressed(self, part: float) -> None:
        if self._part is not None and int(part * 100) != int(self._part * 100):
            self._part = part
            self.sound_changed.emit()

    def _read(self, peaks: Peaks | None) -> None:
        self._reading = self._part = None
        self._peaks, self._given_up = peaks, peaks is None
        self.sound_changed.emit()

    def _not_read(self, _error: VfiError | Exception) -> None:
        # what is wrong with the film is said by what plays it; the lane says that it stays empty
        self._reading = self._part = None
        self._given_up = True
        self.sound_changed.emit()

    # ---- its pitch

    @property
    def spectrum(self) -> Spectrum | None:
        return self._pitch.spectrum

    @property
    def spectrum_progress(self) -> float | None:
        return self._pitch.progress

    def want_spectrum(self, wanted: bool) -> None:
        self._pitch.want(wanted and self.has_sound)

    def look_at(self, start: int, end: int) -> None:
        self._pitch.look_at(start, end)

    # ---- stills

    def ask_stills(self, cells: Sequence[int], spacing: int) -> None:
        self._asked = (tuple(cells), spacing)
        if self._strip is not None:
            self._generation += 1
            self._strip.request(*self._asked, self._generation)
        elif self._loading is None:
            self._loading = self._jobs.start(lambda _handle: self._film.stills(), done=self._loaded)

    def _loaded(self, store: StillStore) -> None:
        self._store = store
        self._strip = Filmstrip(self._film.path, self._film.index, store, self._delivered.emit)
        self._strip.rest(self._resting)
        if self._asked is not None:
            self.ask_stills(*self._asked)

    def show_state(self, state: PlayState | None) -> None:
        """While the film plays the strip leaves the decoding to it."""
        resting = state is not None and state.playing
        if resting != self._resting:
            self._resting = resting
            self._pitch.rest(resting)
            if self._strip is not None:
                self._strip.rest(resting)

    @Slot(object)
    def _on_delivered(self, still: Still) -> None:
        if self._store is None or still.generation != self._generation:
            return
        if self._store.changed:
            self._keep.start()
        self.still_came.emit(ShownStill(still.cell, still.time, still.image, still.final))

    def _keep_stills(self) -> None:
        film, store = self._film, self._store
        if store is not None and store.changed and not film.index.provisional:
            self._jobs.start(lambda _handle: film.keep_stills(store))

    def close(self) -> None:
        """Let go of the film."""
        self._keep.stop()
        self._stop_reading()
        self._pitch.close()
        if self._loading is not None:
            self._loading.cancel()
        strip, self._strip, self._store = self._strip, None, None
        if strip is not None:
            strip.close()
