"""How well films play: the table of docs/film.md, as ratios within one run; JSON on the last line.

    python bench/playback.py [--only NAME ...] [--runs 3] [--targets 100] [--seconds 120] [--minutes 30] [--json FILE]

`--seconds`: how long films play in real time. `--minutes`: how long the memory script runs (0: left out); it and the
exact frames are done once, whatever `--runs`; a run takes seven minutes, the memory script half an hour. Playing in a
window needs a screen: on a machine without one, `xvfb-run python bench/playback.py`. The films are made once
(bench/playback_films.py). Where OpenCV is the measure, both take turns and both are asked which frame their picture
shows.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
import exactness
import playback_films as films
import playback_window
from films import told

from vfi.media.decoding import DecodeService, Delivery, Failed, Shown
from vfi.media.index import FilmIndex, build_index
from vfi.media.index_cache import index_key, load_index, save_index
from vfi.media.playback import Player
from vfi.media.reader import FilmReader

FULL = (1920, 1080)
WINDOW = (770, 433)
"""The film's room in the window as the program opens it."""
PATIENCE = 60.0
Figures = dict[str, Any]


class Screen:
    """Takes what a service delivers and lets one wait for it."""

    def __init__(self) -> None:
        self.shown: dict[int, tuple[float, Shown]] = {}
        self.arrivals: list[tuple[float, int]] = []
        self._came = threading.Condition()

    def take(self, delivery: Delivery) -> None:
        now = time.perf_counter()
        with self._came:
            if isinstance(delivery, Failed):
                raise RuntimeError(delivery.error)
            self.arrivals.append((now, delivery.frame))
            if not delivery.late:
                self.shown[delivery.generation] = (now, delivery)
            self._came.notify_all()

    def wait(self, generation: int) -> tuple[float, Shown]:
        """When the exact picture of this request came, and the picture."""
        with self._came:
            if not self._came.wait_for(lambda: generation in self.shown, PATIENCE):
                raise TimeoutError
            return self.shown.pop(generation)


def ms(values: list[float]) -> Figures:
    """Median and 95th percentile of seconds, in ms."""
    return {
        "median_ms": round(1000 * float(np.median(values)), 2),
        "p95_ms": round(1000 * float(np.percentile(values, 95)), 2),
    }


def is_right(image: Any, frame: int) -> bool:
    return told(np.ascontiguousarray(image[:, :, 2::-1])) == frame


def bare_decode(path: Path, frames: int) -> float:
    """Seconds for so many frames by PyAV alone, nothing kept."""
    with av.open(str(path)) as box:
        stream = box.streams.video[0]
        stream.thread_type = "AUTO"
        begun = time.perf_counter()
        for number, _ in enumerate(box.decode(stream), 1):
            if number == frames:
                break
        return time.perf_counter() - begun


def reader_decode(path: Path, index: FilmIndex, frames: int) -> float:
    """Seconds for so many frames, one after the other, each copied and known by its number."""
    reader = FilmReader(path, index)
    begun = time.perf_counter()
    for frame in range(frames):
        assert reader.picture(frame).frame == frame
    took = time.perf_counter() - begun
    reader.close()
    return took


def sequential(options: argparse.Namespace) -> Figures:
    path = films.film(films.LONG_GOP)
    index = build_index(path)
    frames, rounds, bare, ours = 250, 6, 0.0, 0.0
    for _ in range(rounds):
        bare += bare_decode(path, frames)
        ours += reader_decode(path, index, frames)
    return {
        "ratio": round(bare / ours, 3),
        "goal": ">= 0.90",
        "vfi_fps": round(rounds * frames / ours, 1),
        "bare_fps": round(rounds * frames / bare, 1),
    }


def random_seek(options: argparse.Namespace) -> Figures:
    path = films.film(films.LONG_GOP)
    index = build_index(path)
    targets = random.Random(1).sample(range(index.frames), options.targets)
    capture = cv2.VideoCapture(str(path))
    screen = Screen()
    service = DecodeService(path, index, screen.take, read_ahead=False)
    took: dict[str, list[float]] = {"vfi": [], "opencv": []}
    right = {"vfi": 0, "opencv": 0}
    keys = index.key_frames
    ways = [frame - int(keys[np.searchsorted(keys, frame, "right") - 1]) + 1 for frame in targets]

    def ours(frame: int, turn: int) -> None:
        service.forget()
        begun = time.perf_counter()
        service.request(frame, FULL, turn)
        at, shown = screen.wait(turn)
        took["vfi"].append(at - begun)
        right["vfi"] += is_right(shown.image, frame)

    def theirs(frame: int, _: int) -> None:
        begun = time.perf_counter()
        capture.set(cv2.CAP_PROP_POS_FRAMES, frame)
        _, image = capture.read()
        took["opencv"].append(time.perf_counter() - begun)
        right["opencv"] += told(image) == frame

    bare = bare_decode(path, 600)
    for turn, frame in enumerate(targets):
        for read in (ours, theirs) if turn % 2 else (theirs, ours):
            read(frame, turn)
    bare += bare_decode(path, 600)
    service.close()
    capture.release()
    speed = 1200 / bare
    return {
        "ratio": round(sum(took["vfi"]) / sum(took["opencv"]), 3),
        "goal": "<= 0.70, and exact",
        "ratio_to_decoding_the_way": round(sum(took["vfi"]) / (sum(ways) / speed), 3),
        "goal_to_decoding_the_way": "<= 1.3",
        "vfi_right": right["vfi"],
        "opencv_right": right["opencv"],
        "targets": len(targets),
        "vfi": ms(took["vfi"]),
        "opencv": ms(took["opencv"]),
    }


