"""How far the cameras that follow are behind the one that leads while it plays, in pictures and in milliseconds.

`python bench/cameras.py [--cameras 2] [--size 1280x720] [--seconds 8] [--speed 1]` makes films of that size, plays them
side by side in a window (also offscreen) and looks every few milliseconds at what is on the screen: for each camera
that follows, the picture it should show beside the lead's against the one it shows. Prints JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections import Counter
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen" if "DISPLAY" not in os.environ else "xcb")

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtWidgets import QApplication

from tests.films import Made
from vfi.core.time import SECOND, Ns
from vfi.media.index import build_index
from vfi.ui.cameras.together import CameraFilm, CamerasTogether
from vfi.ui.cameras.wall import CameraWall
from vfi.ui.film_player import FilmPlayer
from vfi.ui.film_view import FilmView
from vfi.ui.theme import Theme

LOOK_EVERY_MS = 4


def films(folder: Path, count: int, size: tuple[int, int], seconds: int) -> list[CameraFilm]:
    """One film of 30 pictures a second for each camera, each begun a third of a second after the one before."""
    made = []
    for number in range(count):
        film = Made(
            name=f"camera-{number}",
            count=30 * seconds,
            clock=Fraction(1, 30),
            size=size,
            options=(("preset", "veryfast"), ("g", "60"), ("bf", "2")),
        )
        path = film.make(folder)
        made.append(CameraFilm(film.name, path, build_index(path), Ns(number * SECOND // 3)))
    return made


def play(given: list[CameraFilm], seconds: float, speed: Fraction, room: tuple[int, int]) -> dict[str, object]:
    """Play from the second second on; how long each lag stood, as parts of the whole."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme = Theme("light")
    view = FilmView()
    wall = CameraWall(theme, [film.name for film in given], view)
    wall.resize(*room)
    wall.show()
    player = FilmPlayer(view)
    together = CamerasTogether(given, wall, player)
    together.start(30)
    lags: Counter[int] = Counter()
    behind_ms: list[float] = []
    painted: list[int] = []
    player.painted.connect(painted.append)
    clock = QElapsedTimer()
    looking = QTimer()
    looking.setTimerType(Qt.TimerType.PreciseTimer)
    looking.setInterval(LOOK_EVERY_MS)

    def look() -> None:
        frame = player.current_frame
        if frame is None or clock.elapsed() < 500:
            return
        for number, expected in enumerate(together.cameras.beside(frame)):
            shown = wall.view_of(number).on_screen
            if number == 0 or expected is None or shown is None:
                continue
            lags[expected - shown] += 1
            frames = given[number].index.frame_map
            behind_ms.append((frames.time_of(expected) - frames.time_of(shown)) / 1e6)

    looking.timeout.connect(look)

    def begin() -> None:
        player.set_speed(speed)
        player.play()
        clock.start()
        looking.start()

    QTimer.singleShot(1500, begin)
    QTimer.singleShot(1500 + round(1000 * seconds), app.quit)
    app.exec()
    state = player.state
    dropped = state.dropped if state is not None else 0
    looking.stop()
    together.close()
    player.close()
    wall.close()
    total = sum(lags.values())
    return {
        "cameras": len(given),
        "speed": float(speed),
        "lead_painted": len(painted),
        "lead_never_painted": dropped,
        "in_step": round(lags[0] / total, 3),
        "within_one_picture": round(sum(lags[lag] for lag in (-1, 0, 1)) / total, 3),
        "lags": {str(lag): round(count / total, 3) for lag, count in sorted(lags.items())},
        "behind_ms_median": round(statistics.median(behind_ms), 1),
        "behind_ms_p95": round(statistics.quantiles(behind_ms, n=20)[-1], 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cameras", type=int, nargs="+", default=[2])
    parser.add_argument("--size", default="1280x720")
    parser.add_argument("--room", default="770x433")
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--speed", default="1")
    args = parser.parse_args()
    width, height = (int(part) for part in args.size.split("x"))
    room = tuple(int(part) for part in args.room.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        made = films(Path(folder), max(args.cameras), (width, height), round(args.seconds) + 4)
        told = [play(made[:count], args.seconds, Fraction(args.speed), (room[0], room[1])) for count in args.cameras]
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
