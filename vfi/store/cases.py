"""case.toml: one family's people, status flags, consents and goal, in the case's folder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vfi.core.case import FLAGS, ROLES, STATUSES, Case, Hold, Person
from vfi.core.consent import BASES, METHODS, Consent, Purpose
from vfi.core.errors import BadInput
from vfi.core.findings import Severity
from vfi.core.spelling import did_you_mean
from vfi.files.names import is_name
from vfi.files.vault import Vault, VaultPath, path_of
from vfi.store.records import Kind, Stored, create_record, folders_with, read_record, save_record
from vfi.store.scheme_findings import find_doubles, find_reference
from vfi.store.toml_reading import Table

FILE = "case.toml"


def read_case(vault: Vault, folder: VaultPath) -> Stored[Case]:
    """Read a case from its folder.

    Raises:
        FileDamaged: `record-findings`, with every finding.
    """
    return read_record(KIND, vault, folder)


def new_case(vault: Vault, case: Case, *, inside: VaultPath = "") -> Stored[Case]:
    """Make the folder of a new case; its name is the pseudonym.

    Raises:
        BadInput: `bad-folder-name`.
        Refused: `record-exists`.
    """
    if not is_name(case.id):
        raise BadInput("bad-folder-name", name=case.id)
    return create_record(KIND, vault, path_of(inside) / case.id, case)


def save_case(vault: Vault, stored: Stored[Case], case: Case) -> Stored[Case]:
    """Write a changed case; see `records.save_record` for what happens when others write it, too."""
    return save_record(KIND, vault, stored, case)


def case_folders(vault: Vault, inside: VaultPath = "") -> list[str]:
    """The folders of a library that hold a case, in the order of their names."""
    return folders_with(FILE, vault, inside)


def _read(root: Table, name: str) -> Case:
    people = [(_person(table), table) for table in root.tables("person")]
    find_doubles("person", ((person.id, table) for person, table in people))
    ids = [person.id for person, _ in people]
    consents = [(_consent(table, ids), table) for table in root.tables("consent")]
    find_doubles("consent", ((consent.id, table) for consent, table in consents if consent.id))
    flags = root.texts("flags")
    for flag in flags:
        if flag not in FLAGS and (meant := did_you_mean(flag, FLAGS)):
            root.find("flags", "case-unknown-flag", severity=Severity.WARNING, value=flag, meant=meant)
    return Case(
        id=name,
        label=root.text("label"),
        goal=root.text("goal"),
        status=root.choice("status", STATUSES, "open"),
        flags=flags,
        language=root.text("language", "en") or "en",
        people=tuple(person for person, _ in people),
        consents=tuple(consent for consent, _ in consents),
        hold=_hold(root),
    )


def _hold(root: Table) -> Hold | None:
    table = root.table("hold")
    if table is None:
        return None
    # a hold of which something is missing still holds: the finding tells, nothing is deleted meanwhile
    hold = Hold(reason=table.text("reason", required=True), by=table.text("by", required=True), date=table.day("date"))
    table.close()
    return hold


def _person(table: Table) -> Person:
    person = Person(
        id=table.id(),
        role=table.choice("role", ROLES, "other", required=True),
        label=table.text("label"),
        born=table.day("born"),
        parental_responsibility=table.flag("parental_responsibility"),
    )
    table.close()
    return person


def _consent(table: Table, people: list[str]) -> Consent:
    person = table.text("person", required=True)
    if person:
        find_reference(table, "person", "person", person, people)
    purposes = table.choices("purposes", list(Purpose))
    withdrawn_for: list[tuple[Purpose, str]] = []
    single = table.table("withdrawn_for")
    if single is not None:
        for purpose in single.data:
            day = single.day(purpose)
            if purpose not in list(Purpose):
                single.find(
                    purpose,
                    "file-not-a-choice",
                    key=purpose,
                    value=purpose,
                    meant=did_you_mean(purpose, list(Purpose)),
                    choices=", ".join(Purpose),
                )
            elif day:
                withdrawn_for.append((Purpose(purpose), day))
    consent = Consent(
        id=table.text("id"),
        person=person,
        basis=table.choice("basis", BASES, "", required=True),
        method=table.choice("method", METHODS, "signed"),
        date=table.day("date"),
        expires=table.day("expires"),
        withdrawn=table.day("withdrawn"),
        withdrawn_for=tuple(withdrawn_for),
        purposes=tuple(Purpose(purpose) for purpose in purposes),
        to_review=table.flag("to_review"),
        review=table.day("review"),
        form=table.text("form"),
        signature=table.text("signature"),
        witness=table.text("witness"),
        agency=table.text("agency"),
        language=table.text("language"),
        interpreter=table.text("interpreter"),
        note=table.exact("note"),
    )
    table.close()
    return consent


def _write(case: Case) -> Mapping[str, Any]:
    return {
        "label": case.label,
        "goal": case.goal,
        "status": case.status,
        "flags": list(case.flags),
        "language": case.language,
        "hold": {"reason": case.hold.reason, "by": case.hold.by, "date": case.hold.date} if case.hold else None,
        "person": [_person_data(person) for person in case.people] or None,
        "consent": [_consent_data(consent) for consent in case.consents] or None,
    }


def _person_data(person: Person) -> Mapping[str, Any]:
    return {
        "id": person.id,
        "role": person.role,
        "label": person.label or None,
        "born": person.born or None,
        "parental_responsibility": person.parental_responsibility or None,
    }


def _consent_data(consent: Consent) -> Mapping[str, Any]:
    return {
        "id": consent.id or None,
        "person": consent.person,
        "basis": consent.basis,
        "method": consent.method,
        "date": consent.date or None,
        "expires": consent.expires or None,
        "withdrawn": consent.withdrawn or None,
        "purposes": [str(purpose) for purpose in consent.purposes],
        "to_review": consent.to_review or None,
        "review": consent.review or None,
        "form": consent.form or None,
        "signature": consent.signature or None,
        "witness": consent.witness or None,
        "agency": consent.agency or None,
        "language": consent.language or None,
        "interpreter": consent.interpreter or None,
        "note": consent.note or None,
        "withdrawn_for": {str(purpose): date for purpose, date in consent.withdrawn_for} or None,
    }


KIND: Kind[Case] = Kind(FILE, _read, _write)
