"""What keys do with the film: playing, stepping, speed, loop, its ends."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from vfi.ui.code.keys import Do
from vfi.ui.code.ports import Film


def film_acts(film: Film, last: int, *, held: bool) -> dict[Do, Callable[[], object]]:
    """`last`: the film's last frame. `held`: the key repeats by itself."""
    return {
        Do.PLAY: film.toggle,
        Do.FRAME_BACK: partial(film.step, -1, held=held),
        Do.FRAME_ON: partial(film.step, 1, held=held),
        Do.SECOND_BACK: partial(film.step_seconds, -1),
        Do.SECOND_ON: partial(film.step_seconds, 1),
        Do.SHUTTLE_BACK: partial(film.shuttle, -1),
        Do.SHUTTLE_STOP: partial(film.shuttle, 0),
        Do.SHUTTLE_ON: partial(film.shuttle, 1),
        Do.SLOWER: film.slower,
        Do.FASTER: film.faster,
        Do.LOOP_FROM: film.set_loop_in,
        Do.LOOP_TO: film.set_loop_out,
        Do.LOOP: film.toggle_loop,
        Do.FILM_START: partial(film.go, 0),
        Do.FILM_END: partial(film.go, last),
    }
