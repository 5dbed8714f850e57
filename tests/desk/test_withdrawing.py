"""A withdrawal walks through everything that exists, does what was decided, and goes on where it stopped."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from vfi.core.case import Case, FilmRef, Fingerprint, Hold, Session
from vfi.core.consent import Answer, Purpose
from vfi.core.errors import BadInput, Refused, VfiError
from vfi.core.withdrawal import Decision, Thing, Withdrawal
from vfi.desk.consents import set_hold
from vfi.desk.withdrawing import begin, carry_out, keep_decisions, unfinished
from vfi.files.locks import Lock, take
from vfi.files.vault import PlainVault, VaultPath
from vfi.store import audit, cases, sessions
from vfi.store.withdrawals import read_withdrawal, withdrawal_path

TODAY = datetime.date(2026, 3, 12)
S = "F1/2026-03-11"


def library(root: Path) -> PlainVault:
    vault = PlainVault(root)
    cases.new_case(vault, Case(id="F1"))
    print_ = Fingerprint(size=4, sha256="0a" * 32)
    films = (FilmRef(path="film.mp4", fingerprint=print_), FilmRef(path="/elsewhere/b.mp4", fingerprint=print_))
    sessions.new_session(vault, Session(id="2026-03-11", films=films), inside="F1")
    for folder in ("cache", "decks/review.visits", "exports/2026-03-12-clips-research"):
        vault.make_folder(f"{S}/{folder}")
    vault.write(f"{S}/film.mp4", b"film")
    vault.write(f"{S}/cache/index.npz", b"index")
    vault.write(f"{S}/decks/review.toml", b"deck")
    vault.write(f"{S}/decks/review.visits/2026-03-12-1.jsonl", b"visit")
    vault.write(f"{S}/exports/2026-03-12-clips-research/clips.csv", b"table")
    vault.write(f"{S}/codings/anna.jsonl", b"{}\n")
    vault.write(f"{S}/note.txt", b"by somebody else")
    answer = Answer(allowed=True, reason="covered", purpose=Purpose.RESEARCH)
    audit.append_audit(
        vault, "F1", who="Anna", what=audit.Act.EXPORTED, answer=answer, session="2026-03-11", details={"clips": 3}
    )
    return vault


@pytest.fixture
def vault(tmp_path: Path) -> PlainVault:
    return library(tmp_path)


def decided(withdrawal: Withdrawal) -> Withdrawal:
    """Everything is deleted that can be, the codings are kept."""
    for item in withdrawal.items:
        if item.thing is Thing.CODINGS:
            withdrawal = withdrawal.decide(item.number, Decision.KEEP, "scores of the service, nobody can be seen")
        else:
            withdrawal = withdrawal.decide(item.number, item.choices[0])
    return withdrawal


def test_everything_that_exists_is_on_the_list(vault: PlainVault) -> None:
    things = {item.thing: item for item in begin(vault, "F1", "c1").items}
    assert set(things) == set(Thing) - {Thing.STILLS, Thing.VOICES, Thing.FORM}
    assert things[Thing.FILM].paths == (f"{S}/film.mp4", f"{S}/cache"), "no still outlives its film"
    assert (things[Thing.COPY].count, things[Thing.COPY].purpose) == (3, "research")
    assert Decision.DELETE not in things[Thing.COPY].choices, "what is out cannot be deleted from here"


def test_a_single_purpose_concerns_what_was_made_for_it(vault: PlainVault) -> None:
    assert {item.thing for item in begin(vault, "F1", "c1", (Purpose.RESEARCH,)).items} == {Thing.COPY, Thing.LIST}
    assert {item.thing for item in begin(vault, "F1", "c1", (Purpose.REVIEW,)).items} == {Thing.DECK, Thing.VISITS}
    assert begin(vault, "F1", "c1", (Purpose.AGENCY,)).items == ()


def test_what_was_decided_is_done_and_noted_without_personal_content(vault: PlainVault) -> None:
    carried = carry_out(vault, "F1", decided(begin(vault, "F1", "c1")), who="Ben")
    assert (carried.troubles, carried.withdrawal.left) == ((), ())
    assert not vault.exists(f"{S}/film.mp4")
    assert not vault.exists(f"{S}/cache")
    assert sessions.read_session(vault, S).value.locked
    assert vault.exists(f"{S}/codings/anna.jsonl")
    noted = audit.read_audit(vault, "F1")[1:]
    assert len(noted) == len(carried.withdrawal.items)
    assert {str(entry.what) for entry in noted} == {"deleted", "asked-back", "kept"}
    text = vault.read("F1/audit.jsonl").decode()
    assert "note.txt" not in text
    assert "film.mp4" not in text
    assert unfinished(vault, "F1") == ()


def test_nothing_begins_before_everything_is_decided_and_every_keeping_has_its_reason(vault: PlainVault) -> None:
    listed = begin(vault, "F1", "c1")
    with pytest.raises(BadInput, match="withdrawal-not-decided"):
        carry_out(vault, "F1", listed, who="Ben")
    film = next(item for item in listed.items if item.thing is Thing.FILM)
    with pytest.raises(BadInput, match="keep-needs-because"):
        carry_out(vault, "F1", decided(listed).decide(film.number, Decision.KEEP, "  "), who="Ben")
    assert vault.exists(f"{S}/film.mp4")
    assert vault.exists(f"{S}/decks/review.toml")


def test_what_is_locked_stays_and_cannot_be_opened(vault: PlainVault) -> None:
    listed = decided(begin(vault, "F1", "c1"))
    film = next(item for item in listed.items if item.thing is Thing.FILM)
    carry_out(vault, "F1", listed.decide(film.number, Decision.LOCK), who="Ben")
    assert vault.exists(f"{S}/film.mp4")
    assert sessions.read_session(vault, S).value.locked


def test_a_legal_hold_stops_every_deletion_before_it_begins(vault: PlainVault) -> None:
    listed = decided(begin(vault, "F1", "c1"))
    set_hold(vault, "F1", Hold(reason="enquiry", by="D."), who="Anna")
    with pytest.raises(Refused, match="legal-hold"):
        carry_out(vault, "F1", listed, who="Ben")
    assert vault.exists(f"{S}/film.mp4")
    for item in listed.items:
        if item.decision in (Decision.DELETE, Decision.BY_HAND):
            listed = listed.decide(item.number, Decision.KEEP, "legal hold")
    assert carry_out(vault, "F1", listed, who="Ben").withdrawal.left == ()
    assert vault.exists(f"{S}/film.mp4")


class Killed(BaseException):
    """The program ends here."""


class DyingVault(PlainVault):
    """The program is killed before the `steps`-th change of the disk."""

    def __init__(self, root: Path, steps: int) -> None:
        super().__init__(root)
        self.steps = steps

    def _step(self) -> None:
        self.steps -= 1
        if self.steps < 0:
            raise Killed

    def write(self, path: VaultPath, data: bytes) -> None:
        self._step()
        super().write(path, data)

    def delete(self, path: VaultPath) -> None:
        if not str(path).endswith(".json"):  # the lock's own note: a killed program leaves it lying
            self._step()
        super().delete(path)


@pytest.mark.parametrize("steps", range(0, 30, 3))
def test_killed_at_any_moment_it_goes_on_and_notes_nothing_twice(tmp_path: Path, steps: int) -> None:
    vault = library(tmp_path)
    listed = decided(begin(vault, "F1", "c1"))
    dying = DyingVault(tmp_path, steps)
    try:
        carry_out(dying, "F1", listed, who="Ben")
    except Killed:
        vault.write(withdrawal_path("F1", "w1"), vault.read(withdrawal_path("F1", "w1")))  # it can be read
    keep_decisions(vault, "F1", listed)
    carried = carry_out(vault, "F1", read_withdrawal(vault, "F1", "w1"), who="Ben")
    assert carried.withdrawal.left == ()
    assert not vault.exists(f"{S}/film.mp4")
    numbers = [entry.details["item"] for entry in audit.read_audit(vault, "F1")[1:]]
    assert sorted(numbers) == [item.number for item in listed.items]


def test_stopped_by_hand_what_is_done_is_done_and_the_rest_waits(vault: PlainVault) -> None:
    done: list[float] = []
    listed = decided(begin(vault, "F1", "c1"))
    carried = carry_out(vault, "F1", listed, who="Ben", progress=done.append, cancelled=lambda: len(done) >= 2)
    assert len(carried.withdrawal.items) - len(carried.withdrawal.left) == 2
    (again,) = unfinished(vault, "F1")
    assert len(again.left) == len(carried.withdrawal.left)
    assert carry_out(vault, "F1", again, who="Anna").withdrawal.left == ()


def test_two_windows_do_not_work_on_one_list(vault: PlainVault) -> None:
    listed = decided(begin(vault, "F1", "c1"))
    held = take(vault, withdrawal_path("F1", "w1"), "Anna")
    assert isinstance(held, Lock)
    with pytest.raises(Refused, match="withdrawal-busy"):
        carry_out(vault, "F1", listed, who="Ben")
    held.release()
    carry_out(vault, "F1", listed, who="Ben")
    # the first window still shows the list as it was: nothing is done or noted again
    entries = len(audit.read_audit(vault, "F1"))
    assert carry_out(vault, "F1", listed, who="Anna").withdrawal.left == ()
    assert len(audit.read_audit(vault, "F1")) == entries


def test_codings_that_somebody_has_open_are_not_deleted_and_the_rest_is(vault: PlainVault) -> None:
    listed = decided(begin(vault, "F1", "c1"))
    codings = next(item for item in listed.items if item.thing is Thing.CODINGS)
    listed = listed.decide(codings.number, Decision.DELETE)
    held = take(vault, f"{S}/codings/anna.jsonl", "Anna")
    assert isinstance(held, Lock)
    carried = carry_out(vault, "F1", listed, who="Ben")
    ((item, trouble),) = carried.troubles
    assert isinstance(trouble, VfiError)
    assert (item.thing, trouble.id) == (Thing.CODINGS, "withdrawal-coding-open")
    assert vault.exists(f"{S}/codings/anna.jsonl")
    held.release()
    assert carry_out(vault, "F1", carried.withdrawal, who="Ben").withdrawal.left == ()
    assert not vault.exists(f"{S}/codings/anna.jsonl")


def test_a_list_that_cannot_be_read_says_so(vault: PlainVault) -> None:
    begin(vault, "F1", "c1")
    vault.write(withdrawal_path("F1", "w1"), b"{")
    with pytest.raises(VfiError, match="withdrawal-damaged"):
        unfinished(vault, "F1")


def test_only_what_can_be_chosen_is_chosen(vault: PlainVault) -> None:
    listed = begin(vault, "F1", "c1")
    copy = next(item for item in listed.items if item.thing is Thing.COPY)
    with pytest.raises(BadInput, match="withdrawal-no-such-choice"):
        listed.decide(copy.number, Decision.DELETE)
    assert replace(listed, items=()).left == ()
