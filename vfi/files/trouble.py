"""What the system says when a file cannot be used, as an error that a person can act on."""

from __future__ import annotations

import errno
from pathlib import PurePath

from vfi.core.errors import CouldNot

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG}) if hasattr(errno, "EDQUOT") else frozenset({errno.ENOSPC})
"""No room is left; what is there stays readable."""

FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
"""Reading may go, writing may not."""

MISSING = frozenset({errno.ENOENT, errno.ENOTDIR})


def could_not(error: OSError, path: str | PurePath) -> CouldNot:
    """`disk-full`, `no-permission`, `file-missing`, `file-exists`, or `file-trouble` with the system's words."""
    name = PurePath(path).name
    if error.errno in FULL:
        return CouldNot("disk-full", file=name)
    if error.errno in FORBIDDEN:
        return CouldNot("no-permission", file=name)
    if error.errno in MISSING:
        return CouldNot("file-missing", file=name)
    if error.errno == errno.EEXIST:
        return CouldNot("file-exists", file=name)
    return CouldNot("file-trouble", file=name, why=error.strerror or type(error).__name__)
