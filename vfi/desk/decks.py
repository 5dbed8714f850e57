"""A deck being made: every change is kept at once and can be taken back."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from vfi.core.case import FilmRef
from vfi.core.clips import stretch
from vfi.core.clock import FilmClock
from vfi.core.coding import Coding, CodingId
from vfi.core.consent import Action, Purpose
from vfi.core.deck import Clip, Deck, Item, ItemId, Page, PageKind, Wording
from vfi.core.errors import BadInput, CouldNot, Refused, VfiError
from vfi.core.events import MARKS_TIER, EventId, new_event_id
from vfi.core.moments import overlaps_unsafe
from vfi.core.parent_safe import may_reach_parent, parent_words
from vfi.core.rules import Said
from vfi.core.time import Ns, clock_text
from vfi.desk.concepts import is_careful
from vfi.desk.kept import Kept
from vfi.desk.session import SessionDesk
from vfi.store.decks import deck_ids as stored_ids
from vfi.store.decks import new_deck, read_deck, save_deck
from vfi.store.parent_texts import parent_texts
from vfi.store.records import Stored

if TYPE_CHECKING:  # a deck is listed long before its film is opened
    from vfi.media.index import FilmIndex

FIRST_DECK = "review"


@dataclass(frozen=True, slots=True)
class DeckFilm:
    """The film that a clip is shown from."""

    ref: FilmRef
    path: Path
    index: FilmIndex
    clock: FilmClock


def deck_ids(session: SessionDesk) -> list[str]:
    """The session's decks by name."""
    return stored_ids(session.vault, session.folder)


def open_deck(session: SessionDesk, id: str = FIRST_DECK, *, clock: Callable[[], float] = time.monotonic) -> DeckDesk:
    """A deck of the session; one that is not there yet begins with the pages that every review has.

    Raises:
        FileDamaged: `record-findings`. CouldNot: it cannot be read or written.
    """
    if id in deck_ids(session):
        return DeckDesk(session, read_deck(session.vault, session.folder, id), clock)
    language = session.case.value.language if session.case is not None else "en"
    deck = Deck(
        id=id,
        languages=("en",) if language == "en" else ("en", language),
        goal=session.case.value.goal if session.case is not None else "",
        items=tuple(
            Page(id=_new_id(), kind=kind) for kind in (PageKind.OPENING, PageKind.WHO_CAN_SEE, PageKind.YOUR_WORDS)
        ),
    )
    return DeckDesk(session, new_deck(session.vault, session.folder, deck), clock)


