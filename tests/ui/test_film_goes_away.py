"""The drive with the film goes away, the loudspeaker goes away: one line of text, and everything else goes on."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.films import FILMS
from tests.sounding import sounding_film
from tests.ui.player_story import WAIT, on_screen
from vfi.core.errors import FilmError
from vfi.media.index import FilmIndex, build_index
from vfi.media.picture import Picture
from vfi.media.reader import FilmReader
from vfi.ui.film_player import FilmPlayer
from vfi.ui.film_view import FilmView

pytestmark = [pytest.mark.film, pytest.mark.window]

RATE = 48_000


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, FilmIndex]:
    path = FILMS["h264-gop250"].make(tmp_path_factory.mktemp("films"))
    return path, build_index(path)


@pytest.fixture
def view(qtbot) -> FilmView:
    return on_screen(FilmView(), qtbot)


@pytest.fixture
def told(player) -> list[str]:
    """The ids of all lines of text, in order."""
    lines: list[str] = []
    player.failed.connect(lambda error: lines.append(error.id))
    player.said.connect(lambda remark: lines.append(remark.id))
    return lines


class Drive:
    """Where films lie, and whether it is plugged in."""

    there = True


@pytest.fixture
def drive(monkeypatch) -> Drive:
    drive = Drive()

    class OnTheDrive(FilmReader):
        def picture(
            self, frame: int, *, stop: int | None = None, cancelled: Callable[[], bool] | None = None
        ) -> Picture:
            if not drive.there:
                raise FilmError("film-missing", name="visit.mp4")
            return super().picture(frame, cancelled=cancelled)

    monkeypatch.setattr("vfi.media.decoding.open_film_reader", OnTheDrive)
    return drive


def plays(player: FilmPlayer, qtbot, frame: int) -> None:
    """Until it plays beyond this frame."""
    qtbot.waitUntil(lambda: (player.current_frame or 0) > frame, timeout=WAIT)


def test_a_drive_that_goes_away_while_it_plays_is_said_once_and_back_again_it_plays_on(
    player, told, drive, film, qtbot
) -> None:
    player.open(*film)
    player.play()
    plays(player, qtbot, 5)
    drive.there = False
    qtbot.waitUntil(lambda: told != [], timeout=WAIT)
    qtbot.waitUntil(lambda: not player.state.playing, timeout=WAIT)
    stood = player.current_frame
    assert told == ["film-missing"]
    drive.there = True
    player.play()
    plays(player, qtbot, stood + 5)
    assert told == ["film-missing"]


def test_while_the_drive_is_away_each_press_is_answered_and_what_is_held_is_shown(
    player, told, drive, film, qtbot
) -> None:
    player.open(*film, 30)
    qtbot.waitUntil(lambda: player.current_frame == 30, timeout=WAIT)
    qtbot.waitUntil(lambda: player._decoding.holds(20), timeout=WAIT)
    drive.there = False
    player.go(20)
    qtbot.waitUntil(lambda: player.current_frame == 20, timeout=WAIT)
    player.go(200)
    qtbot.waitUntil(lambda: told == ["film-missing"], timeout=WAIT)
    player.go(210)
    qtbot.waitUntil(lambda: told == ["film-missing"] * 2, timeout=WAIT)
    assert player.current_frame == 20


def test_a_film_that_is_cut_off_while_it_plays_is_not_called_damaged(player, told, film, qtbot, tmp_path) -> None:
    path, index = film
    copy = tmp_path / "copy.mp4"
    shutil.copy(path, copy)
    player.open(copy, index, 100)
    qtbot.waitUntil(lambda: player.current_frame == 100, timeout=WAIT)
    os.truncate(copy, path.stat().st_size // 8)
    player.go(310)
    qtbot.waitUntil(lambda: told != [], timeout=WAIT)
    assert told == ["film-changed"]
    player.go(300)  # opened anew, it lacks its table by now: that is not how it was recorded
    qtbot.waitUntil(lambda: len(told) == 2, timeout=WAIT)
    assert told == ["film-changed"] * 2


class Headphones:
    """A device in real time that can be pulled out."""

    def __init__(self) -> None:
        self.plugged_in = True
        self._begun = 0.0
        self._taken = 0

    def open(self, rate: int, channels: int) -> bool:
        self._begun, self._taken = time.perf_counter(), 0
        return self.plugged_in

    def heard(self) -> int | None:
        return min(int((time.perf_counter() - self._begun) * RATE), self._taken) if self.plugged_in else None

    def write(self, samples: bytes) -> int:
        room = (RATE // 10 - self._taken + (self.heard() or 0)) * 4
        taken = max(0, min(room, len(samples))) // 4 * 4
        self._taken += taken // 4
        return taken

    def close(self) -> None:
        pass


def test_headphones_pulled_out_while_it_plays_are_said_once_and_the_pictures_go_on(view, qtbot, tmp_path) -> None:
    path = sounding_film(tmp_path / "voice.mov", np.full(20 * RATE, 0.1, np.float32), rate=RATE)
    headphones, lines = Headphones(), []
    player = FilmPlayer(view, sound_out=lambda: headphones)
    player.said.connect(lambda remark: lines.append(remark.id))
    player.failed.connect(lambda error: lines.append(error.id))
    player.open(path, build_index(path))
    player.play()
    plays(player, qtbot, 1)
    assert player.state.sounding
    headphones.plugged_in = False
    qtbot.waitUntil(lambda: lines != [], timeout=WAIT)
    here = player.current_frame
    plays(player, qtbot, here + 3)
    assert lines == ["sound-device-lost"]
    assert player.state.playing
    assert not player.state.sounding
    player.close()
