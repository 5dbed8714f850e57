"""What full audits of films have found, for a check of whatever lies around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vfi.core.case import FilmRef
from vfi.core.errors import VfiError
from vfi.core.findings import Finding, Severity
from vfi.desk.film_checks import film_audit
from vfi.desk.session import SessionDesk, open_place
from vfi.files.vault import PlainVault
from vfi.store import sessions
from vfi.store.cases import case_folders
from vfi.store.libraries import place_of

if TYPE_CHECKING:
    from vfi.media.audit import FilmAudit


@dataclass(frozen=True, slots=True)
class VerifiedFilm:
    """A film of which it is known what decoding all of it gives."""

    path: str
    """Session and film, below the library."""
    audit: FilmAudit


def verified_films(path: Path) -> list[VerifiedFilm]:
    """The films of a library, case or session that were verified and are the same since; none for anything else."""
    found: list[VerifiedFilm] = []
    for root, folder in _sessions(path):
        try:
            desk = open_place(root / folder)
        except VfiError:
            continue  # what cannot be read is told by the check itself
        for film in desk.session.films:
            try:
                audit = film_audit(desk, film)
            except VfiError:
                continue
            if audit is not None:
                found.append(VerifiedFilm(sessions.film_path(folder, film), audit))
    return found


def film_findings(films: list[VerifiedFilm]) -> list[Finding]:
    """The damage that was found in them, each stretch by its frames."""
    found: list[Finding] = []
    for film in films:
        for what, stretches in (("lost", film.audit.lost), ("damaged", film.audit.damaged)):
            for first, after in stretches:
                id = f"film-frames-{what}" if after - first > 1 else f"film-frame-{what}"
                values: dict[str, object] = {"first": first, "last": after - 1}
                found.append(Finding(path=film.path, id=id, values=values, severity=Severity.WARNING))
    return found


def session_of_film(file: Path) -> tuple[SessionDesk, FilmRef] | None:
    """The session in whose folder this film lies, and the film; None where it lies in none."""
    try:
        place = place_of(file.resolve())
        if place is None or place.session is None:
            return None
        desk = open_place(place.root / place.session)
        there = file.resolve()
        for film in desk.session.films:
            if desk.film_file(film).resolve() == there:
                return desk, film
    except VfiError:
        return None
    return None


def _sessions(path: Path) -> Iterator[tuple[Path, str]]:
    """Every session at or below this path: the outermost folder of ours, and the session's folder in it."""
    place = place_of(path)
    if place is None:
        return
    vault = PlainVault(place.root)
    if place.session is not None:
        yield place.root, place.session
        return
    for case in [place.case] if place.case is not None else case_folders(vault):
        try:
            folders = sessions.session_folders(vault, case)
        except VfiError:
            continue
        for folder in folders:
            yield place.root, f"{case}/{folder}".removeprefix("/")
