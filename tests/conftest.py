"""What every test stands on: no thread left running, no display needed, nothing of the user's touched."""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import tests.bytecode  # noqa: F401 - before films, which import much
from tests.films import FILMS, MORE_FILMS

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_API", "pyside6")


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fail where a test leaves a thread running, and name it; threads get a moment to finish their last work."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + 3
    while left := [thread for thread in threading.enumerate() if thread not in before and thread.is_alive()]:
        if time.monotonic() > deadline:
            pytest.fail(f"threads left running: {[thread.name for thread in left]}")
        time.sleep(0.01)


@pytest.fixture(scope="session", autouse=True)
def no_search_for_cycles_on_workers() -> None:
    """A worker of one test must not end what the window of another left behind; see `vfi.qt.collecting`."""
    gc.disable()


@pytest.fixture(autouse=True)
def cycles_end_with_the_test() -> Iterator[None]:
    """In place of Python's own search: on the main thread, where enough is new."""
    yield
    if gc.get_count()[0] > gc.get_threshold()[0]:
        gc.collect(1)


@pytest.fixture(autouse=True)
def own_user_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, logs and the emergency journal go into the test's own folder, never into the user's."""
    home = tmp_path / "user"
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))


@pytest.fixture(scope="session")
def film_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this run's films are; read only for tests."""
    return tmp_path_factory.mktemp("films")


@pytest.fixture(scope="session")
def film_file(film_folder: Path) -> Callable[[str], Path]:
    """Give the film with this name, encoding it if it is not there yet. Read only: copy it to change it."""

    def find(name: str) -> Path:
        made = (FILMS | MORE_FILMS)[name]
        path = film_folder / f"{made.name}{made.suffix}"
        return path if path.exists() else made.make(film_folder)

    return find
