"""What closed rooms leave behind ends on the window's thread, whoever is at work beside it."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from vfi.qt.collecting import CycleCollector

pytestmark = pytest.mark.window


class Left(QWidget):
    """Refers to itself, as a room does through what it listens to; tells on which thread it ends."""

    def __init__(self, ended: list[int]) -> None:
        super().__init__()
        self.me = self
        self.destroyed.connect(lambda: ended.append(threading.get_ident()), Qt.ConnectionType.DirectConnection)


@pytest.fixture
def parent(qapp: QApplication) -> Iterator[QObject]:
    was_enabled = gc.isenabled()
    gc.enable()  # as Python starts
    parent = QObject()
    yield parent
    parent.deleteLater()
    (gc.enable if was_enabled else gc.disable)()


def make_many_objects(until: threading.Event) -> None:
    kept: list[object] = []
    while not until.is_set():
        kept.append([[]])
        if len(kept) > 5000:
            kept.clear()


def test_a_worker_that_makes_many_objects_ends_no_widget(qtbot: QtBot, parent: QObject) -> None:
    CycleCollector(parent)
    ended: list[int] = []
    stop = threading.Event()
    worker = threading.Thread(target=make_many_objects, args=(stop,))
    worker.start()
    for _ in range(100):
        Left(ended)
    qtbot.waitUntil(lambda: len(ended) == 100)
    stop.set()
    worker.join()
    assert set(ended) == {threading.get_ident()}


def test_little_that_is_new_is_not_worth_looking(parent: QObject) -> None:
    collector = CycleCollector(parent)
    gc.collect()
    ended: list[int] = []
    Left(ended)
    collector.collect()
    assert ended == []


def test_what_has_grown_old_is_found_after_much_that_is_new(parent: QObject) -> None:
    collector = CycleCollector(parent)
    ended: list[int] = []
    old = Left(ended)
    gc.collect()
    del old
    kept = [[place] for place in range(60_000)]
    collector.collect()
    assert ended == []
    kept += [[place] for place in range(20_000)]
    collector.collect()
    assert len(ended) == 1
