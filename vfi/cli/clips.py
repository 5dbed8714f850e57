"""Clips of what was coded: `vfi clips`."""

from __future__ import annotations

import argparse
from pathlib import Path

from vfi.cli.command import Command, Painter, Parser, coder_word, json_word, path_word, session_word
from vfi.cli.output import print_json
from vfi.core.consent import Purpose
from vfi.words import tr, tr_n
from vfi.words.sentences import N_


def _words(clips: Parser) -> None:
    session_word(clips)
    clips.add_argument("-o", "--output", metavar="DIR", required=True, type=path_word)
    clips.add_argument("--for", dest="purpose", required=True, choices=[str(each) for each in Purpose])
    coder_word(clips)
    clips.add_argument("--coding", metavar="ID", help=tr("this coding, where several know the codes; else the newest"))
    clips.add_argument("--camera", metavar="NAME", help=tr("whose pictures, by name or number; else the coded ones"))
    clips.add_argument("--code", nargs="+", action="extend", metavar="CODE", help=tr("all moments of these codes"))
    clips.add_argument("--marks", action="store_true", help=tr("all marks"))
    clips.add_argument("--event", nargs="+", action="extend", metavar="ID", help=tr("these moments"))
    clips.add_argument(
        "--pad",
        metavar="SECONDS|NUMBERf",
        help=tr("before and after: 1.5, or 12f for pictures; else 2 s round a moment and nothing round a state"),
    )
    clips.add_argument("--caption", choices=["parent", "none"], default="parent")
    clips.add_argument("--by", metavar="NAME", help=tr("who makes the export; else who is logged in"))
    clips.add_argument("--why", metavar="TEXT")
    clips.add_argument("--reason", help=tr("for law: why, and on what basis"))
    clips.add_argument("--authoriser", help=tr("for law: who decided it"))
    clips.add_argument("--recipient", help=tr("for law: who receives it"))
    clips.add_argument("--approved-by", metavar="NAME", help=tr("where the child has a legal status"))
    clips.add_argument(
        "--place-hidden", action="store_true", default=None, help=tr("where the address is secret: nothing shows it")
    )
    clips.add_argument(
        "--not-hidden", action="store_true", help=tr("inside the team: also show what the session's redaction hides")
    )
    home = clips.add_mutually_exclusive_group()
    home.add_argument("--safe-at-home", dest="safe_at_home", action="store_true", default=None)
    home.add_argument("--not-safe-at-home", dest="safe_at_home", action="store_false")
    json_word(clips)


def _clips(args: argparse.Namespace, painter: Painter | None) -> int:
    from vfi.desk.clipping import clip_request, clip_session
    from vfi.desk.session import open_place

    request = clip_request(
        purpose=Purpose(args.purpose),
        events=args.event or (),
        codes=args.code or (),
        marks=args.marks,
        padding=args.pad,
        caption=args.caption,
        who=args.by,
        why=args.why or "",
        law=(args.reason or "", args.authoriser or "", args.recipient or ""),
        safe_at_home=args.safe_at_home,
        place_hidden=args.place_hidden,
        approved_by=args.approved_by or "",
        redact=not args.not_hidden,
    )
    desk, out = open_place(Path(args.session)), Path(args.output)
    made = clip_session(desk, request, out, painter, coder=args.coder, coding=args.coding, camera=args.camera)
    if args.json:
        print_json(
            {
                "clips": [
                    {"file": str(file), "event": clip.event.id, "first_frame": clip.first, "last_frame": clip.last}
                    for file, clip in zip(made.files, made.clips, strict=True)
                ],
                "table": str(made.table),
                "left_out": [event.id for event in made.left_out],
                "not_filmed": [event.id for event in made.not_filmed],
            }
        )
        return 0
    for file in made.files:
        print(file)
    print(tr("What is in them: {path}", path=made.table))
    if made.left_out:
        print(
            tr_n(
                "{n} moment is for the team only and was left out.",
                "{n} moments are for the team only and were left out.",
                len(made.left_out),
            )
        )
    if made.not_filmed:
        print(
            tr_n(
                "At {n} moment this camera was not filming.",
                "At {n} moments this camera was not filming.",
                len(made.not_filmed),
            )
        )
    return 0


CLIPS = Command("clips", N_("annotated clips, if the family has agreed to the purpose"), _words, _clips)
