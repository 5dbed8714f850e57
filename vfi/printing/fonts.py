"""The fonts that travel with the program, and which signs they have: on paper there is no other font."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib import resources
from pathlib import Path

FAMILIES = ("Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew")
"""Asked for each sign in this order."""


def fonts_folder() -> Path:
    """Where they lie."""
    return Path(str(resources.files("vfi"))) / "assets" / "fonts"


def missing_signs(text: str) -> tuple[str, ...]:
    """What no font can draw, each sign once.

    >>> missing_signs("Yes, انتظرت")
    ()
    >>> missing_signs("好 a 好")
    ('好',)
    """
    known = _signs()
    return tuple(
        sign
        for sign in dict.fromkeys(text)
        if ord(sign) not in known and not sign.isspace() and unicodedata.category(sign) not in ("Cc", "Cf")
    )


@cache
def _signs() -> frozenset[int]:
    """The signs of all families; all weights of a family have the same."""
    from fontTools.ttLib import TTFont

    found: set[int] = set()
    for family in FAMILIES:
        with TTFont(fonts_folder() / f"{family.replace(' ', '')}-Regular.ttf", lazy=True) as font:
            found.update(font.getBestCmap())
    return frozenset(found)
