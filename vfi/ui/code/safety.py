"""Where the work is, in words: the dot in the top bar and the banner under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from vfi.core.errors import VfiError
from vfi.desk.held_coding import TIMES_UNKNOWN
from vfi.words import sentence, tr

Level = Literal["success", "warning", "danger"]


@dataclass(frozen=True, slots=True)
class Dot:
    """What the dot says."""

    words: str
    level: Level


@dataclass(frozen=True, slots=True)
class Notice:
    """What the banner says, for as long as it is true: what is the matter, what to do."""

    strong: str
    text: str
    level: Literal["warning", "danger"]


def dot_of(durability: Any, read_only: Any) -> Dot:
    """From what the coding says of itself (`vfi.store.journal.Durability`, or a word for a coding in memory)."""
    if _held(read_only):
        return Dot(tr("Reading the film"), "warning")
    if read_only is not None:
        return Dot(tr("Read only"), "danger")
    safety = str(getattr(durability, "safety", durability))
    return {
        "on-disk": Dot(tr("On disk"), "success"),
        "written": Dot(tr("Written, not yet on disk"), "warning"),
        "emergency": Dot(tr("On this computer only"), "warning"),
        "read-only": Dot(tr("Read only"), "danger"),
    }.get(safety, Dot(tr("Not kept"), "warning"))


def notice_of(durability: Any, read_only: Any) -> Notice | None:
    """The banner; None when all is well."""
    if _held(read_only):
        strong = tr("Frame times are being read: {percent} %.", percent=read_only.values["percent"])
        return Notice(strong, tr("You can look; coding starts when they are known."), "warning")
    if read_only is not None:
        return Notice(tr("This coding is read only."), _why(read_only), "danger")
    if str(getattr(durability, "safety", "")) == "emergency":
        text = tr("Go on coding: what you key is safe on this computer and joins the library when it is back.")
        return Notice(tr("The library's folder does not answer."), text, "warning")
    return None


def _held(reason: Any) -> bool:
    """Does the coding only wait for its film to be read?"""
    return isinstance(reason, VfiError) and reason.id == TIMES_UNKNOWN


def _why(reason: Any) -> str:
    return sentence(reason) if isinstance(reason, VfiError) else str(reason)
