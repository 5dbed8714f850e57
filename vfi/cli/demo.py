"""The whole job on a copy of the example: `vfi demo`."""

from __future__ import annotations

import argparse
from pathlib import Path

from vfi.cli.command import Command, Painter, Parser, path_word
from vfi.words.sentences import N_


def _words(demo: Parser) -> None:
    demo.add_argument("folder", metavar="DIR", nargs="?", type=path_word)


def _demo(args: argparse.Namespace, painter: Painter | None) -> int:
    from vfi.desk.demo import demo

    demo(Path(args.folder) if args.folder else None, painter, print)
    return 0


DEMO = Command("demo", N_("the whole job on a copy of the example, and where everything lies"), _words, _demo)
