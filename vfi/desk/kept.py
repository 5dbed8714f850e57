"""A record that a person changes by hand: kept at every change, taken back, and others who change it are not undone."""

from __future__ import annotations

import dataclasses
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from vfi.core.errors import Refused
from vfi.store.records import Stored

T = TypeVar("T")

_TOGETHER = 2.0
"""Seconds within which changes of the same kind are taken back as one: a word, not its letters."""


@dataclass(frozen=True, slots=True)
class _Step(Generic[T]):
    label: str
    before: T
    after: T
    merge: str
    at: float


class Kept(ABC, Generic[T]):
    """A dataclass in a file with several writers, being changed. What can be undone lives as long as this does."""

    def __init__(self, stored: Stored[T], clock: Callable[[], float] = time.monotonic) -> None:
        self._stored = stored
        self._clock = clock
        self._done: list[_Step[T]] = []
        self._undone: list[_Step[T]] = []
        self._listeners: list[Callable[[], None]] = []

    @abstractmethod
    def _save(self, stored: Stored[T], value: T) -> Stored[T]:
        """Write it, joined with what others wrote meanwhile; on return it is on the disk."""

    @property
    def value(self) -> T:
        """As it is on the disk, as far as is known here."""
        return self._stored.value

    @property
    def undo_label(self) -> str | None:
        """What undo takes back, as a label id; None when there is nothing."""
        return self._done[-1].label if self._done else None

    @property
    def redo_label(self) -> str | None:
        """What redo makes again, as a label id; None when there is nothing."""
        return self._undone[-1].label if self._undone else None

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Be told of every change. Returns what ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def change(self, label: str, value: T, *, merge: str = "") -> None:
        """Make it this; on return it is on the disk.

        `label`: what undo calls it (`vfi.words.saying.label`). Changes with the same `merge`, one soon after the
        other, are taken back together.

        Raises:
            Refused: `record-changed-meanwhile` when another window changed the same; `record-newer`.
            CouldNot: it cannot be written; nothing has changed then.
        """
        if value == self.value:
            return
        before, now = self.value, self._clock()
        self._stored = self._save(self._stored, value)
        last = self._done[-1] if self._done else None
        if last is not None and merge and last.merge == merge and now - last.at < _TOGETHER:
            self._done[-1] = dataclasses.replace(last, after=value, at=now)
        else:
            self._done.append(_Step(label, before, value, merge, now))
        self._undone.clear()
        self._tell()

    def undo(self) -> str:
        """Take back the newest change, and nothing that another window did. Returns its label.

        Raises:
            Refused: `nothing-to-undo`; what `change` raises.
        """
        if not self._done:
            raise Refused("nothing-to-undo")
        step = self._done[-1]
        self._stored = self._save(self._stored, _with_change(self.value, step.after, step.before))
        self._undone.append(self._done.pop())
        self._tell()
        return step.label

    def redo(self) -> str:
        """Make the change again that was taken back last. Returns its label.

        Raises:
            Refused: `nothing-to-redo`; what `change` raises.
        """
        if not self._undone:
            raise Refused("nothing-to-redo")
        step = self._undone[-1]
        self._stored = self._save(self._stored, _with_change(self.value, step.before, step.after))
        self._done.append(self._undone.pop())
        self._tell()
        return step.label

    def _take(self, stored: Stored[T]) -> None:
        """Go on from what another window wrote; what could be undone no longer fits and is forgotten."""
        self._stored = stored
        self._done.clear()
        self._undone.clear()
        self._tell()

    def _tell(self) -> None:
        for listener in list(self._listeners):
            listener()


def _with_change(value: T, old: T, new: T) -> T:
    """The value with the fields in which `new` differs from `old`: the others may have come from elsewhere."""
    names = [field.name for field in dataclasses.fields(value)]  # type: ignore[arg-type]  # every record is a dataclass
    changes: dict[str, Any] = {name: getattr(new, name) for name in names if getattr(new, name) != getattr(old, name)}
    return dataclasses.replace(value, **changes)  # type: ignore[type-var]
