"""Moments proposed for a deck, as clips that are ready; taken they are clips like any other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.deck_story import DeckStory
from vfi.core.coding import Batch, Edit, Role
from vfi.core.time import SECOND, Ns
from vfi.desk.coding import CodingDesk
from vfi.desk.finding import Finder, found, take

pytestmark = pytest.mark.film


@pytest.fixture
def story(film_file: Callable[[str], Path], tmp_path: Path) -> DeckStory:
    return DeckStory(film_file("h264-gop250"), tmp_path)


def star(story: DeckStory) -> None:
    """Both cues are starred; only one of them may reach a parent."""
    listed = story.session.codings()[0]
    with story.session.open_coding(listed.path, "Anna") as source:
        room = CodingDesk(source, story.session.film_index().frame_map)
        room.star(story.safe)
        room.star(story.unsafe)


def test_a_starred_cue_comes_with_its_words_and_a_mark_with_none(story: DeckStory) -> None:
    star(story)
    first, second = Finder.of(story.session).found(story.deck.deck)
    assert (first.kind, second.kind) == ("star", "mark")
    assert first.clip.words.text("en") == "Your baby says: more, please"
    assert first.clip.concept == "cues"
    assert first.clip.event == story.safe
    assert not second.clip.words
    assert second.clip.event is None
    assert first.clip.end <= 4 * SECOND <= second.clip.start  # what was not answered lies at 4 s


def test_one_that_was_taken_is_in_the_deck_and_proposed_no_more(story: DeckStory) -> None:
    finder = Finder.of(story.session)
    (mark,) = finder.found(story.deck.deck)
    id = take(story.deck, mark)
    assert story.again().deck.item(id) == mark.clip
    assert finder.found(story.deck.deck) == ()
    story.deck.undo()
    assert [each.reason for each in finder.found(story.deck.deck)] == [mark.reason]


def test_what_is_in_the_deck_by_hand_is_not_proposed(story: DeckStory) -> None:
    story.deck.add_stretch(Ns(5 * SECOND), Ns(7 * SECOND))
    assert Finder.of(story.session).found(story.deck.deck) == ()


def test_a_second_coders_moments_are_proposed_only_where_nobody_coded_first(story: DeckStory) -> None:
    first = story.session.coding(story.session.codings()[0])
    second = story.coding
    second.header = replace(second.header, role=Role.SECOND)
    safe = second.event(story.safe)
    assert safe is not None
    second.apply(Batch("star", (Edit(safe, replace(safe, starred=True)),)))
    deck = story.deck.deck
    assert [each.kind for each in found(story.session, [first, second], deck)] == ["mark"]
    assert [each.kind for each in found(story.session, [second], deck)] == ["star", "mark"]
