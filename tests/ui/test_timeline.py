"""The timeline: what colour a lane has where, what dragging does, and that much stays fast."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.code_story import BABY, TUNING, Story, close, open_story, press, type_letters
from vfi.core.coding import Batch, Edit
from vfi.core.events import CodeId, PointEvent, StateEvent, new_event_id
from vfi.core.time import SECOND, Ns, Span
from vfi.ui.code.index import EventIndex
from vfi.ui.theme import Theme

pytestmark = pytest.mark.window
K = Qt.Key


@pytest.fixture
def story(theme: Theme) -> Iterator[Story]:
    story = open_story(theme)
    story.page.timeline.view.show_range(0, 36 * SECOND)
    yield story
    close(story)


def colours(story: Story, tier: str, time: int) -> set[str]:
    """The colours of a lane's column at this time."""
    view, sheet = story.page.timeline.view, story.page.timeline.sheet
    row = next(row for row in sheet.rows if row.tier.id == tier)
    image = view.grab().toImage()
    x = round(sheet.axis.x(time))
    return {QColor(image.pixel(x, y)).name() for y in range(row.top + 1, row.bottom)}


def place(story: Story, tier: str, time: int) -> QPoint:
    sheet = story.page.timeline.sheet
    row = next(row for row in sheet.rows if row.tier.id == tier)
    return QPoint(round(sheet.axis.x(time)), round(row.middle))


def drag(story: Story, start: QPoint, end: QPoint) -> None:
    port: Any = story.page.timeline.view.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 6):
        QTest.mouseMove(port, start + (end - start) * step / 5)
        QApplication.processEvents()
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)
    QApplication.processEvents()


def state(story: Story, first: int, last: int) -> StateEvent:
    story.go(first)
    press(story, K.Key_T, "t")
    story.go(last)
    press(story, K.Key_T, "t")
    event = story.events()[-1]
    assert isinstance(event, StateEvent)
    return event


def test_a_lane_has_its_code_s_colour_where_the_state_lasts(story: Story, theme: Theme) -> None:
    state(story, 200, 300)  # from 8 to 12 s
    story.go(0)
    green = theme.code_colour("green").fill.lower()
    assert green in colours(story, TUNING, 10 * SECOND)
    assert green not in colours(story, TUNING, 14 * SECOND)


def test_what_was_not_watched_is_hatched_and_what_was_watched_is_plain(story: Story, theme: Theme) -> None:
    story.desk.watched(0, 250)
    story.desk.flush()
    assert colours(story, BABY, 5 * SECOND) == {theme.hex("sunken").lower()}
    assert theme.hex("panel").lower() in colours(story, BABY, 30 * SECOND)


def test_an_open_state_reaches_the_play_head(story: Story, theme: Theme) -> None:
    story.go(100)
    press(story, K.Key_T, "t")
    story.go(250)
    green = theme.code_colour("green").fill.lower()
    assert green in colours(story, TUNING, 9 * SECOND)
    assert green not in colours(story, TUNING, 20 * SECOND)


def test_dragging_an_edge_moves_it_to_a_frame(story: Story) -> None:
    event = state(story, 200, 300)
    drag(story, place(story, TUNING, 12 * SECOND - 20_000_000), place(story, TUNING, 16 * SECOND))
    (moved,) = story.events()
    assert isinstance(moved, StateEvent)
    assert moved.start == event.start
    assert moved.end is not None
    assert abs(moved.end - 16 * SECOND) < SECOND // 10
    assert moved.end % (SECOND // 25) == 0
    press(story, K.Key_Z, "", Qt.KeyboardModifier.ControlModifier)
    assert story.events() == [event]


def test_dragging_a_point_moves_it_and_clicking_only_selects(story: Story) -> None:
    story.go(250)
    press(story, K.Key_S, "s")
    before = story.only()
    QTest.mouseClick(
        story.page.timeline.view.viewport(), Qt.MouseButton.LeftButton, pos=place(story, BABY, 10 * SECOND)
    )
    assert story.only() == before
    drag(story, place(story, BABY, 10 * SECOND), place(story, BABY, 20 * SECOND))
    assert abs(story.only().start - 20 * SECOND) < SECOND // 10


def test_escape_while_dragging_moves_nothing(story: Story) -> None:
    event = state(story, 200, 300)
    port: Any = story.page.timeline.view.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=place(story, TUNING, 12 * SECOND - 20_000_000))
    QTest.mouseMove(port, place(story, TUNING, 15 * SECOND))
    assert story.page.timeline.sheet.ghost is not None
    press(story, K.Key_Escape)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=place(story, TUNING, 15 * SECOND))
    assert story.events() == [event]