class DeckDesk(Kept[Deck]):
    """One deck: changed, kept, undone. Made by `open_deck`."""

    def __init__(self, session: SessionDesk, stored: Stored[Deck], clock: Callable[[], float]) -> None:
        super().__init__(stored, clock)
        self.session = session

    # what is -----------------------------------------------------------------------------------------------------

    @property
    def deck(self) -> Deck:
        return self.value

    @property
    def read_only(self) -> VfiError | None:
        """Why nothing can be changed; None when it can."""
        if self._stored.newer is not None:
            return Refused("record-newer", path=f"{self.deck.id}.toml", format=self._stored.newer, known=1)
        return None

    # changes -----------------------------------------------------------------------------------------------------

    def read_again(self) -> None:
        """Take what another window wrote; what could be undone here no longer fits and is forgotten.

        Raises:
            FileDamaged, CouldNot: it cannot be read.
        """
        self._take(read_deck(self.session.vault, self.session.folder, self.deck.id))

    def add_stretch(self, start: Ns, end: Ns, *, title: str = "", camera: str = "") -> ItemId:
        """A clip from `start` up to, not including, `end`: a loop, or what was chosen by hand.

        Raises:
            BadInput: `clip-stretch-empty`; `clip-outside-film` when none of it lies in the film.
        """
        span = self.session.span()
        if end <= span.start or start >= span.end:
            raise BadInput("clip-outside-film")
        clip = Clip(id=_new_id(), start=Ns(max(start, span.start)), end=Ns(min(end, span.end)), title=title)
        return self._add("clip-added", replace(clip, camera=camera))

    def add_event(self, coding: Coding, event: EventId) -> ItemId:
        """A clip of an event or a mark: its own length, or some seconds round a moment.

        Words come from the code's words for parents. An event that may not reach a parent can be put into a deck by
        no way.

        Raises:
            BadInput: `clips-no-such-event`. Refused: `clip-not-for-parents`.
        """
        found = coding.event(event)
        if found is None:
            raise BadInput("clips-no-such-event", event=event)
        code = coding.scheme.code(found.tier, found.code)
        mark = found.tier == MARKS_TIER
        if not mark and not may_reach_parent(found, coding.scheme):
            raise Refused("clip-not-for-parents", code=code.label if code is not None else found.code)
        clock = self.session.clock()
        first, last = stretch(found, clock, None)
        words = Wording()
        for language in self.deck.languages if code is not None and not mark else ():
            assert code is not None
            words = words.with_text(language, parent_words(code, language))
        concept = (code.concept or "") if code is not None and not mark else ""
        if concept and is_careful(concept, self.session.vault):
            concept = ""  # it can hurt: only a person chooses it
        clip = Clip(
            id=_new_id(),
            start=clock.time_of(first),
            end=clock.edge(last + 1),
            words=words,
            concept=concept,
            title=code.label if code is not None and not mark else "",
            event=None if mark else event,
            coding="" if mark else coding.header.id,
        )
        return self._add("clip-added", clip)

    def add_page(self, kind: PageKind, *, concept: str = "", place: int | None = None) -> ItemId:
        """A further page."""
        return self._add("page-added", Page(id=_new_id(), kind=kind, concept=concept), place)

    def set(self, item: Item, *, label: str = "clip-changed", merge: str = "") -> None:
        """This clip or page in the place of the one with its id; only one clip is the closing one."""
        deck = self.deck.changed(item)
        if isinstance(item, Clip) and item.closing:
            for other in deck.clips:
                if other.closing and other.id != item.id:
                    deck = deck.changed(replace(other, closing=False))
        self.change(label, deck, merge=f"{item.id} {merge}" if merge else "")

    def move(self, id: ItemId, place: int) -> None:
        """To another place in the order."""
        self.change("deck-order", self.deck.moved(id, place))

    def remove(self, id: ItemId) -> None:
        """Out of the deck."""
        label = "clip-removed" if isinstance(self.deck.item(id), Clip) else "page-removed"
        self.change(label, self.deck.without(id))

    # what to look at ---------------------------------------------------------------------------------------------

    def film_of(self, clip: Clip) -> DeckFilm:
        """The film that the clip is shown from: all that its camera filmed.

        Raises:
            BadInput: `film-moved`, `film-is-another`, `session-without-film`; `clip-no-such-camera`.
            FilmError: the film cannot be used.
        """
        session = self.session
        for camera, (first, *_) in enumerate(session.cameras()):
            if clip.camera in (first.camera, ""):
                path = session.film_file(first)
                return DeckFilm(first, path, session.camera_index(camera), session.clock(camera))
        raise BadInput("clip-no-such-camera", camera=clip.camera)

    def remarks(self, *, today: datetime.date | None = None) -> tuple[Said, ...]:
        """What the clinician should know before it is shown: reminders, never orders."""
        remarks: list[Said] = []
        answer = self.session.may(Action.PRESENT, Purpose.REVIEW, today=today)
        if not answer.allowed:
            remarks.append(Said(answer.refusal.id, dict(answer.refusal.values)))
        clips = self.deck.clips
        try:
            self.session.film_file(check=False)
        except VfiError as error:
            remarks.append(Said(error.id, dict(error.values)))
        if not clips:
            remarks.append(Said("deck-empty"))
        elif not any(clip.closing for clip in clips):
            remarks.append(Said("deck-no-closing"))
        unchecked = [
            language
            for language in self.deck.languages[1:]
            if any(
                wording.text(language) and not wording.is_checked(language)
                for clip in clips
                for wording in (clip.question, clip.words, clip.baby_says)
            )
        ]
        remarks += [Said("deck-unchecked", {"language": language}) for language in unchecked]
        return tuple(remarks)

    def not_for_parents(self) -> frozenset[ItemId]:
        """Clips whose event may no longer reach a parent: it was coded otherwise since.

        A clip whose coding cannot be read, or knows nothing of the event, is among them: what is unknown is not shown.
        """
        wanted = {clip.coding for clip in self.deck.clips if clip.event is not None}
        codings = {coding.header.id: coding for coding in self._readable(wanted)} if wanted else {}
        return frozenset(
            clip.id
            for clip in self.deck.clips
            if clip.event is not None and not _safe(codings.get(CodingId(clip.coding)), clip)
        )

    def unsafe_stretches(self, codings: Iterable[Coding] | None = None) -> tuple[Said, ...]:
        """For each clip that also holds a moment which is not for parents, a reminder of the first one.

        `codings`: those of the session; without them every one that can be read is read (slow: for a job).
        """
        known = tuple(codings if codings is not None else self._readable())
        found = []
        for number, clip in enumerate(self.deck.clips, start=1):
            held = [
                (event.start, code.label if code is not None else event.code)
                for coding in known
                for event in overlaps_unsafe(coding, clip.start, clip.end)
                if event.id != clip.event
                for code in (coding.scheme.code(event.tier, event.code),)
            ]
            if held:
                time, label = min(held)
                found.append(
                    Said(
                        "deck-stretch-unsafe", {"clip": number, "code": label, "at": clock_text(time).partition(".")[0]}
                    )
                )
        return tuple(found)

    def our_texts(self) -> tuple[Said, ...]:
        """Languages of this deck in which nobody has checked what we say ourselves, or in which there is nothing yet.

        Raises:
            FileDamaged: a table of texts is damaged.
        """
        said = []
        for language in self.deck.languages:
            table = parent_texts(language, self.session.vault)
            if not table.texts:
                said.append(Said("deck-texts-missing", {"language": language}))
            elif not table.checked_by:
                said.append(Said("deck-texts-unchecked", {"language": language}))
        return tuple(said)

    def _readable(self, wanted: Collection[str] | None = None) -> Iterator[Coding]:
        """The session's codings, or these; without those that cannot be read."""
        for listed in self.session.codings():
            if listed.header is not None and (wanted is None or listed.header.id in wanted):
                try:
                    yield self.session.coding(listed)
                except VfiError:
                    continue

    # inside ------------------------------------------------------------------------------------------------------

    def _add(self, label: str, item: Item, place: int | None = None) -> ItemId:
        self.change(label, self.deck.with_item(item, place))
        return item.id

    def _save(self, stored: Stored[Deck], value: Deck) -> Stored[Deck]:
        if (why := self.read_only) is not None:
            raise why
        try:
            return save_deck(self.session.vault, stored, value)
        except CouldNot as error:
            raise CouldNot("deck-not-kept", why=error) from error


def _safe(coding: Coding | None, clip: Clip) -> bool:
    if coding is None or clip.event is None:
        return False
    # An event that was deleted is judged as it was then: what the clinician made of it stands, if it was safe.
    event = coding.last_known(clip.event)
    return event is not None and may_reach_parent(event, coding.scheme)


def _new_id() -> ItemId:
    return ItemId(new_event_id())
