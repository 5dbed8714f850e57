"""The clip editor where letters are large or the window is narrow: nothing under the picture is cut off."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.feedback_story import feedback
from vfi.ui.feedback.editor import Editor

pytestmark = [
    pytest.mark.window,
    pytest.mark.film,
    pytest.mark.qt_log_ignore("pipewire-0.3", extend=True),
]


def whole(editor: Editor) -> bool:
    """Has every button under the picture the room that its words need?"""
    return all(each.width() >= each.sizeHint().width() for each in (editor.slow, editor.wait, editor.crop))


def test_the_tools_of_a_clip_have_a_row_of_their_own_only_where_they_need_it(qtbot: QtBot, tmp_path: Path) -> None:
    with feedback(qtbot, tmp_path, shown=False) as story:
        editor = story.page.editor
        editor.setFixedWidth(900)
        story.until(lambda: editor.width() == 900 and whole(editor) and same_row(editor))
        editor.setFixedWidth(480)
        story.until(lambda: editor.width() == 480 and whole(editor) and not same_row(editor))
        editor.setFixedWidth(900)
        story.until(lambda: editor.width() == 900 and whole(editor) and same_row(editor))


def same_row(editor: Editor) -> bool:
    return editor.slow.mapTo(editor, editor.slow.rect().center()).y() == pytest.approx(
        editor.play.mapTo(editor, editor.play.rect().center()).y(), abs=2
    )
