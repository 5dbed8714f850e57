"""Plays one clip as it will be shown: its runs at their speeds, its waits; over the player of the film."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from vfi.core.programme import Hold, Run, Shot
from vfi.media.playback import PlayState

_MS = 1_000_000


class RunsFilm(Protocol):
    """What it needs of the film in the window (`vfi.ui.film_player.FilmPlayer`)."""

    @property
    def painted(self) -> Any: ...
    @property
    def state_changed(self) -> Any: ...
    @property
    def current_frame(self) -> int | None: ...
    @property
    def state(self) -> PlayState | None: ...
    def go(self, frame: int) -> None: ...
    def pause(self) -> None: ...
    def play_to(self, last: int) -> None: ...
    def set_speed(self, speed: Fraction) -> None: ...


class ClipPlayer(QObject):
    """The shots of a clip one after the other.

    In front of the parent a wait lasts until somebody presses on, and so it does here; `as_file` gives every wait its
    hold time, as an exported file does.
    """

    changed = Signal()
    """Playing, waiting, or at rest: other than before."""
    ended = Signal()
    """The last shot is over."""

    def __init__(self, film: RunsFilm, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._film = film
        self._shots: tuple[Shot, ...] = ()
        self._at: int | None = None
        self._as_file = False
        self._started = False
        self._reached = False
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.timeout.connect(self._next)
        film.painted.connect(self._painted)
        film.state_changed.connect(self._film_state)

    # ---- what is

    @property
    def shots(self) -> tuple[Shot, ...]:
        return self._shots

    @property
    def shot(self) -> Shot | None:
        """The one that is being shown; None at rest."""
        return self._shots[self._at] if self._at is not None else None

    @property
    def playing(self) -> bool:
        return self._at is not None

    @property
    def waiting(self) -> bool:
        """Does it stand on a wait?"""
        return isinstance(self.shot, Hold)

    # ---- what a person does

    def show(self, shots: Sequence[Shot]) -> None:
        """These are the shots from now on; what plays stops."""
        if tuple(shots) != self._shots:
            self.stop()
            self._shots = tuple(shots)

    def play(self, *, from_start: bool = False, as_file: bool = False) -> None:
        """Play from the frame on the screen, or from the start where that is outside the clip or its last."""
        if not self._shots:
            return
        self._as_file = as_file
        frame = self._film.current_frame
        place = None if from_start or frame is None else _shot_from(self._shots, frame)
        if place is None:
            self._begin(0, from_first=True)
        else:
            self._begin(place, from_first=False)

    def toggle(self, *, as_file: bool = False) -> None:
        """Space: play, pause, and go on from a wait."""
        if self.waiting:
            self._next()
        elif self.playing:
            self.stop()
        else:
            self.play(as_file=as_file)

    def stop(self) -> None:
        """Rest on the frame that is shown."""
        self._hold.stop()
        if self._at is None:
            return
        self._at = None
        self._film.pause()
        self._film.set_speed(Fraction(1))
        self.changed.emit()

    # ---- inside

    def _begin(self, place: int, *, from_first: bool) -> None:
        shot = self._shots[place]
        self._at = place
        self._started = self._reached = False
        self._hold.stop()
        if isinstance(shot, Hold):
            self._film.go(shot.frame)
            if self._as_file:
                self._hold.start(max(1, shot.hold // _MS))
        else:
            if from_first:
                self._film.go(shot.first)
            self._film.set_speed(shot.speed)
            self._film.play_to(shot.last)
            self._started = True
        self.changed.emit()

    def _next(self) -> None:
        if self._at is None:
            return
        if self._at + 1 < len(self._shots):
            self._begin(self._at + 1, from_first=True)
            return
        self.stop()
        self.ended.emit()

    def _film_state(self, state: PlayState | None) -> None:
        shot = self.shot
        if state is None or state.playing or not self._started or not isinstance(shot, Run):
            return
        self._reached = True
        self._painted(self._film.current_frame)

    def _painted(self, frame: int | None) -> None:
        shot = self.shot
        if self._reached and isinstance(shot, Run) and frame == shot.last:
            self._next()


def _shot_from(shots: Sequence[Shot], frame: int) -> int | None:
    """The first run in which playing can go on from this frame; None outside, and on the very last frame."""
    runs = [(place, shot) for place, shot in enumerate(shots) if isinstance(shot, Run)]
    if not runs or frame == max(shot.last for _, shot in runs):
        return None
    return next((place for place, shot in runs if shot.first <= frame <= shot.last), None)