def step_back(options: argparse.Namespace) -> Figures:
    path = films.film(films.LONG_GOP)
    index = build_index(path)
    screen = Screen()
    service = DecodeService(path, index, screen.take)
    begin, steps = 740, 40
    service.request(begin, WINDOW, 0)
    screen.wait(0)
    until(lambda: all(service.holds(frame) for frame in range(begin - steps, begin)))
    took, right = [], 0
    for turn, frame in enumerate(range(begin - 1, begin - 1 - steps, -1), 1):
        begun = time.perf_counter()
        service.request(frame, WINDOW, turn)
        at, shown = screen.wait(turn)
        took.append(at - begun)
        right += is_right(shown.image, frame)
        time.sleep(0.01)
    service.close()
    capture = cv2.VideoCapture(str(path))
    theirs = []
    for frame in range(begin - 1, begin - 11, -1):
        begun = time.perf_counter()
        capture.set(cv2.CAP_PROP_POS_FRAMES, frame)
        capture.read()
        theirs.append(time.perf_counter() - begun)
    capture.release()
    return {
        "vfi": ms(took),
        "goal": "<= 5 ms",
        "times_faster_than_opencv": round(float(np.median(theirs) / np.median(took))),
        "goal_times": ">= 80",
        "right": right,
        "steps": steps,
        "opencv": ms(theirs),
    }


def until(condition: Callable[[], bool], seconds: float = PATIENCE) -> None:
    deadline = time.perf_counter() + seconds
    while not condition():
        if time.perf_counter() > deadline:
            raise TimeoutError
        time.sleep(0.005)


def run_through(path: Path, index: FilmIndex, first: int, last: int, warm: int) -> float:
    """Frames a second when each frame is asked for as soon as the one before has come; `warm` frames not counted."""
    screen = Screen()
    service = DecodeService(path, index, screen.take)
    direction = 1 if last >= first else -1
    begun = 0.0
    order = range(first, last + direction, direction)
    for turn, frame in enumerate(order):
        service.request(frame, WINDOW, turn, direction)  # type: ignore[arg-type]
        at, shown = screen.wait(turn)
        assert shown.frame == frame
        if turn == warm:
            begun = at
    took = at - begun
    service.close()
    return (len(order) - 1 - warm) / took


def backward(options: argparse.Namespace) -> Figures:
    path = films.film(films.SHORT_GOP)
    index = build_index(path)
    rounds, bare, back, forward = 4, 0.0, 0.0, 0.0
    for _ in range(rounds):
        bare += bare_decode(path, 600)
        # until the memory is filled for the first time its pages are being handed out, which costs once
        back += 1 / run_through(path, index, 899, 60, 180)
        bare += bare_decode(path, 600)
        forward += 1 / run_through(path, index, 0, 839, 180)
    bare_fps, back_fps, forward_fps = 2 * rounds * 600 / bare, rounds / back, rounds / forward
    return {
        "ratio": round(back_fps / bare_fps, 3),
        "goal": ">= 0.8",
        "to_forward_play": round(back_fps / forward_fps, 3),
        "backward_fps": round(back_fps, 1),
        "forward_play_fps": round(forward_fps, 1),
        "bare_fps": round(bare_fps, 1),
    }


