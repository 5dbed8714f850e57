"""What of a deck reaches the parent's screen: only this, made in one place, with nothing else in it.

A `Show` holds no title, note, code, score, file name or name of a case that a widget could put on the screen; the
clinician's side travels apart from it (`Backstage`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vfi.core.clock import FilmClock
from vfi.core.deck import Clip, Crop, Deck, Item, ItemId, PageKind, Showing, Wording
from vfi.core.parent_texts import Picture
from vfi.core.programme import Shot, programme
from vfi.core.slots import filled


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One text in one language; without words (`text` empty) there may still be a voice."""

    language: str
    text: str
    voice: str = ""
    """File in the folder `voices` beside the deck; empty: nobody has spoken it."""


Lines = tuple[Line, ...]
"""The same text in each language of the deck that has it, the first language in front."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownClip:
    """A clip as the parent sees it."""

    id: ItemId
    film: int
    """Which of the show's films."""
    shots: tuple[Shot, ...]
    still: int
    """The frame that stands before it plays, and when *Picture* is pressed."""
    crop: Crop | None
    question: Lines
    words: Lines
    showing: Showing
    baby_says: Lines
    baby_showing: Showing
    concept: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPage:
    """A page between the clips."""

    id: ItemId
    kind: PageKind
    lines: tuple[Lines, ...]
    """One idea after the other."""
    ideas: tuple[str, ...] = ()
    """What each of the lines is about, for the sign beside it: `who-review`, `kept`, ...; empty where it does not
    matter. Also there when the page has no words at all."""
    concept: str = ""
    film: int = 0
    still: int | None = None
    crop: Crop | None = None
    """Of the clip that the still is from: who was left out of the clip is not on the page either."""


ShownItem = ShownClip | ShownPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """Everything that can reach the parent's screen, in order."""

    items: tuple[ShownItem, ...]
    languages: tuple[str, ...]
    volume: int
    """Per cent."""
    text_free: bool
    pictures: Mapping[str, Picture] = field(default_factory=dict, hash=False)
    """The service's own pictures of the concepts in it; ours for all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackstageItem:
    """What the clinician alone reads about a clip or page."""

    title: str
    question: str
    notes: str
    closing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Backstage:
    """The clinician's side of a show; on a second screen that the parent does not see, or on paper."""

    family: str
    """Case and who is in it, for the wrong-family check."""
    film_day: str
    """ISO date of the film."""
    theme: str
    goal: str
    items: tuple[BackstageItem, ...]
    """One for each item of the show."""


def lines_of(wording: Wording, deck: Deck) -> Lines:
    """A text in the deck's languages, slots filled; only the voices where the deck shows no text at all."""
    voices = dict(wording.voices)
    found = []
    for language in deck.languages:
        text = "" if deck.text_free else filled(wording.text(language), deck, language)
        voice = voices[language].file if language in voices else ""
        if text or voice:
            found.append(Line(language=language, text=text, voice=voice))
    return tuple(found)


def shown_clip(clip: Clip, deck: Deck, clock: FilmClock, film: int) -> ShownClip:
    """The clip as the parent sees it."""
    still = clip.still if clip.still is not None else clip.start
    return ShownClip(
        id=clip.id,
        film=film,
        shots=programme(clip, clock),
        still=clock.frame_at(still),
        crop=clip.crop,
        question=lines_of(clip.question, deck),
        words=lines_of(clip.words, deck),
        showing=clip.showing,
        baby_says=lines_of(clip.baby_says, deck),
        baby_showing=clip.baby_showing,
        concept=clip.concept,
    )


def backstage_item(item: Item, deck: Deck) -> BackstageItem:
    """What the clinician alone reads about it."""
    first = deck.languages[0]
    if isinstance(item, Clip):
        question = filled(item.question.text(first), deck, first)
        return BackstageItem(title=item.title, question=question, notes=item.notes, closing=item.closing)
    return BackstageItem(title="", question=filled(item.wording.text(first), deck, first), notes=item.notes)
