"""Making a session around a film: copied and checked, or referred to where it lies."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from vfi.core.cameras import MOST_CAMERAS, name_for
from vfi.core.case import Case, FilmRef, Library, Session, SessionKind
from vfi.core.consent import Action, Purpose, day_of, permitted
from vfi.core.errors import BadInput, CouldNot, Refused
from vfi.core.time import Ns
from vfi.desk.bundled import FoundScheme
from vfi.desk.session import SessionDesk, open_inside, open_place
from vfi.files.fingerprint import fingerprint
from vfi.files.names import is_name, slug
from vfi.files.vault import PlainVault, Vault, path_of
from vfi.media.index import build_index
from vfi.store import cases, libraries, sessions
from vfi.store.records import Stored, create_record
from vfi.store.schemes import freeze_scheme

Progress = Callable[[float], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class FilmGiven:
    """A film for a new session."""

    path: Path
    offset: Ns = Ns(0)
    """session time = film time + offset."""
    camera: str = ""
    """What the camera is called; empty: the one of `goes_on`, else a camera without a name."""
    goes_on: bool = False
    """The camera that took the film before this one in the list took this one next: its offset follows from that."""


def make_session(
    vault: Vault,
    case: Stored[Case] | None,
    folder: str,
    films: Sequence[FilmGiven],
    scheme: FoundScheme | None,
    *,
    session: Session,
    copy: bool = True,
    looked_through: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> SessionDesk | None:
    """Make a session in `folder` of the vault out of what `session` says and these films.

    Each film is looked through first (unless that was done), then copied (as `film.mp4`: the name that a phone or a
    person gave it may tell too much), read back and compared; with `copy` off it is referred to where it lies.
    Without a consent for filming the session is locked. On cancel (None) or failure nothing of it is left.

    Raises:
        FilmError: a film that cannot be used. BadInput: `files-look-different`, `no-film-to-go-on-from`,
            `camera-name-taken`. Refused: `session-exists`, `too-many-cameras`.
        CouldNot: it could not be copied or written.
    """
    if vault.exists(path_of(folder) / sessions.FILE):
        raise Refused("session-exists", path=str(vault.local_path(folder)))
    for given in films if not looked_through else ():
        try:
            build_index(given.path, cancelled=cancelled)
        except CouldNot as stopped:
            if stopped.id == "cancelled":
                return None
            raise
    new_folder = not vault.exists(folder)
    made: list[str] = []
    done = False
    try:
        vault.make_folder(folder)
        references: list[FilmRef] = []
        for number, given in enumerate(_placed(films)):
            share = _share(progress, number, len(films))
            reference = bring_in(vault, folder, given, copy, made, share, cancelled)
            if reference is None:
                return None
            references.append(replace(reference, camera=given.camera))
        ref = freeze_scheme(vault, folder, scheme.source)[0].ref if scheme is not None else None
        people = session.who or None
        today = datetime.datetime.now().date()
        family = case.value if case is not None else None
        allowed = permitted(family, Action.OPEN, Purpose.FILM, today=today, people=people).allowed
        whole = Session(
            id=path_of(folder).name or session.id,
            name=session.name,
            date=session.date,
            kind=session.kind,
            reviews=session.reviews,
            films=tuple(references),
            who=session.who,
            setting=session.setting,
            notes=session.notes,
            scheme=ref,
            locked=not allowed,
        )
        create_record(sessions.KIND, vault, folder, whole)
        vault.make_folder(path_of(folder) / "schemes")
        vault.make_folder(path_of(folder) / "codings")
        done = True
    finally:
        if not done:
            for path in [folder] if new_folder else made:
                vault.delete(path)
    return open_inside(vault, case, folder)


def _placed(films: Sequence[FilmGiven]) -> list[FilmGiven]:
    """The films with a camera's name for those that are files of one, each beginning where the one before ends.

    Raises:
        BadInput: `files-look-different`, `no-film-to-go-on-from`, `camera-name-taken`. FilmError: it cannot be used.
        Refused: `too-many-cameras`.
    """
    placed: list[FilmGiven] = []
    camera = -1
    for given in films:
        if not given.goes_on:
            camera += 1
            if camera >= MOST_CAMERAS:
                raise Refused("too-many-cameras", most=MOST_CAMERAS)
            if given.camera and any(given.camera.casefold() == each.camera.casefold() for each in placed):
                raise BadInput("camera-name-taken", name=given.camera)
            placed.append(given)
            continue
        if not placed:
            raise BadInput("no-film-to-go-on-from", name=given.path.name)
        before = placed[-1]
        if given.camera and given.camera == before.camera:
            placed.append(given)  # it was placed already
            continue
        one, other = build_index(before.path), build_index(given.path)
        if one.look.shown_size != other.look.shown_size:
            raise BadInput("files-look-different", name=given.path.name, first=before.path.name)
        name = before.camera or name_for(camera)
        placed[-1] = replace(before, camera=name)
        placed.append(replace(given, camera=name, offset=Ns(before.offset + one.frame_map.end)))
    return placed


def bring_in(
    vault: Vault,
    folder: str,
    given: FilmGiven,
    copy: bool,
    made: list[str],
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> FilmRef | None:
    """Bring a film into a session's folder: copied and compared, or referred to; None when it was cancelled.

    `made` gets the path (in the vault) of a file that was begun, to be deleted when what it is for fails.

    Raises:
        CouldNot: it could not be read or written.
    """
    there = vault.local_path(folder)
    source = given.path.resolve()
    if there in source.parents:
        return FilmRef(path=source.relative_to(there).as_posix(), fingerprint=fingerprint(source), offset=given.offset)
    if not copy:
        return FilmRef(path=source.as_posix(), fingerprint=fingerprint(source), offset=given.offset)
    ending = f".{slug(source.suffix, 'film')}"
    taken, number = set(vault.list(folder)), 1
    while (name := f"film{ending}" if number == 1 else f"film-{number}{ending}") in taken:
        number += 1
    target = (path_of(folder) / name).as_posix()
    made.append(target)
    copied = vault.copy_in(source, target, progress=progress, cancelled=cancelled)
    return None if copied is None else FilmRef(path=name, fingerprint=copied, offset=given.offset)


def _share(progress: Progress | None, number: int, of: int) -> Progress | None:
    return None if progress is None else lambda done: progress((number + done) / of)


def new_session_at(
    path: Path,
    films: Sequence[FilmGiven],
    scheme: FoundScheme | None,
    *,
    copy: bool = True,
    name: str = "",
    date: str = "",
) -> SessionDesk:
    """A session in a folder that a person names, with the case and the library that it is to lie in.

    The folder above is its case and the one above that its library, where they are that already, or are new or empty
    and so become it. A folder that holds other things is left alone: then the session stands by itself, until it is
    moved into a case.

    Raises:
        BadInput: `session-not-a-folder`, `session-name-reserved`, `bad-date`, a film that cannot be used.
        Refused: `session-exists`, `session-needs-own-folder`, `session-inside-session`, `session-named-alike`.
    """
    path = path.resolve()
    _may_become_a_session(path)
    if date:
        day_of(date)
    for given in films:  # before anything is made
        build_index(given.path)
    films = _placed(films)
    made_case = _is_free(path.parent) and is_name(path.parent.name)
    made_library = made_case and _is_free(path.parent.parent)
    path.parent.mkdir(parents=True, exist_ok=True)
    place = libraries.place_of(path.parent)
    if made_library and place is None:
        libraries.new_library(PlainVault(path.parent.parent), Library(name=path.parent.parent.name))
        place = libraries.place_of(path.parent)
    root = PlainVault(place.root if place is not None else path.parent)
    above = path.parent.resolve().relative_to(root.root).as_posix().removeprefix(".")
    case: Stored[Case] | None = None
    if root.exists(path_of(above) / cases.FILE):
        case = cases.read_case(root, above)
    elif made_case or (place is not None and place.case is None and above and is_name(path.parent.name)):
        case = create_record(cases.KIND, root, above, Case(id=path.parent.name))
    folder = (path_of(above) / path.name).as_posix()
    session = Session(id=path.name, name=name, date=date, kind=SessionKind.INTERACTION)
    desk = make_session(root, case, folder, films, scheme, session=session, copy=copy, looked_through=True)
    assert desk is not None  # nobody cancelled
    return open_place(path)


def _may_become_a_session(path: Path) -> None:
    """Would a session be found again in this folder, and take nothing else's place?"""
    if (path / sessions.FILE).exists():
        raise Refused("session-exists", path=str(path))
    if path.exists() and not path.is_dir():
        raise BadInput("session-not-a-folder", path=str(path))
    if (path / cases.FILE).exists() or (path / libraries.FILE).exists() or path == path.parent:
        raise Refused("session-needs-own-folder", path=str(path))
    above = libraries.place_of(path.parent)
    if above is not None and above.session is not None:
        raise Refused("session-inside-session", path=str(path), other=str(above.root / above.session))
    beside = path.parent.iterdir() if path.parent.is_dir() else ()
    twin = next((each.name for each in beside if each.name != path.name and each.name.lower() == path.name.lower()), "")
    if twin and not path.exists():  # one and the same folder on Windows, macOS and many shares
        raise Refused("session-named-alike", path=str(path), other=twin)
    if slug(path.name) == f"{path.name.lower()}-0":
        raise BadInput("session-name-reserved", name=path.name)


def _is_free(folder: Path) -> bool:
    """Not there yet, or empty: nobody's belongings are turned into a case."""
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
