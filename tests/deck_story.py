"""A family F1 who agreed to a shared review, one coded film of 25 pictures a second, and a deck made from it."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

from vfi.core.case import Person
from vfi.core.coding import Coding
from vfi.core.consent import Consent, Purpose
from vfi.core.events import EventId
from vfi.desk import consents
from vfi.desk.bundled import find_scheme
from vfi.desk.coding import CodingDesk
from vfi.desk.decks import DeckDesk, open_deck
from vfi.desk.making import FilmGiven, new_session_at
from vfi.desk.session import SessionDesk, open_place
from vfi.store.cases import read_case, save_case

TODAY = datetime.date(2026, 3, 12)
AGREED = (Purpose.FILM, Purpose.REVIEW)


class DeckStory:
    """`safe` and `unsafe`: cues at the pictures 50 and 100, the latter one that was not answered; `mark` is at 150."""

    def __init__(self, film: Path, folder: Path, purposes: tuple[Purpose, ...] = AGREED) -> None:
        self.place = folder / "library" / "F1" / "2026-03-11-play"
        made = new_session_at(self.place, [FilmGiven(film)], find_scheme("babys-cues"))
        path = made.new_coding("Anna", find_scheme("babys-cues"))
        with made.open_coding(path, "Anna") as source:
            room = CodingDesk(source, made.film_index().frame_map)
            self.safe = _there(room.key("q", 50).select)
            self.unsafe = _there(room.key("q", 100).select)
            room.set_modifier(self.unsafe, "reading", "not-answered")
            self.mark = _there(room.mark(150).select)
            room.dismiss()
            self.coding: Coding = source.coding
        stored = read_case(made.vault, "F1")
        people = (
            Person(id="a", role="carer", label="A.", parental_responsibility=True),
            Person(id="baby", role="infant", label="baby"),
        )
        save_case(made.vault, stored, replace(stored.value, label="F1", people=people))
        if purposes:
            agreed = Consent(person="a", basis="parental-responsibility", date="2026-03-11", purposes=purposes)
            consents.agree(made.vault, "F1", None, agreed, who="Anna")
        self.session: SessionDesk = open_place(self.place)
        self.deck: DeckDesk = open_deck(self.session)

    def again(self) -> DeckDesk:
        """The deck as another start of the program finds it."""
        return open_deck(open_place(self.place))


def _there(event: EventId | None) -> EventId:
    assert event is not None
    return event
