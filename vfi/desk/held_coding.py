"""A coding that can be looked at and not yet changed, because the times of the film's frames are still being read."""

from __future__ import annotations

from vfi.core.coding import Coding
from vfi.core.errors import CouldNot, VfiError
from vfi.core.history import History
from vfi.desk.coding import CodingSource
from vfi.store.durability import Durability

TIMES_UNKNOWN = "film-times-unknown"


class HeldCoding:
    """A `CodingSource` before another one, whose changes wait until `release`.

    What was watched meanwhile is gathered by the desk as ever, and recorded once the coding is released.
    """

    def __init__(self, source: CodingSource) -> None:
        self._source = source
        self._held: VfiError | None = CouldNot(TIMES_UNKNOWN, percent=0)

    def told(self, part: float) -> None:
        """So much of the film (0 to 1) has been read."""
        if self._held is not None:
            self._held = CouldNot(TIMES_UNKNOWN, percent=int(100 * part))

    def fail(self, error: VfiError) -> None:
        """The film could not be read to its end: the coding stays held, and this is why."""
        self._held = error

    @property
    def waits_for(self) -> VfiError | None:
        """What holds it; None once it is released."""
        return self._held

    def release(self) -> None:
        """The times are known."""
        self._held = None

    @property
    def coding(self) -> Coding:
        return self._source.coding

    @property
    def history(self) -> History:
        return self._source.history

    @property
    def coder(self) -> str:
        """Who codes now."""
        return self._source.coder

    @coder.setter
    def coder(self, name: str) -> None:
        self._source.coder = name

    @property
    def read_only(self) -> VfiError | None:
        """Why nothing can be changed; None when it can."""
        return self._held if self._held is not None else self._source.read_only

    @property
    def durability(self) -> Durability:
        return self._source.durability

    def close(self) -> None:
        self._source.close()
