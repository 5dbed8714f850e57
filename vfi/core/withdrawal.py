"""A withdrawal walks through everything that exists: for each thing a person decides what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from vfi.core.consent import Purpose
from vfi.core.errors import BadInput, Refused


class Thing(StrEnum):
    """What can exist of a family."""

    FILM = "film"
    """A film in the library, with the stills and indexes made of it."""
    FILM_ELSEWHERE = "film-elsewhere"
    """A film that the session refers to outside the library."""
    STILLS = "stills"
    """What was made of a film that lies elsewhere: stills, index, sound."""
    CODINGS = "codings"
    DECK = "deck"
    VISITS = "visits"
    """What was said in the shared reviews of a deck."""
    VOICES = "voices"
    """An interpreter's recordings."""
    COPY = "copy"
    """What was given out: clips, a film, stills, paper."""
    LIST = "list"
    """The table of what an export holds."""
    FORM = "form"
    """The signed forms."""
    OTHER = "other"
    """A file that somebody else put there."""


class Decision(StrEnum):
    """What becomes of it."""

    DELETE = "delete"
    LOCK = "lock"
    KEEP = "keep"
    ASK_BACK = "ask-back"
    """Whoever has it is asked to delete it or to give it back."""
    BY_HAND = "by-hand"
    """It was deleted where it lies, outside the library."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing on the list."""

    number: int
    thing: Thing
    session: str = ""
    paths: tuple[str, ...] = ()
    """What is deleted: paths in the library; of a film elsewhere where it lies."""
    count: int = 1
    """How many codings, clips or visits."""
    name: str = ""
    """The deck, the export's folder, the file."""
    given: str = ""
    """Of a copy: the ISO date on which it was made, ..."""
    purpose: str = ""
    """... for which purpose, ..."""
    recipient: str = ""
    """... and who has it, where that is known."""
    decision: Decision | None = None
    because: str = ""
    """Why it is kept."""
    done: bool = False

    @property
    def choices(self) -> tuple[Decision, ...]:
        """What can be decided about it."""
        return _CHOICES.get(self.thing, (Decision.DELETE, Decision.LOCK, Decision.KEEP))


_CHOICES = {
    Thing.COPY: (Decision.ASK_BACK, Decision.KEEP),
    Thing.FILM_ELSEWHERE: (Decision.BY_HAND, Decision.LOCK, Decision.KEEP),
    Thing.FORM: (Decision.KEEP, Decision.DELETE),
    Thing.LIST: (Decision.DELETE, Decision.KEEP),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """The list of one withdrawal, and how far it is."""

    id: str
    """`w1`, `w2`, ... in its case."""
    consent: str
    purposes: tuple[Purpose, ...] = ()
    """What was withdrawn; none: all of it."""
    items: tuple[Item, ...] = ()

    def item(self, number: int) -> Item:
        found = next((item for item in self.items if item.number == number), None)
        if found is None:
            raise BadInput("withdrawal-no-such-item", number=number)
        return found

    def decide(self, number: int, decision: Decision, because: str = "") -> Withdrawal:
        """The list with this decided; what is done already stays.

        Raises:
            BadInput: `withdrawal-no-such-item`, `withdrawal-no-such-choice`.
        """
        item = self.item(number)
        if decision not in item.choices:
            raise BadInput("withdrawal-no-such-choice", choice=str(decision))
        if item.done:
            return self
        return self.with_item(replace(item, decision=decision, because=" ".join(because.split())))

    def with_item(self, item: Item) -> Withdrawal:
        return replace(self, items=tuple(item if each.number == item.number else each for each in self.items))

    @property
    def left(self) -> tuple[Item, ...]:
        """What is still to be done."""
        return tuple(item for item in self.items if not item.done)

    def require_decided(self) -> None:
        """Everything is decided, and what is kept has its reason.

        Raises:
            BadInput: `withdrawal-not-decided`, `keep-needs-because`.
        """
        for item in self.left:
            if item.decision is None:
                raise BadInput("withdrawal-not-decided")
            if item.decision is Decision.KEEP and not item.because:
                raise BadInput("keep-needs-because")


def require_no_hold(items: Iterable[Item], by: str) -> None:
    """A legal hold, laid by `by`, overrides every deletion.

    Raises:
        Refused: `legal-hold`.
    """
    if any(item.decision in (Decision.DELETE, Decision.BY_HAND) for item in items):
        raise Refused("legal-hold", by=by)
