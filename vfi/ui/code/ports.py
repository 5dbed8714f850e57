"""What the Code room needs from the film in the window; `vfi.ui.film_player.FilmPlayer` is one."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Protocol, runtime_checkable

from vfi.media.playback import Direction, PlayState


class Film(Protocol):
    """A film that is open in a view. Every method returns at once.

    `painted(int)`: a frame was painted; `state_changed(PlayState)`: playing, speed or loop are other than before.
    """

    @property
    def painted(self) -> Any:
        """Signal(int): this frame of the film has been painted."""

    @property
    def state_changed(self) -> Any:
        """Signal(PlayState)."""

    @property
    def current_frame(self) -> int | None:
        """The frame last painted, to the very moment: a key press belongs to it."""

    @property
    def state(self) -> PlayState | None: ...

    def pause(self) -> None: ...
    def toggle(self) -> None: ...
    def step(self, frames: int, *, held: bool = False) -> None: ...
    def step_seconds(self, seconds: int) -> None: ...
    def go(self, frame: int) -> None: ...
    def scrub(self, frame: int) -> None:
        """Go there while a hand drags: something near may be shown first, under its own number."""

    def set_speed(self, speed: Fraction) -> None: ...
    def faster(self) -> None: ...
    def slower(self) -> None: ...
    def shuttle(self, direction: Direction) -> None: ...
    def set_loop_in(self) -> None: ...
    def set_loop_out(self) -> None: ...
    def toggle_loop(self) -> None: ...


@runtime_checkable
class HasSound(Protocol):
    """A film whose sound can be switched off."""

    def set_muted(self, muted: bool) -> None: ...
