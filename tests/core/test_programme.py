"""What a clip shows: each of its frames once, at its speed, and a wait where one was set."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from vfi.core.clock import FilmClock
from vfi.core.deck import Clip, Freeze, ItemId, SlowPart
from vfi.core.programme import Hold, Run, programme
from vfi.core.time import FrameMap, Ns

FRAME = 40_000_000
CLOCK = FilmClock(FrameMap([n * FRAME for n in range(100)], Ns(100 * FRAME)), Ns(7 * FRAME))


def at(frame: int) -> Ns:
    return CLOCK.edge(frame)


def clip(**more: object) -> Clip:
    return Clip(id=ItemId("c"), start=at(10), end=at(20), **more)  # type: ignore[arg-type]


def test_a_plain_clip_runs_once() -> None:
    assert programme(clip(), CLOCK) == (Run(10, 19, Fraction(1)),)


def test_a_slow_part_and_a_wait_cut_the_run() -> None:
    shots = programme(
        clip(slow=(SlowPart(start=at(12), end=at(15), percent=25),), freezes=(Freeze(at=at(13), hold=Ns(5)),)), CLOCK
    )
    assert shots == (
        Run(10, 11, Fraction(1)),
        Run(12, 13, Fraction(1, 4)),
        Hold(13, Ns(5)),
        Run(14, 14, Fraction(1, 4)),
        Run(15, 19, Fraction(1)),
    )


def test_a_wait_on_the_last_frame_comes_at_the_end_of_each_repeat() -> None:
    shots = programme(clip(freezes=(Freeze(at=at(19), hold=Ns(5)),), repeats=2), CLOCK)
    assert shots == (Run(10, 19, Fraction(1)), Hold(19, Ns(5))) * 2


@st.composite
def clips(draw: st.DrawFn) -> Clip:
    first = draw(st.integers(0, 98))
    after = draw(st.integers(first + 1, 100))
    edges = sorted(draw(st.sets(st.integers(first, after), max_size=6)))
    slow = tuple(
        SlowPart(start=at(begin), end=at(end), percent=draw(st.sampled_from([25, 50])))
        for begin, end in zip(edges[::2], edges[1::2], strict=False)
    )
    waits = sorted(draw(st.sets(st.integers(first, after - 1), max_size=4)))
    freezes = tuple(Freeze(at=at(frame)) for frame in waits)
    return Clip(
        id=ItemId("c"), start=at(first), end=at(after), slow=slow, freezes=freezes, repeats=draw(st.integers(1, 3))
    )


@given(clips())
def test_every_frame_runs_once_in_each_repeat_at_its_speed(clip: Clip) -> None:
    shots = programme(clip, CLOCK)
    run = [(frame, shot.speed) for shot in shots if isinstance(shot, Run) for frame in range(shot.first, shot.last + 1)]
    wanted = [
        (frame, next((Fraction(p.percent, 100) for p in clip.slow if p.start <= at(frame) < p.end), Fraction(1)))
        for frame in range(CLOCK.frame_at(clip.start), CLOCK.frame_at(clip.end - 1) + 1)
    ]
    assert run == wanted * clip.repeats
    held = [shot.frame for shot in shots if isinstance(shot, Hold)]
    assert held == [CLOCK.frame_at(freeze.at) for freeze in clip.freezes] * clip.repeats
