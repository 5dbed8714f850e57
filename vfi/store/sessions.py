"""session.toml: one recorded interaction, its films and who was there, in the session's folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from vfi.core.case import FilmRef, Fingerprint, Session, SessionKind
from vfi.core.clock import MOST_DRIFT
from vfi.core.errors import BadInput
from vfi.core.time import Ns
from vfi.files.names import is_name
from vfi.files.vault import Vault, VaultPath, path_of
from vfi.store.records import Kind, Stored, create_record, folders_with, read_record, save_record
from vfi.store.schemes import is_ref
from vfi.store.toml_reading import Table

FILE = "session.toml"
FOLDERS = ("schemes", "codings", "decks", "exports", "cache")
"""What lies in a session's folder besides its file and its films."""

_SHA256 = re.compile(r"[0-9a-f]{64}")


def read_session(vault: Vault, folder: VaultPath) -> Stored[Session]:
    """Read a session from its folder.

    Raises:
        FileDamaged: `record-findings`, with every finding.
    """
    return read_record(KIND, vault, folder)


def new_session(vault: Vault, session: Session, *, inside: VaultPath = "") -> Stored[Session]:
    """Make the folder of a new session in the folder `inside` (of its case).

    Raises:
        BadInput: `bad-folder-name`.
        Refused: `record-exists`.
    """
    if not is_name(session.id):
        raise BadInput("bad-folder-name", name=session.id)
    folder = path_of(inside) / session.id
    stored = create_record(KIND, vault, folder, session)
    for name in ("schemes", "codings"):
        vault.make_folder(folder / name)
    return stored


def save_session(vault: Vault, stored: Stored[Session], session: Session) -> Stored[Session]:
    """Write a changed session; see `records.save_record` for what happens when others write it, too."""
    return save_record(KIND, vault, stored, session)


def session_folders(vault: Vault, case: VaultPath) -> list[str]:
    """The names of the folders in a case that hold a session, in their order (dates first, so by day)."""
    return folders_with(FILE, vault, case)


def is_referred(film: FilmRef) -> bool:
    """Does the film lie outside the session's folder (an absolute path)?"""
    return PurePosixPath(film.path).is_absolute() or PureWindowsPath(film.path).is_absolute()


def film_path(session: VaultPath, film: FilmRef) -> str:
    """Where the film lies: below the session's folder in the vault, or the absolute path it is referred to by."""
    return film.path if is_referred(film) else (path_of(session) / film.path).as_posix()


def _read(root: Table, name: str) -> Session:
    scheme = root.text("scheme")
    if scheme and not is_ref(scheme):
        root.find("scheme", "scheme-bad-ref", value=scheme)
    return Session(
        id=name,
        name=root.text("name"),
        date=root.day("date"),
        kind=SessionKind(root.choice("kind", list(SessionKind), SessionKind.INTERACTION)),
        reviews=root.text("reviews") or None,
        films=tuple(_film(table) for table in root.tables("film", named="path")),
        who=root.texts("who"),
        setting=root.text("setting"),
        notes=root.exact("notes"),
        scheme=scheme or None,
        locked=root.flag("locked"),
    )


def _film(table: Table) -> FilmRef:
    path = table.text("path", required=True)
    if ".." in PureWindowsPath(path).parts:  # \\ or /: whichever parts folders where it is opened
        table.find("path", "session-film-outside", path=path)
    size = table.whole("size", -1)
    if size < 0:
        table.find("size" if table.has("size") else "", "file-key-missing", key="size")
    sha256 = table.text("sha256", required=True)
    if sha256 and _SHA256.fullmatch(sha256) is None:
        table.find("sha256", "session-bad-fingerprint", value=sha256)
    film = FilmRef(
        path=path,
        fingerprint=Fingerprint(size=size, sha256=sha256),
        offset=Ns(table.whole("offset_ns", 0)),
        drift=_drift(table),
        camera=table.text("camera"),
    )
    table.close()
    return film


def _drift(table: Table) -> int:
    drift = table.whole("drift_ppb", 0)
    if abs(drift) > MOST_DRIFT:
        table.find("drift_ppb", "session-odd-drift", ppm=round(drift / 1000))
        return 0
    return drift


def _write(session: Session) -> Mapping[str, Any]:
    return {
        "name": session.name,
        "date": session.date,
        "kind": str(session.kind),
        "reviews": session.reviews or None,
        "who": list(session.who),
        "setting": session.setting,
        "notes": session.notes,
        "scheme": session.scheme or None,
        "locked": session.locked,
        "film": [_film_data(film) for film in session.films] or None,
    }


def _film_data(film: FilmRef) -> Mapping[str, Any]:
    return {
        "path": film.path,
        "size": film.fingerprint.size,
        "sha256": film.fingerprint.sha256,
        "offset_ns": int(film.offset),
        "drift_ppb": film.drift or None,
        "camera": film.camera or None,
    }


KIND: Kind[Session] = Kind(FILE, _read, _write)
