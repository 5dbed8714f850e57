"""Tables of events: exact to the nanosecond, every problem at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vfi.core.errors import BadInput
from vfi.core.events import CodeId, EventId, PointEvent, StateEvent, TierId
from vfi.core.findings import Finding
from vfi.core.scheme import Code, Modifier, ModifierKind, Option, Scheme, StateRule, Tier, TierType
from vfi.core.time import SECOND, Ns
from vfi.formats.events_csv import ReadEvents, modifiers_text, read_events_csv, write_events_csv

CHANNEL = Modifier(id="channel", label="Channel", options=(Option(id="look", label=""), Option(id="sound", label="")))
WAYS = Modifier(id="ways", label="Ways", kind=ModifierKind.SEVERAL, options=CHANNEL.options)
NOTE = Modifier(id="note", label="Note", kind=ModifierKind.TEXT)
CUES, GAZE, MOOD = TierId("cues"), TierId("gaze"), TierId("mood")
SCHEME = Scheme(
    id="try",
    version="1.0",
    title="Try",
    tiers=(
        Tier(
            id=CUES,
            label="",
            subject="",
            type=TierType.POINT,
            codes=(Code(id=CodeId("cue"), tier=CUES, label="Cue", modifiers=(CHANNEL, WAYS, NOTE)),),
        ),
        Tier(
            id=GAZE,
            label="",
            subject="",
            type=TierType.STATE,
            rule=StateRule.EXCLUSIVE,
            codes=tuple(Code(id=CodeId(id), tier=GAZE, label=id) for id in ("face", "toy")),
        ),
        Tier(
            id=MOOD,
            label="",
            subject="",
            type=TierType.STATE,
            rule=StateRule.EXHAUSTIVE,
            codes=tuple(Code(id=CodeId(id), tier=MOOD, label=id) for id in ("calm", "upset")),
        ),
    ),
)
HEAD = "tier,code,start_s,end_s,modifiers,comment\n"


def read(text: str, **more: object) -> ReadEvents:
    return read_events_csv(text.encode(), SCHEME, path="ev.csv", film_end=Ns(60 * SECOND), **more)  # type: ignore[arg-type]


def problems(text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(BadInput) as raised:
        read(text)
    findings = raised.value.values["findings"]
    assert isinstance(findings, tuple)
    return [(each.line, each.id) for each in findings if isinstance(each, Finding)]


def test_nine_decimals_are_kept_and_nothing_is_snapped() -> None:
    events = read(HEAD + "cues,cue,0.123456789,,channel=look,hello\ngaze,face,1,2.000000001,,\n").events
    assert isinstance(events[0], PointEvent)
    assert (events[0].at, events[0].modifiers, events[0].comment) == (123_456_789, (("channel", "look"),), "hello")
    assert isinstance(events[1], StateEvent)
    assert (events[1].start, events[1].end) == (SECOND, 2 * SECOND + 1)


def test_an_empty_end_of_a_state_leaves_it_open() -> None:
    (event,) = read(HEAD + "gaze,face,1,,,\n").events
    assert isinstance(event, StateEvent)
    assert event.end is None


def test_columns_are_found_by_name_in_any_order_and_semicolons_with_decimal_commas_are_read() -> None:
    (event,) = read("\ufeffstart_s;code;tier\n1,5;cue;cues\n").events
    assert event.start == 1_500_000_000


def test_a_column_that_is_not_known_is_said() -> None:
    assert [each.id for each in read("tier,code,start_s,mood\ncues,cue,1,x\n").warnings] == ["column-not-read"]


def test_every_bad_row_is_told_at_once_with_its_line() -> None:
    text = HEAD + (
        "cues,cu,1,,,\n"
        "cue,cue,1,,,\n"
        "cues,cue,abc,,,\n"
        "cues,cue,,,,\n"
        "\n"
        "cues,cue,-1,,,\n"
        "gaze,face,5,5,,\n"
        "cues,cue,60,,,\n"
        "cues,cue,1,2,,\n"
        "cues,cue,2,,channel=smell;colour=red;look,\n"
    )
    assert problems(text) == [
        (2, "row-unknown-code-near"),
        (3, "row-unknown-tier-near"),
        (4, "row-not-seconds"),
        (5, "row-without-time"),
        (7, "row-before-film"),
        (8, "row-ends-before-start"),
        (9, "after-film"),
        (10, "moment-with-end"),
        (11, "row-unknown-option"),
        (11, "row-unknown-modifier"),
        (11, "row-modifier-form"),
    ]


def test_two_states_at_once_are_refused_with_both_lines() -> None:
    assert problems(HEAD + "gaze,face,1,5,,\ngaze,toy,4,8,,\ngaze,face,8,,,\ngaze,toy,9,10,,\n") == [
        (3, "row-overlaps"),
        (5, "row-overlaps"),
    ]


def test_states_that_touch_do_not_overlap() -> None:
    assert len(read(HEAD + "gaze,face,1,5,,\ngaze,toy,5,8,,\n").events) == 2


def test_a_gap_in_an_exhaustive_tier_is_a_warning() -> None:
    found = read(HEAD + "mood,calm,0,5,,\nmood,upset,6,8,,\n").warnings
    assert [(each.line, each.id) for each in found] == [(3, "row-after-gap")]


def test_the_same_moment_twice_is_refused() -> None:
    assert problems(HEAD + "cues,cue,1,,,\ncues,cue,1.0,,,\n") == [(3, "row-coded-twice")]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "table-empty"),
        (b"tier,code\n", "column-missing"),
        (HEAD.encode() + b"cues,cue,1,,,\xff\n", "not-utf-8"),
        (b"\x00\x01\x02", "not-a-table"),
        (HEAD.encode() + b"cues,cue,1,,,a,b,c\n", "row-too-long"),
    ],
)
def test_what_is_no_table_gets_a_sentence(data: bytes, found: str) -> None:
    with pytest.raises(BadInput) as raised:
        read_events_csv(data, SCHEME)
    findings = raised.value.values["findings"]
    assert isinstance(findings, tuple)
    assert [each.id for each in findings] == [found]


def test_links_point_to_rows_of_the_same_table() -> None:
    text = "tier,code,start_s,event,responds_to\ncues,cue,2,b,a\ncues,cue,1,a,\n"
    first, second = read(text).events
    assert first.responds_to == second.id
    assert problems(text.replace(",b,a", ",b,zzz")) == [(2, "row-answers-nothing")]


@given(
    st.lists(st.sampled_from(["look", "sound"]), unique=True),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), min_size=1).filter(lambda t: t == t.strip()),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00\r")),
    st.integers(0, 59 * SECOND),
)
def test_what_is_written_is_read_again(ways: list[str], note: str, comment: str, at: int) -> None:
    given_ways = tuple(option.id for option in CHANNEL.options if option.id in ways)
    modifiers = (*((("ways", given_ways),) if given_ways else ()), ("note", note))
    row = {
        "tier": "cues",
        "code": "cue",
        "start_ns": at,
        "end_ns": None,
        "modifiers": modifiers_text(modifiers),
        "comment": comment,
        "event": "x1",
        "starred": True,
    }
    (event,) = read(write_events_csv([row]), new_id=lambda: EventId("n")).events
    assert event == PointEvent(
        id=EventId("n"),
        tier=CUES,
        code=CodeId("cue"),
        at=Ns(at),
        modifiers=modifiers,
        comment=comment,
        starred=True,
    )


def test_a_row_with_line_breaks_in_a_text_is_found_where_it_begins() -> None:
    assert problems(f'{HEAD}cues,cue,1,,,"two\nlines"\ncues,nope,2,,,"two\nlines"\n') == [(4, "row-unknown-code")]


def test_a_quotation_mark_that_is_never_closed_is_found_where_it_opens() -> None:
    assert problems(f'{HEAD}cues,cue,1,,,\ncues,cue,2,,,"and so on\ncues,cue,3,,,\n') == [(3, "csv-broken")]


def test_the_line_that_tells_excel_the_sign_is_understood() -> None:
    read_one = read("sep=;\ntier;code;start_s;comment\ncues;cue;1,5;a, b\n")
    assert [(event.start, event.comment) for event in read_one.events] == [(Ns(1_500_000_000), "a, b")]
    assert problems("sep=,\ntier,code,start_s\ncues,nope,1\n") == [(3, "row-unknown-code")]


@pytest.mark.parametrize("time", ["1e999999999", "9e99", "1_0", "NaN", "-0.000000001"])
def test_a_time_that_no_film_has_is_told_with_its_line(time: str) -> None:
    (line, id), *_ = problems(f"{HEAD}cues,cue,{time},,,\n")
    assert (line, id) == (2, "row-before-film" if time.startswith("-") else "row-not-seconds")


def test_nothing_answers_itself() -> None:
    text = "tier,code,start_s,event,responds_to\ncues,cue,1,a,a\n"
    assert problems(text) == [(2, "row-answers-itself")]


def test_a_link_that_does_not_fit_is_kept_and_said() -> None:
    table = read("tier,code,start_s,event,responds_to\ncues,cue,1,a,\ncues,cue,2,b,a\n")
    assert [(each.line, each.id) for each in table.warnings] == [(3, "row-answer-unfit")]
    assert table.events[1].responds_to == table.events[0].id


def test_a_choice_misspelt_is_told_with_the_one_that_was_meant() -> None:
    assert problems(f"{HEAD}cues,cue,1,,channel=lok,\n") == [(2, "row-unknown-option-near")]
    assert problems(f"{HEAD}cues,cue,1,,channel=xyz;ways=look|zzz,\n") == [
        (2, "row-unknown-option"),
        (2, "row-unknown-option"),
    ]


def test_a_moment_may_say_its_time_twice() -> None:
    (event,) = read(f"{HEAD}cues,cue,1.5,1.500,,\n").events
    assert isinstance(event, PointEvent)


def test_a_film_that_starts_later_has_nothing_before_it() -> None:
    table = f"{HEAD}cues,cue,9.999999999,,,\ncues,cue,10,,,\n".encode()
    with pytest.raises(BadInput) as raised:
        read_events_csv(table, SCHEME, film_start=Ns(10 * SECOND))
    assert raised.value.values["errors"] == 1
