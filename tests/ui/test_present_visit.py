"""The visit round the show: the right family, marks and words, the PIN, screens that come and go, what goes wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.deck_story import TODAY, DeckStory
from tests.ui.present_story import LEFT, PAGE_DOWN, RIGHT, OurScreen, OurScreens, VisitStory, make_deck, visit
from vfi.core.errors import CouldNot
from vfi.core.presenting import Phase
from vfi.core.visit import RemarkKind
from vfi.desk import consents
from vfi.desk.visits import open_visit, visits
from vfi.store.audit import Act, read_audit
from vfi.ui.present.lock import NOT_KEPT
from vfi.ui.visit.leaving import LeavePage, SaidPage
from vfi.ui.visit.pages import PinPage
from vfi.ui.visit.pins import Lock, new_pin
from vfi.ui.visit.start import family_question
from vfi.words import sentence

pytestmark = [pytest.mark.window, pytest.mark.film]

PIN = new_pin("2580")


@pytest.fixture
def film(film_file: Callable[[str], Path]) -> Path:
    return film_file("h264-gop250")


@pytest.fixture
def story(qtbot: QtBot, film: Path, tmp_path: Path) -> Iterator[VisitStory]:
    with visit(qtbot, film, tmp_path, pin=PIN) as made:
        yield made


def over(story: VisitStory, kind: type) -> object:
    page = story.held.over
    assert isinstance(page, kind)
    return page


def type_pin(story: VisitStory, digits: str) -> None:
    page = story.held.over
    assert isinstance(page, PinPage)
    QTest.keyClicks(page, digits)
    QTest.keyClick(page, Qt.Key.Key_Return)


def test_the_family_is_asked_for_before_anything_is_shown(story: VisitStory) -> None:
    story.qtbot.waitUntil(lambda: "F1" in story.held.start.title.text(), timeout=20_000)
    assert story.held.start.title.text() == "Family F1. Right?"
    assert story.held._opened is not None
    backstage = replace(story.held._opened.prepared.backstage, family="F012 (A. and baby)", film_day="2026-03-11")
    assert family_question(backstage) == "Family F012 (A. and baby), film of 11 March. Right?"
    assert story.held.screen is None
    assert visits(story.deck.session, "review") == []


def test_the_audit_file_says_that_the_film_was_shown_and_by_whom(story: VisitStory) -> None:
    story.begin()
    entry = read_audit(story.deck.session.vault, "F1")[-1]
    assert (entry.what, entry.who) == (Act.PRESENTED, "Anna")


def test_from_the_start_to_the_first_clip_in_two_keys(story: VisitStory) -> None:
    story.qtbot.waitUntil(lambda: len(story.held.start._buttons) > 1, timeout=20_000)
    QTest.mouseClick(story.held.start.button("Yes, straight to the first clip"), Qt.MouseButton.LeftButton)
    story.until(Phase.STILL, 30)
    story.key(PAGE_DOWN)
    story.until(Phase.PLAYING)


def test_a_mark_and_a_heart_go_into_the_visits_file_with_their_picture(story: VisitStory) -> None:
    story.begin(first_clip=True)
    story.key(PAGE_DOWN)
    story.until(Phase.WAITING, 24)
    story.key(Qt.Key.Key_T)
    story.key(Qt.Key.Key_H)
    (path,) = visits(story.deck.session, "review")
    kept = open_visit(story.deck.session, path)
    clock = story.deck.session.clock()
    assert [(each.kind, each.at) for each in kept.visit.remarks] == [
        (RemarkKind.SAID, clock.time_of(24)),
        (RemarkKind.HEART, clock.time_of(24)),
    ]
    kept.close()


def test_leaving_the_page_that_says_stopped_needs_the_pin(story: VisitStory) -> None:
    story.begin()
    story.key(Qt.Key.Key_B)
    story.key(PAGE_DOWN)
    story.key(Qt.Key.Key_Escape)
    assert story.now.stopped
    assert story.held.over is None
    story.screen.lock.click()
    type_pin(story, "1111")
    page = over(story, PinPage)
    assert isinstance(page, PinPage)
    assert page.note.text() == "This is not the PIN."
    type_pin(story, "2580")
    over(story, LeavePage)
    assert story.now.stopped


def test_the_first_digit_that_is_typed_counts(story: VisitStory) -> None:
    story.begin()
    story.key(Qt.Key.Key_B)
    story.key(Qt.Key.Key_2)
    type_pin(story, "580")
    over(story, LeavePage)


def test_with_the_pin_the_family_goes_on_where_it_was(story: VisitStory) -> None:
    story.begin(first_clip=True)
    story.key(PAGE_DOWN)
    story.until(Phase.WAITING, 24)
    story.key(Qt.Key.Key_B)
    story.screen.lock.click()
    type_pin(story, "2580")
    page = story.held.over
    assert isinstance(page, LeavePage)
    QTest.mouseClick(page.button("Go on with the film"), Qt.MouseButton.LeftButton)
    assert story.now.phase is Phase.WAITING
    assert story.screen.picture.isVisible()
    story.key(PAGE_DOWN)
    story.until(Phase.ENDED, 34)


def test_words_are_written_down_together_and_what_is_struck_is_gone(story: VisitStory) -> None:
    story.begin(first_clip=True)
    story.key(Qt.Key.Key_T)
    story.key(Qt.Key.Key_T)
    story.key(Qt.Key.Key_B)
    story.held._write_down()
    page = story.held.over
    assert isinstance(page, SaidPage)
    QTest.keyClicks(page.field(1), "I waited and he came to me.")
    QTest.keyClicks(page.field(2), "Do not keep this.")
    page.keep()
    page.strike(2)
    assert story.held._said() == ("I waited and he came to me.",)
    (path,) = visits(story.deck.session, "review")
    raw = story.deck.session.vault.read(path).decode()
    assert "I waited and he came to me." in raw
    assert "Do not keep" not in raw


def test_what_was_said_without_a_mark_is_written_down_all_the_same(story: VisitStory) -> None:
    story.begin(first_clip=True)
    story.key(Qt.Key.Key_B)
    story.held._write_down()
    page = story.held.over
    assert isinstance(page, SaidPage)
    page.add_line()  # the empty line that is there is enough
    QTest.keyClicks(page.field(1), "He is so clever.")
    page.add_line()
    QTest.keyClicks(page.field(2), "And me.")
    page.add_line()
    page.keep()
    assert story.held._said() == ("He is so clever.", "And me.")
    (path,) = visits(story.deck.session, "review")
    assert story.deck.session.vault.read(path).count(b"\n") == 3  # the head and two remarks, none for the empty line


def test_the_parents_words_stand_on_their_page(story: VisitStory) -> None:
    story.begin(first_clip=True)
    story.key(Qt.Key.Key_T)
    visit_desk = story.held.visit
    assert visit_desk is not None
    visit_desk.set_words(1, "I waited.")
    for _ in range(3):
        story.key(Qt.Key.Key_N)
    assert "I waited." in story.screen.page.accessibleName()


def test_five_wrong_pins_make_a_pause() -> None:
    now = [0.0]
    lock = Lock(PIN, lambda: now[0])
    assert [lock.opens("0000") for _ in range(5)] == [False] * 5
    assert not lock.opens("2580")
    assert lock.seconds_left == 30
    now[0] = 31
    assert lock.opens("2580")


# ---- screens


def two() -> OurScreens:
    return OurScreens([OurScreen("laptop", LEFT), OurScreen("beamer", RIGHT)])


def test_on_one_screen_there_are_no_notes_and_it_is_said(story: VisitStory) -> None:
    story.qtbot.waitUntil(lambda: len(story.held.start._buttons) > 1, timeout=20_000)
    assert "no notes are shown" in story.held.start._screens.text()
    story.begin()
    assert story.held.notes is None


def test_with_two_screens_the_notes_stay_on_the_laptop(qtbot: QtBot, film: Path, tmp_path: Path) -> None:
    with visit(qtbot, film, tmp_path, pin=PIN, screens=two()) as story:
        story.begin(first_clip=True)
        notes = story.held.notes
        assert notes is not None
        assert (notes.size(), story.screen.geometry()) == (LEFT.size(), RIGHT)
        assert notes._ask.text() == "What do you like here?"
        assert notes._notes.text() == "Secret notes"
        story.key(PAGE_DOWN, notes)
        story.until(Phase.WAITING, 24)
        assert notes._words.text().strip("\u2068\u2069") == "You waited."
        assert story.screen.words.accessibleName() == ""
        story.key(Qt.Key.Key_T, notes)
        assert "Secret title" in notes._marks.text()


def test_with_two_screens_the_pin_is_typed_where_the_family_does_not_look_on(
    qtbot: QtBot, film: Path, tmp_path: Path
) -> None:
    with visit(qtbot, film, tmp_path, pin=PIN, screens=two()) as story:
        story.begin()
        notes = story.held.notes
        assert notes is not None
        story.key(Qt.Key.Key_B, notes)
        story.key(Qt.Key.Key_2, notes)
        assert story.held.over is not None
        assert story.held.over.parent() is notes
        type_pin(story, "580")
        assert isinstance(story.held.over, LeavePage)
        story.held._write_down()
        assert story.held.over.parent() is story.screen


@pytest.mark.parametrize(
    "second", [OurScreen("beamer", LEFT), OurScreen("laptop", RIGHT), OurScreen("beamer", LEFT.adjusted(40, 0, 0, 0))]
)
def test_a_mirrored_screen_gets_no_notes(qtbot: QtBot, film: Path, tmp_path: Path, second: OurScreen) -> None:
    screens = OurScreens([OurScreen("laptop", LEFT), second])
    with visit(qtbot, film, tmp_path, screens=screens) as story:
        story.qtbot.waitUntil(lambda: len(story.held.start._buttons) > 1, timeout=20_000)
        assert "shows the same as this one" in story.held.start._screens.text()
        story.begin()
        assert story.held.notes is None


def test_unplugged_the_notes_vanish_and_the_film_moves_to_the_screen_that_is_left(
    qtbot: QtBot, film: Path, tmp_path: Path
) -> None:
    with visit(qtbot, film, tmp_path, screens=two()) as story:
        story.begin(first_clip=True)
        notes = story.held.notes
        assert notes is not None
        story.screens.become(OurScreen("laptop", LEFT))
        assert not notes.isVisible()
        assert story.held.notes is None
        assert story.screen.geometry() == LEFT
        story.key(PAGE_DOWN)
        story.until(Phase.WAITING, 24)
        story.screens.become(OurScreen("laptop", LEFT), OurScreen("beamer", RIGHT))
        assert story.held.notes is None


def test_mirrored_while_it_is_shown_the_notes_vanish(qtbot: QtBot, film: Path, tmp_path: Path) -> None:
    with visit(qtbot, film, tmp_path, screens=two()) as story:
        story.begin()
        story.screens.become(OurScreen("laptop", LEFT), OurScreen("beamer", LEFT))
        assert story.held.notes is None


# ---- what goes wrong


def refused(story: VisitStory) -> str:
    """What the family sees; the reason stands behind the PIN."""
    story.qtbot.waitUntil(lambda: story.held.start.title.text() == "Not today", timeout=20_000)
    seen = " ".join((story.held.start.title.text(), story.held.start.note.text()))
    story.held.start.button("Why?").click()
    type_pin(story, "2580")
    page = story.held.over
    assert isinstance(page, LeavePage)
    assert "F1" not in seen
    return page.note.text()


def test_without_consent_nothing_is_shown_and_the_family_is_not_told_why(
    qtbot: QtBot, film: Path, tmp_path: Path
) -> None:
    def withdrawn(story: DeckStory) -> None:
        make_deck(story)
        consents.withdraw(story.session.vault, "F1", "c1", who="Anna", today=TODAY)

    with visit(qtbot, film, tmp_path, pin=PIN, deck=withdrawn) as story:
        assert "has withdrawn" in refused(story)


def test_a_film_that_is_not_there_any_more_is_said_behind_the_pin(qtbot: QtBot, film: Path, tmp_path: Path) -> None:
    def without_film(story: DeckStory) -> None:
        make_deck(story)
        story.session.film_file().unlink()

    copy = tmp_path / "copy.mp4"
    shutil.copy(film, copy)
    with visit(qtbot, copy, tmp_path, pin=PIN, deck=without_film) as story:
        assert "film" in refused(story)


def test_a_film_that_goes_away_while_it_is_shown_leaves_a_calm_screen(qtbot: QtBot, film: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.mp4"
    shutil.copy(film, copy)
    with visit(qtbot, copy, tmp_path) as story:
        story.begin()
        story.screen._films._films[0].path.unlink()
        story.key(Qt.Key.Key_N)
        story.key(Qt.Key.Key_N)
        story.key(PAGE_DOWN)
        story.qtbot.waitUntil(lambda: story.now.phase in (Phase.ENDED, Phase.WAITING), timeout=20_000)
        assert story.held._trouble
        story.key(Qt.Key.Key_N)
        story.key(Qt.Key.Key_B)
        assert story.now.stopped


def test_a_mark_that_cannot_be_written_is_not_said_to_be_kept(
    qtbot: QtBot, film: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with visit(qtbot, film, tmp_path, screens=two()) as story:
        story.begin(first_clip=True)

        def full(_remark: object) -> None:
            raise CouldNot("disk-full", file="2026-03-12-1.jsonl")

        assert story.held.visit is not None
        monkeypatch.setattr(story.held.visit._file, "add", full)
        story.key(Qt.Key.Key_T)
        assert story.screen._noted._glyph == NOT_KEPT
        assert story.held.visit.visit.remarks == ()
        notes = story.held.notes
        assert notes is not None
        assert notes._trouble.isVisible()
        assert notes._trouble.text() == sentence(CouldNot("disk-full", file="2026-03-12-1.jsonl"))


def test_a_drawing_that_is_broken_is_left_out(qtbot: QtBot, film: Path, tmp_path: Path) -> None:
    def broken(story: DeckStory) -> None:
        make_deck(story)
        from vfi.core.deck import PageKind

        story.deck.add_page(PageKind.CONCEPT, concept="no-such-idea", place=0)

    with visit(qtbot, film, tmp_path, deck=broken) as story:
        story.begin()
        story.screen.grab()
        story.key(PAGE_DOWN)
        assert story.now.item == 1
