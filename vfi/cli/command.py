"""One command of the command line, and the words that several commands share."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from vfi.core.ports import ExportPainter
from vfi.words import tr

Painter = Callable[[], ExportPainter]
"""Makes the painter of burned-in words and pages; asked only when they are drawn."""


class WrongUse(Exception):
    """The words of the command line do not fit together."""


class Parser(argparse.ArgumentParser):
    """Raises `WrongUse` where argparse would print its usage and end the program."""

    def error(self, message: str) -> NoReturn:
        raise WrongUse(f"{self.prog}: {message}. `{self.prog} --help` explains.")


@dataclass(frozen=True)
class Command:
    """A word after `vfi`: what it is for (English, translated where it is shown), its further words, what it does.

    `run` returns the exit code; what goes wrong it raises.
    """

    name: str
    help: str
    words: Callable[[Parser], None]
    run: Callable[[argparse.Namespace, Painter | None], int]


def path_word(text: str) -> str:
    """A path that says something: an empty word (a script's unset variable) would mean the current folder."""
    if not text.strip():
        raise argparse.ArgumentTypeError(tr("it is empty"))
    return text


def session_word(parser: Parser) -> None:
    """The session that a command is about."""
    parser.add_argument("session", metavar="SESSION_DIR", type=path_word)


def coder_word(parser: Parser) -> None:
    """Narrows a command to one coder."""
    parser.add_argument("--coder", metavar="NAME", help=tr("only what this person coded"))


def json_word(parser: Parser) -> None:
    """Makes a command speak to programs."""
    parser.add_argument("--json", action="store_true", help=tr("JSON on standard output, for programs"))
