"""What was coded helps with the deck: moments are found for it, and words are asked about as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.feedback_story import feedback
from vfi.core.deck import PageKind
from vfi.desk.coding import CodingDesk

pytestmark = [
    pytest.mark.window,
    pytest.mark.film,
    pytest.mark.qt_log_ignore("pipewire-0.3", extend=True),
]


def test_moments_are_found_and_one_that_was_taken_is_found_no_more(qtbot: QtBot, tmp_path: Path) -> None:
    with feedback(qtbot, tmp_path) as story:
        found = story.page.column.found
        story.until(lambda: bool(found.rows))
        rows = found.rows
        assert rows[0].reason == "Starred: Welcoming, at 0:00:03"
        assert "Turned away, you waited, back after 7.2 s" in [row.reason for row in rows]
        found.wanted.emit(rows[0])
        assert (story.clip.start, story.clip.end) == (rows[0].start, rows[0].end)
        assert story.clip.words.text("en") == "You see it and you answer"
        story.until(lambda: rows[0].reason not in [row.reason for row in found.rows])
        assert story.kept().deck.clips[-1] == story.clip

        form = story.page.side.clip
        (box,) = form.words.boxes()
        QTest.keyClicks(box, " You missed it.")
        box.flush()
        assert "“missed” may be heard as blame" in form.asked.text.text()
        (question,) = form.question.boxes()
        QTest.keyClicks(question, "Shall we look at Baby's start?")
        question.flush()
        assert "what the team calls it" in form.asked.text.text()
        for field in (box, question):
            field.selectAll()
            QTest.keyClicks(field, "You wait.")
            field.flush()
        assert form.asked.isHidden()

        story.page.select(story.page.desk.add_page(PageKind.QUESTION))
        page = story.page.side.page
        (words,) = page.words.boxes()
        QTest.keyClicks(words, "Why did you do that?")
        words.flush()
        assert "exam" in page.asked.text.text()


def test_what_was_coded_meanwhile_is_found_when_the_deck_comes_into_sight_again(qtbot: QtBot, tmp_path: Path) -> None:
    with feedback(qtbot, tmp_path, ()) as story:
        found = story.page.column.found
        story.until(lambda: bool(found.rows))
        session = story.opened.desk.session
        listed = next(each for each in session.codings() if "anna-k-attuned" in each.path)
        with session.open_coding(listed.path, "Anna K.") as source:
            CodingDesk(source, session.film_index().frame_map).mark(30 * 33)
        story.page.hide()
        story.page.show()
        story.until(lambda: "Your mark at 0:00:33" in [row.reason for row in found.rows])
