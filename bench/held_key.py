"""Left held in a real window: how evenly the film runs back, and whether a picture is passed over.

    xvfb-run python bench/held_key.py [--seconds 20]

The key is pressed by xdotool (Debian's package), and the X server repeats it. Each repeat waits for the picture before
it, so none is passed over by the film; what the table calls *pressed anew* are repeats that the X server sent as a
release and a press so far apart that Qt took them for two presses of a hand, which all count.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
import playback_films as films
from playback_window import Loudspeaker, wait_until

from vfi.media.budget import MemoryBudget
from vfi.media.index import build_index
from vfi.ui.film_player import FilmPlayer
from vfi.ui.film_view import FilmView


class Window(QWidget):
    """A film that Left steps back, as the Code room does it."""

    def __init__(self) -> None:
        super().__init__()
        self.view = FilmView()
        QVBoxLayout(self).addWidget(self.view)
        self.resize(800, 460)
        self.player = FilmPlayer(self.view, sound_out=Loudspeaker, budget=MemoryBudget())
        self.repeats = self.presses = 0

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Left:
            held = event.isAutoRepeat()
            self.repeats += held
            self.presses += not held
            self.player.step(-1, held=held)


def held(recipe: films.Recipe, seconds: float) -> dict[str, object]:
    path = films.film(recipe)
    index = build_index(path)
    window = Window()
    window.show()
    window.activateWindow()
    window.player.open(path, index)
    assert wait_until(lambda: window.player.current_frame == 0)
    window.player.go(index.frames - 1)
    assert wait_until(lambda: window.player.current_frame == index.frames - 1)
    wait_until(lambda: False, 1.0)
    painted: list[tuple[float, int]] = []
    window.player.painted.connect(lambda frame: painted.append((time.perf_counter(), frame)))
    window.setFocus()
    subprocess.run(["xdotool", "windowfocus", str(int(window.winId()))], check=True)
    subprocess.run(["xdotool", "keydown", "Left"], check=True)
    wait_until(lambda: False, seconds)
    subprocess.run(["xdotool", "keyup", "Left"], check=True)
    wait_until(lambda: False, 0.5)
    window.player.close()
    window.close()
    times, frames = np.array([at for at, _ in painted]), np.array([frame for _, frame in painted])
    gaps, steps = np.diff(times), -np.diff(frames)
    return {
        "pictures_a_second": round(len(gaps) / float(times[-1] - times[0]), 1),
        "repeats_a_second": round(window.repeats / seconds, 1),
        "longest_gap_ms": [round(1000 * float(gap)) for gap in sorted(gaps)[-3:]],
        "more_than_one_on": int(np.sum(steps > 1)),
        "pressed_anew": window.presses - 1,
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=20.0)
    options = parser.parse_args()
    if shutil.which("xdotool") is None or not os.environ.get("DISPLAY"):
        print("An X screen and xdotool are needed to press the key (try xvfb-run).")
        return
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    _app = QApplication([])
    for recipe in (films.PHONE, films.LONG_GOP):
        print(recipe.name, json.dumps(held(recipe, options.seconds)), flush=True)


if __name__ == "__main__":
    main()
