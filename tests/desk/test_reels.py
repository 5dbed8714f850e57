"""A deck leaves the house as a film: the gate first, nothing that a parent must not see, what is hidden burned in."""

from __future__ import annotations

import csv
import datetime
import wave
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from tests.films import told
from vfi.core.case import Person
from vfi.core.consent import Consent, LawfulReason, Purpose
from vfi.core.deck import Clip, Freeze, ItemId, PageKind, Showing, SlowPart, Voice, Wording
from vfi.core.errors import BadInput, CouldNot, FileDamaged, Refused, VfiError
from vfi.core.ports import Band, CardWords, StripWords
from vfi.core.redaction import Place, Shape
from vfi.core.time import SECOND, Ns, Span
from vfi.desk.bundled import find_scheme
from vfi.desk.coding import CodingDesk
from vfi.desk.decks import DeckDesk, open_deck
from vfi.desk.making import FilmGiven, new_session_at
from vfi.desk.redactions import RedactionDesk
from vfi.desk.reel_plan import ReelLook
from vfi.desk.reels import (
    ReelReport,
    ReelRequest,
    estimate_reel,
    export_deck_clips,
    export_reel,
    export_stills,
)
from vfi.desk.session import open_place
from vfi.media.film import open_film
from vfi.media.showreel.order import ReelOrder
from vfi.media.showreel.writing import ReelWritten, write_reel
from vfi.media.spoken import as_wav
from vfi.store.audit import Act, read_audit
from vfi.store.cases import read_case, save_case
from vfi.store.redactions import FILE
from vfi.words import sentence

pytestmark = pytest.mark.film

TODAY = datetime.date(2026, 3, 12)
FRAME = 40_000_000


class PlainPainter:
    """Stands for the painter: grey strips and pages, and a memory of what was to be written."""

    def __init__(self) -> None:
        self.strips: list[StripWords] = []
        self.cards: list[CardWords] = []

    def strip(self, width: int, picture_height: int, words: StripWords, *, height: int = 0) -> Band | None:
        if words == StripWords() and not height:
            return None
        if height:
            self.strips.append(words)
        level = 150 if words.words else 20
        return Band(width, max(20, height), bytes([level, level, level, 255]) * (width * max(20, height)))

    def card(self, width: int, height: int, words: CardWords) -> Band:
        self.cards.append(words)
        return Band(width, height, bytes([220, 220, 220, 255]) * (width * height))

    @property
    def all_words(self) -> str:
        return repr((self.strips, self.cards))


def write_here(orders: Sequence[ReelOrder], **more: object) -> list[ReelWritten] | None:
    """In this process: the worker has its own tests."""
    written = [write_reel(order, **more) for order in orders]  # type: ignore[arg-type]
    return [each for each in written if each is not None]


