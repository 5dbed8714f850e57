"""Stills and sound above the lanes: their room, their places in time, and what is asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.code_story import Story, close, open_story
from tests.ui.standin import StandInTracks
from vfi.core.time import SECOND
from vfi.ui.code.keys import Do
from vfi.ui.theme import Theme

pytestmark = pytest.mark.window


@pytest.fixture
def tracks(qapp: QApplication) -> StandInTracks:
    return StandInTracks()


@pytest.fixture
def story(theme: Theme, tracks: StandInTracks, qtbot: QtBot) -> Iterator[Story]:
    story = open_story(theme, tracks=tracks)
    story.page.timeline.view.show_range(0, 36 * SECOND)
    qtbot.waitUntil(lambda: bool(tracks.asked))
    yield story
    close(story)


def heights(story: Story) -> tuple[int, int]:
    view = story.page.timeline.view
    return view.stills.track.height, view.sound.track.height


def colour(story: Story, time: int, y: float) -> QColor:
    timeline = story.page.timeline
    return QColor(timeline.view.grab().toImage().pixel(round(timeline.sheet.axis.x(time)), round(y)))


def test_room_is_kept_for_both_before_they_come(theme: Theme, tracks: StandInTracks, qtbot: QtBot) -> None:
    tracks.sound = None
    story = open_story(theme, tracks=tracks)
    assert heights(story) == (40, 32)
    before = story.view.height(), story.page.timeline.sheet.rows
    tracks.sound_progress = 0.4
    tracks.sound_changed.emit()
    assert story.page.timeline.names.tracks[1][1] == "reading, 40 %"
    tracks.sound_progress = None
    tracks.sound_changed.emit()
    assert (story.view.height(), story.page.timeline.sheet.rows) == before
    close(story)


def test_a_film_without_sound_has_no_lane_for_it(theme: Theme, qtbot: QtBot) -> None:
    story = open_story(theme, tracks=StandInTracks(has_sound=False))
    assert heights(story) == (40, 0)
    assert story.page.timeline.sheet.rows[0].top == 64
    close(story)


def test_where_it_is_loud_the_lane_is_filled_and_where_it_is_silent_there_is_a_line(story: Story, theme: Theme) -> None:
    track = story.page.timeline.view.sound.track
    upper = track.top + 6
    assert colour(story, 1_500_000_000, upper) == theme.colour("waveform")
    assert colour(story, 2_500_000_000, upper) == theme.colour("sunken")
    assert colour(story, 2_500_000_000, track.top + 16) == theme.colour("waveform")


def test_each_still_stands_at_its_own_time(story: Story, qtbot: QtBot) -> None:
    track, spacing = story.page.timeline.view.stills.track, story.page.timeline.view.stills.spacing
    for cell in (0, 5 * spacing, 12 * spacing):
        grey = 40 + cell // SECOND
        assert colour(story, cell + spacing // 2, track.top + 20) == QColor(grey, grey, grey)


def test_stills_are_asked_for_as_wide_as_they_are_with_the_view_first(story: Story, tracks: StandInTracks) -> None:
    cells, spacing = tracks.asked[-1]
    axis = story.page.timeline.sheet.axis
    assert abs(spacing * axis.scale - (38 * 16 / 9 + 1)) < 1
    assert all(cell % spacing == 0 for cell in cells)
    in_view = [cell for cell in cells if axis.start - spacing < cell <= axis.end]
    assert cells[: len(in_view)] == tuple(in_view)
    assert story.page.timeline.names.tracks[0][1] == "one each 2.3 s"


def test_zooming_asks_anew_and_the_old_stills_stand_in_until_then(story: Story, tracks: StandInTracks,
                                                                  theme: Theme, qtbot: QtBot) -> None:  # fmt: skip
    asked = len(tracks.asked)
    story.page.timeline.view.closer()
    track = story.page.timeline.view.stills.track
    assert colour(story, 10 * SECOND, track.top + 20) != theme.colour("line")  # the colour of an empty place
    qtbot.waitUntil(lambda: len(tracks.asked) > asked)
    assert tracks.asked[-1][1] < tracks.asked[asked - 1][1]


def test_a_click_on_stills_or_sound_goes_there(story: Story) -> None:
    timeline = story.page.timeline
    for track, second in ((timeline.view.stills.track, 10), (timeline.view.sound.track, 20)):
        at = QPoint(round(timeline.sheet.axis.x(second * SECOND)), track.top + 12)
        QTest.mouseClick(timeline.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        QApplication.processEvents()
        assert abs((story.view.on_screen or 0) - second * 25) <= 2


def test_either_can_be_hidden_the_film_gets_its_room_and_it_is_remembered(story: Story, tracks: StandInTracks) -> None:
    told: list[dict[str, list[int]]] = []
    story.room.arranged.connect(told.append)
    film = story.view.height()
    story.page.do(Do.SOUND)
    assert heights(story) == (40, 0)
    assert story.view.height() == film + 32
    assert not tracks.sound_wanted
    story.page.do(Do.STILLS)
    assert heights(story) == (0, 0)
    assert told[-1]["hidden"] == [1, 1, 1]
    story.page.do(Do.SOUND)
    assert heights(story) == (0, 32)
    assert tracks.sound_wanted


def test_what_was_hidden_stays_hidden_in_the_next_session(theme: Theme, tracks: StandInTracks, qtbot: QtBot) -> None:
    story = open_story(theme, tracks=tracks)
    story.room.arrange({"hidden": [1, 0]})
    assert heights(story) == (0, 32)
    close(story)


def test_where_there_is_no_room_the_stills_go_first_then_the_sound_and_never_the_lanes(story: Story) -> None:
    timeline = story.page.timeline
    full = timeline.full_height
    timeline.fit(full)
    assert heights(story) == (40, 32)
    timeline.fit(full - 1)
    assert heights(story) == (0, 32)
    timeline.fit(full - 41)
    assert heights(story) == (0, 0)
    lanes = timeline.full_height
    timeline.fit(20)
    assert timeline.full_height == lanes
    timeline.fit(full)
    assert heights(story) == (40, 32)


def test_the_pitch_is_shown_when_it_is_wanted_and_made_only_then(story: Story, tracks: StandInTracks) -> None:
    told: list[dict[str, list[int]]] = []
    story.room.arranged.connect(told.append)
    item = story.page.timeline.view.spectrum
    assert (item.track.height, tracks.spectrum_wanted) == (0, False)
    story.page.do(Do.SPECTRUM)
    assert (item.track.height, tracks.spectrum_wanted) == (64, True)
    assert told[-1]["hidden"] == [0, 0, 0]
    axis = story.page.timeline.sheet.axis
    assert tracks.looked_at == (axis.start, axis.end)
    story.page.do(Do.SPECTRUM)
    assert (item.track.height, tracks.spectrum_wanted) == (0, False)


def test_high_pitches_stand_above_low_ones_at_their_times(story: Story, theme: Theme) -> None:
    story.page.do(Do.SPECTRUM)
    QApplication.processEvents()
    track = story.page.timeline.view.spectrum.track
    high, low = track.top + 10, track.bottom - 12
    assert colour(story, 1_500_000_000, high) == theme.colour("text")
    assert colour(story, 1_500_000_000, low) == theme.colour("sunken")
    assert colour(story, 2_500_000_000, high) == theme.colour("sunken")
    assert colour(story, 2_500_000_000, low) == theme.colour("text")


def test_until_the_pitch_is_whole_it_is_said_how_far_it_is(story: Story, tracks: StandInTracks) -> None:
    story.page.do(Do.SPECTRUM)
    names = story.page.timeline.names
    assert names.tracks[2][1] == ""
    tracks.spectrum_progress = 0.25
    tracks.spectrum_changed.emit()
    assert names.tracks[2][1] == "reading, 25 %"
    tracks.spectrum_progress = tracks.spectrum = None
    tracks.spectrum_changed.emit()
    assert names.tracks[2][1] == "cannot be read"


def test_a_film_without_sound_has_no_pitch_either(theme: Theme, qtbot: QtBot) -> None:
    story = open_story(theme, tracks=StandInTracks(has_sound=False))
    story.page.do(Do.SPECTRUM)
    assert story.page.timeline.view.spectrum.track.height == 0
    close(story)


def test_a_large_window_has_higher_ones(theme: Theme, tracks: StandInTracks, qtbot: QtBot) -> None:
    story = open_story(theme, tracks=tracks, size=(1856, 1036))
    assert heights(story) == (52, 40)
    close(story)
