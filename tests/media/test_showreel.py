"""A reel shows the clips' frames exactly, each as long as it should, with words, pages and sound."""

from __future__ import annotations

import resource
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest

from tests.films import FILMS, Made, told
from vfi.core.clock import FilmClock
from vfi.core.deck import Crop
from vfi.core.errors import BadInput, CouldNot
from vfi.core.ports import Band
from vfi.core.programme import Hold, Run, Shot
from vfi.core.redaction import NOTHING, Redaction
from vfi.core.time import SECOND, Ns
from vfi.media.canvas import Painted
from vfi.media.clip_work import write_reels
from vfi.media.film import open_film
from vfi.media.index import build_index
from vfi.media.picture import Picture
from vfi.media.showreel.estimate import estimate
from vfi.media.showreel.order import CardPart, ClipPart, Part, ReelOrder
from vfi.media.showreel.picture import ReelCanvas
from vfi.media.showreel.sound import reel_sound
from vfi.media.showreel.writing import ReelWritten, write_reel

pytestmark = pytest.mark.film

FilmFile = Callable[[str], Path]
Sound = npt.NDArray[np.float64]
MS = 1_000_000


def grey(width: int, height: int, level: int = 90) -> Band:
    return Band(width, height, bytes([level, level, level, 255]) * (width * height))


def clip(film: Path, *shots: Shot, band: Band | None = None, crop: Crop | None = None) -> ClipPart:
    index = build_index(film)
    return ClipPart(film=str(film), index=index, clock=FilmClock(index.frame_map), shots=shots, band=band, crop=crop)


def run(first: int, last: int, speed: Fraction = Fraction(1)) -> Run:
    return Run(first, last, speed)


def reel(out: Path, *parts: Part, size: tuple[int, int] = (320, 180), band: int = 0) -> ReelWritten:
    order = ReelOrder(parts=parts, width=size[0], picture_height=size[1], band_height=band, out=str(out))
    written = write_reel(order)
    assert written is not None
    return written


def shown(path: Path, made: Made, height: int = 180) -> list[tuple[int | None, int]]:
    """For each picture of the file the number that it tells and how long it stands (ms)."""
    with open_film(path) as film:
        frames = film.frame_map
        return [
            (
                told(made.upright(film.read(frame)[:height])),
                round((frames.end_of(frame) - frames.time_of(frame)) / MS),
            )
            for frame in range(film.frames)
        ]


def test_a_clip_with_a_slow_part_and_a_wait_shows_every_frame_as_long_as_it_should(
    film_file: FilmFile, tmp_path: Path
) -> None:
    made, out = FILMS["h264-gop250"], tmp_path / "reel.mp4"
    film = film_file(made.name)
    shots = (
        run(40, 44),
        run(45, 47, Fraction(1, 2)),
        Hold(47, Ns(1200 * MS)),
        run(48, 49, Fraction(1, 4)),
        run(50, 51),
    )
    written = reel(out, clip(film, *shots))
    natural, half, quarter = 40, 80, 160
    assert shown(out, made) == [
        *((number, natural) for number in range(40, 45)),
        *((number, half) for number in range(45, 48)),
        (47, 500),
        (47, 500),
        (47, 200),
        *((number, quarter) for number in (48, 49)),
        *((number, natural) for number in (50, 51)),
    ]
    assert written.lasts == (7 * natural + 3 * half + 1200 + 2 * quarter) * MS


def test_frames_of_a_film_of_variable_rate_keep_their_own_times_also_slowed_down(
    film_file: FilmFile, tmp_path: Path
) -> None:
    made, out = FILMS["variable-rate"], tmp_path / "reel.mp4"
    reel(out, clip(film_file(made.name), run(10, 29), run(30, 39, Fraction(1, 4))))
    times = np.array(made.times)
    natural = times[10:31] - times[10]
    slow = natural[-1] + 4 * (times[30:41] - times[30])
    expected = [*natural[:-1], *slow]
    with open_film(out) as film:
        found = [*film.times, film.frame_map.end]
    assert np.abs(np.array(found) - np.array(expected)).max() <= 11_112  # one tick of 1/90000 s


