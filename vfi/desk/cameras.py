"""Several cameras on one clock: a further film for a session, and where it lies on the session clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vfi.core.cameras import MOST_CAMERAS, Camera, Cameras, by_camera, name_for, offset_of_same_moment
from vfi.core.case import FilmRef
from vfi.core.clock import BILLION, FilmClock
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

SAME_PLACE_NS = 1_000_000
SAME_DRIFT = 3000
"""Nearer than a thousandth of a second, and three millionths of drift (0.01 s in an hour), is the same."""

DRIFT_MATTERS_NS = 10_000_000
"""Clocks that run apart by less than this (ns) while both films run are left alone: a third of a picture."""


def camera_films(desk: SessionDesk) -> tuple[tuple[FilmRef, ...], ...]:
    """The films of each camera of the session, in order; the first camera is the one that is coded."""
    return by_camera(desk.session.films)


def camera_name(films: tuple[FilmRef, ...]) -> str:
    """What the team calls a camera; empty where it was not named (`vfi.words.cameras` has words for that)."""
    return films[0].camera


def camera_called(desk: SessionDesk, name: str) -> int:
    """The number (from 0) of a camera by its name, or by its number as it is shown, from 1.

    Raises:
        BadInput: `no-such-camera-name`.
    """
    names = [camera_name(films) for films in camera_films(desk)]
    wanted = name.strip()
    for number, own in enumerate(names):
        if own and own.casefold() == wanted.casefold():
            return number
    if wanted.isdecimal() and 1 <= int(wanted) <= len(names):
        return int(wanted) - 1
    known = ", ".join(own or str(number) for number, own in enumerate(names, start=1))
    raise BadInput("no-such-camera-name", name=name, cameras=known)


def cameras_of(desk: SessionDesk, lead: int = 0) -> Cameras:
    """Every camera of the session on its clock; reads or builds the index of each film (slow the first time).

    Raises:
        BadInput: `film-moved`, `film-is-another`, `session-without-film`. FilmError: a film cannot be used.
    """
    groups = desk.cameras()
    return Cameras(tuple(Camera(camera_name(films), desk.clock(number)) for number, films in enumerate(groups)), lead)


def name_camera(desk: SessionDesk, camera: int, name: str) -> SessionDesk:
    """Call a camera (from 0) so, with all its files; an empty name takes its name away.

    Raises:
        BadInput: `camera-name-taken`. Refused, CouldNot: it cannot be written.
    """
    groups = camera_films(desk)
    own = groups[camera]
    name = " ".join(name.split())
    _free_name(groups, name, camera)
    if not name and len(own) > 1:  # what holds the files together is their common name
        name = name_for(camera)
    if name == camera_name(own):
        return desk
    films = tuple(replace(film, camera=name) if film in own else film for film in desk.session.films)
    return replace(desk, stored=save_session(desk.vault, desk.stored, replace(desk.session, films=films)))


def _free_name(groups: tuple[tuple[FilmRef, ...], ...], name: str, besides: int | None = None) -> None:
    for number, films in enumerate(groups):
        if number != besides and name and camera_name(films).casefold() == name.casefold():
            raise BadInput("camera-name-taken", name=name)


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
        FilmError: it cannot be used. BadInput: `files-look-different`, `camera-name-taken`.
        Refused: `film-there-already`, `too-many-cameras`.
        CouldNot: it could not be copied or written.
    """
    from vfi.media.index import build_index

    print_of_it = fingerprint(given.path)
    if any(film.fingerprint == print_of_it for film in desk.session.films):
        raise Refused("film-there-already", name=given.path.name)
    groups = camera_films(desk)
    if follows is None:
        _free_name(groups, camera)
        if len(groups) >= MOST_CAMERAS:
            raise Refused("too-many-cameras", most=MOST_CAMERAS)
    try:
        index = build_index(given.path, cancelled=cancelled)
    except CouldNot as stopped:
        if stopped.id == "cancelled":
            return None
        raise
    films = desk.session.films
    if follows is not None:
        number, own = next((number, group) for number, group in enumerate(groups) if follows in group)
        if index.look.shown_size != desk.film_index(own[0]).look.shown_size:
            raise BadInput("files-look-different", name=given.path.name, first=Path(own[0].path).name)
        camera = own[0].camera or name_for(number)
        given = replace(given, offset=desk.clock(number).end)
        films = tuple(replace(film, camera=camera) if film in own else film for film in films)
    made: list[str] = []
    done = False
    try:
        reference = bring_in(desk.vault, desk.folder, given, copy, made, progress, cancelled)
        if reference is None:
            return None
        reference = replace(reference, camera=camera, drift=follows.drift if follows is not None else 0)
        stored = save_session(desk.vault, desk.stored, replace(desk.session, films=(*films, reference)))
        done = True
    finally:
        if not done:
            for path in made:
                desk.vault.delete(path)
    details = {"film": _short(reference), "offset_ns": int(reference.offset)}
    if follows is not None:
        details["goes_on_from"] = _short(follows)
    _note(desk, Act.FILM_ADDED, who, details)
    return replace(desk, stored=stored)


