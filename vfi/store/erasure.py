"""Erasing text that should never have been typed (a name in a comment): from every line, with a line that says so."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from vfi.core.coding import ItemKey
from vfi.core.errors import VfiError
from vfi.core.events import CodeId, EventId, TierId
from vfi.core.scheme import ModifierKind, Scheme
from vfi.files.vault import Vault
from vfi.store.chain import hash_of, parse
from vfi.store.encoding import Encoding, text_of
from vfi.store.joining import Branch, branches

ERASE_LABEL = "erase-text"

ERASED = "[erased]"
"""What stands where text was. A view shows it in its own language."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What an erasure did."""

    fields: int
    """How many texts (the comment of an event counts once, however often it was edited)."""
    keys: frozenset[ItemKey]
    """What changed in the coding."""
    left: tuple[str, ...]
    """Names of files beside the journal that may still hold the text, because they could not be rewritten."""


@dataclass(slots=True)
class Eraser:
    """Takes the comments and typed details of some events (None: of all) out of journals."""

    scheme: Scheme
    events: Collection[EventId] | None
    found: set[tuple[EventId, str]] = field(default_factory=set)
    """(event, field) of every text that was taken out."""

    def rewrite(self, content: bytes) -> bytes:
        """The journal without the texts, its chain made anew. `content` must be sound and end in a line's end."""
        header, *lines = content[:-1].split(b"\n")
        written = [header]
        for line in lines:
            value = json.loads(line)
            for pair in value.get("edits", ()):
                for item in pair:
                    if item is not None and "id" in item and (self.events is None or item["id"] in self.events):
                        self._erase(item)
            value["prev"] = hash_of(written[-1])
            written.append(text_of(value).encode())
        return b"\n".join(written) + b"\n"

    def _erase(self, item: dict[str, Any]) -> None:
        id = EventId(item["id"])
        if item.get("comment"):
            item["comment"] = ERASED
            self.found.add((id, "comment"))
        code = self.scheme.code(TierId(item["tier"]), CodeId(item["code"]))
        kinds = {modifier.id: modifier.kind for modifier in code.modifiers} if code is not None else {}
        for name in item.get("modifiers", {}):
            # what the scheme does not know may have been typed
            if kinds.get(name, ModifierKind.TEXT) is ModifierKind.TEXT:
                item["modifiers"][name] = ERASED
                self.found.add((id, name))


def erase_beside(vault: Vault, journal: str, eraser: Eraser) -> tuple[str, ...]:
    """Do the same in the branches of a journal, and delete its torn tails. Returns the names that were left."""
    folder, stem = PurePosixPath(journal).parent, PurePosixPath(journal).stem
    left = []
    for name, kind in branches(vault, folder).items():
        if not name.startswith(stem):
            continue
        try:
            if kind is Branch.TORN:
                vault.delete(folder / name)
                continue
            content = parse(vault.read(folder / name), Encoding(), name).sound
            vault.write(folder / name, eraser.rewrite(content))
        except VfiError:
            left.append(name)
    return tuple(left)
