"""The show on the parent's screen, driven by a clicker: the right pictures, and nothing that nobody asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.deck_story import DeckStory
from tests.ui.present_story import PAGE_DOWN, PAGE_UP, VisitStory, at, make_deck, pixels, visit
from vfi.core.deck import PageKind
from vfi.core.presenting import Phase, Sign
from vfi.core.redaction import Place, Shape
from vfi.core.time import Span
from vfi.desk.redactions import RedactionDesk

pytestmark = [pytest.mark.window, pytest.mark.film]


@pytest.fixture
def story(qtbot: QtBot, film_file: Callable[[str], Path], tmp_path: Path) -> Iterator[VisitStory]:
    with visit(qtbot, film_file("h264-gop250"), tmp_path) as made:
        yield made


def test_from_the_opening_page_to_the_page_that_says_stopped_by_the_clicker_alone(story: VisitStory) -> None:
    story.begin()
    kinds = [story.screen.rules.page(story.now)]
    story.key(PAGE_DOWN)
    kinds.append(story.screen.rules.page(story.now))
    assert [page.kind for page in kinds if page] == [PageKind.OPENING, PageKind.WHO_CAN_SEE]
    story.key(PAGE_DOWN)
    story.until(Phase.STILL, 30)
    assert story.tells() == 30
    story.key(PAGE_DOWN)
    story.until(Phase.WAITING, 24)
    assert story.tells() == 24
    story.key(PAGE_DOWN)
    story.until(Phase.ENDED, 34)
    assert story.tells() == 34
    story.key(PAGE_DOWN)
    assert story.screen.words.accessibleName() == "You waited."
    story.key(PAGE_DOWN)
    assert story.now.item == 3
    story.key(PAGE_DOWN)
    story.until(Phase.ENDED, 79)
    for _ in range(4):
        story.key(PAGE_DOWN)
    assert story.now.stopped
    assert story.screen.page.accessibleName() == "We have stopped."
    first = [number for number in story.painted if number <= 35]
    played = first[first.index(30) + 1 :]
    assert played == sorted(played)
    assert set(played) <= set(range(10, 35))


def test_a_freeze_waits_for_as_long_as_nobody_presses(story: VisitStory) -> None:
    story.begin(first_clip=True)
    story.key(PAGE_DOWN)
    story.until(Phase.WAITING, 24)
    seen = len(story.painted)
    QTest.qWait(300)  # longer than the rest of the clip would need
    assert (story.now.phase, story.screen.picture.on_screen) == (Phase.WAITING, 24)
    assert set(story.painted[seen:]) <= {24}  # the same one again, in its whole size


def test_no_picture_outside_the_clip_is_ever_painted(story: VisitStory) -> None:
    story.begin(first_clip=True)
    for _ in range(2):
        story.key(PAGE_DOWN)
        story.until(Phase.WAITING, 24)
        story.key(PAGE_DOWN)
        story.until(Phase.ENDED, 34)
        story.key(PAGE_UP)
        story.until(Phase.STILL, 30)
    assert set(story.painted) <= set(range(10, 35))


def test_the_slow_part_takes_twice_its_time(story: VisitStory) -> None:
    story.begin(first_clip=True)
    player = story.screen._player
    assert player is not None
    speeds = []
    story.screen.changed.connect(lambda _now: speeds.append(player._player.speed))
    story.key(PAGE_DOWN)
    story.until(Phase.WAITING, 24)
    assert [float(speed) for speed in speeds[:3]] == [1.0, 0.5, 1.0]


def test_a_key_that_is_held_down_counts_once(story: VisitStory) -> None:
    story.begin()
    for _ in range(5):
        event = _repeat(PAGE_DOWN)
        story.screen.keyPressEvent(event)
    assert story.now.item == 0


def test_a_hand_that_presses_twice_passes_over_nothing(
    qtbot: QtBot, film_file: Callable[[str], Path], tmp_path: Path
) -> None:
    with visit(qtbot, film_file("h264-gop250"), tmp_path, settle_ms=10_000) as story:
        story.begin()
        story.screen._came_at -= 20
        story.key(PAGE_DOWN)
        story.key(PAGE_DOWN)
        assert story.now.item == 1
        story.key(Qt.Key.Key_B)
        assert story.now.stopped


def test_stop_is_on_the_screen_within_the_same_turn(story: VisitStory) -> None:
    story.begin(first_clip=True)
    story.key(PAGE_DOWN)
    story.until(Phase.PLAYING)
    story.key(Qt.Key.Key_B)
    assert story.now.stopped
    assert story.screen.page.isVisible()
    assert not story.screen.picture.isVisible()
    assert not story.screen.buttons.isVisible()
    player = story.screen._player
    assert player is not None
    assert not player._player.state.playing


def test_pages_fade_into_one_another_but_stop_does_not_wait_for_it(
    qtbot: QtBot, film_file: Callable[[str], Path], tmp_path: Path
) -> None:
    with visit(qtbot, film_file("h264-gop250"), tmp_path, fade_ms=60_000) as story:
        story.begin()
        story.key(PAGE_DOWN)
        assert story.screen._fade.isVisible()
        story.key(Qt.Key.Key_B)
        assert not story.screen._fade.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_B, Qt.Key.Key_Escape, Qt.Key.Key_Period])
def test_every_key_for_stop_stops(story: VisitStory, key: Qt.Key) -> None:
    story.begin()
    story.key(key)
    assert story.now.stopped


def test_closing_the_window_stops_and_closes_nothing(story: VisitStory) -> None:
    story.begin()
    story.screen.close()
    assert story.screen.isVisible()
    assert story.now.stopped


def test_the_buttons_do_what_the_keys_do(story: VisitStory) -> None:
    story.begin(first_clip=True)

    def press(sign: Sign) -> None:
        button = story.screen.buttons.button(sign)
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    press(Sign.PLAY)
    story.until(Phase.WAITING, 24)
    press(Sign.PICTURE)
    story.qtbot.waitUntil(lambda: story.screen.picture.on_screen == 30)
    press(Sign.PICTURE)
    story.qtbot.waitUntil(lambda: story.screen.picture.on_screen == 24)
    press(Sign.SLOWER)
    assert story.now.slower
    story.until(Phase.WAITING, 24)
    press(Sign.NEXT)
    assert story.now.item == 3
    press(Sign.STOP)
    assert story.now.stopped


def test_the_next_clip_is_open_and_its_first_picture_decoded_before_it_comes(story: VisitStory) -> None:
    story.begin(first_clip=True)
    story.until(Phase.STILL, 30)
    films = story.held._films
    assert films is not None
    story.qtbot.waitUntil(lambda: films._next is not None)
    assert films._next is not None
    place, player = films._next
    assert place == 3
    story.qtbot.waitUntil(lambda: player._decoding.holds(60))
    story.key(Qt.Key.Key_N)
    assert story.screen._player is player


def test_words_wait_for_their_key_and_the_picture_is_never_covered(story: VisitStory) -> None:
    story.begin(first_clip=True)
    assert story.screen.words.accessibleName() == "What do you like here?"
    story.key(PAGE_DOWN)
    story.until(Phase.WAITING, 24)
    assert story.screen.words.accessibleName() == ""
    story.key(Qt.Key.Key_W)
    assert story.screen.words.accessibleName() == "You waited."
    assert not story.screen.words.geometry().intersects(story.screen.picture.geometry())
    assert not story.screen.words.geometry().intersects(story.screen.buttons.geometry())


def _repeat(key: Qt.Key):  # type: ignore[no-untyped-def]
    from tests.ui.code_story import key_event

    return key_event(key, repeat=True)


def test_what_is_hidden_in_exports_is_hidden_from_the_parent_too(
    qtbot: QtBot, film_file: Callable[[str], Path], tmp_path: Path
) -> None:
    def hide(story: DeckStory) -> None:
        make_deck(story)
        desk = RedactionDesk(story.session)
        desk.hide(Span(at(0), at(100)), at(0), Place(0.0, 0.0, 0.5, 1.0), shape=Shape.BOX)
        desk.silence(Span(at(20), at(30)))

    with visit(qtbot, film_file("h264-gop250"), tmp_path, deck=hide) as story:
        story.begin(first_clip=True)
        story.until(Phase.STILL, 30)
        seen = story.screen.picture.taken()
        assert seen is not None
        shown = pixels(seen)
        left, right = shown[:, : shown.shape[1] // 2 - 4], shown[:, shown.shape[1] // 2 + 8 :]
        assert left.std() < 1
        assert right.std() > 20
        clip = story.screen.rules.clip(story.now)
        assert clip is not None
        still = story.screen._films.still(clip)
        assert still is not None
        assert pixels(still)[:, : still.width() // 2 - 4].std() < 1
