"""Bringing what we have written and what lies in the folder together again, or keeping both."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from pathlib import PurePosixPath

from vfi.files.names import slug, unused
from vfi.files.vault import Vault, VaultPath, write_all

JOURNAL = ".jsonl"


def stamp(now: datetime) -> str:
    """A time as part of a file name."""
    return now.strftime("%Y%m%dt%H%M%Sz")


def join(vault: Vault, path: str, ours: bytes, now: datetime, *, sync: bool, afresh: bool = False) -> bool:
    """Make the file hold what we have written; False when somebody else has written other lines there.

    The file may lack some of our last bytes (they were lost, or never arrived), or end in a torn line, which is kept
    in a `*.torn` file. A file that is gone while its folder is there is written anew. With `sync` the result is on
    the disk on return. `afresh` writes a whole new file: after a failed sync the system may show bytes that the disk
    does not have, and call the next sync a success.

    Raises:
        OSError, CouldNot: the folder does not answer.
    """
    if vault.state(path) is None:
        vault.list(PurePosixPath(path).parent)  # raises when the folder itself is away
        vault.write(path, ours)
        return True
    theirs = vault.read(path)
    kept = _common(ours, theirs)
    if kept < len(theirs):
        kept = ours.rfind(b"\n", 0, kept) + 1
        torn = theirs[kept:]
        if b"\n" in torn or kept == 0:
            return False
        set_aside(vault, path, torn, now)
    if afresh:
        vault.write(path, ours)
        return True
    file = vault.appender(path)
    try:
        if kept < len(theirs):
            file.truncate(kept)
        write_all(file, ours[kept:])
        if sync:
            file.sync()
    finally:
        file.close()
    return True


def _common(one: bytes, other: bytes) -> int:
    """How many bytes at the start are the same. (A journal may have megabytes: halve, do not step.)"""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def set_aside(vault: Vault, path: str, torn: bytes, now: datetime) -> str:
    """Keep a torn tail in a file of its own beside the journal. Returns its name."""
    name = name_beside(vault, path, stamp(now), ".torn")
    vault.write(PurePosixPath(path).with_name(name), torn)
    return name


def save_fork(vault: Vault, path: str, ours: bytes, host: str, now: datetime) -> str:
    """Keep our branch beside the journal that somebody else has written to. Returns its name."""
    name = name_beside(vault, path, f"fork-{slug(host, 'unknown')}-{stamp(now)}", JOURNAL)
    vault.write(PurePosixPath(path).with_name(name), ours)
    return name


def name_beside(vault: Vault, path: VaultPath, what: str, ending: str) -> str:
    """An unused name `<coding>.<what><ending>` in the folder of a journal."""
    stem, folder = PurePosixPath(path).stem, PurePosixPath(path).parent
    taken = [name.removeprefix(f"{stem}.").removesuffix(ending) for name in vault.list(folder)]
    return f"{stem}.{unused(what, taken)}{ending}"


_CONFLICT = re.compile(
    r"""conflicted\ copy            # Dropbox, Nextcloud, ownCloud
      | \(conflict | _conflict-     # OneDrive for business, older ownCloud
      | \.sync-conflict-            # Syncthing
      | \ \(\d+\)\.jsonl$           # Google Drive, Windows Explorer
      | -[A-Z0-9]+-?\d*\.jsonl$     # OneDrive puts the computer's name behind; our own names have no capitals
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Branch(StrEnum):
    """Why there is a second file for one coding."""

    FORK = "fork"
    """We set our lines aside, because somebody else had written to the journal meanwhile."""
    CONFLICT_COPY = "conflict-copy"
    """A sync tool did, because two machines wrote to it."""
    TORN = "torn"
    """The beginning of a line whose writing was cut off."""
    DAMAGED = "damaged"
    """A damaged journal, set aside when somebody decided to go on from the lines that were whole."""


def branch(name: str, names: Iterable[str]) -> Branch | None:
    """What a file in a folder of codings is besides a journal; `names` are all that lie there."""
    if name.endswith(".torn"):
        return Branch.TORN
    if name.endswith(".damaged"):
        return Branch.DAMAGED
    if not name.endswith(JOURNAL):
        return None
    if ".fork-" in name:
        return Branch.FORK
    stems = [other.removesuffix(JOURNAL) for other in names if other.endswith(JOURNAL) and other != name]
    copied = any(name.startswith(stem) and _CONFLICT.search(name[len(stem) :]) for stem in stems)
    return Branch.CONFLICT_COPY if copied else None


def branches(vault: Vault, folder: VaultPath) -> dict[str, Branch]:
    """Every file in a folder of codings that holds lines which its journal does not, and why. For `vfi check`."""
    names = vault.list(folder)
    return {name: found for name in names if (found := branch(name, names)) is not None}
