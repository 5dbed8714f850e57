"""Kill a program that codes at full speed, fifty times at random moments, and count what it had written and lost.

python bench/kills.py [--runs 50] [--seed 1] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kills import Killed, kill_once, new_coding  # found by the two lines above


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    runs: list[Killed] = []
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder)
        path = new_coding(library)
        for run in range(given.runs):
            if run % 10 == 0:
                path = new_coding(library)  # each coding is killed ten times and goes on
            already = runs[-1].found if run % 10 else 0
            killed = kill_once(library, path, chance.uniform(0.0, 0.8))
            runs.append(killed)
            print(
                f"{run + 1:3d}  killed after {killed.after * 1000:4.0f} ms  "
                f"written {killed.acknowledged - already:5d}  lost {killed.lost}"
                f"{'  half line set aside' if killed.torn else ''}",
                flush=True,
            )
    written = sum(run.found - (runs[n - 1].found if n % 10 else 0) for n, run in enumerate(runs))
    lost, torn = sum(run.lost for run in runs), sum(run.torn for run in runs)
    print(f"{len(runs)} kills, {written} edits written, {lost} lost, {torn} half lines set aside")
    if given.json:
        given.json.write_text(
            json.dumps({"kills": len(runs), "written": written, "lost": lost, "runs": [asdict(run) for run in runs]})
        )
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
