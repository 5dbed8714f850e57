"""The picture that is delivered is the picture that was asked for, however fast and in whatever order one asks."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.films import FILMS, told
from vfi.core.errors import FilmError
from vfi.media.budget import MemoryBudget
from vfi.media.decoding import DecodeService, Delivery, Failed, Shown
from vfi.media.index import FilmIndex, build_index
from vfi.media.picture import Picture
from vfi.media.reader import FilmReader

pytestmark = pytest.mark.film

BOX = (320, 180)
WAIT = 20.0
WHOLE = 86_400
"""Bytes of a whole picture of these films."""


class Inbox:
    """Everything that was delivered, and a way to wait for it."""

    def __init__(self) -> None:
        self.deliveries: list[Delivery] = []
        self._came = threading.Condition()

    def take(self, delivery: Delivery) -> None:
        with self._came:
            self.deliveries.append(delivery)
            self._came.notify_all()

    def wait_for(self, generation: int) -> Delivery:
        """The first delivery of this generation."""

        def found() -> Delivery | None:
            return next((one for one in self.deliveries if one.generation == generation), None)

        with self._came:
            assert self._came.wait_for(lambda: found() is not None, WAIT), f"nothing came for request {generation}"
            delivery = found()
            assert delivery is not None
            return delivery

    def wait_for_frame(self, frame: int) -> Shown:
        """The first picture of this frame."""

        def found() -> Shown | None:
            return next((one for one in self.deliveries if isinstance(one, Shown) and one.frame == frame), None)

        with self._came:
            assert self._came.wait_for(lambda: found() is not None, WAIT), f"frame {frame} never came"
            shown = found()
            assert shown is not None
            return shown

    def wait_for_whole(self, frame: int) -> Shown:
        """The first picture of this frame that was not made from a small one."""

        def found() -> Shown | None:
            shown = (one for one in self.deliveries if isinstance(one, Shown))
            return next((one for one in shown if one.frame == frame and not one.small), None)

        with self._came:
            assert self._came.wait_for(lambda: found() is not None, WAIT), f"frame {frame} was never sharp"
            whole = found()
            assert whole is not None
            return whole

    def shown(self, generation: int) -> Shown:
        delivery = self.wait_for(generation)
        assert isinstance(delivery, Shown), delivery
        return delivery


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Path, FilmIndex]]:
    folder = tmp_path_factory.mktemp("films")
    made: dict[str, tuple[Path, FilmIndex]] = {}

    def film(name: str) -> tuple[Path, FilmIndex]:
        if name not in made:
            path = FILMS[name].make(folder)
            made[name] = path, build_index(path)
        return made[name]

    return film


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def serve(inbox: Inbox) -> Iterator[Callable[..., DecodeService]]:
    services: list[DecodeService] = []

    def start(film: tuple[Path, FilmIndex], **options: object) -> DecodeService:
        service = DecodeService(*film, inbox.take, **options)  # type: ignore[arg-type]
        services.append(service)
        return service

    yield start
    for service in services:
        service.close()


def number_in(shown: Shown, name: str) -> int | None:
    """The number that the delivered picture itself shows."""
    made = FILMS[name]
    seen = told(made.upright(np.ascontiguousarray(shown.image[:, :, 2::-1])))
    return None if seen is None else seen - made.hidden


@pytest.mark.parametrize("name", ["h264-gop250", "variable-rate", "open-gop", "edit-list", "rotated-90", "mpegts-h264"])
def test_every_frame_delivered_shows_its_own_number(name, films, serve, inbox) -> None:
    film = films(name)
    service = serve(film)
    chance = random.Random(5)
    wanted = [chance.randrange(film[1].frames) for _ in range(12)]
    wanted += [*range(wanted[-1], max(0, wanted[-1] - 12), -1), 0, film[1].frames - 1]
    for generation, frame in enumerate(wanted):
        service.request(frame, BOX, generation)
        shown = inbox.shown(generation)
        assert (shown.frame, number_in(shown, name), shown.late) == (frame, frame, False)


def test_in_a_storm_of_requests_the_last_one_is_answered_and_no_answer_lies(films, serve, inbox) -> None:
    film = films("h264-gop250")
    service = serve(film, budget=40 * 86_400)
    chance = random.Random(11)
    frame = 0
    for generation in range(400):
        frame = chance.randrange(film[1].frames)
        service.request(frame, BOX, generation, chance.choice((-1, 0, 0, 1)))
        if generation % 40 == 0:
            inbox.wait_for(generation)
    service.request(frame, BOX, 1000)
    assert inbox.shown(1000).frame == frame
    for delivery in inbox.deliveries:
        assert isinstance(delivery, Shown)
        assert number_in(delivery, "h264-gop250") == delivery.frame


def test_playing_on_delivers_every_frame_that_is_asked_for(films, serve, inbox) -> None:
    service = serve(films("open-gop"))
    for frame in range(100):
        service.request(frame, BOX, frame, 1)
        assert inbox.shown(frame).frame == frame


def test_playing_ahead_of_the_decoder_shows_frames_on_the_way_under_their_own_numbers(films, serve, inbox) -> None:
    film = films("h264-gop250")
    service = serve(film, open_reader=SlowReader)
    service.request(0, BOX, 0)
    inbox.wait_for(0)
    service.request(30, BOX, 1, 1)
    first = inbox.shown(1)
    assert first.late
    assert 0 < first.frame < 30
    assert number_in(first, "h264-gop250") == first.frame


def test_stepping_back_through_a_long_group_decodes_it_only_a_few_times(films, serve, inbox) -> None:
    film = films("h264-gop250")
    CountingReader.asked.clear()
    service = serve(film, open_reader=CountingReader)
    for generation, frame in enumerate(range(240, 140, -1)):
        service.request(frame, BOX, generation)
        assert inbox.shown(generation).frame == frame
    jumps = sum(1 for before, after in zip(CountingReader.asked, CountingReader.asked[1:]) if after < before)  # noqa: B905
    assert jumps <= 6


def test_while_the_film_stands_still_the_stretch_before_it_is_filled(films, serve, inbox) -> None:
    film = films("h264-gop250")
    CountingReader.asked.clear()
    service = serve(film, open_reader=CountingReader)
    service.request(200, BOX, 0)
    inbox.wait_for(0)
    CountingReader.wait_until(199)
    asked = len(CountingReader.asked)
    for generation, frame in enumerate(range(199, 180, -1), 1):
        service.request(frame, BOX, generation)
        inbox.wait_for(generation)
    assert not [frame for frame in CountingReader.asked[asked:] if 180 < frame < 200]


def test_the_cache_stays_within_its_bytes(films, serve, inbox) -> None:
    budget = 20 * 86_400
    service = serve(films("open-gop"), budget=budget)
    for generation, frame in enumerate(range(0, 120, 3)):
        service.request(frame, BOX, generation)
        inbox.wait_for(generation)
    service.close()
    assert service.peak_bytes <= budget


def test_dragging_shows_the_key_frame_at_once_under_its_own_number_and_then_the_frame(films, serve, inbox) -> None:
    class WaitsForTheHand(FilmReader):
        """On a film as small as this one the exact frame can be there before the first picture was given out."""

        def picture(
            self, frame: int, *, stop: int | None = None, cancelled: Callable[[], bool] | None = None
        ) -> Picture:
            if frame == 110:
                inbox.wait_for_frame(90)
            return super().picture(frame, stop=stop, cancelled=cancelled)

    service = serve(films("open-gop"), open_reader=WaitsForTheHand)
    service.request(110, BOX, 1, rough=True)
    first = inbox.shown(1)
    assert (first.frame, first.late, number_in(first, "open-gop")) == (90, True, 90)
    exact = inbox.wait_for_frame(110)
    assert (exact.late, number_in(exact, "open-gop")) == (False, 110)


def test_a_jump_away_from_a_full_cache_is_answered(films, serve, inbox) -> None:
    film = films("h264-gop250")
    service = serve(film, budget=12 * 86_400)
    for generation, frame in enumerate((100, 101, 102, 103, 300, 2, 310, 150)):
        service.request(frame, BOX, generation, 1)
        inbox.shown(generation)
    for generation, frame in enumerate((310, 3, 160), 100):
        service.request(frame, BOX, generation)
        assert inbox.shown(generation).frame == frame


def test_the_picture_has_the_size_of_the_view_and_is_turned_upright(films, serve, inbox) -> None:
    service = serve(films("rotated-90"))
    service.request(10, (500, 400), 0)
    height, width, channels = inbox.shown(0).image.shape
    assert (height, width, channels) == (400, 225, 4)


def test_a_film_that_has_gone_is_told_and_not_raised(films, serve, inbox, tmp_path) -> None:
    _, index = films("open-gop")
    service = serve((tmp_path / "gone.mp4", index))
    service.request(3, BOX, 0)
    failed = inbox.wait_for(0)
    assert isinstance(failed, Failed)
    assert (failed.frame, failed.error.id) == (3, "film-missing")


def test_a_film_that_comes_back_is_shown_again(films, serve, inbox, tmp_path) -> None:
    path, index = films("open-gop")
    place = tmp_path / "drive.mp4"
    service = serve((place, index))
    service.request(3, BOX, 0)
    assert isinstance(inbox.wait_for(0), Failed)
    place.write_bytes(path.read_bytes())
    service.request(3, BOX, 1)
    assert inbox.shown(1).frame == 3


def test_an_unreadable_frame_does_not_hide_its_neighbours(films, serve, inbox) -> None:
    service = serve(films("open-gop"), open_reader=HoleReader)
    for generation, frame in enumerate((49, 50, 51, 50, 49)):
        service.request(frame, BOX, generation)
        delivery = inbox.wait_for(generation)
        assert isinstance(delivery, Failed if frame == 50 else Shown)
        assert delivery.frame == frame


def test_a_fault_of_our_own_is_told_and_the_thread_lives_on(films, serve, inbox) -> None:
    service = serve(films("open-gop"), open_reader=FaultyReader)
    service.request(5, BOX, 0)
    failed = inbox.wait_for(0)
    assert isinstance(failed, Failed)
    assert failed.error.id == "film-decoding-failed"
    service.request(6, BOX, 1)
    assert inbox.shown(1).frame == 6


def test_closing_while_a_long_way_is_being_decoded_takes_a_moment_only(films, serve, inbox) -> None:
    service = serve(films("h264-gop250"), open_reader=SlowReader)
    service.request(240, BOX, 0)
    SlowReader.begun.wait(WAIT)
    service.close()
    assert inbox.deliveries == []


def test_where_a_group_does_not_fit_small_pictures_come_at_once_and_the_whole_one_when_the_film_rests(
    films, serve, inbox
) -> None:
    film = films("h264-gop250")
    service = serve(film, budget=60 * WHOLE)
    box = (160, 90)
    service.request(240, box, 0)
    inbox.wait_for(0)
    wait_until(lambda: all(service.holds(frame) for frame in range(165, 240)))
    for generation, frame in enumerate(range(239, 169, -1), 1):
        service.request(frame, box, generation)
        shown = inbox.shown(generation)
        assert (shown.frame, number_in(shown, "h264-gop250"), shown.late) == (frame, frame, False)
    assert shown.small
    inbox.wait_for_whole(frame)
    assert service.peak_bytes <= 60 * WHOLE


def test_playing_back_through_a_group_that_does_not_fit_decodes_it_in_few_passes(films, serve, inbox) -> None:
    CountingReader.asked.clear()
    service = serve(films("h264-gop250"), budget=60 * WHOLE, open_reader=CountingReader)
    for generation, frame in enumerate(range(249, -1, -1)):
        service.request(frame, (160, 90), generation, -1)
        assert inbox.shown(generation).frame == frame
    service.close()
    assert len(CountingReader.asked) <= 260


def test_a_loop_begins_anew_with_pictures_that_are_at_hand(films, serve, inbox) -> None:
    service = serve(films("h264-gop250"), budget=40 * WHOLE)
    service.keep_loop((60, 240))
    service.request(200, BOX, 0, 1)
    inbox.wait_for(0)
    wait_until(lambda: all(service.holds(frame) for frame in range(60, 66)))
    service.request(230, BOX, 1, 1)
    inbox.wait_for(1)
    assert all(service.holds(frame) for frame in range(60, 66))


def test_two_films_share_one_budget(films, serve, inbox) -> None:
    budget = MemoryBudget(40 * WHOLE)
    first, second = serve(films("h264-gop250"), budget=budget), serve(films("open-gop"), budget=budget)
    for service in (first, second):
        inbox.deliveries.clear()
        for frame in range(0, 120, 3):
            service.request(frame, BOX, frame, 1)
            inbox.wait_for_frame(frame)
    held = [sum(service.holds(frame) for frame in range(320)) for service in (first, second)]
    assert sum(held) <= 40
    assert min(held) >= 2


def test_without_reading_ahead_only_what_is_asked_for_is_decoded(films, serve, inbox) -> None:
    CountingReader.asked.clear()
    service = serve(films("open-gop"), read_ahead=False, open_reader=CountingReader)
    for generation, frame in enumerate((50, 100, 20)):
        service.request(frame, BOX, generation)
        inbox.wait_for(generation)
    service.close()
    assert CountingReader.asked == [50, 100, 20]


def test_what_was_forgotten_is_decoded_again(films, serve, inbox) -> None:
    service = serve(films("open-gop"), read_ahead=False)
    service.request(50, BOX, 0)
    inbox.wait_for(0)
    service.forget()
    assert not service.holds(50)
    service.request(50, BOX, 1)
    assert inbox.shown(1).frame == 50


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WAIT
    while not condition():
        assert time.monotonic() < deadline
        threading.Event().wait(0.005)


class CountingReader(FilmReader):
    """Notes which frames were decoded on request."""

    asked: list[int] = []  # noqa: RUF012
    came = threading.Condition()

    def picture(self, frame: int, *, stop: int | None = None, cancelled: Callable[[], bool] | None = None) -> Picture:
        picture = super().picture(frame, stop=stop, cancelled=cancelled)
        with self.came:
            self.asked.append(frame)
            self.came.notify_all()
        return picture

    @classmethod
    def wait_until(cls, frame: int) -> None:
        with cls.came:
            assert cls.came.wait_for(lambda: frame in cls.asked, WAIT)


class SlowReader(FilmReader):
    """A decoder on an old machine: each packet takes its time."""

    begun = threading.Event()

    def picture(self, frame: int, *, stop: int | None = None, cancelled: Callable[[], bool] | None = None) -> Picture:
        def slowly() -> bool:
            self.begun.set()
            threading.Event().wait(0.01)
            return cancelled is not None and cancelled()

        return super().picture(frame, stop=stop, cancelled=slowly)


class HoleReader(FilmReader):
    """Frame 50 cannot be decoded."""

    def picture(self, frame: int, *, stop: int | None = None, cancelled: Callable[[], bool] | None = None) -> Picture:
        if frame == 50:
            raise FilmError("frame-lost", frame=frame)
        return super().picture(frame, stop=stop, cancelled=cancelled)


class FaultyReader(FilmReader):
    """Frame 5 brings out a fault of ours."""

    def picture(self, frame: int, *, stop: int | None = None, cancelled: Callable[[], bool] | None = None) -> Picture:
        if frame == 5:
            raise ZeroDivisionError
        return super().picture(frame, stop=stop, cancelled=cancelled)


def test_the_second_reader_is_let_go_at_rest_and_stepping_back_goes_on(films, serve, inbox, monkeypatch) -> None:
    monkeypatch.setattr("vfi.media.decoding.SPARE_SECONDS", 0.05)
    readers: list[CountedReader] = []

    class CountedReader(FilmReader):
        def __init__(self, path: Path, index: FilmIndex) -> None:
            super().__init__(path, index)
            self.closed = threading.Event()
            readers.append(self)

        def close(self) -> None:
            super().close()
            self.closed.set()

    service = serve(films("h264-gop250"), budget=40 * WHOLE, open_reader=CountedReader)
    service.request(200, BOX, 0)
    inbox.shown(0)
    deadline = time.monotonic() + WAIT
    while not any(reader.closed.wait(0.02) for reader in readers):
        assert time.monotonic() < deadline
    assert not all(reader.closed.is_set() for reader in readers)
    for generation, frame in enumerate(range(199, 130, -1), 1):
        service.request(frame, BOX, generation)
        assert number_in(inbox.shown(generation), "h264-gop250") == frame


class NotingReader(FilmReader):
    """Notes up to where it was to decode."""

    ends: list[tuple[int, int]] = []  # noqa: RUF012

    def picture(self, frame: int, *, stop: int | None = None, cancelled: Callable[[], bool] | None = None) -> Picture:
        if stop is not None:
            self.ends.append((frame, stop))
        return super().picture(frame, stop=stop, cancelled=cancelled)


def test_played_back_a_group_is_decoded_to_its_end_and_nothing_behind_it(films, serve, inbox) -> None:
    NotingReader.ends.clear()
    path, index = films("open-gop")
    service = serve((path, index), open_reader=NotingReader)
    for generation, frame in enumerate(range(200, 80, -1)):
        service.request(frame, BOX, generation, -1)
        assert inbox.shown(generation).frame == frame
    assert {frame for frame, _ in NotingReader.ends} >= set(range(81, 180))
    assert all(frame < stop for frame, stop in NotingReader.ends)
    assert {stop for _, stop in NotingReader.ends} - {201} <= set(index.key_frames.tolist())
