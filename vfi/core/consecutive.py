"""Which files look, by their names, like one recording that a camera wrote in pieces. A guess, to be offered only."""

from __future__ import annotations

import re
from collections.abc import Iterable

FULL = 1_900_000_000
"""Bytes: cameras begin a new file at 2 or 4 GB, because their cards cannot hold a larger one."""

_CAMCORDER = re.compile(r"(\d{4,5})(\.(?:mts|m2ts))", re.IGNORECASE)
_ACTION = re.compile(r"(G[HXP])(\d{2})(\d{4}\.(?:mp4|360))", re.IGNORECASE)
_ACTION_FIRST = re.compile(r"GOPR(\d{4}\.mp4)", re.IGNORECASE)
_NUMBERED = re.compile(r"(.*?)(\d+)(\.[^.]+)")


def next_names(name: str, size: int) -> tuple[str, ...]:
    """What the file after this one would be called; empty where its name says nothing.

    Camcorders (AVCHD) and action cameras number the pieces of a recording. Others number recordings, so that the next
    number is the next piece only where this file is as large as its card allows (`size`, bytes).

    >>> next_names("00001.MTS", 5), next_names("GX010123.MP4", 5), next_names("IMG_0041.MOV", 5)
    (('00002.MTS',), ('GX020123.MP4',), ())
    """
    if found := _ACTION_FIRST.fullmatch(name):
        return (f"GP01{found[1]}",)
    if found := _ACTION.fullmatch(name):
        return (f"{found[1]}{_plus_one(found[2])}{found[3]}",)
    if found := _CAMCORDER.fullmatch(name):
        return (f"{_plus_one(found[1])}{found[2]}",)
    if size >= FULL and (found := _NUMBERED.fullmatch(name)):
        return (f"{found[1]}{_plus_one(found[2])}{found[3]}",)
    return ()


def files_after(name: str, sizes: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    """The names of the files that look like the pieces after this one, in order.

    Args:
        name: of the first file.
        sizes: name and size (bytes) of every file beside it, itself among them; capitals do not matter.
    """
    there = {other.casefold(): (other, size) for other, size in sizes}
    found: list[str] = []
    last = there.get(name.casefold())
    while last is not None:
        last = next((there[each.casefold()] for each in next_names(*last) if each.casefold() in there), None)
        if last is not None:
            found.append(last[0])
    return tuple(found)


def _plus_one(digits: str) -> str:
    return str(int(digits) + 1).zfill(len(digits))
