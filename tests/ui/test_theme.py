"""The look: fonts that ship, colours of both themes, icons that exist, patterns that show."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontInfo, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from vfi.ui.icons import has_glyph
from vfi.ui.kit.marks import initials
from vfi.ui.kit.swatch import code_brushes, paint_bar, paint_swatch
from vfi.ui.theme import Theme, load_fonts
from vfi.ui.tokens import assets, tokens

pytestmark = pytest.mark.window


def contrast(first: str, second: str) -> float:
    """WCAG 2 contrast of two colours."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("weight", ["regular", "medium", "semibold"])
def test_the_font_that_ships_is_the_font_that_is_used(qtbot: QtBot, weight: str) -> None:
    load_fonts()
    font = Theme("light").font("body", weight)  # type: ignore[arg-type]
    assert QFontInfo(font).family().startswith("Noto Sans")
    assert QFontInfo(font).weight() == {"regular": 400, "medium": 500, "semibold": 600}[weight]


def test_all_digits_are_equally_wide(qtbot: QtBot) -> None:
    from PySide6.QtGui import QFontMetricsF

    load_fonts()
    metrics = QFontMetricsF(Theme("light").font("time", "medium"))
    assert len({metrics.horizontalAdvance(digit * 4) for digit in "0123456789"}) == 1


def test_text_of_150_per_cent_is_half_as_large_again(qtbot: QtBot) -> None:
    theme = Theme("light", 1.5)
    assert theme.font().pointSizeF() == pytest.approx(1.5 * tokens().points["body"])
    assert theme.size("row") == 42


@pytest.mark.parametrize("name", ["light", "dark"])
def test_words_can_be_read_on_every_ground(name: str) -> None:
    colours = tokens().colours[name]  # type: ignore[index]
    worst = min(
        contrast(colours[ink], colours[ground])
        for ink in ("text", "text2", "text3", "accent")
        for ground in ("window", "panel", "raised")
    )
    assert worst >= 4.5


def test_changing_to_dark_tells_painted_parts_and_changes_the_palette(qtbot: QtBot, qapp: QApplication) -> None:
    theme = Theme("light")
    with qtbot.waitSignal(theme.changed):
        theme.choose("dark")
    assert theme.palette().color(QPalette.ColorRole.Window).name().upper() == tokens().colours["dark"]["window"]


def test_choosing_the_look_that_is_there_changes_nothing(qtbot: QtBot) -> None:
    theme = Theme("dark")
    with qtbot.assertNotEmitted(theme.changed):
        theme.choose("dark")


def test_every_colour_that_the_style_sheet_names_exists_in_both_themes(qtbot: QtBot) -> None:
    assert "$" not in Theme("light").style_sheet()
    assert "$" not in Theme("dark").style_sheet()


def test_every_icon_that_the_source_names_is_in_the_font(qtbot: QtBot) -> None:
    rail = ("books", "film-strip", "chart-bar", "tree-structure", "gear-six", "lock-simple-open", "play-fill")
    assert [name for name in rail if not has_glyph(name)] == []


def picture(theme: Theme, colour: str) -> QImage:
    image = QImage(64, 22, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(theme.colour("panel"))
    painter = QPainter(image)
    paint_bar(painter, QRectF(0, 0, 64, 22), colour, theme)
    painter.end()
    return image


def test_every_code_but_the_plain_one_shows_a_pattern_beside_its_colour(qtbot: QtBot) -> None:
    theme = Theme("light")
    shades = {
        code.id: len({picture(theme, code.id).pixelColor(x, y).name() for x in range(8, 56) for y in range(4, 18)})
        for code in theme.code_colours
    }
    assert shades.pop("blue") == 1
    assert min(shades.values()) > 1


def test_a_point_carries_its_letter_and_a_mark_is_hollow(qtbot: QtBot) -> None:
    load_fonts()
    theme = Theme("light")
    image = QImage(32, 32, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(theme.colour("window"))
    painter = QPainter(image)
    paint_swatch(painter, QRectF(0, 0, 32, 32), "violet", "point", theme, letter="w")
    painter.end()
    inks = {image.pixelColor(x, y).name().upper() for x in range(32) for y in range(32)}
    assert theme.code_colour("violet").fill in inks
    assert "#FFFFFF" in inks
    assert code_brushes(theme)["mark"].pattern is None


def test_initials_are_of_the_first_and_last_word() -> None:
    assert initials("Anna K.") == "AK"
    assert initials("Mary-Jane van Ott") == "MO"
    assert initials("ben") == "BE"
    assert initials("") == "?"


def test_the_tokens_that_ship_are_whole() -> None:
    raw = json.loads((assets() / "tokens.json").read_text(encoding="utf-8"))
    assert len(raw["codes"]) == 10
    assert (assets() / "fonts" / "OFL.txt").is_file()
    assert sum(file.stat().st_size for file in Path(assets() / "fonts").iterdir()) < 4_000_000
    assert QFont.Weight.DemiBold.value == raw["font"]["weights"]["semibold"]
