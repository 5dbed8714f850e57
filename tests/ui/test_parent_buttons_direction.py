"""The parent's buttons where one reads from right to left: Next leads to the left, the film's own stay as they are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from vfi.core.presenting import Button, Sign
from vfi.ui.present.buttons import ButtonRow, CalmButton
from vfi.ui.visit.pages import PinPage
from vfi.ui.visit.pins import Lock

pytestmark = pytest.mark.window

SIGNS = (Sign.STOP, Sign.AGAIN, Sign.SLOWER, Sign.PLAY, Sign.NEXT)


def row(qtbot: QtBot, direction: Qt.LayoutDirection) -> ButtonRow:
    made = ButtonRow((), text_free=True)
    qtbot.addWidget(made)
    made.setLayoutDirection(direction)
    made.resize(1366, 104)
    made.show_buttons(tuple(Button(sign) for sign in SIGNS), paper=False)
    return made


def from_the_left(made: ButtonRow) -> list[Sign]:
    at = {sign: made.button(sign) for sign in SIGNS}
    return sorted(SIGNS, key=lambda sign: button.x() if (button := at[sign]) is not None else -1)


def glyph(made: ButtonRow, sign: Sign) -> str:
    button = made.button(sign)
    assert button is not None
    return button.glyph


def test_from_left_to_right_stop_comes_first_and_next_last(qtbot: QtBot) -> None:
    made = row(qtbot, Qt.LayoutDirection.LeftToRight)
    assert from_the_left(made) == [Sign.STOP, Sign.AGAIN, Sign.SLOWER, Sign.PLAY, Sign.NEXT]
    assert glyph(made, Sign.NEXT) == "arrow-right"


def test_from_right_to_left_next_points_and_stands_to_the_left_and_stop_at_the_right(qtbot: QtBot) -> None:
    made = row(qtbot, Qt.LayoutDirection.RightToLeft)
    assert from_the_left(made) == [Sign.NEXT, Sign.AGAIN, Sign.SLOWER, Sign.PLAY, Sign.STOP]
    assert glyph(made, Sign.NEXT) == "arrow-left"
    assert glyph(made, Sign.PLAY) == "play-fill"


def test_the_digits_of_the_pin_lie_as_on_every_telephone(qtbot: QtBot) -> None:
    page = PinPage(Lock(None))
    qtbot.addWidget(page)
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    page.resize(1366, 768)
    page.show()
    keys = {button.accessibleName(): button for button in page.findChildren(CalmButton)}
    assert keys["1"].x() < keys["2"].x() < keys["3"].x()