class Story:
    """A family with one film (25 pictures a second, 320) and a deck with one clip: the pictures 50 to 74."""

    def __init__(self, film: Path, folder: Path, *purposes: Purpose) -> None:
        self.folder = folder / "library" / "F1" / "2026-03-11-play"
        made = new_session_at(self.folder, [FilmGiven(film)], find_scheme("babys-cues"))
        if purposes:
            consent = Consent(
                id="c1",
                person="a",
                basis="parental-responsibility",
                date="2026-03-11",
                purposes=(Purpose.FILM, *purposes),
            )
            stored, carer = read_case(made.vault, "F1"), Person(id="a", role="carer", label="A.")
            save_case(made.vault, stored, replace(stored.value, people=(carer,), consents=(consent,)))
        self.session = open_place(self.folder)
        self.deck: DeckDesk = open_deck(self.session)
        self.clip = self.deck.add_stretch(Ns(50 * FRAME), Ns(75 * FRAME), title="Anna's weak moment")
        self.painter = PlainPainter()
        self.out = folder / "out" / "our film.mp4"

    def set(self, **changes: object) -> None:
        item = self.deck.deck.item(self.clip)
        assert isinstance(item, Clip)
        self.deck.set(replace(item, **changes))  # type: ignore[arg-type]

    def add_unsafe(self) -> ItemId:
        """A clip of a cue that was answered when it was put into the deck, and is coded as missed since."""
        path = self.session.new_coding("Anna", find_scheme("babys-cues"))
        with self.session.open_coding(path, "Anna") as source:
            room = CodingDesk(source, self.session.film_index().frame_map)
            event = room.key("q", 100).select
            assert event is not None
            item = self.deck.add_event(source.coding, event)
            room.set_modifier(event, "reading", "not-answered")
        return item

    def request(self, purpose: Purpose, **more: object) -> ReelRequest:
        return ReelRequest(purpose=purpose, who="Anna", **more)  # type: ignore[arg-type]

    def export(self, purpose: Purpose, **more: object) -> ReelReport:
        request = self.request(purpose, **more)
        report = export_reel(self.deck, request, self.out, lambda: self.painter, today=TODAY, write=write_here)
        assert report is not None
        return report

    def audit(self) -> list[tuple[str, str]]:
        entries = read_audit(self.session.vault, "F1")
        return [(str(each.what), each.purpose) for each in entries if each.what in (Act.EXPORTED, Act.REFUSED)]

    def refused(self, purpose: Purpose, **more: object) -> VfiError:
        with pytest.raises(VfiError) as refused:
            self.export(purpose, **more)
        assert not self.out.exists()
        assert not self.out.parent.exists()
        return refused.value


@pytest.fixture
def film(film_file: Callable[[str], Path]) -> Path:
    return film_file("h264-gop250")


ALL = (Purpose.REVIEW, Purpose.SUPERVISION, Purpose.PARENT_COPY, Purpose.AGENCY)


@pytest.fixture
def story(film: Path, tmp_path: Path) -> Story:
    return Story(film, tmp_path, *ALL)


def numbers_in(path: Path) -> list[int | None]:
    with open_film(path) as film:
        return [told(film.read(frame)[:180]) for frame in range(film.frames)]


def test_the_clip_is_there_with_its_question_its_words_and_its_idea(story: Story) -> None:
    story.set(
        question=Wording(texts=(("en", "What do you see?"),)),
        words=Wording(texts=(("en", "You waited.\n{He} reached out."),)),
        baby_says=Wording(texts=(("en", "I see you!"),)),
        concept="serve-return",
        slow=(SlowPart(start=Ns(60 * FRAME), end=Ns(62 * FRAME), percent=50),),
        freezes=(Freeze(at=Ns(61 * FRAME), hold=Ns(SECOND)),),
    )
    report = story.export(Purpose.REVIEW)
    kinds = [words.paragraphs[0][0] if words.paragraphs else "" for words in story.painter.cards]
    assert kinds[0] == "This is your film."
    assert "What do you see?" in kinds
    assert story.painter.cards[-1].drawing
    assert story.painter.strips == [StripWords(words=("You waited. Your baby reached out.",))]
    found = [number for number in numbers_in(story.out) if number is not None]
    assert found == [*range(50, 62), 61, 61, *range(62, 75)]
    with report.table.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    clip = next(row for row in rows if row["kind"] == "clip")
    assert (clip["lasts_s"], clip["pictures"], clip["film_start_s"]) == ("2.080000000", "27", "2.000000000")


def test_words_that_are_never_shown_stay_away_and_those_of_the_baby_only_when_chosen(story: Story) -> None:
    words, baby = Wording(texts=(("en", "You waited."),)), Wording(texts=(("en", "I see you!"),))
    story.set(words=words, baby_says=baby, showing=Showing.NEVER, baby_showing=Showing.ON_KEY)
    story.export(Purpose.REVIEW, look=ReelLook(pages=False))
    assert story.painter.strips == [StripWords(baby=("I see you!",))]
    assert not story.painter.cards


