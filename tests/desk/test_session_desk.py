"""One session from film to reopened coding, with real files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.films import FILMS
from vfi.core.case import Case, Session
from vfi.core.consent import Action, Purpose
from vfi.core.errors import BadInput, Refused
from vfi.core.time import Ns
from vfi.desk.bundled import bundled_schemes, find_scheme
from vfi.desk.coding import CodingDesk
from vfi.desk.making import FilmGiven, make_session, new_session_at
from vfi.desk.moved_films import find_film, put_back
from vfi.desk.searching import HitKind, search
from vfi.desk.session import SessionDesk, open_place
from vfi.files.vault import PlainVault
from vfi.store import cases

pytestmark = pytest.mark.film

MADE = replace(FILMS["h264-gop250"], name="x", count=50, sound=False)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return MADE.make(tmp_path_factory.mktemp("film"))


@pytest.fixture
def desk(tmp_path: Path, film: Path) -> SessionDesk:
    place = tmp_path / "library" / "F001" / "play"
    return new_session_at(place, [FilmGiven(film)], find_scheme("attuned-moments"), name="Home play")


def coded(desk: SessionDesk, coder: str = "anna") -> CodingDesk:
    return CodingDesk(desk.start_coding(coder), desk.film_index().frame_map, offset=desk.film().offset)


def test_what_was_keyed_is_there_again_and_can_be_undone_after_a_restart(desk: SessionDesk) -> None:
    first = coded(desk)
    first.key("t", 10)
    first.key("t", 20)
    first.key("s", 30)
    first.close()
    second = coded(open_place(desk.path))
    assert [(event.code, event.start) for event in second.coding.in_order()] == [
        ("tuning-in", 400_000_000),
        ("babys-start", 1_200_000_000),
    ]
    second.undo()
    second.undo()
    (tuning,) = second.coding.states(second.scheme.tiers[1].id)
    assert tuning.end is None
    assert second.redo_label == "end-state"
    second.close()
    assert len(desk.codings()) == 1


def test_two_coders_have_a_coding_each_and_the_second_opener_only_reads(desk: SessionDesk) -> None:
    anna, ben = coded(desk), coded(desk, "ben")
    again = coded(desk)
    refused = again.key("t", 3)
    assert refused.said is not None
    assert refused.changed == frozenset()
    assert again.read_only is not None
    for each in (again, ben, anna):
        each.close()
    assert len(desk.codings()) == 2


def test_a_new_session_is_locked_until_a_consent_covers_the_film(desk: SessionDesk) -> None:
    assert desk.session.locked
    with pytest.raises(Refused, match="consent-no-consent"):
        desk.may(Action.OPEN, Purpose.FILM).require()


@pytest.mark.parametrize("looked_through", [False, True])
def test_when_it_is_cancelled_nothing_is_left(tmp_path: Path, film: Path, looked_through: bool) -> None:
    vault = PlainVault(tmp_path)
    case = cases.new_case(vault, Case(id="F001"))
    made = make_session(
        vault,
        case,
        "F001/play",
        [FilmGiven(film)],
        None,
        session=Session(id="play"),
        looked_through=looked_through,
        cancelled=lambda: True,
    )
    assert made is None
    assert vault.list("F001") == ["case.toml"]


def test_a_moved_film_is_found_by_its_content(desk: SessionDesk, tmp_path: Path) -> None:
    away = tmp_path / "elsewhere" / "deep"
    away.mkdir(parents=True)
    (desk.path / "film.mp4").rename(away / "other name.mp4")
    fresh = open_place(desk.path)
    with pytest.raises(BadInput, match="film-moved"):
        fresh.film_file()
    found = find_film(fresh.film(), [tmp_path / "elsewhere"])
    assert found == away / "other name.mp4"
    assert found is not None
    assert put_back(fresh, fresh.film(), found).film_file() == found
    assert open_place(desk.path).film_file() == found


def test_another_film_is_not_taken_for_it(desk: SessionDesk, tmp_path: Path) -> None:
    other = tmp_path / "other.mp4"
    other.write_bytes((desk.path / "film.mp4").read_bytes()[:-1] + b"?")
    assert find_film(desk.film(), [tmp_path / "user", other.parent / "nothing"]) is None
    with pytest.raises(BadInput, match="film-is-another"):
        put_back(desk, desk.film(), other)


def test_search_finds_cases_sessions_and_comments(desk: SessionDesk, tmp_path: Path) -> None:
    anna = coded(desk)
    event = anna.key("t", 10).select
    assert event is not None
    anna.comment(event, "She waits, then SHARES the laugh")
    anna.close()
    library = tmp_path / "library"
    assert [(hit.kind, hit.text) for hit in search(library, "home PLAY")] == [(HitKind.SESSION, "Home play")]
    assert [hit.kind for hit in search(library, "f001")] == [HitKind.CASE, HitKind.SESSION]
    (hit,) = search(library, "shares laugh")
    assert (hit.kind, hit.event, hit.at) == (HitKind.COMMENT, event, Ns(400_000_000))
    assert list(search(library, "  ")) == []


def test_the_index_is_kept_and_a_damaged_one_is_made_anew(desk: SessionDesk) -> None:
    frames = desk.film_index().frames
    (kept,) = (desk.path / "cache").iterdir()
    kept.write_bytes(b"not an index")
    assert open_place(desk.path).film_index().frames == frames == 50


def test_the_schemes_that_come_with_vfi_are_found_by_id_path_and_version() -> None:
    ids = {found.scheme.id for found in bundled_schemes()}
    assert {"attuned-moments", "babys-cues"} <= ids
    for name in ("attuned-moments", "coding_schemes/attuned-moments.toml", "attuned-moments@1.2"):
        assert find_scheme(name).scheme.ref == "attuned-moments@1.2"
    with pytest.raises(BadInput, match="scheme-not-found"):
        find_scheme("nothing")
