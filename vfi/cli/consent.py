"""What a family agreed to: `vfi consent`."""

from __future__ import annotations

import argparse
from pathlib import Path

from vfi.cli.command import Command, Painter, Parser, path_word
from vfi.core.consent import BASES, METHODS, Purpose
from vfi.core.errors import BadInput
from vfi.words import tr
from vfi.words.sentences import N_


def _words(consent: Parser) -> None:
    consent.add_argument("path", metavar="CASE_OR_SESSION_DIR", type=path_word)
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


CONSENT = Command("consent", N_("write down what a family agreed to"), _words, _consent)
