"""The public face: columns and types exactly as documented."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import vfi
from tests.films import FILMS, told
from vfi import cli
from vfi.core.errors import BadInput

pytestmark = pytest.mark.film

COLUMNS = (
    "coding coder role scheme subject tier code start_ns end_ns start_frame end_frame modifiers responds_to comment"
)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("api")
    film = replace(FILMS["h264-gop250"], name="x", count=50).make(folder)
    table = folder / "ev.csv"
    table.write_text(
        "tier,code,start_s,end_s,modifiers,event,responds_to\n"
        "baby,babys-start,0.4,,channel=look,a,\n"
        "rungs,welcoming,1.2,,,b,a\n"
        "tuning-in,tuning-in,0.8,,,,\n"
    )
    place = folder / "S"
    assert cli.run(["new", str(place), "--film", str(film), "--scheme", "attuned-moments"]) == 0
    for coder in ("anna", "ben"):
        assert cli.run(["import", str(place), str(table), "--coder", coder]) == 0
    return place


def test_events_have_the_documented_columns_and_types(session: Path) -> None:
    events = vfi.open_session(session).events("Anna")
    assert list(events.columns) == COLUMNS.split()
    assert events["start_ns"].tolist() == [400_000_000, 800_000_000, 1_200_000_000]
    assert {str(events[name].dtype) for name in ("start_ns", "end_ns", "start_frame", "end_frame")} == {"Int64"}
    assert events["end_ns"].isna().all()
    assert events["start_frame"].tolist() == [10, 20, 30]
    assert events["scheme"].unique().tolist() == ["attuned-moments@1.2"]


def test_a_link_names_the_index_of_the_event_that_is_answered(session: Path) -> None:
    events = vfi.open_session(session).events("ben")
    answer = events[events["code"] == "welcoming"].iloc[0]
    assert events.loc[answer["responds_to"], "code"] == "babys-start"


def test_scores_of_both_coders_stand_under_one_another(session: Path) -> None:
    scores = vfi.open_session(str(session)).scores()
    assert set(scores["coder"]) == {"anna", "ben"}
    assert str(scores["total_ns"].dtype) == "Int64"
    assert scores.loc[scores["code"] == "tuning-in", "total_ns"].tolist() == [1_200_000_000] * 2


def test_the_film_of_a_session_is_read_exactly(session: Path) -> None:
    with vfi.open_session(session).film() as film:
        assert film.frames == 50
        assert told(film.read(31)) == 31


def test_a_coder_who_is_not_there_is_an_error_with_a_name(session: Path) -> None:
    with pytest.raises(BadInput, match="no-such-coder"):
        vfi.open_session(session).events("zoe")


def test_an_error_tells_a_person_what_is_wrong_and_a_program_its_id(session: Path) -> None:
    with pytest.raises(BadInput) as raised:
        vfi.open_session(session / "codings")
    assert raised.value.id == "no-session-here"
    assert "is not a session" in raised.value.__notes__[0]
    with pytest.raises(BadInput) as raised:
        vfi.open_session(session).events("zoe")
    assert "zoe" in raised.value.__notes__[0]


def test_times_cannot_be_written_into_and_a_closed_film_is_closed(session: Path) -> None:
    with vfi.open_session(session).film() as film:
        assert film.times is film.times
        with pytest.raises(ValueError, match="read-only"):
            film.times[0] = 1
        with pytest.raises(TypeError):
            film.read(1.5)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="closed"):
        film.read(0)


def test_the_public_names_are_listed() -> None:
    assert {"open_film", "open_session"} <= set(dir(vfi))
