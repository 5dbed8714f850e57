"""A file that is written, then read back: it is what was ordered, or it is gone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from vfi.core.errors import CouldNot
from vfi.media.writing import Progress, scaled

Encoded = TypeVar("Encoded")
Written = TypeVar("Written")

_WRITING = 0.8
"""Share of the time; reading back takes the rest."""


def write_checked(
    out: str,
    encode: Callable[[Progress], Encoded | None],
    check: Callable[[Encoded, Progress], Written | None],
    progress: Progress | None,
) -> Written | None:
    """Have `out` encoded and checked; both say None when they are cancelled, as this does then.

    The file is gone when cancelled, as it is when anything fails.

    Raises:
        CouldNot: `clip-not-written` when writing failed (disk full, folder gone), with the system's reason. What
            `encode` and `check` raise.
    """
    whole = False
    try:
        encoded = encode(scaled(progress, 0.0, _WRITING))
        if encoded is None:
            return None
        written = check(encoded, scaled(progress, _WRITING, 1.0))
        whole = written is not None
        return written
    except OSError as failure:  # av's errors are OSErrors with the system's reason
        raise CouldNot("clip-not-written", reason=failure.strerror or str(failure)) from failure
    finally:
        if not whole:
            Path(out).unlink(missing_ok=True)
