"""The clinician's script: what to ask first, what to wait for, and room to write; to be read from a sofa."""

from __future__ import annotations

from dataclasses import dataclass, field

from vfi.printing.setting import Typeset, typeset
from vfi.printing.values import Picture, Words
from vfi.words import right_to_left, tr


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptItem:
    """A clip or a page of the deck."""

    number: str
    """Of a clip in the deck; empty for a page."""
    title: str
    time: str = ""
    """Where in the film, and how long it is."""
    still: Picture | None = None
    question: tuple[Words, ...] = ()
    words: tuple[Words, ...] = ()
    when: str = ""
    """When the words are shown."""
    baby: tuple[Words, ...] = ()
    notes: tuple[Words, ...] = ()
    remarks: tuple[str, ...] = ()
    """How it is shown: where it waits, what is slow, whether it is the last one."""
    lines: int = 2
    """To write on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """All of it."""

    family: str
    film_day: str
    theme: Words
    goal: Words
    items: tuple[ScriptItem, ...]
    left_out: str = ""
    """What of the deck is not in it, as a sentence."""
    rtl: bool = field(default_factory=right_to_left)
    labels: dict[str, str] = field(
        default_factory=lambda: {
            "script": tr("Script for the shared review"),
            "team": tr("For the team. Keep it with the case."),
            "theme": tr("Theme"),
            "goal": tr("The parent's goal"),
            "ask": tr("Ask first"),
            "words": tr("Words on the screen"),
            "baby": tr("Baby says"),
            "notes": tr("For you"),
            "page": tr("Page"),
        }
    )


def set_script(script: Script) -> Typeset:
    """The script as A4 pages.

    Raises:
        BadInput: `paper-no-glyph`.
    """
    return typeset("script", script)
