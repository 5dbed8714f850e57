"""Doing, undoing and redoing: a change is applied first and recorded after, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from vfi.core.coding import Batch, Coding, Edit, watched
from vfi.core.errors import Refused
from vfi.core.events import Coverage, TierId
from vfi.core.time import Span, subtract, union

WATCHED_LABEL = "watched"
"""The label of coverage that was added by watching."""


class Kind(StrEnum):
    """What a line of the journal is."""

    EDIT = "edit"
    UNDO = "undo"
    """Takes back an edit or a redo, which it names."""
    REDO = "redo"
    """Takes back an undo, which it names."""
    WATCHED = "watched"
    """Coverage added by watching; nobody did it by hand, so undo passes it by."""
    ERASE = "erase"
    """Says that text was erased: who, when, how many fields."""
    NOTE = "note"
    """Something to know about the recording itself."""


Record = Callable[[Batch, Kind, int | None], int]
"""Writes what was done: (batch, kind, the revision that an undo or redo takes back) -> its new revision."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change that can be taken back, exactly as it was recorded."""

    revision: int
    batch: Batch


@dataclass(slots=True)
class Stacks:
    """What can be undone and redone, the newest last. Rebuilt by showing it every recorded line in order."""

    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)

    def follow(self, kind: Kind, step: Step, reverses: int | None) -> None:
        """Take note of a recorded change.

        Raises:
            Refused: `undo-out-of-order` when an undo or redo does not name the newest step it could take back.
        """
        match kind:
            case Kind.EDIT:
                self.done.append(step)
                self.undone.clear()
            case Kind.UNDO:
                self._move(self.done, self.undone, step, reverses)
            case Kind.REDO:
                self._move(self.undone, self.done, step, reverses)
            case Kind.WATCHED | Kind.ERASE | Kind.NOTE:
                pass

    @staticmethod
    def _move(source: list[Step], target: list[Step], step: Step, reverses: int | None) -> None:
        if not source or source[-1].revision != reverses:
            raise Refused("undo-out-of-order", revision=step.revision)
        source.pop()
        target.append(step)


class History:
    """The one door through which a coding changes, with undo and redo without limit.

    An undo is a new revision that names the one it takes back. Watching (`watched`) is recorded beside the steps:
    it neither empties what can be redone nor stands in the way of undoing coverage that was set by hand.
    """

    def __init__(self, coding: Coding, record: Record, stacks: Stacks | None = None) -> None:
        self._coding = coding
        self._record = record
        self._stacks = stacks if stacks is not None else Stacks()

    def do(self, batch: Batch) -> Batch:
        """Make a change. Returns it.

        Raises:
            Refused: `edit-stale` when the coding does not hold what the batch says was before; nothing changes.
            CouldNot: what recording raises; the change is then taken back.
        """
        self._make(batch, Kind.EDIT, None)
        return batch

    def watched(self, tiers: Iterable[TierId], span: Span) -> Batch | None:
        """Record that this stretch of these tiers was watched. Returns the change, None when all was known."""
        edits = [edit for tier in tiers if (edit := watched(self._coding, tier, span)) is not None]
        if not edits:
            return None
        batch = Batch(WATCHED_LABEL, tuple(edits))
        self._make(batch, Kind.WATCHED, None)
        return batch

    def undo(self) -> Batch:
        """Take back the newest change that stands. Returns what changed.

        Raises:
            Refused: `nothing-to-undo`.
            CouldNot: what recording raises; nothing changes then.
        """
        if not self._stacks.done:
            raise Refused("nothing-to-undo")
        return self._reverse(self._stacks.done[-1], Kind.UNDO)

    def redo(self) -> Batch:
        """Make the newest undone change again. Returns what changed.

        Raises:
            Refused: `nothing-to-redo`.
            CouldNot: what recording raises; nothing changes then.
        """
        if not self._stacks.undone:
            raise Refused("nothing-to-redo")
        return self._reverse(self._stacks.undone[-1], Kind.REDO)

    @property
    def can_undo(self) -> bool:
        return bool(self._stacks.done)

    @property
    def can_redo(self) -> bool:
        return bool(self._stacks.undone)

    @property
    def undo_label(self) -> str | None:
        """Message id of what the next undo takes back."""
        return self._stacks.done[-1].batch.label if self._stacks.done else None

    @property
    def redo_label(self) -> str | None:
        """Message id of what the next redo makes again."""
        return self._stacks.undone[-1].batch.label if self._stacks.undone else None

    @property
    def steps(self) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
        """What can be undone and what can be redone, each with the newest last."""
        return tuple(self._stacks.done), tuple(self._stacks.undone)

    def replace_stacks(self, stacks: Stacks) -> None:
        """Go on with the stacks of a rewritten journal (text was erased from every step)."""
        self._stacks = stacks

    def _reverse(self, step: Step, kind: Kind) -> Batch:
        batch = Batch(step.batch.label, tuple(self._on_top(edit) for edit in step.batch.inverse.edits))
        self._make(batch, kind, step.revision)
        return batch

    def _make(self, batch: Batch, kind: Kind, reverses: int | None) -> None:
        self._coding.apply(batch)
        try:
            revision = self._record(batch, kind, reverses)
        except BaseException:
            self._coding.apply(batch.inverse)
            raise
        self._stacks.follow(kind, Step(revision, batch), reverses)

    def _on_top(self, edit: Edit) -> Edit:
        """The edit made to fit coverage that watching has added to since; any other edit as it is.

        Takes away just the time that the edit takes away and adds just what it adds, so that what was watched in
        between stays. (Watching what is covered already leaves no trace: undoing coverage that was set by hand
        gives its time back to *unknown* even where somebody watched it afterwards.)
        """
        now = self._coding.item(edit.key)
        if now == edit.before or not isinstance(now, Coverage):
            return edit
        before = edit.before.spans if isinstance(edit.before, Coverage) else ()
        after = edit.after.spans if isinstance(edit.after, Coverage) else ()
        spans = union((*subtract(now.spans, subtract(before, after)), *subtract(after, before)))
        gone = edit.after is None and not spans
        return Edit(now, None if gone else Coverage(tier=now.tier, spans=spans))
