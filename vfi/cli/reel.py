"""A deck as one film: `vfi reel`."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path

from vfi.cli.command import Command, Painter, Parser, json_word
from vfi.cli.leaving import answered, gate_words, say_where, source_words
from vfi.cli.output import print_json
from vfi.core.consent import Purpose
from vfi.core.errors import BadInput, CouldNot
from vfi.words import tr, tr_n
from vfi.words.sentences import N_


def _words(reel: Parser) -> None:
    source_words(reel, "FILE")
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
    gate_words(reel)
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
    request = ReelRequest(
        purpose=Purpose(args.purpose),
        who=args.by or logged_in(),
        look=ReelLook(
            languages=tuple(args.language or ()),
            words=not args.no_words,
            pages=not args.no_pages,
            slow_sound=not args.mute_slow,
        ),
        watermark=args.watermark,
    )
    if painter is None:
        raise TypeError("a reel needs a painter")
    request = answered(request, args)
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
    say_where(report.files, report.table)
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
