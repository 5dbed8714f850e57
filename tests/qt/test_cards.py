"""The strip and the pages of an exported film: words in their place, the same size for all, errors told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from pytestqt.qtbot import QtBot

from vfi.core.errors import BadInput
from vfi.core.ports import Band, CardWords, StripWords
from vfi.qt.captions import load_fonts
from vfi.qt.cards import QtCardPainter

ARABIC = "انتظرتِ. فمدَّ يدَه إليكِ."
DRAWING = Path("vfi/assets/drawings/concept-serve-return.svg")


@pytest.fixture
def painter(qtbot: QtBot) -> QtCardPainter:
    load_fonts()
    return QtCardPainter()


def grey(band: Band | None) -> npt.NDArray[np.int16]:
    """Shape (height, width)."""
    assert band is not None
    pixels = np.frombuffer(band.bgra, np.uint8).reshape(band.height, band.width, 4)
    return pixels[:, :, :3].mean(axis=2).astype(np.int16)


def inked(image: npt.NDArray[np.int16], *, dark: bool = False) -> npt.NDArray[np.bool_]:
    return image < 120 if dark else image > 120


def test_a_strip_is_as_high_as_asked_for_and_empty_without_words(painter: QtCardPainter) -> None:
    assert painter.strip(1280, 720, StripWords()) is None
    empty = painter.strip(1280, 720, StripWords(), height=90)
    assert empty is not None
    assert (empty.width, empty.height) == (1280, 90)
    assert not inked(grey(empty)).any()
    needed = painter.strip(1280, 720, StripWords(words=("You waited.",)))
    assert needed is not None
    assert painter.strip(1280, 720, StripWords(words=("You waited.",)), height=needed.height) == needed


def test_two_languages_stand_beside_one_another(painter: QtCardPainter) -> None:
    band = inked(grey(painter.strip(1280, 720, StripWords(words=("You waited.", ARABIC)))))
    assert band[:, :600].any()
    assert band[:, 680:].any()


def test_what_the_baby_says_stands_under_the_words_in_a_colour_of_its_own(painter: QtCardPainter) -> None:
    band = painter.strip(1280, 720, StripWords(words=("You waited.",), baby=("I see you!",)))
    assert band is not None
    pixels = np.frombuffer(band.bgra, np.uint8).reshape(band.height, band.width, 4).astype(int)
    greenish = pixels[:, :, 1] - pixels[:, :, 2] > 50
    rows = np.flatnonzero(greenish.any(axis=1))
    white = np.flatnonzero((pixels[:, :, :3].min(axis=2) > 200).any(axis=1))
    assert rows.min() > white.max()


def test_the_foot_stands_at_the_bottom_and_the_warning_at_the_top(painter: QtCardPainter) -> None:
    band = grey(painter.strip(1280, 720, StripWords(team_only="Team only", foot="Our family film"), height=200))
    assert inked(band[170:190]).any()
    assert inked(band[20:50]).mean() > 0.5  # the plate of the warning
    assert not inked(band[70:150]).any()


def test_a_page_has_just_the_size_of_the_film_and_its_words_in_the_middle(painter: QtCardPainter) -> None:
    card = painter.card(640, 480, CardWords(paragraphs=(("What do you see?",),)))
    assert (card.width, card.height) == (640, 480)
    rows = np.flatnonzero(inked(grey(card), dark=True).any(axis=1))
    assert 180 < rows.min() < rows.max() < 300


def test_a_drawing_stands_beside_the_words_or_above_them(painter: QtCardPainter) -> None:
    words = CardWords(paragraphs=(("Your baby looks at you.", ARABIC),), drawing=DRAWING.read_bytes())
    wide = inked(grey(painter.card(1280, 800, words)), dark=True)
    assert wide[:, :560].mean() > 0.01
    assert wide[:, 620:].any()
    tall = inked(grey(painter.card(400, 800, words)), dark=True)
    assert tall[:400].mean() > 0.01
    assert tall[440:].any()


def test_a_long_page_is_written_smaller_rather_than_cut_off(painter: QtCardPainter) -> None:
    lines = tuple((f"Line {number} of what is told here.",) for number in range(12))
    ink = inked(grey(painter.card(640, 480, CardWords(paragraphs=lines))), dark=True)
    rows = np.flatnonzero(ink.any(axis=1))
    assert rows.min() > 0
    assert rows.max() < 479


def test_a_character_without_a_glyph_is_an_error_wherever_it_stands(painter: QtCardPainter) -> None:
    odd = "\U000100d0"
    for draw in (
        lambda: painter.strip(640, 480, StripWords(words=("Hello", odd))),
        lambda: painter.strip(640, 480, StripWords(foot=odd)),
        lambda: painter.card(640, 480, CardWords(paragraphs=((odd,),))),
    ):
        with pytest.raises(BadInput) as refused:
            draw()
        assert refused.value.id == "no-glyph"


def test_a_drawing_that_is_none_is_an_error(painter: QtCardPainter) -> None:
    for broken in (b"<svg", b"not a picture"):
        with pytest.raises(BadInput) as refused:
            painter.card(640, 480, CardWords(drawing=broken))
        assert refused.value.id == "card-drawing"
