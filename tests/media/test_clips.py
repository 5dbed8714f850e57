"""A clip holds exactly the frames that were ordered, their times and sound, and nothing else."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from tests.films import FILMS, Made, told
from vfi.core.errors import BadInput, CouldNot, FilmError
from vfi.core.ports import Band
from vfi.media import clips
from vfi.media.clip_work import write_clips
from vfi.media.clips import ClipOrder, write_clip
from vfi.media.film import open_film
from vfi.media.index import build_index

pytestmark = pytest.mark.film

FilmFile = Callable[[str], Path]

CUT = ["h264-gop250", "variable-rate", "open-gop", "mpegts-h264", "webm-vp9", "edit-list", "interlaced-mpeg2-ts"]


def grey_band(width: int, height: int = 20) -> Band:
    return Band(width, height, bytes([90, 90, 90, 255]) * (width * height))


def order(film: Path, first: int, last: int, out: Path, band: Band | None = None) -> ClipOrder:
    return ClipOrder(film=str(film), index=build_index(film), first=first, last=last, out=str(out), band=band)


def numbers_in(path: Path, made: Made, height: int | None = None) -> list[int | None]:
    with open_film(path) as film:
        return [told(made.upright(film.read(frame)[:height])) for frame in range(film.frames)]


@pytest.mark.parametrize("name", CUT)
def test_every_frame_of_the_cut_is_there_and_no_other(name: str, film_file: FilmFile, tmp_path: Path) -> None:
    made = FILMS[name]
    film = film_file(made.name)
    out = tmp_path / "clip.mp4"
    written = write_clip(order(film, 37, 96, out))
    assert written is not None
    assert written.frames == 60
    assert numbers_in(out, made) == list(made.numbers)[37:97]


@pytest.mark.parametrize(("first", "last"), [(10, 59), (120, 128), (48, 119), (7, 7)])
def test_times_of_a_variable_film_are_kept(first: int, last: int, film_file: FilmFile, tmp_path: Path) -> None:
    made = FILMS["variable-rate"]
    film, out = film_file(made.name), tmp_path / "clip.mp4"
    write_clip(order(film, first, last, out))
    times = np.array(made.times[first : last + 1]) - made.times[first]
    whole = made.times[last + 1] - made.times[first]
    with open_film(out) as clip:
        assert np.abs(clip.times - times).max() <= 1  # one nanosecond of rounding
        assert abs(clip.frame_map.end - whole) <= 1  # so the last picture stands as long as it did
    with av.open(str(out)) as box:
        lasts = float(box.streams.video[0].duration * box.streams.video[0].time_base)
        assert lasts == pytest.approx(whole / 1e9, abs=0.001)


def test_a_turned_film_gives_an_upright_clip(film_file: FilmFile, tmp_path: Path) -> None:
    made = FILMS["rotated-90"]
    film, out = film_file(made.name), tmp_path / "clip.mp4"
    written = write_clip(order(film, 5, 20, out))
    assert written is not None
    assert (written.width, written.height) == (180, 320)
    assert numbers_in(out, made) == list(range(5, 21))


def test_words_stand_under_the_picture_and_leave_it_whole(film_file: FilmFile, tmp_path: Path) -> None:
    made = FILMS["h264-gop250"]
    film, out = film_file(made.name), tmp_path / "clip.mp4"
    written = write_clip(order(film, 0, 9, out, grey_band(320)))
    assert written is not None
    assert written.height == 200
    assert numbers_in(out, made, height=180) == list(range(10))
    with open_film(out) as clip:
        assert np.abs(clip.read(4)[184:].astype(int) - 90).max() < 12


def test_the_sound_is_cut_to_the_sample_and_belongs_to_the_picture(film_file: FilmFile, tmp_path: Path) -> None:
    # a tone that begins 2 s after the first picture: in a clip from 1.6 s on it must begin at 0.4 s
    film, out = tmp_path / "tone.mp4", tmp_path / "clip.mp4"
    rate = 48_000
    with av.open(str(film), "w") as box:
        video = box.add_stream("libx264", rate=25)
        video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        audio = box.add_stream("aac", rate=rate, layout="mono")
        for number in range(100):
            grey = np.full((48, 64, 3), number, np.uint8)
            box.mux(video.encode(av.VideoFrame.from_ndarray(grey, format="rgb24")))
            time = (np.arange(rate // 25) + number * rate // 25) / rate
            wave = np.where(time >= 2.0, 0.5 * np.sin(2 * np.pi * 440 * time), 0).astype(np.float32)[None]
            frame = av.AudioFrame.from_ndarray(wave, format="fltp", layout="mono")
            frame.sample_rate, frame.pts = rate, number * rate // 25
            box.mux(audio.encode(frame))
        box.mux(video.encode(None))
        box.mux(audio.encode(None))
    written = write_clip(order(film, 40, 79, out))
    assert written is not None
    assert written.sound
    with av.open(str(out)) as box:
        sound = np.concatenate([frame.to_ndarray()[0] for frame in box.decode(audio=0) if frame.pts >= 0])
    loud = np.flatnonzero(np.abs(sound) > 0.1)
    assert loud[0] / rate == pytest.approx(0.4, abs=0.004)
    assert len(sound) / rate == pytest.approx(1.6, abs=0.025)  # AAC comes in blocks of 1024


def test_nothing_tells_where_or_with_what_it_was_filmed(film_file: FilmFile, tmp_path: Path) -> None:
    made = FILMS["h264-gop250"]
    plain, film, out = film_file(made.name), tmp_path / "phone.mov", tmp_path / "clip.mp4"
    with av.open(str(plain)) as source, av.open(str(film), "w", options={"movflags": "use_metadata_tags"}) as box:
        box.metadata["location"] = "+51.5072-000.1276/"
        box.metadata["com.apple.quicktime.model"] = "SecretPhone 12"
        box.metadata["title"] = "Anna and baby Ben at home"
        copies = {stream.index: box.add_stream_from_template(stream) for stream in source.streams}
        for packet in source.demux():
            if packet.dts is not None:
                packet.stream = copies[packet.stream.index]
                box.mux(packet)
    assert b"SecretPhone" in film.read_bytes()
    write_clip(order(film, 0, 30, out))
    content = out.read_bytes()
    for secret in (b"51.5072", b"SecretPhone", b"Anna", b"Ben", b"phone.mov"):
        assert secret not in content
    with av.open(str(out)) as box:
        assert sorted(stream.type for stream in box.streams) == ["audio", "video"]


def test_one_frame_alone_is_a_clip(film_file: FilmFile, tmp_path: Path) -> None:
    made = FILMS["open-gop"]
    film, out = film_file(made.name), tmp_path / "clip.mp4"
    written = write_clip(order(film, 31, 31, out))
    assert written is not None
    assert numbers_in(out, made) == [31]


def test_an_order_outside_the_film_is_refused_and_leaves_no_file(film_file: FilmFile, tmp_path: Path) -> None:
    film, out = film_file("open-gop"), tmp_path / "clip.mp4"
    with pytest.raises(BadInput) as refused:
        write_clip(order(film, 230, 260, out))
    assert refused.value.id == "no-such-frame"
    with pytest.raises(BadInput) as empty:
        write_clip(order(film, 9, 8, out))
    assert empty.value.id == "clip-empty"
    assert not out.exists()


def test_what_was_written_wrong_is_found_by_reading_it_back(
    film_file: FilmFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film, out = film_file("h264-gop250"), tmp_path / "clip.mp4"
    paint = clips.Canvas.paint

    def swapped(canvas: clips.Canvas, picture: object) -> clips.Painted:
        painted = paint(canvas, picture)  # type: ignore[arg-type]
        right = painted.luma.copy()
        painted.luma[:] = 255 - right
        return clips.Painted(painted.frame, right)

    monkeypatch.setattr(clips.Canvas, "paint", swapped)
    with pytest.raises(CouldNot) as found:
        write_clip(order(film, 0, 20, out))
    assert (found.value.id, found.value.values["what"]) == ("clip-not-as-ordered", "picture")
    assert not out.exists()


def test_a_cancelled_clip_leaves_no_file(film_file: FilmFile, tmp_path: Path) -> None:
    film, out = film_file("h264-gop250"), tmp_path / "clip.mp4"
    asked = iter([False] * 10 + [True] * 1000)
    assert write_clip(order(film, 0, 200, out), cancelled=lambda: next(asked)) is None
    assert not out.exists()


def test_a_full_disk_is_said_and_leaves_no_file(film_file: FilmFile, tmp_path: Path) -> None:
    film, out = film_file("h264-gop250"), tmp_path / "clip.mp4"
    given = order(film, 0, 200, out)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))  # as a full disk would
    try:
        with pytest.raises(CouldNot) as failed:
            write_clip(given)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert failed.value.id == "clip-not-written"
    assert not out.exists()


SCRIPT = """
import sys
from vfi.media.clip_work import write_clips
from vfi.media.clips import ClipOrder
from vfi.media.index import build_index

