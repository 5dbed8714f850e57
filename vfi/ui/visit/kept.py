"""The visit that was made ready: which deck the next start opens, and the hash of the PIN, in the settings folder.

While this file is there, vfi opens nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from vfi.core.errors import FileDamaged
from vfi.files import durable
from vfi.files.trouble import could_not
from vfi.ui.settings import default_settings_file
from vfi.ui.visit.pins import Pin


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyVisit:
    """What was made ready."""

    deck: Path
    """The deck's file."""
    pin: Pin
    who: str
    """Who sits with the family, for the audit file."""


class KeptVisit:
    """Reads, writes and takes away the file."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or default_settings_file().with_name("visit.json")

    def read(self) -> ReadyVisit | None:
        """The visit that was made ready; None when there is none.

        Raises:
            FileDamaged: `visit-unreadable`: then nothing at all must be opened, a family may be in the room.
        """
        try:
            raw = json.loads(self.path.read_text(encoding="utf-8"))
            pin = Pin(str(raw["pin"]["salt"]), str(raw["pin"]["hash"]))
            if not pin.whole:
                raise ValueError("no PIN could ever open this")
            return ReadyVisit(deck=Path(str(raw["deck"])), pin=pin, who=str(raw.get("who", "")))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise FileDamaged("visit-unreadable", path=str(self.path)) from error

    def keep(self, visit: ReadyVisit) -> None:
        """From now on the next start opens this.

        Raises:
            CouldNot: it cannot be written.
        """
        value = {
            "deck": str(visit.deck),
            "who": visit.who,
            "pin": {"kind": "scrypt", "salt": visit.pin.salt, "hash": visit.pin.hash},
        }

        def fill(stream: BinaryIO) -> None:
            stream.write((json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode())

        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            durable.write_whole(self.path, fill)
        except OSError as error:
            raise could_not(error, self.path) from error

    def clear(self) -> None:
        """The visit is over.

        Raises:
            CouldNot: it cannot be taken away.
        """
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise could_not(error, self.path) from error


def wanted_visit(words: Sequence[str], kept: KeptVisit) -> ReadyVisit | Path | FileDamaged | None:
    """What this start must open: the visit that was made ready, whatever else was asked for; else a deck that was
    clicked or named. None: the window with its rooms. `FileDamaged`: nothing at all."""
    try:
        ready = kept.read()
    except FileDamaged as damaged:
        return damaged
    if ready is not None:
        return ready
    if len(words) == 1 and not words[0].startswith("-") and Path(words[0]).exists():
        return Path(words[0])
    return None
