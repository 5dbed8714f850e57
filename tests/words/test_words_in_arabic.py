"""Where writing runs from right to left a name in Latin letters keeps its own direction within the sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from vfi.words import listed, tr, tr_n, use_language

FIRST, LAST = "\u2068", "\u2069"
"""Between these two a text is set apart from what stands around it."""

RIGHT = "\u200f"
"""A line that begins with it begins at the right."""


@pytest.fixture
def arabic() -> Iterator[None]:
    use_language("ar")
    yield
    use_language("en")


def test_a_text_in_a_slot_is_set_apart(arabic: None) -> None:
    assert f"{FIRST}Anna K.{LAST}" in tr("{name} is coding", name="Anna K.")


def test_so_are_the_name_of_a_folder_and_what_is_counted(arabic: None) -> None:
    assert f"{FIRST}clips{LAST}" in tr_n(
        "1 clip is in {folder}.", "{n} clips are in {folder}.", 3, folder=Path("clips")
    )


def test_a_number_is_left_as_it_is(arabic: None) -> None:
    assert FIRST not in tr("{n} MB", n=4)


def test_in_a_language_written_from_left_to_right_nothing_is_added() -> None:
    assert tr("{name} is coding", name="Anna K.") == "Anna K. is coding"


def test_a_list_has_the_comma_of_the_language_and_no_empty_place(arabic: None) -> None:
    assert listed(("home play", "", "A.")) == f"{RIGHT}{FIRST}home play{LAST}، {FIRST}A.{LAST}"
