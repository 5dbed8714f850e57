"""What a parent reads from us, in one language: pages, buttons, concepts. Tables of words, no code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vfi.core.errors import VfiError


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One idea with a picture, in the words of one language."""

    id: str
    """As in the name of its drawing: `serve-return`."""
    word: str
    """The professional word, for the clinician."""
    sentence: str
    """One plain sentence for the parent."""
    careful: bool = False
    """Can hurt or touch trauma: only when a person chooses it, never suggested."""
    checked_by: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A concept's picture as its file holds it."""

    data: bytes
    kind: str
    """`svg` or `png`."""
    own: bool = False
    """The service's, not ours."""
    trouble: VfiError | None = None
    """Why the service's own one is not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentTexts:
    """All texts of one language."""

    language: str
    name: str
    """What the language calls itself."""
    checked_by: str = ""
    """Who has read it and stands for it; empty: nobody, and it is marked so wherever the clinician sees it."""
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """Id -> lines, one idea each."""
    concepts: Mapping[str, Concept] = field(default_factory=dict, hash=False)

    def lines(self, id: str, **slots: str) -> tuple[str, ...]:
        """The lines of a page; empty when this language has none."""
        return tuple(line.format(**slots) if slots else line for line in self.texts.get(id, ()))

    def text(self, id: str, **slots: str) -> str:
        """A text of one line; empty when this language has none."""
        return " ".join(self.lines(id, **slots))
