"""Several cameras on one clock: a further film for a session, and where it lies on the session clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vfi.core.cameras import MOST_CAMERAS, Camera, Cameras, by_camera, join, offset_of_same_moment
from vfi.core.case import FilmRef
from vfi.core.clock import FilmClock
from vfi.core.errors import BadInput, CouldNot, Refused
from vfi.core.time import Ns
from vfi.desk.making import Cancelled, FilmGiven, Progress, bring_in
from vfi.desk.session import SessionDesk
from vfi.files.fingerprint import fingerprint
from vfi.store.audit import Act, append_audit
from vfi.store.sessions import save_session

if TYPE_CHECKING:  # comparing sounds is not needed to open a session
    from vfi.media.syncing import Offset

BY_NUMBER, BY_MOMENT, BY_SOUND = "number", "moment", "sound"
"""How an offset was found, for the audit file."""


def camera_films(desk: SessionDesk) -> tuple[tuple[FilmRef, ...], ...]:
    """The films of each camera of the session, in order; the first camera is the one that is coded."""
    return by_camera(desk.session.films)


def camera_name(films: tuple[FilmRef, ...]) -> str:
    """What the team calls a camera; empty where it was not named (`vfi.words.cameras` has words for that)."""
    return films[0].camera


def cameras_of(desk: SessionDesk, lead: int = 0) -> Cameras:
    """Every camera of the session on its clock; reads or builds the index of each film (slow the first time).

    Raises:
        BadInput: `film-moved`, `film-is-another`, `session-without-film`. FilmError: a film cannot be used.
    """
    desk.film()
    return Cameras(
        tuple(
            Camera(
                camera_name(films),
                FilmClock(join([desk.film_index(film).frame_map for film in films]).frames, films[0].offset),
            )
            for films in camera_films(desk)
        ),
        lead,
    )


def add_film(
    desk: SessionDesk,
    given: FilmGiven,
    *,
    who: str,
    camera: str = "",
    follows: FilmRef | None = None,
    copy: bool = True,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> SessionDesk | None:
    """Add a film to a session: of another camera, or the next file of the camera that took `follows`.

    It is looked through first, then copied and compared, or with `copy` off referred to where it lies. A file that
    follows another gets its place from it: it begins where the last one of that camera ends. None when cancelled;
    then, and on failure, nothing of it is left. Noted in the case's audit file.

    Raises:
        FilmError: it cannot be used. Refused: `film-there-already`, `too-many-cameras`.
        CouldNot: it could not be copied or written.
    """
    from vfi.media.index import build_index

    print_of_it = fingerprint(given.path)
    if any(film.fingerprint == print_of_it for film in desk.session.films):
        raise Refused("film-there-already", name=given.path.name)
    groups = camera_films(desk)
    if follows is None and len(groups) >= MOST_CAMERAS:
        raise Refused("too-many-cameras", most=MOST_CAMERAS)
    try:
        index = build_index(given.path, cancelled=cancelled)
    except CouldNot as stopped:
        if stopped.id == "cancelled":
            return None
        raise
    films = desk.session.films
    if follows is not None:
        own = next(group for group in groups if follows in group)
        if index.look.shown_size != desk.film_index(own[0]).look.shown_size:
            raise BadInput("files-look-different", name=given.path.name, first=Path(own[0].path).name)
        camera = own[0].camera or f"camera-{groups.index(own) + 1}"
        given = replace(given, offset=Ns(own[-1].offset + desk.film_index(own[-1]).frame_map.end))
        films = tuple(replace(film, camera=camera) if film in own else film for film in films)
    made: list[str] = []
    done = False
    try:
        reference = bring_in(desk.vault, desk.folder, given, copy, made, progress, cancelled)
        if reference is None:
            return None
        reference = replace(reference, camera=camera)
        stored = save_session(desk.vault, desk.stored, replace(desk.session, films=(*films, reference)))
        done = True
    finally:
        if not done:
            for path in made:
                desk.vault.delete(path)
    details = {"film": _short(reference), "offset_ns": int(reference.offset)}
    _note(desk, Act.FILM_ADDED, who, details)
    return replace(desk, stored=stored)


def set_offset(
    desk: SessionDesk, film: FilmRef, offset: Ns, *, who: str, how: str = BY_NUMBER, confidence: float | None = None
) -> SessionDesk:
    """Give a film (and with it the other files of its camera) its place: session time = film time + offset.

    Noted in the case's audit file with the offset before and how the new one was found.

    Raises:
        BadInput: `no-such-film`.
        Refused: `offset-of-coded-film` for the first camera once something was coded: its times would move.
    """
    group = next((group for group in camera_films(desk) if film in group), None)
    if group is None:
        raise BadInput("no-such-film", film=film.path)
    if film.offset == offset:
        return desk
    if desk.session.films[0] in group and desk.codings():
        raise Refused("offset-of-coded-film", film=_short(film))
    shift = offset - film.offset
    films = tuple(
        replace(each, offset=Ns(each.offset + shift)) if each in group else each for each in desk.session.films
    )
    stored = save_session(desk.vault, desk.stored, replace(desk.session, films=films))
    details: dict[str, Any] = {
        "film": _short(film),
        "offset_ns": int(offset),
        "before_ns": int(film.offset),
        "found_by": how,
    }
    if confidence is not None:
        details["confidence"] = confidence
    _note(desk, Act.FILM_LAID, who, details)
    return replace(desk, stored=stored)


def lay_by_moment(desk: SessionDesk, frame: int, film: FilmRef, its_frame: int, *, who: str) -> SessionDesk:
    """Lay a film so that its frame `its_frame` begins with `frame` of the film that is coded: the same moment in both.

    Raises:
        BadInput: `no-such-frame`, `no-such-film`. Refused: `offset-of-coded-film`.
    """
    offset = offset_of_same_moment(desk.clock(), frame, desk.film_index(film).frame_map, its_frame)
    return set_offset(desk, film, offset, who=who, how=BY_MOMENT)


@dataclass(frozen=True)
class Heard:
    """What comparing the sound of a film with that of the coded one gave."""

    film: FilmRef
    found: Offset
    """On the clock of the coded film."""
    offset: Ns | None
    """On the session clock, for `set_offset`; None: there is nothing to guess from."""

    @property
    def moves(self) -> int | None:
        """By how many ns the film would move from where it lies now."""
        return None if self.offset is None else self.offset - self.film.offset


def hear_offset(
    desk: SessionDesk, film: FilmRef, *, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> Heard:
    """Find where a film lies by comparing its sound with that of the coded film. Slow; changes nothing.

    Raises:
        BadInput: a film is not there, `no-such-film` for the coded one itself. CouldNot: `cancelled`.
    """
    from vfi.media.syncing import find_offset

    first = desk.film()
    if film == first or film not in desk.session.films:
        raise BadInput("no-such-film", film=film.path)
    found = find_offset(
        desk.film_file(first),
        desk.film_index(first),
        desk.film_file(film),
        desk.film_index(film),
        progress=progress,
        cancelled=cancelled,
    )
    offset = None if found.offset_ns is None else Ns(first.offset + found.offset_ns)
    return Heard(film, found, offset)


def lay_as_heard(desk: SessionDesk, heard: Heard, *, who: str) -> SessionDesk:
    """Give a film the place that was heard; a guess that is not sure is taken, too: somebody has looked at it.

    Raises:
        BadInput: the doubt's id (`sync-...`) when there is nothing to guess from. Refused: `offset-of-coded-film`.
    """
    if heard.offset is None:
        raise BadInput(heard.found.doubt or "sync-no-match")
    return set_offset(desk, heard.film, heard.offset, who=who, how=BY_SOUND, confidence=heard.found.confidence)


def _short(film: FilmRef) -> str:
    """A film as the audit file names it: never by where it lies on somebody's machine."""
    return Path(film.path).name


def _note(desk: SessionDesk, what: Act, who: str, details: Mapping[str, Any]) -> None:
    if desk.case is not None:
        append_audit(desk.vault, desk.case.folder, who=who, what=what, session=desk.session.id, details=details)
