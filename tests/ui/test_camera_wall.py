"""Two cameras on one clock in a window: the one that follows shows what it filmed when the lead's picture was taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
import shiboken6
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.films import Made, told
from vfi.core.time import SECOND, Ns
from vfi.media.index import build_index
from vfi.ui.cameras.places import places
from vfi.ui.cameras.together import CameraFilm, CamerasTogether
from vfi.ui.cameras.wall import CameraWall
from vfi.ui.film_player import FilmPlayer
from vfi.ui.film_view import FilmView
from vfi.ui.theme import Theme

pytestmark = [pytest.mark.film, pytest.mark.window]

WAIT = 20_000
LEFT = Made(name="left", count=150)
"""6 s at 25 pictures a second."""
RIGHT = Made(name="right", count=90, clock=Fraction(1, 30), size=(240, 180))
"""3 s at 30 pictures a second, another size."""
LATE = Ns(SECOND)
"""The right camera was switched on a second after the left one."""


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> list[CameraFilm]:
    folder = tmp_path_factory.mktemp("cameras")
    paths: list[tuple[Path, int]] = [(LEFT.make(folder), 0), (RIGHT.make(folder), LATE)]
    return [CameraFilm(path.stem, path, build_index(path), Ns(offset)) for path, offset in paths]


@dataclass
class Story:
    qtbot: QtBot
    wall: CameraWall
    player: FilmPlayer
    together: CamerasTogether

    def view(self, camera: int) -> FilmView:
        return self.wall.view_of(camera)

    def shows(self, camera: int) -> int | None:
        """The number that is to be read in the window where this camera is; None for an empty well."""
        view = self.view(camera)
        if view.on_screen is None or view.picture_size is None:
            return None
        image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
        width, height = image.width(), image.height()
        bits = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
        pixels = bits[:, : 3 * width].reshape(height, width, 3)
        across, down = view.picture_size
        left, top = (width - across) // 2, (height - down) // 2
        return told(pixels[top : top + down, left : left + across])

    def wait(self, *frames: int | None) -> None:
        self.qtbot.waitUntil(lambda: tuple(self.shows(camera) for camera in (0, 1)) == frames, timeout=WAIT)

    def says(self, words: str) -> None:
        """Wait until this stands behind the name of the camera that follows."""
        self.qtbot.waitUntil(lambda: words in self.wall.tile_of(1).caption.words, timeout=WAIT)

    def go(self, frame: int) -> None:
        self.player.go(frame)


@pytest.fixture
def story(qtbot: QtBot, films: list[CameraFilm]) -> Iterator[Story]:
    view = FilmView()
    wall = CameraWall(Theme("light"), [film.name for film in films], view)
    wall.resize(1000, 400)
    wall.show()
    qtbot.waitExposed(wall)
    player = FilmPlayer(view)
    together = CamerasTogether(films, wall, player)
    together.start()
    yield Story(qtbot, wall, player, together)
    together.close()
    player.close()
    shiboken6.delete(wall)


def test_a_camera_that_was_not_yet_filming_shows_nothing_and_says_when_it_begins(story: Story) -> None:
    story.wait(0, None)
    story.says("begins in 0:00:01.000")
    story.go(24)
    story.wait(24, None)


def test_it_shows_its_frame_at_the_moment_of_the_leads(story: Story) -> None:
    for frame, other in ((25, 0), (26, 1), (60, 42), (99, 88)):  # 25 a second against 30 a second, a second later
        story.go(frame)
        story.wait(frame, other)
    assert story.wall.tile_of(1).caption.words == "right"


def test_after_its_end_it_shows_nothing_and_going_back_it_shows_again(story: Story) -> None:
    story.go(100)
    story.wait(100, None)
    story.says("ended 0:00:00.000 ago")
    story.player.step(-1)
    story.wait(99, 88)


def test_when_the_film_stops_all_cameras_stand_at_one_moment(story: Story) -> None:
    story.go(30)
    story.wait(30, 6)
    story.player.play()
    story.qtbot.waitUntil(lambda: (story.player.current_frame or 0) >= 55, timeout=WAIT)
    story.player.pause()
    frame = story.player.current_frame
    assert frame is not None
    story.wait(frame, story.together.cameras.beside(frame)[1])


def test_another_camera_leads_from_the_same_moment_and_steps_are_its_own(story: Story) -> None:
    story.go(60)
    story.wait(60, 42)
    story.wall.lead_wanted.emit(1)
    story.wait(60, 42)
    assert story.wall.lead == 1
    story.player.step(1)
    story.wait(60, 43)
    story.player.step(1)
    story.wait(61, 44)


def test_alt_and_a_digit_or_a_click_let_a_camera_lead(story: Story) -> None:
    story.go(60)
    story.wait(60, 42)
    story.wall.activateWindow()
    story.wall.setFocus()
    story.qtbot.waitUntil(lambda: story.wall.isActiveWindow(), timeout=WAIT)
    QTest.keyClick(story.wall, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert story.wall.lead == 1
    QTest.mouseClick(story.wall.tile_of(0).view, Qt.MouseButton.LeftButton)
    assert story.wall.lead == 0
    story.wait(60, 42)


def test_to_and_fro_between_leads_ends_on_the_frame_where_it_began(story: Story) -> None:
    story.go(61)
    story.wait(61, 43)
    story.together.lead(1)
    story.qtbot.waitUntil(lambda: story.shows(1) == 43, timeout=WAIT)
    story.together.lead(0)
    story.wait(61, 43)


def test_a_film_laid_elsewhere_is_shown_there_at_once(story: Story) -> None:
    story.go(60)
    story.wait(60, 42)
    story.together.lay(1, Ns(2 * SECOND))
    story.wait(60, 12)


def test_a_camera_whose_clock_runs_fast_shows_what_it_filmed_at_that_moment(story: Story) -> None:
    story.go(140)
    story.wait(140, None)  # 5.6 s: the right camera had ended
    story.together.lay(1, Ns(2 * SECOND), drift=5_000_000)
    story.go(120)
    # 4.8 s: 2.8 s after it began, by its own fast clock 2.814 s, which is its frame 84
    story.wait(120, 84)


def test_all_films_share_one_budget_of_memory(story: Story) -> None:
    story.go(60)
    story.wait(60, 42)
    total = story.player.budget.total
    one, two = (share.room for share in story.player.budget._shares)
    assert one + two <= total


def test_with_the_lead_large_every_camera_still_shows_its_frame(story: Story) -> None:
    story.go(60)
    story.wait(60, 42)
    story.wall.arrange("large")
    story.wait(60, 42)
    assert story.view(0).width() > 2 * story.view(1).width()


@given(
    st.integers(320, 3000),
    st.integers(180, 2000),
    st.integers(1, 4),
    st.data(),
    st.sampled_from(["beside", "large"]),
)
def test_no_camera_stands_over_another_or_outside(
    width: int, height: int, count: int, data: st.DataObject, how: Literal["beside", "large"]
) -> None:
    lead = data.draw(st.integers(0, count - 1))
    shapes = data.draw(st.lists(st.sampled_from([9 / 16, 3 / 4, 4 / 3, 16 / 9]), min_size=count, max_size=count))
    rects = places(width, height, count, lead, how, shapes)
    assert len(rects) == count
    room = QRect(0, 0, width, height)
    assert all(room.contains(rect) and rect.width() > 20 and rect.height() > 20 for rect in rects)
    assert not any(one.intersects(other) for one, other in combinations(rects, 2))


def test_a_phone_held_upright_stands_beside_the_other_two_and_not_below_them() -> None:
    one, two, phone = places(770, 410, 3, 0, "beside", [16 / 9, 16 / 9, 9 / 16])
    assert one.left() == two.left()
    assert two.top() > one.bottom()
    assert phone.left() > one.right()
    assert phone.height() == 410


def test_pictures_of_one_shape_are_of_one_size() -> None:
    for room in ((772, 412), (1236, 672), (500, 900)):
        for count in (2, 3, 4):
            cells = places(*room, count, 0, "beside")
            high = [min(cell.height() - 28, cell.width() * 9 // 16) for cell in cells]
            assert max(high) - min(high) <= 2
