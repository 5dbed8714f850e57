"""Giving paper out: the gate is asked, what is hidden stays hidden, and the case's audit file knows.

The script serves the shared review and stays in the team, so it stands on the consent to that review (or to
supervision, when it is taken there). The card goes home: it stands on the consent to a copy for the family and on the
answer to "Is it safe to have this at home?"; without a picture of the film, on which nobody can be seen, the consent to
the shared review is enough, and the question is asked all the same. Cards of ideas hold nothing of any family.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from vfi.core.consent import Action, Answer, Purpose, permitted
from vfi.core.deck import Clip
from vfi.core.errors import BadInput, CouldNot, Refused
from vfi.core.redaction import Redaction
from vfi.desk.decks import DeckDesk
from vfi.desk.exporting import origin_of
from vfi.desk.outside import write_outside
from vfi.desk.paper import CardChoice, card_sheet, card_still, script_sheet, still_span
from vfi.desk.redactions import redaction_for, refuse_unchecked
from vfi.printing.card import set_card
from vfi.printing.script import set_script
from vfi.printing.setting import Typeset
from vfi.store.audit import Act

SCRIPT_FOR = (Purpose.REVIEW, Purpose.SUPERVISION)
"""What a script can be printed for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptRequest:
    """A script to be printed."""

    who: str
    purpose: Purpose = Purpose.REVIEW
    """One of `SCRIPT_FOR`."""
    why: str = ""
    redact: bool = True
    """Hide what the session's redaction says: paper is left lying about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRequest:
    """A card to be printed."""

    who: str
    why: str = ""
    choice: CardChoice = field(default_factory=CardChoice)
    safe_at_home: bool | None = None
    place_hidden: bool | None = None
    """Somebody looked, and nothing in the pictures tells where the family lives (False: something does)."""
    approved_by: str = ""


# -- to be looked at in the program


def preview_script(
    desk: DeckDesk,
    request: ScriptRequest,
    day: Callable[[str], str],
    *,
    progress: Callable[[float], None] | None = None,
) -> Typeset:
    """The script as it would be printed. It leaves nothing out of the program; reads films: run it in a job.

    Raises:
        What `vfi.desk.paper.script_sheet` raises. BadInput: `paper-no-glyph`.
    """

    def redactions(clip: Clip) -> Redaction:
        return _hidden(desk, clip, wanted=request.redact, purpose=request.purpose)

    return set_script(script_sheet(desk, desk.not_for_parents(), redactions, day, progress=progress))


def preview_card(desk: DeckDesk, request: CardRequest) -> Typeset:
    """The card as it would be printed, what is to be hidden already hidden; run it in a job.

    Raises:
        What `vfi.desk.paper.card_sheet` raises. BadInput: `paper-no-glyph`.
    """

    def redactions(clip: Clip) -> Redaction:
        return _hidden(desk, clip, wanted=True, purpose=Purpose.PARENT_COPY)

    return set_card(card_sheet(desk, request.choice, desk.not_for_parents(), redactions))


# -- out of the program


def script_answer(desk: DeckDesk, request: ScriptRequest, *, today: datetime.date) -> Answer:
    """What the gate says to this script."""
    return desk.session.may(Action.PRINT, request.purpose, today=today)


def card_answer(desk: DeckDesk, request: CardRequest, *, today: datetime.date) -> Answer:
    """What the gate says to this card."""
    session = desk.session
    return permitted(
        session.case.value if session.case is not None else None,
        Action.PRINT if request.choice.picture else Action.PRINT_WORDS,
        Purpose.PARENT_COPY,
        today=today,
        people=session.session.who or None,
        safe_at_home=request.safe_at_home,
        place_hidden=request.place_hidden,
        approved_by=request.approved_by,
    )


def print_script(
    desk: DeckDesk,
    request: ScriptRequest,
    day: Callable[[str], str],
    give: Callable[[Typeset], None],
    *,
    today: datetime.date,
    progress: Callable[[float], None] | None = None,
) -> None:
    """Give the script out: `give` writes it, or sends it to the printer. A refusal and the print are both noted.

    Raises:
        Refused: `consent-...`. CouldNot: `audit-not-written`; then nothing was given out. What `preview_script` and
        `give` raise.
    """
    if request.purpose not in SCRIPT_FOR:
        raise BadInput("paper-no-such-purpose", purpose=str(request.purpose))
    answer = script_answer(desk, request, today=today)
    _require(desk, answer, request.who, request.why, {"paper": "script"})
    made = preview_script(desk, request, day, progress=progress)
    made.pdf()  # what cannot be set is not noted as printed
    details = {"paper": "script", "clips": len(desk.deck.clips), "hidden": request.redact}
    _note(desk, Act.PRINTED, answer, request.who, request.why, details)
    give(made)


def print_card(desk: DeckDesk, request: CardRequest, give: Callable[[Typeset], None], *, today: datetime.date) -> None:
    """Give the card out: `give` writes it, or sends it to the printer. A refusal and the print are both noted.

    Raises:
        Refused: `consent-...` with what is missing; `redaction-unchecked`. CouldNot: `audit-not-written`; then
        nothing was given out. What `preview_card` and `give` raise; BadInput: `paper-too-full`.
    """
    answer = card_answer(desk, request, today=today)
    _require(desk, answer, request.who, request.why, {"paper": "card"})
    chosen = card_still(desk, request.choice, desk.not_for_parents())
    if chosen is not None:
        clip, at = chosen
        hidden = _hidden(desk, clip, wanted=True, purpose=Purpose.PARENT_COPY)
        refuse_unchecked(hidden, (still_span(desk, clip, at),), Purpose.PARENT_COPY)
    made = preview_card(desk, request)
    made.pdf()
    details: dict[str, object] = {"paper": "card", "picture": chosen is not None}
    _note(desk, Act.PRINTED, answer, request.who, request.why, details)
    give(made)


def into_file(path: Path) -> Callable[[Typeset], None]:
    """Writes the pages as a PDF; nothing is replaced. For `print_script`, `print_card` and cards of ideas.

    Raises:
        BadInput: `paper-not-pdf`. Refused: `paper-name-taken`. When it writes, CouldNot: it cannot be written.
    """
    if path.suffix.lower() != ".pdf":
        raise BadInput("paper-not-pdf", path=str(path))
    _not_taken(path)

    def give(made: Typeset) -> None:
        data = made.pdf()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as failure:
            raise CouldNot("paper-not-set", reason=failure.strerror or str(failure)) from failure
        _not_taken(path)
        write_outside(path, data)

    return give


def _not_taken(path: Path) -> None:
    if path.exists():
        raise Refused("paper-name-taken", path=str(path))


def _hidden(desk: DeckDesk, clip: Clip, *, wanted: bool, purpose: Purpose) -> Redaction:
    session = desk.session
    film = desk.film_of(clip).path
    return redaction_for(session.vault, session.folder, session.session, film, wanted=wanted, purpose=purpose)


def _require(desk: DeckDesk, answer: Answer, who: str, why: str, details: dict[str, object]) -> None:
    if not answer.allowed:
        _note(desk, Act.REFUSED, answer, who, why, details)
        answer.require()


def _note(desk: DeckDesk, act: Act, answer: Answer, who: str, why: str, details: dict[str, object]) -> None:
    origin_of(desk.session).note(act, answer, {"deck": desk.deck.id, **details}, who=who, why=why)
