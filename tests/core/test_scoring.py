"""Measures that one can check by hand: a film of 60 s, one frame a second."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vfi.core.coding import Batch, Coding, CodingHeader, CodingId, Edit, Role
from vfi.core.events import CodeId, Coverage, Event, EventId, PointEvent, StateEvent, TierId
from vfi.core.scheme import Code, Scheme, Special, StateRule, Subject, Tier, TierType
from vfi.core.scoring import Score, scores
from vfi.core.time import SECOND, Ns, Span

CUES, GAZE, TOUCH, VIEW = TierId("cues"), TierId("gaze"), TierId("touch"), TierId("view")
HIDDEN = Code(id=CodeId("hidden"), tier=VIEW, label="Cannot see", special=Special.UNSCORABLE)
SCHEME = Scheme(
    id="try",
    version="1.0",
    title="Try",
    subjects=(Subject(id="baby", label="Baby"),),
    tiers=(
        Tier(
            id=CUES, label="", subject="baby", type=TierType.POINT, codes=(Code(id=CodeId("cue"), tier=CUES, label=""),)
        ),
        Tier(
            id=GAZE,
            label="",
            subject="baby",
            type=TierType.STATE,
            rule=StateRule.EXCLUSIVE,
            codes=tuple(Code(id=CodeId(id), tier=GAZE, label="") for id in ("face", "toy")),
        ),
        Tier(
            id=TOUCH,
            label="",
            subject="baby",
            type=TierType.STATE,
            codes=(Code(id=CodeId("hold"), tier=TOUCH, label=""),),
        ),
        Tier(id=VIEW, label="", subject="", type=TierType.STATE, rule=StateRule.EXCLUSIVE, codes=(HIDDEN,)),
    ),
)


def s(seconds: float) -> Ns:
    return Ns(round(seconds * SECOND))


FILM = Span(s(0), s(60))


def coding(*events: Event, covered: list[tuple[float, float]] | None = None, segment: Span | None = None) -> Coding:
    header = CodingHeader(
        id=CodingId("c"),
        session="s",
        coder="anna",
        role=Role.PRIMARY,
        scheme=SCHEME.ref,
        scheme_hash="",
        created="",
        segment=segment,
    )
    made = Coding(header, SCHEME)
    spans = tuple(Span(s(start), s(end)) for start, end in ([(0, 60)] if covered is None else covered))
    coverage = [Edit(None, Coverage(tier=tier.id, spans=spans)) for tier in SCHEME.tiers if spans]
    edits = [*coverage, *(Edit(None, event) for event in events)]
    if edits:
        made.apply(Batch("import", tuple(edits)))
    return made


def cue(second: float) -> PointEvent:
    return PointEvent(id=EventId(f"p{second}"), tier=CUES, code=CodeId("cue"), at=s(second))


def state(tier: TierId, code: str, start: float, end: float | None) -> StateEvent:
    id = EventId(f"{code}{start}-{end}")
    return StateEvent(id=id, tier=tier, code=CodeId(code), start=s(start), end=None if end is None else s(end))


def of(made: Coding, code: str, film: Span = FILM) -> Score:
    return next(score for score in scores(made, film) if score.code == code)


def test_three_moments_in_a_minute() -> None:
    score = of(coding(cue(2), cue(10), cue(20)), "cue")
    assert (score.count, score.rate_per_min, score.latency, score.latency_unwatched) == (3, 3.0, s(2), 0)
    assert (score.total, score.mean, score.median, score.percent) == (None, None, None, None)


def test_states_of_2_4_and_9_seconds() -> None:
    score = of(coding(*(state(GAZE, "face", *at) for at in ((5, 7), (10, 14), (20, 29)))), "face")
    assert (score.count, score.total, score.mean, score.median) == (3, s(15), s(5), s(4))
    assert (score.percent, score.latency, score.censored) == (25.0, s(5), 0)


def test_a_code_never_seen_has_zero_and_not_nothing() -> None:
    score = of(coding(cue(2)), "toy")
    assert (score.count, score.rate_per_min, score.total, score.percent) == (0, 0.0, 0, 0.0)
    assert (score.mean, score.median, score.latency) == (None, None, None)


def test_where_nothing_was_watched_nothing_is_known() -> None:
    score = of(coding(cue(2), covered=[]), "cue")
    assert (score.count, score.rate_per_min, score.excluded, score.covered) == (None, None, 1, 0)


def test_half_the_film_watched_doubles_the_rate_and_leaves_out_what_lies_outside() -> None:
    score = of(coding(cue(2), cue(10), cue(40), covered=[(0, 30)]), "cue")
    assert (score.count, score.rate_per_min, score.excluded, score.scorable) == (2, 4.0, 1, s(30))


def test_an_open_state_counts_to_the_films_end_and_is_flagged() -> None:
    score = of(coding(state(GAZE, "face", 50, None)), "face")
    assert (score.total, score.censored) == (s(10), 1)


def test_a_state_that_lasts_to_the_last_frame_may_have_gone_on() -> None:
    assert of(coding(state(GAZE, "face", 50, 60)), "face").censored == 1


def test_what_could_not_be_seen_leaves_every_denominator_of_everyone() -> None:
    made = coding(state(VIEW, "hidden", 20, 40), state(GAZE, "face", 10, 30), cue(5), cue(25))
    face, cues, hidden = of(made, "face"), of(made, "cue"), of(made, "hidden")
    assert (face.scorable, face.total, face.percent) == (s(40), s(10), 25.0)
    assert (cues.count, cues.excluded, cues.rate_per_min) == (1, 1, 1.5)
    assert (hidden.count, hidden.total, hidden.percent, hidden.rate_per_min) == (1, s(20), None, None)


def test_overlapping_states_of_one_code_count_once_in_the_share() -> None:
    score = of(coding(state(TOUCH, "hold", 0, 20), state(TOUCH, "hold", 10, 30)), "hold")
    assert (score.total, score.percent) == (s(40), 50.0)


def test_a_state_that_begins_unwatched_counts_for_its_watched_part() -> None:
    score = of(coding(state(GAZE, "face", 5, 15), covered=[(10, 40)]), "face")
    assert (score.count, score.total, score.latency, score.latency_unwatched) == (1, s(5), s(10), s(10))


def test_latency_in_an_assigned_segment_starts_with_it() -> None:
    made = coding(cue(25), covered=[(20, 40)], segment=Span(s(20), s(40)))
    score = of(made, "cue")
    assert (score.latency, score.latency_unwatched, score.rate_per_min) == (s(5), 0, 3.0)


def test_the_mean_of_a_third_of_a_nanosecond_is_rounded_once() -> None:
    made = coding(*(state(TOUCH, "hold", at, at + length) for at, length in ((0, 1), (5, 1), (10, 2e-9 + 1))))
    assert of(made, "hold").mean == 1_000_000_001


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 10**12),
    st.lists(st.tuples(st.integers(0, 58), st.integers(1, 30)), max_size=8),
)
def test_shifting_the_clock_changes_no_measure(shift: int, given_states: list[tuple[int, int]]) -> None:
    def shifted(by: int) -> list[Score]:
        events: list[Event] = [
            StateEvent(
                id=EventId(str(n)), tier=TOUCH, code=CodeId("hold"), start=Ns(start * SECOND + by),
                end=Ns(min(60, start + length) * SECOND + by),
            )
            for n, (start, length) in enumerate(given_states)
        ]  # fmt: skip
        made = coding(*events, covered=[])
        whole = Span(Ns(by), Ns(60 * SECOND + by))
        made.apply(Batch("x", tuple(Edit(None, Coverage(tier=t.id, spans=(whole,))) for t in SCHEME.tiers)))
        return scores(made, whole)

    assert shifted(0) == shifted(shift)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 58), st.integers(1, 30)), max_size=8))
def test_shares_lie_between_0_and_100(given_states: list[tuple[int, int]]) -> None:
    events = [
        StateEvent(id=EventId(str(n)), tier=TOUCH, code=CodeId("hold"), start=s(start), end=s(start + length))
        for n, (start, length) in enumerate(given_states)
    ]
    score = of(coding(*events), "hold")
    assert score.percent is not None
    assert 0 <= score.percent <= 100
    assert score.count == pytest.approx(len(given_states))
