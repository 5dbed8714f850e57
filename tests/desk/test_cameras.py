"""A second camera comes to a session and is laid on its clock, by hand, by a moment, by its sound; and it is noted."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from tests.films import Made, told
from tests.sounding import Samples, sounding_film
from vfi import cli
from vfi.core.case import Case, Person
from vfi.core.consent import INVENTED, Consent, Purpose
from vfi.core.errors import BadInput, Refused
from vfi.core.time import SECOND, Ns
from vfi.desk.api import Session
from vfi.desk.cameras import (
    add_film,
    camera_films,
    cameras_of,
    hear_offset,
    lay_as_heard,
    lay_by_moment,
    name_camera,
    set_offset,
)
from vfi.desk.clipping import clip_request, clip_session
from vfi.desk.coding import CodingDesk
from vfi.desk.making import FilmGiven, new_session_at
from vfi.desk.session import SessionDesk, open_place
from vfi.files.vault import PlainVault
from vfi.media.film import open_film
from vfi.store.audit import Act, Entry, read_audit
from vfi.store.cases import new_case

pytestmark = pytest.mark.film

RATE = 8000
LATE = 3.25
"""Seconds of the room's sound that the second camera missed."""


def room(seconds: float) -> Samples:
    """A room in which things fall down, now and then, each with its own sound."""
    random = np.random.default_rng(4)
    sound = random.normal(0, 0.002, int(seconds * RATE))
    for at in np.sort(random.uniform(0, seconds - 0.5, int(seconds * 2))):
        length = int(random.uniform(0.05, 0.3) * RATE)
        fall = random.normal(0, random.uniform(0.05, 0.3), length) * np.exp(-np.arange(length) / (length / 4))
        begin = int(at * RATE)
        sound[begin : begin + length] += fall
    return sound.astype(np.float32)


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("films")
    heard = room(24)
    return (
        sounding_film(folder / "left.mov", heard, rate=RATE),
        sounding_film(folder / "right.mov", heard[int(LATE * RATE) :], rate=RATE),
    )


@pytest.fixture
def desk(tmp_path: Path, films: tuple[Path, Path]) -> SessionDesk:
    new_case(PlainVault(tmp_path / "library"), Case(id="F001"))
    return new_session_at(tmp_path / "library" / "F001" / "play", [FilmGiven(films[0])], None)


@pytest.fixture
def both(desk: SessionDesk, films: tuple[Path, Path]) -> SessionDesk:
    added = add_film(desk, FilmGiven(films[1]), who="anna")
    assert added is not None
    return added


def notes(desk: SessionDesk) -> tuple[Entry, ...]:
    return read_audit(desk.vault, desk.folder.rpartition("/")[0])


def test_a_second_film_is_copied_and_found_again(both: SessionDesk, films: tuple[Path, Path]) -> None:
    again = open_place(both.path)
    assert [film.path for film in again.session.films] == ["film.mov", "film-2.mov"]
    assert (both.path / "film-2.mov").read_bytes() == films[1].read_bytes()
    assert [len(each.clock.frames) for each in cameras_of(again).all] == [120, 104]
    last = notes(again)[-1]
    assert (last.what, last.who, last.session) == (Act.FILM_ADDED, "anna", "play")


def test_a_film_can_be_referred_to_where_it_lies(desk: SessionDesk, films: tuple[Path, Path]) -> None:
    added = add_film(desk, FilmGiven(films[1], Ns(7)), who="anna", copy=False)
    assert added is not None
    assert (added.session.films[1].path, added.session.films[1].offset) == (films[1].as_posix(), 7)
    assert not (desk.path / "film-2.mov").exists()


def test_the_same_film_is_not_taken_twice(both: SessionDesk, films: tuple[Path, Path]) -> None:
    with pytest.raises(Refused, match="film-there-already"):
        add_film(both, FilmGiven(films[1]), who="anna")


def test_when_it_is_cancelled_the_session_is_as_it_was(desk: SessionDesk, films: tuple[Path, Path]) -> None:
    assert add_film(desk, FilmGiven(films[1]), who="anna", cancelled=lambda: True) is None
    assert open_place(desk.path).session == desk.session
    assert not (desk.path / "film-2.mov").exists()


def test_the_next_file_of_a_camera_goes_on_where_the_one_before_ends(
    desk: SessionDesk, films: tuple[Path, Path]
) -> None:
    added = add_film(desk, FilmGiven(films[1]), who="anna", follows=desk.film())
    assert added is not None
    (one, two), *others = camera_films(open_place(desk.path))
    assert others == []
    assert two.offset == one.offset + desk.film_index().frame_map.end
    assert len(cameras_of(added).all[0].clock.frames) == 224


