"""A deck on paper: the gate first, nothing that a parent must not see, what is hidden hidden, all of it noted."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.deck_story import AGREED, TODAY, DeckStory
from vfi.core.consent import Action, Purpose
from vfi.core.deck import Clip, ItemId, Page, PageKind, Wording
from vfi.core.errors import BadInput, CouldNot, Refused
from vfi.core.redaction import Place, Redaction, Shape
from vfi.core.showing import ShownPage
from vfi.core.time import Ns, Span
from vfi.desk.coding import CodingDesk
from vfi.desk.paper import CardChoice, idea_cards, said_in
from vfi.desk.printing import (
    CardRequest,
    ScriptRequest,
    into_file,
    preview_card,
    print_card,
    print_script,
)
from vfi.desk.redactions import RedactionDesk
from vfi.desk.showing import prepare
from vfi.desk.visits import begin
from vfi.media.paper_picture import paper_jpeg
from vfi.printing.setting import Typeset
from vfi.store.audit import Act, read_audit
from vfi.store.libraries import read_library, save_library

pytestmark = pytest.mark.film

FRAME = 40_000_000
COPY = (*AGREED, Purpose.PARENT_COPY)
SECRETS = ("Weak moment", "Say little", "F1", "not-answered", "mp4", "play")
"""The clinician's title and note, the case, a choice of the coding, the film's name, the session's."""


class Story(DeckStory):
    """A clip of the pictures 50 to 74 with words, and a visit in which the parent said something."""

    def __init__(self, film: Path, folder: Path, purposes: tuple[Purpose, ...] = COPY) -> None:
        super().__init__(film, folder, purposes)
        self.clip = self.deck.add_stretch(Ns(50 * FRAME), Ns(75 * FRAME), title="Weak moment")
        self.set(question=english("What do you like?"), words=english("You waited."), notes="Say little")
        self.out = folder / "out.pdf"

    def set(self, **changes: object) -> None:
        item = self.deck.deck.item(self.clip)
        assert isinstance(item, Clip)
        self.deck.set(replace(item, **changes))  # type: ignore[arg-type]

    def say(self, *words: str) -> None:
        answer = self.session.may(Action.PRESENT, Purpose.REVIEW, today=TODAY)
        visit = begin(self.session, self.deck.deck, answer, who="Anna")
        for each in words:
            visit.set_words(visit.said(self.clip, Ns(50 * FRAME)).number, each)
        visit.close()

    def card(self, safe_at_home: bool | None = True, **choice: object) -> str:
        request = CardRequest(who="Anna", choice=CardChoice(**choice), safe_at_home=safe_at_home)  # type: ignore[arg-type]
        given: list[Typeset] = []
        print_card(self.deck, request, given.append, today=TODAY)
        return read(given[0])

    def script(self, **request: object) -> str:
        given: list[Typeset] = []
        asked = ScriptRequest(who="Anna", **request)  # type: ignore[arg-type]
        print_script(self.deck, asked, str, given.append, today=TODAY)
        return read(given[0])

    def noted(self) -> list[tuple[str, str, object]]:
        entries = read_audit(self.session.vault, "F1")
        kept = (Act.PRINTED, Act.REFUSED)
        return [(str(each.what), each.purpose, each.details.get("paper")) for each in entries if each.what in kept]


def english(text: str) -> Wording:
    return Wording().with_text("en", text)


def read(made: Typeset) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(made.pdf())).pages)


def pictures_in(made: Typeset) -> int:
    """How many photographs the PDF holds."""
    return made.pdf().count(b"DCTDecode")


@pytest.fixture
def story(film_file: Callable[[str], Path], tmp_path: Path) -> Story:
    return Story(film_file("h264-gop250"), tmp_path)


# -- the card


def test_the_card_holds_the_parents_words_and_nothing_of_the_clinicians(story: Story) -> None:
    story.say("I waited and he came.")
    card = story.card(concept="cues")
    assert "I waited and he came." in card
    assert "Our family film" in card
    assert "signs that tell you" in card
    for secret in (*SECRETS, "What do you like?", "You waited.", "Anna"):
        assert secret not in card


def test_words_that_were_struck_are_never_printed(story: Story) -> None:
    answer = story.session.may(Action.PRESENT, Purpose.REVIEW, today=TODAY)
    visit = begin(story.session, story.deck.deck, answer, who="Anna")
    kept, struck = visit.said(story.clip, None), visit.said(story.clip, None)
    visit.set_words(kept.number, "Keep this.")
    visit.set_words(struck.number, "Not this.")
    visit.strike(struck.number)
    visit.close()
    card = story.card()
    assert "Keep this." in card
    assert "Not this." not in card


