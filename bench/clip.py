"""Writing a clip against a bare re-encode of the same frames by PyAV, alternating, on one film.

Prints ratios of sums (ours / bare) without and with words, and with the reading back; JSON on the last line.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import av
import numpy as np
from PySide6.QtGui import QGuiApplication

from vfi.media.clips import ClipOrder, encode_clip, write_clip
from vfi.media.index import build_index
from vfi.qt.captions import QtCaptionPainter, load_fonts

ROUNDS = 3


def make_film(path: Path, *, width: int = 1280, height: int = 720, frames: int = 300) -> None:
    """A film with moving texture and sound, long GOP, B-frames: heavier than a living room."""
    random = np.random.default_rng(5)
    texture = random.integers(0, 255, (height + 200, width + 200, 3), np.uint8)
    texture = (texture // 3 + 80).astype(np.uint8)
    with av.open(str(path), "w") as box:
        video = box.add_stream("libx264", rate=30, options={"preset": "veryfast", "crf": "20"})
        video.width, video.height, video.pix_fmt = width, height, "yuv420p"
        audio = box.add_stream("aac", rate=48_000, layout="stereo")
        for number in range(frames):
            at = number % 150
            picture = texture[at : at + height, at : at + width]
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
            box.mux(video.encode(frame))
            sound = random.normal(0, 0.05, (2, 1600)).astype(np.float32)
            chunk = av.AudioFrame.from_ndarray(sound, format="fltp", layout="stereo")
            chunk.sample_rate, chunk.pts, chunk.time_base = 48_000, number * 1600, Fraction(1, 48_000)
            box.mux(audio.encode(chunk))
        box.mux(video.encode(None))
        box.mux(audio.encode(None))


BARE = {"preset": "veryfast", "crf": "18", "bf": "0"}


def bare(film: str, first: int, last: int, out: str, options: Mapping[str, str] = BARE) -> None:
    """What the same frames cost with PyAV alone: decode from the start, encode at the same quality, with sound."""
    with av.open(film) as source, av.open(out, "w") as box:
        shown = source.streams.video[0]
        shown.thread_type = "AUTO"
        video = box.add_stream("libx264", rate=30, options=dict(options))
        video.width, video.height, video.pix_fmt = shown.width, shown.height, "yuv420p"
        audio = box.add_stream("aac", rate=48_000, layout="stereo")
        number = 0
        for frame in source.decode(shown, source.streams.audio[0]):
            if isinstance(frame, av.VideoFrame):
                if first <= number <= last:
                    frame.pts, frame.time_base = number - first, Fraction(1, 30)
                    frame.pict_type = 0
                    box.mux(video.encode(frame))
                number += 1
                if number > last:
                    break
            elif first <= number <= last:
                frame.pts = None
                box.mux(audio.encode(frame))
        box.mux(video.encode(None))
        box.mux(audio.encode(None))


def main() -> int:
    application = QGuiApplication([])
    load_fonts()
    with tempfile.TemporaryDirectory() as folder:
        film = sys.argv[1] if len(sys.argv) > 1 else str(Path(folder) / "film.mp4")
        if len(sys.argv) < 2:
            make_film(Path(film))
        index = build_index(film)
        first, last = 0, min(index.frames, 300) - 1
        width, height = index.look.shown_size
        band = QtCaptionPainter().band(width, height, "You waited. She looked back.", "")
        out = str(Path(folder) / "clip.mp4")
        plain = ClipOrder(film=film, index=index, first=first, last=last, out=out)
        worded = ClipOrder(film=film, index=index, first=first, last=last, out=out, band=band)
        work = {
            "bare": lambda: bare(film, first, last, out),
            "plain": lambda: encode_clip(plain),
            "words": lambda: encode_clip(worded),
            "words, read back": lambda: write_clip(worded),
        }
        seconds: dict[str, list[float]] = {name: [] for name in work}
        for _ in range(ROUNDS):
            for name, one in work.items():
                begun = time.perf_counter()
                one()
                seconds[name].append(time.perf_counter() - begun)
    sums = {name: sum(times) for name, times in seconds.items()}
    for name, times in seconds.items():
        print(f"{name:18} {sorted(times)[len(times) // 2]:6.2f} s   {sums[name] / sums['bare']:.2f} x bare")
    ratios = {name: round(total / sums["bare"], 3) for name, total in sums.items()}
    print(json.dumps({"bench": "clip", "frames": last - first + 1, "size": [width, height], "ratios": ratios}))
    del application
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
