"""What the rooms ask of a library: plain values in, plain values out; slow things are called on a worker thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from vfi.core.case import Case, Person, Session
from vfi.core.coding import Role
from vfi.core.consent import Answer, Consent
from vfi.core.scheme import Scheme

Image = npt.NDArray[np.uint8]
"""RGB, shape (height, width, 3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingRow:
    """A coding as a card shows it."""

    path: str
    coder: str
    role: Role
    scheme: str
    """Title of the scheme, or its id where it cannot be read."""
    events: int = 0
    watched: float | None = None
    """Share of the film that was watched, 0 to 1; None when not known."""
    changed: str = ""
    """UTC, ISO 8601."""
    trouble: str = ""
    """Sentence of why it cannot be read; empty when it can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A case as the list shows it."""

    case: Case
    sessions: int
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """A session as a card shows it."""

    case: str
    session: Session
    codings: tuple[CodingRow, ...] = ()
    duration_ns: int | None = None
    """None when it is not known without opening the film."""
    film_there: bool = True
    trouble: str = ""

    @property
    def key(self) -> str:
        """Case and session in one word."""
        return f"{self.case}/{self.session.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmGlance:
    """What is known of a film after one look: its first picture and its length."""

    picture: Image
    duration_ns: int
    watched: tuple[tuple[str, float], ...] = ()
    """Path of each coding and the share of the film that was watched in it, 0 to 1."""


class LibraryPort(Protocol):
    """A library of cases. Every method may raise a VfiError."""

    @property
    def root(self) -> Path: ...
    @property
    def name(self) -> str: ...

    def cases(self) -> list[CaseRow]: ...
    def sessions(self, case: str) -> list[SessionRow]: ...
    def next_case_id(self) -> str:
        """A pseudonym that is free."""

    def new_case(self, case: Case) -> None: ...
    def agree(self, case: str, person: Person | None, consent: Consent) -> None:
        """Write down what a family agreed to; `person` is added to the case first when given."""

    def withdraw(self, case: str, consent: str) -> None:
        """The family takes this consent (by its id) back, from today on."""

    def may_open(self, case: str, session: str) -> Answer:
        """Asks the gate: may this film be opened?"""

    def bring_in(
        self,
        case: str,
        film: Path,
        *,
        copy: bool,
        progress: Callable[[float], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> str | None:
        """A new locked session with this film, copied and compared, or referred to; its id, None when cancelled."""

    def settle(
        self,
        case: str,
        session: str,
        *,
        name: str,
        day: str,
        scheme: str | None,
        who: tuple[str, ...],
        unlock: bool,
    ) -> str:
        """Give the new session its name, day (ISO) and scheme; `unlock` it where a consent to film allows that.

        Returns its id, which follows the name.
        """

    def unlock(self, case: str, session: str) -> None:
        """Unlock a session whose family has agreed meanwhile.

        Raises:
            Refused: `consent-...` when the gate says no.
        """

    def schemes(self) -> list[Scheme]:
        """The schemes that can be chosen."""

    def glance(self, case: str, session: str) -> FilmGlance:
        """A look at the session's film; slow, for a worker thread."""
