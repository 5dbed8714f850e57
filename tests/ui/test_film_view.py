"""The film in a window: what was painted is what is said, whatever is pressed."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage

from tests.films import FILMS, told
from tests.ui.player_story import WAIT, on_screen
from vfi.core.errors import VfiError
from vfi.media.fitting import fitted
from vfi.media.index import FilmIndex, build_index
from vfi.ui.film_player import FilmPlayer
from vfi.ui.film_view import FilmView

pytestmark = [pytest.mark.film, pytest.mark.window]

WELL = QColor("#203040")


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Path, FilmIndex]]:
    folder = tmp_path_factory.mktemp("films")
    made: dict[str, tuple[Path, FilmIndex]] = {}

    def film(name: str) -> tuple[Path, FilmIndex]:
        if name not in made:
            path = FILMS[name].make(folder)
            made[name] = path, build_index(path)
        return made[name]

    return film


@pytest.fixture
def view(qtbot) -> FilmView:
    return on_screen(FilmView(well=WELL), qtbot)


def pixels(view: FilmView) -> np.ndarray:
    """What the window shows: RGB, shape (height, width, 3)."""
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def number_on(view: FilmView) -> int | None:
    """The number that can be read in the window."""
    whole = pixels(view)
    lit = np.any(whole != np.array([WELL.red(), WELL.green(), WELL.blue()], np.uint8), axis=2)
    rows, columns = np.flatnonzero(lit.any(axis=1)), np.flatnonzero(lit.any(axis=0))
    return told(whole[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])


def opened(player: FilmPlayer, film: tuple[Path, FilmIndex], qtbot, first: int = 0) -> None:
    player.open(*film, first)
    qtbot.waitUntil(lambda: player.current_frame == first, timeout=WAIT)


def test_the_picture_is_whole_and_centred_on_its_well(view, player, films, qtbot) -> None:
    opened(player, films("open-gop"), qtbot)
    whole = pixels(view)
    assert fitted(320, 180, 640, 400) == (640, 360)
    assert tuple(whole[10, 320]) == (WELL.red(), WELL.green(), WELL.blue())
    assert tuple(whole[390, 320]) == (WELL.red(), WELL.green(), WELL.blue())
    assert number_on(view) == 0


def test_steps_and_jumps_paint_the_very_frame(view, player, films, qtbot) -> None:
    film = films("h264-gop250")
    opened(player, film, qtbot, first=100)
    chance = random.Random(3)
    for _ in range(25):
        command = chance.choice(
            (lambda: player.step(1), lambda: player.step(-1), lambda: player.go(chance.randrange(320)))
        )
        command()
        frame = player._player.wanted.frame
        qtbot.waitUntil(lambda frame=frame: player.current_frame == frame, timeout=WAIT)
        assert number_on(view) == frame


def test_every_painted_frame_is_told_with_its_own_number(view, player, films, qtbot) -> None:
    opened(player, films("h264-gop250"), qtbot)
    seen = []

    def look(frame: int) -> None:
        current = player.current_frame
        number = number_on(view)  # looking paints, too: on a busy machine the next picture may be here already
        seen.append((frame, current, number, player.current_frame))

    player.painted.connect(look)
    player.play()
    qtbot.waitUntil(lambda: len(seen) >= 20, timeout=WAIT)
    player.pause()
    assert [each for each in seen if each[0] != each[1] or each[2] != each[3]] == []
    assert [each[0] for each in seen] == sorted({each[0] for each in seen})
    assert any(told_frame == number for told_frame, _, number, _ in seen)


def test_pause_stands_on_the_frame_that_is_on_the_screen(view, player, films, qtbot) -> None:
    opened(player, films("h264-gop250"), qtbot)
    for turn in range(5):
        player.play()
        goal = player.current_frame + 5 + turn
        qtbot.waitUntil(lambda goal=goal: player.current_frame >= goal, timeout=WAIT)
        player.pause()
        frame = player.current_frame
        qtbot.wait(120)  # whatever was on its way has arrived by now
        assert player.current_frame == frame == number_on(view)


def test_a_storm_of_presses_ends_on_the_frame_that_was_asked_for_last(view, player, films, qtbot) -> None:
    opened(player, films("variable-rate"), qtbot)
    chance = random.Random(8)
    for _ in range(300):
        chance.choice(
            (
                player.toggle,
                player.faster,
                player.slower,
                player.set_loop_in,
                player.set_loop_out,
                player.toggle_loop,
                lambda: player.step(-3),
                lambda: player.step_seconds(1),
                lambda: player.go(chance.randrange(240)),
                lambda: player.shuttle(-1),
                lambda: player.shuttle(1),
                lambda: qtbot.wait(2),
            )
        )()
    player.pause()
    player.go(77)
    qtbot.waitUntil(lambda: player.current_frame == 77, timeout=WAIT)
    assert number_on(view) == 77


def test_a_loop_plays_only_its_own_frames(view, player, films, qtbot) -> None:
    opened(player, films("open-gop"), qtbot)
    player.set_loop(40, 44)
    player.go(40)
    qtbot.waitUntil(lambda: player.current_frame == 40, timeout=WAIT)
    seen: list[int] = []
    player.painted.connect(seen.append)
    player.play()
    qtbot.waitUntil(lambda: seen.count(40) >= 2 and len(seen) > 8, timeout=WAIT)
    assert set(seen) <= {40, 41, 42, 43, 44}


def test_a_held_left_key_shows_every_frame_on_the_way_back(view, player, films, qtbot) -> None:
    opened(player, films("h264-gop250"), qtbot, first=249)
    seen: list[int] = []
    player.painted.connect(seen.append)

    def back_to(frame: int) -> bool:
        player.step(-1, held=True)
        return player.current_frame <= frame

    qtbot.waitUntil(lambda: back_to(150), timeout=WAIT)
    assert seen == list(range(248, seen[-1] - 1, -1))


def test_the_film_plays_to_its_end_and_says_that_it_stopped(view, player, films, qtbot) -> None:
    opened(player, films("open-gop"), qtbot, first=200)
    player.set_speed(Fraction(2))
    player.play()
    assert player.state.playing
    states = []
    player.state_changed.connect(states.append)
    qtbot.waitUntil(lambda: not player.state.playing, timeout=WAIT)
    qtbot.waitUntil(lambda: player.current_frame == 239, timeout=WAIT)
    assert not states[-1].playing
    assert number_on(view) == 239


def test_the_film_is_asked_for_again_when_the_window_grows(view, player, films, qtbot) -> None:
    opened(player, films("open-gop"), qtbot, first=30)
    view.resize(960, 600)
    qtbot.waitUntil(lambda: view.picture_size == (960, 540), timeout=WAIT)
    assert number_on(view) == 30


def test_words_stand_in_a_band_below_the_picture(view, player, films, qtbot) -> None:
    opened(player, films("open-gop"), qtbot, first=30)
    before = view.box
    view.set_label("Looking together")
    assert view.box[1] < before[1]
    qtbot.waitUntil(lambda: view.picture_size == fitted(320, 180, *view.box), timeout=WAIT)


def test_a_film_that_has_gone_is_told_and_the_window_lives_on(view, player, films, qtbot, tmp_path) -> None:
    _, index = films("open-gop")
    failures: list[VfiError] = []
    player.failed.connect(failures.append)
    player.open(tmp_path / "gone.mp4", index)
    qtbot.waitUntil(lambda: bool(failures), timeout=WAIT)
    assert failures[0].id == "film-missing"
    assert player.current_frame is None
    opened(player, films("open-gop"), qtbot, first=5)
    assert number_on(view) == 5


def test_another_film_takes_the_place_of_the_first(view, player, films, qtbot) -> None:
    opened(player, films("open-gop"), qtbot, first=9)
    player.play()
    player.open(*films("h264-gop250"), 300)
    qtbot.waitUntil(lambda: player.current_frame == 300, timeout=WAIT)
    assert number_on(view) == 300
    assert not player.state.playing


def test_files_dropped_on_the_film_are_handed_on(view, qtbot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/films/visit.mp4"), QUrl("https://example.org/film.mp4")])
    drop = QDropEvent(
        QPointF(QPoint(5, 5)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(view.files_dropped, timeout=WAIT) as dropped:
        view.dropEvent(drop)
    assert dropped.args == [(Path("/films/visit.mp4"),)]


def test_a_machine_that_is_too_slow_is_said_once_and_nothing_is_lost(view, player, films, qtbot, monkeypatch) -> None:
    monkeypatch.setattr("vfi.ui.film_player.HELD_BACK", 100_000_000)
    remarks: list[str] = []
    player.said.connect(lambda remark: remarks.append(remark.id))
    opened(player, films("h264-gop250"), qtbot)
    withheld: list[tuple[int, np.ndarray]] = []
    monkeypatch.setattr(view, "show_picture", lambda *picture: withheld.append(picture))
    player.play()
    qtbot.waitUntil(lambda: remarks != [], timeout=WAIT)
    monkeypatch.undo()
    view.show_picture(*withheld[-1])
    qtbot.waitUntil(lambda: (player.current_frame or 0) > 3, timeout=WAIT)
    player.pause()
    assert remarks == ["film-too-slow"]


def test_playing_back_paints_frames_one_before_the_other_and_the_last_is_sharp(view, player, films, qtbot) -> None:
    opened(player, films("h264-gop250"), qtbot, first=200)
    seen = []
    player.painted.connect(seen.append)
    player.shuttle(-1)
    qtbot.waitUntil(lambda: len(seen) >= 15, timeout=WAIT)
    player.pause()
    assert seen == sorted(seen, reverse=True)
    assert number_on(view) == player.current_frame


def test_a_loop_of_a_few_frames_goes_round(view, player, films, qtbot) -> None:
    opened(player, films("h264-gop250"), qtbot, first=100)
    player.set_loop(100, 104)
    seen = []
    player.painted.connect(seen.append)
    player.play()
    qtbot.waitUntil(lambda: seen.count(101) >= 3, timeout=WAIT)
    player.pause()
    assert set(seen) <= set(range(100, 105))
