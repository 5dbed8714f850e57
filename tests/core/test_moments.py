"""Moments found in a coding: turns, away and back, together; and never one that is not for parents."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from vfi.core.clock import FilmClock
from vfi.core.coding import Batch, Coding, CodingHeader, CodingId, Edit, Role
from vfi.core.events import MARK_CODE, MARKS_TIER, CodeId, Event, EventId, PointEvent, StateEvent, TierId
from vfi.core.moment_shapes import MomentKind
from vfi.core.moments import Found, find_moments, overlaps_unsafe
from vfi.core.parent_safe import may_reach_parent
from vfi.core.scheme import Code, Link, Modifier, Option, Scheme, Special, StateRule, Tier, TierType
from vfi.core.time import SECOND, FrameMap, Ns, Span

CLOCK = FilmClock(FrameMap([n * SECOND // 10 for n in range(1200)], 120 * SECOND))
"""Two minutes, ten pictures a second."""

READING = Modifier(
    id="reading",
    label="Reading",
    options=(Option(id="paused", label="paused"), Option(id="not-answered", label="not answered", parent_safe=False)),
)


def _tier(id: str, subject: str, *codes: Code, rule: StateRule | None = None) -> Tier:
    kind = TierType.POINT if rule is None else TierType.STATE
    return Tier(id=TierId(id), label=id, subject=subject, type=kind, rule=rule or StateRule.FREE, codes=codes)


def _code(tier: str, id: str, *, safe: bool = True, **more: object) -> Code:
    return Code(id=CodeId(id), tier=TierId(tier), label=id.capitalize(), parent_safe=safe, **more)  # type: ignore[arg-type]


SCHEME = Scheme(
    id="try",
    version="1.0",
    title="Try",
    tiers=(
        _tier(
            "baby",
            "infant",
            _code("baby", "start"),
            _code("baby", "reply", answers=Link(to=(CodeId("answer"),))),
            _code("baby", "away", concept="break", modifiers=(READING,)),
            _code("baby", "fuss", safe=False),
        ),
        _tier(
            "carer",
            "carer",
            _code("carer", "answer", answers=Link(to=(CodeId("start"), CodeId("fuss")))),
            _code("carer", "intrude", safe=False),
        ),
        _tier("mood", "infant", _code("mood", "bright"), _code("mood", "upset", safe=False), rule=StateRule.FREE),
        _tier("near", "carer", _code("near", "there"), rule=StateRule.FREE),
        _tier("view", "", _code("view", "hidden", special=Special.UNSCORABLE), rule=StateRule.FREE),
    ),
)


def point(code: str, second: float, id: str = "", **more: object) -> PointEvent:
    tier = "carer" if code in ("answer", "intrude") else "baby"
    at = Ns(round(second * 10) * SECOND // 10)
    return PointEvent(id=EventId(id or f"{code}-{second}"), tier=TierId(tier), code=CodeId(code), at=at, **more)  # type: ignore[arg-type]


def state(code: str, start: float, end: float | None) -> StateEvent:
    tier = {"there": "near", "hidden": "view"}.get(code, "mood")
    until = None if end is None else Ns(round(end * SECOND))
    return StateEvent(
        id=EventId(f"{code}-{start}"),
        tier=TierId(tier),
        code=CodeId(code),
        start=Ns(round(start * SECOND)),
        end=until,
    )


def mark(second: float) -> PointEvent:
    return PointEvent(id=EventId(f"mark-{second}"), tier=MARKS_TIER, code=MARK_CODE, at=Ns(round(second * SECOND)))


def coding(*events: Event) -> Coding:
    header = CodingHeader(
        id=CodingId("c"), session="s", coder="anna", role=Role.PRIMARY, scheme="try@1.0", scheme_hash="", created=""
    )
    made = Coding(header, SCHEME)
    if events:
        made.apply(Batch("code", tuple(Edit(None, event) for event in events)))
    return made


def found(*events: Event) -> tuple[Found, ...]:
    return find_moments([coding(*events)], CLOCK)


def test_a_start_its_answer_and_the_answer_to_that_are_three_turns() -> None:
    (moment,) = found(point("start", 20), point("answer", 21.5), point("reply", 23))
    assert moment.kind is MomentKind.TURNS
    assert moment.reason.values == {"codes": "Start, Answer, Reply", "turns": 3}
    assert (moment.start, moment.end) == (18 * SECOND, 25 * SECOND + SECOND // 10)


def test_an_answer_after_the_schemes_window_is_no_answer() -> None:
    assert found(point("start", 20), point("answer", 23.1)) == ()
    assert found(point("start", 20), point("answer", 23)) != ()


def test_a_link_that_somebody_made_holds_beyond_the_window() -> None:
    (moment,) = found(point("start", 20, "s"), point("answer", 26, responds_to=EventId("s")))
    assert moment.events == ("s", "answer-26")


def test_who_turns_away_and_is_waited_for_comes_back() -> None:
    (moment,) = found(point("away", 30, modifiers=(("reading", "paused"),)), point("start", 32.4))
    assert moment.reason.id == "found-waited-back"
    assert moment.reason.values == {"seconds": "2.4"}


def test_coming_back_after_half_a_minute_is_not_coming_back() -> None:
    assert found(point("away", 30), point("start", 60)) == ()


def test_two_long_states_at_the_same_time_are_together() -> None:
    (moment,) = found(state("bright", 10, 30), state("there", 15, 60))
    assert moment.kind is MomentKind.SHARED
    assert (moment.start, moment.end) == (15 * SECOND, 30 * SECOND)
    assert moment.reason.values == {"codes": "Bright, There", "seconds": 15}


def test_of_a_very_long_time_together_the_part_in_which_most_happens_is_shown() -> None:
    long = found(state("bright", 0, 100), state("there", 0, 100), point("start", 80), point("start", 84))
    assert (long[0].start, long[0].end) == (70 * SECOND, 100 * SECOND)


def test_stars_come_first_then_marks_then_the_longest_chain() -> None:
    moments = found(
        *(point("start", 20), point("answer", 21), point("reply", 22)),
        mark(50),
        replace(point("start", 70), starred=True),
        *(point("start", 90), point("answer", 91)),
    )
    assert [moment.kind for moment in moments] == ["star", "mark", "turns", "turns"]
    assert moments[2].reason.values["turns"] == 3


def test_a_star_on_something_that_is_not_for_parents_is_not_found() -> None:
    assert found(replace(point("fuss", 20), starred=True)) == ()


def test_a_moment_with_something_unsafe_in_it_is_not_found() -> None:
    chain = (point("start", 20), point("answer", 22))
    assert found(*chain, point("intrude", 21)) == ()
    assert found(*chain, state("upset", 10, 20.1)) == ()
    assert found(*chain, state("hidden", 21, 21.5)) == ()
    assert found(*chain, state("upset", 5, None)) == ()


def test_what_is_laid_round_a_moment_ends_before_what_is_unsafe() -> None:
    (moment,) = found(point("intrude", 19), point("start", 20), point("answer", 22), point("intrude", 23))
    assert (moment.start, moment.end) == (19 * SECOND + SECOND // 10, 23 * SECOND)


def test_a_chain_that_answers_something_unsafe_is_not_found() -> None:
    assert found(point("fuss", 20), point("answer", 22), point("reply", 23)) == ()


def test_what_another_coding_holds_as_unsafe_counts_too() -> None:
    chain = coding(point("start", 20), point("answer", 22))
    assert find_moments([chain], CLOCK) != ()
    assert find_moments([chain], CLOCK, beside=[coding(state("upset", 0, 60))]) == ()


def test_what_is_in_the_deck_is_left_out() -> None:
    chain = coding(point("start", 20), point("answer", 22))
    assert find_moments([chain], CLOCK, in_deck=[Span(Ns(19 * SECOND), Ns(23 * SECOND))]) == ()
    assert find_moments([chain], CLOCK, in_deck=[Span(Ns(0), Ns(20 * SECOND))]) != ()


def test_a_stretch_tells_what_in_it_is_not_for_parents() -> None:
    made = coding(point("intrude", 20), state("upset", 30, 40), state("hidden", 20, 25), point("start", 21))

    def ids(start: int, end: int) -> list[str]:
        return [event.id for event in overlaps_unsafe(made, Ns(start * SECOND), Ns(end * SECOND))]

    assert ids(20, 31) == ["intrude-20", "upset-30"]
    assert ids(21, 30) == []
    assert ids(10, 20) == []
    assert ids(39, 60) == ["upset-30"]


_seconds = st.integers(0, 1199).map(lambda frame: frame / 10)
_points = st.builds(
    lambda code, at, star, reading: point(
        code, at, starred=star, modifiers=(("reading", reading),) if code == "away" and reading else ()
    ),
    st.sampled_from(["start", "reply", "away", "fuss", "answer", "intrude"]),
    _seconds,
    st.booleans(),
    st.sampled_from(["", "paused", "not-answered"]),
)
_states = st.builds(
    lambda code, start, length: state(code, start, None if length is None else start + length),
    st.sampled_from(["bright", "upset", "there", "hidden"]),
    _seconds,
    st.one_of(st.none(), st.integers(1, 600).map(lambda frames: frames / 10)),
)


@given(st.lists(st.one_of(_points, _states, _seconds.map(mark)), max_size=25, unique_by=lambda event: event.id))
def test_nothing_that_is_not_for_parents_is_ever_found(events: list[Event]) -> None:
    made = coding(*events)
    for moment in find_moments([made], CLOCK):
        for id in moment.events:
            event = made.event(id)
            assert event is not None
            assert may_reach_parent(event, SCHEME)
        assert moment.start < moment.end
        for event in made.events:
            if not may_reach_parent(event, SCHEME):
                last = event.start + 1 if isinstance(event, PointEvent) else event.end
                assert event.start >= moment.end or (last is not None and last <= moment.start), (event, moment)
