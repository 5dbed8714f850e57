"""Looking nearer, turned, mirrored, brighter: what is painted where, what is asked of the film, what is remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from vfi.core.looks import AS_FILMED, PictureLook
from vfi.desk.demo import copy_example
from vfi.desk.film_looks import keep_looks, read_looks
from vfi.desk.session import SessionDesk, open_place
from vfi.desk.to_see import ToSee
from vfi.media.index import build_index
from vfi.ui.code.keys import Do, KeyTable
from vfi.ui.code.looking import Looking
from vfi.ui.film_player import FilmPlayer
from vfi.ui.film_view import FilmView
from vfi.ui.jobs import Jobs
from vfi.ui.looks_kept import LooksKept

pytestmark = pytest.mark.window
RED, GREEN, BLUE, GREY = (0, 0, 200), (0, 200, 0), (200, 0, 0), (100, 100, 100)
"""BGR of the corners: top left, top right, bottom left, bottom right."""


def corners(width: int = 800, height: int = 400) -> np.ndarray:  # type: ignore[type-arg]
    """A picture whose quarters have colours of their own."""
    picture = np.full((height, width, 4), 255, np.uint8)
    half = height // 2, width // 2
    picture[: half[0], : half[1], :3] = RED
    picture[: half[0], half[1] :, :3] = GREEN
    picture[half[0] :, : half[1], :3] = BLUE
    picture[half[0] :, half[1] :, :3] = GREY
    return picture


@pytest.fixture
def view(qtbot: QtBot) -> FilmView:
    view = FilmView()
    qtbot.addWidget(view)
    view.resize(800, 400)
    view.show()
    qtbot.waitExposed(view)
    view.show_picture(7, corners())
    qtbot.waitUntil(lambda: view.on_screen == 7)
    return view


def at(view: FilmView, x: int, y: int) -> tuple[int, int, int]:
    """BGR at this place."""
    colour = QColor(view.grab().toImage().pixel(x, y))
    return colour.blue(), colour.green(), colour.red()


def places(view: FilmView) -> list[tuple[int, int, int]]:
    """Near the middle: top left, top right, bottom left, bottom right."""
    return [at(view, 400 + x, 200 + y) for y in (-40, 40) for x in (-40, 40)]


def test_a_mirror_changes_left_and_right_and_a_turn_goes_clockwise(view: FilmView) -> None:
    assert places(view) == [RED, GREEN, BLUE, GREY]
    view.set_look(AS_FILMED.mirrored())
    assert places(view) == [GREEN, RED, GREY, BLUE]
    view.set_look(AS_FILMED.turned())
    assert places(view) == [BLUE, RED, GREY, GREEN]
    view.set_look(AS_FILMED.mirrored().turned())
    assert places(view) == [GREY, GREEN, BLUE, RED]


def test_a_turned_picture_is_whole_and_the_film_is_asked_for_it_unturned(view: FilmView) -> None:
    view.set_look(AS_FILMED.turned())
    assert view.box == (400, 800)
    assert at(view, 250, 200) not in (RED, GREEN, BLUE, GREY)
    assert at(view, 310, 5) == BLUE  # 200 pixels wide, in the middle
    assert at(view, 490, 395) == GREEN


def test_the_wheel_with_control_goes_nearer_to_what_is_under_it(view: FilmView) -> None:
    told: list[PictureLook] = []
    view.look_changed.connect(told.append)

    def wheel(held: Qt.KeyboardModifier) -> None:
        point = QPointF(600, 100)
        event = QWheelEvent(point, view.mapToGlobal(point), QPoint(), QPoint(0, 120 * 4), Qt.MouseButton.NoButton, held,
                            Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
        QApplication.sendEvent(view, event)

    wheel(Qt.KeyboardModifier.NoModifier)
    assert told == []
    wheel(Qt.KeyboardModifier.ControlModifier)
    assert told[-1].zoom == pytest.approx(1.2**4)
    # the middle between red and green was 200 pixels left of the mouse, and is now 1.2^4 times as far
    edge = 600 - round(200 * 1.2**4)
    assert (at(view, edge - 4, 30), at(view, edge + 4, 30)) == (RED, GREEN)


def test_dragging_moves_what_is_near_and_ends_at_the_picture_s_edge(view: FilmView) -> None:
    view.zoom_by(2)
    assert at(view, 300, 100) == RED
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(400, 200))
    for x in (350, 300, 200):
        QTest.mouseMove(view, QPoint(x, 200))
    assert at(view, 300, 100) == GREEN
    QTest.mouseMove(view, QPoint(-3000, 200))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(-3000, 200))
    assert at(view, 799, 100) == GREEN
    assert view.look.x == pytest.approx(0.75)  # half of what is seen lies right of its middle


def test_zoomed_the_film_is_asked_for_more_as_far_as_it_has_more(view: FilmView) -> None:
    view.zoom_by(2)
    assert view.box == (800, 400)  # nothing is known of the film
    view.set_native(1200, 600)
    view.set_look(AS_FILMED.zoomed(1.25))
    assert view.box == (1000, 500)
    view.set_look(AS_FILMED.zoomed(4))
    assert view.box == (1200, 600)


def test_brighter_leaves_black_and_white_and_comes_back_without_loss(view: FilmView) -> None:
    before = at(view, 600, 300)
    view.set_look(AS_FILMED.brighter(3))
    brighter = at(view, 600, 300)
    assert brighter[0] > before[0] + 30
    assert at(view, 200, 100)[0] == 0
    view.set_look(AS_FILMED.brighter(-3))
    assert at(view, 600, 300)[0] < before[0] - 20
    view.set_look(AS_FILMED)
    assert at(view, 600, 300) == before
    assert view.on_screen == 7


# ---- interlaced films


@pytest.mark.film
def test_without_stripes_the_picture_is_another_and_its_number_the_same(
    film_file: Callable[[str], Path], view: FilmView, qtbot: QtBot
) -> None:
    path = film_file("interlaced-mpeg2-ts")
    index = build_index(path)
    view.set_native(*index.look.shown_size, interlaced=index.look.interlaced)
    player = FilmPlayer(view)
    player.open(path, index, 33)
    qtbot.waitUntil(lambda: view.on_screen == 33)
    seen = [view.grab().toImage()]
    for on in (True, False):
        view.set_look(replace(view.look, smooth=on))
        qtbot.waitUntil(lambda: view.grab().toImage() != seen[-1])
        seen.append(view.grab().toImage())
        assert player.current_frame == 33
    assert seen[2] == seen[0]
    player.close()


def test_stripes_are_a_choice_only_where_the_film_has_them(view: FilmView) -> None:
    looking = Looking(view, KeyTable(), view, lambda _do: None)
    assert not looking.can(Do.SMOOTH)
    told: list[bool] = []
    view.look_changed.connect(lambda look: told.append(look.smooth))
    looking.do(Do.SMOOTH)
    assert told == []
    view.set_native(720, 576, interlaced=True)
    looking.do(Do.SMOOTH)
    looking.do(Do.SMOOTH)
    assert told == [True, False]


# ---- what is remembered


@pytest.fixture
def desk(tmp_path: Path) -> SessionDesk:
    copy_example(tmp_path / "library")
    return open_place(tmp_path / "library" / "F012" / "2026-03-11-home-play")


def test_looks_are_kept_beside_the_codings_and_nothing_is_written_for_a_film_as_it_was_taken(desk: SessionDesk) -> None:
    keep_looks(desk, {"film.mp4": AS_FILMED})
    assert not (desk.path / "view.json").exists()
    look = PictureLook(zoom=2, x=0.25, turn=90, brightness=-1, smooth=True)
    keep_looks(desk, {"film.mp4": look, "other.mp4": AS_FILMED})
    assert read_looks(desk) == {"film.mp4": look}
    keep_looks(desk, {"film.mp4": AS_FILMED})
    assert read_looks(desk) == {}


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "\xff", '{"films": 3}', '{"films": {"film.mp4": [1]}}'),
        *('{"films": {"film.mp4": {"zoom": 99}}}', '{"films": {"film.mp4": {"colour": 1}}}'),
    ],
)
def test_whatever_is_wrong_with_the_file_the_film_is_shown_as_it_was_taken(desk: SessionDesk, text: str) -> None:
    (desk.path / "view.json").write_bytes(text.encode("latin-1"))
    assert read_looks(desk) == {}


def test_the_next_opening_looks_as_the_last_one_did(desk: SessionDesk, view: FilmView, qtbot: QtBot) -> None:
    films = (ToSee(desk, desk.film(), desk.film_file(), desk.film_index()),)
    jobs = Jobs()
    kept = LooksKept(films, read_looks(desk), lambda _number: view, jobs, jobs)
    view.set_look(AS_FILMED.turned())
    qtbot.waitUntil(lambda: (desk.path / "view.json").exists())
    view.set_look(AS_FILMED.turned().mirrored())
    kept.close()
    view.set_look(AS_FILMED)
    again = LooksKept(films, read_looks(desk), lambda _number: view, jobs, jobs)
    assert view.look == AS_FILMED.turned().mirrored()
    again.close()
    jobs.close()