def set_offset(
    desk: SessionDesk,
    film: FilmRef,
    offset: Ns,
    *,
    who: str,
    drift: int | None = None,
    how: str = BY_NUMBER,
    confidence: float | None = None,
) -> SessionDesk:
    """Give a film (and with it the other files of its camera) its place on the session clock (`FilmClock`).

    `drift`: by how many billionths its clock runs faster; None: as it was. Noted in the case's audit file with what
    held before and how the new one was found.

    Raises:
        BadInput: `no-such-film`, `drift-too-large`.
        Refused: `offset-of-coded-film` for the first camera once something was coded: its times would move.
    """
    groups = camera_films(desk)
    camera = next((number for number, group in enumerate(groups) if film in group), None)
    if camera is None:
        raise BadInput("no-such-film", film=film.path)
    first = groups[camera][0]
    offset = Ns(first.offset + offset - film.offset)
    drift = film.drift if drift is None else drift
    if first.offset == offset and first.drift == drift:
        return desk
    if camera == 0 and desk.codings():
        raise Refused("offset-of-coded-film", film=_short(film))
    laid = dict(zip(groups[camera], _laid(desk, camera, offset, drift), strict=True))
    films = tuple(laid.get(each, each) for each in desk.session.films)
    stored = save_session(desk.vault, desk.stored, replace(desk.session, films=films))
    details: dict[str, Any] = {
        "film": _short(film),
        "offset_ns": int(offset),
        "before_ns": int(first.offset),
        "found_by": how,
    }
    if drift or first.drift:
        details |= {"drift_ppb": drift, "drift_before_ppb": first.drift}
    if confidence is not None:
        details["confidence"] = confidence
    _note(desk, Act.FILM_LAID, who, details)
    return replace(desk, stored=stored)


def _laid(desk: SessionDesk, camera: int, offset: Ns, drift: int) -> list[FilmRef]:
    """The films of a camera with this offset and drift: each file begins where the one before ends."""
    films = desk.cameras()[camera]
    starts: tuple[int, ...] = (0,)
    if len(films) > 1:
        from vfi.media.reel import ReelIndex

        index = desk.camera_index(camera)
        assert isinstance(index, ReelIndex)
        starts = index.starts()
    clock = FilmClock(desk.camera_index(camera).frame_map, offset, drift)
    return [
        replace(film, offset=clock.session_time(start), drift=drift) for film, start in zip(films, starts, strict=True)
    ]


