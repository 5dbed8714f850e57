"""The film of another camera for the session that is open: chosen, looked through, copied and compared, then shown."""

from __future__ import annotations

from collections.abc import Callable

from vfi.desk.cameras import add_film
from vfi.desk.making import FilmGiven
from vfi.desk.session import SessionDesk
from vfi.ui import ask
from vfi.ui.jobs import Handle
from vfi.ui.workplace import Workplace
from vfi.words import tr


def add_camera(place: Workplace, desk: SessionDesk, added: Callable[[], object]) -> None:
    """Ask for a film and add it beside the window; `added` when it is there, else it is said why not."""
    path = ask.ask_film(place.window)
    if path is None:
        return
    who = place.coder
    place.window.toast.say(tr("Copying and comparing the film"), stays=True)

    def work(handle: Handle) -> SessionDesk | None:
        return add_film(desk, FilmGiven(path), who=who, progress=handle.progress, cancelled=handle.cancelled)

    def done(_desk: SessionDesk | None) -> None:
        added()
        place.done(
            tr("The other camera is there. Lay it on the clock of the session now: the waves below its picture.")
        )

    place.jobs.start(work, done=done, failed=place.say)
