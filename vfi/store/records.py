"""Files with several writers (library, case, session): read, remembered, merged field by field, written back."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from vfi.core.errors import CouldNot, FileDamaged, Refused, VfiError
from vfi.core.findings import Finding, errors
from vfi.files.names import is_name
from vfi.files.remembered import NOT_THERE, hash_of, read_remembered, save_remembered
from vfi.files.vault import Vault, VaultPath, path_of
from vfi.store.toml_reading import Document, Table
from vfi.store.toml_writing import updated

T = TypeVar("T")

FORMAT = 1
"""The version of library.toml, case.toml and session.toml that is written and fully understood here."""

_TRIES = 5


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """How one kind of file is read into its value and its value written."""

    file: str
    """Its name in its folder: `case.toml`."""
    read: Callable[[Table, str], T]
    """Value of the root table and the folder's name; problems become findings of the table."""
    write: Callable[[T], Mapping[str, Any]]
    """Keys and values in the order in which a new file has them."""


@dataclass(frozen=True, slots=True)
class Stored(Generic[T]):
    """A value together with what is needed to write it back without undoing another's work."""

    value: T
    folder: str
    """In the vault, `/` between names."""
    source: bytes
    hash: str
    warnings: tuple[Finding, ...] = ()
    newer: int | None = None
    """The file's format when it is newer than ours: it can be read as far as we understand it, never written."""


def examine(kind: Kind[T], source: bytes, path: str, name: str) -> tuple[T | None, tuple[Finding, ...], int | None]:
    """The value (None when an error stands in the way), all findings in order, and the format if it is a newer one.

    Every file of ours says its `format`; one that does not, an empty one above all, is an error.
    """
    document = Document(source, path)
    if document.data is None:
        return None, tuple(document.findings), None
    root = document.root()
    format = root.whole("format", 0)
    if not root.has("format"):
        # a file that was cut off or emptied is no file in which everything is as it is when nothing is said
        root.find("", "record-no-format", known=FORMAT)
    elif type(root.data["format"]) is int and format < 1:
        root.find("format", "record-unknown-format", format=format, known=FORMAT)
    value = kind.read(root, name)
    root.close()
    found = tuple(sorted(document.findings, key=lambda finding: (finding.line or 0, finding.id)))
    return (None if errors(found) else value), found, (format if format > FORMAT else None)


def read_record(kind: Kind[T], vault: Vault, folder: VaultPath) -> Stored[T]:
    """Read the file of this kind in a folder.

    Raises:
        FileDamaged: `record-findings` with all `findings` when there are errors in it.
        CouldNot: it cannot be read.
    """
    where = path_of(folder)
    path = (where / kind.file).as_posix()
    source, hash = read_remembered(vault, path)
    outcome = examine(kind, source, path, where.name or vault.root.name)
    value, found, newer = outcome
    if value is None:
        raise FileDamaged("record-findings", path=path, findings=found, errors=len(errors(found)))
    return Stored(value, where.as_posix(), source, hash, found, newer)


def folders_with(file: str, vault: Vault, inside: VaultPath) -> list[str]:
    """The names of the folders in a folder that hold a file of this name, in their order.

    A folder that may not be looked into counts when it is named as ours are: it is to be seen, with the reason why it
    cannot be read, and not to be missing without a word (but the system's own folders, like `lost+found`, are not).
    """

    def holds(name: str) -> bool:
        try:
            return vault.exists(path_of(inside) / name / file)
        except VfiError:
            return is_name(name)

    return [name for name in vault.list(inside) if holds(name)]


def create_record(kind: Kind[T], vault: Vault, folder: VaultPath, value: T) -> Stored[T]:
    """Write the first version of a file, and its folder if that is not there.

    Raises:
        Refused: `record-exists` when the file is there already.
    """
    where = path_of(folder).as_posix()
    path = (path_of(folder) / kind.file).as_posix()
    if vault.exists(path):
        raise Refused("record-exists", path=path)
    vault.make_folder(folder)
    source = updated(b"", {"format": FORMAT, **kind.write(value)})
    return Stored(value, where, source, save_remembered(vault, path, source, NOT_THERE))


def save_record(kind: Kind[T], vault: Vault, stored: Stored[T], value: T) -> Stored[T]:
    """Write a changed value back. What others changed meanwhile in other fields is kept.

    Raises:
        Refused: `record-newer` for a file of a newer format; `record-changed-meanwhile` when another writer changed
            the same field (`field`): nothing is written then, read it again and decide.
        FileDamaged: what is there now cannot be read.
        CouldNot: it cannot be written; the old file is untouched.
    """
    path = (path_of(stored.folder) / kind.file).as_posix()
    for _ in range(_TRIES):
        now = stored
        if hash_of(vault.read(path)) != stored.hash:
            now = read_record(kind, vault, stored.folder)
        if now.newer is not None:
            raise Refused("record-newer", path=path, format=now.newer, known=FORMAT)
        wanted = value if now is stored else _merged(path, stored.value, value, now.value)
        source = updated(now.source, kind.write(wanted), kind.write(now.value))
        if source == now.source:
            return dataclasses.replace(now, value=wanted)
        try:
            hash = save_remembered(vault, path, source, now.hash)
        except CouldNot as error:
            if error.id == "file-changed-meanwhile":
                continue
            raise
        return Stored(wanted, now.folder, source, hash, now.warnings)
    raise CouldNot("file-changed-meanwhile", file=kind.file)


def _merged(path: str, old: T, mine: T, theirs: T) -> T:
    """Their value with the fields that I changed; refused where both changed the same one differently."""
    changes: dict[str, Any] = {}
    for field in dataclasses.fields(old):  # type: ignore[arg-type]  # every value is a dataclass
        before, my, their = (getattr(value, field.name) for value in (old, mine, theirs))
        if my in (before, their):
            continue
        if their != before:
            raise Refused("record-changed-meanwhile", path=path, field=field.name)
        changes[field.name] = my
    return dataclasses.replace(theirs, **changes)  # type: ignore[type-var]
