"""A coding in memory: for trying out a scheme, with nothing kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

from vfi.core.coding import Batch, Coding, CodingHeader, CodingId, Role
from vfi.core.history import History, Kind
from vfi.core.scheme import NO_SCHEME, Scheme


@dataclass(slots=True)
class MemoryCoding:
    """What a `CodingDesk` works on when nothing is to be kept."""

    coding: Coding
    history: History = field(init=False)
    read_only: str | None = None
    durability: str = "not-kept"

    def __post_init__(self) -> None:
        revisions = count(1)

        def record(batch: Batch, kind: Kind, reverses: int | None) -> int:
            return next(revisions)

        self.history = History(self.coding, record)

    def close(self) -> None:
        """Nothing is kept."""


def try_out(scheme: Scheme = NO_SCHEME, coder: str = "") -> MemoryCoding:
    """An empty coding under this scheme."""
    header = CodingHeader(
        id=CodingId("try-out"),
        session="",
        coder=coder,
        role=Role.TRAINING,
        scheme=scheme.ref,
        scheme_hash="",
        created="",
    )
    return MemoryCoding(Coding(header, scheme))
