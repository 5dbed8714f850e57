"""Write beside, then swap: after a crash there is the old content or the new one, never a half."""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

TEMPORARY = ".vfi-tmp"
"""How the names of half-written files end; anything of that name is rubbish."""

_WINDOWS = os.name == "nt"
_TRIES = 40
_PAUSE = 0.05


def sync(descriptor: int) -> None:
    """Return when what was written to this open file is on the disk itself (OSError when it is not)."""
    if sys.platform == "darwin":
        import fcntl

        # fsync on macOS leaves the data in the drive's own memory; some network volumes know no F_FULLFSYNC
        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Make names in this folder durable. Windows has no such call; some network volumes refuse it."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def beside(path: Path) -> Path:
    """A new name in the same folder (so that the swap stays on one volume)."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}{TEMPORARY}")


def replace_file(new: Path, path: Path) -> None:
    """Put `new` in the place of `path` in one step."""
    patiently(lambda: os.replace(new, path))  # noqa: PTH105 - says in one word that it replaces


def patiently(step: Callable[[], None]) -> None:
    """On Windows try again for two seconds while a virus scanner or indexer holds the file; elsewhere try once."""
    for _ in range(_TRIES if _WINDOWS else 0):
        try:
            return step()
        except PermissionError:
            time.sleep(_PAUSE)
    return step()


def write_whole(path: Path, fill: Callable[[BinaryIO], None]) -> None:
    """Let `fill` write a new file and swap it in; the old one stays untouched when anything fails.

    Raises:
        OSError: what the system says; no temporary file is left then.
    """
    temporary = beside(path)
    try:
        with temporary.open("xb") as stream:
            fill(stream)
            stream.flush()
            sync(stream.fileno())
        replace_file(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)
