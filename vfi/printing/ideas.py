"""Idea cards: a drawing at the reading edge, one plain sentence in each language beside it."""

from __future__ import annotations

from dataclasses import dataclass

from vfi.printing.setting import Typeset, typeset
from vfi.printing.values import Picture, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """One card."""

    drawing: Picture
    words: tuple[tuple[Words, Words], ...]
    """(the professional word, the sentence) in each language."""
    unchecked: str = ""
    """A line that says which language nobody has checked yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaCards:
    """One page each."""

    cards: tuple[Idea, ...]


def set_ideas(cards: IdeaCards) -> Typeset:
    """The cards as pages, A4 across.

    Raises:
        BadInput: `paper-no-glyph`.
    """
    return typeset("ideas", cards)
