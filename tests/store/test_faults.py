"""Disks that fill, shares that vanish, power that goes: nothing that was synced is lost, nothing is silent."""

from __future__ import annotations

import errno
import random
from pathlib import Path

import pytest
from faults import FaultVault
from safety_story import SESSION, mark, marks, new_coding, opened, safe, settings, until

from vfi.core.errors import CouldNot
from vfi.files.vault import PlainVault
from vfi.store.codings import OpenCoding
from vfi.store.durability import Durability, JournalSettings, Safety
from vfi.store.joining import Branch, branches

FOLDER = f"{SESSION}/codings"
GONE = [errno.EIO, errno.ENOENT, errno.EROFS, errno.EACCES, getattr(errno, "ESTALE", errno.EIO), errno.ENODEV]
NAMES = [errno.errorcode[number] for number in GONE]


@pytest.fixture
def vault(tmp_path: Path) -> FaultVault:
    return FaultVault(tmp_path / "library")


@pytest.fixture
def here(tmp_path: Path) -> JournalSettings:
    return settings(tmp_path / "emergency")


@pytest.fixture
def patient(tmp_path: Path) -> JournalSettings:
    """Does not ask the folder again before the test is over."""
    return settings(tmp_path / "emergency", retry=3600)


def in_emergency(coding: OpenCoding) -> bool:
    return coding.durability.safety is Safety.EMERGENCY


# -- power cut -----------------------------------------------------------------------------------------------------


def test_a_power_cut_at_every_byte_of_what_was_not_synced_loses_nothing_synced(
    vault: FaultVault, here: JournalSettings, tmp_path: Path
) -> None:
    path = new_coding(vault)
    with opened(vault, path, here) as coding:
        for at in range(5):
            mark(coding, at)
        safe(coding)
        synced = vault.on_disk[vault.local_path(path)]
        mark(coding, 5)
        mark(coding, 6)
        shown = vault.read(path)
    for torn in range(len(shown) - len(synced) + 1):
        # one library for each place at which the power may go
        vault.on_disk = {vault.local_path(path): synced}
        vault.local_path(path).write_bytes(shown)
        vault.power_cut(torn)
        with opened(vault, path, here, write=False) as coding:
            whole = shown[len(synced) :][: torn + 1].count(b"\n")  # a line that lacks just its end counts
            assert marks(coding) == [0, 1, 2, 3, 4, 5, 6][: 5 + whole]


def test_a_thousand_lines_at_full_speed_are_all_on_the_disk_when_it_says_so(
    vault: FaultVault, here: JournalSettings
) -> None:
    path = new_coding(vault)
    with opened(vault, path, here) as coding:
        for at in range(1000):
            mark(coding, at)
        safe(coding)
        vault.power_cut()
        assert vault.read(path).count(b"\n") == 1001
        assert vault.syncs < 1000  # many lines at once


def test_on_disk_is_never_said_of_a_line_that_a_power_cut_would_lose(vault: FaultVault, here: JournalSettings) -> None:
    path = new_coding(vault)
    lies: list[Durability] = []

    def listen(now: Durability) -> None:
        if vault.on_disk[vault.local_path(path)].count(b"\n") - 1 < now.on_disk:
            lies.append(now)

    with opened(vault, path, here) as coding:
        coding.on_durability(listen)
        for at in range(300):
            mark(coding, at)
        safe(coding)
    assert lies == []


# -- disk full -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("taken", [0, 1, 40, 150])
def test_a_full_disk_takes_the_edit_back_and_says_so(vault: FaultVault, here: JournalSettings, taken: int) -> None:
    path = new_coding(vault)
    with opened(vault, path, here) as coding:
        mark(coding, 1)
        before = vault.read(path)
        vault.plan("write", errno.ENOSPC, taken=taken)
        with pytest.raises(CouldNot) as full:
            mark(coding, 2)
        assert full.value.id == "disk-full"
        assert marks(coding) == [1]
        assert vault.read(path) == before
        assert coding.read_only is None
        mark(coding, 3)  # somebody has freed some space
    with opened(vault, path, here) as coding:
        assert marks(coding) == [1, 3]
        assert coding.notices == ()


