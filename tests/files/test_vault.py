"""The vault: whole files swapped in, nothing outside its root, films copied and compared."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from vfi.core.errors import CouldNot, Refused
from vfi.files import copying, durable
from vfi.files.fingerprint import ENDS, fingerprint
from vfi.files.remembered import NOT_THERE, read_remembered, save_remembered
from vfi.files.vault import PlainVault, write_all


@pytest.fixture
def vault(tmp_path: Path) -> PlainVault:
    (tmp_path / "library").mkdir()
    return PlainVault(tmp_path / "library")


def everything(folder: Path) -> list[str]:
    """Every file that lies there, the hidden ones too."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_what_is_written_is_read(vault: PlainVault) -> None:
    vault.write("case.toml", b"id = 'F012'\n")
    assert vault.read("case.toml") == b"id = 'F012'\n"
    assert vault.read(vault.root / "case.toml") == b"id = 'F012'\n"
    assert vault.list("") == ["case.toml"]


@pytest.mark.parametrize("path", ["../outside", "F012/../../outside", "/etc/hostname", "a/../../library2/x"])
def test_paths_outside_the_library_are_refused(vault: PlainVault, path: str) -> None:
    for attempt in (vault.read, vault.exists, vault.delete, vault.local_path, lambda p: vault.write(p, b"")):
        with pytest.raises(Refused) as refused:
            attempt(path)
        assert refused.value.id == "path-outside-library"


