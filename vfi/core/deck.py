"""The deck: the clips and pages that a parent sees in one shared review, in order, with their words.

All times are on the session clock (ns); stretches are half-open: a clip ends at the start of the first frame that is
not shown. What may reach the parent's eye from here goes through `vfi.core.parent_safe`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NewType

from vfi.core.errors import BadInput
from vfi.core.events import EventId
from vfi.core.time import SECOND, Ns

ItemId = NewType("ItemId", str)
"""Of a clip or a page; short, unique in its deck."""

SPEEDS = (25, 50)
"""Per cent of natural speed at which a part of a clip can be shown."""

SHORTEST_HOLD, LONGEST_HOLD = Ns(SECOND // 10), Ns(600 * SECOND)
"""Anything else is a slip of the pen: nobody would see the freeze, or the exported file would never be done."""

HOLD = Ns(4 * SECOND)
"""How long a freeze stands in an exported file unless told otherwise; in front of the parent it waits."""


class Showing(StrEnum):
    """When words appear under the picture."""

    NEVER = "never"
    ON_KEY = "on-key"
    """When the clinician presses the key, after the parent has spoken."""
    ALWAYS = "always"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A text spoken by the interpreter."""

    file: str
    """In the folder `voices` beside the deck."""
    by: str
    """Initials of who speaks."""

    def __post_init__(self) -> None:
        # it is heard by the family and goes into their copy: no way leads from here to any other recording
        if not self.file or self.file.startswith(".") or any(sign in self.file for sign in "/\\:\0"):
            raise BadInput("voice-elsewhere", file=self.file)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One text for the parent in one or two languages; empty where there is none.

    Slots such as `{baby}` stand for the family's own words, see `vfi.core.slots`.
    """

    texts: tuple[tuple[str, str], ...] = ()
    """(language, text), in the order in which they are shown."""
    checked: tuple[tuple[str, str], ...] = ()
    """(language, who checked it). What nobody has checked is marked so wherever the clinician sees it."""
    voices: tuple[tuple[str, Voice], ...] = ()
    """(language, recording)."""

    def __bool__(self) -> bool:
        return any(text.strip() for _, text in self.texts)

    def text(self, language: str) -> str:
        """The text in this language, else empty: never in another one."""
        return dict(self.texts).get(language, "")

    def with_text(self, language: str, text: str) -> Wording:
        """With another text; who checked the old one has not checked the new one, and nobody has spoken it."""
        if text == self.text(language):
            return self
        texts = dict(self.texts) | {language: text}
        return replace(
            self,
            texts=tuple((key, value) for key, value in texts.items() if value),
            checked=tuple(pair for pair in self.checked if pair[0] != language),
            voices=tuple(pair for pair in self.voices if pair[0] != language),
        )

    def is_checked(self, language: str) -> bool:
        return bool(dict(self.checked).get(language))


@dataclass(frozen=True, slots=True, kw_only=True)
class SlowPart:
    """A part of a clip that is shown slower."""

    start: Ns
    end: Ns
    percent: int
    """One of `SPEEDS`."""

    def __post_init__(self) -> None:
        if self.end <= self.start or self.percent not in SPEEDS:
            raise BadInput("slow-part")


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeze:
    """A frame on which the clip waits for a key; in an exported file it stands for `hold`."""

    at: Ns
    hold: Ns = HOLD


@dataclass(frozen=True, slots=True, kw_only=True)
class Crop:
    """The part of the picture (as displayed) that is shown, in shares of its width and height, to a ten-thousandth."""

    x: float
    y: float
    width: float
    height: float

    def __post_init__(self) -> None:
        for name in ("x", "y", "width", "height"):
            object.__setattr__(self, name, round(getattr(self, name), 4))
        inside = self.x >= 0 and self.y >= 0 and self.x + self.width <= 1.0001 and self.y + self.height <= 1.0001
        if not inside or self.width < 0.1 or self.height < 0.1:
            raise BadInput("crop-outside")


class ClipKind(StrEnum):
    MOMENT = "moment"
    """Seconds to a minute, chosen because it went well."""
    STRETCH = "stretch"
    """A long stretch of the film with prepared pauses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A stretch of a film with its presentation."""

    id: ItemId
    start: Ns
    end: Ns
    title: str = ""
    """For the clinician; never on the parent's screen."""
    camera: str = ""
    """Which camera's film is shown; empty: the session's lead."""
    kind: ClipKind = ClipKind.MOMENT
    slow: tuple[SlowPart, ...] = ()
    """In order, not overlapping, inside the clip."""
    freezes: tuple[Freeze, ...] = ()
    """In order, inside the clip."""
    repeats: int = 1
    """How often it is shown in a row."""
    crop: Crop | None = None
    still: Ns | None = None
    """The frame that stands before the clip is played and is printed; None: its first."""
    question: Wording = Wording()
    """Said (or read) before the clip plays."""
    words: Wording = Wording()
    showing: Showing = Showing.ON_KEY
    baby_says: Wording = Wording()
    baby_showing: Showing = Showing.NEVER
    concept: str = ""
    """Id of a concept picture; empty: none."""
    notes: str = ""
    """For the clinician only."""
    closing: bool = False
    """The warm one that comes last."""
    event: EventId | None = None
    """The event it was made from, with its coding; None for a mark, a loop or a stretch chosen by hand."""
    coding: str = ""

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise BadInput("clip-stretch-empty")
        if not 1 <= self.repeats <= 9:
            raise BadInput("clip-repeats", repeats=self.repeats)
        for moments in ([part.start for part in self.slow], [freeze.at for freeze in self.freezes]):
            if any(not self.start <= at < self.end for at in moments) or moments != sorted(set(moments)):
                raise BadInput("clip-parts")
        if any(a.end > b.start for a, b in zip(self.slow, self.slow[1:], strict=False)):
            raise BadInput("clip-parts")
        if self.slow and self.slow[-1].end > self.end:
            raise BadInput("clip-parts")

    def trimmed(self, start: Ns, end: Ns) -> Clip:
        """With other ends; what of slow parts and freezes lies outside then is cut off."""
        slow = tuple(
            replace(part, start=max(part.start, start), end=min(part.end, end))
            for part in self.slow
            if min(part.end, end) > max(part.start, start)
        )
        freezes = tuple(freeze for freeze in self.freezes if start <= freeze.at < end)
        still = self.still if self.still is not None and start <= self.still < end else None
        return replace(self, start=start, end=end, slow=slow, freezes=freezes, still=still)


