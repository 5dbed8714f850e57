"""What the tests of windows share: the application in its look, a film that plays in a view."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from vfi.ui.film_player import FilmPlayer
from vfi.ui.film_view import FilmView
from vfi.ui.theme import Theme


@pytest.fixture(scope="session")
def light_theme() -> Theme:
    """One theme for all who only look; see `theme`."""
    return Theme("light")


@pytest.fixture
def theme(qapp: QApplication, light_theme: Theme) -> Theme:
    """The application in the light theme.

    Dressing it lays every widget that is there out anew, so it is done only where another look is in force.
    """
    if qapp.styleSheet() != light_theme.style_sheet():
        light_theme.apply(qapp)
    return light_theme


@pytest.fixture
def player(view: FilmView) -> Iterator[FilmPlayer]:
    """Plays in the `view` of the module that asks for it."""
    player = FilmPlayer(view)
    yield player
    player.close()
