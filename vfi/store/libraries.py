"""library.toml, and finding one's way: which library, case and session a path belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vfi.core.case import Library
from vfi.files.trouble import could_not
from vfi.files.vault import Vault
from vfi.store import cases, sessions
from vfi.store.records import Kind, Stored, create_record, read_record, save_record
from vfi.store.toml_reading import Table

FILE = "library.toml"


def read_library(vault: Vault) -> Stored[Library]:
    """Read the library at the vault's root.

    Raises:
        FileDamaged: `record-findings`, with every finding.
    """
    return read_record(KIND, vault, "")


def new_library(vault: Vault, library: Library) -> Stored[Library]:
    """Make the vault's root a library.

    Raises:
        Refused: `record-exists`.
    """
    return create_record(KIND, vault, "", library)


def save_library(vault: Vault, stored: Stored[Library], library: Library) -> Stored[Library]:
    """Write a changed library; see `records.save_record` for what happens when others write it, too."""
    return save_record(KIND, vault, stored, library)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something lies: the outermost folder of ours, and the case and session in it (`""`: the root is that)."""

    root: Path
    """The library's folder; or the case's or session's own where it lies in no library."""
    case: str | None = None
    session: str | None = None
    rest: str = ""
    """What lies below the innermost of them, `/` between names; empty when the path is that folder itself."""


def place_of(path: Path) -> Place | None:
    """Find the library, case and session that hold this file or folder; None when nothing of ours does.

    A session may lie in no case and a case in no library: then it is the root itself.

    Raises:
        CouldNot: a folder on the way may not be looked into.
    """
    path = path.absolute()
    library = case = session = None
    for folder in (path, *path.parents):
        if session is None and case is None and _is_file(folder / sessions.FILE):
            session = folder
        elif case is None and _is_file(folder / cases.FILE):
            case = folder
        elif _is_file(folder / FILE):
            library = folder
        else:
            continue
        if library is not None:
            break
    found = [folder for folder in (library, case, session) if folder is not None]
    if not found:
        return None
    root, inmost = found[0], found[-1]

    def below(folder: Path | None) -> str | None:
        if folder is None:
            return None
        return "" if folder == root else folder.relative_to(root).as_posix()

    rest = "" if path == inmost else path.relative_to(inmost).as_posix()
    return Place(root=root, case=below(case), session=below(session), rest=rest)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError as error:
        raise could_not(error, path.parent) from error


def _read(root: Table, name: str) -> Library:
    kept = root.table("retention")
    return Library(
        name=root.text("name"),
        languages=root.texts("languages") or ("en",),
        retention=() if kept is None else tuple((key, kept.text(key)) for key in kept.data),
    )


def _write(library: Library) -> Mapping[str, Any]:
    return {
        "name": library.name,
        "languages": list(library.languages),
        "retention": dict(library.retention) or None,
    }


KIND: Kind[Library] = Kind(FILE, _read, _write)
