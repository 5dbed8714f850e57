"""What a screen reader is given of the timeline: a list for each lane, an item for each event."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication

from tests.ui.code_story import Story, close, open_story, press
from vfi.ui.theme import Theme

pytestmark = pytest.mark.window
K = Qt.Key
NAME = QAccessible.Text.Name


@pytest.fixture
def story(theme: Theme) -> Iterator[Story]:
    story = open_story(theme)
    yield story
    close(story)
    gc.collect()  # what Qt has let go of must not be let go of again


def timeline(story: Story) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(story.page.timeline.view)


def test_each_lane_is_a_list_with_its_name(story: Story) -> None:
    part = timeline(story)
    assert part.text(NAME) == "Lanes"
    lanes = [part.child(place) for place in range(part.childCount())]
    assert [lane.text(NAME) for lane in lanes] == ["Baby", "Parent · tuning", "Parent · face", "Marks"]
    assert {lane.role() for lane in lanes} == {QAccessible.Role.List}
    assert [part.indexOfChild(lane) for lane in lanes] == [0, 1, 2, 3]


def test_each_event_is_an_item_that_says_what_and_when_and_where(story: Story) -> None:
    story.go(50)
    press(story, K.Key_S, "s")
    story.go(100)
    press(story, K.Key_W, "w")
    press(story, K.Key_Return, "\r")
    lane = timeline(story).child(0)
    items = [lane.child(place) for place in range(lane.childCount())]
    assert [item.text(NAME) for item in items] == [
        "Start, 0:00:02.000, frame 50",
        "Wait, 0:00:04.000, frame 100, answers Start",
    ]
    assert items[0].parent() is lane
    middle = items[1].rect().center()
    assert timeline(story).childAt(middle.x(), middle.y()) is lane
    assert lane.childAt(middle.x(), middle.y()) is items[1]


def test_the_selected_event_has_the_focus_and_a_deleted_one_is_gone(story: Story) -> None:
    press(story, K.Key_S, "s")
    lane = timeline(story).child(0)
    item = lane.child(0)
    assert item.isValid()
    assert timeline(story).focusChild() is item
    press(story, K.Key_Delete)
    assert not item.isValid()
    assert (lane.childCount(), lane.child(0), timeline(story).focusChild()) == (0, None, None)


def test_parts_that_qt_registered_outlive_neither_the_room_nor_break_it(theme: Theme) -> None:
    for _ in range(3):
        story = open_story(theme)
        press(story, K.Key_S, "s")
        lane = timeline(story).child(0)
        for part in (lane, lane.child(0)):
            QAccessible.registerAccessibleInterface(part)
        close(story)
        del story, lane, part
        gc.collect()
        QApplication.processEvents()
