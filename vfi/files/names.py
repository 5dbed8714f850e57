"""Names of files and folders that every system takes: `[a-z0-9-]`, none reserved, none that differ by case alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 60
"""Characters; with folders above and endings behind it this stays below what Windows takes."""

_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
_SPELT_OUT = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "å": "a", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
)


def slug(text: str, otherwise: str = "unnamed") -> str:
    """A name made of what somebody typed; `otherwise` when no letter of it can be kept.

    >>> slug("Home play, März 2026")
    'home-play-marz-2026'
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_SPELT_OUT))
    ascii_only = plain.encode("ascii", "ignore").decode("ascii").lower()
    name = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:LONGEST].strip("-")
    if not name:
        return otherwise
    return f"{name}-0" if name in _RESERVED else name


def is_name(text: str) -> bool:
    """Is this a name that we would give? (Folders of cases may also have capitals: `F012`.)"""
    return bool(re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?", text)) and (
        len(text) <= LONGEST and text.lower() not in _RESERVED
    )


def unused(name: str, taken: Iterable[str]) -> str:
    """The name, or the name with `-2`, `-3`, ... when it is taken; capitals do not tell names apart.

    >>> unused("home-play", ["Home-Play", "home-play-2"])
    'home-play-3'
    """
    used = {other.lower() for other in taken}
    if name.lower() not in used:
        return name
    number = 2
    while (candidate := f"{name[: LONGEST - len(str(number)) - 1]}-{number}").lower() in used:
        number += 1
    return candidate
