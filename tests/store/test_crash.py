"""A program that is killed while somebody codes has lost nothing that was written."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from kills import kill_once, new_coding, no_scheme

from vfi.files.vault import PlainVault
from vfi.store.codings import open_coding


@pytest.mark.parametrize("seed", range(5))
def test_killed_while_coding_at_full_speed_nothing_written_is_lost(tmp_path: Path, seed: int) -> None:
    path = new_coding(tmp_path)
    killed = kill_once(tmp_path, path, random.Random(seed).uniform(0.0, 0.3))
    assert killed.acknowledged > 0
    assert killed.lost == 0


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(50))
def test_killed_fifty_times_nothing_written_is_lost(tmp_path: Path, seed: int) -> None:
    killed = kill_once(tmp_path, new_coding(tmp_path), random.Random(1000 + seed).uniform(0.0, 1.0))
    assert killed.lost == 0


def test_one_coding_killed_three_times_goes_on_each_time_and_can_still_be_undone(tmp_path: Path) -> None:
    path = new_coding(tmp_path)
    before = 0
    for _ in range(3):
        killed = kill_once(tmp_path, path, 0.05)
        assert killed.lost == 0
        assert killed.found > before
        before = killed.found
    with open_coding(PlainVault(tmp_path), path, no_scheme, "anna") as coding:
        while coding.history.can_undo:
            coding.history.undo()
        assert coding.coding.in_order() == []