def test_a_clip_that_is_repeated_is_there_twice(film_file: FilmFile, tmp_path: Path) -> None:
    made, out = FILMS["open-gop"], tmp_path / "reel.mp4"
    reel(out, clip(film_file(made.name), *(run(31, 34), Hold(34, Ns(100 * MS))) * 2))
    assert [number for number, _ in shown(out, made)] == [31, 32, 33, 34, 34, 31, 32, 33, 34, 34]


def test_pages_stand_between_clips_of_several_films_on_one_canvas(film_file: FilmFile, tmp_path: Path) -> None:
    """A film turned on its side is fitted into the canvas of the larger one, upright, not cropped."""
    wide, tall, out = FILMS["h264-gop250"], FILMS["rotated-90"], tmp_path / "reel.mp4"
    page = CardPart(image=grey(320, 180, 200), lasts=Ns(700 * MS))
    written = reel(out, clip(film_file(wide.name), run(5, 9)), page, clip(film_file(tall.name), run(60, 63)))
    assert (written.width, written.height, written.frames) == (320, 180, 11)
    with open_film(out) as film:
        pictures = [film.read(frame) for frame in range(11)]
        assert film.frame_map.time_of(7) - film.frame_map.time_of(5) == 700 * MS
    assert [told(picture) for picture in pictures[:5]] == [5, 6, 7, 8, 9]
    assert np.abs(pictures[5].astype(int) - 200).max() < 6
    left = (320 - 100) // 2  # 180 x 320 in a height of 180: 100 wide
    for number, picture in zip(range(60, 64), pictures[7:], strict=True):
        assert told(tall.upright(picture[:, left : left + 100])) == number
        assert picture[:, : left - 4].max() < 45  # the stage beside it


def test_a_crop_shows_that_part_alone(film_file: FilmFile, tmp_path: Path) -> None:
    made, out = FILMS["h264-gop250"], tmp_path / "reel.mp4"
    half = Crop(x=0.0, y=0.0, width=0.5, height=0.5)
    reel(out, clip(film_file(made.name), run(20, 22), crop=half))
    with open_film(out) as film, open_film(film_file(made.name)) as source:
        for number in range(3):
            whole = source.read(20 + number)[:90, :160]
            large = np.kron(whole[:, :, 0], np.ones((2, 2)))
            assert np.abs(film.read(number)[:, :, 0].astype(int) - large).mean() < 12


def test_words_stand_under_every_picture_and_a_clip_without_them_has_an_empty_strip(
    film_file: FilmFile, tmp_path: Path
) -> None:
    made, out = FILMS["h264-gop250"], tmp_path / "reel.mp4"
    film = film_file(made.name)
    parts = (
        clip(film, run(0, 4), Hold(4, Ns(600 * MS)), band=grey(320, 24, 170)),
        clip(film, run(9, 11), band=grey(320, 24, 20)),
    )
    written = reel(out, *parts, band=24)
    assert written.height == 204
    with open_film(out) as found:
        strips = [found.read(frame)[186:202] for frame in range(found.frames)]
    assert [number for number, _ in shown(out, made)] == [0, 1, 2, 3, 4, 4, 4, 9, 10, 11]
    assert all(np.abs(strip.astype(int) - 170).max() < 12 for strip in strips[:7])
    assert all(np.abs(strip.astype(int) - 20).max() < 12 for strip in strips[7:])


def test_a_film_in_other_colours_keeps_them_beside_one_that_has_none(film_file: FilmFile, tmp_path: Path) -> None:
    """One canvas, one way to read colours: what is converted looks as it did."""
    plain, full, out = FILMS["h264-gop250"], FILMS["mjpeg-mov"], tmp_path / "reel.mp4"
    reel(out, clip(film_file(plain.name), run(3, 5)), clip(film_file(full.name), run(3, 5)))
    with open_film(out) as found, open_film(film_file(full.name)) as source:
        assert np.abs(found.read(4).astype(int) - source.read(4)).mean() < 6
    assert [number for number, _ in shown(out, plain)] == [3, 4, 5, 3, 4, 5]


