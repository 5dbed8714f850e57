"""Seeking and stepping back against OpenCV's `VideoCapture` on the same film in the same run, alternating.

A 1080p film with a key frame every 250 pictures. Every picture of both is asked which frame it is. Prints ratios of
sums (ours / OpenCV's); JSON on the last line. `python bench/seek.py [seeks] [steps]`.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from films import Made, told, x264

from vfi.media.film import open_film
from vfi.media.index import build_index

FRAMES = 750


def by_opencv(capture: cv2.VideoCapture) -> Callable[[int], Any]:
    def read(frame: int) -> Any:
        capture.set(cv2.CAP_PROP_POS_FRAMES, frame)
        return capture.read()[1]

    return read


def timed(read: Callable[[int], Any], frame: int) -> tuple[float, bool]:
    """Seconds for one frame, and whether it is the right one."""
    start = time.perf_counter()
    image = read(frame)
    took = time.perf_counter() - start
    return took, told(image) == frame


def compare(ours: Callable[[int], Any], theirs: Callable[[int], Any], frames: list[int]) -> dict[str, Any]:
    """Both readers on the same frames in turn, each first as often as the other."""
    took: dict[str, list[float]] = {"vfi": [], "opencv": []}
    right = {"vfi": 0, "opencv": 0}
    readers = [("vfi", ours), ("opencv", theirs)]
    for number, frame in enumerate(frames):
        for name, read in readers if number % 2 else readers[::-1]:
            seconds, hit = timed(read, frame)
            took[name].append(seconds)
            right[name] += hit
    return {
        "tries": len(frames),
        "ratio_of_sums": round(sum(took["vfi"]) / sum(took["opencv"]), 4),
        **{f"{name}_right": right[name] for name in took},
        **{f"{name}_median_ms": round(1000 * float(np.median(times)), 2) for name, times in took.items()},
        **{f"{name}_p95_ms": round(1000 * float(np.percentile(times, 95)), 2) for name, times in took.items()},
    }


def main() -> None:
    seeks = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    steps = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    options = x264(keyint=250, min_keyint=250, scenecut=0, bframes=3)
    made = Made(name="full-size", options=options, size=(1920, 1080), count=FRAMES)
    with tempfile.TemporaryDirectory() as folder:
        path = made.make(Path(folder))
        start = time.perf_counter()
        index = build_index(path)
        indexing = time.perf_counter() - start
        capture = cv2.VideoCapture(str(path))
        with open_film(path, index=index) as film:
            places = [int(frame) for frame in np.random.default_rng(1).integers(0, FRAMES, seeks)]
            random = compare(film.read, by_opencv(capture), places)
            back = compare(film.read, by_opencv(capture), list(range(FRAMES - 60, FRAMES - 60 - steps, -1)))
            start = time.perf_counter()
            for frame in range(200):
                film.read(frame)
            forward = 200 / (time.perf_counter() - start)
        capture.release()
    figures = {"random_seek": random, "step_back": back, "index_s": round(indexing, 3), "read_fps": round(forward, 1)}
    for name in ("random_seek", "step_back"):
        print(f"{name}: vfi / OpenCV = {figures[name]['ratio_of_sums']} (sums over {figures[name]['tries']})")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
