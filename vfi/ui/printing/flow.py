"""From the deck in the Feedback room to paper and back."""

from __future__ import annotations

from pathlib import Path

from vfi.core.errors import VfiError
from vfi.ui.export.outcome import say_written
from vfi.ui.feedback.flow import FeedbackFlow
from vfi.ui.workplace import Workplace
from vfi.words import tr


class PaperFlow:
    """Opens the sheet for the deck that is open, also after the family was asked."""

    def __init__(self, place: Workplace, decks: FeedbackFlow) -> None:
        self._place = place
        self._decks = decks

    def open(self, paper: str = "script") -> None:
        """The sheet for the deck's script, the family's card and the cards of ideas."""
        deck = self._decks.deck
        if deck is None:
            return
        from vfi.ui.printing.paper_sheet import PaperSheet, Sources, sources

        self._decks.pause()
        place, desk = self._place, deck.desk

        def ready(found: Sources) -> None:
            if self._decks.deck is not deck:
                return
            sheet = PaperSheet(place.theme, place.window.page, place.jobs, desk, found, who=place.coder, paper=paper)
            if not place.show(sheet):
                return
            sheet.printed.connect(self._printed)
            sheet.consent_wanted.connect(
                lambda kind, purposes: self._decks.asking_wanted.emit(
                    desk.session.case_id, purposes, lambda: self._asked(kind)
                )
            )

        place.jobs.start(lambda _handle: sources(desk), done=ready, failed=place.say, patience=0.1)

    def _printed(self, path: object) -> None:
        if not isinstance(path, Path):
            self._place.done(tr("It is being printed."))
            return
        words = tr("{file} is in {folder}.", file=path.name, folder=path.parent.name)
        say_written(self._place, words, path.parent)

    def _asked(self, paper: str) -> None:
        """What the family agreed to is read anew, and the paper asked for again."""
        deck = self._decks.deck
        if deck is None:
            return
        try:
            fresh = self._place.library.desk(deck.case, deck.session)
        except VfiError as error:
            self._place.say(error)
            return
        deck.desk.session.case = fresh.case
        self.open(paper)
