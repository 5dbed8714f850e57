"""What stands on paper: words in their language and pictures, with nothing else about the family in them."""

from __future__ import annotations

import base64
import re
import unicodedata
from dataclasses import dataclass

from vfi.words import right_to_left


@dataclass(frozen=True, slots=True)
class Words:
    """One text in one language."""

    text: str
    language: str = ""
    """Empty: nobody knows; then the words themselves say which way they run."""

    @property
    def right_to_left(self) -> bool:
        """By the first letter that has a direction, as the Unicode rules say; by the language where none has."""
        for character in self.text:
            direction = unicodedata.bidirectional(character)
            if direction in {"R", "AL"}:
                return True
            if direction == "L":
                return False
        return right_to_left(self.language or None)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as an SVG text: a drawing, or a photograph inside one."""

    svg: str
    alt: str
    """What is told of it to those who cannot see it; it is in the PDF too."""


def photograph(jpeg: bytes, width: int, height: int, alt: str) -> Picture:
    """A JPEG of this size in pixels. It goes into the PDF as it is."""
    return _wrapped(jpeg, "image/jpeg", width, height, alt)


def drawing(data: bytes, kind: str, alt: str) -> Picture:
    """A drawing from a file: `svg` or `png`."""
    if kind == "svg":
        return Picture(data.decode("utf-8"), alt)
    width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    return _wrapped(data, "image/png", width, height, alt)


def idea_by_idea(text: str) -> str:
    """Each sentence in a line of its own: one idea after the other is easier to read.

    >>> idea_by_idea("You do something. Your baby does something.")
    'You do something.\\nYour baby does something.'
    """
    return re.sub(r"(?<=[.!?؟])\s+", "\n", text.strip())


def _wrapped(data: bytes, media: str, width: int, height: int, alt: str) -> Picture:
    text = base64.b64encode(data).decode("ascii")
    return Picture(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:{media};base64,{text}"/></svg>',
        alt,
    )