def test_titles_notes_names_and_codes_are_nowhere(story: Story) -> None:
    story.set(notes="SECRET note", words=Wording(texts=(("en", "You waited."),)))
    story.add_unsafe()
    report = story.export(Purpose.REVIEW)
    for secret in ("weak moment", "SECRET", "F1", "play", "not-answered", "cue", "Cue"):
        assert secret not in story.painter.all_words
    content = story.out.read_bytes()
    assert not [word for word in (b"h264-gop250", b"2026-03-11", b"Anna", b"SECRET", b"library") if word in content]
    assert len(report.left_out) == 1


def test_a_moment_that_was_missed_stays_out_of_a_film_for_the_family_and_is_marked_in_one_for_the_team(
    story: Story,
) -> None:
    unsafe = story.add_unsafe()
    report = story.export(Purpose.REVIEW, look=ReelLook(pages=False))
    assert report.left_out == (unsafe,)
    assert max(number or 0 for number in numbers_in(story.out)) == 74
    story.out.unlink()
    report = story.export(Purpose.SUPERVISION, look=ReelLook(pages=False))
    assert report.left_out == ()
    assert 100 in numbers_in(story.out)
    assert [strip.team_only for strip in story.painter.strips[-2:]] == ["", "Team only"]


def test_a_deck_of_missed_moments_alone_gives_the_family_nothing(story: Story) -> None:
    story.add_unsafe()
    story.deck.remove(story.clip)
    assert story.refused(Purpose.REVIEW).id == "reel-no-clips"


def test_a_copy_that_goes_home_says_whose_film_it_is(story: Story) -> None:
    story.export(Purpose.PARENT_COPY, safe_at_home=True)
    feet = {words.foot for words in (*story.painter.strips, *story.painter.cards)}
    assert feet == {"Our family film"}


def test_pages_that_speak_to_the_parent_are_not_in_a_film_for_others(story: Story) -> None:
    story.deck.add_page(PageKind.CONCEPT, concept="serve-return")
    story.export(Purpose.SUPERVISION)
    assert [bool(words.drawing) for words in story.painter.cards] == [True]


