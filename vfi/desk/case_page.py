"""The page of a case: who has seen what, why, and until when; read from the audit file."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vfi.core.case import Case
from vfi.files.vault import Vault, VaultPath
from vfi.store import audit, cases

SEEN = (
    audit.Act.OPENED,
    audit.Act.PRESENTED,
    audit.Act.EXPORTED,
    audit.Act.PRINTED,
)
"""What shows the film, or gives something of it away."""

CHANGED = (
    audit.Act.CONSENT_CHANGED,
    audit.Act.HOLD_CHANGED,
    audit.Act.REFUSED,
    audit.Act.DELETED,
    audit.Act.LOCKED,
    audit.Act.KEPT,
    audit.Act.ASKED_BACK,
)
"""What became of that."""

COLUMNS = ("time", "what", "who", "session", "purpose", "consent", "until", "recipient", "approved_by", "why", "more")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One line of the page."""

    time: str
    """UTC, ISO 8601 with Z."""
    what: str
    who: str
    session: str = ""
    purpose: str = ""
    consent: str = ""
    until: str = ""
    """The day on which the consent that allowed it ends, or was withdrawn; empty: no end, or none was needed."""
    recipient: str = ""
    approved_by: str = ""
    why: str = ""
    """In a person's words; of what the law requires the legal ground."""
    more: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """How many clips, which still."""


def case_page(vault: Vault, case: VaultPath) -> tuple[Seen, ...]:
    """Everything that was done with the films of a case, the newest first.

    Raises:
        FileDamaged: the case cannot be read.
    """
    family = cases.read_case(vault, case).value
    wanted = (*SEEN, *CHANGED)
    entries = [entry for entry in audit.read_audit(vault, case) if entry.what in wanted]
    return tuple(_seen(entry, family) for entry in reversed(entries))


def _seen(entry: audit.Entry, case: Case) -> Seen:
    details = dict(entry.details)
    consent = next((each for each in case.consents if each.id == entry.consent), None)
    until = ""
    if consent is not None:
        until = consent.withdrawn_on(entry.purpose) or consent.expires
    law = str(details.pop("law", ""))
    return Seen(
        time=entry.time,
        what=str(entry.what),
        who=entry.who,
        session=entry.session,
        purpose=entry.purpose or str(details.pop("for", "")),
        consent=entry.consent or str(details.pop("consent", "")),
        until=until,
        recipient=str(details.pop("recipient", "")),
        approved_by=str(details.pop("approved_by", "") or details.pop("authoriser", "")),
        why="; ".join(part for part in (entry.why, law) if part),
        more={key: value for key, value in details.items() if key not in ("reason", "authoriser")},
    )


def page_as_csv(rows: Sequence[Seen]) -> bytes:
    """A table for other programs: UTF-8, one row a line, texts that no program takes for a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        more = ", ".join(f"{key}={value}" for key, value in row.more.items())
        cells = [more if column == "more" else str(getattr(row, column)) for column in COLUMNS]
        writer.writerow([f"'{cell}" if cell[:1] in tuple("=+-@") else cell for cell in cells])
    return text.getvalue().encode("utf-8")
