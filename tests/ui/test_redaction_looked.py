"""What counts as looked at, and how what is still missing is said; without a window."""

from __future__ import annotations

import pytest

from vfi.core.clock import FilmClock
from vfi.core.redaction import Key, Place, Redaction, RedactionId, Region
from vfi.core.time import FrameMap, Ns, Span
from vfi.ui.redaction.looked import Looked, to_look_at, with_looked
from vfi.ui.redaction.naming import nobody_looked

FRAME = 40_000_000


@pytest.fixture
def clock() -> FilmClock:
    return FilmClock(FrameMap([Ns(FRAME * n) for n in range(100)], Ns(FRAME * 100)))


def region(start: int, end: int, camera: str = "") -> Region:
    place = Place(x=0.1, y=0.1, width=0.2, height=0.2)
    return Region(
        id=RedactionId(f"r{camera}"),
        start=Ns(start * FRAME),
        end=Ns(end * FRAME),
        keys=(Key(at=Ns(start * FRAME), place=place),),
        camera=camera,
    )


def frames(start: int, end: int) -> Span:
    return Span(Ns(start * FRAME), Ns(end * FRAME))


def test_steps_on_and_back_count_for_both_pictures(clock: FilmClock) -> None:
    looked = Looked(clock)
    for frame in (10, 11, 12, 11, 10, 9):
        looked.painted(frame, counts=True)
    assert looked.take() == (frames(9, 13),)
    assert not looked.waiting


def test_a_jump_and_what_was_passed_over_count_for_nothing(clock: FilmClock) -> None:
    looked = Looked(clock)
    for frame in (10, 20, 22):
        looked.painted(frame, counts=True)
    assert looked.take() == ()


def test_what_ran_too_fast_does_not_count(clock: FilmClock) -> None:
    looked = Looked(clock)
    for frame in (10, 11, 12):
        looked.painted(frame, counts=False)
    assert looked.take() == ()


def test_only_regions_of_this_camera_are_looked_at() -> None:
    redaction = Redaction(regions=(region(10, 20), region(10, 20, "wall")))
    after = with_looked(redaction, ("",), (frames(5, 15),))
    assert to_look_at(after, ("",)) == (frames(15, 20),)
    assert to_look_at(after, ("wall",)) == (frames(10, 20),)


def test_nothing_changes_where_all_was_looked_at_before() -> None:
    once = with_looked(Redaction(regions=(region(10, 20),)), ("",), (frames(5, 25),))
    assert with_looked(once, ("",), (frames(10, 12),)) is once


def test_what_is_missing_is_said_with_its_place() -> None:
    assert nobody_looked(()) == ""
    assert nobody_looked((frames(300, 375),)) == "Nobody has looked at 0:12.0 to 0:15.0 yet."
    assert "1 more stretch; 4.0 s in all" in nobody_looked((frames(300, 375), frames(400, 425)))
