"""What was coded, as tables: `vfi score`, `vfi events`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from vfi.cli.command import Command, Painter, Parser, coder_word, json_word, path_word, session_word
from vfi.cli.output import print_json
from vfi.core.errors import BadInput
from vfi.words import tr
from vfi.words.sentences import N_


def _score_words(score: Parser) -> None:
    session_word(score)
    coder_word(score)
    score.add_argument("--csv", metavar="FILE", type=path_word, help=tr("- is standard output"))
    score.add_argument("--xlsx", metavar="FILE", type=path_word)
    json_word(score)


def _score(args: argparse.Namespace, painter: Painter | None) -> int:
    from vfi.desk.scores import score_rows, write_scores
    from vfi.desk.session import open_place
    from vfi.stats.scores import csv_text

    rows = score_rows(open_place(Path(args.session)), args.coder)
    if not rows:
        raise BadInput("nothing-coded")
    for name in (args.csv, args.xlsx):
        if name is not None and name != "-":
            write_scores(rows, Path(name))
    if args.json:
        print_json(rows)
    elif args.csv == "-" or (args.csv is None and args.xlsx is None):
        sys.stdout.write(csv_text(rows))
    return 0


def _events_words(events: Parser) -> None:
    session_word(events)
    coder_word(events)
    events.add_argument("--csv", metavar="FILE", type=path_word, help=tr("- is standard output"))
    json_word(events)


def _events(args: argparse.Namespace, painter: Painter | None) -> int:
    from vfi.desk.outside import write_outside
    from vfi.desk.scores import event_rows
    from vfi.desk.session import open_place
    from vfi.formats.events_csv import write_events_csv

    rows = event_rows(open_place(Path(args.session)), args.coder)
    if args.json:
        print_json(rows)
        return 0
    text = write_events_csv(rows)
    if args.csv is None or args.csv == "-":
        sys.stdout.write(text)
    else:
        write_outside(Path(args.csv), text.encode("utf-8"))
    return 0


SCORE = Command("score", N_("measures per subject, tier and code"), _score_words, _score)
EVENTS = Command("events", N_("the events as a table that `vfi import` reads"), _events_words, _events)