def backward_in_time(options: argparse.Namespace, speed: int = 1) -> Figures:
    """Played backwards in real time by the player's own requests.

    Lateness against a clock that waits for nothing and goes on evenly from the picture shown one second after J.
    """
    path = films.film(films.LONG_GOP)
    index = build_index(path)
    times = index.frame_map
    screen = Screen()
    service = DecodeService(path, index, screen.take)
    player = Player(times)
    first = times.last
    player.go(first)
    asked = None
    seen = 0
    begun = 0.0
    pictures: dict[int, float] = {}
    deadline = time.perf_counter() + PATIENCE
    while player.wanted.frame > 0 and time.perf_counter() < deadline:
        player.tick()
        wanted = player.wanted
        if wanted != asked:
            asked = wanted
            service.request(wanted.frame, WINDOW, wanted.generation, wanted.direction)
        for at, frame in screen.arrivals[seen:]:
            pictures.setdefault(frame, at)
            player.painted(frame)
            if frame == first and not begun:
                time.sleep(1.0)  # a person takes at least so long from opening to J
                player.shuttle(-1)
                begun = time.perf_counter()
                deadline = begun + min(options.seconds, 64)
        seen = len(screen.arrivals)
        time.sleep(0.001)
    service.close()
    last = min(pictures)
    late, worst = 0, 0.0
    since, anchor = next((at, frame) for frame, at in pictures.items() if at >= begun + 1.0)
    for frame in range(anchor - 1, last - 1, -1):
        due = since + (times.end_of(anchor) - times.end_of(frame)) / 1e9
        lateness = pictures.get(frame, float("inf")) - due
        worst = max(worst, lateness)
        late += lateness > (times.end_of(frame) - times.time_of(frame)) / 1e9
    return {
        "late": late,
        "goal": "0",
        "frames": anchor - last,
        "shown": sum(1 for frame in pictures if frame < anchor),
        "in_the_first_second": first - anchor,
        "worst_lateness_ms": round(worst * 1000, 1),
        "seconds": round(max(pictures.values()) - begun, 1),
    }


def reopen(options: argparse.Namespace) -> Figures:
    path = films.hour_film()
    index = build_index(path)
    took = []
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "index.npz"
        with kept.open("wb") as stream:
            save_index(index, index_key(path), stream)
        del index
        for turn in range(6):
            screen = Screen()
            begun = time.perf_counter()
            with kept.open("rb") as stream:
                found = load_index(stream, index_key(path))
            assert found is not None
            service = DecodeService(path, found, screen.take)
            service.request(0, WINDOW, turn)
            at, shown = screen.wait(turn)
            took.append(at - begun)
            assert is_right(shown.image, 0)
            service.close()
    return {"vfi": ms(took[1:]), "first_ms": round(took[0] * 1000, 1), "goal": "<= 300 ms", "frames": found.frames}


def in_window(options: argparse.Namespace) -> Figures:
    return playback_window.in_window(options.seconds, 1)


def in_window_twice(options: argparse.Namespace) -> Figures:
    return playback_window.in_window(options.seconds, 2)


def memory(options: argparse.Namespace) -> Figures:
    return playback_window.memory(options.minutes)


def exact_frames(options: argparse.Namespace) -> Figures:
    found = exactness.measure()
    hits = sum(sum(result["hits"]) for result in found.values())
    tries = sum(sum(result["tries"]) for result in found.values())
    return {"hits": hits, "tries": tries, "goal": "all", "films": len(found), "all_right": exactness.all_right(found)}


def no_screen() -> bool:
    """Is there nowhere to open a window?"""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


BENCHES: dict[str, Callable[[argparse.Namespace], Figures]] = {
    "exact-frames": exact_frames,
    "sequential": sequential,
    "random-seek": random_seek,
    "step-back": step_back,
    "backward": backward,
    "backward-in-time": backward_in_time,
    "reopen": reopen,
    "in-window": in_window,
    "in-window-twice": in_window_twice,
    "memory": memory,
}
ONCE = {"exact-frames", "memory"}
IN_A_WINDOW = {"in-window", "in-window-twice", "memory"}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", nargs="*", choices=sorted(BENCHES))
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--targets", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    sys.setswitchinterval(0.001)
    wanted = [name for name in BENCHES if not options.only or name in options.only]
    if not options.minutes:
        wanted = [name for name in wanted if name != "memory"]
    if no_screen() and (left_out := [name for name in wanted if name in IN_A_WINDOW]):
        print(f"There is no screen to open a window on: {', '.join(left_out)} left out (try xvfb-run).", flush=True)
        wanted = [name for name in wanted if name not in IN_A_WINDOW]
    results: dict[str, list[Figures]] = {}
    for run in range(options.runs):
        for name in wanted:
            if run and name in ONCE:
                continue
            figures = BENCHES[name](options) | {"load": round(os.getloadavg()[0], 1)}
            results.setdefault(name, []).append(figures)
            print(f"{name} (run {run + 1}): {json.dumps(figures)}", flush=True)
    if options.json is not None:
        options.json.write_text(json.dumps(results, indent=1), encoding="utf-8")
    print(json.dumps(results))


if __name__ == "__main__":
    main()
