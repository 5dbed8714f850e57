"""What was found out about a film by decoding all of it, in a few words."""

from __future__ import annotations

import datetime

from vfi.words import tr


def verified_words(whole: bool, when: str) -> str:
    """`Every frame verified, 23 Nov 2026`; `when` is ISO 8601, and is told as the day where the reader is."""
    day = day_short(when)
    return tr("Every frame verified, {day}", day=day) if whole else tr("Damage found, {day}", day=day)


def day_short(when: str) -> str:
    """`23 Nov 2026`, of this machine's day; what is no time is shown as it is.

    >>> day_short("never")
    'never'
    """
    try:
        day = datetime.datetime.fromisoformat(when).astimezone()
    except ValueError:
        return when
    return f"{day.day} {_months()[day.month - 1]} {day.year}"


def stretch_words(first: int, after: int, *, lost: bool) -> str:
    """Which pictures, and what is wrong with them."""
    if after - first == 1:
        words = tr("Picture {first} cannot be decoded.") if lost else tr("Picture {first} is damaged.")
        return words.format(first=first)
    words = (
        tr("Pictures {first} to {last} cannot be decoded.")
        if lost
        else tr("Pictures {first} to {last} are or may be damaged.")
    )
    return words.format(first=first, last=after - 1)


def _months() -> tuple[str, ...]:
    return (
        *(tr("Jan"), tr("Feb"), tr("Mar"), tr("Apr"), tr("May"), tr("Jun")),
        *(tr("Jul"), tr("Aug"), tr("Sep"), tr("Oct"), tr("Nov"), tr("Dec")),
    )
