"""Play a film in a real window, step and jump in it, and print what became of the frames, as JSON.

    python -m bench.playback_quick FILM [SECONDS] [SCREENSHOT.png]

Dropped frames, how evenly frames were painted, sound against picture, and the time from asking to painting.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from vfi.media.index import build_index
from vfi.qt.sound import qt_sound_out
from vfi.ui.film_player import FilmPlayer
from vfi.ui.film_view import FilmView

PATIENCE = 20.0


def wait_until(condition: Callable[[], bool], seconds: float = PATIENCE) -> float:
    """Seconds until the condition holds."""
    begun = time.perf_counter()
    while not condition():
        QCoreApplication.processEvents()
        time.sleep(0.0002)
        if time.perf_counter() - begun > seconds:
            raise TimeoutError
    return time.perf_counter() - begun


def summary(values: list[float]) -> dict[str, float]:
    """Median, 95th percentile and worst, in milliseconds."""
    ranked = sorted(values)
    return {
        "median_ms": round(ranked[len(ranked) // 2] * 1000, 2),
        "p95_ms": round(ranked[int(len(ranked) * 0.95)] * 1000, 2),
        "worst_ms": round(ranked[-1] * 1000, 2),
    }


def main() -> None:
    """Run it."""
    sys.setswitchinterval(0.001)
    path = Path(sys.argv[1])
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 20.0
    app = QApplication([])
    view = FilmView()
    view.resize(770, 433)
    view.show()
    player = FilmPlayer(view, sound_out=qt_sound_out)
    remarks: list[str] = []
    player.said.connect(lambda remark: remarks.append(remark.id))
    player.failed.connect(lambda error: remarks.append(error.id))
    index = build_index(path)
    player.open(path, index)
    first = wait_until(lambda: player.current_frame == 0)

    painted: list[tuple[float, int]] = []
    player.painted.connect(lambda frame: painted.append((time.perf_counter(), frame)))
    player.play()
    begun = time.perf_counter()
    sounding = False
    while time.perf_counter() - begun < seconds and player.state is not None and player.state.playing:
        QCoreApplication.processEvents()
        time.sleep(0.0005)
        sounding = sounding or player.state.sounding
    state = player.state
    player.pause()
    if len(sys.argv) > 3:
        app.primaryScreen().grabWindow(0).save(sys.argv[3])
    gaps = [after - before for (before, _), (after, _) in pairwise(painted)]

    chance = random.Random(1)
    jumps = []
    for _ in range(12):
        frame = chance.randrange(index.frames)
        player.go(frame)
        jumps.append(wait_until(lambda frame=frame: player.current_frame == frame))
    backs, held = [], time.perf_counter()
    here = player.current_frame or 0
    for frame in range(here - 1, max(0, here - 150), -1):
        player.step(-1)
        backs.append(wait_until(lambda frame=frame: player.current_frame == frame))
    rate = len(backs) / (time.perf_counter() - held) if backs else 0.0
    begun = time.perf_counter()
    player.close()
    print(
        json.dumps(
            {
                "frames": index.frames,
                "first_picture_s": round(first, 3),
                "painted": len(painted),
                "dropped": state.dropped if state is not None else None,
                "sounding": sounding,
                "last_frame": painted[-1][1],
                "between_paints": summary(gaps),
                "jump": summary(jumps),
                "step_back": summary(backs) if backs else None,
                "steps_back_per_second": round(rate, 1),
                "close_s": round(time.perf_counter() - begun, 3),
                "remarks": remarks,
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
