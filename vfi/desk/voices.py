"""What an interpreter spoke, kept beside the deck: attached from a file, or recorded here."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from vfi.core.errors import BadInput, CouldNot
from vfi.desk.decks import DeckDesk
from vfi.desk.showing import VOICES
from vfi.files.names import is_name
from vfi.store.decks import FOLDER

LARGEST = 50_000_000
"""Bytes: five minutes of uncompressed sound, and no film by mistake."""


def voices_folder(desk: DeckDesk) -> PurePosixPath:
    """In the vault; it need not be there yet."""
    return PurePosixPath(desk.session.folder) / FOLDER / VOICES


def attach_voice(desk: DeckDesk, source: Path, which: str, language: str) -> str:
    """Copy a recording beside the deck. Decodes it to know that it can be heard: run it in a job.

    Args:
        which: the text that is spoken (`words`, `question`); with the language it names the file.

    Returns:
        The file's name, for `Voice.file`.

    Raises:
        FilmError: `voice-unreadable`. BadInput: `voice-too-large`. CouldNot: it cannot be read or written.
    """
    from vfi.media.spoken import spoken

    try:
        if source.stat().st_size > LARGEST:
            raise BadInput("voice-too-large", file=source.name)
        spoken(source)
        data = source.read_bytes()
    except OSError as error:
        raise CouldNot("voice-not-read", file=source.name, reason=error.strerror or str(error)) from error
    return keep_voice(desk, data, source.suffix, which, language)


def keep_voice(desk: DeckDesk, data: bytes, ending: str, which: str, language: str) -> str:
    """Write a recording beside the deck; no other one is replaced. Returns the file's name.

    Raises:
        CouldNot: it cannot be written.
    """
    vault, folder = desk.session.vault, voices_folder(desk)
    vault.make_folder(folder)
    taken = set(vault.list(folder))
    ending = ending.lower().lstrip(".")
    ending = ending if is_name(ending) else "wav"
    base = f"{which.replace('_', '-')}-{language.lower()}"
    names = (f"{base}{'' if n == 1 else f'-{n}'}.{ending}" for n in range(1, len(taken) + 2))
    name = next(name for name in names if name not in taken)
    vault.write(folder / name, data)
    return name
