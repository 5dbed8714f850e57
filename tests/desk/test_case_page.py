"""The page of a case tells who has seen what, why and until when."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from vfi.core.case import Case, Person
from vfi.core.consent import Answer, Consent, Purpose
from vfi.desk.case_page import case_page, page_as_csv
from vfi.files.vault import PlainVault
from vfi.store import audit, cases

AGREED = Consent(
    id="c1", person="a", basis="delegated", date="2026-03-11", expires="2026-09-11", purposes=(Purpose.REVIEW,)
)


@pytest.fixture
def vault(tmp_path: Path) -> PlainVault:
    vault = PlainVault(tmp_path)
    cases.new_case(vault, Case(id="F1", people=(Person(id="a", role="carer"),), consents=(AGREED,)))
    shown = Answer(allowed=True, reason="covered", purpose=Purpose.REVIEW, consent=AGREED)
    audit.append_audit(vault, "F1", who="Anna", what=audit.Act.PRESENTED, answer=shown, details={"clips": 3})
    law = Answer(allowed=True, reason="law", purpose=Purpose.LAW)
    details = {"law": "section 7", "authoriser": "D.", "recipient": "the court"}
    audit.append_audit(vault, "F1", who="Ben", what=audit.Act.EXPORTED, why="=asked", answer=law, details=details)
    audit.append_audit(vault, "F1", who="Ben", what=audit.Act.CREATED)
    return vault


def test_the_page_tells_who_saw_what_why_and_until_when(vault: PlainVault) -> None:
    given, shown = case_page(vault, "F1")
    assert (shown.who, shown.what, shown.purpose, shown.until) == ("Anna", "presented", "review", "2026-09-11")
    assert (given.recipient, given.approved_by, given.why) == ("the court", "D.", "=asked; section 7")
    assert shown.more == {"clips": 3}


def test_what_was_withdrawn_held_until_that_day(vault: PlainVault) -> None:
    stored = cases.read_case(vault, "F1")
    gone = AGREED.taken_back((Purpose.REVIEW,), "2026-04-01")
    cases.save_case(vault, stored, Case(id="F1", people=stored.value.people, consents=(gone,)))
    assert case_page(vault, "F1")[-1].until == "2026-04-01"


def test_the_table_is_read_again_and_holds_no_formula(vault: PlainVault) -> None:
    rows = list(csv.DictReader(io.StringIO(page_as_csv(case_page(vault, "F1")).decode())))
    assert [row["who"] for row in rows] == ["Ben", "Anna"]
    assert rows[0]["why"] == "'=asked; section 7"
    assert rows[1]["more"] == "clips=3"
