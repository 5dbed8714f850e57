"""Films for tests, each encoded once per run."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from films import FILMS, MORE_FILMS, Made

FilmFile = Callable[[str], Path]


@pytest.fixture(scope="session")
def film_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this run's films are; read only for tests."""
    return tmp_path_factory.mktemp("films")


@pytest.fixture(scope="session")
def film_file(film_folder: Path) -> FilmFile:
    """Give the film with this name, encoding it if it is not there yet."""

    def find(name: str) -> Path:
        made: Made = (FILMS | MORE_FILMS)[name]
        path = film_folder / f"{made.name}{made.suffix}"
        return path if path.exists() else made.make(film_folder)

    return find
