"""What a family agreed to is written down, noted, and opens the gate; a withdrawal shuts it."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from vfi.core.case import Case
from vfi.core.consent import Action, Consent, Purpose, permitted
from vfi.core.errors import BadInput
from vfi.desk.consents import agree, person_called, withdraw
from vfi.files.vault import PlainVault
from vfi.store import audit, cases

TODAY = datetime.date(2026, 3, 12)


@pytest.fixture
def vault(tmp_path: Path) -> PlainVault:
    vault = PlainVault(tmp_path)
    cases.new_case(vault, Case(id="F1"))
    return vault


def given(*purposes: Purpose) -> Consent:
    return Consent(person="a", basis="parental-responsibility", date="2026-03-11", purposes=purposes)


def may(vault: PlainVault, purpose: Purpose) -> bool:
    case = cases.read_case(vault, "F1").value
    return permitted(case, Action.EXPORT_CLIPS, purpose, today=TODAY).allowed


def test_what_was_agreed_to_is_allowed_and_nothing_else(vault: PlainVault) -> None:
    agree(vault, "F1", person_called("A."), given(Purpose.FILM, Purpose.SUPERVISION), who="Anna")
    assert may(vault, Purpose.SUPERVISION)
    assert not may(vault, Purpose.RESEARCH)
    (entry,) = audit.read_audit(vault, "F1")
    assert (entry.who, entry.what) == ("Anna", audit.Act.CONSENT_CHANGED)


def test_a_withdrawal_shuts_the_gate(vault: PlainVault) -> None:
    case = agree(vault, "F1", person_called("A."), given(Purpose.FILM, Purpose.SUPERVISION), who="Anna")
    withdraw(vault, "F1", case.consents[0].id, who="Ben", today=TODAY)
    assert not may(vault, Purpose.SUPERVISION)
    assert [entry.who for entry in audit.read_audit(vault, "F1")] == ["Anna", "Ben"]


def test_a_consent_that_is_not_there_cannot_be_withdrawn(vault: PlainVault) -> None:
    with pytest.raises(BadInput, match="no-such-consent"):
        withdraw(vault, "F1", "c9", who="Ben", today=TODAY)


def test_the_same_person_is_known_once(vault: PlainVault) -> None:
    for purpose in (Purpose.FILM, Purpose.REVIEW):
        case = agree(vault, "F1", person_called("A."), given(purpose), who="Anna")
    assert [person.label for person in case.people] == ["A."]
    assert [consent.id for consent in case.consents] == ["c1", "c2"]


def test_two_people_whose_names_give_one_id_are_two(vault: PlainVault) -> None:
    agree(vault, "F1", person_called("日本"), given(Purpose.FILM), who="Anna")
    case = agree(vault, "F1", person_called("עברית"), given(Purpose.REVIEW), who="Anna")
    assert [person.id for person in case.people] == ["person", "person-2"]
    assert [consent.person for consent in case.consents] == ["person", "person-2"]
    case = agree(vault, "F1", person_called("日本"), given(Purpose.RESEARCH), who="Anna")
    assert case.consents[-1].person == "person"


def test_somebody_is_known_by_their_id_too(vault: PlainVault) -> None:
    agree(vault, "F1", person_called("Grandma"), given(Purpose.FILM), who="Anna")
    case = agree(vault, "F1", person_called("grandma"), given(Purpose.REVIEW), who="Anna")
    assert [person.label for person in case.people] == ["Grandma"]


@pytest.mark.parametrize("label", ["", "  ", "\x07"])
def test_nobody_cannot_agree(label: str) -> None:
    with pytest.raises(BadInput, match="person-missing"):
        person_called(label)


def test_a_consent_is_not_over_before_it_is_given(vault: PlainVault) -> None:
    consent = replace(given(Purpose.FILM), expires="2020-01-01")
    with pytest.raises(BadInput, match="agreement-over-before-given"):
        agree(vault, "F1", person_called("A."), consent, who="Anna")
    assert cases.read_case(vault, "F1").value.consents == ()
