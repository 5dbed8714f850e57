"""The vault: every read and write of a library file passes it, so that one day it can be encrypted."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from vfi.core.case import Fingerprint
from vfi.core.errors import Refused
from vfi.files import copying, durable
from vfi.files.trouble import could_not

VaultPath = str | os.PathLike[str]
"""A path inside the vault: relative to its root, or absolute and below it."""


@dataclass(frozen=True, slots=True)
class FileState:
    """What tells cheaply whether a file is still the one we wrote."""

    length: int
    """Bytes of plain content."""
    identity: tuple[int, int]
    """Device and file number: another one means that the file was swapped for another."""


class Appender(Protocol):
    """A file open for adding at its end, unbuffered: what `write` took survives a killed process.

    Its methods raise OSError as the system gives it: the journal, which uses it, decides what each means.
    """

    def write(self, data: bytes) -> int:
        """Add at the end; returns how many bytes were taken (fewer when the disk is full)."""

    def sync(self) -> None:
        """Return when all that was written is on the disk. May be called while another thread writes."""

    def truncate(self, length: int) -> None:
        """Cut what is behind this many bytes."""

    def state(self) -> FileState:
        """Length and identity of the open file."""

    def close(self) -> None: ...


class Vault(Protocol):
    """A library's files. Paths outside its root are refused (`path-outside-library`).

    Every method raises CouldNot (`disk-full`, `no-permission`, `file-missing`, `file-trouble`) with the system's
    OSError as its cause.
    """

    @property
    def root(self) -> Path: ...

    def read(self, path: VaultPath) -> bytes:
        """All of a file's content."""

    def write(self, path: VaultPath, data: bytes) -> None:
        """Swap in new content, durably: on return it is on the disk; on failure the old content is untouched."""

    def appender(self, path: VaultPath) -> Appender:
        """Open an existing file for adding at its end."""

    def create(self, path: VaultPath) -> Appender:
        """Make a new empty file (`file-exists` when there is one) and open it for adding; not synced."""

    def state(self, path: VaultPath) -> FileState | None:
        """Length and identity of the file of this name; None when there is none."""

    def exists(self, path: VaultPath) -> bool: ...

    def is_folder(self, path: VaultPath) -> bool: ...

    def list(self, path: VaultPath) -> list[str]:
        """The names in a folder in order, without half-written files."""

    def make_folder(self, path: VaultPath) -> None:
        """Make a folder and those above it; one that exists is left."""

    def rename(self, old: VaultPath, new: VaultPath) -> None:
        """Give a file or folder another name; an existing file of the new name is replaced."""

    def delete(self, path: VaultPath) -> None:
        """Delete a file, or a folder with all that is in it; what is not there is no error."""

    def local_path(self, path: VaultPath) -> Path:
        """Where a film can be opened by libraries that take no stream."""

    def copy_in(
        self,
        source: Path,
        path: VaultPath,
        *,
        progress: Callable[[float], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Fingerprint | None:
        """Copy a film into the vault, read the copy back and compare it with what was read from the source.

        `progress` gets 0.0 .. 1.0. Returns the copy's fingerprint, or None when cancelled. No half file is left.

        Raises:
            CouldNot: `copy-differs` when the copy is not what was read, besides the usual ones.
        """


class PlainVault:
    """A folder of ordinary files. Not encrypted."""

    def __init__(self, root: Path) -> None:
        self._root = Path(os.path.realpath(root))

    @property
    def root(self) -> Path:
        return self._root

    def _at(self, path: VaultPath) -> Path:
        # links are followed for the check: a link out of the library would carry its files outside
        whole = Path(os.path.realpath(self._root / path))
        if whole != self._root and self._root not in whole.parents:
            raise Refused("path-outside-library", path=str(path))
        return whole

    def read(self, path: VaultPath) -> bytes:
        try:
            return self._at(path).read_bytes()
        except OSError as error:
            raise could_not(error, path_of(path)) from error

    def write(self, path: VaultPath, data: bytes) -> None:
        try:
            durable.write_whole(self._at(path), lambda stream: _all(stream.write(data), data))
        except OSError as error:
            raise could_not(error, path_of(path)) from error

    def appender(self, path: VaultPath) -> Appender:
        try:
            return PlainAppender(self._at(path))
        except OSError as error:
            raise could_not(error, path_of(path)) from error

    def create(self, path: VaultPath) -> Appender:
        try:
            return PlainAppender(self._at(path), new=True)
        except OSError as error:
            raise could_not(error, path_of(path)) from error

    def state(self, path: VaultPath) -> FileState | None:
        try:
            return _state(self._at(path).stat())
        except FileNotFoundError:
            return None
        except OSError as error:
            raise could_not(error, path_of(path)) from error

    def exists(self, path: VaultPath) -> bool:
        return _asked(self._at(path).exists, path)

    def is_folder(self, path: VaultPath) -> bool:
        return _asked(self._at(path).is_dir, path)

    def list(self, path: VaultPath) -> list[str]:
        try:
            return sorted(
                entry.name for entry in self._at(path).iterdir() if not entry.name.endswith(durable.TEMPORARY)
            )
        except OSError as error:
            raise could_not(error, path_of(path)) from error

    def make_folder(self, path: VaultPath) -> None:
        try:
            folder = self._at(path)
            if not folder.is_dir():
                folder.mkdir(parents=True, exist_ok=True)
                durable.sync_folder(folder.parent)
        except OSError as error:
            raise could_not(error, path_of(path)) from error

    def rename(self, old: VaultPath, new: VaultPath) -> None:
        try:
            source, target = self._at(old), self._at(new)
            durable.replace_file(source, target)
            durable.sync_folder(target.parent)
        except OSError as error:
            raise could_not(error, path_of(old)) from error

    def delete(self, path: VaultPath) -> None:
        try:
            whole = self._at(path)
            if whole == self._root:
                raise Refused("path-outside-library", path=str(path))
            if whole.is_dir():
                durable.patiently(lambda: shutil.rmtree(whole))
            else:
                durable.patiently(lambda: whole.unlink(missing_ok=True))
            with contextlib.suppress(FileNotFoundError):
                durable.sync_folder(whole.parent)
        except OSError as error:
            raise could_not(error, path_of(path)) from error

    def local_path(self, path: VaultPath) -> Path:
        return self._at(path)

    def copy_in(
        self,
        source: Path,
        path: VaultPath,
        *,
        progress: Callable[[float], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Fingerprint | None:
        return copying.copy_checked(source, self._at(path), progress=progress, cancelled=cancelled)


class PlainAppender:
    """An ordinary file, open for adding, with nothing buffered in this process."""

    def __init__(self, path: Path, *, new: bool = False) -> None:
        flags = os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0)
        self._descriptor = os.open(path, flags | (os.O_CREAT | os.O_EXCL if new else 0), 0o666)

    def write(self, data: bytes) -> int:
        return os.write(self._descriptor, data)

    def sync(self) -> None:
        durable.sync(self._descriptor)

    def truncate(self, length: int) -> None:
        os.ftruncate(self._descriptor, length)

    def state(self) -> FileState:
        return _state(os.fstat(self._descriptor))

    def close(self) -> None:
        os.close(self._descriptor)


def write_all(file: Appender, data: bytes) -> None:
    """Add all of `data`, however little is taken at a time; OSError (ENOSPC) when nothing more is taken."""
    while data:
        taken = file.write(data)
        if taken == 0:
            raise OSError(errno.ENOSPC, "nothing was taken")
        data = data[taken:]


def path_of(path: VaultPath) -> Path:
    """The path as given, for messages."""
    return Path(path)


def _asked(question: Callable[[], bool], path: VaultPath) -> bool:
    """The answer; a folder that may not be looked into gives none, which is not the same as no."""
    try:
        return question()
    except OSError as error:
        raise could_not(error, path_of(path)) from error


def _state(found: os.stat_result) -> FileState:
    return FileState(found.st_size, (found.st_dev, found.st_ino))


def _all(taken: int, data: bytes) -> None:
    if taken != len(data):
        raise OSError("not everything was written")
