"""Where edits go when the library's folder stops answering: the user's own protected folder on this machine."""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import platformdirs

from vfi.core.errors import VfiError
from vfi.files.vault import Appender, PlainVault, Vault, write_all


@dataclass(frozen=True, slots=True)
class Waiting:
    """A journal that waits here until its folder answers again."""

    name: str
    home: str
    """Where it belongs."""
    since: str


class EmergencyFolder:
    """Whole copies of journals, each going on where the one in the library stopped.

    A copy is named after the coding and the place where it belongs, so that it is found when that is opened again.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def of_user(cls) -> EmergencyFolder:
        """The one of the person who is logged in."""
        return cls(platformdirs.user_data_path("vfi", appauthor=False) / "emergency")

    def begin(self, home: Path, content: bytes) -> Appender:
        """Start a copy that holds `content` so far; not synced yet.

        Raises:
            OSError, CouldNot: there is no place here either.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)  # nobody else on this machine reads about a family
        vault = PlainVault(self.folder)
        vault.delete(self._name(home))
        file = vault.create(self._name(home))
        try:
            write_all(file, content)
        except OSError:
            file.close()
            raise
        return file

    def describe(self, home: Path, since: str) -> None:
        """Leave a note for a person who finds the copy."""
        note = json.dumps({"home": str(home), "since": since}, ensure_ascii=False) + "\n"
        PlainVault(self.folder).write(self._name(home) + ".where", note.encode())

    def content(self, home: Path) -> bytes | None:
        """What a program that ended while the folder was away has left for this journal."""
        if not (self.folder / self._name(home)).exists():
            return None
        return PlainVault(self.folder).read(self._name(home))

    def clear(self, home: Path) -> None:
        """The lines are back where they belong."""
        with contextlib.suppress(VfiError):
            if self.folder.is_dir():
                PlainVault(self.folder).delete(self._name(home))
                PlainVault(self.folder).delete(self._name(home) + ".where")

    def waiting(self) -> tuple[Waiting, ...]:
        """Every journal that waits here for its folder."""
        if not self.folder.is_dir():
            return ()
        vault = PlainVault(self.folder)
        found = []
        for name in vault.list(""):
            if name.endswith(".jsonl"):
                home, since = _described(vault, name)
                found.append(Waiting(name, home, since))
        return tuple(found)

    def _name(self, home: Path) -> str:
        place = hashlib.sha256(str(home).encode()).hexdigest()[:12]
        return f"{PurePosixPath(home.name).stem}.{place}.jsonl"


def _described(vault: Vault, name: str) -> tuple[str, str]:
    try:
        note = json.loads(vault.read(f"{name}.where"))
        return str(note["home"]), str(note["since"])
    except (VfiError, ValueError, KeyError, TypeError):
        return "?", "?"
