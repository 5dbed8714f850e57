"""A coding in memory: for trying out a scheme, with nothing kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

from vfi.core.coding import Batch, Coding, CodingHeader, CodingId, Role
from vfi.core.errors import VfiError
from vfi.core.history import History, Kind
from vfi.core.scheme import NO_SCHEME, Scheme
from vfi.store.durability import Durability, Safety


@dataclass(slots=True)
class MemoryCoding:
    """What a `CodingDesk` works on when nothing is to be kept."""

    coding: Coding
    coder: str
    history: History = field(init=False)
    read_only: VfiError | None = None
    durability: Durability = Durability(Safety.WRITTEN, None, 0, 0)

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
    return MemoryCoding(Coding(header, scheme), coder)
