"""The example: a copy that may be changed, all of it or nothing."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from vfi.core.errors import CouldNot, Refused
from vfi.desk.checking import check
from vfi.desk.demo import copy_example, demo


def test_the_copy_is_whole_and_leaves_out_how_it_was_made(tmp_path: Path) -> None:
    copy_example(tmp_path / "library")
    assert (tmp_path / "library" / "library.toml").is_file()
    assert not (tmp_path / "library" / "making").exists()
    assert check(tmp_path / "library", film_end=lambda *_: None) == ()


def test_what_lies_there_already_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    with pytest.raises(Refused, match="demo-folder-not-empty"):
        demo(tmp_path, None, print)
    assert list((tmp_path / "library").iterdir()) == []


def test_a_full_disk_leaves_no_half_example_and_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = shutil.copy2
    copied: list[str] = []

    def until_full(source: str, target: str, **more: bool) -> str:
        if len(copied) == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), target)
        copied.append(copy(source, target, **more))
        return target

    monkeypatch.setattr(shutil.copytree, "__kwdefaults__", None)
    monkeypatch.setattr(shutil.copytree, "__defaults__", (False, None, until_full, False, False))
    with pytest.raises(CouldNot) as raised:
        copy_example(tmp_path / "library")
    assert raised.value.values["why"] == os.strerror(errno.ENOSPC)
    assert not (tmp_path / "library").exists()
