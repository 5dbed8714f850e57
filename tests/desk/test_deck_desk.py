"""A deck made of moments: one step each, kept at once, taken back, and nothing in it that a parent must not meet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.deck_story import AGREED, TODAY, DeckStory
from vfi.core.consent import Purpose
from vfi.core.deck import Clip, Crop, Freeze, PageKind, Wording
from vfi.core.errors import BadInput, CouldNot, Refused
from vfi.core.programme import Hold, Run
from vfi.core.showing import ShownClip, ShownPage
from vfi.core.time import SECOND, Ns
from vfi.desk import consents
from vfi.desk.coding import CodingDesk
from vfi.desk.decks import open_deck
from vfi.desk.showing import prepare
from vfi.desk.visits import begin, open_visit, visits
from vfi.store.audit import Act, read_audit
from vfi.words.saying import say

pytestmark = pytest.mark.film


@pytest.fixture
def story(film_file: Callable[[str], Path], tmp_path: Path) -> DeckStory:
    return DeckStory(film_file("h264-gop250"), tmp_path)


def clip_of(story: DeckStory, place: int = 0) -> Clip:
    return story.deck.deck.clips[place]


def test_a_new_deck_has_the_pages_that_every_review_has(story: DeckStory) -> None:
    kinds = [item.kind for item in story.deck.deck.items]
    assert kinds == [PageKind.OPENING, PageKind.WHO_CAN_SEE, PageKind.YOUR_WORDS]
    assert story.again().deck == story.deck.deck


def test_a_clip_of_a_moment_stands_before_the_last_page_with_the_words_for_parents(story: DeckStory) -> None:
    id = story.deck.add_event(story.coding, story.safe)
    item = story.deck.deck.items[-2]
    assert item.id == id
    assert isinstance(item, Clip)
    assert item.words.text("en") == "Your baby says: more, please"
    clock = story.session.clock()
    assert (clock.frame_at(item.start), clock.frame_at(item.end - 1)) == (0, 100)
    assert story.again().deck == story.deck.deck


def test_a_moment_that_is_not_for_parents_comes_into_no_deck(story: DeckStory) -> None:
    with pytest.raises(Refused, match="clip-not-for-parents"):
        story.deck.add_event(story.coding, story.unsafe)
    assert story.deck.deck.clips == ()


def test_a_stretch_with_an_unsafe_moment_in_it_is_reminded_of(story: DeckStory) -> None:
    story.deck.add_stretch(Ns(0), Ns(3 * SECOND))
    assert story.deck.unsafe_stretches() == ()
    story.deck.add_stretch(Ns(3 * SECOND), Ns(5 * SECOND))
    (said,) = story.deck.unsafe_stretches()
    assert say(said) == "Clip 2 also holds a moment that is not for parents: “Come closer”, at 0:00:04."
    assert said in prepare(story.deck, today=TODAY).reminders


def test_words_of_ours_that_nobody_checked_are_reminded_of(story: DeckStory) -> None:
    assert story.deck.our_texts() == ()
    story.deck.change("deck-changed", replace(story.deck.deck, languages=("ar", "pl")))
    assert [said.id for said in story.deck.our_texts()] == ["deck-texts-unchecked", "deck-texts-missing"]


def test_a_services_own_picture_reaches_the_show_and_a_broken_one_is_told(story: DeckStory) -> None:
    folder = story.session.vault.root / "parent"
    folder.mkdir()
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1,1 L8,8"/></svg>'
    (folder / "concept-turns.svg").write_text(drawing)
    (folder / "concept-cues.svg").write_text(drawing[:30])
    story.deck.add_stretch(Ns(0), Ns(SECOND))
    for concept in ("turns", "cues", "mind"):
        story.deck.add_page(PageKind.CONCEPT, concept=concept)
    made = prepare(story.deck, today=TODAY)
    assert {id: found.data.decode() for id, found in made.show.pictures.items()} == {"turns": drawing}
    (told,) = [said for said in made.reminders if said.id == "picture-broken"]
    assert "concept-cues.svg" in say(told)


def test_a_concept_that_can_hurt_is_not_taken_over_from_a_code(story: DeckStory) -> None:
    def concept_of_clip(concept: str) -> str:
        scheme = story.coding.scheme
        tiers = tuple(
            replace(tier, codes=tuple(replace(code, concept=concept) for code in tier.codes)) for tier in scheme.tiers
        )
        story.coding.scheme = replace(scheme, tiers=tiers)
        id = story.deck.add_event(story.coding, story.safe)
        item = story.deck.deck.item(id)
        assert isinstance(item, Clip)
        return item.concept

    assert concept_of_clip("turns") == "turns"
    assert concept_of_clip("echoes") == ""


def test_a_mark_becomes_a_clip_without_any_words(story: DeckStory) -> None:
    story.deck.add_event(story.coding, story.mark)
    assert not clip_of(story).words
    assert clip_of(story).title == ""


def test_a_stretch_is_kept_within_the_film(story: DeckStory) -> None:
    story.deck.add_stretch(Ns(-5 * SECOND), Ns(1000 * SECOND))
    span = story.session.span()
    assert (clip_of(story).start, clip_of(story).end) == (span.start, span.end)
    with pytest.raises(BadInput, match="clip-outside-film"):
        story.deck.add_stretch(Ns(1000 * SECOND), Ns(1001 * SECOND))


def test_every_change_can_be_taken_back_and_made_again(story: DeckStory) -> None:
    start = story.deck.deck
    story.deck.add_stretch(Ns(0), Ns(SECOND))
    one = story.deck.deck
    story.deck.move(clip_of(story).id, 0)
    story.deck.remove(clip_of(story).id)
    end = story.deck.deck
    assert [story.deck.undo(), story.deck.undo(), story.deck.undo()] == ["clip-removed", "deck-order", "clip-added"]
    assert story.deck.deck == start
    assert story.again().deck == start
    story.deck.redo()
    assert story.deck.deck == one
    story.deck.redo()
    story.deck.redo()
    assert story.deck.deck == end
    with pytest.raises(Refused, match="nothing-to-redo"):
        story.deck.redo()


def test_letters_typed_one_after_the_other_are_taken_back_as_one(story: DeckStory) -> None:
    now = [0.0]
    deck = open_deck(story.session, clock=lambda: now[0])
    deck.add_stretch(Ns(0), Ns(SECOND))
    clip = deck.deck.clips[0]
    for text in ("Y", "Yo", "You"):
        now[0] += 0.5
        deck.set(replace(deck.deck.clips[0], words=Wording().with_text("en", text)), merge="words")
    now[0] += 60
    deck.set(replace(deck.deck.clips[0], words=Wording().with_text("en", "You waited")), merge="words")
    deck.undo()
    assert deck.deck.clips[0].words.text("en") == "You"
    deck.undo()
    assert deck.deck.clips == (clip,)


def test_only_one_clip_is_the_closing_one(story: DeckStory) -> None:
    for second in range(2):
        story.deck.add_stretch(Ns(second * SECOND), Ns((second + 1) * SECOND))
    assert "deck-no-closing" in [said.id for said in story.deck.remarks(today=TODAY)]
    for place in range(2):
        story.deck.set(replace(clip_of(story, place), closing=True))
    assert [clip.closing for clip in story.deck.deck.clips] == [False, True]
    assert story.deck.remarks(today=TODAY) == ()


def test_what_cannot_be_kept_is_not_changed(story: DeckStory, monkeypatch: pytest.MonkeyPatch) -> None:
    before = story.deck.deck

    def full(*_: object) -> None:
        raise CouldNot("disk-full", path="review.toml")

    monkeypatch.setattr(story.session.vault, "write", full)
    with pytest.raises(CouldNot, match="deck-not-kept"):
        story.deck.add_stretch(Ns(0), Ns(SECOND))
    assert story.deck.deck == before
    assert story.deck.undo_label is None


def test_two_windows_change_different_things_and_are_told_of_the_same(story: DeckStory) -> None:
    other = story.again()
    other.change("deck-changed", replace(other.deck, theme="smiles"))
    story.deck.add_stretch(Ns(0), Ns(SECOND))
    assert story.deck.deck.theme == "smiles"
    with pytest.raises(Refused, match="record-changed-meanwhile"):
        other.add_stretch(Ns(0), Ns(SECOND))
    other.read_again()
    assert len(other.deck.clips) == 1


def test_the_parent_is_shown_the_moment_and_its_words_and_nothing_else(story: DeckStory) -> None:
    story.deck.add_event(story.coding, story.safe)
    clip = replace(clip_of(story), title="Engagement cue", notes="she was late", freezes=(Freeze(at=Ns(SECOND)),))
    story.deck.set(clip)
    prepared = prepare(story.deck, today=TODAY)
    shown = next(item for item in prepared.show.items if isinstance(item, ShownClip))
    assert shown.shots == (Run(0, 25, 1), Hold(25, clip.freezes[0].hold), Run(26, 100, 1))
    everything = repr(prepared.show)
    for private in ("Engagement", "late", "film", "F1", "2026", "Anna", "babys-cues"):
        assert private not in everything.replace("film=0", "").replace("your film", "")
    assert prepared.backstage.items[2].notes == "she was late"
    assert prepared.backstage.family == "F1"


def test_who_can_see_it_is_said_from_the_consents(film_file: Callable[[str], Path], tmp_path: Path) -> None:
    story = DeckStory(film_file("h264-gop250"), tmp_path, (*AGREED, Purpose.SUPERVISION))
    story.deck.add_stretch(Ns(0), Ns(SECOND))
    page = prepare(story.deck, today=TODAY).show.items[1]
    assert isinstance(page, ShownPage)
    texts = [line.text for lines in page.lines for line in lines]
    assert "Someone who helps us to do this well may see it." in texts
    assert "It may help research." not in texts
    assert texts[-2].startswith("We keep this private. If we are worried")
    assert page.ideas == ("who-review", "who-supervision", "private", "change-mind")


def test_a_moment_recoded_as_not_for_parents_is_left_out_of_the_show(story: DeckStory) -> None:
    id = story.deck.add_event(story.coding, story.safe)
    story.deck.add_stretch(Ns(0), Ns(SECOND))
    with story.session.start_coding("Anna") as source:
        room = CodingDesk(source, story.session.film_index().frame_map)
        room.set_modifier(story.safe, "reading", "not-answered")
    prepared = prepare(story.again(), today=TODAY)
    assert prepared.left_out == (id,)
    assert id not in [item.id for item in prepared.show.items]


@pytest.mark.parametrize("recoded", [True, False])
def test_a_moment_that_was_deleted_is_shown_if_it_was_for_parents_then(story: DeckStory, recoded: bool) -> None:
    id = story.deck.add_event(story.coding, story.safe)
    story.deck.add_stretch(Ns(0), Ns(SECOND))
    with story.session.start_coding("Anna") as source:
        room = CodingDesk(source, story.session.film_index().frame_map)
        if recoded:
            room.set_modifier(story.safe, "reading", "not-answered")
        room.delete(story.safe)
    assert prepare(story.again(), today=TODAY).left_out == ((id,) if recoded else ())


def test_without_consent_nothing_is_shown(story: DeckStory) -> None:
    story.deck.add_stretch(Ns(0), Ns(SECOND))
    consents.withdraw(story.session.vault, "F1", "c1", who="Anna", today=TODAY)
    with pytest.raises(Refused, match="consent-withdrawn"):
        prepare(story.again(), today=TODAY)
    assert "consent-withdrawn" in [said.id for said in story.again().remarks(today=TODAY)]


def test_a_deck_without_text_shows_none(story: DeckStory) -> None:
    story.deck.add_event(story.coding, story.safe)
    story.deck.change("deck-changed", replace(story.deck.deck, text_free=True))
    show = prepare(story.deck, today=TODAY).show
    shown = next(item for item in show.items if isinstance(item, ShownClip))
    assert shown.words == ()
    assert all(item.lines == () for item in show.items if isinstance(item, ShownPage))


def test_marks_of_a_visit_are_kept_and_struck_words_are_gone_from_the_file(story: DeckStory) -> None:
    story.deck.add_stretch(Ns(0), Ns(SECOND))
    prepared = prepare(story.deck, today=TODAY)
    id = clip_of(story).id
    visit = begin(story.session, story.deck.deck, prepared.answer, who="Anna")
    visit.said(id, Ns(SECOND))
    visit.heart(id, None)
    visit.set_words(1, "I waited for him")
    visit.close()
    assert read_audit(story.session.vault, "F1")[-1].what is Act.PRESENTED
    (path,) = visits(story.session, "review")
    again = open_visit(story.session, path)
    assert [(remark.kind, remark.words) for remark in again.visit.remarks] == [
        ("said", "I waited for him"),
        ("heart", ""),
    ]
    again.strike(1)
    again.close()
    assert b"waited" not in story.session.vault.read(path)
    assert open_and_close(story, path)[0].struck


def test_a_mark_whose_writing_was_cut_off_takes_no_other_with_it(story: DeckStory) -> None:
    story.deck.add_stretch(Ns(0), Ns(SECOND))
    visit = begin(story.session, story.deck.deck, prepare(story.deck, today=TODAY).answer, who="Anna")
    visit.said(clip_of(story).id, Ns(1))
    visit.said(clip_of(story).id, Ns(2))
    visit.close()
    (path,) = visits(story.session, "review")
    story.session.vault.write(path, story.session.vault.read(path)[:-9])
    again = open_visit(story.session, path)
    again.heart(clip_of(story).id, Ns(3))
    again.close()
    assert [remark.at for remark in open_and_close(story, path)] == [Ns(1), Ns(3)]


def open_and_close(story: DeckStory, path: str) -> tuple:  # type: ignore[type-arg]
    visit = open_visit(story.session, path)
    visit.close()
    return visit.visit.remarks


def test_who_was_cropped_out_of_a_clip_is_not_on_the_last_page_either(story: DeckStory) -> None:
    story.deck.add_stretch(Ns(0), Ns(SECOND))
    crop = Crop(x=0.5, y=0.0, width=0.5, height=1.0)
    story.deck.set(replace(clip_of(story), crop=crop))
    page = prepare(story.deck, today=TODAY).show.items[-1]
    assert isinstance(page, ShownPage)
    assert (page.kind, page.crop) == (PageKind.YOUR_WORDS, crop)


def test_undo_takes_back_what_was_done_here_and_not_what_another_window_did(story: DeckStory) -> None:
    other = story.again()
    other.change("deck-changed", replace(other.deck, theme="smiles"))
    story.deck.add_stretch(Ns(0), Ns(SECOND))
    story.deck.undo()
    assert (story.again().deck.theme, story.again().deck.clips) == ("smiles", ())
    story.deck.redo()
    assert (story.again().deck.theme, len(story.again().deck.clips)) == ("smiles", 1)
