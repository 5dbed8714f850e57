"""One empty line before each table that was put into a TOML text, and one behind it."""

from __future__ import annotations

from collections.abc import Collection

from vfi.store.toml_places import Path, Places


def spaced(text: str, new: Collection[Path]) -> str:
    """The text with one empty line before the header of each new table, and before whatever follows one.

    `new` are the places of these tables. What a person has set elsewhere stays as close or as wide as it was.
    """
    lines, places = text.split("\n"), Places(text)
    added = {places.line(path) for path in new}
    before = 0
    wanted = []
    for header in places.headers:
        if header in added:
            wanted.append(header - 1)
        elif before in added:
            wanted.append(_first_of_its_comments(lines, header - 1))
        before = header
    for first in reversed(wanted):
        above = first
        while above and not lines[above - 1].strip():
            above -= 1
        lines[above:first] = [""] if above else []
    return "\n".join(lines)


def _first_of_its_comments(lines: list[str], header: int) -> int:
    """The index of the first line that speaks of the header at this index."""
    while header and lines[header - 1].lstrip().startswith("#"):
        header -= 1
    return header
