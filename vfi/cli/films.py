"""What is in a film: `vfi probe`, `vfi frame`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from vfi.cli.command import Command, Painter, Parser, json_word, path_word
from vfi.cli.output import print_json
from vfi.words import tr
from vfi.words.sentences import N_


def _probe_words(probe: Parser) -> None:
    probe.add_argument("film", metavar="FILM", type=path_word)
    probe.add_argument("--verify", action="store_true", help=tr("decode every picture once and say what is not there"))
    json_word(probe)


def _probe(args: argparse.Namespace, painter: Painter | None) -> int:
    from vfi.desk.film_checks import film_audit, verify_film
    from vfi.desk.verified import session_of_film
    from vfi.media.audit import audit_film
    from vfi.media.index import build_index
    from vfi.media.report import film_report
    from vfi.words.films import verified_words
    from vfi.words.saying import film_remark

    index = build_index(args.film)
    report = film_report(args.film, index)
    facts = report.facts
    inside = session_of_film(Path(args.film))
    if inside is not None:
        # what is found out about a session's film is kept with it
        audit = verify_film(*inside) if args.verify else film_audit(*inside)
    else:
        audit = audit_film(args.film, index) if args.verify else None
    lines = report.lines if audit is None else (*report.lines, *audit.lines)
    if args.json:
        from dataclasses import asdict

        print_json(
            {
                **{name: value for name, value in asdict(facts).items() if name != "warnings"},
                "hdr": report.hdr,
                "interlaced": report.interlaced,
                "bits": report.bits,
                "shortest_ns": report.shortest_ns,
                "longest_ns": report.longest_ns,
                "key_spacing": asdict(report.spacing),
                "missing_times": report.missing_times,
                "suspect": report.suspect,
                "warnings": [
                    {"id": each.id, "values": dict(each.values), "text": film_remark(each.id, each.values)}
                    for each in facts.warnings
                ],
                "report": [film_remark(each.id, each.values) for each in lines],
                **({"audit": audit.as_dict()} if audit is not None else {}),
            }
        )
    else:
        for each in lines:
            print(film_remark(each.id, each.values))
        if audit is not None and not args.verify:
            print(verified_words(audit.verified, audit.when))
    return 1 if args.verify and audit is not None and not audit.verified else 0


def _frame_words(frame: Parser) -> None:
    frame.add_argument("film", metavar="FILM", type=path_word)
    frame.add_argument("n", metavar="N", type=int, help=tr("its number, from 0"))
    frame.add_argument(
        "-o", "--output", metavar="OUT.png", required=True, type=path_word, help=tr("- is standard output")
    )
    frame.add_argument("--by", metavar="NAME", help=tr("who takes it, if it is a family's; else who is logged in"))


def _frame(args: argparse.Namespace, painter: Painter | None) -> int:
    from vfi.desk.clipping import logged_in
    from vfi.desk.stills import Way, still, write_still
    from vfi.media.stills import png

    film, who = Path(args.film), args.by or logged_in()
    if args.output == "-":
        sys.stdout.buffer.write(png(still(film, args.n, who=who, way=Way.STREAM)))
    else:
        write_still(film, args.n, Path(args.output), who=who)
    return 0


PROBE = Command("probe", N_("facts and warnings about a film"), _probe_words, _probe)
FRAME = Command("frame", N_("exactly one picture of a film, as displayed, as PNG"), _frame_words, _frame)
