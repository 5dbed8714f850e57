"""A deck as one film: `vfi reel`."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path

from vfi.cli.command import Command, Painter, Parser, json_word, path_word, session_word
from vfi.cli.output import print_json
from vfi.core.consent import LawfulReason, Purpose
from vfi.core.errors import BadInput, CouldNot
from vfi.words import tr, tr_n
from vfi.words.sentences import N_


def _words(reel: Parser) -> None:
    session_word(reel)
    reel.add_argument("-o", "--output", metavar="FILE", required=True, type=path_word)
    reel.add_argument("--for", dest="purpose", required=True, choices=[str(each) for each in Purpose])
    reel.add_argument("--deck", metavar="ID", help=tr("which deck; else “review”"))
    reel.add_argument("--separate", action="store_true", help=tr("a film for each clip; FILE is a folder"))
    reel.add_argument("--stills", action="store_true", help=tr("a picture (PNG) of each clip; FILE is a folder"))
    reel.add_argument(
        "--language", nargs="+", action="extend", metavar="CODE", help=tr("which of the deck's languages")
    )
    reel.add_argument("--no-words", action="store_true", help=tr("nothing is written under the picture"))
    reel.add_argument("--no-pages", action="store_true", help=tr("clips alone, without pages between them"))
    reel.add_argument("--mute-slow", action="store_true", help=tr("slow parts are silent"))
    reel.add_argument("--watermark", action="store_true", help=tr("whose film it is, under the picture"))
    reel.add_argument(
        "--not-hidden", action="store_true", help=tr("inside the team: also show what the session's redaction hides")
    )
    reel.add_argument("--by", metavar="NAME", help=tr("who makes the export; else who is logged in"))
    reel.add_argument("--why", metavar="TEXT")
    reel.add_argument("--reason", help=tr("for law: why, and on what basis"))
    reel.add_argument("--authoriser", help=tr("for law: who decided it"))
    reel.add_argument("--recipient", help=tr("for law: who receives it"))
    reel.add_argument("--approved-by", metavar="NAME", help=tr("where the child has a legal status"))
    reel.add_argument(
        "--place-hidden", action="store_true", default=None, help=tr("where the address is secret: nothing shows it")
    )
    home = reel.add_mutually_exclusive_group()
    home.add_argument("--safe-at-home", dest="safe_at_home", action="store_true", default=None)
    home.add_argument("--not-safe-at-home", dest="safe_at_home", action="store_false")
    json_word(reel)


def _reel(args: argparse.Namespace, painter: Painter | None) -> int:
    from vfi.desk.clipping import logged_in
    from vfi.desk.decks import FIRST_DECK, deck_ids, open_deck
    from vfi.desk.reel_plan import ReelLook
    from vfi.desk.reels import ReelRequest, export_deck_clips, export_reel, export_stills
    from vfi.desk.session import open_place

    session, out = open_place(Path(args.session)), Path(args.output)
    wanted, there = args.deck or FIRST_DECK, deck_ids(session)
    if wanted not in there:
        raise BadInput("reel-no-such-deck", deck=wanted, decks=", ".join(there) or "-")
    purpose = Purpose(args.purpose)
    law = LawfulReason(reason=args.reason or "", authoriser=args.authoriser or "", recipient=args.recipient or "")
    request = ReelRequest(
        purpose=purpose,
        who=args.by or logged_in(),
        why=args.why or "",
        look=ReelLook(
            languages=tuple(args.language or ()),
            words=not args.no_words,
            pages=not args.no_pages,
            slow_sound=not args.mute_slow,
        ),
        redact=not args.not_hidden,
        watermark=args.watermark,
        law=law if purpose is Purpose.LAW else None,
        safe_at_home=args.safe_at_home,
        place_hidden=args.place_hidden,
        approved_by=args.approved_by or "",
    )
    if painter is None:
        raise TypeError("a reel needs a painter")
    desk, today = open_deck(session, wanted), datetime.datetime.now().date()
    if args.stills:
        report = export_stills(desk, request, out, painter, today=today)
    else:
        export = export_deck_clips if args.separate else export_reel
        found = export(desk, request, out, painter, today=today)
        if found is None:
            raise CouldNot("cancelled")
        report = found
    if args.json:
        print_json(
            {
                "files": [str(file) for file in report.files],
                "table": str(report.table),
                "hidden": report.hidden,
                "left_out": list(report.left_out),
            }
        )
        return 0
    for file in report.files:
        print(file)
    print(tr("What is in them: {path}", path=report.table))
    if report.left_out:
        print(
            tr_n(
                "{n} clip is for the team only and was left out.",
                "{n} clips are for the team only and were left out.",
                len(report.left_out),
            )
        )
    return 0


REEL = Command("reel", N_("a deck as one film, if the family has agreed to the purpose"), _words, _reel)
