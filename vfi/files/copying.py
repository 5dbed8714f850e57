"""Copying a film off a phone or a card: checked against what was read, and never half."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from pathlib import Path

from vfi.core.case import Fingerprint
from vfi.core.errors import CouldNot
from vfi.files import durable
from vfi.files.fingerprint import fingerprint
from vfi.files.trouble import could_not

_CHUNK = 4 * 1024 * 1024


class _Cancelled(Exception):
    pass


def copy_checked(
    source: Path,
    target: Path,
    *,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Fingerprint | None:
    """Copy `source` to `target`, read the copy back, compare, and only then give it its name.

    `progress` gets 0.0 .. 1.0 (copying is the first half, reading back the second). Returns the copy's fingerprint,
    or None when `cancelled` said so. An existing target is left as it was unless all went well.

    Raises:
        CouldNot: `copy-differs` when what was written is not what was read; `film-changed-while-copying` when the
            source's size changed; `disk-full`, `no-permission`, `file-missing`, `file-trouble`.
    """
    temporary = durable.beside(target)
    try:
        return _copy(source, target, temporary, progress or (lambda share: None), cancelled or (lambda: False))
    except _Cancelled:
        return None
    except OSError as error:
        # which of the two files it was about: the system names it when it was one of them
        about = source if error.filename is not None and Path(error.filename) == source else target
        raise could_not(error, about) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _copy(
    source: Path, target: Path, temporary: Path, progress: Callable[[float], None], cancelled: Callable[[], bool]
) -> Fingerprint:
    size = source.stat().st_size
    read, done = hashlib.sha256(), 0

    def step(chunk: bytes) -> None:
        nonlocal done
        if cancelled():
            raise _Cancelled
        done += len(chunk)
        progress(min(1.0, done / (2 * size)) if size else 1.0)

    with source.open("rb") as stream, temporary.open("xb") as copy:
        while chunk := stream.read(_CHUNK):
            copy.write(chunk)
            read.update(chunk)
            step(chunk)
            if done > size:  # a camera that goes on writing would keep us here for ever
                raise CouldNot("film-changed-while-copying", file=source.name)
        copy.flush()
        durable.sync(copy.fileno())
    if done < size:
        raise CouldNot("film-changed-while-copying", file=source.name)
    written = hashlib.sha256()
    with temporary.open("rb") as back:
        while chunk := back.read(_CHUNK):
            written.update(chunk)
            step(chunk)
    if written.digest() != read.digest():
        raise CouldNot("copy-differs", file=source.name)
    durable.replace_file(temporary, target)
    durable.sync_folder(target.parent)
    return fingerprint(target)
