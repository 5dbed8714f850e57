"""What helps with a deck from what was coded: moments that were found, reminders, and questions about words."""

from __future__ import annotations

from collections.abc import Callable

from vfi.core.deck import Deck, Item
from vfi.core.errors import VfiError
from vfi.core.parent_texts import Concept, Picture
from vfi.core.rules import Said
from vfi.core.wording import asks_of
from vfi.desk.concepts import own_concepts, own_pictures
from vfi.desk.decks import DeckDesk
from vfi.desk.finding import Finder
from vfi.ui.feedback.concept_cards import ConceptCards
from vfi.ui.feedback.found_list import FoundRow
from vfi.ui.feedback.page import FeedbackPage
from vfi.ui.jobs import Jobs
from vfi.words import language
from vfi.words.saying import say


class DeckHelp:
    """Reads the codings once, beside the window; then each change of the deck is answered at once.

    What cannot be read leads to no proposals and is not said here: the library and `vfi check` tell of it.
    """

    def __init__(self, desk: DeckDesk, jobs: Jobs) -> None:
        self._desk = desk
        self._jobs = jobs
        self._finder: Finder | None = None
        self._labels: tuple[str, ...] = ()
        self._texts: tuple[tuple[str, ...], tuple[Said, ...]] | None = None

    def asks(self, item: Item, deck: Deck) -> tuple[str, ...]:
        """What the words check asks about a clip or page, in sentences."""
        return tuple(say(said) for said in asks_of(item, deck, scheme_words=self._labels))

    def _our_texts(self) -> tuple[Said, ...]:
        """Read again only when the deck has other languages."""
        languages = self._desk.deck.languages
        if self._texts is None or self._texts[0] != languages:
            try:
                self._texts = languages, self._desk.our_texts()
            except VfiError as error:
                self._texts = languages, (Said(error.id, dict(error.values)),)
        return self._texts[1]

    def serve(self, page: FeedbackPage, is_shown: Callable[[], bool]) -> None:
        """Look for moments and show them in this page for as long as it is shown."""

        def refresh() -> None:
            finder = self._finder
            if finder is None or not is_shown():
                return
            rows = [
                FoundRow(each.clip.start, each.clip.end, say(each.reason), each)
                for each in finder.found(self._desk.deck)
            ]
            page.show_found(rows, (*self._desk.unsafe_stretches(finder.codings), *self._our_texts()))

        def done(finder: Finder) -> None:
            self._finder = finder
            self._labels = tuple({code.label for coding in finder.codings for code in coding.scheme.codes})
            refresh()

        def cards(found: tuple[tuple[Concept, ...], dict[str, Picture]]) -> None:
            if is_shown() and any(found):
                made = ConceptCards(*found)
                page.side.clip.concept.use_cards(made)
                page.side.page.concept.use_cards(made)
                page.column.list.art = made.art
                page.column.list.viewport().update()
                page.preview.use_art(made.art)

        session = self._desk.session
        languages = (language(), "en", *self._desk.deck.languages)
        page.changed.connect(refresh)
        self._jobs.start(
            lambda _handle: (own_concepts(languages, session.vault), own_pictures(session.vault)),
            done=cards,
            failed=lambda _error: None,
        )
        self._jobs.start(
            lambda _handle: Finder.of(session), done=done, failed=lambda _error: page.show_found((), self._our_texts())
        )
