"""The audit file: nothing is ever taken out, and what is changed by hand shows."""

from __future__ import annotations

import datetime
import json
import threading
from pathlib import Path

import pytest

from vfi.core.case import Case
from vfi.core.consent import Action, Consent, Purpose, permitted
from vfi.core.errors import CouldNot
from vfi.core.findings import Severity
from vfi.files.vault import PlainVault
from vfi.store.audit import Act, Entry, append_audit, read_audit, verify_audit
from vfi.words import sentence


def noon() -> datetime.datetime:
    return datetime.datetime(2026, 3, 12, 12, 0, tzinfo=datetime.UTC)


@pytest.fixture
def vault(tmp_path: Path) -> PlainVault:
    vault = PlainVault(tmp_path)
    vault.make_folder("F012")
    return vault


def add(vault: PlainVault, *acts: Act) -> None:
    for act in acts:
        append_audit(vault, "F012", who="anna", what=act, session="play", now=noon)


def lines(vault: PlainVault) -> list[str]:
    return vault.read("F012/audit.jsonl").decode().splitlines()


def verify(vault: PlainVault) -> list[tuple[str, int | None]]:
    return [(found.id, found.line) for found in verify_audit(vault.read("F012/audit.jsonl"), "audit.jsonl")]


def rewrite(vault: PlainVault, changed: list[str]) -> None:
    vault.write("F012/audit.jsonl", "".join(f"{line}\n" for line in changed).encode())


def test_an_entry_says_who_when_what_why_and_on_which_consent(vault: PlainVault) -> None:
    case = Case(id="F012").with_consent(
        Consent(person="mum", basis="delegated", purposes=(Purpose.FILM, Purpose.REVIEW))
    )
    answer = permitted(case, Action.PRESENT, Purpose.REVIEW, today=datetime.date(2026, 3, 12))
    append_audit(
        vault, "F012", who="anna", what=Act.PRESENTED, why="home visit", answer=answer, session="play", now=noon
    )
    assert read_audit(vault, "F012") == (
        Entry(
            number=1,
            time="2026-03-12T12:00:00.000Z",
            who="anna",
            what=Act.PRESENTED,
            why="home visit",
            purpose="review",
            consent="c1",
            session="play",
            details={"reason": "covered"},
        ),
    )


def test_a_refusal_is_written_down_too(vault: PlainVault) -> None:
    answer = permitted(Case(id="F012"), Action.EXPORT_CLIPS, Purpose.RESEARCH, today=datetime.date(2026, 3, 12))
    append_audit(vault, "F012", who="anna", what=Act.REFUSED, answer=answer)
    (entry,) = read_audit(vault, "F012")
    assert (entry.what, entry.purpose, entry.details["reason"]) == (Act.REFUSED, "research", "no-consent")


def test_before_anything_was_done_there_is_nothing(vault: PlainVault) -> None:
    assert read_audit(vault, "F012") == ()


def test_what_was_written_is_never_rewritten(vault: PlainVault) -> None:
    add(vault, Act.OPENED)
    before = vault.read("F012/audit.jsonl")
    add(vault, Act.EXPORTED, Act.PRINTED)
    assert vault.read("F012/audit.jsonl").startswith(before)
    assert [entry.number for entry in read_audit(vault, "F012")] == [1, 2, 3]
    assert verify(vault) == []


def test_a_changed_entry_shows(vault: PlainVault) -> None:
    add(vault, Act.OPENED, Act.EXPORTED, Act.PRINTED)
    changed = lines(vault)
    changed[2] = changed[2].replace("exported", "opened")
    rewrite(vault, changed)
    assert verify(vault) == [("audit-chain-broken", 4)]


@pytest.mark.parametrize("at", [1, 2])
def test_an_entry_that_was_taken_out_shows(vault: PlainVault, at: int) -> None:
    add(vault, Act.OPENED, Act.EXPORTED, Act.PRINTED)
    changed = lines(vault)
    del changed[at]
    rewrite(vault, changed)
    assert ("audit-chain-broken", at + 1) in verify(vault)


