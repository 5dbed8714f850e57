"""The command line: parses and prints; the same desk without a window.

Programs read JSON or CSV on standard output, people read sentences. What goes wrong is one sentence on standard error,
with exit code 2 (wrong use or bad input) or 1 (could not do it).
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from vfi.core.coding import Role
from vfi.core.consent import BASES, METHODS, Purpose
from vfi.core.errors import BadInput, VfiError
from vfi.core.findings import Finding
from vfi.core.ports import CaptionPainter
from vfi.files.trouble import could_not
from vfi.words import sentence, tr, tr_n

Painter = Callable[[], CaptionPainter]


class _WrongUse(Exception):
    """The words of the command line do not fit together."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _WrongUse(f"{self.prog}: {message}. `{self.prog} --help` explains.")


def is_command(words: Sequence[str]) -> bool:
    """Is this for the command line? Nothing at all, an option of the window, or a path opens the window."""
    if not words:
        return False
    first = words[0]
    if first in _COMMANDS or first in ("-h", "--help", "--version"):
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
    except _WrongUse as wrong:
        print(wrong, file=sys.stderr)
        return 2
    except VfiError as error:
        _print_findings(error.values.get("findings", ()), sys.stderr)
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


# what each command does --------------------------------------------------------------------------------------------


def _probe(args: argparse.Namespace, painter: Painter | None) -> int:
    from vfi.media.audit import audit_film
    from vfi.media.index import build_index
    from vfi.media.report import film_report
    from vfi.words.saying import film_remark

    index = build_index(args.film)
    report = film_report(args.film, index)
    facts = report.facts
    audit = audit_film(args.film, index) if args.verify else None
    lines = report.lines if audit is None else (*report.lines, *audit.lines)
    if args.json:
        from dataclasses import asdict

        _print_json(
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
    return 0 if audit is None or audit.verified else 1


def _frame(args: argparse.Namespace, painter: Painter | None) -> int:
    from vfi.desk.stills import still, write_still

    if args.output == "-":
        sys.stdout.buffer.write(still(Path(args.film), args.n))
    else:
        write_still(Path(args.film), args.n, Path(args.output))
    return 0


def _new(args: argparse.Namespace, painter: Painter | None) -> int:
    from vfi.desk.bundled import find_scheme
    from vfi.desk.making import new_session_at

    scheme = find_scheme(args.scheme) if args.scheme is not None else None
    films = [_film_given(text) for text in args.film]
    desk = new_session_at(
        Path(args.session), films, scheme, copy=not args.refer, name=args.name or "", date=args.date or ""
    )
    if args.json:
        _print_json({"session": str(desk.path), "case": desk.case_id, "locked": desk.session.locked})
        return 0
    print(tr("Made the session {path}.", path=desk.path))
    if desk.session.locked:
        print(tr("Nobody has agreed to this film yet, so it stays locked; tables can be imported and scored."))
    return 0


def _film_given(text: str) -> Any:
    """`FILM` or `FILM@OFFSET_S`; a file that is really called so goes first."""
    from vfi.core.time import Ns, ns_of_seconds
    from vfi.desk.making import FilmGiven

    path, sign, seconds = text.rpartition("@")
    if not sign or Path(text).exists():
        return FilmGiven(Path(text), Ns(0))
    return FilmGiven(Path(path), ns_of_seconds(seconds))


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
    _print_findings(done.warnings, sys.stderr)
    if args.json:
        _print_json({"coding": done.coding, "events": done.events, "warnings": len(done.warnings)})
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


def _score(args: argparse.Namespace, painter: Painter | None) -> int:
    from vfi.desk.scores import score_rows, write_scores
    from vfi.desk.session import open_place
    from vfi.stats.scores import csv_text

    rows = score_rows(open_place(Path(args.session)), args.coder)
    if not rows:
        raise BadInput("nothing-coded")
    for name in (args.csv, args.xlsx):
        if name is not None and name != "-":
            write_scores(rows, Path(name))
    if args.json:
        _print_json(rows)
    elif args.csv == "-" or (args.csv is None and args.xlsx is None):
        sys.stdout.write(csv_text(rows))
    return 0


def _events(args: argparse.Namespace, painter: Painter | None) -> int:
    from vfi.desk.outside import write_outside
    from vfi.desk.scores import event_rows
    from vfi.desk.session import open_place
    from vfi.formats.events_csv import write_events_csv

    rows = event_rows(open_place(Path(args.session)), args.coder)
    if args.json:
        _print_json(rows)
        return 0
    text = write_events_csv(rows)
    if args.csv is None or args.csv == "-":
        sys.stdout.write(text)
    else:
        write_outside(Path(args.csv), text.encode("utf-8"))
    return 0


def _check(args: argparse.Namespace, painter: Painter | None) -> int:
    from vfi.core.findings import errors
    from vfi.desk.checking import check

    findings = check(Path(args.path))
    if args.json:
        _print_json([_finding_data(each) for each in findings])
    else:
        _print_findings(findings, sys.stdout)
        if not findings:
            print(tr("Nothing is wrong with {path}.", path=args.path))
    return 2 if errors(findings) else 0


def _demo(args: argparse.Namespace, painter: Painter | None) -> int:
    from vfi.desk.demo import demo

    demo(Path(args.folder) if args.folder else None, painter, print)
    return 0


def _sync(args: argparse.Namespace, painter: Painter | None) -> int:
    from vfi.core.time import seconds_text
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
        if take:
            print(tr("It now lies there."))
    if args.json:
        _print_json(told)
    return 0 if all(each["sure"] for each in told) else 1


def _consent(args: argparse.Namespace, painter: Painter | None) -> int:
    import datetime

    from vfi.core.consent import Consent
    from vfi.desk.clipping import logged_in
    from vfi.desk.consents import agree, person_called
    from vfi.files.vault import PlainVault
    from vfi.store.libraries import place_of

    place = place_of(Path(args.path))
    if place is None or place.case is None:
        raise BadInput("no-case-for-consent", path=args.path)
    person = person_called(args.who)
    consent = Consent(
        person=person.id,
        basis=args.basis,
        method=args.method,
        date=args.date or datetime.datetime.now().date().isoformat(),
        expires=args.expires or "",
        purposes=tuple(Purpose(each) for each in args.purposes),
        form=args.form or "",
    )
    case = agree(PlainVault(place.root), place.case, person, consent, who=args.by or logged_in())
    print(tr("Written down as {consent} of {case}.", consent=case.consents[-1].id, case=case.id))
    return 0


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
        approved_by=args.approved_by or "",
    )
    desk, out = open_place(Path(args.session)), Path(args.output)
    made = clip_session(desk, request, out, painter, coder=args.coder, coding=args.coding)
    if args.json:
        _print_json(
            {
                "clips": [
                    {"file": str(file), "event": clip.event.id, "first_frame": clip.first, "last_frame": clip.last}
                    for file, clip in zip(made.files, made.clips, strict=True)
                ],
                "table": str(made.table),
                "left_out": [event.id for event in made.left_out],
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
    return 0


# printing ------------------------------------------------------------------------------------------------------------


def _print_json(value: object) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def _print_findings(findings: object, stream: Any) -> None:
    from vfi.words.saying import found

    for each in findings if isinstance(findings, Iterable) else ():
        if isinstance(each, Finding):
            print(found(each), file=stream)


def _finding_data(each: Finding) -> Mapping[str, Any]:
    from vfi.words.saying import found

    return {
        "path": each.path,
        "line": each.line,
        "where": each.where,
        "id": each.id,
        "severity": str(each.severity),
        "text": found(each),
    }


def _read_input(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise BadInput("file-not-read", path=name, why=error.strerror or type(error).__name__) from error


# parsing -------------------------------------------------------------------------------------------------------------


def _parser() -> _Parser:
    from vfi import __version__

    parser = _Parser(
        prog="vfi", description=tr("Video feedback with parents and infants. Without a command: the window.")
    )
    parser.add_argument("--version", action="version", version=f"vfi {__version__}")
    commands = parser.add_subparsers(title=tr("commands"), metavar="COMMAND", required=True, parser_class=_Parser)

    def command(name: str, run: Callable[[argparse.Namespace, Painter | None], int], help: str) -> _Parser:
        made = commands.add_parser(name, help=help, description=help)
        made.set_defaults(run=run)
        return made

    probe = command("probe", _probe, tr("facts and warnings about a film"))
    probe.add_argument("film", metavar="FILM", type=_path)
    probe.add_argument("--verify", action="store_true", help=tr("decode every picture once and say what is not there"))
    _json(probe)

    frame = command("frame", _frame, tr("exactly one picture of a film, as displayed, as PNG"))
    frame.add_argument("film", metavar="FILM", type=_path)
    frame.add_argument("n", metavar="N", type=int, help=tr("its number, from 0"))
    frame.add_argument("-o", "--output", metavar="OUT.png", required=True, type=_path, help=tr("- is standard output"))

    new = command("new", _new, tr("a new session around a film"))
    new.add_argument("session", metavar="SESSION_DIR", type=_path)
    new.add_argument("--film", action="append", required=True, metavar="FILM[@OFFSET_S]", type=_path)
    new.add_argument("--scheme", metavar="SCHEME", help=tr("a file, or the id of one that comes with vfi"))
    new.add_argument("--refer", action="store_true", help=tr("leave the film where it is; do not copy it"))
    new.add_argument("--name", help=tr("what the session is called"))
    new.add_argument("--date", metavar="YYYY-MM-DD", help=tr("when it was filmed"))
    _json(new)

    take_in = command("import", _import, tr("make a coding out of a table of events"))
    _session(take_in)
    take_in.add_argument(
        "events", metavar="EVENTS.csv", help=tr("tier,code,start_s,end_s,modifiers,comment; - reads standard input")
    )
    take_in.add_argument("--coder", required=True, metavar="NAME")
    take_in.add_argument("--scheme", metavar="SCHEME", help=tr("the session’s own where it is left out"))
    take_in.add_argument("--role", choices=[str(role) for role in Role], default=str(Role.PRIMARY))
    take_in.add_argument(
        "--snap", action="store_true", help=tr("move times to the nearest picture, and say by how much")
    )
    _json(take_in)

    score = command("score", _score, tr("measures per subject, tier and code"))
    _session(score)
    _coder(score)
    score.add_argument("--csv", metavar="FILE", type=_path, help=tr("- is standard output"))
    score.add_argument("--xlsx", metavar="FILE", type=_path)
    _json(score)

    events = command("events", _events, tr("the events as a table that `vfi import` reads"))
    _session(events)
    _coder(events)
    events.add_argument("--csv", metavar="FILE", type=_path, help=tr("- is standard output"))
    _json(events)

    check = command("check", _check, tr("every problem of a library, session, coding or scheme, each with its place"))
    check.add_argument("path", metavar="PATH", type=_path)
    _json(check)

    demo = command("demo", _demo, tr("the whole job on a copy of the example, and where everything lies"))
    demo.add_argument("folder", metavar="DIR", nargs="?", type=_path)

    sync = command("sync", _sync, tr("where the films of other cameras lie on the session clock, by their sound"))
    _session(sync)
    sync.add_argument("--apply", action="store_true", help=tr("lay them there; what is not sure stays where it is"))
    sync.add_argument("--guess", action="store_true", help=tr("with --apply: also what is not sure"))
    sync.add_argument("--by", metavar="NAME", help=tr("who does it; else who is logged in"))
    _json(sync)

    consent = command("consent", _consent, tr("write down what a family agreed to"))
    consent.add_argument("path", metavar="CASE_OR_SESSION_DIR", type=_path)
    consent.add_argument("--who", required=True, metavar="NAME", help=tr("who agreed, as the team calls them"))
    consent.add_argument(
        "--purposes", nargs="+", required=True, choices=[str(each) for each in Purpose if each != "law"]
    )
    consent.add_argument("--basis", choices=BASES, default=BASES[0])
    consent.add_argument("--method", choices=METHODS, default=METHODS[0])
    consent.add_argument("--date", metavar="YYYY-MM-DD", help=tr("today where it is left out"))
    consent.add_argument("--expires", metavar="YYYY-MM-DD")
    consent.add_argument("--form", metavar="VERSION", help=tr("version of the form that was signed"))
    consent.add_argument("--by", metavar="NAME", help=tr("who writes it down; else who is logged in"))

    _clip_words(command("clips", _clips, tr("annotated clips, if the family has agreed to the purpose")))
    return parser


def _clip_words(clips: _Parser) -> None:
    _session(clips)
    clips.add_argument("-o", "--output", metavar="DIR", required=True, type=_path)
    clips.add_argument("--for", dest="purpose", required=True, choices=[str(each) for each in Purpose])
    _coder(clips)
    clips.add_argument("--coding", metavar="ID", help=tr("this coding, where several know the codes; else the newest"))
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
    home = clips.add_mutually_exclusive_group()
    home.add_argument("--safe-at-home", dest="safe_at_home", action="store_true", default=None)
    home.add_argument("--not-safe-at-home", dest="safe_at_home", action="store_false")
    _json(clips)


def _path(text: str) -> str:
    """A path that says something: an empty word (a script's unset variable) would mean the current folder."""
    if not text.strip():
        raise argparse.ArgumentTypeError(tr("it is empty"))
    return text


def _session(parser: _Parser) -> None:
    parser.add_argument("session", metavar="SESSION_DIR", type=_path)


def _coder(parser: _Parser) -> None:
    parser.add_argument("--coder", metavar="NAME", help=tr("only what this person coded"))


def _json(parser: _Parser) -> None:
    parser.add_argument("--json", action="store_true", help=tr("JSON on standard output, for programs"))


_COMMANDS = frozenset(
    {"probe", "frame", "new", "import", "score", "events", "check", "demo", "sync", "consent", "clips"}
)
