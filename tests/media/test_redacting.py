"""What is hidden is gone from every frame, in brightness and in colour; what is not hidden stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest

from vfi.core.clock import FilmClock
from vfi.core.programme import Hold, Run
from vfi.core.redaction import (
    Blur,
    Hiding,
    Key,
    Place,
    Redaction,
    RedactionId,
    Region,
    Shape,
    Silence,
    Silencing,
)
from vfi.core.time import SECOND, FrameMap, Ns
from vfi.media.clips import ClipOrder, write_clip
from vfi.media.index import FilmIndex, build_index
from vfi.media.picture import Picture
from vfi.media.reader import FilmReader
from vfi.media.showreel.order import ClipPart, ReelOrder
from vfi.media.showreel.stills import still_rgb
from vfi.media.showreel.writing import write_reel
from vfi.media.silencing import silenced

Bytes = npt.NDArray[np.uint8]
Planes = list[npt.NDArray[np.int16]]
Sound = npt.NDArray[np.float32]

WIDTH, HEIGHT, FRAMES = 320, 192, 48
TARGET = (40, 32)
"""Width and height of what moves: magenta on a grey texture, so it is in luma and in both planes of chroma."""
FRAME_NS = 40_000_000


def corner(frame: int) -> tuple[int, int]:
    """Left and top of the target: it goes right and down, and turns back."""
    return 20 + 4 * frame, 20 + 3 * (frame if frame < 32 else 64 - frame)


def drawn(frame: int, *, with_target: bool = True) -> Bytes:
    rough = np.random.default_rng(5).integers(90, 150, (HEIGHT // 8, WIDTH // 8))
    grey = np.kron(rough, np.ones((8, 8), int)).astype(np.uint8)
    picture = np.repeat(grey[:, :, None], 3, axis=2)
    if with_target:
        left, top = corner(frame)
        picture[top : top + TARGET[1], left : left + TARGET[0]] = (230, 20, 220)
    return picture


def film(path: Path, *, format: str = "yuv420p", turned: int = 0) -> Path:
    with av.open(str(path), "w") as box:
        video = box.add_stream("libx264", rate=25, options={"preset": "veryfast", "crf": "12", "bf": "2"})
        video.width, video.height, video.pix_fmt = WIDTH, HEIGHT, format
        if turned:
            cos, sin = {90: (0, 1), 180: (-1, 0), 270: (0, -1)}[turned]
            one = 1 << 16
            video.set_display_matrix([cos * one, sin * one, 0, -sin * one, cos * one, 0, 0, 0, 1 << 30])
        for frame in range(FRAMES):
            picture = drawn(frame)
            if turned:  # coded so that it is upright when it is shown
                picture = np.ascontiguousarray(np.rot90(picture, turned // 90))
                if frame == 0:
                    video.width, video.height = picture.shape[1], picture.shape[0]
            box.mux(video.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        box.mux(video.encode(None))
    return path


def over_target(hiding: Hiding, shape: Shape = Shape.BOX, first: int = 0, after: int = FRAMES) -> Redaction:
    """A region that is put onto the target at its first place, where it turns back, and at its last."""
    grown = 1.5 if shape is Shape.ELLIPSE else 1.0  # an ellipse round a box

    def key(frame: int) -> Key:
        left, top = corner(frame)
        width, height = TARGET[0] * grown, TARGET[1] * grown
        x, y = left - (width - TARGET[0]) / 2, top - (height - TARGET[1]) / 2
        place = Place(x / WIDTH, y / HEIGHT, width / WIDTH, height / HEIGHT)
        return Key(at=Ns(frame * FRAME_NS), place=place)

    region = Region(
        id=RedactionId("r"),
        start=Ns(first * FRAME_NS),
        end=Ns(after * FRAME_NS),
        keys=(key(0), key(32), key(FRAMES - 1)),
        shape=shape,
        hiding=hiding,
    )
    return Redaction(regions=(region,))


def planes(path: Path, index: FilmIndex | None = None) -> Iterator[Planes]:
    index = index or build_index(path)
    reader = FilmReader(path, index)
    for frame in range(index.frames):
        picture: Picture = reader.picture(frame)
        wide = (WIDTH, WIDTH // 2, WIDTH // 2)
        yield [plane[:, :width].astype(np.int16) for plane, width in zip(picture.planes, wide, strict=True)]
    reader.close()


def clip_of(source: Path, out: Path, redaction: Redaction) -> Path:
    index = build_index(source)
    order = ClipOrder(
        film=str(source),
        index=index,
        first=0,
        last=FRAMES - 1,
        out=str(out),
        clock=FilmClock(index.frame_map),
        redaction=redaction,
    )
    assert write_clip(order) is not None
    return out


def inside(plane: npt.NDArray[np.int16], frame: int, half: int) -> npt.NDArray[np.int16]:
    left, top = corner(frame)
    return plane[top // half : (top + TARGET[1]) // half, left // half : (left + TARGET[0]) // half]


def target_levels() -> tuple[float, ...]:
    """Luma and chroma of the target's colour, as it is encoded."""
    one = av.VideoFrame.from_ndarray(np.full((16, 16, 3), (230, 20, 220), np.uint8), format="rgb24")
    found = one.reformat(format="yuv420p")
    return tuple(float(np.frombuffer(memoryview(plane), np.uint8)[0]) for plane in found.planes)