def test_a_click_beside_events_seeks(story: Story) -> None:
    QTest.mouseClick(
        story.page.timeline.view.viewport(), Qt.MouseButton.LeftButton, pos=place(story, BABY, 20 * SECOND)
    )
    QApplication.processEvents()
    assert abs((story.view.on_screen or 0) - 500) <= 2


def test_the_head_turns_the_page_when_it_leaves_the_view(story: Story) -> None:
    axis = story.page.timeline.sheet.axis
    story.go(1500)  # 60 s
    assert axis.start <= 60 * SECOND <= axis.end
    assert abs(axis.end - axis.start - 36 * SECOND) < SECOND // 100


def test_zooming_keeps_the_head_in_its_place_and_ends_at_the_film(story: Story) -> None:
    view, axis = story.page.timeline.view, story.page.timeline.sheet.axis
    story.go(450)
    x = axis.x(18 * SECOND)
    view.closer()
    assert abs(axis.x(18 * SECOND) - x) < 1.5
    for _ in range(12):
        view.further()
    assert axis.start < 0 < 120 * SECOND < axis.end
    assert axis.end - axis.start < 125 * SECOND


def test_the_range_of_the_loop_lies_in_the_ruler(story: Story, theme: Theme) -> None:
    story.go(100)
    press(story, K.Key_I, "i")
    story.go(200)
    press(story, K.Key_O, "o")
    sheet = story.page.timeline.sheet
    assert sheet.loop == (4 * SECOND, 201 * SECOND // 25)
    assert sheet.looping


def test_a_click_on_the_words_of_a_gap_marks_that_lane_alone_as_watched(story: Story) -> None:
    port: Any = story.page.timeline.view.viewport()
    at = place(story, TUNING, 0) + QPoint(40, 0)
    QTest.mouseMove(port, at)
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=at)
    assert story.desk.coding.covered(TUNING) == (Span(Ns(0), story.desk.clock.end),)
    assert story.desk.coding.covered(BABY) == ()


def test_the_index_follows_every_change(story: Story) -> None:
    for frame, keys in ((100, "st"), (50, "gs"), (150, "tb")):
        story.go(frame)
        type_letters(story, keys)
    press(story, K.Key_Delete)
    press(story, K.Key_Z, "", Qt.KeyboardModifier.ControlModifier)
    fresh, kept = EventIndex(story.desk.coding), story.page.index
    assert kept.ids() == fresh.ids()
    for row in story.page.timeline.sheet.rows:
        assert kept.lane(row.tier.id).events == fresh.lane(row.tier.id).events


def test_a_window_of_a_lane_holds_what_reaches_into_it(story: Story) -> None:
    coding = story.desk.coding
    long = StateEvent(id=new_event_id(), tier=TUNING, code=CodeId("tune"), start=Ns(0), end=Ns(60 * SECOND))
    short = StateEvent(id=new_event_id(), tier=TUNING, code=CodeId("tune"), start=Ns(SECOND), end=Ns(2 * SECOND))
    later = PointEvent(id=new_event_id(), tier=BABY, code=CodeId("start"), at=Ns(50 * SECOND))
    coding.apply(Batch("x", tuple(Edit(None, event) for event in (long, short, later))))
    lane = EventIndex(coding).lane(TUNING)
    assert lane.events[lane.window(30 * SECOND, 40 * SECOND)][0] == long
    points = EventIndex(coding).lane(BABY)
    assert points.events[points.window(0, 40 * SECOND)] == []
