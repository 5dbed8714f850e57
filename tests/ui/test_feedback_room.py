"""The Feedback room in the real window: the deck's order, a clip's ends, speeds, waits, words; and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.feedback_story import SESSION, Story, feedback
from vfi.core.deck import Clip, PageKind
from vfi.core.parent_safe import may_reach_parent
from vfi.core.programme import Run
from vfi.core.time import SECOND, Ns
from vfi.desk.decks import open_deck
from vfi.qt.recording import wav
from vfi.ui.feedback.keys import Do
from vfi.ui.feedback.voice_sheet import VoiceSheet
from vfi.ui.kit.buttons import Button

pytestmark = [
    pytest.mark.window,
    pytest.mark.film,
    pytest.mark.qt_log_ignore("pipewire-0.3", extend=True),
]

SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def story(qtbot: QtBot, tmp_path: Path) -> Iterator[Story]:
    with feedback(qtbot, tmp_path) as opened:
        yield opened


# ---- a clip's ends, to the frame


def test_brackets_set_the_ends_to_the_frame_on_the_screen(story: Story) -> None:
    assert story.frames == (300, 419)
    story.at(310)
    story.key(Qt.Key.Key_BracketLeft)
    story.at(400)
    story.key(Qt.Key.Key_BracketRight)
    assert story.frames == (310, 400)
    assert story.kept().deck.clips[0] == story.clip


def test_alt_and_arrows_move_an_end_by_a_frame_and_show_it(story: Story) -> None:
    story.key(Qt.Key.Key_Right, ALT)
    assert story.frames == (301, 419)
    story.until(lambda: story.frame == 301)
    story.key(Qt.Key.Key_Left, ALT | SHIFT)
    assert story.frames == (301, 418)
    story.until(lambda: story.frame == 418)


def test_an_end_before_the_start_is_refused_in_a_sentence(story: Story) -> None:
    story.at(200)
    story.key(Qt.Key.Key_BracketRight)
    assert story.frames == (300, 419)
    assert "begins after this picture" in story.made.window.toast.sentence


@pytest.mark.slow
def test_a_handle_dragged_in_the_strip_moves_the_end_there(story: Story) -> None:
    strip = story.page.editor.strip
    axis = strip._axis
    grip = QPoint(round(axis.x(story.clip.end)) + 3, round(strip._look.stills.center().y()))
    target = QPoint(round(axis.x(Ns(13 * SECOND))), grip.y())
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=grip)
    QTest.mouseMove(strip, target)
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=target)
    assert abs(story.frames[1] - 389) <= 1
    assert story.frames[0] == 300


# ---- slow parts, waits, playing


def test_s_makes_the_part_between_i_and_o_slow_then_slower_then_natural(story: Story) -> None:
    story.at(330)
    story.key(Qt.Key.Key_I)
    story.at(359)
    story.key(Qt.Key.Key_O)
    percents = []
    for _ in range(3):
        story.key(Qt.Key.Key_S)
        percents.append([(part.start, part.end, part.percent) for part in story.clip.slow])
    assert percents == [[(11 * SECOND, 12 * SECOND, 50)], [(11 * SECOND, 12 * SECOND, 25)], []]


def test_f_lets_the_clip_wait_and_space_goes_on_from_there(story: Story) -> None:
    story.at(310)
    story.key(Qt.Key.Key_F)
    story.key(Qt.Key.Key_Home)
    story.until(lambda: story.frame == 300)
    story.key(Qt.Key.Key_Space)
    story.until(lambda: story.opened.clip_player.waiting)
    story.until(lambda: story.frame == 310)
    story.key(Qt.Key.Key_Space)
    assert not story.opened.clip_player.waiting
    assert story.opened.clip_player.playing
    story.until(lambda: story.frame > 315)
    story.key(Qt.Key.Key_Space)
    assert not story.opened.clip_player.playing


@pytest.mark.slow
def test_a_double_click_on_wait_here_makes_one_wait(story: Story) -> None:
    story.at(310)
    button = story.page.editor.wait
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert len(story.clip.freezes) == 1


def test_a_clip_plays_to_its_last_frame_and_shows_none_after_it(qtbot: QtBot, tmp_path: Path) -> None:
    with feedback(qtbot, tmp_path, ((10, 11),)) as story:
        seen: list[int] = []
        story.opened.player.painted.connect(seen.append)
        with qtbot.waitSignal(story.opened.clip_player.ended, timeout=10_000):
            story.key(Qt.Key.Key_Space)
        assert max(seen) == 329 == story.frame


@pytest.mark.slow
def test_played_as_a_file_a_wait_goes_on_by_itself(qtbot: QtBot, tmp_path: Path) -> None:
    with feedback(qtbot, tmp_path, ((10, 11),)) as story:
        story.at(305)
        story.key(Qt.Key.Key_F)
        with qtbot.waitSignal(story.opened.clip_player.ended, timeout=15_000):
            story.page.do(Do.AS_FILE)


# ---- the part of the picture


def test_a_box_drawn_on_the_picture_is_what_the_parent_sees(story: Story) -> None:
    view = story.opened.view
    story.key(Qt.Key.Key_Z)
    place = view._place()
    start = place.topLeft() + QPoint(round(place.width() * 0.5), round(place.height() * 0.25))
    end = start + QPoint(round(place.width() * 0.4), round(place.height() * 0.4))
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start.toPoint())
    QTest.mouseMove(view, end.toPoint())
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end.toPoint())
    crop = story.clip.crop
    assert crop is not None
    assert (round(crop.x, 2), round(crop.y, 2), round(crop.width, 2)) == (0.5, 0.25, 0.4)
    assert crop.width == crop.height
    story.key(Qt.Key.Key_Z, CTRL)
    assert story.clip.crop is None


# ---- words


def test_words_typed_are_kept_and_taken_back_as_one_step(story: Story) -> None:
    (box,) = story.page.side.clip.words.boxes()
    QTest.keyClicks(box, "You waited.")
    story.until(lambda: story.clip.words.text("en") == "You waited.")
    assert story.kept().deck.clips[0].words.text("en") == "You waited."
    story.key(Qt.Key.Key_Z, CTRL, into=box)
    assert story.clip.words.text("en") == ""
    assert box.text() == ""
    story.key(Qt.Key.Key_Z, CTRL | SHIFT, into=box)
    assert story.clip.words.text("en") == "You waited."


def test_words_typed_at_the_last_moment_are_kept_when_the_window_closes(qtbot: QtBot, tmp_path: Path) -> None:
    with feedback(qtbot, tmp_path) as story:
        QTest.keyClicks(story.page.side.clip.words.boxes()[0], "Just now")
        story.made.window.close()
        assert story.kept().deck.clips[0].words.text("en") == "Just now"


def test_a_second_language_is_marked_until_somebody_checked_it(story: Story) -> None:
    side = story.page.side
    story.page.select(None)
    side.deck.second.set_value("ar")
    story.page.select(story.page.deck.clips[0].id)
    _english, arabic = side.clip.words.boxes()
    arabic.insertPlainText("انتظرت.")
    arabic.flush()
    mark = side.clip.words._marks[1]
    assert mark.isVisible()
    assert not side.clip.words._marks[0].isVisible()
    side.clip.words._checked("ar")
    assert not mark.isVisible()
    assert story.clip.words.checked == (("ar", "Anna K."),)
    arabic.insertPlainText("!")
    arabic.flush()
    assert mark.isVisible()


@pytest.mark.slow
def test_the_baby_says_nothing_unless_it_is_switched_on(story: Story) -> None:
    form = story.page.side.clip
    assert str(story.clip.baby_showing) == "never"
    assert not form.baby_says.isVisible()
    form.baby.setChecked(True)
    assert form.baby_says.isVisible()
    assert str(story.clip.baby_showing) == "on-key"


# ---- the deck


@pytest.mark.slow
def test_alt_and_arrows_change_the_order_and_undo_brings_it_back(story: Story) -> None:
    before = [item.id for item in story.page.deck.items]
    story.key(Qt.Key.Key_Down, ALT)
    assert [clip.title for clip in story.page.deck.clips] == ["From 20", "From 10", "From 40"]
    story.key(Qt.Key.Key_Z, CTRL)
    assert [item.id for item in story.page.deck.items] == before


@pytest.mark.slow
def test_a_row_dropped_elsewhere_moves_there(story: Story) -> None:
    model = story.page.column.list.deck_model
    rows = [row for row in range(model.rowCount()) if isinstance(model.item(row), Clip)]
    data = model.mimeData([model.index(rows[0])])
    model.dropMimeData(data, Qt.DropAction.MoveAction, rows[2] + 1, 0, model.index(-1))
    assert [clip.title for clip in story.page.deck.clips] == ["From 20", "From 40", "From 10"]


def test_only_one_clip_is_the_closing_one_and_the_reminder_goes(story: Story) -> None:
    column, form = story.page.column, story.page.side.clip
    assert "closing" in column.remark.text.text()
    form.closing.setChecked(True)
    assert not column.remark.isVisible()
    story.page.select(story.page.deck.clips[2].id)
    form.closing.setChecked(True)
    assert [clip.closing for clip in story.page.deck.clips] == [False, False, True]


@pytest.mark.slow
def test_a_page_is_added_after_what_is_selected(story: Story) -> None:
    story.page.column.page_wanted.emit(str(PageKind.QUESTION))
    items = story.page.deck.items
    place = next(row for row, item in enumerate(items) if item.id == story.page.selected)
    before = items[place - 1]
    assert isinstance(before, Clip)
    assert before.title == "From 10"


@pytest.mark.slow
def test_a_removed_clip_comes_back(story: Story) -> None:
    first = story.clip
    story.key(Qt.Key.Key_Delete)
    assert [clip.title for clip in story.page.deck.clips] == ["From 20", "From 40"]
    story.key(Qt.Key.Key_Z, CTRL)
    assert story.page.deck.clips[0] == first


# ---- what goes wrong


def test_a_deck_that_another_window_changed_is_said_and_can_be_read_again(story: Story) -> None:
    other = open_deck(story.made.place.library.desk(*SESSION))
    other.remove(other.deck.clips[2].id)
    story.key(Qt.Key.Key_Delete)
    assert [clip.title for clip in story.page.deck.clips] == ["From 10", "From 20", "From 40"]
    toast = story.made.window.toast
    assert "Another window" in toast.sentence
    toast._act()
    assert [clip.title for clip in story.page.deck.clips] == ["From 10", "From 20"]


def test_without_its_film_the_words_can_still_be_written(qtbot: QtBot, tmp_path: Path) -> None:
    with feedback(qtbot, tmp_path, shown=False) as story:
        made = story.made
        made.decks.close()
        film = next((tmp_path / "library").rglob("film.mp4"))
        film.rename(film.with_name("elsewhere.mp4"))
        made.decks.open(*SESSION)
        story.until(lambda: made.feedback.page is not None)
        assert "film" in story.page.editor.trouble.text.text()
        assert story.page.editor.trouble.isVisible()
        QTest.keyClicks(story.page.side.clip.words.boxes()[0], "You waited.")
        story.until(lambda: story.clip.words.text("en") == "You waited.")
        for key in (Qt.Key.Key_Space, Qt.Key.Key_F, Qt.Key.Key_S, Qt.Key.Key_Z, Qt.Key.Key_BracketLeft):
            story.key(key)
        assert story.clip.freezes == ()

        toast = made.window.toast
        story.page.editor.film_wanted.emit()
        story.until(lambda: "elsewhere.mp4" in toast.sentence)
        toast._act()
        story.until(lambda: made.feedback.page is not None and story.page.clock is not None)
        story.until(lambda: story.opened.player.current_frame == 300)
        assert story.clip.words.text("en") == "You waited."


@pytest.mark.slow
def test_of_a_clip_longer_than_its_film_what_there_is_is_shown_and_it_is_said(story: Story) -> None:
    clock = story.page.clock
    assert clock is not None
    story.opened.desk.set(replace(story.clip, start=Ns(clock.end - SECOND), end=Ns(clock.end + SECOND)))
    assert "longer than its film" in story.page.editor.trouble.text.text()
    shown = story.opened.clip_player.shots[-1]
    assert isinstance(shown, Run)
    assert shown.last == clock.frames.last
    story.key(Qt.Key.Key_Right, ALT | SHIFT)
    assert story.clip.end <= clock.end


def test_a_picture_is_chosen_from_the_drawings_by_keyboard(story: Story) -> None:
    grid = story.page.side.clip.concept.open_grid()
    QTest.keyClick(grid, Qt.Key.Key_Down)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    assert story.clip.concept == "mind"


@pytest.mark.slow
def test_thirty_clips_are_a_deck_like_any_other(qtbot: QtBot, tmp_path: Path) -> None:
    stretches = tuple((second, second + 2) for second in range(1, 61, 2))
    with feedback(qtbot, tmp_path, stretches) as story:
        for _ in range(29):
            story.key(Qt.Key.Key_Down)
        assert story.clip.title == "From 59"
        story.until(lambda: story.frame == 59 * 30)
        visible = story.page.column.list.visualRect(story.page.column.list.currentIndex())
        assert story.page.column.list.viewport().rect().contains(visible)


def test_c_in_the_code_room_puts_the_loop_into_the_deck(qtbot: QtBot, tmp_path: Path) -> None:
    with feedback(qtbot, tmp_path, (), shown=False) as story:
        made = story.made
        made.coding.open(*SESSION)
        story.until(lambda: made.coding.coding is not None and made.coding.coding.player.current_frame == 0)
        coding = made.coding.coding
        assert coding is not None
        coding.player.set_loop(30, 89)
        assert made.code.page is not None
        QTest.keyClick(made.code.page.picture, Qt.Key.Key_C)
        (clip,) = story.page.deck.clips
        assert (clip.start, clip.end) == (SECOND, 3 * SECOND)
        assert made.window.toast.sentence == "Clip 1 is in the deck."
        QTest.keyClick(made.code.page.picture, Qt.Key.Key_C)
        assert len(story.page.deck.clips) == 1
        assert made.window.toast.sentence == "This moment is in the deck already, as clip 1."
        coding.player.set_loop(120, 149)
        QTest.keyClick(made.code.page.picture, Qt.Key.Key_C)
        made.window.go("feedback")  # the clip that was just made is the one to work on
        assert story.page.selected == story.page.deck.clips[1].id


def test_an_event_that_is_not_for_parents_stays_out(qtbot: QtBot, tmp_path: Path) -> None:
    with feedback(qtbot, tmp_path, (), shown=False) as story:
        made = story.made
        made.coding.open(*SESSION)
        story.until(lambda: made.coding.coding is not None)
        coding = made.coding.coding
        assert coding is not None
        scheme = coding.desk.scheme
        unsafe = next(code for code in scheme.codes if not may_reach_parent(code, scheme))
        event = coding.desk.code(unsafe, 0).select
        made.code.clip_wanted.emit(event)
        assert story.page.deck.clips == ()
        assert "not for parents" in made.window.toast.sentence


def test_a_recording_that_is_attached_lies_beside_the_deck(story: Story, tmp_path: Path) -> None:
    (box,) = story.page.side.clip.words.boxes()
    QTest.keyClicks(box, "You waited.")
    box.flush()
    story.page.side.clip.voices.wanted.emit("words", "en")
    sheet = story.made.place.sheet
    assert isinstance(sheet, VoiceSheet)
    sheet.by.set_text("H.")
    no_sound = tmp_path / "letter.wav"
    no_sound.write_text("Dear family")
    sheet.take_file(no_sound)
    story.until(lambda: sheet.attach.isEnabled())
    assert "letter.wav" in sheet._trouble.text.text()
    spoken = tmp_path / "said.wav"
    spoken.write_bytes(wav(b"\0\0" * 4800, 48_000, 1))
    sheet.take_file(spoken)
    story.until(lambda: bool(story.clip.words.voices))
    ((language, voice),) = story.clip.words.voices
    assert (language, voice.by, voice.file) == ("en", "H.", "words-en.wav")
    session = story.opened.desk.session
    assert (session.path / "decks" / "voices" / voice.file).stat().st_size > 4800 * 4


def test_a_click_on_the_top_bar_leaves_the_keyboard_in_the_room(story: Story) -> None:
    story.opened.view.setFocus()
    (paper,) = [each for each in story.made.window.findChildren(Button) if each.text() == "Script and card"]
    QTest.mouseClick(paper, Qt.MouseButton.LeftButton)
    sheet = story.made.place.sheet
    assert sheet is not None
    sheet.dismiss()
    assert story.made.window.focusWidget() is story.opened.view
