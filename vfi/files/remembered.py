"""Files with several writers (library, case, session): remember what was read, refuse to overwrite another's work."""

from __future__ import annotations

import hashlib

from vfi.core.errors import CouldNot
from vfi.files.vault import Vault, VaultPath, path_of

NOT_THERE = ""
"""The hash of a file that does not exist yet."""


def hash_of(data: bytes) -> str:
    """SHA-256 (hex)."""
    return hashlib.sha256(data).hexdigest()


def read_remembered(vault: Vault, path: VaultPath) -> tuple[bytes, str]:
    """The content and the hash to hand to `save_remembered` later.

    Raises:
        CouldNot: the file cannot be read.
    """
    data = vault.read(path)
    return data, hash_of(data)


def save_remembered(vault: Vault, path: VaultPath, data: bytes, expected: str) -> str:
    """Write if the file still is what it was when read (`expected`; NOT_THERE for a new file). Returns the new hash.

    Raises:
        CouldNot: `file-changed-meanwhile` when somebody else has written it; read again and make the change on that.
    """
    found = hash_of(vault.read(path)) if vault.exists(path) else NOT_THERE
    if found != expected:
        raise CouldNot("file-changed-meanwhile", file=path_of(path).name)
    vault.write(path, data)
    return hash_of(data)