@pytest.mark.film
@pytest.mark.parametrize(
    ("format", "turned"),
    [("yuv420p", 0), ("yuv422p", 0), ("yuv444p", 0), ("yuv420p10le", 0), ("yuv420p", 90), ("yuv422p", 270)],
)
def test_a_moving_target_is_covered_on_every_frame_in_every_plane_and_nothing_else_is(
    format: str, turned: int, tmp_path: Path
) -> None:
    source = film(tmp_path / "source.mp4", format=format, turned=turned)
    bare = clip_of(source, tmp_path / "bare.mp4", Redaction())
    out = clip_of(source, tmp_path / "out.mp4", over_target(Hiding.COVER))
    seen = 0
    target = target_levels()
    for frame, (written, plain) in enumerate(zip(planes(out), planes(bare), strict=True)):
        for place, (plane, before) in enumerate(zip(written, plain, strict=True)):
            half = 1 if place == 0 else 2
            hidden = inside(plane, frame, half)
            # the target itself was there, at its own level, and now nothing of it is
            assert abs(float(np.median(inside(before, frame, half))) - target[place]) < 12
            assert np.abs(hidden - (64 if place == 0 else 128)).max() <= 6
            away = np.ones(plane.shape, bool)
            left, top = corner(frame)
            edge = 12  # the region's margin and what the encoder smears
            away[
                max(0, top - edge) // half : (top + TARGET[1] + edge) // half,
                max(0, left - edge) // half : (left + TARGET[0] + edge) // half,
            ] = False
            assert np.abs(plane - before)[away].mean() < 1.5
        seen += 1
    assert seen == FRAMES


@pytest.mark.film
def test_an_ellipse_covers_what_lies_in_it_and_leaves_the_corners(tmp_path: Path) -> None:
    source = film(tmp_path / "source.mp4")
    out = clip_of(source, tmp_path / "out.mp4", over_target(Hiding.COVER, Shape.ELLIPSE))
    for frame, written in enumerate(planes(out)):
        assert np.abs(inside(written[0], frame, 1) - 64).max() <= 8
        assert np.abs(inside(written[1], frame, 2) - 128).max() <= 8
        left, top = corner(frame)
        assert written[0][max(0, top - 10), max(0, left - 12)] > 80


@pytest.mark.film
def test_a_blurred_target_keeps_no_edge_but_its_surroundings_do(tmp_path: Path) -> None:
    """The greatest step from pixel to pixel inside is a few levels; the target's own edge was a step of fifty."""
    source = film(tmp_path / "source.mp4")
    whole = Region(
        id=RedactionId("r"),
        start=Ns(0),
        end=Ns(FRAMES * FRAME_NS),
        keys=(Key(at=Ns(0), place=Place(0.1, 0.1, 0.6, 0.7)),),
        shape=Shape.BOX,
        hiding=Hiding.BLUR,
    )
    out = clip_of(source, tmp_path / "out.mp4", Redaction(regions=(whole,)))
    for written in planes(out):
        part = written[0][30:140, 40:210]
        assert np.abs(np.diff(part, axis=0)).max() <= 10
        assert np.abs(np.diff(part, axis=1)).max() <= 10
        assert np.abs(np.diff(written[0][:, 260:], axis=0)).max() > 25


@pytest.mark.film
def test_a_blurred_stretch_begins_and_ends_with_its_frames(tmp_path: Path) -> None:
    source = film(tmp_path / "source.mp4")
    # from the middle of frame 10 to the middle of frame 20: both are blurred whole
    blur = Blur(id=RedactionId("b"), start=Ns(10 * FRAME_NS + 7), end=Ns(20 * FRAME_NS + 7))
    out = clip_of(source, tmp_path / "out.mp4", Redaction(blurs=(blur,)))
    sharp = [bool(np.abs(np.diff(written[0], axis=0)).max() > 25) for written in planes(out)]
    assert [frame for frame, is_sharp in enumerate(sharp) if not is_sharp] == list(range(10, 21))


