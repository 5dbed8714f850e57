"""Playing in a window: pictures never painted, sound against picture, and memory over a long working session.

Part of `bench/playback.py`, apart because only this needs Qt. The loudspeaker takes samples in real time and keeps the
moments at which the film's ticks were heard: they are held against the moments at which their pictures were painted.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
import playback_films as films
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from vfi.media.budget import MemoryBudget
from vfi.media.index import build_index
from vfi.ui.film_player import FilmPlayer
from vfi.ui.film_view import FilmView

Figures = dict[str, Any]
RATE = films.RATE
BUFFER = RATE // 10
LOUD = 0.05 * 32767
MB = 1024 * 1024


class Loudspeaker:
    """Plays in real time a tenth of a second behind; notes when a tick began to be heard."""

    def __init__(self) -> None:
        self.ticks: list[float] = []
        self._begun = 0.0
        self._written = 0
        self._silent_for = RATE

    def open(self, rate: int, channels: int) -> bool:
        assert (rate, channels) == (RATE, 2)
        self._begun, self._written, self._silent_for = 0.0, 0, RATE
        return True

    def heard(self) -> int:
        if not self._begun:
            return 0
        return min(int((time.perf_counter() - self._begun) * RATE), self._written)

    def write(self, samples: bytes) -> int:
        if not self._begun:
            self._begun = time.perf_counter()
        starved = int((time.perf_counter() - self._begun) * RATE) - self._written
        if starved > 0:
            self._begun += starved / RATE  # it had run dry: what comes now is heard later
        room = max(0, self.heard() + BUFFER - self._written) * 4
        taken = min(room, len(samples)) // 4 * 4
        self._note_ticks(np.frombuffer(samples[:taken], "<i2")[::2])
        self._written += taken // 4
        return taken

    def _note_ticks(self, samples: Any) -> None:
        loud = np.flatnonzero(np.abs(samples.astype(int)) > LOUD)
        before = -self._silent_for
        for place in loud:
            if place - before > RATE // 10:
                self.ticks.append(self._begun + (self._written + int(place)) / RATE)
            before = int(place)
        self._silent_for = len(samples) - before

    def close(self) -> None:
        pass


def wait_until(condition: Callable[[], bool], seconds: float = 30.0) -> bool:
    """Let the window live until the condition holds; did it in time?"""
    deadline = time.perf_counter() + seconds
    while not condition():
        QCoreApplication.processEvents()
        time.sleep(0.0005)
        if time.perf_counter() > deadline:
            return False
    return True


def _player(budget: MemoryBudget, out: Loudspeaker) -> tuple[FilmView, FilmPlayer]:
    view = FilmView()
    view.resize(770, 433)
    view.show()
    return view, FilmPlayer(view, sound_out=lambda: out, budget=budget)


def in_window(seconds: float, speed: int) -> Figures:
    """1080p30 with sound in a real window."""
    app = QApplication.instance() or QApplication([])
    assert app is not None
    path = films.hour_film()
    index = build_index(path)
    out = Loudspeaker()
    _view, player = _player(MemoryBudget(), out)
    player.open(path, index)
    assert wait_until(lambda: player.current_frame == 0)
    painted: dict[int, float] = {}
    player.painted.connect(lambda frame: painted.setdefault(frame, time.perf_counter()))
    player.set_speed(Fraction(speed))
    player.play()
    wait_until(lambda: False, seconds)
    state = player.state
    player.pause()
    player.close()
    first, last = min(painted), max(painted)
    # the picture of the first tick was there before its sound, as it should be
    later = [
        tick - painted[frame]
        for tick in out.ticks
        if (frame := _frame_of_tick(painted, tick)) in painted and frame > first
    ]
    errors = [abs(seconds) for seconds in later]
    return {
        "speed": speed,
        "never_painted": round(1 - len(painted) / (last - first + 1), 4),
        "goal_never_painted": "< 0.01",
        "frames": last - first + 1,
        "seconds_of_film": round((last - first) / 30, 1),
        "sound_against_picture_p99_ms": round(1000 * float(np.percentile(errors, 99)), 1) if errors else None,
        "sound_against_picture_median_ms": round(1000 * float(np.median(errors)), 1) if errors else None,
        "goal_p99_ms": "<= 33.3",
        "sound_after_picture_median_ms": round(1000 * float(np.median(later)), 1) if later else None,
        "largest_ms": [round(1000 * error) for error in sorted(errors)[-3:]],
        "ticks": len(errors),
        "sounding": state is not None and state.sounding,
    }


def _frame_of_tick(painted: dict[int, float], moment: float) -> int:
    """The frame whose tick was heard at a moment: of those with a tick, the nearest to the one on the screen then.

    The film is a shorter one again and again, and each round ticks anew each second from its own beginning.
    """
    on_screen = max((frame for frame, at in painted.items() if at <= moment), default=0)
    length = films.LONG_GOP.frames
    begin = on_screen // length * length
    ticking = [*range(begin, begin + length, 30), begin + length]
    return min(ticking, key=lambda frame: abs(frame - on_screen))


def resident() -> int:
    """Bytes of memory of this process now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def memory(minutes: float) -> Figures:
    """Three 1080p films open: seek, step, drag, play on and back in each in turn."""
    app = QApplication.instance() or QApplication([])
    assert app is not None
    budget = MemoryBudget()
    chance = random.Random(7)
    players = []
    for recipe in (films.LONG_GOP, films.SHORT_GOP, films.PHONE):
        path = films.film(recipe)
        index = build_index(path)
        view, player = _player(budget, Loudspeaker())
        player.open(path, index)
        players.append((view, player, index.frames))
    before = resident()
    begun = time.perf_counter()
    samples: list[tuple[float, int]] = []
    end = begun + minutes * 60
    while time.perf_counter() < end:
        for _, player, frames in players:
            _work(player, frames, chance)
            samples.append((time.perf_counter() - begun, resident()))
    for _, player, _ in players:
        player.close()
    wait_until(lambda: False, 0.5)
    allowed = budget.total + (350 + 80 * len(players)) * MB
    peak = max(size for _, size in samples)
    last = [size for at, size in samples if at > minutes * 60 * 2 / 3]
    half = len(last) // 2
    return {
        "minutes": minutes,
        "peak_mb": peak // MB,
        "goal_mb": f"<= {allowed // MB}",
        "at_start_mb": before // MB,
        "budget_mb": budget.total // MB,
        "last_third_rises_mb": round((np.median(last[half:]) - np.median(last[:half])) / MB, 1) if half else None,
        "goal_rise_mb": "<= 20",
        "closed_mb": resident() // MB,
        "course_mb": [size // MB for _, size in samples[:: max(1, len(samples) // 20)]],
    }


def _work(player: FilmPlayer, frames: int, chance: random.Random) -> None:
    """What a coder does within some seconds."""
    frame = chance.randrange(frames)
    player.go(frame)
    wait_until(lambda: player.current_frame == frame, 10)
    for step in (-1, 1):
        for _ in range(20):
            player.step(step)
            wait_until(lambda: False, 0.02)
    for at in range(frame, max(0, frame - 200), -20):
        player.scrub(at)
        wait_until(lambda: False, 0.03)
    player.play()
    wait_until(lambda: False, 2.0)
    player.shuttle(-1)
    wait_until(lambda: False, 2.0)
    player.pause()
    wait_until(lambda: False, 0.5)


if __name__ == "__main__":
    print(in_window(20, 1))