def lay_by_moment(desk: SessionDesk, frame: int, film: FilmRef, its_frame: int, *, who: str) -> SessionDesk:
    """Lay a camera so that its frame `its_frame` begins with `frame` of the one that is coded: one moment in both.

    `film`: any file of the camera; its frames are counted from the camera's first file on.

    Raises:
        BadInput: `no-such-frame`, `no-such-film`. Refused: `offset-of-coded-film`.
    """
    groups = camera_films(desk)
    camera = next((number for number, group in enumerate(groups) if film in group), None)
    if camera is None:
        raise BadInput("no-such-film", film=film.path)
    offset = offset_of_same_moment(desk.clock(), frame, desk.clock(camera), its_frame)
    return set_offset(desk, groups[camera][0], offset, who=who, how=BY_MOMENT)


@dataclass(frozen=True)
class Heard:
    """What comparing the sound of a camera with that of the coded one gave."""

    film: FilmRef
    """The first film of the camera."""
    found: Offset
    """On the clock of the coded film."""
    offset: Ns | None
    """On the session clock, for `set_offset`; None: there is nothing to guess from."""
    drift: int = 0
    """By how many billionths its clock runs faster than the session's, where that matters."""

    @property
    def moves(self) -> int | None:
        """By how many ns the film would move from where it lies now."""
        return None if self.offset is None else self.offset - self.film.offset

    @property
    def changes(self) -> bool:
        """Would it lie noticeably otherwise than now? Hearing twice differs by some microseconds."""
        if self.moves is None:
            return False
        return abs(self.moves) >= SAME_PLACE_NS or abs(self.drift - self.film.drift) >= SAME_DRIFT


def hear_offset(
    desk: SessionDesk, film: FilmRef, *, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> Heard:
    """Find where a camera lies by comparing its sound with that of the coded one. Slow; changes nothing.

    `film`: any file of the camera; all of its files are heard, as one film.

    Raises:
        BadInput: a film is not there, `no-such-film` for the coded camera itself. CouldNot: `cancelled`.
    """
    from vfi.media.syncing import find_offset

    groups = desk.cameras()
    camera = next((number for number, group in enumerate(groups) if film in group), 0)
    if camera == 0:
        raise BadInput("no-such-film", film=film.path)
    first, own = groups[0][0], groups[camera][0]
    found = find_offset(
        desk.film_file(first),
        desk.camera_index(0),
        desk.film_file(own),
        desk.camera_index(camera),
        progress=progress,
        cancelled=cancelled,
    )
    if found.offset_ns is None:
        return Heard(own, found, None)
    if found.drift_ppm is None or found.at_ns is None or found.apart_ns < DRIFT_MATTERS_NS or not found.sure:
        return Heard(own, found, Ns(first.offset + found.offset_ns), first.drift)
    coded = desk.clock()
    drift = round(found.drift_ppm * 1000)
    drift += first.drift + drift * first.drift // BILLION
    at_zero = FilmClock(coded.frames, Ns(0), drift)
    # where the offset was measured both films say when it was; from there back to the camera's own beginning
    offset = coded.session_time(found.at_ns) - at_zero.session_time(found.at_ns - found.offset_ns)
    return Heard(own, found, Ns(offset), drift)


def lay_as_heard(desk: SessionDesk, heard: Heard, *, who: str) -> SessionDesk:
    """Give a camera the place that was heard; a guess that is not sure is taken, too: somebody has looked at it.

    Raises:
        BadInput: the doubt's id (`sync-...`) when there is nothing to guess from. Refused: `offset-of-coded-film`.
    """
    if heard.offset is None:
        raise BadInput(heard.found.doubt or "sync-no-match")
    confidence = heard.found.confidence
    return set_offset(desk, heard.film, heard.offset, who=who, drift=heard.drift, how=BY_SOUND, confidence=confidence)


def _short(film: FilmRef) -> str:
    """A film as the audit file names it: never by where it lies on somebody's machine."""
    return Path(film.path).name


def _note(desk: SessionDesk, what: Act, who: str, details: Mapping[str, Any]) -> None:
    if desk.case is not None:
        append_audit(desk.vault, desk.case.folder, who=who, what=what, session=desk.session.id, details=details)
