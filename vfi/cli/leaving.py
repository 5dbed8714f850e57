"""What every command that makes films for others asks for: who answers for it; and what it says in the end."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from vfi.cli.command import Parser, path_word, session_word
from vfi.core.consent import LawfulReason, Purpose
from vfi.words import tr

if TYPE_CHECKING:
    from vfi.desk.exporting import ExportRequest

    Request = TypeVar("Request", bound=ExportRequest)


def source_words(parser: Parser, into: str) -> None:
    """Which session, `into` what (`DIR`, `FILE`), and for whom."""
    session_word(parser)
    parser.add_argument("-o", "--output", metavar=into, required=True, type=path_word)
    parser.add_argument("--for", dest="purpose", required=True, choices=[str(each) for each in Purpose])


def gate_words(parser: Parser) -> None:
    """Who makes it and why, and what the gate wants to know."""
    parser.add_argument("--by", metavar="NAME", help=tr("who makes the export; else who is logged in"))
    parser.add_argument("--why", metavar="TEXT", default="")
    parser.add_argument("--reason", default="", help=tr("for law: why, and on what basis"))
    parser.add_argument("--authoriser", default="", help=tr("for law: who decided it"))
    parser.add_argument("--recipient", default="", help=tr("for law: who receives it"))
    parser.add_argument(
        "--not-hidden", action="store_true", help=tr("inside the team: also show what the session's redaction hides")
    )
    family_words(parser)


def family_words(parser: Parser) -> None:
    """What a family's situation may ask for."""
    parser.add_argument("--approved-by", metavar="NAME", default="", help=tr("where the child has a legal status"))
    parser.add_argument(
        "--place-hidden", action="store_true", default=None, help=tr("where the address is secret: nothing shows it")
    )
    home = parser.add_mutually_exclusive_group()
    home.add_argument("--safe-at-home", dest="safe_at_home", action="store_true", default=None)
    home.add_argument("--not-safe-at-home", dest="safe_at_home", action="store_false")


def answered(request: Request, args: argparse.Namespace) -> Request:
    """The request with what was said to `gate_words`."""
    law = LawfulReason(reason=args.reason, authoriser=args.authoriser, recipient=args.recipient)
    return replace(
        request,
        why=args.why,
        redact=not args.not_hidden,
        law=law if request.purpose is Purpose.LAW else None,
        safe_at_home=args.safe_at_home,
        place_hidden=args.place_hidden,
        approved_by=args.approved_by,
    )


def say_where(files: Sequence[Path], table: Path) -> None:
    """What was made, one file a line, and where it is told what they hold."""
    for file in files:
        print(file)
    print(tr("What is in them: {path}", path=table))
