"""Cameras on one clock: what each shows at a moment, and files that play as one film."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vfi.core.cameras import Camera, Cameras, Place, by_camera, join, offset_of_same_moment
from vfi.core.case import FilmRef, Fingerprint
from vfi.core.clock import MOST_DRIFT, FilmClock
from vfi.core.errors import BadInput
from vfi.core.time import SECOND, FrameMap, Ns

steps = st.lists(st.integers(1, 3 * SECOND), min_size=1, max_size=30)
offsets = st.integers(-20 * SECOND, 20 * SECOND)


def film(steps: list[int]) -> FrameMap:
    times = [0]
    for step in steps:
        times.append(times[-1] + step)
    return FrameMap(times[:-1], times[-1])


def cameras(given: list[tuple[list[int], int]], lead: int = 0) -> Cameras:
    clocks = [FilmClock(film(steps), Ns(offset)) for steps, offset in given]
    return Cameras(tuple(Camera(str(number), clock) for number, clock in enumerate(clocks)), lead)


@given(st.lists(st.tuples(steps, offsets), min_size=1, max_size=4), offsets)
def test_a_camera_shows_the_frame_whose_time_it_is_and_nothing_before_its_start_or_after_its_end(
    given: list[tuple[list[int], int]], time: int
) -> None:
    wall = cameras(given)
    for camera, frame in zip(wall.all, wall.shown(time), strict=True):
        clock = camera.clock
        if frame is None:
            assert time < clock.start or time >= clock.end
        else:
            assert clock.time_of(frame) <= time < clock.edge(frame + 1)


@given(st.lists(st.tuples(steps, offsets), min_size=1, max_size=4), st.data())
def test_a_step_of_the_lead_shows_the_lead_its_own_frame(
    given: list[tuple[list[int], int]], data: st.DataObject
) -> None:
    lead = data.draw(st.integers(0, len(given) - 1))
    wall = cameras(given, lead)
    frame = data.draw(st.integers(0, len(given[lead][0]) - 1))
    assert wall.beside(frame)[lead] == frame


@given(st.lists(st.tuples(steps, offsets), min_size=1, max_size=4))
def test_the_session_lasts_while_any_camera_films(given: list[tuple[list[int], int]]) -> None:
    wall = cameras(given)
    span = wall.span
    assert any(frame is not None for frame in wall.shown(span.start))
    assert any(frame is not None for frame in wall.shown(span.end - 1))
    assert not any(frame is not None for frame in (*wall.shown(span.start - 1), *wall.shown(span.end)))


@given(st.lists(steps, min_size=1, max_size=5))
def test_every_frame_of_every_file_has_its_place_in_the_joined_film(files: list[list[int]]) -> None:
    maps = [film(each) for each in files]
    reel = join(maps)
    assert len(reel.frames) == sum(len(each) for each in maps)
    assert reel.frames.end == sum(each.end for each in maps)
    start = 0
    number = 0
    for file, frames in enumerate(maps):
        for frame in range(len(frames)):
            assert reel.place_of(number) == Place(file, frame)
            assert reel.frame_of(Place(file, frame)) == number
            assert reel.frames.time_of(number) == start + frames.time_of(frame)
            assert reel.frames.end_of(number) == start + frames.end_of(frame)
            number += 1
        start += frames.end


@pytest.mark.parametrize("place", [Place(-1, 0), Place(2, 0), Place(0, 2), Place(1, -1)])
def test_a_place_outside_the_files_is_told(place: Place) -> None:
    reel = join([film([1, 1]), film([1])])
    with pytest.raises(BadInput, match="no-such-frame"):
        reel.frame_of(place)


def test_a_frame_outside_the_joined_film_is_told() -> None:
    with pytest.raises(BadInput, match="no-such-frame"):
        join([film([1, 1]), film([1])]).place_of(3)


drifts = st.integers(-MOST_DRIFT, MOST_DRIFT)
longer_steps = st.lists(st.integers(1_000_000, 50_000_000), min_size=1, max_size=30)


@given(longer_steps, offsets, drifts, st.data())
def test_with_clocks_that_run_apart_the_frame_at_a_time_is_still_the_last_whose_time_has_come(
    each: list[int], offset: int, drift: int, data: st.DataObject
) -> None:
    clock = FilmClock(film(each), Ns(offset), drift)
    times = [clock.time_of(frame) for frame in range(len(each))]
    assert times == sorted(set(times))
    time = data.draw(st.one_of(st.sampled_from(times), st.integers(clock.start, clock.end - 1)))
    frame = clock.frame_at(time)
    assert clock.time_of(frame) <= time < clock.edge(frame + 1)


def test_a_clock_that_runs_fast_is_slowed_down_to_the_session() -> None:
    second = 1_000_000_000
    clock = FilmClock(FrameMap([0, 3600 * second], 7200 * second), Ns(5), 50_000)  # 50 millionths: 0.18 s in an hour
    assert clock.time_of(1) == 5 + round(3600 * second / Fraction(1_000_050, 1_000_000))
    assert 3600 * second - clock.time_of(1) == pytest.approx(180_000_000, rel=1e-4)
    assert clock.film_time(clock.end) == clock.frames.end


def test_two_films_of_other_speeds_are_no_drift() -> None:
    with pytest.raises(BadInput, match="drift-too-large"):
        FilmClock(film([1]), Ns(0), MOST_DRIFT + 1)


@given(steps, steps, offsets, st.data())
def test_the_same_moment_in_both_lays_both_frames_together(
    one: list[int], two: list[int], offset: int, data: st.DataObject
) -> None:
    clock = FilmClock(film(one), Ns(offset))
    frame = data.draw(st.integers(0, len(one) - 1))
    other = data.draw(st.integers(0, len(two) - 1))
    found = offset_of_same_moment(clock, frame, FilmClock(film(two), Ns(3)), other)
    assert FilmClock(film(two), found).time_of(other) == clock.time_of(frame)


def test_there_is_no_camera_five_of_two() -> None:
    with pytest.raises(BadInput, match="no-such-camera"):
        cameras([([1], 0), ([1], 0)]).led_by(4)


def test_films_that_name_one_camera_are_its_files_in_order() -> None:
    def ref(path: str, camera: str = "") -> FilmRef:
        return FilmRef(path=path, fingerprint=Fingerprint(size=1, sha256=""), camera=camera)

    a, b, c, d = ref("1", "left"), ref("2"), ref("3", "left"), ref("4")
    assert by_camera([a, b, c, d]) == ((a, c), (b,), (d,))
