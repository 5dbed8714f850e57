"""A long film: how soon it can be looked at, how long reading it takes and in how much memory, how fast it opens again.

    python bench/long_film.py [HOURS] [FOLDER]

Twenty seconds of noisy 720p are encoded once and written after one another until the film is so long (two hours: about
6 GB; the folder must have room; the film is deleted afterwards). Each measurement runs in a process of its own.
"""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

SECONDS, RATE, SIZE = 20, 25, (1280, 720)


def loop(path: Path) -> None:
    """Twenty seconds of noise with sound."""
    random = np.random.default_rng(0)
    options = {"preset": "veryfast", "x264-params": "keyint=250:min-keyint=250:scenecut=0:bframes=3"}
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=RATE, options=options)
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        stream.bit_rate = 7_000_000
        sound = out.add_stream("aac", rate=48000)
        for number in range(SECONDS * RATE):
            grain = random.integers(100, 157, (SIZE[1], SIZE[0]), dtype=np.uint8)
            frame = av.VideoFrame.from_ndarray(grain, format="gray").reformat(format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
        for at in range(0, SECONDS * 48000, 960):
            chunk = av.AudioFrame.from_ndarray(np.zeros((2, 960), np.float32), format="fltp", layout="stereo")
            chunk.sample_rate, chunk.pts, chunk.time_base = 48000, at, Fraction(1, 48000)
            out.mux(sound.encode(chunk))
        out.mux(sound.encode(None))


def repeated(source: Path, path: Path, times: int) -> None:
    """The loop so many times after one another, pictures and sound interleaved."""
    packets = []
    with av.open(str(source)) as film, av.open(str(path), "w") as out:
        into = {stream.index: out.add_stream_from_template(stream) for stream in film.streams}
        for packet in film.demux():
            if packet.dts is None or packet.pts is None or packet.dts * packet.time_base >= SECONDS - 0.03:
                continue
            if packet.pts >= 0 or packet.stream.type == "video":  # the encoder's lead of the sound is left out
                packets.append((bytes(packet), packet))
        for turn in range(times):
            for content, like in packets:
                packet = av.Packet(content)
                shift = int(turn * SECONDS / like.time_base)
                packet.pts, packet.dts, packet.duration = like.pts + shift, like.dts + shift, like.duration
                packet.time_base, packet.is_keyframe = like.time_base, like.is_keyframe
                packet.stream = into[like.stream.index]
                out.mux(packet)


def _peak() -> int:
    """Bytes of memory held at most so far, by this process alone."""
    status = Path("/proc/self/status")
    if status.exists():  # what `getrusage` says on Linux includes the parent at the time of the fork
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


@contextmanager
def _lap(found: dict[str, float], name: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    found[name] = round(time.perf_counter() - start, 4)


def provisional(path: Path, found: dict[str, float]) -> None:
    from vfi.media.index import provisional_index
    from vfi.media.reader import FilmReader

    with _lap(found, "provisional index, s"):
        index = provisional_index(path)
    assert index is not None
    with _lap(found, "first picture by it, s"):
        reader = FilmReader(path, index)
        reader.to_bgra(reader.picture(0), SIZE)
    reader.close()


def build(path: Path, found: dict[str, float]) -> None:
    from vfi.media.index import build_index
    from vfi.media.index_cache import index_key, save_index

    with _lap(found, "index, s"):
        index = build_index(path)
    found["frames"] = index.frames
    with path.with_suffix(".npz").open("wb") as stream:
        save_index(index, index_key(path), stream)


def reopen(path: Path, found: dict[str, float]) -> None:
    from vfi.files.fingerprint import fingerprint
    from vfi.media.index_cache import index_key, load_index
    from vfi.media.reader import FilmReader

    with _lap(found, "open again to first exact picture, s"):
        fingerprint(path)
        index = load_index(io.BytesIO(path.with_suffix(".npz").read_bytes()), index_key(path))
        assert index is not None
        reader = FilmReader(path, index)
        reader.to_bgra(reader.picture(0), SIZE)
    with _lap(found, "then a jump to the middle, s"):
        reader.picture(index.frames // 2 + 13)
    reader.close()


PARTS: dict[str, Callable[[Path, dict[str, float]], None]] = {
    "provisional": provisional,
    "build": build,
    "reopen": reopen,
}


def _measure(part: str, path: Path) -> None:
    import vfi.media.reader  # noqa: F401  what it costs to import is not the film's

    found: dict[str, float] = {}
    before = _peak()
    PARTS[part](path, found)
    found["memory over start, MB"] = round((_peak() - before) / 1e6, 1)
    print(json.dumps({"part": part, **found}))


def main() -> None:
    hours = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    place = sys.argv[2] if len(sys.argv) > 2 else None
    with tempfile.TemporaryDirectory(dir=place) as folder:
        path = Path(folder) / "long.mp4"
        loop(Path(folder) / "loop.mp4")
        repeated(Path(folder) / "loop.mp4", path, int(hours * 3600 / SECONDS))
        print(json.dumps({"hours": hours, "GB": round(path.stat().st_size / 1e9, 2)}))
        for part in (*PARTS, "reopen", "reopen"):
            subprocess.run([sys.executable, __file__, "--part", part, str(path)], check=True)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    if "--part" in sys.argv:
        _measure(sys.argv[-2], Path(sys.argv[-1]))
    else:
        main()
