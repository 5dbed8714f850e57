"""Paper from the command line: a file that is there afterwards, or one sentence and an exit code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.deck_story import AGREED, DeckStory
from vfi import cli
from vfi.core.consent import Purpose
from vfi.core.time import Ns


def test_idea_cards_of_one_idea_in_two_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "ideas.pdf"
    assert cli.run(["ideas", "cues", "-o", str(out), "--language", "en", "ar"]) == 0
    assert capsys.readouterr().out.strip() == str(out)
    (page,) = PdfReader(out).pages
    assert "signs that tell you" in " ".join(page.extract_text().split())


def test_an_idea_that_nobody_knows_is_said_with_those_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["ideas", "walking", "-o", str(tmp_path / "ideas.pdf")]) != 0
    assert "serve-return" in capsys.readouterr().err
    assert not (tmp_path / "ideas.pdf").exists()


def test_another_ending_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["ideas", "cues", "-o", str(tmp_path / "ideas.doc")]) != 0
    assert ".pdf" in capsys.readouterr().err


@pytest.mark.film
def test_script_and_card_of_a_deck(
    film_file: Callable[[str], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = DeckStory(film_file("h264-gop250"), tmp_path, (*AGREED, Purpose.PARENT_COPY))
    story.deck.add_stretch(Ns(2_000_000_000), Ns(3_000_000_000))
    script, card = str(tmp_path / "script.pdf"), str(tmp_path / "card.pdf")
    assert cli.run(["script", str(story.place), "-o", script, "--by", "Anna"]) == 0
    assert cli.run(["card", str(story.place), "-o", card]) != 0
    assert "safe" in capsys.readouterr().err
    assert not Path(card).exists()
    assert cli.run(["card", str(story.place), "-o", card, "--safe-at-home", "--size", "folded", "--idea", "cues"]) == 0
    assert len(PdfReader(card).pages) == 1
    assert cli.run(["card", str(story.place), "-o", card, "--safe-at-home", "--deck", "nowhere"]) != 0
    assert "nowhere" in capsys.readouterr().err
