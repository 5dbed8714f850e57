"""The words under a picture: any script, and never an empty box."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QImage

from vfi.core.errors import BadInput
from vfi.core.ports import Band
from vfi.qt.captions import QtCaptionPainter, load_fonts, text_is_right_to_left

pytestmark = pytest.mark.window


@pytest.fixture
def painter(qapp: object) -> QtCaptionPainter:
    load_fonts()
    return QtCaptionPainter()


def light_columns(band: Band) -> np.ndarray:
    """Where in the strip there is writing: True for each column with a bright pixel."""
    picture = np.frombuffer(band.bgra, np.uint8).reshape(band.height, band.width, 4)
    return (picture[:, :, :3].min(axis=2) > 180).any(axis=0)


def test_words_stand_in_the_middle_of_a_strip_as_wide_as_the_picture(painter: QtCaptionPainter) -> None:
    band = painter.band(1280, 720, "You waited. She looked back.", "")
    assert band is not None
    assert (band.width, band.height % 2) == (1280, 0)
    written = np.flatnonzero(light_columns(band))
    assert abs(int(written[0]) - (1280 - 1 - int(written[-1]))) < 20


def test_the_letters_are_at_least_24_pixels_at_1080(painter: QtCaptionPainter) -> None:
    band = painter.band(1920, 1080, "H", "")
    assert band is not None
    picture = np.frombuffer(band.bgra, np.uint8).reshape(band.height, band.width, 4)
    rows = np.flatnonzero((picture[:, :, :3].min(axis=2) > 180).any(axis=1))
    cap_height = int(rows[-1]) - int(rows[0]) + 1
    assert cap_height >= 24 * 0.7  # a capital is about 0.7 of the letter size


def test_arabic_is_shaped_and_not_drawn_as_boxes(painter: QtCaptionPainter) -> None:
    band = painter.band(1280, 720, "انتظرتِ. فمدَّ يدَه إليكِ.", "")
    assert band is not None
    assert light_columns(band).sum() > 100


def test_a_character_that_no_font_has_is_an_error_that_names_it(painter: QtCaptionPainter) -> None:
    with pytest.raises(BadInput) as refused:
        painter.band(1280, 720, "Hello \U000100d0", "")
    assert refused.value.id == "no-glyph"
    assert refused.value.values["characters"] == "\U000100d0"


def test_team_only_is_set_apart_at_the_start_of_the_strip(painter: QtCaptionPainter) -> None:
    plain = painter.band(1280, 720, "Looking away", "")
    team = painter.band(1280, 720, "Looking away", "Team only")
    assert plain is not None
    assert team is not None
    assert team.height > plain.height
    image = QImage(team.bgra, team.width, team.height, QImage.Format.Format_ARGB32)
    colours = {image.pixelColor(x, y).name() for x in range(20, 160) for y in range(0, team.height // 2, 3)}
    assert "#f8ecd0" in colours


def test_nothing_to_say_means_no_strip(painter: QtCaptionPainter) -> None:
    assert painter.band(1280, 720, "", "") is None


def test_direction_follows_the_first_letter_that_has_one() -> None:
    assert text_is_right_to_left("1. שלום")
    assert not text_is_right_to_left("1. Hello שלום")


def test_two_languages_stand_beside_one_another_with_a_line_between(painter: QtCaptionPainter) -> None:
    band = painter.band(1280, 720, "You waited.\nانتظرتِ.", "")
    assert band is not None
    written = light_columns(band)
    one = painter.band(1280, 720, "You waited.", "")
    assert one is not None
    assert band.height < 2 * one.height
    left, right = np.flatnonzero(written[:620]), np.flatnonzero(written[660:])
    assert left.size > 40
    assert right.size > 40
    # each is as near to the line in the middle as the gutter allows
    assert left[-1] > 560
    assert right[0] < 60
