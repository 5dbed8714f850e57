"""The whole program on a library of its own, for stories about the rooms."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import shiboken6
from pytestqt.qtbot import QtBot

from tests.films import Made
from vfi.core.case import Case, Person
from vfi.ui.app import build_application
from vfi.ui.errors import Catcher
from vfi.ui.program import Program
from vfi.ui.settings import SettingsFile
from vfi.ui.theme import Theme

FAMILY = Case(
    id="F012",
    label="A. and baby",
    goal="I want to know what he needs.",
    people=(
        Person(id="a", role="carer", label="A., mother", parental_responsibility=True),
        Person(id="baby", role="infant", label="baby"),
    ),
)


def film(folder: Path) -> Path:
    """A second of film, as a phone would name it."""
    folder.mkdir(parents=True, exist_ok=True)
    return Made(name="VID_20260311", count=25).make(folder)


@cache
def _dressed() -> list[Theme]:
    return []


def dressed(settings: SettingsFile) -> Theme:
    """The application in its look; dressing it takes a while, so it is done once for all stories."""
    made = _dressed()
    if not made:
        made.append(build_application(settings)[1])
    return made[0]


@contextmanager
def program(qtbot: QtBot, folder: Path, *, coder: str = "Anna K.") -> Iterator[Program]:
    """An open window with the library `folder/library`, closed in good order afterwards."""
    settings = SettingsFile(folder / "settings.json")
    settings.change(theme="light", idle_minutes=0)
    made = Program(dressed(settings), settings, folder / "library", folder / "example", Catcher())
    made.library.patience = 20  # a story reads the library where it says so
    made.window.resize(1366, 768)
    made.window.show()
    qtbot.waitExposed(made.window)
    if coder:
        made.place.now_coding(coder)
    try:
        yield made
    finally:
        made.window.close()
        shiboken6.delete(made.window)
