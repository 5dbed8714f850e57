"""The sheet before anything is printed: how it will look, what the gate says, a PDF, a refusal, a way on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from tests.ui.feedback_story import Story, feedback
from vfi.core.consent import Consent, Purpose
from vfi.core.errors import CouldNot
from vfi.desk.paper import idea_cards
from vfi.printing.ideas import set_ideas
from vfi.store.audit import Act, read_audit
from vfi.store.cases import read_case, save_case
from vfi.ui.printing.paper_sheet import CARD, IDEAS, PaperSheet
from vfi.ui.printing.printers import onto

pytestmark = [pytest.mark.window, pytest.mark.film, pytest.mark.qt_log_ignore("pipewire-0.3", extend=True)]


@pytest.fixture
def story(qtbot: QtBot, tmp_path: Path) -> Iterator[Story]:
    with feedback(qtbot, tmp_path, ((10, 14), (20, 23))) as made:
        yield made


def sheet_of(story: Story, paper: str = "script") -> PaperSheet:
    story.made.paper.open(paper)
    story.until(lambda: isinstance(story.made.place.sheet, PaperSheet))
    sheet = story.made.place.sheet
    assert isinstance(sheet, PaperSheet)
    story.until(lambda: sheet.pages.count > 0)
    return sheet


def acts(story: Story) -> list[str]:
    entries = read_audit(story.opened.desk.session.vault, "F012")
    return [str(each.what) for each in entries if each.what in (Act.PRINTED, Act.REFUSED)]


def test_the_script_is_seen_and_saved_and_noted(story: Story, tmp_path: Path) -> None:
    sheet, out = sheet_of(story), tmp_path / "script.pdf"
    with story.qtbot.waitSignal(sheet.printed, timeout=10_000):
        sheet.write(out)
    assert "Script for the shared review" in PdfReader(out).pages[0].extract_text()
    assert acts(story) == ["printed"]
    assert story.made.place.sheet is None


def test_the_card_looks_otherwise_when_something_else_is_chosen(story: Story) -> None:
    sheet = sheet_of(story, CARD)
    before = sheet.pages.count
    sheet.card_form.still.set_value("")
    sheet.card_form.idea.set_value("")
    sheet.card_form._tell()
    story.until(lambda: sheet.pages.count == 0)  # nothing would be on it, and that is said
    sheet.card_form.idea.set_value("cues")
    sheet.card_form._tell()
    story.until(lambda: sheet.pages.count == before == 1)


@pytest.mark.slow
def test_idea_cards_need_no_gate(story: Story, tmp_path: Path) -> None:
    sheet, out = sheet_of(story, IDEAS), tmp_path / "ideas.pdf"
    assert sheet.answer() is None
    assert sheet.pages.count == 20
    with story.qtbot.waitSignal(sheet.printed, timeout=10_000):
        sheet.write(out)
    assert len(PdfReader(out).pages) == 20
    assert acts(story) == []


def test_without_consent_the_card_is_refused_and_goes_without_a_picture(story: Story, tmp_path: Path) -> None:
    session = story.opened.desk.session
    stored = read_case(session.vault, "F012")
    agreed = tuple(
        Consent(person=person.id, basis="parental-responsibility", date="2026-03-11", purposes=purposes)
        for person in stored.value.people
        if person.role == "carer"
        for purposes in ((Purpose.FILM, Purpose.REVIEW),)
    )
    session.case = save_case(session.vault, stored, replace(stored.value, consents=agreed))
    sheet = sheet_of(story, CARD)
    assert sheet._bare.isVisible()
    assert sheet._ask.isVisible()
    sheet.save_pdf()
    story.until(lambda: acts(story) == ["refused"])
    sheet.card_form.without_picture()
    sheet.card_form.idea.set_value("cues")
    sheet.card_form._tell()
    story.until(lambda: sheet._looking is None and sheet.pages.count == 1)
    assert not sheet.save.isEnabled()  # nobody has asked yet whether it is safe at home
    sheet.card_form.home.setChecked(True)
    story.until(sheet.save.isEnabled)
    out = tmp_path / "card.pdf"
    with story.qtbot.waitSignal(sheet.printed, timeout=10_000):
        sheet.write(out)
    assert acts(story) == ["refused", "printed"]


@pytest.mark.slow
def test_a_name_that_is_taken_is_said_and_the_sheet_stays(story: Story, tmp_path: Path) -> None:
    sheet, out = sheet_of(story), tmp_path / "script.pdf"
    out.write_text("somebody's")
    sheet.write(out)
    assert "already" in sheet.gate.text.text()
    assert out.read_text() == "somebody's"
    assert acts(story) == []


def test_the_printer_gets_every_page_on_its_own_paper(qtbot: QtBot, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    onto(printer)(set_ideas(idea_cards(["en"], ["cues", "turns"])))
    pages = PdfReader(tmp_path / "out.pdf").pages
    assert [(round(page.mediabox.width / 10), round(page.mediabox.height / 10)) for page in pages] == [(84, 60)] * 2


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
@pytest.mark.slow
def test_a_printer_that_does_not_answer_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no such folder" / "out.pdf"))
    with pytest.raises(CouldNot) as failed:
        onto(printer)(set_ideas(idea_cards(["en"], ["cues"])))
    assert failed.value.id == "printer-failed"
