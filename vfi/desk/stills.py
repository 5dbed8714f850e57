"""One picture of a film as a file."""

from __future__ import annotations

import datetime
from pathlib import Path

from vfi.core.consent import Action, Purpose
from vfi.core.errors import BadInput, Refused
from vfi.desk.outside import write_outside
from vfi.desk.session import open_place
from vfi.media.film import open_film
from vfi.media.stills import png
from vfi.store.libraries import place_of


def still(film: Path, frame: int, *, today: datetime.date | None = None) -> bytes:
    """Exactly this picture, as displayed, as PNG.

    A film in a session's folder belongs to a family, also where a link leads to it: the gate is asked, as for every
    export.

    Raises:
        Refused: `consent-...`. FilmError, BadInput: no such film or picture.
    """
    place = place_of(film.resolve()) if film.exists() else None
    if place is not None and place.session is not None:
        session = place.root / place.session
        open_place(session).may(Action.EXPORT_STILL, Purpose.FILM, today=today).require()
    with open_film(film) as opened:
        return png(opened.read(frame))


def write_still(film: Path, frame: int, out: Path, *, today: datetime.date | None = None) -> None:
    """Write `still` into a file.

    Raises:
        What `still` raises. BadInput: `still-png-only`. Refused: `would-replace`. CouldNot: it cannot be written.
    """
    if out.suffix.lower() not in (".png", ""):
        raise BadInput("still-png-only", path=str(out))
    if out.is_file() and film.exists() and out.samefile(film):
        raise Refused("would-replace", path=str(out))
    write_outside(out, still(film, frame, today=today))