def test_nothing_in_the_file_tells_where_it_came_from(film_file: FilmFile, tmp_path: Path) -> None:
    out = tmp_path / "reel.mp4"
    reel(out, clip(film_file("h264-gop250"), run(0, 9)))
    content = out.read_bytes()
    assert not [word for word in (b"h264-gop250", b"Lavf", str(tmp_path).encode()) if word in content]
    with av.open(str(out)) as box:
        assert sorted(stream.type for stream in box.streams) == ["audio", "video"]
        assert set(box.metadata) <= {"major_brand", "minor_version", "compatible_brands"}


# -- sound

RATE = 48_000


def tone_film(path: Path, pictures: int = 100) -> Path:
    """25 pictures a second and a steady tone of 440 Hz."""
    with av.open(str(path), "w") as box:
        video = box.add_stream("libx264", rate=25)
        video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        audio = box.add_stream("pcm_s16le", rate=RATE, layout="mono")
        for number in range(pictures):
            picture = np.full((48, 64, 3), 40 + number, np.uint8)
            box.mux(video.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
            time = (np.arange(RATE // 25) + number * RATE // 25) / RATE
            wave = (0.4 * np.sin(2 * np.pi * 440 * time) * 32767).astype(np.int16)[None]
            frame = av.AudioFrame.from_ndarray(wave, format="s16", layout="mono")
            frame.sample_rate, frame.pts = RATE, number * RATE // 25
            box.mux(audio.encode(frame))
        box.mux(video.encode(None))
        box.mux(audio.encode(None))
    return path


def sound_order(film: Path, *shots: Shot, slow_sound: bool = True, redaction: Redaction = NOTHING) -> ReelOrder:
    part = replace(clip(film, *shots), redaction=redaction)
    return ReelOrder(parts=(part,), width=64, picture_height=48, band_height=0, out="", slow_sound=slow_sound)


def heard(order: ReelOrder) -> Sound:
    return np.concatenate(list(reel_sound(order)), axis=1)[0].astype(np.float64)


def loud(sound: Sound, start: float, end: float) -> float:
    return float(np.sqrt(np.mean(sound[round(start * RATE) : round(end * RATE)] ** 2)))


def pitch(sound: Sound, start: float, end: float) -> float:
    """The strongest frequency (Hz)."""
    part = sound[round(start * RATE) : round(end * RATE)]
    return float(np.abs(np.fft.rfft(part * np.hanning(len(part)))).argmax() * RATE / len(part))


def test_sound_is_as_long_as_the_pictures_silent_where_they_wait_and_slow_at_its_own_pitch(tmp_path: Path) -> None:
    film = tone_film(tmp_path / "tone.mov")
    shots = run(10, 34), Hold(34, Ns(SECOND)), run(35, 59, Fraction(1, 2)), run(60, 84)
    sound = heard(sound_order(film, *shots))
    assert len(sound) == (1 + 1 + 2 + 1) * RATE
    assert loud(sound, 0.05, 0.95) == pytest.approx(0.283, abs=0.01)
    assert loud(sound, 1.0, 2.0) == 0
    assert loud(sound, 2.05, 3.9) == pytest.approx(0.283, abs=0.03)
    assert pitch(sound, 2.1, 3.9) == pytest.approx(440, abs=3)
    assert loud(sound, 4.05, 4.95) == pytest.approx(0.283, abs=0.01)


def test_slow_parts_are_silent_where_that_was_chosen(tmp_path: Path) -> None:
    sound = heard(
        sound_order(tone_film(tmp_path / "tone.mov"), run(10, 34), run(35, 59, Fraction(1, 2)), slow_sound=False)
    )
    assert len(sound) == 3 * RATE
    assert loud(sound, 1.0, 3.0) == 0


def test_no_join_clicks(tmp_path: Path) -> None:
    """From sample to sample the tone changes by less than 0.024; a cut in the middle of a wave would jump by 0.4."""
    film = tone_film(tmp_path / "tone.mov")
    shots = run(10, 24), Hold(24, Ns(333 * MS)), run(25, 31), run(32, 40, Fraction(1, 4)), run(10, 24)
    assert np.abs(np.diff(heard(sound_order(film, *shots)))).max() < 0.03


def test_two_shots_that_go_on_are_joined_to_the_very_sample(tmp_path: Path) -> None:
    film = tone_film(tmp_path / "tone.mov")
    assert np.array_equal(heard(sound_order(film, run(10, 24), run(25, 40))), heard(sound_order(film, run(10, 40))))


def test_films_without_sound_give_a_file_without_any(film_file: FilmFile, tmp_path: Path) -> None:
    out = tmp_path / "reel.mp4"
    assert not reel(out, clip(film_file("open-gop"), run(3, 9))).sound
    with av.open(str(out)) as box:
        assert [stream.type for stream in box.streams] == ["video"]


# -- what goes wrong


def test_what_was_written_wrong_is_found_and_deleted(
    film_file: FilmFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture too early: the file would be played, and nobody would know."""
    out = tmp_path / "reel.mp4"
    paint = ReelCanvas.paint
    before: list[Picture] = []

    def late(canvas: ReelCanvas, picture: Picture) -> Painted:
        painted = paint(canvas, picture)
        right = painted.luma.copy()
        paint(canvas, before[-1] if before else picture)
        before.append(picture)
        return Painted(painted.frame, right)

    monkeypatch.setattr(ReelCanvas, "paint", late)
    with pytest.raises(CouldNot) as found:
        reel(out, clip(film_file("h264-gop250"), run(0, 20)))
    assert (found.value.id, found.value.values["what"]) == ("clip-not-as-ordered", "picture")
    assert not out.exists()


def test_a_cancelled_reel_leaves_no_file(film_file: FilmFile, tmp_path: Path) -> None:
    out = tmp_path / "reel.mp4"
    asked = iter([False] * 10 + [True] * 1000)
    parts = (clip(film_file("h264-gop250"), run(0, 100)),)
    order = ReelOrder(parts=parts, width=320, picture_height=180, band_height=0, out=str(out))
    assert write_reel(order, cancelled=lambda: next(asked)) is None
    assert not out.exists()


def test_a_full_disk_is_said_and_leaves_no_file(film_file: FilmFile, tmp_path: Path) -> None:
    part = clip(film_file("h264-gop250"), run(0, 200))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))  # as a full disk would
    try:
        with pytest.raises(CouldNot) as failed:
            reel(tmp_path / "reel.mp4", part)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert failed.value.id == "clip-not-written"
    assert not list(tmp_path.glob("*.mp4"))


def test_nothing_to_show_is_no_reel() -> None:
    with pytest.raises(BadInput) as refused:
        ReelOrder(parts=(), width=320, picture_height=180, band_height=0, out="")
    assert refused.value.id == "reel-empty"


def test_the_worker_process_writes_reels_and_tells_how_far_it_is(film_file: FilmFile, tmp_path: Path) -> None:
    made, out = FILMS["h264-gop250"], tmp_path / "reel.mp4"
    shares: list[float] = []
    parts = (clip(film_file(made.name), run(5, 8), run(9, 12, Fraction(1, 2))),)
    order = ReelOrder(parts=parts, width=320, picture_height=180, band_height=0, out=str(out))
    written = write_reels([order], progress=shares.append)
    assert written is not None
    assert [each.frames for each in written] == [8]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)
    assert [number for number, _ in shown(out, made)] == list(range(5, 13))


def test_what_is_told_beforehand_is_right_to_a_factor_of_three(film_file: FilmFile, tmp_path: Path) -> None:
    out = tmp_path / "reel.mp4"
    part = clip(film_file("h264-gop250"), run(0, 200), Hold(200, Ns(2 * SECOND)))
    order = ReelOrder(parts=(part,), width=320, picture_height=180, band_height=0, out=str(out))
    guess = estimate(order)
    assert write_reel(order) is not None
    assert 1 / 3 < guess.bytes / out.stat().st_size < 3
    assert guess.seconds > 0
