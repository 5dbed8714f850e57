"""Writing down what a family agreed to, and that it changed its mind; both are noted in the case's audit file.

Two files cannot change at once, so each order fails on the side of the family: a consent is noted before it opens the
gate, a withdrawal shuts the gate before it is noted.
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from vfi.core.case import Case, Person
from vfi.core.consent import Consent, day_of
from vfi.core.errors import BadInput, CouldNot, VfiError
from vfi.files.names import slug, unused
from vfi.files.vault import Vault
from vfi.store import audit, cases


def agree(vault: Vault, case: str, person: Person | None, consent: Consent, *, who: str) -> Case:
    """Add a consent to a case (its folder in the vault), and the person who gave it if the case does not know them.

    A person is known by what the team calls them, or by their id; two of whose names the same id would be made are
    still two.

    Raises:
        BadInput: `agreement-over-before-given`, `bad-date`.
        FileDamaged: the case cannot be read. Refused: somebody changed the same meanwhile.
        CouldNot: `consent-not-noted`, or the case cannot be written. Whatever is raised, the consent does not stand.
    """
    if consent.date and consent.expires and day_of(consent.expires) < day_of(consent.date):
        raise BadInput("agreement-over-before-given", date=consent.date, expires=consent.expires)
    stored = cases.read_case(vault, case)
    value = stored.value
    if person is not None:
        known = _known(value, person)
        if known is None:
            known = replace(person, id=unused(person.id, (each.id for each in value.people)))
            value = replace(value, people=(*value.people, known))
        consent = replace(consent, person=known.id)
    value = value.with_consent(consent)
    details = {"consent": value.consents[-1].id}
    try:
        _note(vault, case, who, details)
    except CouldNot as error:
        raise CouldNot("consent-not-noted", why=_reason(error)) from error
    try:
        cases.save_case(vault, stored, value)
    except VfiError:
        # nothing is ever taken out of the audit file: a second entry says that the first did not come true
        with contextlib.suppress(CouldNot):
            _note(vault, case, who, {**details, "not_written": True})
        raise
    return value


def withdraw(vault: Vault, case: str, consent: str, *, who: str, today: datetime.date) -> Case:
    """Write down that a consent was withdrawn today; what it allowed is refused from now on.

    Asked for again, it stays at the day of the first time and is noted again.

    Raises:
        BadInput: `no-such-consent`.
        FileDamaged, Refused, CouldNot: the case cannot be read or written; nothing was withdrawn.
        CouldNot: `withdrawn-not-noted`: it is withdrawn, only the entry in the audit file is missing.
    """
    stored = cases.read_case(vault, case)
    if consent not in {each.id for each in stored.value.consents}:
        raise BadInput("no-such-consent", consent=consent)
    consents = tuple(
        replace(each, withdrawn=today.isoformat()) if each.id == consent and not each.withdrawn else each
        for each in stored.value.consents
    )
    value = replace(stored.value, consents=consents)
    cases.save_case(vault, stored, value)
    try:
        _note(vault, case, who, {"consent": consent, "withdrawn": True})
    except CouldNot as error:
        raise CouldNot("withdrawn-not-noted", why=_reason(error)) from error
    return value


def _note(vault: Vault, case: str, who: str, details: Mapping[str, Any]) -> None:
    audit.append_audit(vault, case, who=who, what=audit.Act.CONSENT_CHANGED, details=details)


def _reason(error: CouldNot) -> object:
    """What kept the audit file from being written, without its sentence on what that forbids."""
    return error.values.get("why", error)


def _known(case: Case, person: Person) -> Person | None:
    called = person.label.casefold()
    return next((each for each in case.people if called in (each.label.casefold(), each.id)), None)


def person_called(label: str, role: str = "carer") -> Person:
    """Somebody of the family by what the team calls them; the id follows from it.

    Raises:
        BadInput: `person-missing`.
    """
    label = " ".join(label.split())
    if not label.isprintable() or not label:
        raise BadInput("person-missing")
    return Person(id=slug(label, "person"), role=role, label=label, parental_responsibility=role == "carer")
