"""What a family agreed to is written down, noted, and opens the gate; a withdrawal shuts it."""

from __future__ import annotations

import datetime
import errno
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults import FaultVault
from vfi.core.case import Case, Hold
from vfi.core.consent import Action, Consent, Purpose, permitted
from vfi.core.errors import BadInput, CouldNot
from vfi.desk.consents import agree, attach_form, confirm, person_called, set_flags, set_hold, withdraw
from vfi.files.vault import PlainVault, VaultPath, path_of
from vfi.store import audit, cases
from vfi.words import sentence

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


def test_only_who_agrees_by_parental_responsibility_is_taken_to_hold_it(vault: PlainVault) -> None:
    agree(vault, "F1", person_called("G."), replace(given(Purpose.FILM), basis="own"), who="Anna")
    assert not cases.read_case(vault, "F1").value.people[0].parental_responsibility
    case = agree(vault, "F1", person_called("G."), given(Purpose.FILM), who="Anna")
    assert case.people[0].parental_responsibility


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


def test_one_purpose_is_taken_back_and_the_others_stand(vault: PlainVault) -> None:
    agree(vault, "F1", person_called("A."), given(Purpose.FILM, Purpose.SUPERVISION, Purpose.RESEARCH), who="Anna")
    withdraw(vault, "F1", "c1", who="Ben", today=TODAY, purposes=(Purpose.RESEARCH,))
    assert may(vault, Purpose.SUPERVISION)
    assert not may(vault, Purpose.RESEARCH)
    assert audit.read_audit(vault, "F1")[-1].details["purposes"] == ["research"]
    with pytest.raises(BadInput, match="not-in-consent"):
        withdraw(vault, "F1", "c1", who="Ben", today=TODAY, purposes=(Purpose.AGENCY,))


def test_a_new_status_shuts_the_gate_until_each_consent_was_looked_at(vault: PlainVault) -> None:
    agree(vault, "F1", person_called("A."), given(Purpose.FILM, Purpose.SUPERVISION), who="Anna")
    set_flags(vault, "F1", ("court",), who="Ben")
    assert not may(vault, Purpose.SUPERVISION)
    case = confirm(vault, "F1", "c1", who="Ben", review="2026-09-01")
    assert may(vault, Purpose.SUPERVISION)
    assert case.consents[0].review == "2026-09-01"
    assert [dict(entry.details) for entry in audit.read_audit(vault, "F1")][1:] == [
        {"flags": ["court"]},
        {"consent": "c1", "reviewed": True},
    ]


def test_what_was_said_needs_a_witness_and_an_agency_its_name(vault: PlainVault) -> None:
    said = replace(given(Purpose.FILM), method="said-with-witness")
    with pytest.raises(BadInput, match="witness-missing"):
        agree(vault, "F1", person_called("A."), said, who="Anna")
    with pytest.raises(BadInput, match="agency-missing"):
        agree(vault, "F1", person_called("A."), given(Purpose.FILM, Purpose.AGENCY), who="Anna")
    whole = replace(said, witness="C.", purposes=(Purpose.FILM, Purpose.AGENCY), agency="Children's services")
    agree(vault, "F1", person_called("A."), whole, who="Anna")
    (kept,) = cases.read_case(vault, "F1").value.consents
    assert (kept.witness, kept.agency) == ("C.", "Children's services")


def test_the_signed_form_is_kept_in_the_case(vault: PlainVault, tmp_path: Path) -> None:
    agree(vault, "F1", person_called("A."), given(Purpose.FILM), who="Anna")
    form = tmp_path / "Scan of A. Smith.PDF"
    form.write_bytes(b"%PDF")
    case = attach_form(vault, "F1", "c1", form, who="Anna")
    assert case.consents[0].signature == "consents/c1.pdf", "the file's own name may hold the family's"
    assert vault.read("F1/consents/c1.pdf") == b"%PDF"
    with pytest.raises(CouldNot):
        attach_form(vault, "F1", "c1", tmp_path / "gone.pdf", who="Anna")
    assert cases.read_case(vault, "F1").value == case
    assert vault.list("F1/consents") == ["c1.pdf"]


