"""A still is the frame that its label says, it comes soon, and nobody waits for the ones that nobody wants any more."""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from tests.films import FILMS, MORE_FILMS, told
from vfi.media.filmstrip import Filmstrip, Still
from vfi.media.index import FilmIndex, build_index
from vfi.media.index_cache import index_key
from vfi.media.key_pictures import KeyReader
from vfi.media.still_store import StillStore, stills_key

pytestmark = pytest.mark.film

WAIT = 20.0
SECOND = 1_000_000_000
FilmFile = Callable[[str], Path]


class Tray:
    """Every still that came, and a way to wait for them."""

    def __init__(self) -> None:
        self.stills: list[Still] = []
        self.came = threading.Condition()
        self.at_first: Callable[[], None] | None = None

    def take(self, still: Still) -> None:
        then, self.at_first = self.at_first, None
        if then is not None:
            then()
        with self.came:
            self.stills.append(still)
            self.came.notify_all()

    def final(self, generation: int = 1) -> list[Still]:
        return [still for still in self.stills if still.generation == generation and still.final]

    def wait_for(self, count: int, generation: int = 1) -> list[Still]:
        """The final stills of a request, in the order of their cells."""
        with self.came:
            assert self.came.wait_for(lambda: len(self.final(generation)) >= count, WAIT), self.stills
            return sorted(self.final(generation), key=lambda still: still.cell)


@contextmanager
def strip_of(
    path: Path, index: FilmIndex, store: StillStore | None = None, *, height: int = 72
) -> Iterator[tuple[Filmstrip, Tray]]:
    tray = Tray()
    strip = Filmstrip(path, index, store if store is not None else StillStore(), tray.take, height=height)
    try:
        yield strip, tray
    finally:
        strip.close()


def test_where_key_frames_are_near_each_cell_gets_one_of_its_own(film_file: FilmFile) -> None:
    path = film_file("open-gop")  # a key frame every 1.2 s, 9.6 s
    with strip_of(path, build_index(path)) as (strip, tray):
        strip.request([number * 2 * SECOND for number in range(5)], 2 * SECOND, 1)
        stills = tray.wait_for(5)
    assert [still.frame for still in stills] == [0, 60, 120, 150, 210]
    assert [told(still.image) for still in stills] == [still.frame for still in stills]
    assert all(still.cell <= still.time < still.cell + 2 * SECOND for still in stills)
    assert [still.final for still in tray.stills] == [True] * 5


def test_where_they_are_far_apart_one_stands_in_under_its_own_number_until_the_frame_itself_is_there(
    film_file: FilmFile,
) -> None:
    path = film_file("h264-gop250")  # key frames 0 and 250, 25 a second
    with strip_of(path, build_index(path)) as (strip, tray):
        strip.request([number * SECOND for number in range(12)], SECOND, 1)
        stills = tray.wait_for(12)
    assert [still.frame for still in stills] == [*range(0, 250, 25), 250, 275]
    assert all(told(still.image) == still.frame for still in tray.stills)
    standing_in = [still for still in tray.stills if not still.final]
    assert {still.frame for still in standing_in} == {0, 250}
    assert len(standing_in) == 10
    assert tray.stills.index(standing_in[-1]) < tray.stills.index(stills[1])


def test_where_a_key_frame_needs_those_before_it_the_frame_is_decoded_with_them(film_file: FilmFile) -> None:
    path = film_file("intra-refresh")
    with strip_of(path, build_index(path)) as (strip, tray):
        strip.request([number * SECOND for number in range(9)], SECOND, 1)
        stills = tray.wait_for(9)
    assert [told(still.image) for still in stills] == [still.frame for still in stills]
    assert all(still.cell <= still.time < still.cell + SECOND for still in stills)


@pytest.mark.parametrize("name", ["rotated-90", "turned-270-mirrored"])
def test_a_still_of_a_turned_film_stands_upright(film_file: FilmFile, name: str) -> None:
    path = film_file(name)
    index = build_index(path)
    with strip_of(path, index, height=320) as (strip, tray):
        assert strip.size == (180, 320)
        strip.request([0], SECOND, 1)
        (still,) = tray.wait_for(1)
    assert told((FILMS | MORE_FILMS)[name].upright(still.image)) == 0


@pytest.mark.parametrize(("name", "wide"), [("wide-elements", 136), ("interlaced-mpeg2-ts", 120), ("rotated-90", 40)])
def test_a_still_has_the_shape_of_its_film(film_file: FilmFile, name: str, wide: int) -> None:
    path = film_file(name)
    with strip_of(path, build_index(path)) as (strip, tray):
        strip.request([0], SECOND, 1)
        assert tray.wait_for(1)[0].image.shape == (72, wide, 3)


@pytest.mark.parametrize("name", ["webm-vp9", "hevc-open-gop", "mjpeg-mov", "mpeg4-avi", "mpegts-h264", "edit-list"])
def test_key_frames_of_every_kind_of_film_come_out_of_their_own_packet(film_file: FilmFile, name: str) -> None:
    path = film_file(name)
    index = build_index(path)
    frames = [int(frame) for frame in index.key_frames]
    reader = KeyReader(path, index)
    with strip_of(path, index) as (strip, tray):
        cells = [int(index.frame_map.time_of(frame)) for frame in frames[:6]]
        strip.request(cells, 1, 1)
        stills = tray.wait_for(len(cells))
    assert [told(still.image) for still in stills] == [FILMS[name].numbers[frame] for frame in frames[:6]]
    assert all(reader.picture(frame) is not None for frame in frames[-3:])
    reader.close()


