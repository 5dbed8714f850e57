"""Phone films in HDR: greys, skin and colours come out on an ordinary screen as the recommendations have it."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from films import x265

from vfi.media.clips import ClipOrder, write_clip
from vfi.media.film import open_film
from vfi.media.index import build_index
from vfi.media.picture import Painter
from vfi.media.reader import FilmReader

pytestmark = pytest.mark.film

COUNT, WIDTH, HEIGHT = 16, 640, 192
TAGS = {"hlg": (18, "arib-std-b67"), "pq": (16, "smpte2084")}
Signal = Callable[[float], float]


def pq_light(signal: float) -> float:
    """BT.2100-2, table 4: EOTF, cd/m2."""
    m1, m2, c1, c2, c3 = 0.1593017578125, 78.84375, 0.8359375, 18.8515625, 18.6875
    root = signal ** (1 / m2)
    return 10000 * (max(root - c1, 0) / (c2 - c3 * root)) ** (1 / m1)


def hlg_light(signal: float) -> float:
    """BT.2100-2, table 5, for a grey: OOTF of the inverse OETF on a screen of 1000 cd/m2."""
    a = 0.17883277
    b = 1 - 4 * a
    c = 0.5 - a * math.log(4 * a)
    scene = signal**2 / 3 if signal <= 0.5 else (math.exp((signal - c) / a) + b) / 12
    return 1000 * scene**1.2


LIGHT: dict[str, Signal] = {"hlg": hlg_light, "pq": pq_light}


def signal_for(light: float, kind: str) -> float:
    """The signal of a grey of so many cd/m2, by halving."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if LIGHT[kind](middle) < light else (low, middle)
    return low


def on_screen(light: float) -> float:
    """BT.2446-1, method C, with its k3 chosen so that 1000 cd/m2 is white; then BT.1886 backwards: 0 to 255."""
    k1, k3, skin = 0.83802, 0.84, 58.5
    knee = skin / k1
    k2 = k1 * (1 - k3) * knee
    k4 = k1 * knee - k2 * math.log(1 - k3)
    shown = k1 * light if light < knee else k2 * math.log(light / knee - k3) + k4
    return 255.0 * (min(shown, 100.0) / 100) ** (1 / 2.4)


