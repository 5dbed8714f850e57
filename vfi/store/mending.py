"""Keeping what is whole of a damaged journal, when a person says so; the damaged file itself is kept too."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import PurePosixPath

from vfi.core.errors import CouldNot, FileDamaged
from vfi.core.scheme import NO_SCHEME
from vfi.files.locks import Holder, take
from vfi.files.vault import Vault, VaultPath
from vfi.store.chain import parse, replay
from vfi.store.durability import JournalSettings
from vfi.store.encoding import Encoding
from vfi.store.joining import name_beside, stamp


@dataclass(frozen=True, slots=True)
class Mended:
    """What was kept."""

    kept: int
    """Revisions that are still in the coding."""
    lost: int
    """Lines that are now only in the file set aside."""
    aside: str
    """Its name."""


def keep_whole_lines(vault: Vault, path: VaultPath, who: str, settings: JournalSettings) -> Mended:
    """Set the damaged file aside and go on from the lines before the first damaged one.

    Nothing in the program calls this by itself: a backup may have the lines that this gives up.

    Raises:
        FileDamaged: `journal-no-header`, when not even the first line is whole.
        CouldNot: `coding-open-elsewhere`, or the folder does not take it.
    """
    journal = PurePosixPath(path)
    held = take(vault, path, who, host=settings.host, now=settings.now())
    if isinstance(held, Holder):
        raise CouldNot("coding-open-elsewhere", file=journal.name, **asdict(held))
    try:
        data = vault.read(path)
        lines = data.split(b"\n")
        whole, kept = _whole(data, journal.name)
        aside = name_beside(vault, path, stamp(settings.now()), ".damaged")
        vault.write(journal.with_name(aside), data)
        vault.write(path, whole)
        return Mended(kept=kept, lost=len([line for line in lines if line]) - 1 - kept, aside=aside)
    finally:
        held.release()


def _whole(data: bytes, file: str) -> tuple[bytes, int]:
    while True:
        try:
            parsed = parse(data, Encoding(), file)
            replay(parsed.header, NO_SCHEME, parsed.lines, file)
        except FileDamaged as damage:
            line = damage.values.get("line")
            if not isinstance(line, int) or line < 2:
                raise FileDamaged("journal-no-header", file=file) from damage
            data = b"\n".join(data.split(b"\n")[: line - 1]) + b"\n"
        else:
            return parsed.sound, len(parsed.lines)
