"""The waveform of a long film against decoding its sound and doing nothing with it, in the same run, alternating.

An hour of stereo AAC beside a few small pictures. Prints ratios (ours / bare PyAV decode, and / `ffmpeg -f null` where
that is installed), the memory it takes and the time of a question; JSON on the last line.
`python bench/peaks.py [minutes] [rounds]`.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import av
import numpy as np

from vfi.media.index import build_index
from vfi.media.peaks import Peaks, build_peaks, load_peaks, save_peaks

RATE = 48_000
COLUMNS = 1600


def make(path: Path, minutes: int) -> None:
    """Noise that comes and goes, as speech does."""
    random = np.random.default_rng(1)
    second = (random.normal(0, 0.1, (2, RATE)) * np.abs(np.sin(np.arange(RATE) * 9 / RATE))).astype(np.float32)
    with av.open(str(path), "w") as out:
        picture = out.add_stream("mpeg4", rate=1)
        picture.width, picture.height, picture.pix_fmt = 64, 48, "yuv420p"
        sound = out.add_stream("aac", rate=RATE, layout="stereo")
        grey = av.VideoFrame.from_ndarray(np.full((48, 64, 3), 90, np.uint8), format="rgb24").reformat(format="yuv420p")
        for number in range(minutes * 60):
            grey.pts, grey.time_base = number, Fraction(1, 1)
            out.mux(picture.encode(grey))
            frame = av.AudioFrame.from_ndarray(np.roll(second, 97 * number, 1), format="fltp", layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = RATE, number * RATE, Fraction(1, RATE)
            out.mux(sound.encode(frame))
        out.mux(picture.encode(None))
        out.mux(sound.encode(None))


def bare(path: Path) -> float:
    """Seconds for decoding the sound with PyAV and looking at nothing."""
    start = time.perf_counter()
    with av.open(str(path)) as container:
        for _ in container.decode(container.streams.audio[0]):
            pass
    return time.perf_counter() - start


def by_ffmpeg(path: Path) -> float:
    """Seconds of `ffmpeg -f null`; 0 where there is none."""
    if shutil.which("ffmpeg") is None:
        return 0.0
    start = time.perf_counter()
    subprocess.run(["ffmpeg", "-v", "error", "-i", str(path), "-vn", "-f", "null", "-"], check=True)
    return time.perf_counter() - start


def question(peaks: Peaks, seconds: float) -> float:
    """Median ms of asking for the columns of a stretch of this length."""
    took = []
    for number in range(50):
        begin = number * 1_000_000_007
        start = time.perf_counter()
        peaks.columns(begin, begin + int(seconds * 1e9), COLUMNS)
        took.append(time.perf_counter() - start)
    return round(1000 * float(np.median(took)), 3)


def main() -> None:
    minutes = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.mp4"
        make(path, minutes)
        index = build_index(path)
        bare(path)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        ours, theirs, plain = [], [], []
        for _ in range(rounds):
            theirs.append(bare(path))
            start = time.perf_counter()
            peaks = build_peaks(path, index)
            ours.append(time.perf_counter() - start)
            plain.append(by_ffmpeg(path))
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert peaks is not None
    kept = BytesIO()
    save_peaks(peaks, "bench", kept)
    kept.seek(0)
    start = time.perf_counter()
    load_peaks(kept, "bench")
    loading = time.perf_counter() - start
    figures = {
        "minutes": minutes,
        "ratio_to_bare_decode": round(float(np.median(ours) / np.median(theirs)), 2),
        "ratio_to_ffmpeg_null": round(float(np.median(ours) / np.median(plain)), 2) if all(plain) else None,
        "seconds": [round(each, 2) for each in ours],
        "grown_mb": round(grown, 1),
        "file_mb": round(len(kept.getvalue()) / 1e6, 2),
        "load_ms": round(1000 * loading, 1),
        "question_ms": {"whole": question(peaks, minutes * 60), "a minute": question(peaks, 60)},
    }
    print(f"peaks: ours / bare PyAV decode = {figures['ratio_to_bare_decode']} (goal 3)")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
