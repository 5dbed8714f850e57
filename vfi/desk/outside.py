"""Files that a person asks for and that lie wherever they say: tables, stills."""

from __future__ import annotations

from pathlib import Path

from vfi.core.errors import BadInput, Refused
from vfi.files.trouble import could_not
from vfi.files.vault import PlainVault
from vfi.store.libraries import place_of

_MADE_ANEW = frozenset({".csv", ".xlsx", ".png"})
"""Endings of what is made from films and codings; anything else in a library is somebody's work."""


def write_outside(path: Path, data: bytes) -> None:
    """Write a file wherever it is to lie: beside, then swapped in. A pipe or device is written into.

    Raises:
        Refused: `would-replace` when it would take the place of a film, a coding, a scheme, ... in a library.
        CouldNot: it cannot be written; what was there before is untouched.
    """
    if not path.name:
        raise BadInput("file-without-name")
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as stream:  # /dev/stdout, a named pipe: to swap it for a file would destroy it
                stream.write(data)
            return
        there = path.exists()
    except OSError as error:
        raise could_not(error, path) from error
    if there and path.suffix.lower() not in _MADE_ANEW and place_of(path.resolve()) is not None:
        raise Refused("would-replace", path=str(path))
    PlainVault(path.absolute().parent).write(path.name, data)
