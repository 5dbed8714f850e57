"""Writing down what a family agreed to, and that it changed its mind; both are noted in the case's audit file.

Two files cannot change at once, so each order fails on the side of the family: a consent is noted before it opens the
gate, a withdrawal shuts the gate before it is noted.
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

from vfi.core.case import Case, Hold, Person
from vfi.core.consent import INVENTED, SAID, Consent, Purpose, day_of
from vfi.core.errors import BadInput, CouldNot, VfiError
from vfi.desk.surveying import FORMS
from vfi.files.names import slug, unused
from vfi.files.vault import Vault, path_of
from vfi.store import audit, cases
from vfi.store.records import Stored


def agree(vault: Vault, case: str, person: Person | None, consent: Consent, *, who: str) -> Case:
    """Add a consent to a case (its folder in the vault), and the person who gave it if the case does not know them.

    A person is known by what the team calls them, or by their id; two of whose names the same id would be made are
    still two.

    Raises:
        BadInput: `agreement-over-before-given`, `bad-date`, `witness-missing`, `agency-missing`.
        FileDamaged: the case cannot be read. Refused: somebody changed the same meanwhile.
        CouldNot: `consent-not-noted`, or the case cannot be written. Whatever is raised, the consent does not stand.
    """
    if consent.date and consent.expires and day_of(consent.expires) < day_of(consent.date):
        raise BadInput("agreement-over-before-given", date=consent.date, expires=consent.expires)
    if consent.method == SAID and not consent.witness.strip():
        raise BadInput("witness-missing")
    if Purpose.AGENCY in consent.purposes and consent.basis != INVENTED and not consent.agency.strip():
        raise BadInput("agency-missing")
    stored = cases.read_case(vault, case)
    value = stored.value
    if person is not None:
        known = _known(value, person)
        if known is None:
            known = replace(person, id=unused(person.id, (each.id for each in value.people)))
            if consent.basis != INVENTED:  # what was said to be the basis tells, not the role
                known = replace(known, parental_responsibility=consent.basis == "parental-responsibility")
            value = replace(value, people=(*value.people, known))
        consent = replace(consent, person=known.id)
    value = _responsible(value, consent).with_consent(consent)
    _noted_first(vault, stored, value, who, {"consent": value.consents[-1].id})
    return value


def withdraw(
    vault: Vault,
    case: str,
    consent: str,
    *,
    who: str,
    today: datetime.date,
    purposes: Collection[Purpose] = (),
) -> Case:
    """Write down that a consent was withdrawn today; what it allowed is refused from now on.

    `purposes`: only these; none: all of it. Asked for again, it stays at the day of the first time and is noted again.

    Raises:
        BadInput: `no-such-consent`; `not-in-consent` for a purpose that it never covered.
        FileDamaged, Refused, CouldNot: the case cannot be read or written; nothing was withdrawn.
        CouldNot: `withdrawn-not-noted`: it is withdrawn, only the entry in the audit file is missing.
    """
    stored = cases.read_case(vault, case)
    found = _consent(stored.value, consent)
    for purpose in purposes:
        if purpose not in found.purposes:
            raise BadInput("not-in-consent", consent=consent, purpose=str(purpose))
    value = _with(stored.value, found.taken_back(purposes, today.isoformat()))
    cases.save_case(vault, stored, value)
    details: dict[str, Any] = {"consent": consent, "withdrawn": True}
    if purposes:
        details["purposes"] = [str(purpose) for purpose in purposes]
    try:
        _note(vault, case, who, details)
    except CouldNot as error:
        raise CouldNot("withdrawn-not-noted", why=_reason(error)) from error
    return value


def confirm(vault: Vault, case: str, consent: str, *, who: str, review: str = "") -> Case:
    """Somebody looked at a consent again, and it stands; `review`: the day (ISO) on which it is looked at next.

    Raises:
        BadInput: `no-such-consent`, `bad-date`. CouldNot: `consent-not-noted`; then it stays to be reviewed.
    """
    stored = cases.read_case(vault, case)
    found = _consent(stored.value, consent)
    value = _with(stored.value, replace(found, to_review=False, review=review))
    _noted_first(vault, stored, value, who, {"consent": consent, "reviewed": True})
    return value


def attach_form(vault: Vault, case: str, consent: str, file: Path, *, who: str) -> Case:
    """Copy the signed form into the case's folder, compared with the original, and name it in the consent.

    Raises:
        BadInput: `no-such-consent`. CouldNot: `file-missing`, `copy-differs` or what keeps it from being written.
    """
    stored = cases.read_case(vault, case)
    found = _consent(stored.value, consent)
    name = unused(consent, (PurePath(each).stem for each in _forms(vault, case)))
    inside = f"{FORMS}/{name}{file.suffix.lower()}"
    vault.make_folder(path_of(case) / FORMS)
    vault.copy_in(file, path_of(case) / inside)
    value = _with(stored.value, replace(found, signature=inside))
    try:
        _noted_first(vault, stored, value, who, {"consent": consent, "form_attached": True})
    except VfiError:
        vault.delete(path_of(case) / inside)
        raise
    return value


def _forms(vault: Vault, case: str) -> list[str]:
    folder = path_of(case) / FORMS
    return vault.list(folder) if vault.is_folder(folder) else []


def set_flags(vault: Vault, case: str, flags: Collection[str], *, who: str) -> Case:
    """The child's legal status is another one: from now on every consent must be reviewed before it holds.

    Raises:
        FileDamaged, Refused, CouldNot: nothing was changed. CouldNot: `flags-not-noted`: it was, only the entry lacks.
    """
    stored = cases.read_case(vault, case)
    value = stored.value.with_flags(tuple(flags))
    if value == stored.value:
        return value
    cases.save_case(vault, stored, value)  # what makes the gate stricter is first done, then noted
    try:
        _note(vault, case, who, {"flags": list(value.flags)})
    except CouldNot as error:
        raise CouldNot("flags-not-noted", why=_reason(error)) from error
    return value


def set_hold(vault: Vault, case: str, hold: Hold | None, *, who: str) -> Case:
    """Lay a legal hold on the case, or take it away: a hold is first laid and then noted, and the other way round.

    Raises:
        BadInput: `hold-needs-reason`. FileDamaged, Refused, CouldNot: it cannot be written.
    """
    if hold is not None and not (hold.reason.strip() and hold.by.strip()):
        raise BadInput("hold-needs-reason")
    stored = cases.read_case(vault, case)
    value = replace(stored.value, hold=hold)

    def note() -> None:
        decided = hold or stored.value.hold
        details = {"hold": hold is not None, "by": decided.by if decided else ""}
        audit.append_audit(vault, case, who=who, what=audit.Act.HOLD_CHANGED, details=details)

    if hold is None:
        note()
    cases.save_case(vault, stored, value)
    if hold is not None:
        note()
    return value


def _consent(case: Case, id: str) -> Consent:
    found = next((each for each in case.consents if each.id == id), None)
    if found is None:
        raise BadInput("no-such-consent", consent=id)
    return found


def _with(case: Case, consent: Consent) -> Case:
    consents = tuple(consent if each.id == consent.id else each for each in case.consents)
    return replace(case, consents=consents)


def _responsible(case: Case, consent: Consent) -> Case:
    """Who agrees by parental responsibility holds it; where it is shared, the gate asks for everybody who does."""
    if consent.basis != "parental-responsibility":
        return case
    people = tuple(
        replace(each, parental_responsibility=True) if each.id == consent.person else each for each in case.people
    )
    return replace(case, people=people)


def _noted_first(vault: Vault, stored: Stored[Case], value: Case, who: str, details: Mapping[str, Any]) -> None:
    """What opens the gate is noted before it is written."""
    case = stored.folder
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
