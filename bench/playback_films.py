"""The 1080p films that the playback bench needs, encoded once into the folder for temporary files and used again.

Every picture tells its own number (tests/films.py). `python bench/playback_films.py` makes them beforehand.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from films import drawn, uneven_ticks

FOLDER = Path(tempfile.gettempdir()) / "vfi-bench-films"
SIZE = (1920, 1080)
RATE = 48_000
HOUR = 3600


@dataclass(frozen=True)
class Recipe:
    """A film at 30 pictures a second with the grain of a camera, and a tone that ticks each second."""

    name: str
    frames: int
    options: tuple[tuple[str, str], ...]
    codec: str = "libx264"
    ticks: tuple[int, ...] = ()
    """Times on a clock of 1/90000 s; empty: thirty a second."""
    size: tuple[int, int] = SIZE


def _x264(gop: int, b_frames: int, rate: str) -> tuple[tuple[str, str], ...]:
    params = f"keyint={gop}:min-keyint={gop}:scenecut=0:bframes={b_frames}"
    return (("preset", "veryfast"), ("b", rate), ("x264-params", params))


LONG_GOP = Recipe("long-gop", 2000, _x264(250, 3, "12M"))
SHORT_GOP = Recipe("short-gop", 900, _x264(60, 3, "12M"))
PHONE = Recipe("phone-like", 900, _x264(30, 0, "17M"), ticks=uneven_ticks(900))
LARGE = Recipe("large", 500, _x264(250, 3, "45M"), size=(3840, 2160))


def film(recipe: Recipe) -> Path:
    """This film, encoding it if it is not there yet."""
    path = FOLDER / f"{recipe.name}-{recipe.frames}.mp4"
    if not path.exists():
        FOLDER.mkdir(exist_ok=True)
        print(f"making {path.name} (once)", file=sys.stderr)
        unfinished = path.with_suffix(".part")
        _encode(recipe, unfinished)
        unfinished.rename(path)
    return path


def hour_film() -> Path:
    """One hour of 1080p with sound: the packets of the long-GOP film again and again."""
    path = FOLDER / "hour.mp4"
    if not path.exists():
        source = film(LONG_GOP)
        print(f"making {path.name} (once)", file=sys.stderr)
        unfinished = path.with_suffix(".part")
        _repeat(source, LONG_GOP.frames, HOUR * 30 // LONG_GOP.frames, unfinished)
        unfinished.rename(path)
    return path


def _encode(recipe: Recipe, path: Path) -> None:
    clock = Fraction(1, 90_000)
    width, height = recipe.size
    with av.open(str(path), "w", format="mp4") as out:
        video = out.add_stream(recipe.codec, rate=30, options=dict(recipe.options))
        video.width, video.height, video.pix_fmt = width, height, "yuv420p"
        video.codec_context.time_base = clock
        sound = out.add_stream("aac", rate=RATE)
        grey = np.full((height // 2, width), 128, np.uint8)
        chance = np.random.default_rng(5)
        grain = chance.normal(0, 5, (height + 256, width + 256)).astype(np.int16)
        ticks = recipe.ticks or tuple(range(0, recipe.frames * 3000, 3000))
        for number, tick in enumerate(ticks):
            down, right = (int(shift) for shift in chance.integers(0, 256, 2))
            noisy = drawn(number, width, height)[:, :, 0] + grain[down : down + height, right : right + width]
            planes = np.concatenate([noisy.clip(0, 255).astype(np.uint8), grey])
            picture = av.VideoFrame.from_ndarray(planes, format="yuv420p")
            picture.pts, picture.time_base = tick, clock
            out.mux(video.encode(picture))
        out.mux(video.encode(None))
        for piece in _tone(ticks[-1] / 90_000):
            out.mux(sound.encode(piece))
        out.mux(sound.encode(None))


def _tone(seconds: float) -> Iterator[av.AudioFrame]:
    for at in range(0, int(seconds * RATE), 1024):
        time = (at + np.arange(1024)) / RATE
        wave = np.sin(2 * np.pi * 440 * time) * 0.3 * (time % 1 < 0.1)
        frame = av.AudioFrame.from_ndarray(np.stack([wave, wave]).astype(np.float32), format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = RATE, at, Fraction(1, RATE)
        yield frame


def _repeat(source: Path, frames: int, times: int, path: Path) -> None:
    """Packets copied `times` times over; each round lasts `frames` thirtieths of a second."""
    with av.open(str(path), "w", format="mp4") as out:
        into = {}
        for turn in range(times):
            with av.open(str(source)) as box:
                if not into:
                    into = {stream.index: out.add_stream_from_template(stream) for stream in box.streams}
                for packet in box.demux():
                    if packet.dts is None:
                        continue
                    later = int(Fraction(turn * frames, 30) / packet.time_base)
                    packet.pts += later
                    packet.dts += later
                    packet.stream = into[packet.stream.index]
                    out.mux(packet)


if __name__ == "__main__":
    for one in (LONG_GOP, SHORT_GOP, PHONE, LARGE):
        print(film(one))
    print(hour_film())
