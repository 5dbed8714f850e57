"""A case, one family under a pseudonym, and its sessions, each one recorded interaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from vfi.core.consent import Consent
from vfi.core.time import Ns


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone in the case, by role; a name is not needed."""

    id: str
    role: str
    """infant, carer, second-infant, practitioner, other"""
    label: str = ""
    """How the team calls them: an initial, never a full name."""
    born: str = ""
    """ISO date or empty."""
    parental_responsibility: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One family; lives as long as the work does, with pauses and returns."""

    id: str
    """The folder's name, the pseudonym."""
    label: str = ""
    goal: str = ""
    status: str = "open"
    """open, resting, ended"""
    flags: tuple[str, ...] = ()
    language: str = "en"
    """The family's language, for words a parent reads."""
    people: tuple[Person, ...] = ()
    consents: tuple[Consent, ...] = ()


class SessionKind(StrEnum):
    INTERACTION = "interaction"
    SHARED_REVIEW = "shared-review"
    SUPERVISION = "supervision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What tells a film from another: its size and a hash of its content."""

    size: int
    sha256: str
    """Of the first and last MiB and the size (hex): cheap for films of gigabytes, made in `vfi.files`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmRef:
    """A film of a session: where it is, what it is, when it starts on the session clock."""

    path: str
    """Relative to the session folder with `/` when the film lies in it (copied), else absolute (referred to)."""
    fingerprint: Fingerprint
    offset: Ns = Ns(0)
    """session time = film time + offset."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One recorded interaction (one or several cameras), who was there, when."""

    id: str
    """The folder's name, for example `2026-03-11-home-play`."""
    name: str = ""
    date: str = ""
    """ISO date of the recording."""
    kind: SessionKind = SessionKind.INTERACTION
    reviews: str | None = None
    """For a shared review: the session whose film was watched."""
    films: tuple[FilmRef, ...] = ()
    who: tuple[str, ...] = ()
    """Ids of people of the case."""
    setting: str = ""
    notes: str = ""
    scheme: str | None = None
    """The scheme (`id@version`) that new codings start with."""
    locked: bool = field(default=False)
    """A film that came without consent stays locked until one covers it."""
