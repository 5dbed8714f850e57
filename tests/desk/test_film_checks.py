"""What a session finds out about its film and keeps: the index step by step, and that every frame is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from vfi.core.errors import CouldNot
from vfi.core.time import Ns
from vfi.desk.film_checks import film_audit, film_index_steps, verify_film
from vfi.desk.making import FilmGiven, new_session_at
from vfi.desk.session import SessionDesk, open_place

pytestmark = pytest.mark.film
FilmFile = Callable[[str], Path]


@pytest.fixture
def desk(film_file: FilmFile, tmp_path: Path) -> SessionDesk:
    made = new_session_at(tmp_path / "visit", [FilmGiven(film_file("open-gop"), Ns(0))], None)
    for kept in (made.path / "cache").glob("*"):
        kept.unlink()
    return open_place(tmp_path / "visit")


def test_the_first_time_a_provisional_index_comes_before_the_one_that_holds(desk: SessionDesk) -> None:
    first, second = film_index_steps(desk)
    assert first is not None
    assert second is not None
    assert (first.provisional, second.provisional) == (True, False)
    assert desk.film_index() is second


def test_the_next_time_the_kept_index_comes_alone(desk: SessionDesk) -> None:
    exact = list(film_index_steps(desk))[-1]
    again = open_place(desk.path)
    (kept,) = film_index_steps(again)
    assert kept is not None
    assert exact is not None
    assert kept.same_frames(exact)
    assert not kept.provisional


def test_stopped_in_between_nothing_is_kept(desk: SessionDesk) -> None:
    steps = film_index_steps(desk, cancelled=lambda: True)
    next(steps)
    with pytest.raises(CouldNot, match="cancelled"):
        next(steps)
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


def test_verifying_can_be_cancelled_and_keeps_nothing(desk: SessionDesk) -> None:
    with pytest.raises(CouldNot, match="cancelled"):
        verify_film(desk, cancelled=lambda: True)
    assert film_audit(desk) is None
