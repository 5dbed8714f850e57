"""What the transport says of how the film plays."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.program_story import dressed
from tests.ui.standin import frames_of
from vfi.core.clock import FilmClock
from vfi.media.playback import PlayState
from vfi.ui.code.keys import KeyTable
from vfi.ui.code.transport import Transport
from vfi.ui.settings import SettingsFile

pytestmark = pytest.mark.window

PLAYS = PlayState(
    playing=True,
    direction=1,
    speed=Fraction(1),
    looping=False,
    loop_first=None,
    loop_last=None,
    sounding=False,
    dropped=0,
)


@pytest.fixture
def transport(qtbot: QtBot, tmp_path: Path) -> Transport:
    theme = dressed(SettingsFile(tmp_path / "settings.json"))
    made = Transport(theme, FilmClock(frames_of()), KeyTable(), sound=True)
    qtbot.addWidget(made)
    return made


def test_playing_back_is_told_from_playing_on(transport: Transport) -> None:
    transport.show_state(PLAYS)
    assert transport.speed.text() == "1×"
    transport.show_state(replace(PLAYS, direction=-1))
    assert transport.speed.text() == "\N{MINUS SIGN}1×"
    assert "backwards" in transport.speed.accessibleName()


def test_a_film_that_stands_shows_the_speed_alone(transport: Transport) -> None:
    transport.show_state(replace(PLAYS, direction=-1, playing=False, speed=Fraction(1, 2)))
    assert transport.speed.text() == "0.5×"


def test_the_slowest_speed_backwards_has_room(transport: Transport) -> None:
    transport.show_state(replace(PLAYS, direction=-1, speed=Fraction(1, 10)))
    assert transport.speed.fontMetrics().horizontalAdvance(transport.speed.text()) <= transport.speed.width()
