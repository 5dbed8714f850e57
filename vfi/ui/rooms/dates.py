"""Days and lengths as people say them."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QLocale

from vfi.core.time import SECOND
from vfi.words import language, tr, tr_n


def locale() -> QLocale:
    """Names of days and months in the language in use, with European digits everywhere."""
    found = QLocale(language())
    found.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    if language() == "en":
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    return found


def day_words(iso: str, *, year: bool = True) -> str:
    """`2026-03-11` as `11 March 2026`; what is no date is shown as it is."""
    try:
        day = datetime.date.fromisoformat(iso)
    except ValueError:
        return iso
    month = locale().monthName(day.month)
    words = f"{day.day} {month}"
    return f"{words} {day.year}" if year else words


def length_short(ns: int) -> str:
    """`4:52`, as on the corner of a still."""
    seconds = round(ns / SECOND)
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def length_words(ns: int) -> str:
    """`4 minutes 52 seconds`; never nothing, however short."""
    total = round(ns / SECOND)
    if not total:
        return tr("less than a second")
    minutes, seconds = divmod(total, 60)
    parts = []
    if minutes:
        parts.append(tr_n("{n} minute", "{n} minutes", minutes))
    if seconds:
        parts.append(tr_n("{n} second", "{n} seconds", seconds))
    return " ".join(parts)


def size_words(size: int) -> str:
    """`412 MB`."""
    gigabytes = size / 1_000_000_000
    if gigabytes >= 1:
        return tr("{n} GB", n=f"{gigabytes:.1f}" if gigabytes < 10 else f"{gigabytes:.0f}")
    if size >= 1_000_000:
        return tr("{n} MB", n=round(size / 1_000_000))
    return tr("{n} kB", n=max(1, round(size / 1000)))


def thousands(number: int) -> str:
    """`8 762` with a thin space, which no reader takes for a comma."""
    # of the thin spaces this one keeps a number together where writing runs from right to left
    return f"{number:,}".replace(",", "\u202f")


def today() -> datetime.date:
    return datetime.date.today()


def age_words(born: str, on: datetime.date) -> str:
    """A baby's age in weeks up to a year, then months; empty when the birthday is not known."""
    try:
        days = (on - datetime.date.fromisoformat(born)).days
    except ValueError:
        return ""
    if days < 0:
        return ""
    if days < 365:
        return tr_n("{n} week", "{n} weeks", days // 7)
    return tr_n("{n} month", "{n} months", int(days / 30.44))
