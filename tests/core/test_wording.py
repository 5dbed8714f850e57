"""The words check asks, kindly, about what a parent could hear as blame, and leaves what is plain alone."""

from __future__ import annotations

import pytest

from vfi.core.deck import Clip, Deck, ItemId, Page, PageKind, Showing, Wording
from vfi.core.time import SECOND, Ns
from vfi.core.wording import asks, asks_of
from vfi.words.saying import say


def ids(text: str, language: str = "en", **more: object) -> list[str]:
    return [said.id for said in asks(text, language, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "You waited. She looked back.",
        "You waited. He reached for you.",
        "Your baby looks at you or makes a sound. You answer.",
        "What do you like here?",
        "Show me where you want to stop.",
        "What do you think your baby feels?",
        "You see it and you answer",
        "",
    ],
)
def test_warm_and_plain_words_are_left_alone(text: str) -> None:
    assert asks(text, "en") == ()


def test_blame_is_asked_about_with_the_word_itself() -> None:
    (said,) = asks("You missed it.", "en")
    assert say(said) == "“missed” may be heard as blame. Say what happens instead?"


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Good girl", "asks-judging"),
        ("You should wait.", "asks-telling"),
        ("She never cries.", "asks-absolute"),
        ("You didn’t look.", "asks-blaming"),
        ("A poor answer", "asks-judging"),
        ("Her sensitivity", "asks-trade"),
        ("Why did you turn away?", "asks-exam"),
        ("Look. What do you see?", "asks-exam"),
    ],
)
def test_each_kind_is_asked_about_in_its_own_way(text: str, id: str) -> None:
    assert ids(text) == [id]


def test_a_plainer_word_is_offered_where_there_is_one() -> None:
    (said,) = asks("Here is a cue.", "en")
    assert said.values == {"word": "cue", "plain": "sign"}


def test_a_part_of_a_word_is_not_that_word() -> None:
    assert asks("The goods rescued themselves in Missouri.", "en") == ()


def test_what_the_team_calls_it_is_asked_about_whatever_its_apostrophe() -> None:
    (said,) = asks("Here comes baby's start.", "en", scheme_words=["Baby’s start", "Welcoming"])
    assert said.values == {"word": "Baby’s start"}


def test_thirteen_words_are_one_too_many_for_a_caption_and_none_for_a_page() -> None:
    twelve = "you look and she looks and you both smile and go on"
    assert ids(twelve) == []
    assert ids(f"{twelve} there") == ["asks-long"]
    assert ids(f"{twelve} there", max_words=None) == []
    assert ids(f"{twelve} there in the room", max_words=None) == ["asks-long-sentence"]


def test_a_language_without_a_list_is_only_counted() -> None:
    assert ids("gut schlecht missed") == ["asks-blaming"]
    assert ids("gut schlecht missed", "de") == []
    assert ids("كلمة " * 13, "ar") == ["asks-long"]


def test_each_word_is_asked_about_once() -> None:
    assert ids("Good, good, good.") == ["asks-judging"]


def clip(**more: object) -> Clip:
    return Clip(id=ItemId("c"), start=Ns(0), end=Ns(SECOND), **more)  # type: ignore[arg-type]


def test_a_slot_that_a_language_does_not_have_is_asked_about() -> None:
    deck = Deck(id="d", languages=("en", "ar"), pronoun="he")
    words = Wording(texts=(("en", "{he} looks at {baby}."), ("ar", "{he} {baby}")))
    (said,) = asks_of(clip(words=words), deck)
    assert said.id == "asks-slot"
    assert said.values == {"word": "{he}"}


def test_words_that_are_there_from_the_start_are_asked_about() -> None:
    words = Wording(texts=(("en", "You waited."),))
    deck = Deck(id="d")
    assert asks_of(clip(words=words), deck) == ()
    (said,) = asks_of(clip(words=words, showing=Showing.ALWAYS), deck)
    assert said.id == "asks-shown-at-once"


def test_words_for_the_baby_count_only_when_they_are_shown() -> None:
    says = Wording(texts=(("en", "You failed me"),))
    assert asks_of(clip(baby_says=says), Deck(id="d")) == ()
    assert [said.id for said in asks_of(clip(baby_says=says, baby_showing=Showing.ON_KEY), Deck(id="d"))] == [
        "asks-blaming"
    ]


def test_a_question_page_is_asked_about_too() -> None:
    page = Page(id=ItemId("p"), kind=PageKind.QUESTION, wording=Wording(texts=(("en", "Why did you do that?"),)))
    assert [said.id for said in asks_of(page, Deck(id="d"))] == ["asks-exam"]
