"""The settings of films: kept for the next time, and in force at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.program_story import program
from vfi.desk.demo import copy_example
from vfi.media.budget import default_budget
from vfi.ui.film_player import FilmPlayer
from vfi.ui.program import Program
from vfi.ui.rooms.settings import SettingsSheet
from vfi.ui.settings import SettingsFile

MB = 1 << 20


def sheet_of(made: Program) -> SettingsSheet:
    made.show_settings()
    sheet = made.place.sheet
    assert isinstance(sheet, SettingsSheet)
    return sheet


def grains(player: FilmPlayer) -> bool:
    return player._player is not None and player._player.grains


@pytest.mark.window
@pytest.mark.film
@pytest.mark.qt_log_ignore("pipewire-0.3", extend=True)
def test_memory_and_sound_at_steps_hold_for_the_film_that_is_open_and_for_the_next(
    tmp_path: Path, qtbot: QtBot
) -> None:
    copy_example(tmp_path / "library")
    with program(qtbot, tmp_path) as made:
        made.coding.open("F012", "2026-03-11-home-play")
        qtbot.waitUntil(lambda: made.coding.coding is not None, timeout=20_000)
        coding = made.coding.coding
        assert coding is not None
        assert coding.player.budget.total == default_budget()
        sheet = sheet_of(made)
        sheet.memory.setCurrentIndex(sheet.memory.findText("256 MB"))
        sheet.step_sound.click()
        assert coding.player.budget.total == 256 * MB
        assert grains(coding.player)
        sheet.dismiss()
        made.coding.close()
        made.coding.open("F012", "2026-03-11-home-play")
        qtbot.waitUntil(lambda: made.coding.coding is not None, timeout=20_000)
        again = made.coding.coding
        assert again is not None
        assert again.player.budget.total == 256 * MB
        assert grains(again.player)
        qtbot.waitUntil(lambda: made.place.sheet is None)
        assert sheet_of(made).memory.value() == "256"


@pytest.mark.parametrize(("kept", "found"), [(0, None), (300, 300 * MB), (3, 64 * MB), (-5, None), ("much", None)])
def test_whatever_the_file_says_of_memory_there_is_enough_for_a_film(
    tmp_path: Path, kept: object, found: int | None
) -> None:
    (tmp_path / "settings.json").write_text(json.dumps({"picture_memory": kept}))
    assert SettingsFile(tmp_path / "settings.json").now.picture_bytes == found
