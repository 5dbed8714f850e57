"""A coding scheme: tiers, codes, modifiers and links, with an id and a version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from vfi.core.events import MARK_CODE, MARKS_TIER, CodeId, TierId
from vfi.core.time import SECOND, Ns


class TierType(StrEnum):
    """What one tier records."""

    POINT = "point"
    STATE = "state"


class StateRule(StrEnum):
    """How the states of one tier stand to one another."""

    FREE = "free"
    """Any may overlap any other."""
    EXCLUSIVE = "exclusive"
    """One at a time, gaps allowed."""
    EXHAUSTIVE = "exhaustive"
    """One at a time, no gaps: a new start ends the one before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whose behaviour: infant, carer, second infant, dyad, practitioner."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice of a modifier."""

    id: str
    label: str
    definition: str = ""
    parent_safe: bool = True
    """An event with this choice keeps its code's `parent_safe`; False takes it away (`not-answered`)."""


class ModifierKind(StrEnum):
    ONE = "one"
    SEVERAL = "several"
    NUMBER = "number"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Modifier:
    """A further choice on an event (clarity, channel)."""

    id: str
    label: str
    kind: ModifierKind = ModifierKind.ONE
    options: tuple[Option, ...] = ()
    required: bool = False
    prompt: bool = True
    """Ask for it at the foot of the palette as soon as the event is coded."""

    def option(self, id: str) -> Option | None:
        return next((option for option in self.options if option.id == id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Events of this code answer events of other codes, suggested when one lies within `window` before it."""

    to: tuple[CodeId, ...]
    window: Ns = Ns(3 * SECOND)


class Special(StrEnum):
    """Codes that are about the coding, not the behaviour."""

    UNSCORABLE = "unscorable"
    """Cannot see: the time drops out of every denominator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One behaviour in a tier."""

    id: CodeId
    tier: TierId
    label: str
    key: str | None = None
    """The letter or digit typed, lower case."""
    definition: str = ""
    include: tuple[str, ...] = ()
    """What counts: examples."""
    exclude: tuple[str, ...] = ()
    """What does not count: coders differ most where this is empty."""
    onset: str = ""
    """The moment: which frame is the first (of a point: the only) one."""
    offset: str = ""
    """Of a state: which frame is the first without it."""
    colour: str = "slate"
    """Id of a code colour in the design tokens: blue rust violet olive rose sky clay slate green stone."""
    parent_safe: bool = False
    """May a parent ever see this? Decided here and nowhere else."""
    parent_label: dict[str, str] = field(default_factory=dict, hash=False)
    """language -> the words a parent may read, if any."""
    concept: str | None = None
    special: Special | None = None
    modifiers: tuple[Modifier, ...] = ()
    answers: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """One stream of coding that belongs to one subject and has one type."""

    id: TierId
    label: str
    subject: str
    """A subject's id; empty for what is about the film and nobody in it (*any time*)."""
    type: TierType
    rule: StateRule = StateRule.FREE
    """Only for state tiers."""
    codes: tuple[Code, ...] = ()

    @property
    def one_at_a_time(self) -> bool:
        return self.type is TierType.STATE and self.rule is not StateRule.FREE


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """Everything a coder needs to code, frozen; the file it came from is read in `vfi.store.schemes`."""

    id: str
    version: str
    title: str
    language: str = "en"
    """The language of labels and definitions."""
    languages: tuple[str, ...] = ("en",)
    """That one and those that it has words for parents in."""
    description: str = ""
    author: str = ""
    rights: str = ""
    source: str = ""
    age_range: str = ""
    film_length: str = ""
    warnings: tuple[str, ...] = ()
    subjects: tuple[Subject, ...] = ()
    tiers: tuple[Tier, ...] = ()
    wins_over: tuple[str, ...] = ()
    """Default keys that this scheme claims for its codes ("j", "m", ...); any other clash is shown, not resolved."""

    @property
    def ref(self) -> str:
        """`id@version`, as files and tables name it."""
        return f"{self.id}@{self.version}"

    @property
    def codes(self) -> Iterator[Code]:
        """Every code, in the order of the tiers; the marks are not among them."""
        return (code for tier in self.tiers for code in tier.codes)

    @cached_property
    def _tiers(self) -> dict[TierId, Tier]:
        return {tier.id: tier for tier in (*self.tiers, MARKS)}

    @cached_property
    def _codes(self) -> dict[tuple[TierId, CodeId], Code]:
        return {(tier.id, code.id): code for tier in self._tiers.values() for code in tier.codes}

    @cached_property
    def _keys(self) -> dict[str, Code]:
        return {code.key: code for code in self.codes if code.key is not None}

    def tier(self, id: TierId) -> Tier | None:
        """The tier of this id, the marks among them; None when the scheme has no such tier."""
        return self._tiers.get(id)

    def code(self, tier: TierId, code: CodeId) -> Code | None:
        return self._codes.get((tier, code))

    def code_of_key(self, key: str) -> Code | None:
        """The code that this typed letter or digit codes."""
        return self._keys.get(key.lower())

    def unscorable(self, tier: TierId) -> frozenset[tuple[TierId, CodeId]]:
        """The states whose time drops out of this tier's denominators.

        Those of its own subject's tiers (the baby's face is hidden: nothing can be said about the baby), and those
        of tiers without a subject (the camera fell over: nothing can be said about anyone).
        """
        own = self.tier(tier)
        whose = {"", own.subject if own is not None else ""}
        return frozenset(
            (code.tier, code.id)
            for other in self.tiers
            if other.subject in whose
            for code in other.codes
            if code.special is Special.UNSCORABLE
        )

    def subject(self, id: str) -> Subject | None:
        return next((subject for subject in self.subjects if subject.id == id), None)


DEFAULT_LETTERS = frozenset("jklmioc")
"""Letters that do something in every scheme (shuttle, loop, mark, clip); a code takes one over only by `wins_over`."""

MARKS = Tier(
    id=MARKS_TIER,
    label="Marks",
    subject="",
    type=TierType.POINT,
    codes=(
        Code(
            id=MARK_CODE,
            tier=MARKS_TIER,
            label="Mark",
            colour="mark",
            parent_safe=True,
            definition="A moment to come back to.",
        ),
    ),
)
"""The tier of M, in every scheme and in none."""

NO_SCHEME = Scheme(id="marks-only", version="1.0", title="Marks only")
"""For coding with no scheme at all."""
