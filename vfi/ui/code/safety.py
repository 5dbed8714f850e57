"""Where the work is, in words: the dot in the top bar and the banner under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from vfi.core.errors import VfiError
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
    if read_only is not None:
        return Notice(tr("This coding is read only."), _why(read_only), "danger")
    if str(getattr(durability, "safety", "")) == "emergency":
        text = tr("Go on coding: what you key is safe on this computer and joins the library when it is back.")
        return Notice(tr("The library's folder does not answer."), text, "warning")
    return None


def _why(reason: Any) -> str:
    return sentence(reason) if isinstance(reason, VfiError) else str(reason)
