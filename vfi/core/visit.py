"""What the parent said and liked in a shared review: time marks first, the words after, with the parent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from vfi.core.deck import ItemId
from vfi.core.time import Ns


class RemarkKind(StrEnum):
    SAID = "said"
    """The parent said something here."""
    HEART = "heart"
    """A moment that the parent loved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One time mark of a visit."""

    number: int
    """From 1, in order."""
    kind: RemarkKind
    item: ItemId
    """The clip or page on the screen."""
    at: Ns | None
    """Session clock of the picture on the screen; None on a page."""
    since_start: Ns
    """Since the visit began."""
    words: str = ""
    """What was said, written down together; shown back to the parent."""
    struck: bool = False
    """The parent did not want it kept: its words are gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One shared review as it went."""

    deck: str
    started: str
    """UTC, ISO 8601 with Z."""
    who: str
    """Who sat with the family."""
    remarks: tuple[Remark, ...] = ()

    def remark(self, number: int) -> Remark | None:
        return next((remark for remark in self.remarks if remark.number == number), None)

    def with_remark(self, remark: Remark) -> Visit:
        """With one more, or in the place of the one with its number."""
        if self.remark(remark.number) is None:
            return replace(self, remarks=(*self.remarks, remark))
        return replace(
            self, remarks=tuple(remark if other.number == remark.number else other for other in self.remarks)
        )
