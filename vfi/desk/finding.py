"""Moments of a session that could become clips of its deck: proposed, with the reason, never put in by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vfi.core.coding import Coding, Role
from vfi.core.deck import Clip, Deck, ItemId, Wording
from vfi.core.events import MARKS_TIER, Event, new_event_id
from vfi.core.moment_shapes import MomentKind
from vfi.core.moments import Found, find_moments
from vfi.core.parent_safe import parent_words
from vfi.core.parent_texts import Concept
from vfi.core.rules import Said
from vfi.core.time import Span
from vfi.desk.concepts import concepts
from vfi.desk.decks import DeckDesk
from vfi.desk.session import SessionDesk


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A clip that is not in the deck yet."""

    kind: MomentKind
    reason: Said
    """`vfi.words.saying.say` makes the sentence; for the clinician alone: it may hold names of codes."""
    clip: Clip
    """Ready to be put in: stretch, and of a starred event its words for parents."""


def found(session: SessionDesk, codings: Sequence[Coding], deck: Deck) -> tuple[Suggestion, ...]:
    """Moments for this deck, the best in front. Reads the film's index: seconds for a film that was never opened.

    `codings`: every coding of the session. Moments come from those that describe what happened (the first coder's, or
    what was agreed on); what any of them holds that is not for parents keeps its stretch out.

    Raises:
        BadInput, FilmError: there is no film, or it cannot be read.
    """
    return Finder(session, codings).found(deck)


class Finder:
    """What was coded of a session, held so that each change of the deck can be answered at once."""

    def __init__(self, session: SessionDesk, codings: Sequence[Coding]) -> None:
        """As `found`."""
        self.codings = tuple(codings)
        own = (Role.PRIMARY, Role.CONSENSUS)
        self._own = [coding for coding in codings if coding.header.role in own] or list(codings)
        self._clock = session.clock()
        self._asked: tuple[tuple[Span, ...], tuple[str, ...]] | None = None
        self._found: tuple[Suggestion, ...] = ()
        self._known = {concept.id: concept for concept in concepts(("en",), session.vault)}

    @classmethod
    def of(cls, session: SessionDesk) -> Finder:
        """With all codings of the session. Slow: for a job.

        A coding that cannot be read may hold what is not for parents: then nothing is proposed at all.

        Raises:
            VfiError: what is wrong with a coding, or with the film.
        """
        return cls(session, [session.coding(listed) for listed in session.codings()])

    def found(self, deck: Deck) -> tuple[Suggestion, ...]:
        """Moments that are not in this deck, the best in front."""
        chosen = tuple(Span(clip.start, clip.end) for clip in deck.clips)
        if (chosen, deck.languages) != self._asked:  # words are typed far more often than stretches change
            moments = find_moments(self._own, self._clock, beside=self.codings, in_deck=chosen)
            by_id = {str(coding.header.id): coding for coding in self._own}
            self._found = tuple(_suggestion(moment, by_id[moment.coding], deck, self._known) for moment in moments)
            self._asked = chosen, deck.languages
        return self._found


def take(desk: DeckDesk, suggestion: Suggestion) -> ItemId:
    """Put the clip into the deck; one step of undo.

    Raises:
        VfiError: what `DeckDesk.change` raises.
    """
    desk.change("clip-added", desk.deck.with_item(suggestion.clip))
    return suggestion.clip.id


def _suggestion(moment: Found, coding: Coding, deck: Deck, known: dict[str, Concept]) -> Suggestion:
    events = [event for id in moment.events if (event := coding.event(id)) is not None]
    marked = all(event.tier == MARKS_TIER for event in events)
    words = Wording()
    code = coding.scheme.code(events[0].tier, events[0].code) if events and not marked else None
    if moment.kind is MomentKind.STAR and code is not None:
        for language in deck.languages:
            words = words.with_text(language, parent_words(code, language))
    clip = Clip(
        id=ItemId(new_event_id()),
        start=moment.start,
        end=moment.end,
        title=_title(moment, events, coding),
        words=words,
        concept=_concept(moment, events, coding, known),
        event=None if marked else events[0].id,
        coding="" if marked else coding.header.id,
    )
    return Suggestion(moment.kind, moment.reason, clip)


def _title(moment: Found, events: list[Event], coding: Coding) -> str:
    """What the clinician calls it until they call it otherwise: in the scheme's words."""
    codes = moment.reason.values.get("codes")
    if isinstance(codes, str):
        return codes
    code = coding.scheme.code(events[0].tier, events[0].code)
    return code.label if code is not None and moment.kind is not MomentKind.MARK else ""


def _concept(moment: Found, events: list[Event], coding: Coding, known: dict[str, Concept]) -> str:
    """The picture of what answered, or of what happened; none that can hurt: such a one is only chosen by a person."""
    if moment.kind in (MomentKind.MARK, MomentKind.SHARED):
        return ""
    event = events[1] if moment.kind is MomentKind.TURNS and len(events) > 1 else events[0]
    code = coding.scheme.code(event.tier, event.code)
    id = code.concept if code is not None else None
    return id if id is not None and id in known and not known[id].careful else ""
