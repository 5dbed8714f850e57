"""The sheet that every export shares, with an export that writes nothing: refused, written, stopped, led on."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from vfi.core.case import Case, Person
from vfi.core.consent import Answer, Consent, Purpose
from vfi.core.errors import CouldNot, Refused, VfiError
from vfi.ui.export.export_form import ExportForm
from vfi.ui.export.export_sheet import ExportSheet, Work
from vfi.ui.jobs import Handle, Jobs
from vfi.ui.theme import Theme

pytestmark = pytest.mark.window

TODAY = datetime.date(2026, 6, 1)
AGREED = Consent(
    id="c1",
    person="a",
    basis="parental-responsibility",
    date="2026-03-11",
    purposes=(Purpose.FILM, Purpose.REVIEW),
)
CASE = Case(id="F1", people=(Person(id="a", role="carer", label="A."),), consents=(AGREED,))


class Form(ExportForm):
    def __init__(self, theme: Theme, folder: Path) -> None:
        super().__init__(theme, CASE, ("a",), folder, ask="Where?")
        rows = self._rows()
        self._add_folder(rows)
        self._lay_out(self.gate, rows)


class Kind(ExportSheet):
    """Does what the story says."""

    def __init__(self, theme: Theme, host: QWidget, jobs: Jobs, folder: Path) -> None:
        super().__init__(
            theme,
            host,
            jobs,
            Form(theme, folder),
            title="Make it",
            note="F1",
            make="Make it",
            writing="Writing",
            case=CASE,
            who="Anna",
            today=lambda: TODAY,
        )
        self.begun = 0
        self.does: Work = lambda _handle: "report"
        self.ask()

    def planned(self, answer: Answer) -> bool:
        self._summary.setText("Three clips.")
        return bool(self.form.folder.text())

    def chosen(self) -> Purpose:
        return self.form.purpose

    def work(self) -> Work:
        self.begun += 1
        return self.does

    def choose(self, purpose: Purpose) -> None:
        self.form.gate.choose(purpose)
        self._refresh()

    def fails(self, error: VfiError) -> None:
        def work(_handle: Handle) -> object:
            raise error

        self.does = work


class Story:
    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.host = QWidget()
        self.host.resize(1366, 768)
        qtbot.addWidget(self.host)
        self.jobs = Jobs(self.host)
        self.sheet = Kind(Theme(), self.host, self.jobs, folder)
        self.said: list[tuple[object, ...]] = []
        for signal in (self.sheet.written, self.sheet.consent_wanted, self.sheet.hiding_wanted):
            signal.connect(lambda *values: self.said.append(values))
        self.host.show()
        self.sheet.open()

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=10_000)

    def refused(self, purpose: Purpose) -> None:
        """The gate says no to it."""
        self.sheet.choose(purpose)
        self.sheet.fails(Refused("consent-not-covered", purpose=str(purpose)))
        self.sheet.make()
        self.until(self.sheet._refusal.isVisible)


@pytest.fixture
def story(qtbot: QtBot, tmp_path: Path) -> Iterator[Story]:
    made = Story(qtbot, tmp_path)
    yield made
    made.jobs.close()


def test_enter_makes_it_and_the_report_is_given_away(story: Story) -> None:
    QTest.keyClick(story.sheet, Qt.Key.Key_Return)
    story.until(lambda: bool(story.said))
    assert story.said == [("report",)]
    story.until(lambda: not isValid(story.sheet))


def test_pressed_twice_it_is_done_once(story: Story) -> None:
    QTest.mouseDClick(story.sheet._make, Qt.MouseButton.LeftButton)
    QTest.keyClick(story.sheet, Qt.Key.Key_Return)
    story.until(lambda: bool(story.said))
    assert story.sheet.begun == 1


def test_escape_first_stops_the_writing_and_then_leaves(story: Story) -> None:
    stopped = threading.Event()

    def work(handle: Handle) -> None:
        while not handle.cancelled():
            handle.progress(0.5)
        stopped.set()

    story.sheet.does = work
    story.sheet.make()
    story.until(lambda: story.sheet._progress.fraction == 0.5)
    assert not story.sheet.form.isEnabled()
    QTest.keyClick(story.sheet, Qt.Key.Key_Escape)
    assert stopped.wait(10)
    assert story.sheet._summary.text() == "Stopped. No file was left."
    assert story.sheet.isVisible()
    assert story.sheet.form.isEnabled()
    QTest.keyClick(story.sheet, Qt.Key.Key_Escape)
    assert story.sheet.isHidden()
    assert story.said == []


def test_a_refusal_says_that_it_is_written_down_and_leads_to_the_family(story: Story) -> None:
    story.refused(Purpose.RESEARCH)
    assert "refused, 1 June 2026, Anna" in story.sheet._foot_words.text()
    assert not story.sheet._make.isVisible()
    way = story.sheet._refusal.first()
    assert way is not None
    QTest.keyClick(way, Qt.Key.Key_Return)
    assert story.said == [(Purpose.RESEARCH, (Purpose.RESEARCH,))]
    assert story.sheet.isHidden()


def test_from_a_refusal_one_gets_back_to_what_was_chosen(story: Story) -> None:
    story.refused(Purpose.RESEARCH)
    story.sheet._back.click()
    assert story.sheet.form.isVisible()
    assert not story.sheet._refusal.isVisible()
    assert story.sheet.form.purpose is Purpose.RESEARCH


def test_what_is_hidden_can_be_looked_at_when_nobody_has(story: Story) -> None:
    story.sheet.fails(Refused("redaction-unchecked", at="0:10", seconds="1"))
    story.sheet.make()
    story.until(story.sheet._look.isVisible)
    assert story.sheet._trouble.isVisible()
    story.sheet._look.click()
    assert story.said == [(Purpose.REVIEW,)]


def test_trouble_is_said_where_it_was_asked_for_and_can_be_tried_again(story: Story) -> None:
    story.sheet.fails(CouldNot("clip-not-written", reason="disk full"))
    story.sheet.make()
    story.until(story.sheet._trouble.isVisible)
    assert story.sheet._make.isEnabled()
    assert not story.sheet._look.isVisible()
    story.sheet.does = lambda _handle: "report"
    story.sheet.make()
    assert not story.sheet._trouble.isVisible()
    story.until(lambda: story.said == [("report",)])


@pytest.mark.parametrize("purpose", [Purpose.LAW, Purpose.PARENT_COPY])
def test_a_row_that_appears_has_its_room_at_once(story: Story, purpose: Purpose) -> None:
    """Measured before Qt had told every layout of it, the sheet was too low, and now and then stayed so."""
    before = story.sheet.card.height()
    story.sheet.choose(purpose)
    at_once = story.sheet.card.height()
    assert at_once > before
    QApplication.processEvents()
    assert story.sheet.card.height() == at_once
    story.sheet.choose(Purpose.REVIEW)
    assert story.sheet.card.height() == before
