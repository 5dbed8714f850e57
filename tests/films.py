"""Films that tell their frame: small films, encoded here, whose every picture shows its own number as blocks.

Twenty blocks, two rows of ten, lie over a moving texture: sixteen bits of the number, a parity bit and three fixed
ones. `told` reads the number back from a decoded picture of any size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av.filter import Graph

Image = npt.NDArray[np.uint8]

WIDTH, HEIGHT = 320, 180
_COLUMNS, _ROWS = 10, 2
_BAND = 64 / 180
"""Part of the picture's height that the blocks take."""
_BITS = 16
_FIXED = (1, 0, 1)


def _pattern(number: int) -> list[int]:
    bits = [number >> place & 1 for place in range(_BITS)]
    return [*bits, (sum(bits) + 1) % 2, *_FIXED]


@lru_cache(maxsize=4)
def _texture(width: int, height: int) -> Image:
    rough = np.random.default_rng(7).integers(40, 216, (height // 6 + 2, width // 6 + 2))
    return np.kron(rough, np.ones((6, 6), int))[:height, :width].astype(np.uint8)


def drawn(number: int, width: int = WIDTH, height: int = HEIGHT) -> Image:
    """The picture with this number: uint8 RGB, shape (height, width, 3)."""
    grey = np.roll(_texture(width, height), (number, 3 * number), (0, 1))
    band = round(_BAND * height)
    for place, bit in enumerate(_pattern(number)):
        row, column = divmod(place, _COLUMNS)
        top, bottom = band * row // _ROWS, band * (row + 1) // _ROWS
        left, right = width * column // _COLUMNS, width * (column + 1) // _COLUMNS
        grey[top:bottom, left:right] = 235 if bit else 16
    return np.repeat(grey[:, :, None], 3, axis=2)


def told(image: Image) -> int | None:
    """The number that a picture shows; None when it cannot be read."""
    height, width = image.shape[:2]
    band = _BAND * height / _ROWS
    bits = []
    for place in range(_COLUMNS * _ROWS):
        row, column = divmod(place, _COLUMNS)
        rows = slice(round(band * (row + 0.3)), round(band * (row + 0.7)))
        columns = slice(round(width * (column + 0.3) / _COLUMNS), round(width * (column + 0.7) / _COLUMNS))
        level = float(image[rows, columns].mean())
        if 100 < level < 156:
            return None
        bits.append(int(level > 128))
    number = sum(bit << place for place, bit in enumerate(bits[:_BITS]))
    return number if _pattern(number) == bits else None


Turn = Callable[[Image], Image]


@dataclass(frozen=True, kw_only=True)
class Made:
    """How to encode one film, and what a right reader must find in it."""

    name: str
    suffix: str = ".mp4"
    codec: str = "libx264"
    options: tuple[tuple[str, str], ...] = ()
    count: int = 240
    """Pictures encoded."""
    hidden: int = 0
    """How many of them, at the start, an edit list hides."""
    clock: Fraction = Fraction(1, 25)
    ticks: tuple[int, ...] = ()
    """Time stamps in the clock's ticks; empty: 0, 1, 2, ..."""
    late: int = 0
    """Added to every time stamp."""
    size: tuple[int, int] = (WIDTH, HEIGHT)
    aspect: Fraction | None = None
    format: str = "yuv420p"
    container: str | None = None
    interlaced: bool = False
    sound: bool = False
    turned: tuple[int, bool] | None = None
    """Degrees clockwise for display and whether mirrored."""
    bitstream_flags: int = 0

    @property
    def numbers(self) -> range:
        """The numbers that the displayed frames show, in order."""
        return range(self.hidden, self.count)

    @property
    def stamps(self) -> tuple[int, ...]:
        return self.ticks if self.ticks else tuple(range(self.count))

    @property
    def times(self) -> list[int]:
        """When each displayed frame starts (ns), the first at zero, by exact fractions."""
        shown = self.stamps[self.hidden :]
        exact = [(tick - shown[0]) * self.clock * 1_000_000_000 for tick in shown]
        return [int(time + Fraction(1, 2)) for time in exact]

    def make(self, folder: Path) -> Path:
        """Encode the film into a folder; the path of the film."""
        path = folder / f"{self.name}{self.suffix}"
        encode(self, path)
        return path

    def upright(self, image: Image) -> Image:
        """A displayed picture turned back to how it was drawn."""
        if self.turned is None:
            return image
        degrees, mirrored = self.turned
        image = np.rot90(image, degrees // 90)
        return image[:, ::-1] if mirrored else image


def encode(made: Made, path: Path) -> None:
    """Encode a film as described."""
    width, height = made.size
    with av.open(str(path), "w", format=made.container) as out:
        stream = out.add_stream(made.codec, rate=25, options=dict(made.options))
        stream.width, stream.height, stream.pix_fmt = width, height, made.format
        stream.codec_context.time_base = made.clock
        stream.codec_context.flags |= made.bitstream_flags
        if made.aspect is not None:
            stream.codec_context.sample_aspect_ratio = made.aspect
        if made.turned is not None:
            degrees, mirrored = made.turned
            stream.set_display_matrix(_matrix(degrees, mirrored))
        sound = out.add_stream("aac" if made.suffix != ".webm" else "libopus", rate=48000) if made.sound else None
        first = made.stamps[made.hidden] if made.hidden else 0
        for frame in _frames(made):
            for packet in stream.encode(frame):
                _shift(packet, made, first)
                out.mux(packet)
        for packet in stream.encode(None):
            _shift(packet, made, first)
            out.mux(packet)
        if sound is not None:
            for packet in _silence(sound, float(made.count * made.clock)):
                out.mux(packet)


def _matrix(degrees: int, mirrored: bool) -> list[int]:
    cos, sin = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[degrees]
    one = 1 << 16
    flip = -1 if mirrored else 1
    return [flip * cos * one, flip * sin * one, 0, -sin * one, cos * one, 0, 0, 0, 1 << 30]


def _shift(packet: av.Packet, made: Made, first: int) -> None:
    """Packets before the first displayed picture get times below zero: MP4 then hides them by an edit list."""
    by = made.late - first
    if not by:
        return
    ticks = by * made.clock / packet.time_base
    assert ticks.denominator == 1
    packet.pts += int(ticks)
    packet.dts += int(ticks)


def _frames(made: Made) -> Iterator[av.VideoFrame]:
    graph = _fields(made) if made.interlaced else None
    for number, stamp in enumerate(made.stamps):
        frame = av.VideoFrame.from_ndarray(drawn(number, *made.size), format="rgb24").reformat(format=made.format)
        frame.pts, frame.time_base = stamp, made.clock
        if graph is not None:
            graph.push(frame)
            frame = graph.pull()
        yield frame


def _fields(made: Made) -> Graph:
    graph = Graph()
    source = graph.add_buffer(width=made.size[0], height=made.size[1], format=made.format, time_base=made.clock)
    graph.link_nodes(source, graph.add("setfield", "tff"), graph.add("buffersink")).configure()
    return graph


def _silence(stream: av.AudioStream, seconds: float) -> Iterator[av.Packet]:
    for at in range(0, int(seconds * 48000), 960):
        frame = av.AudioFrame.from_ndarray(np.zeros((2, 960), np.float32), format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = 48000, at, Fraction(1, 48000)
        yield from stream.encode(frame)
    yield from stream.encode(None)


def x264(**params: object) -> tuple[tuple[str, str], ...]:
    """Options of the H.264 encoder; underscores stand for hyphens."""
    given = ":".join(f"{key.replace('_', '-')}={value}" for key, value in params.items())
    return (("preset", "veryfast"), ("crf", "26"), ("x264-params", given))


def x265(**params: object) -> tuple[tuple[str, str], ...]:
    """Options of the HEVC encoder; underscores stand for hyphens."""
    given = ":".join(f"{key.replace('_', '-')}={value}" for key, value in {"log_level": "none", **params}.items())
    return (("preset", "ultrafast"), ("crf", "26"), ("x265-params", given))


def uneven_ticks(count: int) -> tuple[int, ...]:
    """Time stamps on a clock of 1/90000 s that are 17 to 297 ms apart, as a phone in a dark room gives them."""
    steps = np.random.default_rng(3).integers(1530, 26730, count - 1)
    return (0, *(int(tick) for tick in np.cumsum(steps)))


_LONG = x264(keyint=250, min_keyint=250, scenecut=0, bframes=3)
_SHORT = x264(keyint=40, min_keyint=40, scenecut=0, bframes=3)
_INTERLACED = av.codec.context.Flags.interlaced_dct | av.codec.context.Flags.interlaced_me
_MS = Fraction(1, 1000)

FILMS: dict[str, Made] = {
    made.name: made
    for made in (
        Made(name="h264-gop250", options=_LONG, count=320, sound=True),
        Made(name="variable-rate", options=_SHORT, clock=Fraction(1, 90000), ticks=uneven_ticks(240)),
        Made(name="open-gop", options=x264(open_gop=1, keyint=30, min_keyint=30, scenecut=0, bframes=3)),
        Made(name="intra-refresh", options=x264(intra_refresh=1, keyint=50, scenecut=0, bframes=2)),
        Made(name="mpegts-h264", suffix=".ts", options=_SHORT, sound=True),
        Made(name="webm-vp9", suffix=".webm", codec="libvpx-vp9", options=(("cpu-used", "8"), ("g", "60")), clock=_MS,
             ticks=tuple(range(0, 200 * 40, 40)), count=200),
        Made(name="mpeg4-avi", suffix=".avi", codec="mpeg4", options=(("bf", "2"), ("g", "60"), ("qscale", "4"))),
        Made(name="late-start-mkv", suffix=".mkv", options=_SHORT, clock=_MS, late=7300, sound=True,
             ticks=tuple(range(0, 240 * 40, 40))),
        Made(name="edit-list", options=_SHORT, hidden=85),
        Made(name="rotated-90", options=_SHORT, turned=(90, False), sound=True),
        Made(name="interlaced-mpeg2-ts", suffix=".ts", codec="mpeg2video", size=(320, 192), interlaced=True,
             options=(("bf", "2"), ("g", "15"), ("b", "4M")), bitstream_flags=_INTERLACED),
        Made(name="hevc-open-gop", codec="libx265", options=x265(open_gop=1, keyint=30, min_keyint=30, bframes=3)),
        Made(name="mjpeg-mov", suffix=".mov", codec="mjpeg", format="yuvj420p", options=(("qscale", "4"),)),
        Made(name="raw-h264", suffix=".h264", options=_SHORT, container="h264"),
    )
}  # fmt: skip
"""The films that every exact reader must read without a miss."""

_TURNS = [(90, False), (180, False), (270, False), (0, True), (90, True), (180, True), (270, True)]

MORE_FILMS: dict[str, Made] = {
    made.name: made
    for made in (
        Made(name="h264-mkv", suffix=".mkv", options=_SHORT, clock=_MS, ticks=tuple(range(0, 120 * 33, 33)), count=120),
        Made(name="intra-refresh-ts", suffix=".ts", options=x264(intra_refresh=1, keyint=50, scenecut=0, bframes=2)),
        Made(name="interlaced-h264-m2ts", suffix=".m2ts", size=(320, 192), interlaced=True, count=160,
             options=x264(tff=1, keyint=40, min_keyint=40, scenecut=0, bframes=2), bitstream_flags=_INTERLACED),
        Made(name="hevc-10-bit", codec="libx265", options=x265(keyint=30, bframes=3), format="yuv420p10le", count=120),
        Made(name="raw-hevc", suffix=".hevc", codec="libx265", options=x265(keyint=30, bframes=3), container="hevc",
             count=120),
        Made(name="webm-vp8", suffix=".webm", codec="libvpx", clock=_MS, count=120,
             ticks=tuple(range(0, 120 * 40, 40)),
             options=(("deadline", "realtime"), ("g", "50"), ("cpu-used", "8"), ("b", "1M"))),
        Made(name="av1-mkv", suffix=".mkv", codec="libsvtav1", clock=_MS, ticks=tuple(range(0, 80 * 40, 40)),
             count=80, options=(("preset", "8"), ("g", "40"), ("crf", "12"), ("svtav1-params", "tune=1"))),
        Made(name="mpeg-ps", suffix=".mpg", codec="mpeg2video", options=(("bf", "2"), ("g", "15"), ("b", "4M")),
             count=120),
        Made(name="flv", suffix=".flv", options=_SHORT, clock=_MS, ticks=tuple(range(0, 120 * 40, 40)), count=120),
        Made(name="wide-elements", options=_SHORT, aspect=Fraction(16, 15), count=60),
        Made(name="odd-size", codec="mjpeg", suffix=".avi", format="yuvj420p", size=(321, 181), count=40),
        Made(name="h264-avi", suffix=".avi", options=_SHORT, count=120),
        *(Made(name=f"turned-{degrees}{'-mirrored' if mirrored else ''}", options=_SHORT, count=20,
               turned=(degrees, mirrored)) for degrees, mirrored in _TURNS),
    )
}  # fmt: skip
"""Films of other kinds that people have."""


@dataclass(frozen=True)
class Hits:
    """How often a reader gave the very frame that was asked for."""

    forward: int
    random: int
    back: int
    tries: tuple[int, int, int]

    @property
    def all(self) -> bool:
        """Was every one right?"""
        return (self.forward, self.random, self.back) == self.tries


def count_hits(read: Callable[[int], Image], made: Made, *, seeks: int = 100, steps: int = 50) -> Hits:
    """Read a film whole and forward, then at random places, then step by step back from its end.

    A hit is the right number in the picture, and, when a frame is read again, the very same picture to the last bit.
    """
    numbers = made.numbers
    steps = min(steps, len(numbers))
    seen: dict[int, bytes] = {}

    def right(frame: int) -> bool:
        image = read(frame)
        content = image.tobytes()
        return told(made.upright(image)) == numbers[frame] and seen.setdefault(frame, content) == content

    forward = sum(right(frame) for frame in range(len(numbers)))
    places = np.random.default_rng(11).integers(0, len(numbers), seeks)
    random = sum(right(int(frame)) for frame in places)
    back = sum(right(frame) for frame in range(len(numbers) - 1, len(numbers) - 1 - steps, -1))
    return Hits(forward, random, back, (len(numbers), seeks, steps))
