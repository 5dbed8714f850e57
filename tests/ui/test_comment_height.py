"""The comment of an event is as high as its letters need, whatever they are written in."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.program_story import dressed
from vfi.ui.code.form_fields import Comment
from vfi.ui.settings import SettingsFile

pytestmark = pytest.mark.window


def test_arabic_letters_are_not_cut_off_below_the_line(qtbot: QtBot, tmp_path: Path) -> None:
    theme = dressed(SettingsFile(tmp_path / "settings.json"))
    comment = Comment(theme)
    qtbot.addWidget(comment)
    comment.show_text("looks back")
    latin = comment.height()
    comment.show_text("ينظر إلى أمه")
    assert comment.height() > latin
    comment.show_text("looks back")
    assert comment.height() == latin
