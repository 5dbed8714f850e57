"""A library's lists: what cannot be read is shown with its reason, and hides nothing else."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from vfi.core.case import Case, Library, Session
from vfi.desk.library import LibraryDesk
from vfi.files.vault import PlainVault
from vfi.store.cases import new_case
from vfi.store.libraries import new_library
from vfi.store.sessions import new_session


@pytest.fixture
def desk(tmp_path: Path) -> LibraryDesk:
    vault = PlainVault(tmp_path / "library")
    new_library(vault, Library(name="Little Steps"))
    for case in ("F012", "F013"):
        new_case(vault, Case(id=case))
        new_session(vault, Session(id="2026-03-11-home-play"), inside=case)
    return LibraryDesk(vault.root, known=True)


def lock(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if nobody might read or enter the folder (the superuser, who may run the tests, always may)."""
    stat, iterdir = Path.stat, Path.iterdir

    def refuse(path: Path) -> None:
        raise PermissionError(errno.EACCES, "planned trouble", str(path))

    monkeypatch.setattr(
        Path, "stat", lambda path, **more: refuse(path) if folder in path.parents else stat(path, **more)
    )
    monkeypatch.setattr(Path, "iterdir", lambda path: refuse(path) if path == folder else iterdir(path))
    monkeypatch.setattr(
        Path, "read_bytes", lambda path: refuse(path) if folder in path.parents else path.open("rb").read()
    )


def test_a_case_whose_folder_may_not_be_read_is_listed_with_the_reason(
    desk: LibraryDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock(desk.root / "F012", monkeypatch)
    shown = desk.contents()
    assert [(row.case.id, row.trouble and row.trouble.id) for row in shown.cases] == [
        ("F012", "no-permission"),
        ("F013", None),
    ]
    assert [row.case for row in shown.sessions] == ["F013"]


def test_a_library_file_that_was_emptied_hides_no_family(desk: LibraryDesk) -> None:
    (desk.root / "library.toml").write_bytes(b"")
    shown = desk.contents()
    assert (shown.name, [row.case.id for row in shown.cases]) == ("library", ["F012", "F013"])