film, out = sys.argv[1:]
print("begins", flush=True)
write_clips(
    [ClipOrder(film=film, index=build_index(film), first=0, last=300, out=out)],
    progress=lambda share: print("writes", flush=True),
)
print("ends")
"""
"""A script as people write them, with no guard for its main part."""


def script_with(film: Path, out: Path) -> subprocess.Popen[str]:
    path = out.with_name("script.py")
    path.write_text(SCRIPT)
    words = [sys.executable, str(path), str(film), str(out)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(Path.cwd())})


class TestTheWorker:
    @pytest.fixture
    def workers(self, monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
        """The processes that were started."""
        started: list[subprocess.Popen[bytes]] = []

        class Noted(subprocess.Popen[bytes]):
            def __init__(self, *words: Any, **more: Any) -> None:
                super().__init__(*words, **more)
                started.append(self)

        monkeypatch.setattr(subprocess, "Popen", Noted)
        return started

    def test_a_script_without_a_guard_runs_once(self, film_file: FilmFile, tmp_path: Path) -> None:
        out = tmp_path / "a.mp4"
        with script_with(film_file("h264-gop250"), out) as script:
            said, _ = script.communicate(timeout=60)
        assert (said.count("begins"), said.count("ends"), script.returncode) == (1, 1, 0)
        assert out.exists()

    def test_when_the_one_who_ordered_is_killed_the_worker_ends_and_leaves_no_file(
        self, film_file: FilmFile, tmp_path: Path
    ) -> None:
        out = tmp_path / "a.mp4"
        with script_with(film_file("h264-gop250"), out) as script:
            assert script.stdout is not None
            for line in script.stdout:
                if line == "writes\n":
                    break
            assert out.exists()
            script.kill()
        until = time.monotonic() + 20
        while out.exists():
            assert time.monotonic() < until
            time.sleep(0.02)

    def test_a_module_in_the_current_folder_is_not_taken_for_ours(
        self, film_file: FilmFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "pickle.py").write_text("raise RuntimeError")
        given = order(film_file("h264-gop250"), 0, 9, tmp_path / "a.mp4")
        monkeypatch.chdir(tmp_path)
        assert write_clips([given]) is not None

    def test_writes_several_clips_and_tells_how_far_it_is(self, film_file: FilmFile, tmp_path: Path) -> None:
        made = FILMS["h264-gop250"]
        film = film_file(made.name)
        told_shares: list[float] = []
        orders = [order(film, 0, 29, tmp_path / "a.mp4"), order(film, 100, 119, tmp_path / "b.mp4")]
        written = write_clips(orders, progress=told_shares.append)
        assert written is not None
        assert [clip.frames for clip in written] == [30, 20]
        assert numbers_in(tmp_path / "b.mp4", made) == list(range(100, 120))
        assert told_shares == sorted(told_shares)
        assert told_shares[-1] == pytest.approx(1.0)

    def test_cancelling_leaves_no_file(self, film_file: FilmFile, tmp_path: Path) -> None:
        film = film_file("h264-gop250")
        begun = threading.Event()
        written = write_clips(
            [order(film, 0, 300, tmp_path / "a.mp4")],
            progress=lambda share: begun.set(),
            cancelled=begun.is_set,
        )
        assert written is None
        assert not (tmp_path / "a.mp4").exists()

    def test_a_killed_worker_is_said_and_leaves_no_file(
        self, film_file: FilmFile, tmp_path: Path, workers: list[subprocess.Popen[bytes]]
    ) -> None:
        film = film_file("h264-gop250")

        def kill(share: float) -> None:
            os.kill(workers[0].pid, signal.SIGKILL)

        with pytest.raises(CouldNot) as died:
            write_clips([order(film, 0, 300, tmp_path / "a.mp4")], progress=kill)
        assert died.value.id == "clip-worker-died"
        assert not (tmp_path / "a.mp4").exists()

    def test_a_failure_in_the_worker_comes_back_as_itself(self, film_file: FilmFile, tmp_path: Path) -> None:
        film = tmp_path / "film.mp4"
        shutil.copyfile(film_file("h264-gop250"), film)
        given = order(film, 0, 20, tmp_path / "a.mp4")
        film.write_bytes(bytes(film.stat().st_size))  # as long as it was: cut off, it would be called changed
        with pytest.raises(FilmError) as failed:
            write_clips([given])
        assert failed.value.id == "film-not-a-film"
