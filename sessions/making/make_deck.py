"""Make the example's deck: three moments of the drawn film, as a clinician would choose them for a shared review.

`python sessions/making/make_deck.py` writes `decks/review.toml` anew. The moments are those that the finder proposes
first; words, waits and the slow part were chosen by looking at the film.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from vfi.core.clock import FilmClock
from vfi.core.deck import Clip, Deck, Freeze, ItemId, Page, PageKind, SlowPart, Wording
from vfi.desk.session import open_place
from vfi.store.decks import new_deck

PLACE = Path(__file__).parents[1] / "F012" / "2026-03-11-home-play"
WHO = "Anna K."


def english(text: str) -> Wording:
    """A text that Anna wrote in her own language, and so has checked."""
    return Wording(texts=(("en", text),), checked=(("en", WHO),))


def clips(clock: FilmClock) -> tuple[Clip, Clip, Clip]:
    """Answering, resting and coming back, laughing: frames of the film."""

    def clip(id: str, first: int, after: int) -> Clip:
        return Clip(id=ItemId(id), start=clock.edge(first), end=clock.edge(after))

    answered = replace(
        clip("answered", 1121, 1309),
        title="He calls, she answers, he smiles",
        question=english("What do you like here?"),
        words=english("{he} calls you. You answer. {he} smiles."),
        slow=(SlowPart(start=clock.edge(1240), end=clock.edge(1275), percent=50),),
        freezes=(Freeze(at=clock.time_of(1274)),),
        concept="serve-return",
        notes="Let her find her own answer. If she sees it: “How did you know?”",
    )
    rested = replace(
        clip("rested", 1591, 1957),
        title="He turns away, she waits, he is back",
        question=english("Where would you like to stop?"),
        words=english("{he} has a little rest. You wait. {he} is back."),
        freezes=(Freeze(at=clock.time_of(1700)),),
        concept="break",
        notes="Her goal is this one. Say little.",
    )
    laughed = replace(
        clip("laughed", 258, 379),
        title="They play together",
        question=english("What does {baby} feel here?"),
        words=english("You two are playing together."),
        still=clock.time_of(300),
        concept="delight",
        closing=True,
    )
    return answered, rested, laughed


def main() -> None:
    desk = open_place(PLACE)
    desk.vault.delete(f"{desk.folder}/decks")
    answered, rested, laughed = clips(desk.clock())
    deck = Deck(
        id="review",
        title="Review of 11 March",
        theme="when he turns away",
        goal=desk.case.value.goal if desk.case is not None else "",
        pronoun="he",
        items=(
            Page(id=ItemId("opening"), kind=PageKind.OPENING),
            Page(id=ItemId("who"), kind=PageKind.WHO_CAN_SEE),
            answered,
            Page(id=ItemId("card"), kind=PageKind.CONCEPT, concept="serve-return"),
            rested,
            laughed,
            Page(id=ItemId("words"), kind=PageKind.YOUR_WORDS, concept="delight", still=laughed.still),
        ),
    )
    new_deck(desk.vault, desk.folder, deck)


if __name__ == "__main__":
    main()
