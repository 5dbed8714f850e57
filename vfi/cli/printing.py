"""Paper: the clinician's script, the family's card, cards of ideas. `vfi script`, `vfi card`, `vfi ideas`."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from vfi.cli.command import Command, Painter, Parser, path_word, session_word
from vfi.cli.leaving import family_words
from vfi.core.consent import Purpose
from vfi.core.deck import ItemId
from vfi.core.errors import BadInput
from vfi.words import tr
from vfi.words.sentences import N_

if TYPE_CHECKING:
    from vfi.desk.decks import DeckDesk


def _file_word(parser: Parser) -> None:
    parser.add_argument("-o", "--output", metavar="FILE", required=True, type=path_word, help=tr("a PDF file"))


def _deck_words(parser: Parser) -> None:
    session_word(parser)
    _file_word(parser)
    parser.add_argument("--deck", metavar="ID", help=tr("which deck; else “review”"))
    parser.add_argument("--by", metavar="NAME", help=tr("who prints it; else who is logged in"))
    parser.add_argument("--why", metavar="TEXT", default="")


def _desk(args: argparse.Namespace) -> DeckDesk:
    from vfi.desk.decks import FIRST_DECK, deck_ids, open_deck
    from vfi.desk.session import open_place

    session, wanted = open_place(Path(args.session)), args.deck or FIRST_DECK
    if wanted not in deck_ids(session):
        raise BadInput("no-deck-here", deck=wanted)
    return open_deck(session, wanted)


def _script_words(parser: Parser) -> None:
    _deck_words(parser)
    parser.add_argument("--for", dest="purpose", choices=["review", "supervision"], default="review")
    parser.add_argument("--not-hidden", action="store_true", help=tr("also show what the session's redaction hides"))


def _script(args: argparse.Namespace, _painter: Painter | None) -> int:
    from vfi.desk.clipping import logged_in
    from vfi.desk.printing import ScriptRequest, into_file, print_script

    desk, out = _desk(args), Path(args.output)
    request = ScriptRequest(
        who=args.by or logged_in(), why=args.why, purpose=Purpose(args.purpose), redact=not args.not_hidden
    )
    print_script(desk, request, str, into_file(out), today=datetime.datetime.now().date())
    print(out)
    return 0


def _card_words(parser: Parser) -> None:
    _deck_words(parser)
    parser.add_argument("--visit", metavar="DAY-N", default="", help=tr("whose words; else those of the newest visit"))
    parser.add_argument("--said", metavar="N", type=int, nargs="+", action="extend", help=tr("only these words"))
    parser.add_argument("--also", metavar="TEXT", nargs="+", action="extend", help=tr("the same in another language"))
    parser.add_argument("--still", metavar="CLIP", help=tr("a picture of this clip"))
    parser.add_argument("--no-picture", action="store_true", help=tr("without a picture of the film"))
    parser.add_argument("--idea", metavar="ID", help=tr("an idea with its drawing"))
    parser.add_argument("--no-idea", action="store_true")
    parser.add_argument(
        "--language", nargs="+", action="extend", metavar="CODE", help=tr("which of the deck's languages")
    )
    parser.add_argument("--size", choices=["a4", "a5", "folded"], default="a4")
    parser.add_argument("--with-service", action="store_true", help=tr("with the service's name"))
    family_words(parser)


def _card(args: argparse.Namespace, _painter: Painter | None) -> int:
    from vfi.desk.clipping import logged_in
    from vfi.desk.paper import CardChoice
    from vfi.desk.printing import CardRequest, into_file, print_card
    from vfi.printing.card import CardSize

    desk, out = _desk(args), Path(args.output)
    choice = CardChoice(
        visit=args.visit,
        remarks=tuple(args.said) if args.said else None,
        also=tuple(args.also or ()),
        picture=not args.no_picture,
        still=ItemId(args.still) if args.still else None,
        concept="" if args.no_idea else args.idea,
        languages=tuple(args.language or ()),
        service=args.with_service,
        size=CardSize(args.size),
    )
    request = CardRequest(
        who=args.by or logged_in(),
        why=args.why,
        choice=choice,
        safe_at_home=args.safe_at_home,
        place_hidden=args.place_hidden,
        approved_by=args.approved_by,
    )
    print_card(desk, request, into_file(out), today=datetime.datetime.now().date())
    print(out)
    return 0


def _ideas_words(parser: Parser) -> None:
    parser.add_argument("idea", nargs="*", metavar="IDEA", help=tr("only these; else all"))
    _file_word(parser)
    parser.add_argument("--language", nargs="+", action="extend", metavar="CODE", help=tr("one or two; else English"))
    parser.add_argument(
        "--library", metavar="DIR", type=path_word, help=tr("with the words and pictures that a service has of its own")
    )


def _ideas(args: argparse.Namespace, _painter: Painter | None) -> int:
    from vfi.desk.paper import idea_cards
    from vfi.desk.printing import into_file
    from vfi.files.vault import PlainVault
    from vfi.printing.ideas import set_ideas

    if args.library and not Path(args.library).is_dir():
        raise BadInput("library-not-there", path=args.library)
    out, vault = Path(args.output), PlainVault(Path(args.library)) if args.library else None
    into_file(out)(set_ideas(idea_cards(args.language or ["en"], args.idea, vault)))
    print(out)
    return 0


SCRIPT = Command("script", N_("the clinician's script of a deck, to be printed"), _script_words, _script)
CARD = Command("card", N_("the card that a family takes home, to be printed"), _card_words, _card)
IDEAS = Command("ideas", N_("cards with a picture and one plain sentence, to be printed"), _ideas_words, _ideas)
