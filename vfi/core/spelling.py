"""The word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The known word nearest to this one; empty when none is near.

    >>> did_you_mean("defintion", ["label", "definition"])
    'definition'
    """
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return near[0] if near else ""