def test_a_file_of_another_size_does_not_go_on_the_same_film(desk: SessionDesk, tmp_path: Path) -> None:
    other = Made(name="wide", count=5).make(tmp_path)
    with pytest.raises(BadInput, match="files-look-different"):
        add_film(desk, FilmGiven(other), who="anna", follows=desk.film())


def test_an_offset_given_by_number_is_kept_and_noted_with_the_one_before(both: SessionDesk) -> None:
    moved = set_offset(both, both.session.films[1], Ns(2 * SECOND), who="ben")
    assert open_place(both.path).session.films[1].offset == 2 * SECOND
    assert moved.session.films[0].offset == 0
    last = notes(both)[-1]
    assert (last.what, last.who) == (Act.FILM_LAID, "ben")
    assert (last.details["offset_ns"], last.details["before_ns"]) == (2 * SECOND, 0)
    assert last.details["found_by"] == "number"


def test_the_same_moment_in_both_lays_them_together(both: SessionDesk) -> None:
    moved = lay_by_moment(both, 50, both.session.films[1], 40, who="anna")
    assert moved.session.films[1].offset == 2 * SECOND
    assert cameras_of(moved).beside(50) == (50, 40)


def test_what_is_heard_lays_the_film_to_the_millisecond(both: SessionDesk) -> None:
    heard = hear_offset(both, both.session.films[1])
    assert heard.found.sure
    moved = lay_as_heard(both, heard, who="anna")
    assert abs(moved.session.films[1].offset - LATE * SECOND) < 1_000_000
    assert open_place(both.path).session.films[1].offset == moved.session.films[1].offset
    assert notes(both)[-1].details["confidence"] == heard.found.confidence


def test_once_coded_the_coded_film_stays_where_it_is_and_the_other_may_move(both: SessionDesk) -> None:
    both.start_coding("anna").close()
    with pytest.raises(Refused, match="offset-of-coded-film"):
        set_offset(both, both.film(), Ns(5), who="anna")
    assert set_offset(both, both.session.films[1], Ns(5), who="anna").session.films[1].offset == 5


