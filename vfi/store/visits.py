"""decks/<deck>.visits/<day>-<n>.jsonl: one shared review, line by line as it went; a killed program loses nothing.

Line 0 is the head; each line after it is a remark as it stands from then on: a later line of the same number replaces
an earlier one. Words that the parent strikes are really gone: the file is then written anew without them.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from vfi.core.deck import ItemId
from vfi.core.errors import CouldNot, FileDamaged
from vfi.core.time import Ns
from vfi.core.visit import Remark, RemarkKind, Visit
from vfi.files.trouble import could_not
from vfi.files.vault import Appender, Vault, VaultPath, path_of, write_all
from vfi.store.decks import FOLDER
from vfi.store.durability import time_text, utc_now
from vfi.store.encoding import text_of

FORMAT = "vfi-visit"
VERSION = 1
ENDING = ".jsonl"


def visit_paths(vault: Vault, session: VaultPath, deck: str) -> list[str]:
    """The visits of a deck, the oldest first."""
    folder = _folder(session, deck)
    if not vault.is_folder(folder):
        return []
    return [f"{folder}/{name}" for name in vault.list(folder) if name.endswith(ENDING)]


def begin_visit(
    vault: Vault, session: VaultPath, deck: str, *, who: str, now: Callable[[], datetime] = utc_now
) -> tuple[str, Visit]:
    """Make the file of a visit that begins now. Returns its path and the visit.

    Raises:
        CouldNot: it cannot be written.
    """
    folder = _folder(session, deck)
    vault.make_folder(folder)
    moment = now()
    taken = set(vault.list(folder))
    number = next(n for n in range(1, len(taken) + 2) if f"{moment.date().isoformat()}-{n}{ENDING}" not in taken)
    path = f"{folder}/{moment.date().isoformat()}-{number}{ENDING}"
    visit = Visit(deck=deck, started=time_text(moment), who=who)
    vault.write(path, _head(visit))
    return path, visit


def read_visit(vault: Vault, path: VaultPath) -> Visit:
    """Read a visit; a last line whose writing was cut off is passed over.

    Raises:
        FileDamaged: `visit-line-unreadable` with `line` (from 1). CouldNot: it cannot be read.
    """
    lines = vault.read(path).split(b"\n")[:-1]
    head = _value(lines[0]) if lines else None
    if head is None or head.get("format") != FORMAT:
        raise FileDamaged("visit-line-unreadable", path=str(path), line=1)
    visit = Visit(deck=str(head.get("deck", "")), started=str(head.get("started", "")), who=str(head.get("who", "")))
    for number, line in enumerate(lines[1:], 2):
        remark = _remark(line)
        if remark is None:
            raise FileDamaged("visit-line-unreadable", path=str(path), line=number)
        visit = visit.with_remark(remark)
    return visit


class VisitFile:
    """The open file of a visit. `add` writes at once, `sync` (slow: not on the window's thread) makes it safe."""

    def __init__(self, vault: Vault, path: str) -> None:
        self._vault = vault
        self.path = path
        self._file: Appender = vault.appender(path)
        whole = vault.read(path)
        if not whole.endswith(b"\n"):  # the last mark was cut off by a power cut: the next must not stand behind it
            self._file.truncate(whole.rfind(b"\n") + 1)
        self._length = whole.rfind(b"\n") + 1
        """Bytes of whole lines."""

    def add(self, remark: Remark) -> None:
        """Add a remark, or what it is now.

        Raises:
            CouldNot: it cannot be written; nothing of it stays in the file.
        """
        line = _line(remark)
        try:
            write_all(self._file, line)
        except OSError as error:
            with contextlib.suppress(OSError):  # a full disk took half a line: the next must not stand behind it
                self._file.truncate(self._length)
            raise could_not(error, path_of(self.path)) from error
        self._length += len(line)

    def sync(self) -> None:
        """Return when all that was added is on the disk.

        Raises:
            CouldNot: it cannot be made safe.
        """
        try:
            self._file.sync()
        except OSError as error:
            raise could_not(error, path_of(self.path)) from error

    def write_anew(self, visit: Visit) -> None:
        """The whole visit as it stands now, and nothing that was there before.

        Raises:
            CouldNot: it cannot be written; the old file is untouched then.
        """
        whole = _head(visit) + b"".join(_line(remark) for remark in visit.remarks)
        self._file.close()
        try:
            self._vault.write(self.path, whole)
            self._length = len(whole)
        finally:
            self._file = self._vault.appender(self.path)

    def close(self) -> None:
        with contextlib.suppress(CouldNot):  # what was written survives the program; a power cut could still take it
            self.sync()
        self._file.close()


def _folder(session: VaultPath, deck: str) -> str:
    return (PurePosixPath(path_of(session).as_posix()) / FOLDER / f"{deck}.visits").as_posix()


def _head(visit: Visit) -> bytes:
    head = {"format": FORMAT, "version": VERSION, "deck": visit.deck, "started": visit.started, "who": visit.who}
    return text_of(head).encode() + b"\n"


def _line(remark: Remark) -> bytes:
    value: dict[str, Any] = {
        "n": remark.number,
        "kind": str(remark.kind),
        "item": remark.item,
        "at_ns": None if remark.at is None else int(remark.at),
        "since_start_ns": int(remark.since_start),
    }
    if remark.words:
        value["words"] = remark.words
    if remark.struck:
        value["struck"] = True
    return text_of(value).encode() + b"\n"


def _remark(line: bytes) -> Remark | None:
    value = _value(line)
    try:
        if value is None:
            return None
        return Remark(
            number=int(value["n"]),
            kind=RemarkKind(value["kind"]),
            item=ItemId(str(value["item"])),
            at=None if value.get("at_ns") is None else Ns(int(value["at_ns"])),
            since_start=Ns(int(value["since_start_ns"])),
            words=str(value.get("words", "")),
            struck=value.get("struck") is True,
        )
    except (KeyError, TypeError, ValueError):
        return None


def _value(line: bytes) -> Mapping[str, Any] | None:
    try:
        value = json.loads(line)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None
