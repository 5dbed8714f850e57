"""From the start of vfi into a prepared visit to the first clip on the parent's screen, in the program itself.

    python bench/lid_open.py DECK_FILE [ROUNDS]

Starts vfi as a person would, with the visit made ready in a settings folder of its own, and presses the two keys that
lead to the first clip as soon as the page asks. Prints seconds from the start of the process: first page, asked for
the family, first clip's still, first picture of play. With a display in a real window, else offscreen. JSON at the end.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from vfi.ui.visit.kept import KeptVisit, ReadyVisit
from vfi.ui.visit.pins import new_pin

_CHILD = """
import json, sys, time
from pathlib import Path
begun = float(sys.argv[1])
sys.setswitchinterval(0.001)
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from vfi.ui import app
from vfi.ui.settings import SettingsFile
from vfi.ui.visit import window
from vfi.core.presenting import Phase

told = {}

def tell(name):
    told.setdefault(name, time.time() - begun)

def watch(visit):
    tell("first page")

    def look():
        if len(visit.start._buttons) < 2:
            return
        if visit.screen is None:
            tell("asked for the family")
            QTest.keyClick(visit.start, Qt.Key.Key_N)
        elif visit.screen.now.phase is Phase.STILL and visit.screen.picture.on_screen is not None:
            tell("first clip")
            QTest.keyClick(visit.screen, Qt.Key.Key_PageDown)
        elif visit.screen.now.phase is Phase.PLAYING and "first clip" in told:
            frame = visit.screen.picture.on_screen
            if frame is not None and frame > visit.screen.rules.clip(visit.screen.now).shots[0].first:
                tell("plays")
                timer.stop()
                print(json.dumps(told), flush=True)
                visit.end()

    timer = QTimer(visit)
    timer.timeout.connect(look)
    timer.start(5)

run = window.run_visit
window.run_visit = lambda *args: run(*args, shown=watch)
sys.exit(app.run_window([], settings=SettingsFile(Path(sys.argv[2]))))
"""


def one(deck: Path) -> dict[str, float]:
    """Seconds of one start."""
    with tempfile.TemporaryDirectory() as folder:
        kept = KeptVisit(Path(folder) / "vfi" / "visit.json")
        kept.keep(ReadyVisit(deck=deck, pin=new_pin("2580"), who="bench"))
        env = {**os.environ, "XDG_CONFIG_HOME": folder, "XDG_STATE_HOME": folder}
        if not (env.get("DISPLAY") or env.get("WAYLAND_DISPLAY")):
            env["QT_QPA_PLATFORM"] = "offscreen"
        command = [sys.executable, "-c", _CHILD, str(time.time()), str(Path(folder) / "settings.json")]
        found = subprocess.run(command, env=env, capture_output=True, text=True, check=True, timeout=120)
    told: dict[str, float] = json.loads(found.stdout.strip().splitlines()[-1])
    return told


def main() -> None:
    deck = Path(sys.argv[1]).absolute()
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    all_told = [one(deck) for _ in range(rounds)]
    for name in all_told[0]:
        print(f"{name:22}", "  ".join(f"{told[name]:6.2f} s" for told in all_told))
    print("actions: start, N (right family, straight to the first clip), Page Down: 3")
    print(json.dumps({"lid_open": all_told, "actions": 3}))


if __name__ == "__main__":
    main()