@pytest.mark.film
def test_a_reel_hides_it_too_where_it_is_slow_waits_or_is_repeated_and_a_still_as_well(tmp_path: Path) -> None:
    source = film(tmp_path / "source.mp4")
    index = build_index(source)
    clock = FilmClock(index.frame_map, Ns(3 * SECOND))  # the session began three seconds before the film
    shifted = [Key(at=Ns(key.at + 3 * SECOND), place=key.place) for key in over_target(Hiding.COVER).regions[0].keys]
    region = Region(id=RedactionId("r"), start=Ns(3 * SECOND), end=Ns(9 * SECOND), keys=tuple(shifted), shape=Shape.BOX)
    shots = (Run(4, 6, Fraction(1)), Hold(6, Ns(SECOND)), Run(7, 9, Fraction(1, 4))) * 2
    part = ClipPart(film=str(source), index=index, shots=shots, clock=clock, redaction=Redaction(regions=(region,)))
    out = tmp_path / "reel.mp4"
    order = ReelOrder(parts=(part,), width=WIDTH, picture_height=HEIGHT, band_height=0, out=str(out))
    assert write_reel(order) is not None
    for frame, written in zip([4, 5, 6, 6, 6, 7, 8, 9] * 2, planes(out), strict=True):
        assert np.abs(inside(written[0], frame, 1) - 64).max() <= 6
        assert np.abs(inside(written[2], frame, 2) - 128).max() <= 6
    still = still_rgb(str(source), index, clock, 20, Redaction(regions=(region,)))
    left, top = corner(20)
    assert np.ptp(still[top : top + TARGET[1], left : left + TARGET[0]]) == 0


# -- sound

RATE = 48_000
CLOCK = FilmClock(FrameMap([0], 20 * SECOND))


def voice(seconds: float) -> Sound:
    """A voice of 200 Hz with its overtones, which swells and fades three times a second."""
    time = np.arange(round(seconds * RATE)) / RATE
    tone = sum(np.sin(2 * np.pi * 200 * n * time) / n for n in range(1, 12))
    return (0.2 * tone * (1 + np.sin(2 * np.pi * 3 * time)) / 2).astype(np.float32)[None]


def replaced(sound: Sound, how: Silencing, start: float, end: float, chunk: int = 1000) -> Sound:
    silence = Silence(id=RedactionId("s"), start=Ns(round(start * SECOND)), end=Ns(round(end * SECOND)), how=how)
    chunks = (sound[:, at : at + chunk] for at in range(0, sound.shape[1], chunk))
    return np.concatenate(list(silenced(chunks, (silence,), CLOCK, RATE, 0)), axis=1)


@pytest.mark.parametrize("how", list(Silencing))
def test_outside_the_stretch_the_very_samples_are_heard_and_none_is_lost(how: Silencing) -> None:
    sound = voice(3)
    found = replaced(sound, how, 1, 2)
    assert found.shape == sound.shape
    assert np.array_equal(found[:, : round(0.99 * RATE)], sound[:, : round(0.99 * RATE)])
    assert np.array_equal(found[:, round(2.01 * RATE) :], sound[:, round(2.01 * RATE) :])


def test_a_muted_stretch_is_silent_to_its_edges_and_does_not_click() -> None:
    found = replaced(voice(3), Silencing.MUTE, 1, 2)
    assert not found[:, RATE : 2 * RATE].any()
    assert np.abs(np.diff(found)).max() <= np.abs(np.diff(voice(3))).max()


def test_under_a_beep_nothing_of_the_voice_is_left() -> None:
    found = replaced(voice(3), Silencing.BEEP, 1, 2)[0, RATE : 2 * RATE]
    time = np.arange(RATE, 2 * RATE) / RATE
    assert np.abs(found - 0.1 * np.sin(2 * np.pi * 1000 * time)).max() < 1e-4


def test_a_changed_voice_keeps_its_rhythm_and_loses_its_pitch() -> None:
    sound = voice(4)
    found = replaced(sound, Silencing.VOICE, 0, 4)

    def swell(of: Sound) -> npt.NDArray[np.float64]:
        return np.sqrt(np.mean(of[0].astype(np.float64).reshape(-1, RATE // 40) ** 2, axis=1))

    def at_overtones(of: Sound) -> float:
        """How much of the power lies within 4 Hz of a multiple of 200 Hz."""
        power = np.abs(np.fft.rfft(of[0] * np.hanning(of.shape[1]))) ** 2
        hertz = np.fft.rfftfreq(of.shape[1], 1 / RATE)
        near = np.abs((hertz + 100) % 200 - 100) < 4
        return float(power[near].sum() / power.sum())

    assert at_overtones(sound) > 0.95
    assert at_overtones(found) < 0.15  # noise has 4 % there
    assert np.corrcoef(swell(sound), swell(found))[0, 1] > 0.9


def test_a_damaged_sample_does_not_come_through_a_muted_stretch() -> None:
    sound = voice(3)
    sound[0, round(1.5 * RATE)] = np.nan
    assert not replaced(sound, Silencing.MUTE, 1, 2)[:, RATE : 2 * RATE].any()
