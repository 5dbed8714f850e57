"""A disk that fails when it is told to, and that forgets what was not synced when the power goes."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from vfi.core.case import Fingerprint
from vfi.files.trouble import could_not
from vfi.files.vault import Appender, FileState, PlainVault, VaultPath


@dataclass
class Fault:
    """One planned trouble: which operation (`write`, `sync`, `truncate`, `swap`, `open`, `state`), which error."""

    operation: str
    number: int
    times: int = 1
    """How often; -1 for always."""
    taken: int = 0
    """Bytes that a failing `write` still takes: the disk becomes full in the middle of a line."""


class FaultVault(PlainVault):
    """A plain vault over real files. What the disk itself holds is kept beside, byte for byte, in `on_disk`."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.faults: list[Fault] = []
        self.syncs = 0
        self.on_disk: dict[Path, bytes] = {}

    def plan(self, operation: str, number: int, *, times: int = 1, taken: int = 0) -> None:
        self.faults.append(Fault(operation, number, times, taken))

    def heal(self) -> None:
        self.faults.clear()

    def vanish(self) -> None:
        """The share is gone: every operation fails until `heal`."""
        for operation in ("write", "sync", "truncate", "swap", "open", "state", "read", "list"):
            self.plan(operation, errno.EIO, times=-1)

    def power_cut(self, torn: int = 0) -> None:
        """Every file again as the disk has it, with the first `torn` of the bytes that were not synced."""
        for path, content in self.on_disk.items():
            shown = path.read_bytes()
            lost = shown[len(content) :] if shown.startswith(content) else b""
            path.write_bytes(content + lost[:torn])

    def trouble(self, operation: str) -> Fault | None:
        for fault in self.faults:
            if fault.operation == operation and fault.times != 0:
                fault.times -= 1
                return fault
        return None

    def check(self, operation: str, path: VaultPath) -> None:
        if (fault := self.trouble(operation)) is not None:
            error = OSError(fault.number, "planned trouble")
            raise could_not(error, str(path)) from error

    def read(self, path: VaultPath) -> bytes:
        self.check("read", path)
        return super().read(path)

    def write(self, path: VaultPath, data: bytes) -> None:
        self.check("swap", path)
        super().write(path, data)
        self.on_disk[self.local_path(path)] = data

    def appender(self, path: VaultPath) -> Appender:
        self.check("open", path)
        return FaultFile(self, super().appender(path), self.local_path(path))

    def state(self, path: VaultPath) -> FileState | None:
        self.check("state", path)
        return super().state(path)

    def list(self, path: VaultPath) -> list[str]:
        self.check("list", path)
        return super().list(path)

    def copy_in(
        self,
        source: Path,
        path: VaultPath,
        *,
        progress: Callable[[float], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Fingerprint | None:
        self.check("swap", path)
        return super().copy_in(source, path, progress=progress, cancelled=cancelled)


@dataclass
class FaultFile:
    """A file of a FaultVault."""

    vault: FaultVault
    file: Appender
    path: Path
    closed: bool = field(default=False)

    def write(self, data: bytes) -> int:
        fault = self.vault.trouble("write")
        if fault is None:
            return self.file.write(data)
        if fault.taken:
            # as the system does it: first fewer bytes than asked for, then the error
            self.vault.faults.insert(0, Fault("write", fault.number))
            return self.file.write(data[: fault.taken])
        raise OSError(fault.number, "planned trouble")

    def sync(self) -> None:
        if (fault := self.vault.trouble("sync")) is not None:
            raise OSError(fault.number, "planned trouble")
        shown = self.path.read_bytes()
        self.file.sync()
        self.vault.on_disk[self.path] = shown
        self.vault.syncs += 1

    def truncate(self, length: int) -> None:
        if (fault := self.vault.trouble("truncate")) is not None:
            raise OSError(fault.number, "planned trouble")
        self.file.truncate(length)

    def state(self) -> FileState:
        if (fault := self.vault.trouble("state")) is not None:
            raise OSError(fault.number, "planned trouble")
        return self.file.state()

    def close(self) -> None:
        self.closed = True
        self.file.close()
