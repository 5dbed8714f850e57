"""Plays the shots of one clip: from a frame to a frame at a speed, the next film's first picture decoded ahead."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from vfi.core.ports import SoundOut
from vfi.core.presenting import Play
from vfi.core.redaction import NOTHING, Redaction
from vfi.desk.decks import DeckFilm
from vfi.media.budget import MemoryBudget
from vfi.media.decoding import DecodeService, Delivery, Failed, Shown
from vfi.media.playback import Player
from vfi.media.redacting import Redactor
from vfi.media.sound import SoundFeeder
from vfi.ui.present.picture import StagePicture

TICK_MS = 5
_AHEAD_OF_SILENCE = 300_000_000
"""Ns: what is muted is heard a buffer later, which must not be too late."""


class ShotPlayer(QObject):
    """One film, opened for one clip. Without a picture to paint into (`attach`) it only gets ready.

    A run is never left early and never overshot: no frame after its last is asked for, the last one is asked for
    before `run_over` is told, and stands at least its own time.
    """

    painted = Signal(int)
    """This frame is on the screen."""
    run_over = Signal()
    """The last frame of the run has stood its time; whoever hears it says at once what comes next."""
    failed = Signal(object)
    """`VfiError`: a picture or the whole film cannot be had."""
    _delivered = Signal(object)

    def __init__(
        self,
        film: DeckFilm,
        budget: MemoryBudget,
        parent: QObject | None = None,
        *,
        sound_out: Callable[[], SoundOut | None] | None = None,
        volume: int = 100,
        hidden: Redaction = NOTHING,
    ) -> None:
        super().__init__(parent)
        self.film = film
        self._redactor = Redactor(hidden, film.clock)
        self._silences = hidden.silences
        out = sound_out() if sound_out is not None else None
        self._sound = SoundFeeder(film.path, film.index, AtVolume(out, volume)) if out is not None else None
        self._player = Player(film.index.frame_map, sound=self._sound)
        self._decoding = DecodeService(film.path, film.index, self._delivered.emit, budget)
        self._decoding.deinterlace(True)  # no combs on faces; frames and their numbers stay the same
        self._picture: StagePicture | None = None
        self._box = (640, 360)
        self._run: tuple[int, int, Fraction] | None = None
        """First and last frame and speed of what plays."""
        self._over = False
        self._asked: tuple[object, ...] | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._resized = QTimer(self)
        self._resized.setSingleShot(True)
        self._resized.setInterval(60)
        self._resized.timeout.connect(self._ask)
        self._delivered.connect(self._on_delivered, Qt.ConnectionType.QueuedConnection)

    # -- what it is told

    def prepare(self, frame: int, box: tuple[int, int], first: int, last: int) -> None:
        """Have this frame decoded at this size, and be ready to play these frames again and again."""
        self._box = box
        self._decoding.keep_loop((first, last))
        self._player.go(frame)
        self._ask()

    def attach(self, picture: StagePicture) -> None:
        """From now on paint into this."""
        self._picture = picture
        picture.painted.connect(self._on_painted)
        picture.box_changed.connect(self._resized.start)
        self._asked = None

    def stand(self, frame: int) -> None:
        """Show this frame, silent."""
        self._timer.stop()
        self._run = None
        self._tell()
        self._player.pause()
        self._go(frame)

    def play(self, run: Play) -> None:
        """Play from here to there; what plays already goes on without a break when this run follows on it."""
        goes_on = self._run is not None and self._player.state.playing and run.frame == self._run[1] + 1
        self._run = (run.frame, run.last, run.speed)
        self._over = False
        if goes_on:
            self.set_speed(run.speed)
            return
        self._tell()
        self._player.pause()
        self._player.set_speed(run.speed)
        self._go(run.frame)
        self._keep_silent(run.frame)
        self._player.play()
        self._ask()
        self._timer.start()

    def set_speed(self, speed: Fraction) -> None:
        """Slower or faster from this very moment."""
        if self._run is not None and speed != self._player.speed:
            self._run = (*self._run[:2], speed)
            self._player.set_speed(speed)

    @property
    def dropped(self) -> int:
        """Frames that were due and never painted."""
        return self._player.dropped

    def close(self) -> None:
        """Let go of the film; waits for its threads."""
        self._timer.stop()
        self._resized.stop()
        if self._picture is not None:
            self._picture.painted.disconnect(self._on_painted)
            self._picture.box_changed.disconnect(self._resized.start)
            self._picture = None
        if self._sound is not None:
            self._sound.close()
        self._decoding.close()

    # -- inside

    def _go(self, frame: int) -> None:
        self._player.go(frame)
        if self._picture is not None:
            self._picture.keep_picture()  # what was asked for before must not be painted after
        self._ask()

    def _wanted(self) -> int:
        frame = self._player.wanted.frame
        return frame if self._run is None else min(frame, self._run[1])

    @Slot()
    def _ask(self) -> None:
        wanted = self._player.wanted
        box = self._picture.box if self._picture is not None else self._box
        asked = (self._wanted(), wanted.generation, wanted.direction, box)
        if asked != self._asked:
            self._asked = asked
            self._decoding.request(self._wanted(), box, wanted.generation, wanted.direction)

    @Slot()
    def _tick(self) -> None:
        run = self._run
        if run is None:
            return
        wanted = self._player.tick()
        self._ask()
        self._keep_silent(wanted.frame)
        if (wanted.frame > run[1] or not self._player.state.playing) and not self._over:
            self._over = True
            self.run_over.emit()
            if self._run is run:
                self.stand(run[1])

    def _keep_silent(self, frame: int) -> None:
        """Where the sound is hidden nothing is heard, whatever is written in its place in a file."""
        if self._sound is None or not self._silences:
            return
        time = self.film.clock.time_of(min(frame, self.film.index.frame_map.last))
        self._sound.mute(any(each.start - _AHEAD_OF_SILENCE <= time < each.end for each in self._silences))

    @Slot(object)
    def _on_delivered(self, delivery: Delivery) -> None:
        if delivery.generation != self._player.wanted.generation:
            return
        if isinstance(delivery, Shown):
            # pictures on the way to the one that was asked for may lie outside the clip: nobody chose to show them
            first, last = self._run[:2] if self._run is not None else (self._wanted(), self._wanted())
            if self._picture is not None and first <= delivery.frame <= last:
                self._picture.show_picture(delivery.frame, self._without_hidden(delivery))
        elif isinstance(delivery, Failed):
            if delivery.frame is not None:
                self._player.unreadable(delivery.frame)
            self.failed.emit(delivery.error)

    def _without_hidden(self, shown: Shown) -> np.ndarray[Any, Any]:
        if not self._redactor:
            return shown.image
        image = shown.image.copy()  # the one that was delivered may be delivered again
        self._redactor.hide_rgb(shown.frame, image)
        return image

    @Slot(int)
    def _on_painted(self, _frame: int) -> None:
        self._tell()
        self._ask()

    def _tell(self) -> None:
        frame = self._picture.on_screen if self._picture is not None else None
        if frame is not None and frame != self._player.shown:
            self._player.painted(frame)
            self.painted.emit(frame)


class AtVolume:
    """A `SoundOut` that is so loud (per cent)."""

    def __init__(self, out: SoundOut, volume: int) -> None:
        self._out = out
        self._share = volume / 100

    def open(self, rate: int, channels: int) -> bool:
        return self._out.open(rate, channels)

    def write(self, samples: bytes) -> int:
        if self._share == 1:
            return self._out.write(samples)
        scaled = np.rint(np.frombuffer(samples, "<i2") * self._share).astype("<i2")
        return self._out.write(scaled.tobytes())

    def heard(self) -> int | None:
        return self._out.heard()

    def close(self) -> None:
        self._out.close()
