"""What a family agreed to and takes back, and who has seen what: `vfi consent`, `vfi withdraw`, `vfi seen`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from vfi.cli.command import Command, Painter, Parser, path_word
from vfi.core.consent import BASES, METHODS, Purpose
from vfi.core.errors import BadInput
from vfi.words import tr
from vfi.words.sentences import N_

_ASKED = [str(each) for each in Purpose if each is not Purpose.LAW]


def _case_at(path: str) -> tuple[Path, str]:
    """The library's folder, and the case's folder in it."""
    from vfi.store.libraries import place_of

    place = place_of(Path(path))
    if place is None or place.case is None:
        raise BadInput("no-case-for-consent", path=path)
    return place.root, place.case


def _words(consent: Parser) -> None:
    consent.add_argument("path", metavar="CASE_OR_SESSION_DIR", type=path_word)
    consent.add_argument("--who", required=True, metavar="NAME", help=tr("who agreed, as the team calls them"))
    consent.add_argument("--purposes", nargs="+", required=True, choices=_ASKED)
    consent.add_argument("--basis", choices=BASES, default=BASES[0])
    consent.add_argument("--method", choices=METHODS, default=METHODS[0])
    consent.add_argument("--witness", metavar="NAME", default="", help=tr("who heard it, where it was said"))
    consent.add_argument("--agency", metavar="NAME", default="", help=tr("which agency it may be shared with"))
    consent.add_argument("--date", metavar="YYYY-MM-DD", help=tr("today where it is left out"))
    consent.add_argument("--expires", metavar="YYYY-MM-DD")
    consent.add_argument("--review", metavar="YYYY-MM-DD", default="", help=tr("when it is talked about again"))
    consent.add_argument("--form", metavar="VERSION", help=tr("version of the form that was signed"))
    consent.add_argument("--by", metavar="NAME", help=tr("who writes it down; else who is logged in"))


def _consent(args: argparse.Namespace, painter: Painter | None) -> int:
    import datetime

    from vfi.core.consent import Consent
    from vfi.desk.clipping import logged_in
    from vfi.desk.consents import agree, person_called
    from vfi.files.vault import PlainVault

    root, folder = _case_at(args.path)
    person = person_called(args.who)
    consent = Consent(
        person=person.id,
        basis=args.basis,
        method=args.method,
        date=args.date or datetime.datetime.now().date().isoformat(),
        expires=args.expires or "",
        purposes=tuple(Purpose(each) for each in args.purposes),
        form=args.form or "",
        review=args.review,
        witness=args.witness,
        agency=args.agency,
    )
    case = agree(PlainVault(root), folder, person, consent, who=args.by or logged_in())
    print(tr("Written down as {consent} of {case}.", consent=case.consents[-1].id, case=case.id))
    return 0


def _withdraw_words(withdraw: Parser) -> None:
    withdraw.add_argument("path", metavar="CASE_OR_SESSION_DIR", type=path_word)
    withdraw.add_argument("consent", metavar="CONSENT", help=tr("as case.toml names it: c1, c2, ..."))
    withdraw.add_argument("--purposes", nargs="+", choices=_ASKED, help=tr("only these; else all of it"))
    withdraw.add_argument("--by", metavar="NAME", help=tr("who writes it down; else who is logged in"))


def _withdraw(args: argparse.Namespace, painter: Painter | None) -> int:
    import datetime

    from vfi.desk.clipping import logged_in
    from vfi.desk.consents import withdraw
    from vfi.desk.surveying import survey
    from vfi.files.vault import PlainVault

    root, folder = _case_at(args.path)
    vault, purposes = PlainVault(root), tuple(Purpose(each) for each in args.purposes or ())
    today = datetime.datetime.now().date()
    withdraw(vault, folder, args.consent, who=args.by or logged_in(), today=today, purposes=purposes)
    print(tr("Withdrawn from today on. What exists, and must be decided about in the program:"))
    for item in survey(vault, folder, purposes):
        print(f"  {item.number}  {item.thing}  {item.session}  {item.name}  {item.purpose}  {item.given}".rstrip())
    return 0


def _seen_words(seen: Parser) -> None:
    seen.add_argument("path", metavar="CASE_OR_SESSION_DIR", type=path_word)


def _seen(args: argparse.Namespace, painter: Painter | None) -> int:
    from vfi.desk.case_page import case_page, page_as_csv
    from vfi.files.vault import PlainVault

    root, folder = _case_at(args.path)
    sys.stdout.write(page_as_csv(case_page(PlainVault(root), folder)).decode())
    return 0


CONSENT = Command("consent", N_("write down what a family agreed to"), _words, _consent)
WITHDRAW = Command("withdraw", N_("write down that a family takes it back"), _withdraw_words, _withdraw)
SEEN = Command("seen", N_("who has seen what of a family, why and until when, as CSV"), _seen_words, _seen)
