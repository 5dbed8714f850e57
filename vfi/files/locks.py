"""One writer at a time: a lock that the system keeps, and beside it a note that says who holds it."""

from __future__ import annotations

import contextlib
import json
import os
import platform
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from filelock import FileLock, Timeout

from vfi.core.errors import VfiError
from vfi.files.trouble import could_not
from vfi.files.vault import Vault, VaultPath, path_of


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has something open for writing."""

    host: str
    process: int
    since: str
    """UTC, ISO 8601 with Z."""
    who: str
    """The coder."""


UNKNOWN = Holder(host="?", process=0, since="?", who="?")
"""Somebody whose note cannot be read."""


class Lock:
    """Held from its making until `release`. Made by `take`."""

    def __init__(self, vault: Vault, note: str, lock: FileLock) -> None:
        self._vault = vault
        self._note = note
        self._lock = lock

    def release(self) -> None:
        """Give it back. A folder that is gone meanwhile is no reason to fail."""
        with contextlib.suppress(VfiError, OSError):
            self._vault.delete(self._note)
        # `<path>.lock` stays, empty: who waits may have opened it already and would then hold a lock on a file without
        # a name, while the next one makes and locks a new file of this name: two writers. To look at the number of
        # links afterwards is not enough, for a network share gives a deleted open file another name (and filelock
        # took its deleting back for this: https://github.com/tox-dev/filelock/issues/574).
        with contextlib.suppress(OSError):
            self._lock.release()


def take(
    vault: Vault, path: VaultPath, who: str, *, take_over: bool = False, host: str = "", now: datetime | None = None
) -> Lock | Holder:
    """Lock a file for writing, or say who holds it.

    Two notes lie beside the file: `<path>.lock`, which the system locks and lets go when the process dies, and
    `<path>.lock.json`, which a person can read. Programs on one machine are kept apart by the first alone: a note left
    by a dead process of this machine is taken over. Machines that share the folder through a sync tool or a share
    without locks are kept apart by the note: one from another machine counts as held, until a person who knows better
    says `take_over`.

    Raises:
        CouldNot: the folder cannot be written (`no-permission`, `file-missing`, `disk-full`, `file-trouble`).
    """
    host = host or platform.node()
    note = f"{os.fspath(path)}.lock.json"
    # not bound to this thread: the one that closes may be another
    lock = FileLock(vault.local_path(f"{os.fspath(path)}.lock"), thread_local=False)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return _holder(vault, note) or UNKNOWN
    except OSError as error:
        raise could_not(error, path_of(path)) from error
    try:
        holder = _holder(vault, note)
        if holder is not None and holder.host != host and not take_over:
            lock.release()
            return holder
        since = (now or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")
        mine = Holder(host=host, process=os.getpid(), since=since, who=who)
        vault.write(note, (json.dumps(asdict(mine), ensure_ascii=False) + "\n").encode())
    except BaseException:
        lock.release(force=True)
        raise
    return Lock(vault, note, lock)


def _holder(vault: Vault, note: str) -> Holder | None:
    """Whoever wrote the note; None when there is none, or a torn one (its writer died while writing)."""
    try:
        found = json.loads(vault.read(note))
        return Holder(
            host=str(found["host"]), process=int(found["process"]), since=str(found["since"]), who=str(found["who"])
        )
    except (VfiError, ValueError, KeyError, TypeError):
        return None
