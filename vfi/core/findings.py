"""What a check found: each problem of a file with its place and how grave it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much it matters."""

    ERROR = "error"
    """It cannot be used as it is."""
    WARNING = "warning"
    """It can be used; a person should look at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One problem: where it is, and the id and values of its sentence in `vfi.words`."""

    path: str
    """The file, as it was named to the check; `/` between folders."""
    line: int | None = None
    """From 1; None where the problem is the file, not a line of it."""
    where: str = ""
    """The place inside the file in its own words: `tier rungs, code welcoming, key`."""
    id: str
    values: dict[str, object] = field(default_factory=dict, hash=False)
    severity: Severity = Severity.ERROR

    @property
    def place(self) -> str:
        """`file:line`, as editors and compilers write it."""
        return self.path if self.line is None else f"{self.path}:{self.line}"


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that make a file unusable."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)
