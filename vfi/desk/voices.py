"""What an interpreter spoke, kept beside the deck: attached from a file, or recorded here.

Of a file only its sound is kept, as one WAV of our own: no picture, no place, no name that a telephone wrote into it.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from vfi.core.errors import BadInput, CouldNot
from vfi.desk.decks import DeckDesk
from vfi.desk.showing import VOICES
from vfi.store.decks import FOLDER

LARGEST = 50_000_000
"""Bytes: minutes of uncompressed sound, and no film by mistake."""


def voices_folder(desk: DeckDesk) -> PurePosixPath:
    """In the vault; it need not be there yet."""
    return PurePosixPath(desk.session.folder) / FOLDER / VOICES


def attach_voice(desk: DeckDesk, source: Path, which: str, language: str) -> str:
    """Keep the sound of a recording beside the deck. Decodes it: run it in a job.

    Args:
        which: the text that is spoken (`words`, `question`); with the language it names the file.

    Returns:
        The file's name, for `Voice.file`.

    Raises:
        FilmError: `voice-unreadable`. BadInput: `voice-too-large`, `voice-too-long`, `voice-empty`.
        CouldNot: it cannot be read or written.
    """
    from vfi.media.spoken import LONGEST_S, as_wav, seconds_of, spoken

    try:
        if source.stat().st_size > LARGEST:
            raise BadInput("voice-too-large", file=source.name)
        samples = spoken(source)
    except OSError as error:
        raise CouldNot("voice-not-read", file=source.name, reason=error.strerror or str(error)) from error
    seconds = seconds_of(samples)
    if not seconds:
        raise BadInput("voice-empty", file=source.name)
    if seconds > LONGEST_S:
        raise BadInput("voice-too-long", file=source.name, most=LONGEST_S)
    return keep_voice(desk, as_wav(samples), which, language)


def keep_voice(desk: DeckDesk, wav: bytes, which: str, language: str) -> str:
    """Write a recording (a WAV) beside the deck; no other one is replaced. Returns the file's name.

    Raises:
        CouldNot: it cannot be written.
    """
    vault, folder = desk.session.vault, voices_folder(desk)
    vault.make_folder(folder)
    taken = set(vault.list(folder))
    base = f"{which.replace('_', '-')}-{language.lower()}"
    names = (f"{base}{'' if n == 1 else f'-{n}'}.wav" for n in range(1, len(taken) + 2))
    name = next(name for name in names if name not in taken)
    vault.write(folder / name, wav)
    return name
