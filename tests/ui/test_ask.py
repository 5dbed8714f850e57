"""Where the dialogs for files begin: where this kind of thing was chosen last, else where such things usually lie."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from vfi.ui import ask

pytestmark = pytest.mark.window


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, qapp: QWidget, tmp_path: Path) -> Iterator[list[Path]]:
    """Where each dialog began; it answers with `tmp_path/there/chosen`."""
    begun: list[Path] = []
    usual = tmp_path / "usual"
    usual.mkdir()
    (tmp_path / "there").mkdir()

    def dialog(_parent: QWidget, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        begun.append(Path(start))
        return str(tmp_path / "there" / "chosen"), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", dialog)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", dialog)
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda where: str(usual / where.name))
    for where in ask.Where:
        (usual / where.value.name).mkdir()
        qapp.setProperty(where._kept, None)
    yield begun
    for where in ask.Where:
        qapp.setProperty(where._kept, None)


def test_films_and_pictures_begin_where_they_usually_lie(started: list[Path], qtbot: QtBot, tmp_path: Path) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    ask.ask_film(widget)
    ask.ask_save(widget, "", "picture-7.png", "", ask.Where.STILLS)
    usual = tmp_path / "usual"
    assert started == [usual / "MoviesLocation", usual / "PicturesLocation" / "picture-7.png"]


def test_the_next_time_it_begins_where_the_last_one_was(started: list[Path], qtbot: QtBot, tmp_path: Path) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    ask.ask_film(widget)
    ask.ask_film(widget)
    ask.ask_form(widget)
    assert started[1] == tmp_path / "there"
    assert started[2] == tmp_path / "usual" / "DocumentsLocation", "a form is not looked for among films"


def test_a_folder_that_is_gone_is_not_where_it_begins(started: list[Path], qtbot: QtBot, tmp_path: Path) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    ask.ask_film(widget)
    (tmp_path / "there").rmdir()
    ask.ask_film(widget)
    assert started[1] == tmp_path / "usual" / "MoviesLocation"


def test_a_whole_path_begins_where_it_says(started: list[Path], qtbot: QtBot, tmp_path: Path) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    ask.ask_save(widget, "", str(tmp_path / "exports" / "card.pdf"), "")
    assert started == [tmp_path / "exports" / "card.pdf"]
