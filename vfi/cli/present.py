"""`vfi present`: the parent's screen. Here only what stands in its way is found; the window is opened by `__main__`."""

from __future__ import annotations

import argparse
from pathlib import Path

from vfi.cli.command import Command, Painter, Parser, path_word
from vfi.desk.opening_decks import open_for_visit
from vfi.words import tr
from vfi.words.sentences import N_


def _words(parser: Parser) -> None:
    parser.add_argument("deck", metavar="DECK", type=path_word, help=tr("the deck's file, or the folder of a session"))


def _check(words: argparse.Namespace, _painter: Painter | None) -> int:
    """Can this deck be shown today? A refusal is told here, before any window could tell it to a family."""
    open_for_visit(Path(words.deck))
    return 0


PRESENT = Command("present", N_("the parent's screen: one deck, nothing else"), _words, _check)
