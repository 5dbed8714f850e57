"""A session around a film, a coding out of a table: `vfi new`, `vfi import`."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from vfi.cli.command import Command, Painter, Parser, json_word, path_word, session_word
from vfi.cli.output import print_findings, print_json
from vfi.core.coding import Role
from vfi.core.errors import BadInput
from vfi.words import tr, tr_n
from vfi.words.sentences import N_


def _new_words(new: Parser) -> None:
    new.add_argument("session", metavar="SESSION_DIR", type=path_word)
    new.add_argument(
        "--film",
        action="append",
        required=True,
        metavar="FILM[@OFFSET_S|@after]",
        type=path_word,
        help=tr("another camera’s with the second at which it begins; @after: the camera’s next file, as one film"),
    )
    new.add_argument(
        "--camera", action="append", default=[], metavar="NAME", help=tr("what the cameras are called, in their order")
    )
    new.add_argument("--scheme", metavar="SCHEME", help=tr("a file, or the id of one that comes with vfi"))
    new.add_argument("--refer", action="store_true", help=tr("leave the film where it is; do not copy it"))
    new.add_argument("--name", help=tr("what the session is called"))
    new.add_argument("--date", metavar="YYYY-MM-DD", help=tr("when it was filmed"))
    json_word(new)


def _new(args: argparse.Namespace, painter: Painter | None) -> int:
    from vfi.desk.bundled import find_scheme
    from vfi.desk.making import new_session_at

    scheme = find_scheme(args.scheme) if args.scheme is not None else None
    films = _named([_film_given(text) for text in args.film], args.camera)
    desk = new_session_at(
        Path(args.session), films, scheme, copy=not args.refer, name=args.name or "", date=args.date or ""
    )
    if args.json:
        print_json({"session": str(desk.path), "case": desk.case_id, "locked": desk.session.locked})
        return 0
    print(tr("Made the session {path}.", path=desk.path))
    if desk.session.locked:
        print(tr("Nobody has agreed to this film yet, so it stays locked; tables can be imported and scored."))
    return 0


def _film_given(text: str) -> Any:
    """`FILM`, `FILM@OFFSET_S` or `FILM@after`; a file that is really called so goes first."""
    from vfi.core.time import Ns, ns_of_seconds
    from vfi.desk.making import FilmGiven

    path, sign, seconds = text.rpartition("@")
    if not sign or Path(text).exists():
        return FilmGiven(Path(text), Ns(0))
    if seconds == "after":
        return FilmGiven(Path(path), goes_on=True)
    return FilmGiven(Path(path), ns_of_seconds(seconds))


def _named(films: list[Any], names: list[str]) -> list[Any]:
    """The films with the names of their cameras."""
    cameras = [number for number, film in enumerate(films) if not film.goes_on]
    if len(names) > len(cameras):
        raise BadInput("more-camera-names", names=len(names), cameras=len(cameras))
    for number, name in zip(cameras, names, strict=False):
        films[number] = replace(films[number], camera=" ".join(name.split()))
    return films


def _import_words(take_in: Parser) -> None:
    session_word(take_in)
    take_in.add_argument(
        "events", metavar="EVENTS.csv", help=tr("tier,code,start_s,end_s,modifiers,comment; - reads standard input")
    )
    take_in.add_argument("--coder", required=True, metavar="NAME")
    take_in.add_argument("--scheme", metavar="SCHEME", help=tr("the session’s own where it is left out"))
    take_in.add_argument("--role", choices=[str(role) for role in Role], default=str(Role.PRIMARY))
    take_in.add_argument(
        "--snap", action="store_true", help=tr("move times to the nearest picture, and say by how much")
    )
    json_word(take_in)


def _import(args: argparse.Namespace, painter: Painter | None) -> int:
    from vfi.core.time import seconds_text
    from vfi.desk.importing import import_events
    from vfi.desk.session import open_place

    desk = open_place(Path(args.session))
    done = import_events(
        desk,
        _read_input(args.events),
        coder=args.coder,
        scheme=args.scheme,
        role=Role(args.role),
        snap=args.snap,
        name=args.events,
    )
    print_findings(done.warnings, sys.stderr)
    if args.json:
        print_json({"coding": done.coding, "events": done.events, "warnings": len(done.warnings)})
        return 0
    print(
        tr_n(
            "Took in {n} event as the coding {coding}.",
            "Took in {n} events as the coding {coding}.",
            done.events,
            coding=done.coding,
        )
    )
    if done.moved:
        print(
            tr(
                "{n} were moved to the nearest picture, by {shift} s at most.",
                n=done.moved,
                shift=seconds_text(done.largest_shift),
            )
        )
    return 0


def _read_input(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise BadInput("file-not-read", path=name, why=error.strerror or type(error).__name__) from error


NEW = Command("new", N_("a new session around a film"), _new_words, _new)
IMPORT = Command("import", N_("make a coding out of a table of events"), _import_words, _import)
