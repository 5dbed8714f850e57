"""A deck on disk: what is written is read again, and what is wrong in a file is said with its place."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vfi.core.case import Session
from vfi.core.deck import (
    Clip,
    Crop,
    Deck,
    Freeze,
    ItemId,
    Page,
    PageKind,
    Showing,
    SlowPart,
    Voice,
    Wording,
)
from vfi.core.errors import FileDamaged, Refused
from vfi.core.events import EventId
from vfi.core.time import SECOND, Ns
from vfi.desk.checking import check
from vfi.files.vault import PlainVault
from vfi.store.checking import Check
from vfi.store.decks import deck_ids, new_deck, read_deck, save_deck
from vfi.store.sessions import new_session
from vfi.store.visits import begin_visit, visit_paths


def seconds(number: float) -> Ns:
    return Ns(round(number * SECOND))


def full_clip() -> Clip:
    return Clip(
        id=ItemId("one"),
        start=seconds(1),
        end=seconds(9),
        title="He reaches for you",
        camera="sofa",
        slow=(
            SlowPart(start=seconds(2), end=seconds(3), percent=25),
            SlowPart(start=seconds(3), end=seconds(4), percent=50),
        ),
        freezes=(Freeze(at=seconds(5)), Freeze(at=seconds(6), hold=seconds(2))),
        repeats=2,
        crop=Crop(x=0.1, y=0.2, width=0.5, height=0.3333),
        still=seconds(5),
        question=Wording(texts=(("en", "What do you like here?"),)),
        words=Wording(
            texts=(("en", "You waited."), ("ar", "انتظرتِ.")),
            checked=(("en", "A."),),
            voices=(("ar", Voice(file="one.wav", by="H.")),),
        ),
        showing=Showing.ALWAYS,
        baby_says=Wording(texts=(("en", 'I like {baby}\'s "duck"\nand more'),)),
        baby_showing=Showing.ON_KEY,
        concept="serve-return",
        closing=True,
        notes="Let her find the wait herself.\nThen wait.",
        event=EventId("e1"),
        coding="anna-1",
    )


def full_deck() -> Deck:
    return Deck(
        id="review",
        title="Review of 11 March",
        theme="when he turns away",
        goal="to know what he needs",
        languages=("en", "ar"),
        baby=Wording(texts=(("en", "Sam"), ("ar", "سام"))),
        pronoun="he",
        volume=60,
        text_free=True,
        items=(
            Page(id=ItemId("o"), kind=PageKind.OPENING),
            full_clip(),
            Page(id=ItemId("q"), kind=PageKind.QUESTION, wording=Wording(texts=(("en", "Where?"),)), notes="wait"),
            Clip(id=ItemId("two"), start=seconds(20), end=seconds(21)),
            Page(id=ItemId("y"), kind=PageKind.YOUR_WORDS, concept="turns", still=seconds(20)),
        ),
    )


@pytest.fixture
def vault(tmp_path: Path) -> PlainVault:
    (tmp_path / "s").mkdir()
    return PlainVault(tmp_path)


def test_a_deck_with_everything_in_it_is_read_as_it_was_written(vault: PlainVault) -> None:
    new_deck(vault, "s", full_deck())
    assert deck_ids(vault, "s") == ["review"]
    stored = read_deck(vault, "s", "review")
    assert stored.value == full_deck()
    assert stored.warnings == ()


def test_clips_in_another_order_are_read_in_that_order(vault: PlainVault) -> None:
    stored = new_deck(vault, "s", full_deck())
    turned = replace(full_deck(), items=tuple(reversed(full_deck().items)))
    save_deck(vault, stored, turned)
    assert read_deck(vault, "s", "review").value == turned


def test_one_changed_word_changes_one_line_of_the_file(vault: PlainVault) -> None:
    stored = new_deck(vault, "s", full_deck())
    clip = full_clip()
    deck = full_deck().changed(replace(clip, question=clip.question.with_text("en", "What do you see there?")))
    after = save_deck(vault, stored, deck).source.splitlines()
    before = stored.source.splitlines()
    assert [old for old, new in zip(before, after, strict=True) if old != new] == [b'text = "What do you like here?"']


def test_two_windows_that_changed_the_same_deck_are_told(vault: PlainVault) -> None:
    stored = new_deck(vault, "s", full_deck())
    save_deck(vault, stored, full_deck().without(ItemId("two")))
    theirs = save_deck(vault, stored, replace(full_deck(), theme="smiles"))
    assert theirs.value.item(ItemId("two")) is None
    assert theirs.value.theme == "smiles"
    with pytest.raises(Refused, match="record-changed-meanwhile"):
        save_deck(vault, stored, full_deck().without(ItemId("q")))


@pytest.mark.parametrize(
    ("wrong", "right", "id"),
    [
        ("end_ns = 0", "end_ns = 9000000000", "clip-stretch-empty"),
        ("percent = 30", "percent = 25", "slow-part"),
        ("at_ns = 99000000000", "at_ns = 5000000000", "clip-parts"),
        ('kind = "film"', 'kind = "opening"', "file-not-a-choice"),
        ('languages = ["en", "en"]', 'languages = ["en", "ar"]', "deck-languages"),
        ("volume = 200", "volume = 60", "deck-volume"),
        ('id = "one"', 'id = "two"', "deck-item-twice"),
        ("width = 9999", "width = 5000", "crop-outside"),
        ("hold_ns = 1", "hold_ns = 2000000000", "freeze-hold"),
        ("hold_ns = 20000000000000000", "hold_ns = 2000000000", "freeze-hold"),
        ('voice = "../../../F2/one.wav"', 'voice = "one.wav"', "voice-elsewhere"),
        ('voice = "C:one.wav"', 'voice = "one.wav"', "voice-elsewhere"),
        ("voice = '..\\one.wav'", 'voice = "one.wav"', "voice-elsewhere"),
    ],
)
def test_what_is_wrong_in_a_deck_is_said_with_its_line(vault: PlainVault, wrong: str, right: str, id: str) -> None:
    stored = new_deck(vault, "s", full_deck())
    text = stored.source.decode()
    assert right in text
    vault.write("s/decks/review.toml", text.replace(right, wrong, 1).encode())
    with pytest.raises(FileDamaged) as caught:
        read_deck(vault, "s", "review")
    findings = caught.value.values["findings"]
    assert id in [finding.id for finding in findings]  # type: ignore[attr-defined]
    assert all(finding.line for finding in findings)  # type: ignore[attr-defined]


times = st.integers(0, 10**13)
texts = st.text(st.characters(codec="utf-8", exclude_characters="\r", exclude_categories=("Cs", "Cc")), max_size=30)


@settings(deadline=None)  # every example is written to the disk
@given(words=texts, notes=texts, title=texts, start=times, length=st.integers(1, 10**11), repeats=st.integers(1, 9))
def test_any_clip_survives_its_file(
    tmp_path_factory: pytest.TempPathFactory, words: str, notes: str, title: str, start: int, length: int, repeats: int
) -> None:
    vault = PlainVault(tmp_path_factory.mktemp("deck"))
    clip = Clip(
        id=ItemId("c"),
        start=Ns(start),
        end=Ns(start + length),
        title=" ".join(title.split()),
        words=Wording().with_text("en", words),
        notes=notes,
        repeats=repeats,
    )
    new_deck(vault, "", Deck(id="review", items=(clip,)))
    assert read_deck(vault, "", "review").value.items == (clip,)


def test_check_finds_what_is_wrong_with_a_deck_and_its_visits(tmp_path: Path) -> None:
    vault = PlainVault(tmp_path)
    new_session(vault, Session(id="play", date="2026-03-11"))
    new_deck(vault, "play", full_deck())
    begin_visit(vault, "play", "review", who="Anna")
    checking = Check(vault, today=datetime.date(2026, 3, 12), film_end=None)
    checking.deck("play", "review", end=seconds(15))
    assert [(found.id, found.where) for found in checking.findings] == [("deck-clip-outside-film", "two")]
    (visit,) = visit_paths(vault, "play", "review")
    vault.write(visit, vault.read(visit) + b"{}\n")
    vault.write("play/decks/review.toml", b"format = 1\nvolume = 200\n")
    found = check(tmp_path / "play")
    assert {("deck-volume", "play/decks/review.toml", 2), ("visit-line-unreadable", visit, 2)} <= {
        (each.id, "play/" + each.path if not each.path.startswith("play") else each.path, each.line) for each in found
    }
    assert [each.id for each in check(tmp_path / "play" / "decks" / "review.toml")] == [
        "deck-volume",
        "visit-line-unreadable",
    ]