def test_an_entry_that_cannot_be_read_shows(vault: PlainVault) -> None:
    add(vault, Act.OPENED, Act.EXPORTED, Act.PRINTED)
    changed = lines(vault)
    changed[2] = "rubbish"
    rewrite(vault, changed)
    assert ("audit-line-unreadable", 3) in verify(vault)


@pytest.mark.parametrize("data", [b"", b"\n", b"{}\n", b"[1]\n", b"\xff\xfe\n"])
def test_a_file_that_does_not_begin_as_one_is_said(data: bytes) -> None:
    assert [found.id for found in verify_audit(data, "audit.jsonl")] == ["audit-no-header"]


def test_a_cut_off_entry_stays_and_the_next_one_stands_on_a_line_of_its_own(vault: PlainVault) -> None:
    add(vault, Act.OPENED, Act.EXPORTED)
    whole = vault.read("F012/audit.jsonl")
    torn = whole[:-20]
    vault.write("F012/audit.jsonl", torn)
    assert verify(vault) == [("audit-line-torn", 3)]
    add(vault, Act.PRINTED)
    assert vault.read("F012/audit.jsonl").startswith(torn + b"\n")
    found = verify_audit(vault.read("F012/audit.jsonl"), "audit.jsonl")
    assert [(f.id, f.line, f.severity) for f in found] == [("audit-line-torn", 3, Severity.WARNING)]
    assert [entry.what for entry in read_audit(vault, "F012")] == [Act.OPENED, Act.PRINTED]


def test_two_who_write_at_once_lose_nothing_and_break_no_chain(vault: PlainVault) -> None:
    threads = [threading.Thread(target=add, args=(vault, *[Act.OPENED] * 8)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [entry.number for entry in read_audit(vault, "F012")] == list(range(1, 17))
    assert verify(vault) == []


def test_what_nobody_here_knows_is_a_warning_with_its_line(vault: PlainVault) -> None:
    add(vault, Act.OPENED)
    changed = lines(vault)
    value = json.loads(changed[1])
    value |= {"what": "printd", "consnet": "c1", "weather": "fine"}
    rewrite(vault, [changed[0], json.dumps(value)])
    found = verify_audit(vault.read("F012/audit.jsonl"), "audit.jsonl")
    assert [(each.id, each.line, each.severity, each.values["meant"]) for each in found] == [
        ("audit-unknown-act-meant", 2, Severity.WARNING, "printed"),
        ("audit-unknown-key-meant", 2, Severity.WARNING, "consent"),
        ("audit-unknown-key", 2, Severity.WARNING, ""),
    ]


def test_that_the_last_entry_was_taken_out_does_not_show_as_the_documents_say(vault: PlainVault) -> None:
    add(vault, Act.OPENED, Act.EXPORTED)
    rewrite(vault, lines(vault)[:-1])
    assert verify(vault) == []
    text = (Path(__file__).parents[2] / "docs/file-format.md").read_text(encoding="utf-8")
    assert "nor does it show that the last lines were taken away" in text


def test_an_entry_that_cannot_be_written_says_why_and_what_follows(
    vault: PlainVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: object, data: bytes) -> None:
        raise CouldNot("disk-full", file="audit.jsonl")

    monkeypatch.setattr(vault, "write", full)
    with pytest.raises(CouldNot) as failed:
        add(vault, Act.EXPORTED)
    said = sentence(failed.value)
    assert said.startswith(sentence(CouldNot("disk-full", file="audit.jsonl")))
    assert "without an entry" in said


def test_what_a_later_version_did_can_be_read(vault: PlainVault) -> None:
    add(vault, Act.OPENED)
    changed = lines(vault)
    value = json.loads(changed[1])
    value["what"] = "redacted"
    rewrite(vault, [changed[0], json.dumps(value)])
    assert [entry.what for entry in read_audit(vault, "F012")] == ["redacted"]