def encoded(path: Path, kind: str, signals: list[tuple[float, float, float]]) -> Path:
    """A 10-bit HEVC film in BT.2020 whose pictures are upright stripes of these R'G'B' signals (0 to 1)."""
    transfer, name = TAGS[kind]
    red, green, blue = np.array(signals).T
    luma = 0.2627 * red + 0.6780 * green + 0.0593 * blue
    planes = luma * 876 + 64, (blue - luma) / 1.8814 * 896 + 512, (red - luma) / 1.4746 * 896 + 512
    options = x265(colorprim="bt2020", transfer=name, colormatrix="bt2020nc", range="limited", crf=2)
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx265", rate=25, options=dict(options))
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p10le"
        context = stream.codec_context
        context.color_primaries, context.color_trc, context.colorspace, context.color_range = 9, transfer, 9, 1
        for number in range(COUNT):
            frame = av.VideoFrame(WIDTH, HEIGHT, "yuv420p10le")
            for plane, levels in zip(frame.planes, planes, strict=True):
                wide = np.repeat(np.rint(levels).astype(np.uint16), plane.width // len(signals))
                rows = np.frombuffer(plane, np.uint16).reshape(-1, plane.line_size // 2)
                rows[:, : len(wide)] = wide
            frame.pts, frame.time_base = number, Fraction(1, 25)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def stripes(image: np.ndarray, count: int) -> np.ndarray:
    """The mean colour of each stripe, its edges left out: shape (count, 3)."""
    wide = image.shape[1] // count
    return np.array(
        [image[:, n * wide + wide // 4 : (n + 1) * wide - wide // 4, :3].mean((0, 1)) for n in range(count)]
    )


@pytest.mark.parametrize("kind", ["hlg", "pq"])
class TestGreys:
    LIGHTS = (0.0, 1.0, 5.0, 20.0, 50.0, 69.0, 100.0, 203.0, 400.0, 1000.0)

    def ramp(self, folder: Path, kind: str) -> Path:
        return encoded(folder / f"{kind}.mp4", kind, [(signal_for(light, kind),) * 3 for light in self.LIGHTS])

    def test_a_ramp_is_as_bright_as_the_transfer_function_and_the_curve_say(self, kind: str, tmp_path: Path) -> None:
        with open_film(self.ramp(tmp_path, kind)) as film:
            found = stripes(film.read(5), len(self.LIGHTS))
        expected = np.array([on_screen(light) for light in self.LIGHTS])
        assert np.abs(found - expected[:, None]).max() < 3
        assert np.abs(found - found.mean(axis=1, keepdims=True)).max() < 2, "grey stays grey"
        assert np.all(np.diff(found[:, 1]) > 0), "nothing runs together"

    def test_a_view_of_any_size_shows_the_same(self, kind: str, tmp_path: Path) -> None:
        path = self.ramp(tmp_path, kind)
        reader = FilmReader(path, build_index(path))
        painter = Painter()
        picture = reader.picture(3)
        small = painter.smaller(picture, (320, 96))
        whole, view, kept = (
            stripes(image, len(self.LIGHTS))[:, ::-1]
            for image in (painter.bgra(picture), painter.bgra(picture, (320, 96)), painter.bgra(small, (640, 192)))
        )
        reader.close()
        assert np.abs(whole - view).max() < 2
        assert np.abs(whole - kept).max() < 2

    def test_a_clip_is_an_ordinary_film_of_the_same_brightness(self, kind: str, tmp_path: Path) -> None:
        path, out = self.ramp(tmp_path, kind), tmp_path / "clip.mp4"
        write_clip(ClipOrder(film=str(path), index=build_index(path), first=2, last=12, out=str(out)))
        with av.open(str(out)) as box:
            context = box.streams.video[0].codec_context
            tags = context.color_primaries, context.color_trc, context.colorspace, context.color_range, context.pix_fmt
        assert tags == (1, 1, 1, 1, "yuv420p")
        with open_film(out) as clip:
            found = stripes(clip.read(5), len(self.LIGHTS))
        assert np.abs(found - np.array([on_screen(light) for light in self.LIGHTS])[:, None]).max() < 4


def wide(colour: tuple[float, float, float]) -> np.ndarray:
    """Linear BT.709 light in BT.2020 primaries: BT.2087-0."""
    return np.array([[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]]) @ colour


@pytest.mark.parametrize("kind", ["hlg", "pq"])
def test_faces_of_every_colour_keep_it(kind: str, tmp_path: Path) -> None:
    """Light of skin, light to dark, in cd/m2 as a phone would write it for its own screen."""
    skins = [(68.0, 45.0, 36.0), (52.0, 30.0, 20.0), (30.0, 16.0, 10.0), (12.0, 6.5, 4.5)]
    signals = []
    for skin in skins:
        light = wide(skin)
        if kind == "pq":
            signals.append(tuple(signal_for(one, kind) for one in light))
        else:  # the screen's light is the scene's, stretched by the OOTF; undo it before the signal
            luminance = float(np.array([0.2627, 0.6780, 0.0593]) @ light)
            scene = light / 1000 * (luminance / 1000) ** (1 / 1.2 - 1)
            signals.append(tuple(signal_for(1000 * one**1.2, kind) for one in scene))
    with open_film(encoded(tmp_path / "skin.mp4", kind, signals)) as film:
        found = stripes(film.read(5), len(skins))
    expected = 255 * (0.83802 * np.array(skins) / 100) ** (1 / 2.4)
    assert np.abs(found - expected).max() < 5


def test_a_colour_that_no_ordinary_screen_has_keeps_hue_and_brightness(tmp_path: Path) -> None:
    green = (signal_for(1, "pq"), signal_for(60, "pq"), signal_for(1, "pq"))
    with open_film(encoded(tmp_path / "green.mp4", "pq", [green, (0.0,) * 3])) as film:
        red, leaf, blue = stripes(film.read(3), 2)[0]
    luminance = np.array([0.2126, 0.7152, 0.0722]) @ ((np.array([red, leaf, blue]) / 255) ** 2.4) * 100
    assert leaf > 150 > max(red, blue) + 30
    assert luminance == pytest.approx(0.83802 * (0.2627 + 0.6780 * 60 + 0.0593), rel=0.06)


def test_an_ordinary_film_goes_another_way(tmp_path: Path) -> None:
    from films import Made, told

    path = Made(name="plain", count=30).make(tmp_path)
    index = build_index(path)
    assert not index.look.hdr
    with open_film(path, index=index) as film:
        assert told(film.read(20)) == 20