def test_a_link_out_of_the_library_is_not_followed(vault: PlainVault, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"another family")
    (vault.root / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(Refused):
        vault.read("link")


def test_the_library_itself_cannot_be_deleted(vault: PlainVault) -> None:
    with pytest.raises(Refused):
        vault.delete("")
    assert vault.root.is_dir()


@pytest.mark.parametrize("step", ["fill", "sync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO], ids=["ENOSPC", "EIO"])
def test_a_write_that_fails_anywhere_leaves_the_old_content_and_no_rubbish(
    vault: PlainVault, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    vault.write("case.toml", b"old")

    def fail(*_: object) -> None:
        raise OSError(number, "planned trouble")

    if step == "fill":
        with pytest.raises(OSError, match="planned"):
            durable.write_whole(vault.root / "case.toml", fail)
    else:
        monkeypatch.setattr(durable, "sync" if step == "sync" else "replace_file", fail)
        with pytest.raises(CouldNot) as failed:
            vault.write("case.toml", b"new")
        assert failed.value.id == ("disk-full" if number == errno.ENOSPC else "file-trouble")
        assert isinstance(failed.value.__cause__, OSError)
    assert vault.read("case.toml") == b"old"
    assert everything(vault.root) == ["case.toml"]


def test_the_new_content_is_synced_before_it_takes_the_name_and_the_folder_after(
    vault: PlainVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    replace_file = durable.replace_file
    monkeypatch.setattr(durable, "sync", lambda descriptor: order.append("sync"))
    monkeypatch.setattr(durable, "sync_folder", lambda folder: order.append("folder"))
    monkeypatch.setattr(durable, "replace_file", lambda new, path: (order.append("swap"), replace_file(new, path)))
    vault.write("case.toml", b"new")
    assert order == ["sync", "swap", "folder"]


def test_half_written_files_of_a_crash_are_not_listed(vault: PlainVault) -> None:
    durable.beside(vault.root / "case.toml").write_bytes(b"ha")
    assert vault.list("") == []


def test_an_appender_adds_and_tells_length_and_identity(vault: PlainVault) -> None:
    vault.write("a.jsonl", b"1\n")
    file = vault.appender("a.jsonl")
    write_all(file, b"2\n")
    assert vault.read("a.jsonl") == b"1\n2\n"
    assert file.state() == vault.state("a.jsonl")
    vault.write("a.jsonl", b"1\n2\n")
    swapped = vault.state("a.jsonl")
    assert swapped is not None
    assert swapped.length == 4
    assert swapped != file.state()
    file.close()


def test_what_is_not_there_is_said(vault: PlainVault) -> None:
    assert vault.state("a.jsonl") is None
    for attempt in (vault.read, vault.appender, vault.list):
        with pytest.raises(CouldNot) as missing:
            attempt("a.jsonl")
        assert (missing.value.id, missing.value.values["file"]) == ("file-missing", "a.jsonl")
    vault.delete("a.jsonl")


def test_a_folder_that_may_not_be_looked_into_is_said_and_not_taken_for_an_empty_one(
    vault: PlainVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(path: Path, **_: object) -> os.stat_result:
        raise PermissionError(errno.EACCES, "planned trouble", str(path))

    monkeypatch.setattr(Path, "stat", forbidden)
    for question in (vault.exists, vault.is_folder):
        with pytest.raises(CouldNot) as failed:
            question("F012/case.toml")
        assert (failed.value.id, failed.value.values["file"]) == ("no-permission", "case.toml")


def test_a_new_file_does_not_take_the_place_of_another(vault: PlainVault) -> None:
    vault.write("a", b"")
    with pytest.raises(CouldNot) as there:
        vault.create("a")
    assert there.value.id == "file-exists"


def test_folders_are_made_renamed_and_deleted_with_what_is_in_them(vault: PlainVault) -> None:
    vault.make_folder("F012/2026-03-11-home-play/codings")
    vault.make_folder("F012/2026-03-11-home-play/codings")
    vault.write("F012/case.toml", b"")
    vault.rename("F012", "F013")
    assert vault.list("F013") == ["2026-03-11-home-play", "case.toml"]
    vault.delete("F013")
    assert vault.list("") == []


# -- several writers -----------------------------------------------------------------------------------------------


def test_a_file_that_somebody_else_changed_meanwhile_is_not_overwritten(vault: PlainVault) -> None:
    vault.write("case.toml", b"status = 'open'\n")
    _, hash = read_remembered(vault, "case.toml")
    vault.write("case.toml", b"status = 'ended'\n")
    with pytest.raises(CouldNot) as changed:
        save_remembered(vault, "case.toml", b"status = 'resting'\n", hash)
    assert changed.value.id == "file-changed-meanwhile"
    assert vault.read("case.toml") == b"status = 'ended'\n"


def test_saving_gives_the_hash_for_the_next_saving(vault: PlainVault) -> None:
    hash = save_remembered(vault, "case.toml", b"1", NOT_THERE)
    hash = save_remembered(vault, "case.toml", b"2", hash)
    assert read_remembered(vault, "case.toml") == (b"2", hash)
    with pytest.raises(CouldNot):
        save_remembered(vault, "case.toml", b"3", NOT_THERE)


# -- films ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "visit.mp4"
    path.write_bytes(os.urandom(5 * 1024 * 1024 + 17))
    return path


def test_a_film_is_copied_with_its_fingerprint_and_the_progress_ends_at_one(vault: PlainVault, film: Path) -> None:
    shares: list[float] = []
    found = vault.copy_in(film, "film.mp4", progress=shares.append)
    assert vault.read("film.mp4") == film.read_bytes()
    assert found == fingerprint(film)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_an_empty_film_can_be_copied(vault: PlainVault, film: Path) -> None:
    film.write_bytes(b"")
    assert vault.copy_in(film, "film.mp4") == fingerprint(film)


def test_a_cancelled_copy_leaves_nothing(vault: PlainVault, film: Path) -> None:
    asked: list[int] = []
    assert vault.copy_in(film, "film.mp4", cancelled=lambda: bool(asked.append(1)) or len(asked) > 1) is None
    assert everything(vault.root) == []


def test_a_copy_onto_a_full_disk_leaves_nothing_and_says_so(
    vault: PlainVault, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "planned trouble")

    monkeypatch.setattr(durable, "sync", full)
    with pytest.raises(CouldNot) as failed:
        vault.copy_in(film, "film.mp4")
    assert (failed.value.id, failed.value.values["file"]) == ("disk-full", "film.mp4")
    assert everything(vault.root) == []


def test_a_copy_that_differs_is_not_kept(vault: PlainVault, film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def bad_card(descriptor: int) -> None:
        os.pwrite(descriptor, b"flipped bits", 3_000_000)

    monkeypatch.setattr(durable, "sync", bad_card)
    with pytest.raises(CouldNot) as failed:
        vault.copy_in(film, "film.mp4")
    assert failed.value.id == "copy-differs"
    assert everything(vault.root) == []


def test_a_film_that_is_still_being_written_is_not_copied(vault: PlainVault, film: Path) -> None:
    def grow(share: float) -> None:
        with film.open("ab") as stream:
            stream.write(b"more")

    with pytest.raises(CouldNot) as failed:
        vault.copy_in(film, "film.mp4", progress=grow)
    assert failed.value.id == "film-changed-while-copying"
    assert everything(vault.root) == []


def test_a_missing_film_is_named(vault: PlainVault, tmp_path: Path) -> None:
    with pytest.raises(CouldNot) as failed:
        copying.copy_checked(tmp_path / "gone.mp4", vault.root / "film.mp4")
    assert (failed.value.id, failed.value.values["file"]) == ("file-missing", "gone.mp4")


@pytest.mark.parametrize("size", [0, 1, ENDS - 1, ENDS, ENDS + 1, 2 * ENDS, 2 * ENDS + 1, 3 * ENDS])
def test_a_change_at_either_end_or_of_the_size_changes_the_fingerprint(tmp_path: Path, size: int) -> None:
    film = tmp_path / "film.mp4"
    content = os.urandom(size)
    found = set()
    contents = [content, content + b"x"]
    if size:
        contents += [b"\x00" + content[1:] if content[:1] != b"\x00" else b"\x01" + content[1:]]
        contents += [content[:-1] + bytes([content[-1] ^ 1])] if size > 1 else []
    for changed in contents:
        film.write_bytes(changed)
        found.add(fingerprint(film))
    assert len(found) == len(contents)
