"""Where the films of other cameras lie: `vfi sync`."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vfi.cli.command import Command, Painter, Parser, json_word, session_word
from vfi.cli.output import print_json
from vfi.core.errors import BadInput
from vfi.words import sentence, tr
from vfi.words.sentences import N_


def _words(sync: Parser) -> None:
    session_word(sync)
    sync.add_argument("--apply", action="store_true", help=tr("lay them there; what is not sure stays where it is"))
    sync.add_argument("--guess", action="store_true", help=tr("with --apply: also what is not sure"))
    sync.add_argument("--by", metavar="NAME", help=tr("who does it; else who is logged in"))
    json_word(sync)


def _sync(args: argparse.Namespace, painter: Painter | None) -> int:
    from vfi.core.time import SECOND, seconds_text
    from vfi.desk.cameras import camera_films, camera_name, hear_offset, lay_as_heard
    from vfi.desk.clipping import logged_in
    from vfi.desk.session import open_place
    from vfi.words.cameras import camera_words

    desk = open_place(Path(args.session))
    desk.film()
    others = camera_films(desk)[1:]
    if not others:
        raise BadInput("only-one-camera")
    told: list[Mapping[str, Any]] = []
    for number, films in enumerate(others, start=1):
        called = camera_words(camera_name(films), number)
        heard = hear_offset(desk, films[0])
        found, offset = heard.found, heard.offset
        take = args.apply and offset is not None and (found.sure or args.guess)
        if take:
            desk = lay_as_heard(desk, heard, who=args.by or logged_in())
        doubt = "" if found.doubt is None else sentence(BadInput(found.doubt))
        told.append(
            {
                "camera": called,
                "film": films[0].path,
                "offset_s": None if offset is None else seconds_text(offset),
                "before_s": seconds_text(heard.film.offset),
                "sure": found.sure,
                "confidence": found.confidence,
                "doubt": found.doubt,
                "drift_ppm": found.drift_ppm,
                "drift_applied_ppm": heard.drift / 1000,
                "apart_s": seconds_text(found.apart_ns),
                "applied": take,
            }
        )
        if args.json:
            continue
        values = {
            "camera": called,
            "offset": told[-1]["offset_s"],
            "percent": round(100 * found.confidence),
        }
        if found.sure:
            print(tr("{camera} begins at {offset} s of the session; this is sure ({percent} %).", **values))
        elif offset is not None:
            print(tr("{camera} may begin at {offset} s of the session, which is not sure ({percent} %).", **values))
        if doubt:
            print(doubt)
        if heard.drift:
            print(
                tr(
                    "Its clock and the coded one's run apart by {apart} s while both film; that is taken off.",
                    apart=f"{found.apart_ns / SECOND:.3f}",
                )
            )
        if take:
            print(tr("It now lies there."))
    if args.json:
        print_json(told)
    return 0 if all(each["sure"] for each in told) else 1


SYNC = Command("sync", N_("where the films of other cameras lie on the session clock, by their sound"), _words, _sync)
