"""The deck as a film, clips or stills, from the Feedback room: what it costs, what is asked, and where it lies then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.feedback_story import Story, feedback
from vfi.core.consent import Purpose
from vfi.store.audit import Act, read_audit
from vfi.ui.feedback.reel_sheet import ReelSheet

pytestmark = [pytest.mark.window, pytest.mark.film, pytest.mark.qt_log_ignore("pipewire-0.3", extend=True)]


@pytest.fixture
def story(qtbot: QtBot, tmp_path: Path) -> Iterator[Story]:
    with feedback(qtbot, tmp_path) as made:
        yield made


def sheet_of(story: Story) -> ReelSheet:
    story.made.decks.export()
    sheet = story.made.place.sheet
    assert isinstance(sheet, ReelSheet)
    return sheet


def test_stills_are_written_by_enter_and_it_is_said_where_they_lie(story: Story) -> None:
    sheet = sheet_of(story)
    sheet.form.kind.set_value("stills")
    sheet.choose(Purpose.REVIEW)
    assert not sheet.form.words.isVisible()
    folder = sheet.form.out
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    story.until(lambda: story.made.place.sheet is None, timeout=30_000)
    assert len(list(folder.glob("still-*.png"))) == 3
    assert story.made.window.toast.sentence == "3 files are in the folder “films”."
    entry = read_audit(story.made.place.library.vault, "F012")[-1]
    assert (entry.what, entry.purpose) == (Act.EXPORTED, "review")


def test_what_a_film_costs_is_said_before_and_not_of_stills(story: Story) -> None:
    sheet = sheet_of(story)
    story.until(lambda: sheet._summary.text().startswith("3 clips. It takes about"), timeout=30_000)
    sheet.form.kind.set_value("stills")
    sheet.choose(Purpose.REVIEW)
    assert sheet._summary.text() == ""


def test_a_copy_for_the_family_says_whose_film_it_is(story: Story) -> None:
    sheet = sheet_of(story)
    sheet.choose(Purpose.PARENT_COPY)
    assert not sheet.form.watermark.isEnabled()
    assert sheet.form.request("Anna").watermark


def test_a_film_that_is_stopped_leaves_no_file_and_the_sheet_stays(story: Story) -> None:
    sheet = sheet_of(story)
    folder = sheet.form.out
    sheet.make()
    story.until(lambda: sheet._progress.fraction > 0, timeout=30_000)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert story.made.place.sheet is sheet
    story.until(lambda: not story.made.jobs.busy, timeout=30_000)
    assert not folder.exists()
    assert [entry.what for entry in read_audit(story.made.place.library.vault, "F012")].count(Act.EXPORTED) == 0
