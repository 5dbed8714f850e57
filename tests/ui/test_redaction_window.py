"""Hiding a part of the film in the window, looking through it, and what that means for an export."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.example_story import SESSION, known_example
from tests.ui.program_story import program
from vfi.core.consent import Purpose
from vfi.core.errors import Refused
from vfi.core.redaction import Hiding, Redaction, Region, Shape, Silencing
from vfi.core.time import Span
from vfi.desk.redactions import RedactionDesk, refuse_unchecked
from vfi.ui.export.clip_sheet import ClipSheet
from vfi.ui.program import Program
from vfi.ui.redaction.sheet import HidingSheet

pytestmark = [
    pytest.mark.window,
    pytest.mark.film,
    pytest.mark.qt_log_ignore("pipewire-0.3", extend=True),
]


class Story:
    """The page over the Code room; keys go to the film."""

    def __init__(self, made: Program, qtbot: QtBot) -> None:
        self.made = made
        self.qtbot = qtbot
        sheet = made.place.sheet
        assert isinstance(sheet, HidingSheet)
        self.sheet = sheet

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=15_000)

    def key(self, key: Qt.Key | str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.sheet.view, key, held)  # type: ignore[arg-type]

    def at(self, frame: int) -> None:
        self.sheet.player.go(frame)
        self.until(lambda: self.sheet.player.current_frame == frame)

    def step(self, times: int = 1) -> None:
        for _ in range(times):
            before = self.sheet.player.current_frame
            assert before is not None
            self.key(Qt.Key.Key_Right)
            self.until(lambda wanted=before + 1: self.sheet.player.current_frame == wanted)  # type: ignore[misc]

    def draw(self, left: float, top: float, right: float, bottom: float) -> None:
        """Drag over the picture; shares of it."""
        view = self.sheet.view
        picture = view.picture_rect()

        def point(x: float, y: float) -> QPointF:
            return QPointF(picture.left() + x * picture.width(), picture.top() + y * picture.height())

        one, other = point(left, top), point(right, bottom)
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=one.toPoint())
        QTest.mouseMove(view, ((one + other) / 2).toPoint())
        QTest.mouseMove(view, other.toPoint())
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=other.toPoint())

    def kept(self) -> Redaction:
        """What is hidden as it lies on the disk."""
        return RedactionDesk(self.made.place.library.desk(*SESSION)).redaction

    def region(self) -> Region:
        (region,) = self.kept().regions
        return region


@pytest.fixture
def story(qtbot: QtBot, tmp_path: Path) -> Iterator[Story]:
    known_example(tmp_path / "library")
    with program(qtbot, tmp_path) as made:
        made.coding.open(*SESSION)
        qtbot.waitUntil(
            lambda: made.coding.coding is not None and made.coding.coding.desk.read_only is None, timeout=15_000
        )
        made.commands.do("code.hide")
        qtbot.waitUntil(lambda: isinstance(made.place.sheet, HidingSheet), timeout=15_000)
        told = Story(made, qtbot)
        told.at(30)
        yield told


def test_a_part_that_is_drawn_is_hidden_from_here_on_and_kept_at_once(story: Story) -> None:
    story.draw(0.2, 0.3, 0.4, 0.6)
    region = story.region()
    clock = story.sheet.work.film.clock
    assert (region.start, region.end) == (clock.time_of(30), clock.end)
    assert (region.shape, region.hiding) == (Shape.ELLIPSE, Hiding.COVER)
    place = region.keys[0].place
    assert (place.x, place.y, place.width, place.height) == pytest.approx((0.2, 0.3, 0.2, 0.3), abs=0.01)


def test_what_is_stepped_through_is_looked_at_and_may_then_leave_the_team(story: Story) -> None:
    story.draw(0.2, 0.3, 0.4, 0.6)
    story.at(33)
    story.key("]")
    clock = story.sheet.work.film.clock
    whole = Span(clock.time_of(30), clock.edge(34))
    with pytest.raises(Refused, match="redaction-unchecked"):
        refuse_unchecked(story.kept(), (whole,), Purpose.OUTSIDE_TRAINING)
    story.key(Qt.Key.Key_G)
    story.until(lambda: story.sheet.player.current_frame == 33)
    story.at(30)
    story.step(3)
    story.until(lambda: story.region().to_check == ())
    refuse_unchecked(story.kept(), (whole,), Purpose.OUTSIDE_TRAINING)
    assert "Every hidden part was looked at" in story.sheet.form.state.text.text()


@pytest.mark.slow
def test_what_was_looked_at_stays_when_the_end_is_set_at_once(story: Story) -> None:
    story.draw(0.2, 0.3, 0.4, 0.6)
    story.step(2)
    story.key("]")
    assert story.region().to_check == ()


@pytest.mark.slow
def test_a_jump_looks_at_nothing(story: Story) -> None:
    story.draw(0.2, 0.3, 0.4, 0.6)
    story.at(40)
    story.sheet.work.keep_looked()
    assert story.region().checked == ()


@pytest.mark.slow
def test_moving_it_elsewhere_makes_a_second_place_and_asks_to_look_again(story: Story) -> None:
    story.draw(0.2, 0.3, 0.4, 0.6)
    story.step(2)
    story.sheet.work.keep_looked()
    assert story.region().checked
    story.draw(0.3, 0.45, 0.5, 0.45)  # taken in its middle and moved
    region = story.region()
    assert [key.at for key in region.keys] == [story.sheet.work.film.clock.time_of(f) for f in (30, 32)]
    assert region.keys[1].place.x == pytest.approx(0.4, abs=0.01)
    assert region.checked == ()


def test_undo_takes_back_and_redo_brings_again(story: Story) -> None:
    story.draw(0.2, 0.3, 0.4, 0.6)
    story.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert story.kept().regions == ()
    story.key(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert len(story.kept().regions) == 1


@pytest.mark.slow
def test_the_picture_and_the_sound_are_hidden_for_a_stretch_by_key(story: Story) -> None:
    story.key(Qt.Key.Key_B)
    story.at(45)
    story.key("]")
    story.key(Qt.Key.Key_S)
    story.sheet.form.sound._buttons[Silencing.VOICE].click()
    kept = story.kept()
    clock = story.sheet.work.film.clock
    assert [(blur.start, blur.end) for blur in kept.blurs] == [(clock.time_of(30), clock.edge(46))]
    assert [silence.how for silence in kept.silences] == [Silencing.VOICE]
    story.key(Qt.Key.Key_Delete)
    assert story.kept().silences == ()


@pytest.mark.slow
def test_pressing_twice_hides_once(story: Story) -> None:
    for key in (Qt.Key.Key_N, Qt.Key.Key_B, Qt.Key.Key_S):
        story.key(key)
        story.key(key)
    assert len(story.kept().items) == 3


def test_what_is_covered_is_not_in_the_picture_that_is_painted(story: Story) -> None:
    def colour() -> tuple[int, ...]:
        view = story.sheet.view
        shown = view._picture
        assert shown is not None
        height, width = shown[2].shape[:2]
        return tuple(int(value) for value in shown[2][round(height * 0.45), round(width * 0.3)][:3])

    before = colour()
    story.draw(0.2, 0.3, 0.4, 0.6)
    story.until(lambda: colour() == (56, 56, 56))
    story.key(Qt.Key.Key_V)
    story.until(lambda: max(abs(one - other) for one, other in zip(colour(), before, strict=True)) < 40)


def test_following_is_a_proposal_that_must_be_looked_at(story: Story) -> None:
    story.draw(0.2, 0.3, 0.4, 0.6)
    story.at(45)
    story.key("]")
    story.at(30)
    with story.qtbot.waitSignal(story.sheet.work.followed, timeout=30_000):
        story.key(Qt.Key.Key_F)
    assert story.sheet.form.remark.isVisible()
    assert not story.region().checked


@pytest.mark.slow
def test_a_part_is_not_followed_from_where_it_is_not_hidden(story: Story) -> None:
    story.draw(0.2, 0.3, 0.4, 0.6)
    story.at(10)
    story.key(Qt.Key.Key_F)
    assert "not hidden on the picture" in story.sheet.form.remark.text.text()


def test_a_refused_export_leads_here_and_back(story: Story) -> None:
    story.draw(0.2, 0.3, 0.4, 0.6)
    story.key(Qt.Key.Key_Escape)
    made = story.made
    coding = made.coding.coding
    assert coding is not None
    event = next(event for event in coding.desk.coding.in_order() if event.code == "welcoming")
    made.make_clips((event.id,))
    sheet = made.place.sheet
    assert isinstance(sheet, ClipSheet)
    sheet.choose("selection", Purpose.LAW)
    for field in (sheet.form.gate.reason, sheet.form.gate.authoriser, sheet.form.gate.recipient):
        field.set_text("words")
    sheet.make()
    story.until(sheet._look.isVisible)
    sheet._look.click()
    story.until(lambda: isinstance(made.place.sheet, HidingSheet))
    again = made.place.sheet
    assert isinstance(again, HidingSheet)
    again.dismiss()
    back = made.place.sheet
    assert isinstance(back, ClipSheet)
    assert back.form.purpose is Purpose.LAW


@pytest.mark.slow
def test_what_another_window_changed_is_not_overwritten_and_that_is_said(story: Story) -> None:
    story.draw(0.2, 0.3, 0.4, 0.6)
    other = RedactionDesk(story.made.place.library.desk(*SESSION))
    other.remove(other.redaction.regions[0].id)
    story.key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert story.kept().regions == ()
    assert "Somebody else" in story.sheet.form.remark.text.text()
    toast = story.made.window.toast
    assert "Another window" in toast.sentence
    toast._act()
    story.until(lambda: story.made.place.sheet not in (None, story.sheet))
    assert isinstance(story.made.place.sheet, HidingSheet)
    assert story.made.place.sheet.work.redaction.regions == ()


def test_what_is_hidden_and_cannot_be_read_is_told_and_nothing_is_opened(story: Story) -> None:
    story.draw(0.2, 0.3, 0.4, 0.6)
    story.key(Qt.Key.Key_Escape)
    desk = story.made.place.library.desk(*SESSION)
    (desk.path / "redaction.toml").write_text("regions = nonsense", encoding="utf-8")
    story.made.commands.do("code.hide")
    story.until(lambda: "redaction.toml" in story.made.window.toast.sentence)
    assert story.made.place.sheet is None


@pytest.mark.slow
def test_arrow_keys_with_alt_move_the_part_and_with_shift_make_it_wider(story: Story) -> None:
    story.draw(0.2, 0.3, 0.4, 0.6)
    alt, shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
    before = story.region().keys[0].place
    story.key(Qt.Key.Key_Right, alt)
    story.key(Qt.Key.Key_Right, alt | shift)
    after = story.region().keys[0].place
    assert after.x + after.width / 2 == pytest.approx(before.x + before.width / 2 + 0.01, abs=0.001)
    assert after.width == pytest.approx(before.width + 0.01, abs=0.001)


@pytest.mark.slow
def test_closing_the_window_keeps_what_was_looked_at(story: Story) -> None:
    story.draw(0.2, 0.3, 0.4, 0.6)
    story.step(1)
    story.made.window.close()
    assert len(story.region().checked) == 1


@pytest.mark.slow
def test_escape_closes_and_the_keyboard_goes_back(story: Story) -> None:
    story.key(Qt.Key.Key_Escape)
    assert story.made.place.sheet is None
