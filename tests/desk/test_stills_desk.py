"""A picture that leaves: only with the family's yes, and never without an entry in the case's audit file."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.films import told
from vfi.core.errors import CouldNot, Refused
from vfi.desk.demo import copy_example
from vfi.desk.session import SessionDesk, open_place
from vfi.desk.stills import Way, still, write_still
from vfi.store.audit import Act, Entry, read_audit

pytestmark = pytest.mark.film
TODAY = datetime.date(2026, 3, 12)


@pytest.fixture
def desk(tmp_path: Path) -> SessionDesk:
    """A session of the invented family."""
    copy_example(tmp_path / "library")
    return open_place(tmp_path / "library" / "F012" / "2026-03-11-home-play")


def last(desk: SessionDesk) -> Entry:
    return read_audit(desk.vault, "F012")[-1]


def withdraw_all(desk: SessionDesk) -> SessionDesk:
    path = desk.vault.local_path("F012/case.toml")
    path.write_text(path.read_text().replace("invented", "parental-responsibility").replace('"film"', '"review"'))
    return open_place(desk.path)


def test_the_picture_is_the_one_asked_for_and_the_audit_file_says_who_took_it(desk: SessionDesk) -> None:
    picture = still(desk.film_file(), 7, who="Anna K.", way=Way.CLIPBOARD, today=TODAY)
    assert picture.shape[2] == 3
    entry = last(desk)
    assert (entry.who, entry.what, entry.session) == ("Anna K.", Act.EXPORTED, "2026-03-11-home-play")
    assert dict(entry.details) == {"reason": "invented-family", "still": 7, "as": "clipboard"}
    assert entry.consent


def test_a_file_holds_the_very_pixels(desk: SessionDesk, tmp_path: Path) -> None:
    write_still(desk.film_file(), 3, tmp_path / "p.png", who="Anna K.", today=TODAY)
    kept = cv2.imread(str(tmp_path / "p.png"))
    assert kept is not None
    assert np.array_equal(kept[:, :, ::-1], still(desk.film_file(), 3, who="Anna K.", way=Way.STREAM, today=TODAY))


def test_a_no_is_written_down_and_no_picture_comes(desk: SessionDesk, tmp_path: Path) -> None:
    desk = withdraw_all(desk)
    with pytest.raises(Refused, match="consent-"):
        write_still(desk.film_file(), 3, tmp_path / "p.png", who="Anna K.", desk=desk, today=TODAY)
    assert not (tmp_path / "p.png").exists()
    assert (last(desk).what, last(desk).details["still"]) == (Act.REFUSED, 3)


def test_without_an_entry_there_is_no_picture(desk: SessionDesk, tmp_path: Path) -> None:
    audit = desk.vault.local_path("F012/audit.jsonl")
    audit.unlink(missing_ok=True)
    audit.mkdir()
    with pytest.raises(CouldNot, match="audit-not-written"):
        write_still(desk.film_file(), 3, tmp_path / "p.png", who="Anna K.", today=TODAY)
    assert not (tmp_path / "p.png").exists()


def test_a_family_s_film_outside_the_library_is_noted_where_the_family_is(
    desk: SessionDesk, tmp_path: Path, film_file: Callable[[str], Path]
) -> None:
    outside = film_file("h264-gop250")
    assert told(still(outside, 5, who="Anna K.", way=Way.FILE, desk=desk, today=TODAY)) == 5
    assert last(desk).details["still"] == 5


def test_a_film_that_is_nobody_s_leaves_no_entry(tmp_path: Path, film_file: Callable[[str], Path]) -> None:
    assert told(still(film_file("h264-gop250"), 5, who="", way=Way.FILE, today=TODAY)) == 5
