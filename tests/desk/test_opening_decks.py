"""Between the first page of a visit and its beginning, things can change: the gate is asked at the beginning, too."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.deck_story import TODAY, DeckStory
from vfi.core.errors import Refused
from vfi.core.time import SECOND, Ns
from vfi.desk.coding import CodingDesk
from vfi.desk.opening_decks import deck_file, open_for_visit
from vfi.store.audit import Act, read_audit
from vfi.store.cases import read_case, save_case

pytestmark = pytest.mark.film


@pytest.fixture
def story(film_file: Callable[[str], Path], tmp_path: Path) -> DeckStory:
    story = DeckStory(film_file("h264-gop250"), tmp_path)
    story.deck.add_stretch(Ns(SECOND), Ns(3 * SECOND))
    return story


def presented(story: DeckStory) -> list[object]:
    """How many clips each noted review had."""
    entries = read_audit(story.session.vault, "F1")
    return [entry.details["clips"] for entry in entries if entry.what == Act.PRESENTED]


def test_a_visit_begins_where_the_family_still_agrees(story: DeckStory) -> None:
    opened = open_for_visit(deck_file(story.deck), today=TODAY)
    opened.begin("Anna", today=TODAY).close()
    assert presented(story) == [1]


def test_what_was_withdrawn_while_the_first_page_stood_is_not_shown(story: DeckStory) -> None:
    opened = open_for_visit(deck_file(story.deck), today=TODAY)
    stored = read_case(story.session.vault, "F1")
    given = tuple(replace(each, withdrawn=TODAY.isoformat()) for each in stored.value.consents)
    save_case(story.session.vault, stored, replace(stored.value, consents=given))

    with pytest.raises(Refused, match="consent-withdrawn"):
        opened.begin("Anna", today=TODAY)
    assert presented(story) == []


def test_what_expired_while_the_first_page_stood_is_not_shown(story: DeckStory) -> None:
    stored = read_case(story.session.vault, "F1")
    given = tuple(replace(each, expires=TODAY.isoformat()) for each in stored.value.consents)
    save_case(story.session.vault, stored, replace(stored.value, consents=given))
    opened = open_for_visit(deck_file(story.deck), today=TODAY)

    with pytest.raises(Refused, match="consent-expired"):
        opened.begin("Anna", today=TODAY + datetime.timedelta(days=3))


def test_a_clip_that_is_left_out_is_not_noted_as_shown(story: DeckStory) -> None:
    story.deck.add_event(story.coding, story.safe)
    listed = story.session.codings()[0]
    with story.session.open_coding(listed.path, "Anna") as source:
        room = CodingDesk(source, story.session.film_index().frame_map)
        room.set_modifier(story.safe, "reading", "not-answered")

    opened = open_for_visit(deck_file(story.deck), today=TODAY)
    opened.begin("Anna", today=TODAY).close()

    assert len(opened.prepared.left_out) == 1
    assert presented(story) == [1]
