"""From the file of a deck to everything a visit needs; slow, so for a job."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from pathlib import Path

from vfi.core.consent import Action, Purpose
from vfi.core.errors import BadInput
from vfi.core.redaction import Redaction
from vfi.core.showing import ShownClip
from vfi.desk.decks import DeckDesk, deck_ids, open_deck
from vfi.desk.redactions import redaction_for
from vfi.desk.session import SessionDesk, open_place
from vfi.desk.showing import Prepared, prepare
from vfi.desk.visits import VisitDesk, begin
from vfi.files.vault import path_of
from vfi.store.cases import read_case
from vfi.store.decks import FOLDER

ENDING = ".toml"


@dataclass(frozen=True, slots=True)
class OpenedDeck:
    """A deck that may be shown today."""

    desk: DeckDesk
    prepared: Prepared
    hidden: tuple[Redaction, ...] = ()
    """What must not be seen or heard in each of the show's films."""

    @property
    def first_clip(self) -> int:
        """Its place in the show."""
        items = self.prepared.show.items
        return next(place for place, item in enumerate(items) if isinstance(item, ShownClip))

    def begin(self, who: str, *, today: datetime.date | None = None) -> VisitDesk:
        """The visit begins: noted in the case's audit file before anything is shown.

        The first page may have stood since yesterday, and somebody else may have taken the family's no meanwhile:
        the gate is asked once more, with the case as it is now.

        Raises:
            Refused: `consent-...`. FileDamaged: the case cannot be read. CouldNot: it cannot be written; then nothing
            must be shown.
        """
        session = self.desk.session
        if session.case is not None:
            case = read_case(session.vault, session.case.folder)
            session = replace(session, case=case)
        answer = session.may(Action.PRESENT, Purpose.REVIEW, today=today).require()
        shown = self.desk.deck
        for id in self.prepared.left_out:
            shown = shown.without(id)
        return begin(session, shown, answer, who=who)


def deck_file(desk: DeckDesk) -> Path:
    """Where the deck's file lies."""
    session = desk.session
    return session.vault.local_path(path_of(session.folder) / FOLDER / f"{desk.deck.id}{ENDING}")


def find_deck(path: Path) -> tuple[Path, str]:
    """The session's folder and the deck's id, from the deck's own file or from the folder of a session.

    Raises:
        BadInput: `deck-file-wanted`.
    """
    path = path.absolute()
    if path.is_dir():
        return path, "review"
    if path.suffix != ENDING or path.parent.name != FOLDER:
        raise BadInput("deck-file-wanted", path=str(path))
    return path.parent.parent, path.stem


def open_for_visit(path: Path, *, today: datetime.date | None = None) -> OpenedDeck:
    """Open the deck of this file, if it may be shown today.

    Raises:
        BadInput: `deck-file-wanted`, `no-session-here`, `no-deck-here`; the film is not there.
        Refused: the family's consent does not cover it, or nothing is left to be shown. FileDamaged, CouldNot: it
            cannot be read.
    """
    folder, id = find_deck(path)
    session = open_place(folder)
    if id not in deck_ids(session):
        raise BadInput("no-deck-here", deck=id)
    desk = open_deck(session, id)
    prepared = prepare(desk, today=today)
    return OpenedDeck(desk, prepared, tuple(_hidden(session, film.path) for film in prepared.films))


def _hidden(session: SessionDesk, film: Path) -> Redaction:
    """What was hidden from others is hidden in front of the family, too: a name, a visitor."""
    return redaction_for(session.vault, session.folder, session.session, film, wanted=True, purpose=Purpose.REVIEW)