def test_a_full_disk_at_undo_leaves_what_was_to_be_undone(vault: FaultVault, here: JournalSettings) -> None:
    path = new_coding(vault)
    with opened(vault, path, here) as coding:
        mark(coding, 1)
        vault.plan("write", errno.ENOSPC)
        with pytest.raises(CouldNot):
            coding.history.undo()
        assert marks(coding) == [1]
        coding.history.undo()
        assert marks(coding) == []


def test_a_half_line_that_cannot_be_taken_away_sends_the_coding_into_emergency(
    vault: FaultVault, patient: JournalSettings
) -> None:
    path = new_coding(vault)
    coding = opened(vault, path, patient)
    mark(coding, 1)
    vault.plan("write", errno.ENOSPC, taken=40)
    vault.plan("truncate", errno.EIO)
    mark(coding, 2)
    assert in_emergency(coding)
    vault.heal()
    coding.close()
    with opened(vault, path, patient) as coding:
        assert marks(coding) == [1, 2]


# -- the folder does not answer ------------------------------------------------------------------------------------


@pytest.mark.parametrize("operation", ["write", "state"])
@pytest.mark.parametrize("number", GONE, ids=NAMES)
def test_edits_go_on_in_the_emergency_folder_and_are_joined(
    vault: FaultVault, here: JournalSettings, operation: str, number: int
) -> None:
    path = new_coding(vault)
    with opened(vault, path, here) as coding:
        mark(coding, 1)
        vault.plan(operation, number, times=-1)
        if operation == "write":
            vault.plan("open", number, times=-1)
        mark(coding, 2)
        assert in_emergency(coding)
        reason = coding.durability.reason
        assert reason is not None
        assert reason.id == "coding-in-emergency"
        mark(coding, 3)
        coding.history.undo()
        safe(coding)
        assert len(list(here.emergency.waiting())) == 1
        vault.heal()
        until(lambda: coding.durability.safety is Safety.ON_DISK)
        assert vault.read(path).count(b"\n") == 5
        until(lambda: here.emergency.waiting() == ())
        mark(coding, 4)
    with opened(vault, path, here) as coding:
        assert marks(coding) == [1, 2, 4]


def test_a_failed_sync_sends_the_lines_into_the_emergency_folder(vault: FaultVault, patient: JournalSettings) -> None:
    path = new_coding(vault)
    coding = opened(vault, path, patient)
    mark(coding, 1)
    safe(coding)
    vault.plan("sync", errno.EIO, times=-1)
    mark(coding, 2)
    until(lambda: in_emergency(coding))
    safe(coding)
    waiting = patient.emergency.content(vault.local_path(path))
    assert waiting is not None
    assert waiting.count(b"\n") == 3
    coding.close()


def test_after_a_failed_sync_the_file_is_written_whole_for_the_system_may_show_what_the_disk_lacks(
    vault: FaultVault, here: JournalSettings
) -> None:
    path = new_coding(vault)
    with opened(vault, path, here) as coding:
        mark(coding, 1)
        safe(coding)
        number = vault.local_path(path).stat().st_ino
        vault.plan("sync", errno.EIO)
        mark(coding, 2)
        until(lambda: coding.durability.safety is Safety.ON_DISK and vault.local_path(path).stat().st_ino != number)
        vault.power_cut()
        assert vault.read(path).count(b"\n") == 3


def test_a_vanished_folder_and_its_return(tmp_path: Path, here: JournalSettings) -> None:
    vault = PlainVault(tmp_path / "library")
    path = new_coding(vault)
    away = tmp_path / "unplugged"
    with opened(vault, path, here) as coding:
        mark(coding, 1)
        vault.root.rename(away)
        mark(coding, 2)
        assert in_emergency(coding)
        mark(coding, 3)
        away.rename(vault.root)
        until(lambda: coding.durability.safety is Safety.ON_DISK)
    with opened(vault, path, here) as coding:
        assert marks(coding) == [1, 2, 3]


