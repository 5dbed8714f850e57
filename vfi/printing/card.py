"""What the family takes home: a picture of their film, their own words, and an idea with its drawing."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from vfi.printing.setting import Typeset, typeset
from vfi.printing.values import Picture, Words


class CardSize(StrEnum):
    A4 = "a4"
    A5 = "a5"
    FOLDED = "folded"
    """A4 across, folded once: the outside is blank, and nobody sees the picture who does not open it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """All that can stand on the card; there is no field for anything else."""

    heading: tuple[Words, ...]
    """“Our family film”, in each language."""
    still: Picture | None
    said: tuple[tuple[Words, ...], ...]
    """The parent's own words, one thing after the other, each in the languages in which it was written down."""
    drawing: Picture | None
    idea: tuple[Words, ...]
    when: str
    """`March 2026`"""
    please: tuple[Words, ...]
    """That it is for the family, and not to be posted."""
    service: str = ""
    """Who made it; empty for a family at whose home nobody is to know."""
    size: CardSize = CardSize.A4
    rtl: bool = field(default=False)
    """Does the language that comes first run from right to left?"""


def set_card(card: Card) -> Typeset:
    """The card as one page.

    Raises:
        BadInput: `paper-no-glyph`. What is made of it raises `paper-too-full` when there is no room for all the words.
    """
    return typeset("card", card)
