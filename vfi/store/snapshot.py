"""The reading copy of a coding: valid JSON, one event per line, with the revision it covers. Disposable."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from vfi.core.coding import CodingHeader, Item
from vfi.core.events import Coverage
from vfi.files.vault import Vault
from vfi.store.encoding import Encoding, text_of

FORMAT = "vfi-coding-snapshot"


def snapshot_path(journal: str) -> str:
    """Where the snapshot of this journal lies."""
    return str(PurePosixPath(journal).with_suffix(".json"))


def snapshot_text(header: CodingHeader, revision: int, items: Iterable[Item], encoding: Encoding) -> str:
    """The snapshot: events by start, then what was watched."""
    everything = list(items)
    watched = sorted((item for item in everything if isinstance(item, Coverage)), key=lambda item: item.tier)
    events = sorted(
        (item for item in everything if not isinstance(item, Coverage)),
        key=lambda event: (event.start, event.tier, event.id),
    )
    head: dict[str, Any] = {
        "format": FORMAT,
        "version": 1,
        "coding": header.id,
        "coder": header.coder,
        "role": header.role.value,
        "session": header.session,
        "scheme": header.scheme,
        "revision": revision,
        "count": len(events),
    }
    return (
        f"{text_of(head)[:-1]},\n"
        f'"covered":[{_rows(watched, encoding)}],\n'
        f'"events":[{_rows(events, encoding)}]}}\n'
    )  # fmt: skip


def write_snapshot(
    vault: Vault, journal: str, header: CodingHeader, revision: int, items: Iterable[Item], encoding: Encoding
) -> None:
    """Write it beside the journal.

    Raises:
        CouldNot: the folder does not take it; the journal is the truth, so nothing is lost.
    """
    data, path = snapshot_text(header, revision, items, encoding).encode(), snapshot_path(journal)
    if not vault.exists(path) or vault.read(path) != data:  # opening and closing alone changes no file
        vault.write(path, data)


def _rows(items: list[Any], encoding: Encoding) -> str:
    rows = [text_of(value) for item in items if (value := encoding.to_json(item)) is not None]
    return "\n" + ",\n".join(rows) + "\n" if rows else ""