def test_a_vanished_folder_is_never_made_anew(tmp_path: Path, here: JournalSettings) -> None:
    vault = PlainVault(tmp_path / "library")
    path = new_coding(vault)
    with opened(vault, path, here) as coding:
        vault.root.rename(tmp_path / "unplugged")
        mark(coding, 1)
        safe(coding)
    assert not vault.root.exists()
    assert len(here.emergency.waiting()) == 1


def test_lines_left_in_emergency_by_a_program_that_ended_are_joined_at_the_next_opening(
    vault: FaultVault, patient: JournalSettings
) -> None:
    path = new_coding(vault)
    coding = opened(vault, path, patient)
    mark(coding, 1)
    vault.vanish()
    mark(coding, 2)
    mark(coding, 3)
    coding.close()
    vault.heal()
    assert vault.read(path).count(b"\n") == 2
    with opened(vault, path, patient) as coding:
        assert marks(coding) == [1, 2, 3]
        assert [notice.id for notice in coding.notices] == ["coding-came-home"]
        assert patient.emergency.waiting() == ()


def coded_while_away(vault: FaultVault, patient: JournalSettings) -> str:
    """A coding with one mark in its folder, and one that was made while the folder did not answer."""
    path = new_coding(vault)
    coding = opened(vault, path, patient)
    mark(coding, 1)
    vault.vanish()
    mark(coding, 2)
    coding.close()
    vault.heal()
    return path


def test_a_half_line_of_another_hand_is_set_aside_when_lines_come_home(
    vault: FaultVault, patient: JournalSettings
) -> None:
    path = coded_while_away(vault, patient)
    vault.write(path, vault.read(path) + b"\x00\x00\x00 rubbish")
    with opened(vault, path, patient) as coding:
        assert marks(coding) == [1, 2]
    (name,) = branches(vault, FOLDER)
    assert vault.read(f"{FOLDER}/{name}") == b"\x00\x00\x00 rubbish"


def test_when_somebody_coded_on_while_we_were_away_both_branches_are_kept(
    vault: FaultVault, patient: JournalSettings
) -> None:
    path = coded_while_away(vault, patient)
    # on another machine, which has no such emergency folder
    elsewhere = settings(patient.emergency.folder.parent / "elsewhere", host="desk-2")
    with opened(vault, path, elsewhere, coder="ben", take_over=True) as other:
        mark(other, 7)
    with opened(vault, path, patient) as coding:
        assert marks(coding) == [1, 7]
        (notice,) = coding.notices
        assert notice.id == "coding-forked"
    assert branches(vault, FOLDER) == {str(notice.values["ours"]): Branch.FORK}
    with opened(vault, f"{FOLDER}/{notice.values['ours']}", patient) as fork:
        assert marks(fork) == [1, 2]


def test_when_the_emergency_folder_fails_too_the_coding_turns_read_only_with_the_reason(
    vault: FaultVault, tmp_path: Path
) -> None:
    blocked = tmp_path / "a-file-where-a-folder-should-be"
    blocked.write_bytes(b"")
    nowhere = settings(blocked / "emergency")
    path = new_coding(vault)
    with opened(vault, path, nowhere) as coding:
        mark(coding, 1)
        vault.plan("write", errno.EIO, times=-1)
        with pytest.raises(CouldNot) as stopped:
            mark(coding, 2)
        assert stopped.value.id == "coding-cannot-be-written"
        assert marks(coding) == [1]
        assert coding.read_only is stopped.value
        assert coding.durability.safety is Safety.READ_ONLY
        vault.heal()
        with pytest.raises(CouldNot):
            mark(coding, 3)
    with opened(vault, path, nowhere) as coding:
        assert marks(coding) == [1]


