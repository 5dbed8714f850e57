"""A deck made ready for the parent's screen: the gate is asked, and what may not be seen is left out."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from vfi.core.case import Case
from vfi.core.consent import Action, Answer, Purpose
from vfi.core.deck import Clip, Deck, ItemId, Page, PageKind
from vfi.core.errors import Refused
from vfi.core.parent_texts import ParentTexts
from vfi.core.rules import Said
from vfi.core.showing import (
    Backstage,
    BackstageItem,
    Line,
    Lines,
    Show,
    ShownClip,
    ShownPage,
    backstage_item,
    lines_of,
    shown_clip,
)
from vfi.desk.concepts import picture
from vfi.desk.decks import DeckDesk, DeckFilm
from vfi.store.decks import FOLDER
from vfi.store.libraries import FILE as LIBRARY
from vfi.store.libraries import read_library
from vfi.store.parent_texts import parent_texts

VOICES = "voices"
"""Beside the decks: what an interpreter spoke."""

_TOLD = (
    Purpose.REVIEW,
    Purpose.SUPERVISION,
    Purpose.RELIABILITY,
    Purpose.TEAM_TRAINING,
    Purpose.OUTSIDE_TRAINING,
    Purpose.RESEARCH,
    Purpose.PARENT_COPY,
    Purpose.AGENCY,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A show with the films it plays, and the clinician's side of it."""

    show: Show
    backstage: Backstage
    films: tuple[DeckFilm, ...]
    """By their number in the show's clips."""
    voices: Path
    """The folder in which `Line.voice` lies."""
    texts: tuple[ParentTexts, ...]
    """What we say ourselves, in each language of the deck."""
    answer: Answer
    left_out: tuple[ItemId, ...]
    """Clips of events that may not reach a parent."""
    reminders: tuple[Said, ...] = ()
    """For whoever prepares the visit: a moment in a clip that is not for parents, a picture that cannot be drawn."""


def prepare(desk: DeckDesk, *, today: datetime.date | None = None) -> Prepared:
    """Everything that the parent's screen needs, made before the family sits down. Reads films: run it in a job.

    Raises:
        Refused: `consent-...`: the family did not agree to a shared review, or no longer does; `deck-nothing-to-show`.
        BadInput, FilmError: a film is not there or cannot be used. FileDamaged: a table of texts is damaged.
    """
    answer = desk.session.may(Action.PRESENT, Purpose.REVIEW, today=today).require()
    made = put_together(desk, answer, desk.not_for_parents())
    return replace(made, reminders=(*made.reminders, *desk.unsafe_stretches(), *desk.our_texts()))


def put_together(desk: DeckDesk, answer: Answer, left_out: Collection[ItemId]) -> Prepared:
    """A show of the deck without these items; `answer`: the gate's, which whoever calls this has asked.

    Raises:
        Refused: `deck-nothing-to-show`. BadInput, FilmError, FileDamaged: as `prepare`.
    """
    deck = desk.deck
    texts = tuple(parent_texts(language, desk.session.vault) for language in deck.languages)
    films: list[DeckFilm] = []
    items: list[ShownClip | ShownPage] = []
    backstage: list[BackstageItem] = []
    for item in deck.items:
        if item.id in left_out:
            continue
        if isinstance(item, Clip):
            number = _number(desk.film_of(item), films)
            items.append(shown_clip(item, deck, films[number].clock, number))
        else:
            items.append(_page(item, desk, texts, films, left_out))
        backstage.append(backstage_item(item, deck))
    if not any(isinstance(item, ShownClip) for item in items):
        raise Refused("deck-nothing-to-show")
    session = desk.session
    used = {item.concept for item in items if item.concept}
    given = {id: made for id in used if (made := picture(id, session.vault)) is not None}
    pictures = {id: made for id, made in given.items() if made.own}
    return Prepared(
        show=Show(
            items=tuple(items),
            languages=deck.languages,
            volume=deck.volume,
            text_free=deck.text_free,
            pictures=pictures,
        ),
        backstage=Backstage(
            family=family_words(session.case.value if session.case is not None else None, session.session.who),
            film_day=session.session.date,
            theme=deck.theme,
            goal=deck.goal,
            items=tuple(backstage),
        ),
        films=tuple(films),
        voices=session.vault.local_path(f"{session.folder}/{FOLDER}/{VOICES}".removeprefix("/")),
        texts=texts,
        answer=answer,
        left_out=tuple(left_out),
        reminders=tuple(
            Said(made.trouble.id, dict(made.trouble.values)) for made in given.values() if made.trouble is not None
        ),
    )


