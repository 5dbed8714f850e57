"""What the tests of a coding's safety share: a session in a folder, a coder who marks, and waiting for a condition."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from vfi.core.coding import Batch, CodingHeader, Edit, Role
from vfi.core.events import MARK_CODE, MARKS_TIER, EventId, PointEvent
from vfi.core.scheme import NO_SCHEME, Scheme
from vfi.core.time import Ns
from vfi.files.vault import Vault
from vfi.store.codings import OpenCoding, create_coding, open_coding
from vfi.store.durability import Durability, JournalSettings
from vfi.store.emergency import EmergencyFolder

SESSION = "F012/2026-03-11-home-play"


def settings(folder: Path, *, host: str = "desk-1", gather: float = 0.0, retry: float = 0.01) -> JournalSettings:
    """Everything at once, so that no test waits."""
    return JournalSettings(emergency=EmergencyFolder(folder), host=host, gather=gather, retry=retry, idle=60.0)


def no_scheme(header: CodingHeader) -> Scheme:
    return NO_SCHEME


def new_coding(vault: Vault, coder: str = "anna") -> str:
    return create_coding(
        vault, SESSION, session="2026-03-11-home-play", coder=coder, role=Role.PRIMARY, scheme=NO_SCHEME
    )


def opened(
    vault: Vault, path: str, using: JournalSettings, coder: str = "anna", *, write: bool = True, take_over: bool = False
) -> OpenCoding:
    return open_coding(vault, path, no_scheme, coder, write, settings=using, take_over=take_over)


def mark(coding: OpenCoding, at: int, comment: str = "") -> EventId:
    """Mark a moment; its id tells its time."""
    event = PointEvent(id=EventId(f"mark-{at}"), tier=MARKS_TIER, code=MARK_CODE, at=Ns(at), comment=comment)
    coding.history.do(Batch("mark", (Edit(None, event),)))
    return event.id


def marks(coding: OpenCoding) -> list[int]:
    """The times of all marks in order."""
    return [event.start for event in coding.coding.in_order()]


def until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait for a condition; fail when it does not come true."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.002)


def safe(coding: OpenCoding) -> None:
    """Wait until the newest edit is on the disk, wherever that is."""
    until(lambda: coding.durability.on_disk == coding.durability.written)


def told(coding: OpenCoding) -> Iterator[Durability]:
    """What a listener is told."""
    said: list[Durability] = []
    coding.on_durability(said.append)
    return iter(said)