def test_the_command_line_tells_the_offset_and_lays_the_film_when_told(
    both: SessionDesk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["sync", str(both.path), "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert told["sure"]
    assert not told["applied"]
    assert float(told["offset_s"]) == pytest.approx(LATE, abs=0.001)
    assert open_place(both.path).session.films[1].offset == 0
    assert cli.run(["sync", str(both.path), "--apply"]) == 0
    assert "Camera 2" in capsys.readouterr().out
    assert open_place(both.path).session.films[1].offset == pytest.approx(LATE * SECOND, abs=1_000_000)


def test_one_camera_alone_cannot_be_laid(desk: SessionDesk, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["sync", str(desk.path)]) == 2
    assert "one camera only" in capsys.readouterr().err


# -- files that go on from one another --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A recording in two files (30 and 20 pictures at 25 a second), and the film of another camera."""
    folder = tmp_path_factory.mktemp("pieces")
    return [Made(name=name, count=count).make(folder) for name, count in (("one", 30), ("two", 20), ("other", 60))]


def test_a_session_is_made_of_a_camera_with_two_files_and_another_camera(pieces: list[Path], tmp_path: Path) -> None:
    one, two, other = (str(path) for path in pieces)
    place = tmp_path / "library" / "F001" / "play"
    films = ["--film", f"{one}@1", "--film", f"{two}@after", "--film", f"{other}@0.5"]
    assert cli.run(["new", str(place), *films, "--camera", "by the window", "--camera", "door"]) == 0
    desk = open_place(place)
    assert [[film.offset for film in films] for films in camera_films(desk)] == [
        [SECOND, SECOND + 30 * SECOND // 25],
        [SECOND // 2],
    ]
    assert [camera.name for camera in cameras_of(desk).all] == ["by the window", "door"]
    # frame 30 of the whole is the second file's first; it begins at 2.2 s, when the other camera shows its frame 42
    assert cameras_of(desk).beside(30) == (30, 42)
    assert (desk.span().start, desk.span().end) == (SECOND, 3 * SECOND)
    film = Session(desk).film()
    with film:
        assert [told(film.read(frame)) for frame in (29, 30, 49)] == [29, 0, 19]


def test_two_cameras_of_one_name_and_a_first_film_that_goes_on_are_refused(
    pieces: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two, _ = (str(path) for path in pieces)
    place = tmp_path / "lonely" / "play"
    assert cli.run(["new", str(place), "--film", f"{one}@after"]) == 2
    assert "the first one" in capsys.readouterr().err
    named = ["--camera", "left", "--camera", "Left"]
    assert cli.run(["new", str(place), "--film", one, "--film", two, *named]) == 2
    assert "is called “Left”" in capsys.readouterr().err
    assert not place.exists()


def test_a_camera_gets_a_name_with_all_its_files_and_no_other_may_have_it(
    desk: SessionDesk, films: tuple[Path, Path], pieces: list[Path]
) -> None:
    added = add_film(desk, FilmGiven(films[1]), who="anna", follows=desk.film())
    assert added is not None
    both = add_film(added, FilmGiven(pieces[0]), who="anna", camera="door")
    assert both is not None
    named = name_camera(both, 0, "  by the  window ")
    assert [film.camera for film in named.session.films] == ["by the window", "by the window", "door"]
    with pytest.raises(BadInput, match="camera-name-taken"):
        name_camera(named, 0, "Door")
    assert [len(films) for films in camera_films(name_camera(named, 0, ""))] == [2, 1]


def test_moving_a_camera_moves_all_its_files(desk: SessionDesk, films: tuple[Path, Path], pieces: list[Path]) -> None:
    first = add_film(desk, FilmGiven(pieces[0]), who="anna")
    assert first is not None
    added = add_film(first, FilmGiven(pieces[1]), who="anna", follows=first.session.films[1])
    assert added is not None
    moved = set_offset(added, added.session.films[1], Ns(5 * SECOND), who="anna")
    assert [film.offset for film in moved.session.films] == [0, 5 * SECOND, 5 * SECOND + 30 * SECOND // 25]


# -- clocks that run apart --------------------------------------------------------------------------------------------


def test_clocks_that_run_apart_are_measured_and_brought_together(tmp_path: Path) -> None:
    """The second camera's clock runs 400 millionths fast: 0.05 s in two minutes."""
    seconds, late, drift = 130, 2.0, 400
    heard = room(seconds)
    rate = Fraction(1_000_000 + drift, 1_000_000)
    one = sounding_film(tmp_path / "one.mov", heard, rate=RATE)
    places = np.arange(int((seconds - late) * RATE * float(rate))) / float(rate) + late * RATE
    other = np.interp(places, np.arange(len(heard)), heard).astype(np.float32)
    two = sounding_film(tmp_path / "two.mov", other, rate=RATE)
    desk = new_session_at(tmp_path / "library" / "F001" / "play", [FilmGiven(one), FilmGiven(two)], None)
    found = hear_offset(desk, desk.session.films[1])
    assert found.found.sure
    assert found.drift == pytest.approx(drift * 1000, rel=0.05)
    laid = lay_as_heard(desk, found, who="anna")
    film = open_place(laid.path).session.films[1]
    assert (film.offset, film.drift) == (found.offset, found.drift)
    clock = open_place(laid.path).clock(1)
    for film_seconds in (0, 60, 120):
        true = late + film_seconds / float(rate)
        assert clock.session_time(film_seconds * SECOND) == pytest.approx(true * SECOND, abs=2_000_000)
    assert not hear_offset(laid, laid.session.films[1]).changes


def test_clocks_that_run_alike_are_left_alone(both: SessionDesk) -> None:
    assert hear_offset(both, both.session.films[1]).drift == 0


# -- clips of another camera ------------------------------------------------------------------------------------------


class NoWords:
    """Stands for the painter of words."""

    def band(self, width: int, picture_height: int, caption: str, team_only: str) -> None:
        assert not caption
        return


def test_a_clip_of_another_camera_shows_the_same_moment(pieces: list[Path], tmp_path: Path) -> None:
    one, two, other = pieces
    agreed = Consent(id="c1", person="a", basis=INVENTED, purposes=(Purpose.FILM, Purpose.SUPERVISION))
    people = (Person(id="a", role="carer", label="A."),)
    new_case(PlainVault(tmp_path / "library"), Case(id="F001", people=people, consents=(agreed,)))
    films = [FilmGiven(one), FilmGiven(two, goes_on=True), FilmGiven(other, Ns(SECOND // 2), camera="door")]
    place = tmp_path / "library" / "F001" / "play"
    desk = new_session_at(place, films, None)
    with desk.start_coding("anna") as opened:
        coder = CodingDesk(opened, desk.camera_index().frame_map)
        coder.mark(35)  # 1.4 s: the fifth picture of the second file, the 22nd of the other camera
        coder.mark(2)  # 0.08 s: the other camera was not filming yet
    request = clip_request(purpose=Purpose.SUPERVISION, marks=True, padding="0f", who="anna", caption="none")
    shown = {}
    for camera in (None, "door"):
        out = tmp_path / f"clips of {camera}"
        made = clip_session(desk, request, out, NoWords, camera=camera)
        for clip, file in zip(made.clips, made.files, strict=True):
            with open_film(file) as written:
                shown[camera, clip.first] = told(written.read(0)[:180])
        left = [event.start for event in made.not_filmed]
        assert left == ([] if camera is None else [2 * SECOND // 25])
    assert shown == {(None, 2): 2, (None, 35): 5, ("door", 22): 22}
