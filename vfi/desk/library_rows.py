"""A library's cases, sessions and codings as lists and cards show them: plain values, one per row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vfi.core.case import Case, Session
from vfi.core.clock import FilmClock
from vfi.core.coding import Coding, Role
from vfi.core.consent import Answer
from vfi.core.errors import VfiError
from vfi.core.scheme import MARKS
from vfi.core.time import Span, Spans, intersect, total
from vfi.desk.session import SessionDesk
from vfi.store.codings import ListedCoding

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from vfi.desk.film_checks import FilmsChecked


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingRow:
    """A coding as a card shows it."""

    path: str
    """Of its journal, in the library."""
    coder: str
    role: Role
    scheme: str
    """Title of the scheme, or its id where it cannot be read."""
    scheme_ref: str = ""
    """`id@version`."""
    events: int = 0
    watched: float | None = None
    """Share of the film that was watched, 0 to 1; None when not known."""
    changed: str = ""
    """UTC, ISO 8601."""
    trouble: VfiError | None = None
    """Why it cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A case as the list shows it."""

    case: Case
    sessions: int
    to_decide: int = 0
    """Withdrawals after which it is still to be decided what becomes of something."""
    trouble: VfiError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """A session as a card shows it."""

    case: str
    session: Session
    codings: tuple[CodingRow, ...] = ()
    duration_ns: int | None = None
    """None when it is not known without opening the film."""
    film_there: bool = True
    checked: FilmsChecked | None = None
    """What decoding every picture has shown; None where that was not done, or is not known without opening the film."""
    refused: Answer | None = None
    """The gate's no, where nobody may see the film now."""
    trouble: VfiError | None = None

    @property
    def seen(self) -> bool:
        """May a picture of it be shown?"""
        return not self.session.locked and self.refused is None

    @property
    def key(self) -> str:
        """Case and session in one word."""
        return f"{self.case}/{self.session.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmGlance:
    """What is known of a film after one look."""

    picture: npt.NDArray[np.uint8]
    """One of its pictures, RGB, shape (height, width, 3)."""
    duration_ns: int
    watched: tuple[tuple[str, float], ...] = ()
    """Path of each coding and the share of the film that was watched in it, 0 to 1."""
    checked: FilmsChecked | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayFromHome:
    """A coding of this library that went on in the user's own folder, because the library did not answer."""

    path: str
    """Of its journal, in the library."""
    case: str
    session: str
    since: str
    """UTC, ISO 8601; `?` when not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """A library as it was read."""

    name: str
    cases: tuple[CaseRow, ...]
    sessions: tuple[SessionRow, ...]
    away: tuple[AwayFromHome, ...] = ()


def watched_part(coding: Coding, clock: FilmClock) -> float:
    """The share of the film, 0 to 1, that was watched in every tier of the scheme."""
    film: Spans = (Span(clock.start, clock.end),)
    seen = film
    for tier in coding.scheme.tiers or (MARKS,):
        seen = intersect(seen, coding.covered(tier.id))
    return total(seen) / total(film)


def coding_row(desk: SessionDesk, listed: ListedCoding) -> CodingRow:
    """A listed coding as a card shows it; one that cannot be read says why."""
    header = listed.header
    if header is None or listed.damage is not None:
        coder = header.coder if header is not None else ""
        return CodingRow(path=listed.path, coder=coder, role=Role.PRIMARY, scheme="", trouble=listed.damage)
    try:
        scheme = desk.scheme_of(header).title
    except VfiError:
        scheme = header.scheme
    return CodingRow(
        path=listed.path,
        coder=header.coder,
        role=header.role,
        scheme=scheme,
        scheme_ref=header.scheme,
        events=listed.events,
        changed=listed.changed,
    )


def film_there(desk: SessionDesk) -> bool:
    """Does the session have a film, and is its file where it should be?"""
    if not desk.session.films:
        return False
    try:
        desk.film_file(check=False)
    except VfiError:
        return False
    return True
