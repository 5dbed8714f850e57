"""Names that every system takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vfi.files.names import LONGEST, is_name, slug, unused


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Home play, March", "home-play-march"),
        ("Grüße aus Łódź", "grusse-aus-lodz"),
        ("  --a__b--  ", "a-b"),
        ("../../etc", "etc"),
        ("CON", "con-0"),
        ("lpt1", "lpt1-0"),
        ("ليلى", "unnamed"),
        ("", "unnamed"),
        ("x" * 200, "x" * LONGEST),
    ],
)
def test_what_somebody_typed_becomes_a_name(typed: str, name: str) -> None:
    assert slug(typed) == name


@given(st.text())
def test_every_text_becomes_a_name_and_a_name_stays_as_it_is(text: str) -> None:
    assert is_name(slug(text))
    assert slug(slug(text)) == slug(text)


@given(st.text(min_size=1, max_size=70), st.lists(st.text(max_size=5)))
def test_an_unused_name_differs_from_all_by_more_than_capitals(text: str, others: list[str]) -> None:
    name = slug(text)
    taken = [*others, name.upper(), f"{name}-2"]
    free = unused(name, taken)
    assert free.lower() not in {other.lower() for other in taken}
    assert is_name(free)


@pytest.mark.parametrize("text", ["F012", "2026-03-11-home-play", "a"])
def test_names_of_folders_may_have_capitals_and_digits(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize("text", ["", "-a", "a-", "a b", "a/b", "..", "NUL", "com1", "ü", "a" * 61, "a\n"])
def test_what_some_system_does_not_take_is_no_name(text: str) -> None:
    assert not is_name(text)
