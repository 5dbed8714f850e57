"""A case, one family under a pseudonym, and its sessions, each one recorded interaction."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
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


ROLES = ("infant", "second-infant", "carer", "practitioner", "other")

STATUSES = ("open", "resting", "ended")

FLAGS = ("looked-after", "child-protection", "child-in-need", "court", "address-secret")
"""What changes the rules for a child; any flag makes the gate stricter, a local one too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A legal hold: nothing of the case may be deleted while it stands, whatever the family or a rule says."""

    reason: str
    by: str
    """Who decided it."""
    date: str = ""
    """ISO date."""


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
    """looked-after, child-protection, child-in-need, court, address-secret, or the service's own"""
    language: str = "en"
    """The family's language, for words a parent reads."""
    people: tuple[Person, ...] = ()
    consents: tuple[Consent, ...] = ()
    hold: Hold | None = None
    """Where it stands, nothing of the case is deleted."""

    def with_flags(self, flags: tuple[str, ...]) -> Case:
        """The case with other status flags; every consent must then be reviewed: responsibility may have moved."""
        if set(flags) == set(self.flags):
            return self
        consents = tuple(replace(consent, to_review=True) for consent in self.consents)
        return replace(self, flags=flags, consents=consents)

    def with_consent(self, consent: Consent) -> Case:
        """The case with one more consent, which gets the next free id when it has none."""
        taken = {other.id for other in self.consents}
        number = next(n for n in range(1, len(taken) + 2) if f"c{n}" not in taken)
        return replace(self, consents=(*self.consents, replace(consent, id=consent.id or f"c{number}")))

    @property
    def to_review(self) -> tuple[Consent, ...]:
        """The consents that must be looked at again before they hold."""
        return tuple(consent for consent in self.consents if consent.to_review and not consent.withdrawn)

    def person(self, id: str) -> Person | None:
        return next((person for person in self.people if person.id == id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """All the cases of one team, in one folder."""

    name: str = ""
    languages: tuple[str, ...] = ("en",)
    """In which words for parents are kept, the team's own first."""
    retention: tuple[tuple[str, str], ...] = ()
    """What kind of thing is kept how long, in the service's own words: `("film", "2 months after the work ends")`."""


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
    """session time = film time + offset (a `drift` is taken off the film time first)."""
    drift: int = 0
    """By how many billionths the film's clock runs faster than the session's (`vfi.core.clock.FilmClock`)."""
    camera: str = ""
    """Which camera took it. Films that name the same one are its consecutive files; without a name it is its own."""


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