def test_a_hold_needs_a_reason_and_a_name_and_is_noted(vault: PlainVault) -> None:
    with pytest.raises(BadInput, match="hold-needs-reason"):
        set_hold(vault, "F1", Hold(reason=" ", by="D."), who="Anna")
    hold = Hold(reason="enquiry", by="D., head of service", date="2026-03-12")
    set_hold(vault, "F1", hold, who="Anna")
    assert cases.read_case(vault, "F1").value.hold == hold
    set_hold(vault, "F1", None, who="Anna")
    assert cases.read_case(vault, "F1").value.hold is None
    assert [entry.details["hold"] for entry in audit.read_audit(vault, "F1")] == [True, False]


# ---- the disk fails between the two files


class CaseVault(FaultVault):
    """Where `case` is planned to fail, that one file cannot be written."""

    def write(self, path: VaultPath, data: bytes) -> None:
        if path_of(path).name == cases.FILE:
            self.check("case", path)
        super().write(path, data)


@pytest.fixture
def failing(tmp_path: Path) -> CaseVault:
    vault = CaseVault(tmp_path)
    cases.new_case(vault, Case(id="F1"))
    agree(vault, "F1", person_called("A."), given(Purpose.FILM, Purpose.SUPERVISION), who="Anna")
    return vault


def test_a_consent_that_cannot_be_noted_does_not_stand_and_can_be_written_down_later(failing: CaseVault) -> None:
    failing.plan("write", errno.EACCES, times=-1)
    with pytest.raises(CouldNot, match="consent-not-noted") as refused:
        agree(failing, "F1", person_called("A."), given(Purpose.RESEARCH), who="Anna")
    assert "was not written down" in sentence(refused.value)
    assert not may(failing, Purpose.RESEARCH)
    failing.heal()
    agree(failing, "F1", person_called("A."), given(Purpose.RESEARCH), who="Anna")
    assert may(failing, Purpose.RESEARCH)
    assert [entry.details["consent"] for entry in audit.read_audit(failing, "F1")] == ["c1", "c2"]


def test_a_consent_that_was_noted_and_not_written_is_noted_as_that(failing: CaseVault) -> None:
    failing.plan("case", errno.ENOSPC)
    with pytest.raises(CouldNot, match="disk-full"):
        agree(failing, "F1", person_called("A."), given(Purpose.RESEARCH), who="Anna")
    assert not may(failing, Purpose.RESEARCH)
    noted = audit.read_audit(failing, "F1")
    assert [dict(entry.details) for entry in noted][1:] == [{"consent": "c2"}, {"consent": "c2", "not_written": True}]


def test_a_withdrawal_holds_even_where_it_cannot_be_noted_and_says_so(failing: CaseVault) -> None:
    failing.plan("write", errno.EACCES, times=-1)
    with pytest.raises(CouldNot, match="withdrawn-not-noted") as told:
        withdraw(failing, "F1", "c1", who="Ben", today=TODAY)
    assert "is withdrawn and no longer holds" in sentence(told.value)
    assert not may(failing, Purpose.SUPERVISION)
    failing.heal()
    case = withdraw(failing, "F1", "c1", who="Ben", today=TODAY + datetime.timedelta(days=1))
    assert case.consents[0].withdrawn == TODAY.isoformat()
    assert [entry.who for entry in audit.read_audit(failing, "F1")] == ["Anna", "Ben"]


def test_a_withdrawal_that_cannot_be_written_is_not_noted_as_one(failing: CaseVault) -> None:
    failing.plan("case", errno.ENOSPC)
    with pytest.raises(CouldNot, match="disk-full"):
        withdraw(failing, "F1", "c1", who="Ben", today=TODAY)
    assert may(failing, Purpose.SUPERVISION)
    assert len(audit.read_audit(failing, "F1")) == 1
