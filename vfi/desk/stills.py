"""One picture of a film as a file."""

from __future__ import annotations

import datetime
from pathlib import Path

from vfi.core.consent import Action, Purpose
from vfi.desk.scores import write_outside
from vfi.desk.session import open_place
from vfi.media.film import open_film
from vfi.media.stills import png
from vfi.store.libraries import place_of


def write_still(film: Path, frame: int, out: Path, *, today: datetime.date | None = None) -> None:
    """Write exactly this picture, as displayed, as PNG.

    A film in a session's folder belongs to a family: the gate is asked, as for every export.

    Raises:
        Refused: `consent-...`. FilmError, BadInput: no such film or picture. CouldNot: it cannot be written.
    """
    place = place_of(film) if film.exists() else None
    if place is not None and place.session is not None:
        session = place.root / place.session
        open_place(session).may(Action.EXPORT_STILL, Purpose.FILM, today=today).require()
    with open_film(film) as opened:
        data = png(opened.read(frame))
    write_outside(out, data)
