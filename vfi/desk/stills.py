"""One picture of a film as it leaves the program, as a file or by the clipboard: asked of the gate, and noted."""

from __future__ import annotations

import datetime
from enum import StrEnum
from pathlib import Path

from vfi.core.case import FilmRef
from vfi.core.clock import FilmClock
from vfi.core.consent import Action, Purpose
from vfi.core.errors import BadInput, Refused
from vfi.core.time import FrameMap
from vfi.desk.exporting import origin_of
from vfi.desk.outside import write_outside
from vfi.desk.redactions import camera_names, lies_at
from vfi.desk.session import SessionDesk, open_place
from vfi.media.film import open_film
from vfi.media.picture import Bytes
from vfi.media.redacting import Redactor
from vfi.media.stills import png
from vfi.store.audit import Act
from vfi.store.libraries import place_of
from vfi.store.redactions import read_redaction


class Way(StrEnum):
    """How a picture leaves; the audit file says which."""

    FILE = "file"
    CLIPBOARD = "clipboard"
    STREAM = "standard-output"


def still(
    film: Path,
    frame: int,
    *,
    who: str,
    way: Way,
    desk: SessionDesk | None = None,
    today: datetime.date | None = None,
    redact: bool = True,
) -> Bytes:
    """This picture exactly, as displayed, without what the session's redaction hides.

    uint8 RGB, shape (height, width, 3).

    A film in a session's folder belongs to a family, also where a link leads to it: the gate is asked, as for every
    export, and its yes or no is in the case's audit file before the picture is given out.

    Args:
        who: who takes it, for the audit file.
        desk: the session whose film it is, which may lie anywhere; else the session is found by where the film lies.
        redact: False shows also what is hidden: a picture for the team itself.

    Raises:
        Refused: `consent-...`. FilmError, BadInput: no such film or picture. CouldNot: `audit-not-written`.
        FileDamaged: what is to be hidden cannot be read.
    """
    desk = desk or _session_of(film)
    answer, details = None, {"still": frame, "as": str(way)}
    if desk is not None:
        answer = desk.may(Action.EXPORT_STILL, Purpose.FILM, today=today)
        if not answer.allowed:
            origin_of(desk).note(Act.REFUSED, answer, details, who=who)
            answer.require()
    with open_film(film) as opened:
        picture = opened.read(frame)
        if desk is not None and redact:
            hide_in_still(desk, film, opened.frame_map, frame, picture)
    if desk is not None and answer is not None:
        origin_of(desk).note(Act.EXPORTED, answer, details, who=who)
    return picture


def write_still(
    film: Path,
    frame: int,
    out: Path,
    *,
    who: str,
    desk: SessionDesk | None = None,
    today: datetime.date | None = None,
) -> None:
    """Write `still` into a PNG file.

    Raises:
        What `still` raises. BadInput: `still-png-only`. Refused: `would-replace`. CouldNot: it cannot be written.
    """
    if out.suffix.lower() not in (".png", ""):
        raise BadInput("still-png-only", path=str(out))
    if out.is_file() and film.exists() and out.samefile(film):
        raise Refused("would-replace", path=str(out))
    write_outside(out, png(still(film, frame, who=who, way=Way.FILE, desk=desk, today=today)))


def hide_in_still(desk: SessionDesk, film: Path, frames: FrameMap, frame: int, picture: Bytes) -> None:
    """Hide, in place, what the session's redaction says of this frame of this file."""
    session = desk.session
    files = next((files for files in desk.cameras() if any(_is(desk, ref, film) for ref in files)), desk.cameras()[0])
    redaction = read_redaction(desk.vault, desk.folder).value.of_camera(*camera_names(session, files[0]))
    if not redaction:
        return
    before = 0
    for ref in files:  # those that lie before it in its camera's film
        if _is(desk, ref, film):
            break
        before += desk.film_index(ref).frame_map.end
    start = FilmClock(frames, files[0].offset, files[0].drift).session_time(before)
    Redactor(redaction, FilmClock(frames, start, files[0].drift)).hide_rgb(frame, picture)


def _is(desk: SessionDesk, ref: FilmRef, film: Path) -> bool:
    return lies_at(desk.vault, desk.folder, ref).resolve() == film.resolve()


def _session_of(film: Path) -> SessionDesk | None:
    place = place_of(film.resolve()) if film.exists() else None
    return open_place(place.root / place.session) if place is not None and place.session is not None else None