def test_a_new_request_ends_the_old_one(film_file: FilmFile) -> None:
    path = film_file("h264-gop250")
    with strip_of(path, build_index(path)) as (strip, tray):
        tray.at_first = lambda: strip.request([11 * SECOND], SECOND, 2)
        strip.request([number * SECOND for number in range(12)], SECOND, 1)
        (still,) = tray.wait_for(1, generation=2)
    assert still.frame == 275
    assert len([each for each in tray.stills if each.generation == 1]) == 1


def test_while_the_film_plays_only_key_frames_are_decoded(film_file: FilmFile) -> None:
    path = film_file("h264-gop250")
    with strip_of(path, build_index(path)) as (strip, tray):
        strip.rest(True)
        strip.request([0, SECOND], SECOND, 1)
        with tray.came:
            assert tray.came.wait_for(lambda: len(tray.stills) == 2, WAIT)
        assert [still.frame for still in tray.stills] == [0, 0]
        strip.rest(False)
        assert [still.frame for still in tray.wait_for(2)] == [0, 25]


def test_what_was_kept_is_there_at_the_next_opening_without_the_film(film_file: FilmFile, tmp_path: Path) -> None:
    path = shutil.copy(film_file("h264-gop250"), tmp_path / "film.mp4")
    index, key = build_index(path), stills_key(index_key(path), 72)
    store, kept = StillStore(), BytesIO()
    cells = [number * SECOND for number in range(12)]
    with strip_of(path, index, store) as (strip, tray):
        strip.request(cells, SECOND, 1)
        before = tray.wait_for(12)
    assert store.changed
    store.save(key, kept)
    assert not store.changed
    path.unlink()
    again = StillStore()
    kept.seek(0)
    assert again.load(key, kept)
    with strip_of(path, index, again) as (strip, tray):
        strip.request(cells, SECOND, 1)
        after = tray.wait_for(12)
    assert [still.frame for still in after] == [still.frame for still in before]
    assert [told(still.image) for still in after] == [still.frame for still in after]
    assert not again.changed


def test_stills_kept_for_another_film_or_torn_are_not_used() -> None:
    store, kept = StillStore(), BytesIO()
    store.add(3, np.full((72, 128, 3), 90, np.uint8))
    store.save("one film", kept)
    kept.seek(0)
    assert not StillStore().load("another film", kept)
    assert not StillStore().load("one film", BytesIO(kept.getvalue()[:-100]))
    assert not StillStore().load("one film", BytesIO(b""))


def test_the_stills_stay_within_their_budget_and_the_last_ones_seen_stay() -> None:
    noisy = np.random.default_rng(1).integers(0, 256, (72, 128, 3)).astype(np.uint8)
    store = StillStore(budget=100_000)
    for frame in range(40):
        store.add(frame, noisy)
        assert store.get(0) is not None  # looked at again and again
    assert store.nbytes <= 100_000
    assert 0 in store
    assert 39 in store
    assert 1 not in store


def test_a_still_keeps_its_colours() -> None:
    store = StillStore()
    store.add(0, np.full((72, 128, 3), (200, 120, 40), np.uint8))
    found = store.get(0)
    assert found is not None
    assert np.abs(found.astype(int) - (200, 120, 40)).max() <= 3


def test_cells_outside_the_film_get_nothing(film_file: FilmFile) -> None:
    path = film_file("open-gop")
    with strip_of(path, build_index(path)) as (strip, tray):
        strip.request([-2 * SECOND, 60 * SECOND, 0], SECOND, 1)
        tray.wait_for(1)
        strip.request([SECOND], SECOND, 2)
        tray.wait_for(1, generation=2)
    assert [still.cell for still in tray.stills] == [0, SECOND]


class Heard(logging.Handler):
    """Tells when something was logged."""

    def __init__(self) -> None:
        super().__init__()
        self.said = threading.Event()

    def emit(self, record: logging.LogRecord) -> None:
        self.said.set()


def test_a_film_that_is_gone_gives_no_stills_until_it_is_back(film_file: FilmFile, tmp_path: Path) -> None:
    path = shutil.copy(film_file("open-gop"), tmp_path / "film.mp4")
    index, heard = build_index(path), Heard()
    hidden = path.rename(tmp_path / "elsewhere.mp4")
    logging.getLogger("vfi.media.filmstrip").addHandler(heard)
    try:
        with strip_of(path, index) as (strip, tray):
            strip.request([0], SECOND, 1)
            assert heard.said.wait(WAIT)
            assert tray.stills == []
            hidden.rename(path)
            strip.request([0], SECOND, 2)
            assert tray.wait_for(1, generation=2)[0].frame == 0
    finally:
        logging.getLogger("vfi.media.filmstrip").removeHandler(heard)
