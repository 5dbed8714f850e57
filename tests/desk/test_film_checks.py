"""What a session finds out about its film and keeps: the index step by step, and that every frame is there."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from vfi.core.errors import CouldNot
from vfi.core.time import Ns
from vfi.desk.film_checks import (
    film_audit,
    hand_on_index,
    index_to_look_by,
    read_film,
    verify_film,
    verify_films,
)
from vfi.desk.making import FilmGiven, new_session_at
from vfi.desk.session import SessionDesk, open_place
from vfi.desk.verified import film_findings, session_of_film, verified_films
from vfi.files.fingerprint import fingerprint
from vfi.media import audit
from vfi.media.index import build_index
from vfi.media.index_cache import index_key
from vfi.words.findings import finding_text

pytestmark = pytest.mark.film
FilmFile = Callable[[str], Path]


@pytest.fixture
def desk(film_file: FilmFile, tmp_path: Path) -> SessionDesk:
    made = new_session_at(tmp_path / "visit", [FilmGiven(film_file("open-gop"), Ns(0))], None)
    for kept in (made.path / "cache").glob("*"):
        kept.unlink()
    return open_place(tmp_path / "visit")


def test_the_kept_index_is_used_the_next_time_however_long_reading_would_take(desk: SessionDesk) -> None:
    exact = read_film(desk)
    kept = index_to_look_by(open_place(desk.path), patience=-1)
    assert kept.same_frames(exact)
    assert not kept.provisional


def test_stopped_in_between_nothing_is_kept(desk: SessionDesk) -> None:
    with pytest.raises(CouldNot, match="cancelled"):
        read_film(desk, cancelled=lambda: True)
    assert desk.kept_index(desk.film()) is None


def test_a_verified_film_is_known_to_be_so_the_next_time(desk: SessionDesk) -> None:
    assert film_audit(desk) is None
    audit = verify_film(desk)
    assert audit.verified
    assert film_audit(open_place(desk.path)) == audit


def test_a_film_that_was_changed_since_counts_as_not_verified(desk: SessionDesk) -> None:
    import os

    verify_film(desk)
    os.utime(desk.film_file(), ns=(1, 1))
    assert film_audit(open_place(desk.path)) is None


def left_half_way(desk: SessionDesk) -> None:
    parts: list[float] = []
    with pytest.raises(CouldNot, match="cancelled"):
        verify_film(desk, progress=parts.append, cancelled=lambda: bool(parts) and parts[-1] > 0.7)


def test_verifying_that_was_left_says_nothing_of_the_film_and_goes_on_from_there(desk: SessionDesk) -> None:
    left_half_way(desk)
    assert film_audit(desk) is None
    parts: list[float] = []
    assert verify_film(open_place(desk.path), progress=parts.append).verified
    assert parts[0] > 0.2
    assert film_audit(desk) is not None


def test_verifying_again_what_is_verified_can_be_left_and_the_stamp_stays(desk: SessionDesk) -> None:
    audit = verify_film(desk)
    left_half_way(desk)
    assert film_audit(desk) == audit


def test_a_check_tells_which_films_were_verified_and_where_one_is_damaged(desk: SessionDesk) -> None:
    assert verified_films(desk.path) == []
    audit = verify_film(desk)
    (film,) = verified_films(desk.path)
    assert (film.path.rpartition("/")[2], film.audit) == ("film.mp4", audit)
    assert film_findings([film]) == []
    (found,) = film_findings([replace(film, audit=replace(audit, lost=((40, 42),)))])
    assert finding_text(found).startswith("Pictures 40 to 41 cannot be decoded. If the original is still there")


def test_a_film_in_a_session_is_known_to_be_its_and_another_is_not(desk: SessionDesk, film_file: FilmFile) -> None:
    inside = session_of_film(desk.film_file())
    assert inside is not None
    assert inside[1] == desk.film()
    assert session_of_film(film_file("open-gop")) is None


def test_a_damaged_stamp_counts_as_none(desk: SessionDesk) -> None:
    verify_film(desk)
    (stamp,) = (desk.path / "cache").glob("verified-*.json")
    stamp.write_text(stamp.read_text()[:40])
    assert film_audit(open_place(desk.path)) is None


def test_a_damaged_index_is_made_anew(desk: SessionDesk) -> None:
    exact = desk.film_index()
    (kept,) = (desk.path / "cache").glob("index-*.npz")
    kept.write_bytes(kept.read_bytes()[:500] + b"\0" * 200)
    again = open_place(desk.path)
    assert again.kept_index(again.film()) is None
    assert read_film(again).same_frames(exact)


def test_a_small_film_is_opened_by_its_exact_index_at_once(desk: SessionDesk) -> None:
    assert not index_to_look_by(desk, patience=10).provisional


def test_a_film_that_takes_long_is_opened_by_its_table(desk: SessionDesk) -> None:
    assert index_to_look_by(desk, patience=-1).provisional
    assert desk.kept_index(desk.film()) is None


def test_what_was_read_of_the_original_serves_its_copy(desk: SessionDesk, film_file: FilmFile) -> None:
    source = film_file("open-gop")
    index = build_index(source)
    hand_on_index(desk, source, index, "another state of the file")
    assert desk.kept_index(desk.film()) is None
    hand_on_index(desk, source, index, index_key(source))
    kept = open_place(desk.path).kept_index(desk.film())
    assert kept is not None
    assert kept.same_frames(index)


def test_a_library_that_can_only_be_read_is_verified_and_remembers_nothing(
    desk: SessionDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise CouldNot("no-permission", file="cache")

    monkeypatch.setattr(type(desk.vault), "write", refuse)
    assert verify_film(desk).verified
    assert read_film(desk).frames == 240
    assert film_audit(desk) is None
    assert open_place(desk.path).kept_index(desk.film()) is None


def test_two_windows_that_verify_the_same_film_agree(desk: SessionDesk) -> None:
    other = open_place(desk.path)
    with ThreadPoolExecutor(2) as both:
        one, two = both.map(verify_film, (desk, other))
    assert (one.verified, two.verified) == (True, True)
    assert film_audit(desk) in (one, two)


def test_what_is_verified_already_is_begun_anew_only_when_everything_was(
    desk: SessionDesk, film_file: FilmFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = replace(
        desk.film(), path=str(film_file("variable-rate")), fingerprint=fingerprint(film_file("variable-rate"))
    )
    desk.stored = replace(desk.stored, value=replace(desk.session, films=(desk.film(), second)))
    verify_film(desk)
    decoded: list[Path] = []
    really = audit.audit_film

    def noted(path: Path, *rest: object, **more: object) -> audit.FilmAudit:
        decoded.append(path)
        return really(path, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(audit, "audit_film", noted)
    assert verify_films(desk).whole
    assert [path.stem for path in decoded] == ["variable-rate"]
    assert verify_films(desk).whole
    assert [path.stem for path in decoded] == ["variable-rate", "film", "variable-rate"]
