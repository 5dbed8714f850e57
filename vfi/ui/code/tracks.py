"""Sound and stills to see along the timeline: what is there of them, and what is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ShownStill:
    """One still for one cell of the strip."""

    cell: int
    """The cell's start, as it was asked for: film time (ns)."""
    time: int
    """Film time (ns) of the frame that is to be seen, which need not lie in the cell."""
    image: NDArray[np.uint8]
    """RGB, shape (height, width, 3), as displayed."""
    final: bool
    """False: it stands in for a frame of the cell, which follows."""


class SoundColumns(Protocol):
    """A film's sound as it is drawn (`vfi.media.peaks.Peaks`)."""

    @property
    def loudest(self) -> float:
        """The largest sample of the film, 0 to 1."""

    def columns(self, start: int, end: int, count: int) -> Any:
        """`.low` and `.high`, float32 of shape (count,), -1 to 1, for a stretch of film time (ns)."""


class SpectrumColumns(Protocol):
    """A film's sound by its pitch, as far as it is there (`vfi.media.spectrogram.Spectrum`)."""

    @property
    def version(self) -> int:
        """Rises when there is more of it."""

    def floor(self) -> Floats:
        """Shape (bands,): the level of the room itself in each band, the lowest band first."""

    def columns(self, start: int, end: int, count: int) -> Floats:
        """Levels, shape (bands, count), for a stretch of film time (ns); 255 is full scale, 110 dB above 0."""


class Tracks(Protocol):
    """What the timeline asks for its pictures and its sound. Everything returns at once; what comes is told."""

    has_sound: bool
    """Room is kept for it before it is there."""
    shape: tuple[int, int]
    """Width and height of a picture as displayed, for the shape of its stills."""

    @property
    def sound_changed(self) -> Any:
        """Signal(): the sound, or how far its reading is, is other than before."""

    @property
    def still_came(self) -> Any:
        """Signal(object): a `ShownStill`."""

    @property
    def sound(self) -> SoundColumns | None:
        """None until it has been read."""

    @property
    def sound_progress(self) -> float | None:
        """Part of the sound that has been read, 0 to 1; None when it is not being read (there, or given up)."""

    def want_sound(self, wanted: bool) -> None:
        """The lane is shown: read the sound if it is not there yet; or it is hidden: stop reading."""

    @property
    def spectrum_changed(self) -> Any:
        """Signal(): more of the spectrogram is there, or no more will come."""

    @property
    def spectrum(self) -> SpectrumColumns | None:
        """As far as it has been made; None while there is nothing of it."""

    @property
    def spectrum_progress(self) -> float | None:
        """Part of it that is there, 0 to 1; None when it is not being made (whole, hidden, or given up)."""

    def want_spectrum(self, wanted: bool) -> None:
        """The lane is shown: make what is missing; or it is hidden: stop."""

    def look_at(self, start: int, end: int) -> None:
        """This stretch of film time (ns) is in view: of what takes long, it comes first."""

    def ask_stills(self, cells: Sequence[int], spacing: int) -> None:
        """Stills for these cells (film time, ns, each `spacing` long) instead of those asked for before."""
