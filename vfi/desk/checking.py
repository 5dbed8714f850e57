"""`check`: whatever a path is of ours, everything that is wrong with it."""

from __future__ import annotations

import datetime
from functools import partial
from pathlib import Path

from vfi.core.case import FilmRef
from vfi.core.errors import BadInput, VfiError
from vfi.core.findings import Finding
from vfi.core.time import Ns
from vfi.desk.concepts import check_concepts
from vfi.files.trouble import could_not
from vfi.files.vault import PlainVault
from vfi.store import audit, cases, decks, libraries, redactions, sessions
from vfi.store.checking import Check, FilmEnd
from vfi.store.joining import JOURNAL
from vfi.store.libraries import place_of
from vfi.store.schemes import check_scheme

_RECORDS = (libraries.FILE, cases.FILE, sessions.FILE, redactions.FILE)


def check(
    path: Path | str, *, today: datetime.date | None = None, film_end: FilmEnd | None = None
) -> tuple[Finding, ...]:
    """Every problem of a library, case, session, coding, deck or scheme, in the order of files and lines.

    `film_end` tells when a film ends; without it the films' indexes are read, or made (seconds for a long film).
    Paths in findings are below the library (or whatever is the outermost folder of ours); a scheme's is as given.

    Raises:
        BadInput: `check-nothing-there`, or `check-not-ours` for something that vfi knows nothing about.
        CouldNot: it cannot be read at all.
    """
    path = Path(path)
    place = place_of(path)  # which says so when the folder may not be looked into
    if not path.exists():
        raise BadInput("check-nothing-there", path=str(path))
    of_deck = place is not None and place.session is not None and place.rest.startswith(f"{decks.FOLDER}/")
    if path.suffix == ".toml" and path.name not in _RECORDS and not of_deck:
        return _ordered(check_scheme(_bytes(path), str(path)))
    if place is None:
        if path.is_file() and path.name == audit.FILE:
            return audit.verify_audit(_bytes(path), str(path))
        raise BadInput("check-not-ours", path=str(path))
    check = Check(
        PlainVault(place.root),
        today=today or datetime.date.today(),
        film_end=film_end or partial(end_of_film, place.root),
    )
    if place.session is not None and place.rest.startswith("codings/") and path.suffix == JOURNAL:
        check.lone_coding(f"{place.session}/{place.rest}".removeprefix("/"))
    elif place.session is not None and of_deck and path.suffix == decks.ENDING:
        check.deck(place.session, path.stem)
    elif place.session is not None:
        check.session(place.session, inside=place.case)
    elif place.case is not None:
        check.case(place.case)
    else:
        check.library()
        check.findings += check_concepts(PlainVault(place.root))
    return _ordered(check.findings)


def end_of_film(root: Path, folder: str, film: FilmRef) -> Ns | None:
    """When a film ends (ns on its own clock), from its kept index; None when it cannot be read (which check finds)."""
    from vfi.desk.session import open_place  # brings the film engine with it, which a scheme or journal does not need

    try:
        return open_place(root / folder).film_index(film).frame_map.end
    except VfiError:
        return None


def _ordered(findings: tuple[Finding, ...] | list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (finding.path, finding.line or 0, finding.id)))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise could_not(error, path) from error