def test_the_newest_visit_speaks_unless_another_is_chosen(story: Story) -> None:
    for words in ("First.", "Second."):
        story.say(words)
    assert [remark.words for remark in said_in(story.deck)] == ["Second."]
    with pytest.raises(BadInput) as wrong:
        said_in(story.deck, "2020-01-01-1")
    assert wrong.value.id == "paper-no-such-visit"
    first = str(wrong.value.values["visits"]).split(", ")[0]
    assert "First." in story.card(visit=first)


def test_a_card_goes_home_only_after_it_was_asked_whether_that_is_safe(story: Story) -> None:
    for answer, reason in ((None, "consent-home-not-asked"), (False, "consent-home-not-safe")):
        with pytest.raises(Refused) as refused:
            story.card(safe_at_home=answer)
        assert refused.value.id == reason
    story.card()
    assert story.noted() == [
        ("refused", "parent-copy", "card"),
        ("refused", "parent-copy", "card"),
        ("printed", "parent-copy", "card"),
    ]


def test_without_consent_to_a_copy_the_card_goes_without_a_picture(
    film_file: Callable[[str], Path], tmp_path: Path
) -> None:
    story = Story(film_file("h264-gop250"), tmp_path, AGREED)
    story.say("I waited.")
    with pytest.raises(Refused) as refused:
        story.card()
    assert refused.value.id == "consent-not-covered"
    with pytest.raises(Refused) as refused:
        story.card(safe_at_home=None, picture=False)
    assert refused.value.id == "consent-home-not-asked"
    assert "I waited." in story.card(picture=False)
    bare = preview_card(story.deck, CardRequest(who="Anna", choice=CardChoice(picture=False)))
    assert pictures_in(bare) == 0


def test_a_clip_that_is_not_for_parents_gives_no_picture(story: Story) -> None:
    story.deck.remove(story.clip)
    unsafe = story.deck.add_event(story.coding, story.safe)
    made = pictures_in(preview_card(story.deck, CardRequest(who="Anna", choice=CardChoice(concept="cues"))))
    assert made == 1
    _coded_as_missed(story)
    made = pictures_in(preview_card(story.deck, CardRequest(who="Anna", choice=CardChoice(concept="cues"))))
    assert made == 0
    with pytest.raises(BadInput) as wrong:
        story.card(still=unsafe)
    assert wrong.value.id == "paper-no-such-clip"


def _coded_as_missed(story: Story) -> None:
    (listed,) = story.session.codings()
    with story.session.open_coding(listed.path, "Anna") as source:
        room = CodingDesk(source, story.session.film_index().frame_map)
        room.set_modifier(story.safe, "reading", "not-answered")


def test_the_picture_chosen_for_your_words_is_the_one(story: Story) -> None:
    page = next(item for item in story.deck.deck.items if isinstance(item, Page) and item.kind is PageKind.YOUR_WORDS)
    story.deck.set(replace(page, still=Ns(60 * FRAME), concept="repair"))
    card = story.card()
    assert "we find each other again" in card  # chosen by a person, though careful


def test_an_idea_that_can_hurt_is_on_no_card_by_itself(story: Story) -> None:
    story.set(concept="echoes")
    assert "cared for us" not in story.card()
    assert "cared for us" in story.card(concept="echoes")


def test_what_is_hidden_is_hidden_on_the_card_once_somebody_has_looked(story: Story) -> None:
    hiding = RedactionDesk(story.session)
    span = Span(Ns(40 * FRAME), Ns(80 * FRAME))
    id = hiding.hide(span, Ns(50 * FRAME), Place(0.25, 0.25, 0.5, 0.5), shape=Shape.BOX)
    with pytest.raises(Refused) as refused:
        story.card()
    assert refused.value.id == "redaction-unchecked"
    assert [what for what, _, _ in story.noted()] == []
    hiding.checked(id, span)
    story.card()
    film = story.deck.film_of(story.deck.deck.clips[0])
    plain, _, _ = paper_jpeg(str(film.path), film.index, film.clock, 50, Redaction(), None, 2000)
    hidden, _, _ = paper_jpeg(str(film.path), film.index, film.clock, 50, hiding.redaction, None, 2000)
    made = preview_card(story.deck, CardRequest(who="Anna")).pdf()
    assert hidden in made
    assert plain not in made


def test_the_service_is_on_the_card_only_when_it_is_wanted(story: Story) -> None:
    vault = story.session.vault
    stored = read_library(vault)
    save_library(vault, stored, replace(stored.value, name="North team"))
    assert "North team" not in story.card()
    assert "North team" in story.card(service=True)


