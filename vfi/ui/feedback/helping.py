"""What helps with a deck from what was coded: moments that were found, reminders, and questions about words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject

from vfi.core.deck import Deck, Item, ItemId
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
from vfi.ui.jobs import Handle, Jobs
from vfi.words import language
from vfi.words.saying import say


class DeckHelp(QObject):
    """Reads the codings beside the window; then each change of the deck is answered at once.

    What cannot be read leads to no proposals and is not said here: the library and `vfi check` tell of it.
    """

    def __init__(self, desk: DeckDesk, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._jobs = jobs
        self._page: FeedbackPage | None = None
        self._is_shown: Callable[[], bool] = lambda: False
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
        """Help this page for as long as it is shown; codings are read again whenever it comes into sight."""
        self._page, self._is_shown = page, is_shown
        page.changed.connect(self._refresh)
        page.installEventFilter(self)
        session = self._desk.session
        languages = (language(), "en", *self._desk.deck.languages)
        self._jobs.start(
            lambda _handle: (own_concepts(languages, session.vault), own_pictures(session.vault)),
            done=self._use_cards,
            failed=lambda _error: None,
        )
        self._read()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._read()  # the Code room may have been at work meanwhile
        return super().eventFilter(watched, event)

    # ---- inside

    def _read(self) -> None:
        desk = self._desk

        def work(_handle: Handle) -> tuple[frozenset[ItemId], Finder | None]:
            unsafe = desk.not_for_parents()
            try:
                return unsafe, Finder.of(desk.session)
            except VfiError:
                return unsafe, None

        self._jobs.start(work, done=lambda read: self._take(*read), failed=lambda _error: None)

    def _take(self, unsafe: frozenset[ItemId], finder: Finder | None) -> None:
        if self._page is None or not self._is_shown():
            return
        self._finder = finder
        if finder is not None:
            self._labels = tuple({code.label for coding in finder.codings for code in coding.scheme.codes})
        self._page.show_unsafe(unsafe)
        self._refresh()

    def _refresh(self) -> None:
        """What is found and reminded of, for the deck as it is now."""
        page, finder, deck = self._page, self._finder, self._desk.deck
        if page is None or not self._is_shown():
            return
        if finder is None:
            page.show_found((), self._our_texts())
            return
        rows = [FoundRow(each.clip.start, each.clip.end, say(each.reason), each) for each in finder.found(deck)]
        page.show_found(rows, (*self._desk.unsafe_stretches(finder.codings), *self._our_texts()))

    def _use_cards(self, found: tuple[tuple[Concept, ...], dict[str, Picture]]) -> None:
        page = self._page
        if page is not None and self._is_shown() and any(found):
            made = ConceptCards(*found)
            page.side.clip.concept.use_cards(made)
            page.side.page.concept.use_cards(made)
            page.column.list.art = made.art
            page.column.list.viewport().update()
            page.preview.use_art(made.art)
