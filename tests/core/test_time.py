"""Times are whole nanoseconds; frames and times turn into one another without loss."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vfi.core.errors import BadInput
from vfi.core.time import SECOND, FrameMap, Ns, Span, intersect, ns_of_seconds, seconds_text, subtract, total, union

steps = st.lists(st.integers(min_value=1, max_value=3 * SECOND), min_size=1, max_size=60)


def film(steps: list[int]) -> FrameMap:
    times = [0]
    for step in steps:
        times.append(times[-1] + step)
    return FrameMap(times[:-1], times[-1])


@given(steps)
def test_a_frame_is_found_at_its_time_and_until_the_next(steps: list[int]) -> None:
    frames = film(steps)
    for frame in range(len(frames)):
        assert frames.frame_at(frames.time_of(frame)) == frame
        assert frames.frame_at(frames.end_of(frame) - 1) == frame
        assert frames.nearest(frames.time_of(frame)) == frame


@given(steps, st.integers(min_value=-SECOND, max_value=200 * SECOND))
def test_the_nearest_frame_is_the_nearest(steps: list[int], time: int) -> None:
    frames = film(steps)
    found = abs(frames.times[frames.nearest(time)] - time)
    assert found == min(abs(each - time) for each in frames.times)


@given(st.integers(min_value=-9_000_000_000 * SECOND, max_value=9_000_000_000 * SECOND))
def test_seconds_are_written_and_read_without_loss(time: int) -> None:
    assert ns_of_seconds(seconds_text(time)) == time
    assert ns_of_seconds(seconds_text(time).replace(".", ",")) == time


@pytest.mark.parametrize("text", ["", "x", "nan", "inf", "-Infinity", "1_0", "1,2,3", "1.2.3", "0:01", "1 2"])
def test_what_is_no_number_is_told(text: str) -> None:
    with pytest.raises(BadInput, match="not-a-number"):
        ns_of_seconds(text)


@pytest.mark.parametrize("text", ["1e12", "-1e400", "1e999999999", "99999999999999999999"])
def test_what_no_film_lasts_is_told(text: str) -> None:
    with pytest.raises(BadInput, match="time-too-large"):
        ns_of_seconds(text)


spans = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda each: Span(Ns(each[0]), Ns(each[0] + each[1]))),
    max_size=8,
)


def moments(given: list[Span] | tuple[Span, ...]) -> set[int]:
    return {time for span in given for time in range(span.start, span.end)}


@given(spans, spans)
def test_spans_are_sets_of_moments(some: list[Span], others: list[Span]) -> None:
    assert moments(union(some)) == moments(some)
    assert moments(subtract(some, others)) == moments(some) - moments(others)
    assert moments(intersect(some, others)) == moments(some) & moments(others)
    assert total(some) == len(moments(some))