def test_the_other_language_stands_beside_the_parents_words(story: Story) -> None:
    story.say("I waited.")
    story.deck.change("deck-languages", replace(story.deck.deck, languages=("en", "ar")))
    card = story.card(also=("انتظرتُ",))
    assert "فيلم" in card
    assert "انتظر" in card
    assert "فيلم" not in story.card(languages=("en",))


def test_a_deck_without_text_gives_a_card_of_pictures(story: Story) -> None:
    story.deck.change("deck-text-free", replace(story.deck.deck, text_free=True))
    assert "family" not in story.card(concept="cues")


def test_a_card_with_nothing_on_it_is_said(story: Story) -> None:
    with pytest.raises(BadInput) as wrong:
        story.card(picture=False)
    assert wrong.value.id == "paper-nothing-on-it"


# -- the script


def test_the_script_holds_what_the_clinician_needs(story: Story) -> None:
    story.deck.change("deck-theme", replace(story.deck.deck, theme="Waiting", goal="To play"))
    script = story.script()
    for words in ("What do you like?", "You waited.", "Say little", "Waiting", "To play", "0:02", "You can stop it"):
        assert words in script
    assert story.noted() == [("printed", "review", "script")]


def test_the_script_leaves_out_what_the_parent_is_not_shown_and_says_so(story: Story) -> None:
    clip = story.deck.add_event(story.coding, story.safe)
    item = story.deck.deck.item(clip)
    assert isinstance(item, Clip)
    story.deck.set(replace(item, title="Second one"))
    assert "Second one" in story.script()
    _coded_as_missed(story)
    script = story.script()
    assert "Second one" not in script
    assert "1 clip of the deck is not shown" in script


def test_a_script_needs_the_consent_to_what_it_is_for(film_file: Callable[[str], Path], tmp_path: Path) -> None:
    story = Story(film_file("h264-gop250"), tmp_path, (Purpose.FILM,))
    for purpose in (Purpose.REVIEW, Purpose.SUPERVISION):
        with pytest.raises(Refused) as refused:
            story.script(purpose=purpose)
        assert refused.value.id == "consent-not-covered"
    with pytest.raises(BadInput):
        story.script(purpose=Purpose.RESEARCH)
    assert story.noted() == [("refused", "review", "script"), ("refused", "supervision", "script")]


# -- as a file


def test_a_file_holds_the_pages_and_takes_no_other_ones_place(story: Story) -> None:
    print_script(story.deck, ScriptRequest(who="Anna"), str, into_file(story.out), today=TODAY)
    assert story.out.read_bytes().startswith(b"%PDF")
    with pytest.raises(Refused) as refused:
        into_file(story.out)
    assert refused.value.id == "paper-name-taken"
    with pytest.raises(BadInput):
        into_file(story.out.with_suffix(".doc"))


def test_what_cannot_be_noted_is_not_printed(story: Story) -> None:
    (story.place.parent / "audit.jsonl").unlink()
    (story.place.parent / "audit.jsonl").mkdir()
    with pytest.raises(CouldNot) as failed:
        print_script(story.deck, ScriptRequest(who="Anna"), str, into_file(story.out), today=TODAY)
    assert failed.value.id == "audit-not-written"
    assert not story.out.exists()


def test_a_missing_film_is_said(story: Story) -> None:
    path = story.deck.film_of(story.deck.deck.clips[0]).path
    path.rename(path.with_name("elsewhere.mp4"))
    with pytest.raises(BadInput) as wrong:
        story.card()
    assert wrong.value.id == "film-moved"


# -- ideas


def test_all_twenty_ideas_are_there_in_both_languages() -> None:
    cards = idea_cards(["en", "ar"]).cards
    assert len(cards) == 20
    assert all(len(card.words) == 2 for card in cards)
    assert all(card.unchecked for card in cards)
    assert not any(card.unchecked for card in idea_cards(["en"]).cards)


def test_an_idea_that_nobody_knows_is_said() -> None:
    with pytest.raises(BadInput) as wrong:
        idea_cards(["en"], ["walking"])
    assert wrong.value.id == "paper-no-such-idea"


def test_ids_of_clips_are_of_this_deck(story: Story) -> None:
    with pytest.raises(BadInput) as wrong:
        story.card(still=ItemId("nowhere"))
    assert wrong.value.id == "paper-no-such-clip"


# -- the screen, by the same rule


def test_a_clip_that_is_left_out_lends_no_picture_to_the_page_for_the_parents_words(story: Story) -> None:
    story.deck.add_event(story.coding, story.safe)
    _coded_as_missed(story)
    prepared = prepare(story.deck, today=TODAY)
    (page,) = [item for item in prepared.show.items if item.id == story.deck.deck.items[-1].id]
    assert isinstance(page, ShownPage)
    assert page.still == 50  # of the clip that is shown, not of the last one in the deck