class PageKind(StrEnum):
    OPENING = "opening"
    """This is your film; you can stop it at any time."""
    WHO_CAN_SEE = "who-can-see"
    """From the consents: who can see it, when it is deleted, you can change your mind."""
    QUESTION = "question"
    CONCEPT = "concept"
    YOUR_WORDS = "your-words"
    """The parent's own words, the chosen still and a concept picture; filled in together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page between the clips."""

    id: ItemId
    kind: PageKind
    wording: Wording = Wording()
    """The question, or the service's own words in place of ours."""
    concept: str = ""
    still: Ns | None = None
    """For *your words*: the chosen frame."""
    notes: str = ""


Item = Clip | Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """The ordered clips and pages of one shared review."""

    id: str
    """The file's name without its ending, for example `review`."""
    title: str = ""
    """For the clinician."""
    theme: str = ""
    """Of this session, for the clinician and the script."""
    goal: str = ""
    """The parent's goal in their own words; may be shown to them."""
    languages: tuple[str, ...] = ("en",)
    """One or two, the one read first in front."""
    baby: Wording = Wording()
    """What the family calls the baby, for the slot `{baby}`."""
    pronoun: str = ""
    """he, she, or empty where words must do without."""
    volume: int = 80
    """Sound level at the start, per cent."""
    text_free: bool = False
    """No text at all on the parent's screen: pictures, voices and buttons with signs."""
    items: tuple[Item, ...] = field(default=())

    @property
    def clips(self) -> tuple[Clip, ...]:
        return tuple(item for item in self.items if isinstance(item, Clip))

    def item(self, id: ItemId) -> Item | None:
        return next((item for item in self.items if item.id == id), None)

    def with_item(self, item: Item, place: int | None = None) -> Deck:
        """With one more at this place (None: before *your words* where that page is last, else at the end)."""
        items = list(self.items)
        if place is None:
            last = items[-1] if items else None
            place = len(items) - (isinstance(last, Page) and last.kind is PageKind.YOUR_WORDS)
        items.insert(place, item)
        return replace(self, items=tuple(items))

    def changed(self, item: Item) -> Deck:
        """With this clip or page in the place of the one with its id."""
        return replace(self, items=tuple(item if other.id == item.id else other for other in self.items))

    def without(self, id: ItemId) -> Deck:
        return replace(self, items=tuple(item for item in self.items if item.id != id))

    def moved(self, id: ItemId, place: int) -> Deck:
        """With this one at another place in the order."""
        item = self.item(id)
        return self if item is None else self.without(id).with_item(item, place)
