"""From starting the program to a library that is painted and takes keys: median and 95th percentile.

    python bench/start.py [--runs 20] [--json FILE]

Every run is a fresh process with the example library and settings of its own. Goal: 3 s on two cores.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_PROGRAM = """
import sys, time
from pathlib import Path
sys.setswitchinterval(0.001)
from vfi.ui.app import run_window
from vfi.ui.settings import SettingsFile

def painted(program):
    assert program.library.sessions.rows, "the library is not shown"
    print(time.time_ns(), flush=True)
    program.window.close()

run_window(["--library", sys.argv[1]], settings=SettingsFile(Path(sys.argv[2])), painted=painted)
"""
_GOAL_S = 3.0


def main() -> int:
    """Measure and print; 0 when the goal is met."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=20)
    options.add_argument("--json", type=Path)
    chosen = options.parse_args()
    from vfi.desk.demo import copy_example

    with tempfile.TemporaryDirectory(prefix="vfi-start-") as folder:
        library = Path(folder) / "library"
        copy_example(library)
        taken = [once(library, Path(folder)) for _ in range(chosen.runs + 1)][1:]  # the first reads the disk
    taken.sort()
    found = {
        "runs": len(taken),
        "median_s": round(statistics.median(taken), 2),
        "p95_s": round(taken[min(len(taken) - 1, int(0.95 * len(taken)))], 2),
        "goal_s": _GOAL_S,
        "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
    }
    print(json.dumps(found))
    if chosen.json is not None:
        chosen.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0 if found["p95_s"] <= _GOAL_S else 1


def once(library: Path, folder: Path) -> float:
    """One start, in seconds from before the process is made."""
    began = time.time_ns()
    words = [sys.executable, "-c", _PROGRAM, str(library), str(folder / "settings.json")]
    env = {**os.environ, "XDG_STATE_HOME": str(folder)}
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=120, env=env)
    return (int(done.stdout.strip()) - began) / 1e9


if __name__ == "__main__":
    raise SystemExit(main())
