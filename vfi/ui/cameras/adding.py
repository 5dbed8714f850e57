"""A further film for the session that is open: chosen, said what it is, copied and compared, then shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from vfi.desk.cameras import add_film, camera_films, camera_name
from vfi.desk.making import FilmGiven
from vfi.desk.session import SessionDesk
from vfi.ui import ask
from vfi.ui.cameras.film_sheet import FilmSheet, FilmWanted
from vfi.ui.jobs import Handle
from vfi.ui.workplace import Workplace
from vfi.words import tr
from vfi.words.cameras import camera_words


def add_camera(place: Workplace, desk: SessionDesk, added: Callable[[str], object]) -> None:
    """Ask for a film and what it is; `added` with a sentence when it is there, else it is said why not."""
    path = ask.ask_film(place.window)
    if path is None:
        return
    names = [camera_words(camera_name(films), number) for number, films in enumerate(camera_films(desk))]
    sheet = FilmSheet(place.theme, place.window.page, path, names)
    sheet.chosen.connect(lambda wanted: _add(place, desk, path, wanted, added))
    place.show(sheet, sheet.what)


def _add(place: Workplace, desk: SessionDesk, path: Path, wanted: FilmWanted, added: Callable[[str], object]) -> None:
    """Copy and compare it beside the window."""
    who, toast = place.coder, place.window.toast
    follows = None if wanted.follows is None else camera_films(desk)[wanted.follows][-1]

    def stop() -> None:
        job.cancel()
        place.done(tr("Stopped. The session is as it was."))

    def work(handle: Handle) -> SessionDesk | None:
        return add_film(
            desk,
            FilmGiven(path),
            who=who,
            camera=wanted.name,
            follows=follows,
            progress=handle.progress,
            cancelled=handle.cancelled,
        )

    def told(part: float) -> None:
        words = tr("Copying the film") if part < 0.5 else tr("Comparing the copy with the original")
        toast.say(f"{words}, {round(100 * part)} %", stays=True, action=tr("Stop"), on_action=stop)

    def done(made: SessionDesk | None) -> None:
        if made is None:
            return
        if wanted.follows is None:
            added(tr("The other camera is there. Lay it on the clock of the session now: the waves below its picture."))
        else:
            added(tr("The film goes on with it now."))

    job = place.jobs.start(work, done=done, failed=place.say, progress=told)
    told(0.0)
