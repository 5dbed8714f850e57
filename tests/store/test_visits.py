"""A visit on disk: what could not be written leaves nothing behind, and is not taken for written."""

import errno
from pathlib import Path

import pytest

from vfi.core.deck import ItemId
from vfi.core.errors import CouldNot
from vfi.core.time import Ns
from vfi.core.visit import Remark, RemarkKind
from vfi.desk.visits import VisitDesk
from vfi.files.vault import Appender, FileState, PlainVault, VaultPath
from vfi.store.visits import VisitFile, begin_visit, read_visit


class FullDisk:
    """An open file on a disk that takes twenty bytes more, and then nothing."""

    def __init__(self, file: Appender) -> None:
        self._file = file
        self.room = 20
        self.full = False

    def write(self, data: bytes) -> int:
        if not self.full:
            return self._file.write(data)
        if not self.room:
            raise OSError(errno.ENOSPC, "full")
        taken = self._file.write(data[: self.room])
        self.room -= taken
        return taken

    def sync(self) -> None:
        self._file.sync()

    def truncate(self, length: int) -> None:
        self._file.truncate(length)

    def state(self) -> FileState:
        return self._file.state()

    def close(self) -> None:
        self._file.close()


class FillingVault(PlainVault):
    """A vault whose disk can be full."""

    full = False
    opened: FullDisk

    def appender(self, path: VaultPath) -> Appender:
        self.opened = FullDisk(super().appender(path))
        return self.opened

    def write(self, path: VaultPath, data: bytes) -> None:
        if self.full:
            raise CouldNot("disk-full", path=str(path))
        super().write(path, data)


def said(number: int) -> Remark:
    return Remark(number=number, kind=RemarkKind.SAID, item=ItemId("clip"), at=None, since_start=Ns(number))


def test_a_mark_that_a_full_disk_took_by_half_does_not_spoil_the_next_one(tmp_path: Path) -> None:
    vault = FillingVault(tmp_path)
    path, _ = begin_visit(vault, "play", "review", who="Anna")
    file = VisitFile(vault, path)
    file.add(said(1))
    vault.opened.full = True

    with pytest.raises(CouldNot):
        file.add(said(2))
    vault.opened.full = False
    file.add(said(2))
    file.close()

    assert read_visit(vault, path).remarks == (said(1), said(2))


def test_words_that_could_not_be_written_are_written_when_it_is_tried_again(tmp_path: Path) -> None:
    vault = FillingVault(tmp_path)
    path, visit = begin_visit(vault, "play", "review", who="Anna")
    desk = VisitDesk(VisitFile(vault, path), visit, lambda: 0)
    desk.said(ItemId("clip"), None)
    vault.full = True

    with pytest.raises(CouldNot):
        desk.set_words(1, "He looked at me")

    assert desk.visit.remarks[0].words == ""  # whoever asks sees that it is still to be done
    vault.full = False
    desk.set_words(1, "He looked at me")
    desk.said(ItemId("clip"), None)
    desk.close()
    assert [remark.words for remark in read_visit(vault, path).remarks] == ["He looked at me", ""]


def test_words_that_could_not_be_struck_are_not_said_to_be_struck(tmp_path: Path) -> None:
    vault = FillingVault(tmp_path)
    path, visit = begin_visit(vault, "play", "review", who="Anna")
    desk = VisitDesk(VisitFile(vault, path), visit, lambda: 0)
    desk.said(ItemId("clip"), None)
    desk.set_words(1, "He looked at me")
    vault.full = True

    with pytest.raises(CouldNot):
        desk.strike(1)

    desk.close()
    assert not desk.visit.remarks[0].struck
