"""A film's view in a window, without the program around it; `player` of conftest plays in it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from vfi.ui.film_view import FilmView

WAIT = 20_000
"""Milliseconds until a film must show what was asked for, also on a busy machine."""


def on_screen(view: FilmView, qtbot: QtBot) -> FilmView:
    """The view in a window of 640 by 400."""
    qtbot.addWidget(view)
    view.resize(640, 400)
    view.show()
    qtbot.waitExposed(view)
    return view
