"""One writer at a time, and a note that a person can read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from vfi.files.locks import Holder, Lock, take
from vfi.files.vault import PlainVault

HOLDING = """
import sys
from pathlib import Path
from vfi.files.locks import take
from vfi.files.vault import PlainVault
held = take(PlainVault(Path(sys.argv[1])), "a.jsonl", "ben", host="desk-1")
print(type(held).__name__, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def vault(tmp_path: Path) -> PlainVault:
    return PlainVault(tmp_path)


def held(lock: Lock | Holder) -> Lock:
    assert isinstance(lock, Lock)
    return lock


def refused(lock: Lock | Holder) -> Holder:
    assert isinstance(lock, Holder)
    return lock


def test_the_note_says_host_process_time_and_who(vault: PlainVault) -> None:
    lock = held(take(vault, "a.jsonl", "anna", host="desk-1", now=datetime(2026, 3, 11, 9, 30, tzinfo=UTC)))
    assert json.loads(vault.read("a.jsonl.lock.json")) == {
        "host": "desk-1",
        "process": os.getpid(),
        "since": "2026-03-11T09:30:00Z",
        "who": "anna",
    }
    lock.release()
    assert not vault.exists("a.jsonl.lock.json")


def test_a_second_taker_is_told_who_holds_it_and_gets_it_after_the_release(vault: PlainVault) -> None:
    first = held(take(vault, "a.jsonl", "anna", host="desk-1"))
    holder = refused(take(vault, "a.jsonl", "ben", host="desk-1"))
    assert (holder.who, holder.host, holder.process) == ("anna", "desk-1", os.getpid())
    first.release()
    held(take(vault, "a.jsonl", "ben", host="desk-1")).release()


def test_another_process_holds_it_until_it_dies_even_by_a_kill(vault: PlainVault) -> None:
    program = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(vault.root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert program.stdout is not None
    assert program.stdout.readline() == b"Lock\n"
    assert refused(take(vault, "a.jsonl", "anna", host="desk-1")).process == program.pid
    assert isinstance(take(vault, "a.jsonl", "anna", host="desk-1", take_over=True), Holder)
    program.kill()
    program.communicate()
    assert vault.exists("a.jsonl.lock.json")  # it could not tidy up
    held(take(vault, "a.jsonl", "anna", host="desk-1")).release()


def test_a_note_from_another_machine_counts_until_a_person_takes_it_over(vault: PlainVault) -> None:
    note = {"host": "desk-9", "process": 5, "since": "2026-03-11T09:30:00Z", "who": "carla"}
    vault.write("a.jsonl.lock.json", json.dumps(note).encode())
    assert refused(take(vault, "a.jsonl", "anna", host="desk-1")).host == "desk-9"
    lock = held(take(vault, "a.jsonl", "anna", host="desk-1", take_over=True))
    assert json.loads(vault.read("a.jsonl.lock.json"))["host"] == "desk-1"
    lock.release()


@pytest.mark.parametrize("note", [b"", b"{", b"[]", b'{"host":"desk-1"}'])
def test_a_torn_note_of_a_dead_program_holds_nothing(vault: PlainVault, note: bytes) -> None:
    vault.write("a.jsonl.lock.json", note)
    held(take(vault, "a.jsonl", "anna", host="desk-1")).release()


def test_releasing_in_a_folder_that_is_gone_does_not_fail(tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    lock = held(take(PlainVault(tmp_path / "library"), "a.jsonl", "anna", host="desk-1"))
    (tmp_path / "library").rename(tmp_path / "unplugged")
    lock.release()
    lock.release()
