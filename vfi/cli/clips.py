"""Clips of what was coded: `vfi clips`."""

from __future__ import annotations

import argparse
from pathlib import Path

from vfi.cli.command import Command, Painter, Parser, coder_word, json_word
from vfi.cli.leaving import answered, gate_words, say_where, source_words
from vfi.cli.output import print_json
from vfi.core.consent import Purpose
from vfi.words import tr, tr_n
from vfi.words.sentences import N_


def _words(clips: Parser) -> None:
    source_words(clips, "DIR")
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
    gate_words(clips)
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
    )
    request = answered(request, args)
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
    say_where(made.files, made.table)
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
