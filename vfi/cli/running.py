"""From the words of a command line to an exit code: nothing is raised, everything is said."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from vfi.cli.cameras import SYNC
from vfi.cli.check import CHECK
from vfi.cli.clips import CLIPS
from vfi.cli.command import Painter, Parser, WrongUse
from vfi.cli.consent import CONSENT, SEEN, WITHDRAW
from vfi.cli.demo import DEMO
from vfi.cli.films import FRAME, PROBE
from vfi.cli.output import print_findings
from vfi.cli.present import PRESENT
from vfi.cli.printing import CARD, IDEAS, SCRIPT
from vfi.cli.reel import REEL
from vfi.cli.sessions import IMPORT, NEW
from vfi.cli.tables import EVENTS, SCORE
from vfi.core.errors import VfiError
from vfi.files.trouble import could_not
from vfi.words import sentence, tr

COMMANDS = (
    PROBE,
    FRAME,
    NEW,
    IMPORT,
    SCORE,
    EVENTS,
    CHECK,
    DEMO,
    SYNC,
    CONSENT,
    WITHDRAW,
    SEEN,
    CLIPS,
    REEL,
    PRESENT,
    SCRIPT,
    CARD,
    IDEAS,
)
"""In the order in which `vfi --help` tells them."""

_NAMES = frozenset(each.name for each in COMMANDS)


def is_command(words: Sequence[str]) -> bool:
    """Is this for the command line? Nothing at all, an option of the window, or a path opens the window."""
    if not words:
        return False
    first = words[0]
    if first in _NAMES or first in ("-h", "--help", "--version"):
        return True
    return not first.startswith("-") and not Path(first).exists()  # a word misspelt is told, it opens no window


def run(argv: Sequence[str], *, painter: Painter | None = None) -> int:
    """Do what the words say. Returns the exit code; raises nothing."""
    try:
        parsed = _parser().parse_args(list(argv))
        command: Callable[[argparse.Namespace, Painter | None], int] = parsed.run
        code = command(parsed, painter)
        sys.stdout.flush()
        return code
    except SystemExit as done:  # --help and --version
        return done.code if isinstance(done.code, int) else 0
    except WrongUse as wrong:
        print(wrong, file=sys.stderr)
        return 2
    except VfiError as error:
        print_findings(error.values.get("findings", ()), sys.stderr)
        print(f"vfi: {sentence(error)}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:  # `vfi score ... | head`: whoever reads has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print(f"vfi: {tr('Stopped, as you asked.')}", file=sys.stderr)
        return 1
    except OSError as trouble:  # a folder that may not even be looked into, a share that went away
        named = trouble.filename if isinstance(trouble.filename, str) else ""
        known = could_not(trouble, named) if named else VfiError("unforeseen", log=_logged(trouble))
        print(f"vfi: {sentence(known)}", file=sys.stderr)
        return 1
    except Exception as unforeseen:
        print(f"vfi: {sentence(VfiError('unforeseen', log=_logged(unforeseen)))}", file=sys.stderr)
        return 1


def _logged(error: Exception) -> str:
    """Write the whole story where a person who mends it finds it; returns where."""
    try:
        import platformdirs

        folder = platformdirs.user_log_path("vfi", appauthor=False)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "command-line.log"
        handler = logging.FileHandler(path, encoding="utf-8")
    except OSError:
        path = Path(tempfile.mkstemp(prefix="vfi-", suffix=".log")[1])
        handler = logging.FileHandler(path, encoding="utf-8")
    log = logging.Logger("vfi.command-line")
    log.addHandler(handler)
    log.error("unforeseen", exc_info=error)
    handler.close()
    return str(path)


def _parser() -> Parser:
    from vfi import __version__

    parser = Parser(
        prog="vfi", description=tr("Video feedback with parents and infants. Without a command: the window.")
    )
    parser.add_argument("--version", action="version", version=f"vfi {__version__}")
    commands = parser.add_subparsers(title=tr("commands"), metavar="COMMAND", required=True, parser_class=Parser)
    for each in COMMANDS:
        made = commands.add_parser(each.name, help=tr(each.help), description=tr(each.help))
        each.words(made)
        made.set_defaults(run=each.run)
    return parser
