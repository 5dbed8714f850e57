"""How safe the newest edit is, and what a journal needs from its surroundings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from vfi.core.errors import VfiError
from vfi.store.emergency import EmergencyFolder


class Safety(StrEnum):
    """How safe the newest edit is."""

    WRITTEN = "written"
    """Survives a killed program."""
    ON_DISK = "on-disk"
    """Survives a power cut."""
    EMERGENCY = "emergency"
    """The library's folder does not answer; edits go into the emergency folder on this machine."""
    READ_ONLY = "read-only"
    """Nothing more is taken."""


@dataclass(frozen=True, slots=True)
class Durability:
    """How safe the edits are."""

    safety: Safety
    reason: VfiError | None
    """Why it is EMERGENCY or READ_ONLY."""
    written: int
    """The newest revision that survives a killed program."""
    on_disk: int
    """The newest revision that survives a power cut."""


DurabilityListener = Callable[[Durability], None]
"""Called on the journal's own thread; a view must carry it over to its thread."""


def utc_now() -> datetime:
    """The time of day."""
    return datetime.now(UTC)


def time_text(now: datetime) -> str:
    """ISO 8601 with milliseconds and Z."""
    return now.strftime("%Y-%m-%dT%H:%M:%S.") + f"{now.microsecond // 1000:03d}Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalSettings:
    """What a journal needs from its surroundings, the waits in seconds."""

    emergency: EmergencyFolder
    host: str
    now: Callable[[], datetime] = utc_now
    gather: float = 0.05
    """Wait this long for more lines before syncing them all at once."""
    retry: float = 2.0
    """Wait this long before asking a folder again that did not answer."""
    idle: float = 3.0
    """After this long without an edit `when_idle` is called."""