def test_a_spoken_question_is_heard_on_its_page_which_stands_as_long(story: Story) -> None:
    """Where nothing is written the clip's still stands while it is heard."""
    folder = story.folder / "decks" / "voices"
    folder.mkdir(parents=True)
    with wave.open(str(folder / "q.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        tone = np.sin(2 * np.pi * 300 * np.arange(6 * 48_000) / 48_000)
        file.writeframes((0.5 * tone * 32767).astype("<i2").tobytes())
    story.set(question=Wording(voices=(("en", Voice(file="q.wav", by="I. T.")),)))
    story.export(Purpose.SUPERVISION)
    assert [words.still is not None for words in story.painter.cards] == [True]
    with av.open(str(story.out)) as box:
        sound = np.concatenate([frame.to_ndarray()[0] for frame in box.decode(audio=0) if frame.pts >= 0])
    assert float(np.sqrt(np.mean(sound[4_800 : 5 * 48_000] ** 2))) > 0.2
    assert float(np.abs(sound[round(6.1 * 48_000) : round(6.9 * 48_000)]).max()) < 0.01
    with open_film(story.out) as film:
        assert film.frame_map.end == 7 * SECOND + 25 * FRAME


def test_no_purpose_passes_without_consent_and_each_refusal_is_noted(film: Path, tmp_path: Path) -> None:
    story = Story(film, tmp_path)
    asked = [purpose for purpose in Purpose if purpose is not Purpose.LAW]
    refused = [story.refused(purpose, safe_at_home=True, approved_by="Ben") for purpose in asked]
    assert {each.id for each in refused} == {"consent-no-consent"}
    assert story.audit() == [("refused", str(purpose)) for purpose in asked]


def test_law_needs_a_reason_and_passes_with_one(film: Path, tmp_path: Path) -> None:
    story = Story(film, tmp_path)
    assert story.refused(Purpose.LAW).id == "consent-law-needs-reason"
    story.export(Purpose.LAW, law=LawfulReason(reason="court order 7", authoriser="Judge", recipient="court"))
    entries = read_audit(story.session.vault, "F1")
    assert entries[-1].details["law"] == "court order 7"


def test_an_export_is_noted_with_the_consent_that_allowed_it(story: Story) -> None:
    story.export(Purpose.SUPERVISION)
    assert story.audit() == [("exported", "supervision")]
    entries = read_audit(story.session.vault, "F1")
    assert (entries[-1].consent, entries[-1].details["clips"]) == ("c1", 1)


class TestWhatIsHidden:
    def region(self, story: Story) -> tuple[RedactionDesk, str]:
        desk = RedactionDesk(story.session)
        place = Place(0.25, 0.5, 0.5, 0.3)
        span = Span(Ns(40 * FRAME), Ns(80 * FRAME))
        return desk, desk.hide(span, Ns(50 * FRAME), place, shape=Shape.BOX)

    def levels(self, path: Path) -> list[int]:
        """For each picture the greatest difference inside what is hidden."""
        with open_film(path) as film:
            return [int(np.ptp(film.read(frame)[94:140, 84:236])) for frame in range(film.frames)]

    def test_is_hidden_in_film_clips_and_stills(self, story: Story, tmp_path: Path) -> None:
        self.region(story)
        report = story.export(Purpose.SUPERVISION, look=ReelLook(pages=False))
        assert report.hidden
        assert max(self.levels(story.out)) <= 16
        request = story.request(Purpose.SUPERVISION, look=ReelLook(pages=False))
        clips = export_deck_clips(
            story.deck, request, tmp_path / "clips", lambda: story.painter, today=TODAY, write=write_here
        )
        assert clips is not None
        assert [path.name for path in clips.files] == ["clip-001.mp4"]
        assert max(self.levels(clips.files[0])) <= 16
        stills = export_stills(story.deck, request, tmp_path / "stills", lambda: story.painter, today=TODAY)
        assert [path.name for path in stills.files] == ["still-001.png"]
        assert stills.files[0].read_bytes()[:4] == b"\x89PNG"

    def test_the_team_may_choose_to_see_it_and_nobody_else(self, story: Story) -> None:
        desk, id = self.region(story)
        desk.checked(id, Span(Ns(40 * FRAME), Ns(80 * FRAME)))
        assert not story.export(Purpose.SUPERVISION, look=ReelLook(pages=False), redact=False).hidden
        assert min(self.levels(story.out)) > 60
        story.out.unlink()
        assert story.export(Purpose.AGENCY, look=ReelLook(pages=False), redact=False).hidden
        assert max(self.levels(story.out)) <= 16

    def test_nothing_leaves_the_team_before_somebody_has_looked(self, story: Story) -> None:
        desk, id = self.region(story)
        desk.checked(id, Span(Ns(40 * FRAME), Ns(70 * FRAME)))
        refused = story.refused(Purpose.PARENT_COPY, safe_at_home=True)
        assert refused.id == "redaction-unchecked"
        assert "0.2 s" in sentence(refused)
        assert "0:00:02.800" in sentence(refused)
        desk.checked(id, Span(Ns(70 * FRAME), Ns(75 * FRAME)))
        assert story.export(Purpose.PARENT_COPY, safe_at_home=True).hidden

    def test_a_still_from_outside_its_clip_is_looked_at_too(self, story: Story) -> None:
        self.region(story)
        folder = story.folder / "decks" / "voices"
        folder.mkdir(parents=True)
        (folder / "q.wav").write_bytes(as_wav(bytes(4 * 48_000)))
        voiced = Wording(voices=(("en", Voice(file="q.wav", by="I. T.")),))
        story.set(start=Ns(100 * FRAME), end=Ns(110 * FRAME), still=Ns(60 * FRAME), question=voiced)
        assert story.refused(Purpose.PARENT_COPY, safe_at_home=True).id == "redaction-unchecked"

    def test_a_damaged_file_stops_every_export(self, story: Story) -> None:
        (story.folder / FILE).write_text("format = 1\n[[region]]\n")
        with pytest.raises(FileDamaged):
            story.export(Purpose.SUPERVISION)
        assert not story.out.parent.exists()

    def test_changes_are_kept_at_once_and_can_be_taken_back(self, story: Story) -> None:
        desk, id = self.region(story)
        told_of: list[int] = []
        desk.subscribe(lambda: told_of.append(len(desk.redaction.items)))
        desk.silence(Span(Ns(0), Ns(SECOND)))
        desk.put(id, Ns(60 * FRAME), Place(0.1, 0.1, 0.2, 0.2))
        assert [len(RedactionDesk(story.session).redaction.items), desk.undo_label] == [2, "redaction-moved"]
        desk.undo()
        desk.undo()
        assert [item.id for item in RedactionDesk(story.session).redaction.items] == [id]
        desk.redo()
        assert len(RedactionDesk(story.session).redaction.items) == 2
        assert told_of == [2, 2, 2, 1, 2]
        desk.undo()
        desk.undo()
        with pytest.raises(Refused) as nothing:
            desk.undo()
        assert nothing.value.id == "nothing-to-undo"

    def test_a_region_follows_its_film_and_is_to_be_looked_at_then(self, story: Story) -> None:
        desk, id = self.region(story)
        desk.checked(id, Span(Ns(40 * FRAME), Ns(80 * FRAME)))
        found = desk.follow(id, Ns(50 * FRAME))
        desk.accept(id, found)
        region = desk.region(id)
        assert any(key.followed for key in region.keys)
        assert region.to_check


class TestWhatGoesWrong:
    def test_the_name_of_another_file_is_not_taken(self, story: Story) -> None:
        story.out.parent.mkdir(parents=True)
        story.out.write_text("somebody's work")
        with pytest.raises(Refused) as refused:
            story.export(Purpose.REVIEW)
        assert refused.value.id == "reel-name-taken"
        assert story.out.read_text() == "somebody's work"

    def test_another_ending_or_an_unknown_clip_is_said(self, story: Story) -> None:
        story.out = story.out.with_suffix(".avi")
        assert story.refused(Purpose.REVIEW).id == "reel-not-mp4"
        story.out = story.out.with_suffix(".mp4")
        assert story.refused(Purpose.REVIEW, items=(ItemId("none"),)).id == "reel-no-such-clip"

    def test_a_missing_film_is_said(self, story: Story) -> None:
        story.session.film_file().unlink()
        assert story.refused(Purpose.REVIEW).id == "film-moved"

    def test_a_cancelled_export_leaves_nothing_and_is_not_noted(self, story: Story) -> None:
        request = story.request(Purpose.REVIEW)
        report = export_reel(
            story.deck, request, story.out, lambda: story.painter, today=TODAY, write=lambda orders, **more: None
        )
        assert report is None
        assert not story.out.parent.exists()
        assert story.audit() == []

    def test_a_disk_that_is_full_leaves_nothing(self, story: Story) -> None:
        def full(orders: Sequence[ReelOrder], **more: object) -> None:
            Path(orders[0].out).write_bytes(b"half")
            raise OSError(28, "No space left on device")

        with pytest.raises(CouldNot) as failed:
            export_reel(
                story.deck,
                story.request(Purpose.REVIEW),
                story.out,
                lambda: story.painter,
                today=TODAY,
                write=full,
            )
        assert failed.value.id == "clip-not-written"
        assert not story.out.parent.exists()
        assert not (story.folder / "exports").exists() or not any((story.folder / "exports").iterdir())

    def test_words_that_no_font_has_stop_it_before_anything_is_written(self, story: Story) -> None:
        class NoGlyph(PlainPainter):
            def strip(self, *args: object, **more: object) -> Band | None:
                raise BadInput("no-glyph", characters="?")

        story.painter = NoGlyph()
        assert story.refused(Purpose.REVIEW).id == "no-glyph"


def test_what_it_will_cost_is_told_and_nothing_is_written_or_noted(story: Story) -> None:
    guess = estimate_reel(story.deck, story.request(Purpose.REVIEW), lambda: story.painter, today=TODAY)
    assert guess.seconds > 0
    assert guess.bytes > 10_000
    assert story.audit() == []
    assert not story.out.parent.exists()