@pytest.mark.parametrize("seed", range(6))
def test_a_share_that_comes_and_goes_and_fills_up_loses_nothing_that_was_taken(
    vault: FaultVault, here: JournalSettings, seed: int
) -> None:
    chance = random.Random(seed)
    path = new_coding(vault)
    taken: list[int] = []
    refused: set[str] = set()
    with opened(vault, path, here) as coding:
        for at in range(150):
            if chance.random() < 0.1:
                vault.heal()
            elif chance.random() < 0.1:
                operation = chance.choice(["write", "sync", "truncate", "swap", "open", "state", "read", "list"])
                number = chance.choice([errno.EIO, errno.ENOSPC, errno.ENOENT])
                vault.plan(operation, number, times=chance.randrange(1, 4), taken=chance.randrange(0, 60))
            elif chance.random() < 0.05:
                until(lambda: coding.durability.on_disk == coding.durability.written or bool(vault.faults))
            try:
                mark(coding, at)
            except CouldNot as error:
                refused.add(error.id)
            else:
                taken.append(at)
        vault.heal()
    with opened(vault, path, here) as coding:
        assert marks(coding) == taken
        assert refused <= {"disk-full"}
        assert here.emergency.waiting() == ()
    assert branches(vault, FOLDER) == {}


def test_the_emergency_folder_is_for_its_owner_alone(vault: FaultVault, patient: JournalSettings) -> None:
    coding = opened(vault, new_coding(vault), patient)
    vault.vanish()
    mark(coding, 1)
    coding.close()
    assert patient.emergency.folder.stat().st_mode & 0o077 == 0
    (waiting,) = patient.emergency.waiting()
    assert waiting.home.endswith(".jsonl")


# -- opening and erasing in trouble --------------------------------------------------------------------------------


@pytest.mark.parametrize("operation", ["swap", "open"])
def test_a_folder_that_may_not_be_written_opens_for_reading(
    vault: FaultVault, here: JournalSettings, operation: str
) -> None:
    path = new_coding(vault)
    with opened(vault, path, here) as coding:
        mark(coding, 1)
    vault.plan(operation, errno.EROFS, times=-1)
    with opened(vault, path, here) as coding:
        assert marks(coding) == [1]
        assert coding.read_only is not None
        assert coding.read_only.id == "coding-not-writable"
    vault.heal()
    with opened(vault, path, here) as coding:
        assert coding.read_only is None


def test_what_waits_in_emergency_is_said_when_the_folder_may_still_not_be_written(
    vault: FaultVault, patient: JournalSettings
) -> None:
    path = new_coding(vault)
    coding = opened(vault, path, patient)
    vault.vanish()
    mark(coding, 1)
    coding.close()
    vault.heal()
    vault.plan("swap", errno.EROFS, times=-1)
    with opened(vault, path, patient) as coding:
        assert coding.read_only is not None
        assert [notice.id for notice in coding.notices] == ["coding-waits-in-emergency"]
    assert len(patient.emergency.waiting()) == 1


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO], ids=["ENOSPC", "EIO"])
def test_erasing_that_fails_changes_nothing_and_coding_goes_on(
    vault: FaultVault, here: JournalSettings, number: int
) -> None:
    path = new_coding(vault)
    with opened(vault, path, here) as coding:
        mark(coding, 1, "Agathe")
        safe(coding)
        before = vault.read(path)
        vault.plan("swap", number)
        with pytest.raises(CouldNot):
            coding.erase_text(None, "carla")
        assert vault.read(path) == before
        assert [event.comment for event in coding.coding.in_order()] == ["Agathe"]
        mark(coding, 2)
    with opened(vault, path, here) as coding:
        assert marks(coding) == [1, 2]


def test_a_snapshot_that_cannot_be_written_harms_nothing(vault: FaultVault, here: JournalSettings) -> None:
    path = new_coding(vault)
    with opened(vault, path, here) as coding:
        mark(coding, 1)
        safe(coding)
        vault.plan("swap", errno.ENOSPC, times=-1)
    vault.heal()
    with opened(vault, path, here) as coding:
        assert marks(coding) == [1]