def _number(film: DeckFilm, films: list[DeckFilm]) -> int:
    """The film's number in the show; it gets the next one when it is not in it yet."""
    for number, other in enumerate(films):
        if other.ref == film.ref:
            return number
    films.append(film)
    return len(films) - 1


def _page(
    page: Page,
    desk: DeckDesk,
    texts: tuple[ParentTexts, ...],
    films: list[DeckFilm],
    left_out: Collection[ItemId],
) -> ShownPage:
    deck = desk.deck
    still, film, crop = None, 0, None
    clips = [clip for clip in deck.clips if clip.id not in left_out]
    if page.kind is PageKind.YOUR_WORDS and clips:
        chosen = next((clip for clip in clips if page.still is not None and clip.start <= page.still < clip.end), None)
        clip = chosen or clips[-1]
        at = page.still if chosen is not None else clip.still
        at = clip.start if at is None else at
        crop = clip.crop
        film = _number(desk.film_of(clip), films)
        still = films[film].clock.frame_at(at)
    own = bool(page.wording or page.wording.voices)
    return ShownPage(
        id=page.id,
        kind=page.kind,
        lines=_lines(page, desk, texts),
        ideas=_ideas(desk) if page.kind is PageKind.WHO_CAN_SEE and not own else (),
        concept=page.concept,
        film=film,
        still=still,
        crop=crop,
    )


def page_lines(page: Page, desk: DeckDesk) -> tuple[Lines, ...]:
    """What stands on a page as the deck is now, for whoever makes it; shown to a family it goes through `prepare`.

    Raises:
        FileDamaged: a table of texts is damaged.
    """
    return _lines(page, desk, tuple(parent_texts(language, desk.session.vault) for language in desk.deck.languages))


def _lines(page: Page, desk: DeckDesk, texts: tuple[ParentTexts, ...]) -> tuple[Lines, ...]:
    """A page's ideas, one after the other: the deck's own words where it has any, else ours."""
    deck = desk.deck
    if page.wording or page.wording.voices:
        return (lines_of(page.wording, deck),)
    match page.kind:
        case PageKind.OPENING:
            each = [table.lines("opening") for table in texts]
        case PageKind.WHO_CAN_SEE:
            each = [tuple(_idea(table, desk, idea) for idea in _ideas(desk)) for table in texts]
        case PageKind.CONCEPT:
            each = [(found.sentence,) if (found := table.concepts.get(page.concept)) else () for table in texts]
        case PageKind.YOUR_WORDS:
            each = [table.lines("your-words") for table in texts]
        case PageKind.QUESTION:
            each = []
    return side_by_side(each, deck)


def side_by_side(each: list[tuple[str, ...]], deck: Deck) -> tuple[Lines, ...]:
    """The lines of every language, idea by idea. No words where the deck shows none."""
    if deck.text_free:
        return ()
    most = max((len(lines) for lines in each), default=0)
    return tuple(
        tuple(
            Line(language=language, text=lines[place])
            for language, lines in zip(deck.languages, each, strict=True)
            if place < len(lines) and lines[place]
        )
        for place in range(most)
    )


def _ideas(desk: DeckDesk) -> tuple[str, ...]:
    """What the family agreed to today, how long it is kept, what we promise, and that they can change their mind."""
    agreed = [f"who-{purpose}" for purpose in _TOLD if desk.session.may(Action.OPEN, purpose).allowed]
    return (*agreed, *(["kept"] if _kept(desk) else []), "private", "change-mind")


def _idea(table: ParentTexts, desk: DeckDesk, idea: str) -> str:
    return table.text(idea, how_long=_kept(desk)) if idea == "kept" else table.text(idea)


def _kept(desk: DeckDesk) -> str:
    """How long films are kept, in the service's own words."""
    vault = desk.session.vault
    return dict(read_library(vault).value.retention).get("film", "") if vault.exists(LIBRARY) else ""


def family_words(case: Case | None, who: tuple[str, ...]) -> str:
    """The case and who is in the film, as the team calls them: `F012 (A. and baby)`."""
    if case is None:
        return ""
    labels = [person.label or person.id for person in case.people if person.id in who and person.role != "practitioner"]
    known = case.label or ", ".join(labels)
    return f"{case.id} ({known})" if known not in ("", case.id) else case.id
