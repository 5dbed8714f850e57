"""A film without decoding: the real player and the real view, with pictures that are there at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from vfi.core.time import FrameMap
from vfi.media.peaks import Columns
from vfi.media.playback import Direction, Player, PlayState
from vfi.ui.code.tracks import ShownStill
from vfi.ui.film_view import FilmView

SECOND = 1_000_000_000
Paint = Callable[[int, tuple[int, int]], NDArray[np.uint8]]


def grey(frame: int, box: tuple[int, int]) -> NDArray[np.uint8]:
    """A grey picture of 16 to 9 that fits the box, BGRA."""
    width = max(16, min(box[0], box[1] * 16 // 9))
    return np.full((max(9, width * 9 // 16), width, 4), 90 + frame % 60, dtype=np.uint8)


def frames_of(count: int = 3000, rate: int = 25) -> FrameMap:
    """A film of so many frames at a constant rate."""
    return FrameMap([frame * SECOND // rate for frame in range(count)], count * SECOND // rate)


class HalfLoud:
    """A sound that is silent in every other second, and loud in those between."""

    loudest = 0.5

    def columns(self, start: int, end: int, count: int) -> Columns:
        times = start + (end - start) * np.arange(count, dtype=np.int64) // max(1, count)
        high = np.where(times // SECOND % 2 == 1, 0.5, 0.0).astype(np.float32)
        return Columns(-high, high)


class LowAndHigh:
    """By its pitch: high in every other second, low in those between; the room is quiet."""

    version = 1

    def floor(self) -> NDArray[np.float32]:
        return np.full(64, 60, np.float32)

    def columns(self, start: int, end: int, count: int) -> NDArray[np.float32]:
        odd = (start + (end - start) * np.arange(count, dtype=np.int64) // max(1, count)) // SECOND % 2 == 1
        upper = (np.arange(64) >= 32)[:, None]
        return np.where(upper == odd[None, :], 220, 60).astype(np.float32)


class StandInTracks(QObject):
    """Has what the timeline asks of a film's stills and sound; every still is there at once, as grey as its time."""

    sound_changed = Signal()
    spectrum_changed = Signal()
    still_came = Signal(object)

    def __init__(self, parent: QObject | None = None, *, has_sound: bool = True, shape: tuple[int, int] = (1280, 720)):
        super().__init__(parent)
        self.has_sound = has_sound
        self.shape = shape
        self.sound: HalfLoud | None = HalfLoud() if has_sound else None
        self.sound_progress: float | None = None
        self.sound_wanted = False
        self.spectrum: LowAndHigh | None = LowAndHigh() if has_sound else None
        self.spectrum_progress: float | None = None
        self.spectrum_wanted = False
        self.looked_at = (0, 0)
        self.asked: list[tuple[tuple[int, ...], int]] = []

    def want_sound(self, wanted: bool) -> None:
        self.sound_wanted = wanted

    def want_spectrum(self, wanted: bool) -> None:
        self.spectrum_wanted = wanted

    def look_at(self, start: int, end: int) -> None:
        self.looked_at = (start, end)

    def ask_stills(self, cells: Sequence[int], spacing: int) -> None:
        self.asked.append((tuple(cells), spacing))
        width = 72 * self.shape[0] // self.shape[1]
        for cell in cells:
            image = np.full((72, width, 3), 40 + max(0, cell) // SECOND % 160, np.uint8)
            self.still_came.emit(ShownStill(cell, max(0, cell), image, True))


class StandInFilm(QObject):
    """Has what the Code room asks of a film (`vfi.ui.code.ports.Film`)."""

    painted = Signal(int)
    state_changed = Signal(object)

    def __init__(self, view: FilmView, frames: FrameMap, paint: Paint = grey) -> None:
        super().__init__(view)
        self._view = view
        self._paint = paint
        self._player = Player(frames)
        self._timer = QTimer(self)
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._tick)
        self._asked: tuple[int, tuple[int, int]] | None = None
        self._state: PlayState | None = None
        view.painted.connect(self._on_painted)
        view.box_changed.connect(self._ask)
        self._after()

    @property
    def current_frame(self) -> int | None:
        return self._view.on_screen

    @property
    def state(self) -> PlayState:
        return self._player.state

    def pause(self) -> None:
        self._do(self._player.pause)

    def toggle(self) -> None:
        self._do(self._player.toggle)

    def step(self, frames: int, *, held: bool = False) -> None:
        self._do(lambda: self._player.step(frames, held=held))

    def step_seconds(self, seconds: int) -> None:
        self._do(lambda: self._player.step_seconds(seconds))

    def go(self, frame: int) -> None:
        self._do(lambda: self._player.go(frame))

    def scrub(self, frame: int) -> None:
        self.go(frame)

    def set_speed(self, speed: Fraction) -> None:
        self._do(lambda: self._player.set_speed(speed))

    def faster(self) -> None:
        self._do(self._player.faster)

    def slower(self) -> None:
        self._do(self._player.slower)

    def shuttle(self, direction: Direction) -> None:
        self._do(lambda: self._player.shuttle(direction))

    def set_loop_in(self) -> None:
        self._do(self._player.set_loop_first)

    def set_loop_out(self) -> None:
        self._do(self._player.set_loop_last)

    def set_loop(self, first: int, last: int) -> None:
        self._do(lambda: self._player.set_loop(first, last))

    def toggle_loop(self) -> None:
        self._do(self._player.toggle_loop)

    def _do(self, command: Callable[[], object]) -> None:
        self._tell()
        command()
        self._after()

    def _tell(self) -> None:
        frame = self._view.on_screen
        if frame is not None and frame != self._player.shown:
            self._player.painted(frame)
            self.painted.emit(frame)

    def _tick(self) -> None:
        self._player.tick()
        self._after()

    def _after(self) -> None:
        self._ask()
        state = self._player.state
        if state.playing != self._timer.isActive():
            self._timer.start() if state.playing else self._timer.stop()
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)

    def _ask(self) -> None:
        asked = (self._player.wanted.frame, self._view.box)
        if asked != self._asked:
            self._asked = asked
            self._view.show_picture(asked[0], self._paint(*asked))

    def _on_painted(self, frame: int) -> None:
        self._tell()
        self._after()
