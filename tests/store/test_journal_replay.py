"""Whatever a coder does, the file on the disk replays to what is on the screen."""

from __future__ import annotations

import tempfile
from pathlib import Path

from history_story import ACTIONS, Desk, act
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from safety_story import new_coding, no_scheme, opened, settings

from vfi.files.vault import PlainVault
from vfi.store.chain import parse, replay
from vfi.store.encoding import Encoding


@given(ACTIONS)
@hypothesis_settings(max_examples=25, deadline=None)
def test_after_every_step_the_journal_replays_to_the_same_coding_and_the_same_stacks(
    actions: list[tuple[str, int, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        vault, here = PlainVault(Path(folder)), settings(Path(folder) / "emergency")
        path = new_coding(vault)
        with opened(vault, path, here) as coding:
            desk = Desk(coding.coding, coding.history)
            for action in actions:
                act(desk, *action)
                parsed = parse(vault.read(path), Encoding(), path)
                again, stacks = replay(parsed.header, no_scheme(parsed.header), parsed.lines, path)
                assert set(again.items) == set(coding.coding.items)
                assert (tuple(stacks.done), tuple(stacks.undone)) == coding.history.steps
        with opened(vault, path, here) as reopened:
            assert set(reopened.coding.items) == set(desk.coding.items)
            assert reopened.history.steps == desk.history.steps
