"""Films that are none, or are broken: a sentence instead of a crash, and never a wrong or missing picture unsaid."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from films import Made, drawn, told, x264

from vfi.core.errors import CouldNot, FilmError
from vfi.media.facts import probe
from vfi.media.film import Film, open_film
from vfi.media.index import build_index
from vfi.media.reader import FilmReader
from vfi.words.sentences_film import FILM_REMARKS, REMEDIES, SENTENCES, remark_slots

pytestmark = pytest.mark.film
FilmFile = Callable[[str], Path]

SHORT = x264(keyint=40, min_keyint=40, scenecut=0, bframes=3)


def refused(path: Path) -> str:
    """Why the film is not opened."""
    with pytest.raises(FilmError) as caught:
        open_film(path)
    error = caught.value
    assert error.exit_code == 2
    assert SENTENCES[error.id].format(**error.values)
    assert REMEDIES[error.id]
    return error.id


def remarks(path: Path) -> dict[str, dict[str, int | str]]:
    """What is said about the film, by id; every remark has its sentence."""
    found = {warning.id: dict(warning.values) for warning in probe(path).warnings}
    for id, values in found.items():
        assert FILM_REMARKS[id].format(**remark_slots(values))
    return found


def cut(path: Path, part: float, to: Path) -> Path:
    """The beginning of a file."""
    to.write_bytes(path.read_bytes()[: int(path.stat().st_size * part)])
    return to


def all_told(film: Film) -> list[int | None]:
    return [told(film.read(frame)) for frame in range(film.frames)]


class TestWhatIsNoFilm:
    def test_a_text_with_the_name_of_a_film(self, tmp_path: Path) -> None:
        path = tmp_path / "visit.mp4"
        path.write_text("Dear colleague, the film will follow by post.\n" * 50)
        assert refused(path) == "film-not-a-film"

    def test_a_text_that_ffmpeg_would_draw_as_a_film(self, tmp_path: Path) -> None:
        path = tmp_path / "notes.txt"
        path.write_text("Dear colleague\n")
        assert refused(path) == "film-not-a-film"

    def test_a_list_that_names_other_files(self, film_file: FilmFile, tmp_path: Path) -> None:
        path = tmp_path / "list.ffconcat"
        path.write_text(f"ffconcat version 1.0\nfile {film_file('open-gop')}\n")
        assert refused(path) == "film-not-a-film"

    def test_a_picture(self, tmp_path: Path) -> None:
        path = tmp_path / "photo.png"
        av.VideoFrame.from_ndarray(drawn(0), format="rgb24").save(str(path))
        assert refused(path) == "film-not-a-film"

    def test_an_empty_file(self, tmp_path: Path) -> None:
        path = tmp_path / "visit.mp4"
        path.touch()
        assert refused(path) == "film-empty"

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        assert refused(tmp_path / "gone.mp4") == "film-missing"

    def test_a_folder(self, tmp_path: Path) -> None:
        assert refused(tmp_path) == "film-is-folder"

    @pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions work differently on Windows")
    def test_a_film_that_may_not_be_read(self, film_file: FilmFile, tmp_path: Path) -> None:
        path = tmp_path / "visit.mp4"
        shutil.copy(film_file("open-gop"), path)
        path.chmod(0)
        if os.geteuid() == 0:  # permissions do not stop root: become nobody for a moment
            tmp_path.chmod(0o711)
            os.seteuid(65534)
            try:
                assert refused(path) == "film-no-permission"
            finally:
                os.seteuid(0)
        else:
            assert refused(path) == "film-no-permission"

    def test_sound_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "sound.m4a"
        with av.open(str(path), "w", format="mp4") as out:
            stream = out.add_stream("aac", rate=48000)
            frame = av.AudioFrame.from_ndarray(np.zeros((2, 4800), np.float32), format="fltp", layout="stereo")
            frame.sample_rate, frame.pts = 48000, 0
            out.mux([*stream.encode(frame), *stream.encode(None)])
        assert refused(path) == "film-no-picture"

    def test_pictures_in_a_format_without_a_decoder(self, film_file: FilmFile, tmp_path: Path) -> None:
        path = tmp_path / "strange.mp4"
        path.write_bytes(film_file("open-gop").read_bytes().replace(b"avc1\x00", b"zz9q\x00"))
        assert refused(path) == "film-unknown-codec"


class TestWhatBrokeOff:
    def test_a_recording_without_its_table(self, film_file: FilmFile, tmp_path: Path) -> None:
        assert refused(cut(film_file("open-gop"), 0.6, tmp_path / "cut.mp4")) == "film-no-table"

    def test_a_copy_with_its_table_keeps_every_picture_that_can_be_shown(self, tmp_path: Path) -> None:
        made = Made(name="plain", options=SHORT)
        path = tmp_path / "faststart.mp4"
        with (
            av.open(str(made.make(tmp_path))) as source,
            av.open(str(path), "w", container_options={"movflags": "+faststart"}) as out,
        ):
            stream = out.add_stream_from_template(source.streams.video[0])
            for packet in source.demux(video=0):
                if packet.dts is not None:
                    packet.stream = stream
                    out.mux(packet)
        broken = cut(path, 0.6, tmp_path / "cut.mp4")
        with open_film(broken) as film:
            numbers = all_told(film)
            suspect = [film.index.is_suspect(frame) for frame in range(film.frames)]
        assert 100 < len(numbers) < 200
        assert [n for n, bad in zip(numbers, suspect, strict=True) if not bad] == list(range(suspect.count(False)))
        assert remarks(broken)["truncated"]["promised"] == 240

    @pytest.mark.parametrize("name", ["mpegts-h264", "late-start-mkv", "webm-vp9", "mpeg4-avi", "raw-h264"])
    def test_other_containers_that_broke_off_keep_every_whole_picture_at_its_time(
        self, name: str, film_file: FilmFile, tmp_path: Path
    ) -> None:
        source = film_file(name)
        with open_film(cut(source, 0.6, tmp_path / f"cut{source.suffix}")) as film:
            numbers = all_told(film)
            wrong = [
                frame
                for frame, number in enumerate(numbers)
                if number != film.frame_map.time_of(frame) // 40_000_000 and not film.index.is_suspect(frame)
            ]
            suspect = sum(film.index.is_suspect(frame) for frame in range(film.frames))
        # Only the picture within which the file ends may be wrong and not know it.
        assert wrong in ([], [len(numbers) - 1])
        assert len(numbers) > 60
        assert suspect <= 2

    def test_a_recording_that_begins_between_key_frames(self, film_file: FilmFile, tmp_path: Path) -> None:
        content = film_file("mpegts-h264").read_bytes()
        index = build_index(film_file("mpegts-h264"))
        path = tmp_path / "late.ts"
        path.write_bytes(content[: 188 * 3] + content[int(index.packets.pos[10]) // 188 * 188 :])
        with open_film(path) as film:
            numbers = all_told(film)
        assert numbers == list(range(40, 240))
        assert remarks(path)["pictures-lost"]["count"] == 30


class TestWhatIsDamagedInside:
    def test_bad_bytes_in_the_middle_are_said_and_the_rest_is_exact(self, film_file: FilmFile, tmp_path: Path) -> None:
        content = bytearray(film_file("mpegts-h264").read_bytes())
        middle = len(content) // 2 // 188 * 188
        content[middle : middle + 188 * 6] = bytes(188 * 6)
        path = tmp_path / "damaged.ts"
        path.write_bytes(content)
        reader = FilmReader(path, index := build_index(path))
        given = [(picture.suspect, told(reader.to_rgb(picture))) for picture in reader.pictures(0, index.frames - 1)]
        reader.close()
        assert len(given) > index.frames - 5
        assert all(number is not None for suspect, number in given if not suspect)
        assert remarks(path)["suspect"]["count"]

    def test_what_is_predicted_from_a_damaged_picture_is_suspect_up_to_the_next_key_frame(
        self, film_file: FilmFile, tmp_path: Path
    ) -> None:
        whole = build_index(film_file("h264-gop250"))
        content = bytearray(film_file("h264-gop250").read_bytes())
        bad = int(whole.order[100])  # a picture that others refer to
        while whole.packets.size[bad] < 400:
            bad += 1
        frame = int(whole.rank[bad])
        at = int(whole.packets.pos[bad])
        content[at + 40 : at + 200] = np.random.default_rng(2).bytes(160)
        path = tmp_path / "damaged.mp4"
        path.write_bytes(content)
        reader = FilmReader(path, build_index(path))
        given = {picture.frame: picture for picture in reader.pictures(0, 300)}
        numbers = {number: told(reader.to_rgb(picture)) for number, picture in given.items()}
        reader.close()
        assert given[frame].suspect
        assert given[200].suspect
        assert not given[frame - 8].suspect
        assert not given[250].suspect
        assert all(numbers[number] == number for number, picture in given.items() if not picture.suspect)

    def test_a_film_exchanged_after_it_was_indexed_is_noticed(self, film_file: FilmFile, tmp_path: Path) -> None:
        path = tmp_path / "visit.mp4"
        shutil.copy(film_file("open-gop"), path)
        index = build_index(path)
        shutil.copy(film_file("variable-rate"), path)
        reader = FilmReader(path, index)
        with pytest.raises(FilmError, match="film-changed"):
            reader.picture(200)
        reader.close()


class TestWhatIsOnlyOdd:
    def test_a_film_without_sound(self, film_file: FilmFile) -> None:
        facts = probe(film_file("open-gop"))
        assert facts.audio is None
        assert "no-sound" in {warning.id for warning in facts.warnings}

    def test_a_film_that_does_not_say_how_long_it_is(self, tmp_path: Path) -> None:
        path = tmp_path / "endless.webm"

        class Stream:
            """A place to write to that cannot go back, so that the header is never completed."""

            def __init__(self) -> None:
                self.file = path.open("wb")

            def write(self, data: bytes) -> int:
                return self.file.write(data)

        stream = Stream()
        with av.open(stream, "w", format="webm") as out:
            video = out.add_stream("libvpx", rate=25, options={"cpu-used": "12", "deadline": "realtime"})
            video.width, video.height, video.pix_fmt = 320, 180, "yuv420p"
            for number in range(30):
                frame = av.VideoFrame.from_ndarray(drawn(number), format="rgb24").reformat(format="yuv420p")
                frame.pts, frame.time_base = number, Fraction(1, 25)
                out.mux(video.encode(frame))
            out.mux(video.encode(None))
        stream.file.close()
        assert "no-duration" in remarks(path)
        with open_film(path) as film:
            assert all_told(film) == list(range(30))
            assert film.frame_map.end == 1_200_000_000

    def test_a_film_with_two_pictures_shows_the_first(self, tmp_path: Path) -> None:
        path = tmp_path / "two.mp4"
        with av.open(str(path), "w") as out:
            streams = [out.add_stream("libx264", rate=25, options=dict(SHORT)) for _ in range(2)]
            for stream in streams:
                stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
            for number in range(50):
                for stream, shown in zip(streams, (number, 1000 + number), strict=True):
                    frame = av.VideoFrame.from_ndarray(drawn(shown), format="rgb24")
                    frame.pts, frame.time_base = number, Fraction(1, 25)
                    out.mux(stream.encode(frame))
            for stream in streams:
                out.mux(stream.encode(None))
        assert remarks(path)["several-pictures"]["count"] == 2
        with open_film(path) as film:
            assert all_told(film) == list(range(50))

    def test_a_vp8_picture_that_is_only_referred_to_is_no_frame(self, film_file: FilmFile, tmp_path: Path) -> None:
        path = tmp_path / "hidden.webm"
        with av.open(str(film_file("webm-vp8"))) as source, av.open(str(path), "w") as out:
            stream = out.add_stream_from_template(source.streams.video[0])
            for number, packet in enumerate(source.demux(video=0)):
                if packet.dts is None:
                    continue
                content = bytearray(bytes(packet))
                if number in (70, 90):
                    content[0] &= ~0x10  # the mark "to be shown" (RFC 6386, 9.1)
                changed = av.Packet(bytes(content))
                changed.pts, changed.dts, changed.time_base = packet.pts, packet.dts, packet.time_base
                changed.is_keyframe, changed.stream = packet.is_keyframe, stream
                out.mux(changed)
        with open_film(path) as film:
            assert all_told(film) == [number for number in range(120) if number not in (70, 90)]
            assert told(film.read(75)) == 76

    def test_pictures_that_change_their_size_are_shown_at_the_size_of_the_first(self, tmp_path: Path) -> None:
        path = tmp_path / "sizes.h264"
        small = Made(name="small", suffix=".h264", container="h264", options=SHORT, count=40)
        large = Made(name="large", suffix=".h264", container="h264", options=SHORT, count=40, size=(640, 360))
        path.write_bytes(small.make(tmp_path).read_bytes() + large.make(tmp_path).read_bytes())
        with open_film(path) as film:
            assert all_told(film) == [*range(40), *range(40)]
            assert film.read(60).shape == (180, 320, 3)
        assert remarks(path)["size-changes"]["count"] == 40

    def test_recordings_joined_end_to_end_follow_one_another(self, film_file: FilmFile, tmp_path: Path) -> None:
        path = tmp_path / "joined.ts"
        content = film_file("mpegts-h264").read_bytes()
        path.write_bytes(content + content)
        with open_film(path) as film:
            assert all_told(film) == [*range(240), *range(240)]
            assert told(film.read(30)) == 30
            assert told(film.read(270)) == 30
            assert film.frame_map.time_of(240) == 240 * 40_000_000


def test_indexing_can_be_cancelled(film_file: FilmFile, tmp_path: Path) -> None:
    path = tmp_path / "long.ts"
    path.write_bytes(film_file("mpegts-h264").read_bytes() * 4)
    with pytest.raises(CouldNot, match="cancelled"):
        build_index(path, cancelled=lambda: True)


def test_indexing_tells_how_far_it_is(film_file: FilmFile, tmp_path: Path) -> None:
    path = tmp_path / "long.ts"
    path.write_bytes(film_file("mpegts-h264").read_bytes() * 4)
    seen: list[float] = []
    build_index(path, progress=seen.append)
    assert seen[-1] == 1.0
    assert all(0 <= part <= 1 for part in seen)
