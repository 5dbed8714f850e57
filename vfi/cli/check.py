"""What is wrong with what lies on the disk: `vfi check`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from vfi.cli.command import Command, Painter, Parser, json_word, path_word
from vfi.cli.output import finding_data, print_findings, print_json
from vfi.words import tr
from vfi.words.sentences import N_


def _words(check: Parser) -> None:
    check.add_argument("path", metavar="PATH", type=path_word)
    json_word(check)


def _check(args: argparse.Namespace, painter: Painter | None) -> int:
    from vfi.core.findings import errors
    from vfi.desk.checking import check
    from vfi.desk.verified import film_findings, verified_films
    from vfi.words.films import verified_words

    films = verified_films(Path(args.path))
    findings = (*check(Path(args.path)), *film_findings(films))
    if args.json:
        print_json([finding_data(each) for each in findings])
    else:
        print_findings(findings, sys.stdout)
        if not findings:
            print(tr("Nothing is wrong with {path}.", path=args.path))
        for film in films:
            if film.audit.verified:
                print(f"{film.path}: {verified_words(True, film.audit.when)}")
    return 2 if errors(findings) else 0


CHECK = Command(
    "check", N_("every problem of a library, session, coding or scheme, each with its place"), _words, _check
)
