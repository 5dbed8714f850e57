"""What a rule answers: the edits, what to say about them, what to select and what to ask next."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from vfi.core.coding import Batch
from vfi.core.events import EventId


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence by its id in `vfi.words` and the values for its slots; times are ns and named `time...`."""

    id: str
    values: dict[str, object] = field(default_factory=dict, hash=False)


class PromptKind(StrEnum):
    MODIFIER = "modifier"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer to a prompt, taken with the digit `index` (from 1)."""

    index: int
    id: str
    """The option's id, or the id of the event that would be answered."""
    label: str
    """The scheme's own words: the option's label; for a link the code and its details ("look", "Baby's start")."""
    before: int | None = None
    """For a link: how long before (ns)."""
    chosen: bool = False
    """For a modifier that already has this value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A question about an event just coded; answered with a digit, Enter takes `default`, Esc leaves it open."""

    event: EventId
    kind: PromptKind
    title: Said
    choices: tuple[Choice, ...]
    modifier: str | None = None
    default: int | None = None
    """The choice that Enter takes; None: Enter closes."""
    several: bool = False
    """Each digit switches one option on or off and the prompt stays; Enter closes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is to be done; no batch means that nothing changes (and `said` says why)."""

    batch: Batch | None = None
    said: Said | None = None
    select: EventId | None = None
    prompt: Prompt | None = None
