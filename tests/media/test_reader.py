"""The reader's manners: plain pictures, right colours and shapes, no needless decoding, no memory held."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from films import FILMS, MORE_FILMS, Made, encode, told, x264

from vfi.core.errors import BadInput, CouldNot
from vfi.media import pool
from vfi.media.film import open_film
from vfi.media.index import build_index
from vfi.media.picture import orientation
from vfi.media.reader import FilmReader

pytestmark = pytest.mark.film
FilmFile = Callable[[str], Path]
OpenReader = Callable[[str], FilmReader]


@pytest.fixture
def opened(film_file: FilmFile) -> Iterator[OpenReader]:
    """Open readers that are closed when the test is over."""
    readers: list[FilmReader] = []

    def open_reader(name: str) -> FilmReader:
        path = film_file(name)
        readers.append(FilmReader(path, build_index(path)))
        return readers[-1]

    yield open_reader
    for reader in readers:
        reader.close()


class TestPictures:
    def test_a_picture_is_a_plain_value_that_knows_its_frame(self, opened: OpenReader) -> None:
        picture = pickle.loads(pickle.dumps(opened("open-gop").picture(77)))
        assert picture.frame == 77
        assert [plane.shape for plane in picture.planes] == [(180, 320), (90, 160), (90, 160)]
        assert picture.nbytes == 320 * 180 * 3 // 2

    def test_a_stretch_comes_in_order_with_both_ends(self, opened: OpenReader) -> None:
        reader = opened("variable-rate")
        frames = [(picture.frame, told(reader.to_rgb(picture))) for picture in reader.pictures(95, 110)]
        assert frames == [(frame, frame) for frame in range(95, 111)]

    def test_a_number_outside_the_film_is_refused(self, opened: OpenReader) -> None:
        reader = opened("open-gop")
        for frame in (-1, 240):
            with pytest.raises(BadInput, match="no-such-frame"):
                reader.picture(frame)

    @pytest.mark.parametrize("name", ["h264-gop250", "open-gop", "variable-rate", "mpegts-h264", "webm-vp9"])
    def test_stretches_before_one_another_are_exact_and_nothing_behind_them_is_decoded(
        self, name: str, opened: OpenReader
    ) -> None:
        reader = opened(name)
        fed = reader._feed
        for stop in range(200, 50, -37):
            frames = range(stop - 37, stop)
            given = [told(reader.to_rgb(reader.picture(frame, stop=stop))) for frame in frames]
            assert given == list(frames)
            assert fed.at == max(reader._index.order[frames]) + 1
        assert told(reader.to_rgb(reader.picture(stop))) == stop

    def test_the_memory_of_pictures_that_were_let_go_is_used_again(
        self, opened: OpenReader, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        taken: list[int] = []
        fresh = pool._from_the_machine
        monkeypatch.setattr(pool, "_from_the_machine", lambda size: (taken.append(size), fresh(size))[1])
        reader = opened("open-gop")
        held = reader.picture(0)
        before = held.planes[0].copy()
        for frame in range(1, 60):
            reader.picture(frame)
        assert 2 <= len(taken) <= 3
        assert np.array_equal(held.planes[0], before)

    def test_a_cancelled_seek_leaves_the_reader_usable(self, opened: OpenReader) -> None:
        reader = opened("h264-gop250")
        asked = iter([False] * 30 + [True])
        with pytest.raises(CouldNot, match="cancelled"):
            reader.picture(200, cancelled=lambda: next(asked))
        for frame in (20, 19, 200, 201, 5):
            assert told(reader.to_rgb(reader.picture(frame))) == frame


class TestShape:
    @pytest.mark.parametrize("name", ["turned-90", "turned-180-mirrored", "turned-270"])
    def test_a_turned_film_comes_upright_at_any_size(self, name: str, opened: OpenReader) -> None:
        reader, made = opened(name), MORE_FILMS[name]
        picture = reader.picture(13)
        width, height = picture.look.shown_size
        image = reader.to_bgra(picture, (width * 2, height * 2))
        assert image.shape == (height * 2, width * 2, 4)
        assert told(made.upright(image[:, :, :3])) == 13

    def test_wide_elements_are_made_square(self, opened: OpenReader) -> None:
        reader = opened("wide-elements")
        image = reader.to_rgb(reader.picture(7))
        assert image.shape == (180, 341, 3)
        assert told(image) == 7

    def test_ten_bit_pictures_come_as_eight_bit_colours(self, opened: OpenReader) -> None:
        reader = opened("hevc-10-bit")
        picture = reader.picture(50)
        image = reader.to_rgb(picture)
        assert picture.format == "yuv420p10le"
        assert image.dtype == np.uint8
        assert told(image) == 50

    def test_bgra_is_opaque_and_the_callers_own(self, opened: OpenReader) -> None:
        reader = opened("open-gop")
        first = reader.to_bgra(reader.picture(3))
        kept = first.copy()
        second = reader.to_bgra(reader.picture(90))
        assert np.array_equal(first, kept)
        assert not np.shares_memory(first, second)
        assert np.all(first[:, :, 3] == 255)

    @pytest.mark.parametrize(
        ("matrix", "expected"),
        [
            ((1, 0, 0, 1), (False, 0)),
            ((0, 1, -1, 0), (False, 90)),
            ((-1, 0, 0, -1), (False, 180)),
            ((0, -1, 1, 0), (False, 270)),
            ((-1, 0, 0, 1), (True, 0)),
            ((1, 0, 0, -1), (True, 180)),
            ((0, 1, 1, 0), (True, 270)),
            ((0, -1, -1, 0), (True, 90)),
        ],
    )
    def test_the_eight_ways_to_hold_a_camera(
        self, matrix: tuple[int, int, int, int], expected: tuple[bool, int]
    ) -> None:
        a, b, c, d = matrix
        whole = np.array([a, b, 0, c, d, 0, 0, 0, 1], np.int32) * 65536
        assert orientation(whole.tobytes()) == expected


def flat(path: Path, colour: tuple[int, int, int], *, space: str, full: bool, size: tuple[int, int]) -> Path:
    """A film of one colour, its matrix and range written into it."""
    matrix = {"bt709": 1, "smpte170m": 6}[space]
    image = np.full((size[1], size[0], 3), colour, np.uint8)
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=25, options={"crf": "1", "preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        stream.codec_context.colorspace = matrix
        stream.codec_context.color_range = 2 if full else 1
        for number in range(5):
            frame = av.VideoFrame.from_ndarray(image, format="rgb24").reformat(
                format="yuv420p",
                dst_colorspace="ITU709" if space == "bt709" else "ITU601",
                dst_color_range="JPEG" if full else "MPEG",
            )
            frame.pts, frame.time_base = number, Fraction(1, 25)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


class TestColours:
    @pytest.mark.parametrize("full", [False, True])
    @pytest.mark.parametrize("space", ["bt709", "smpte170m"])
    def test_colours_are_right_for_every_matrix_and_range(self, space: str, full: bool, tmp_path: Path) -> None:
        colour = (200, 60, 30)
        with open_film(flat(tmp_path / "flat.mp4", colour, space=space, full=full, size=(320, 180))) as film:
            found = film.read(2).reshape(-1, 3).mean(axis=0)
        assert np.abs(found - colour).max() < 4


class TestFilm:
    def test_stepping_back_does_not_decode_again_what_was_kept(self, film_file: FilmFile) -> None:
        with open_film(film_file("h264-gop250")) as film:
            film.read(230)
            film.read(229)
            feed = film._reader._feed
            before = feed.at
            assert [told(film.read(frame)) for frame in range(228, 210, -1)] == list(range(228, 210, -1))
            assert feed.at == before

    def test_reading_on_never_seeks(self, film_file: FilmFile, monkeypatch: pytest.MonkeyPatch) -> None:
        starts: list[int] = []
        with open_film(film_file("h264-gop250")) as film:
            feed = film._reader._feed
            start = feed.start
            monkeypatch.setattr(feed, "start", lambda ordinal: (starts.append(ordinal), start(ordinal)))
            for frame in range(film.frames):
                film.read(frame)
        assert starts == [0]

    def test_what_is_read_is_the_callers_own(self, film_file: FilmFile) -> None:
        with open_film(film_file("open-gop")) as film:
            film.read(5)[:] = 0
            assert told(film.read(5)) == 5

    def test_times_are_the_frame_maps(self, film_file: FilmFile) -> None:
        with open_film(film_file("variable-rate")) as film:
            assert film.times.tolist() == FILMS["variable-rate"].times
            assert film.frame_map.frame_at(film.times[100]) == 100

    @pytest.mark.slow
    def test_reading_a_long_stretch_holds_no_memory(self, tmp_path: Path) -> None:
        import resource

        made = Made(name="large", options=x264(keyint=50, scenecut=0), size=(1280, 720), count=200)
        path = tmp_path / "large.mp4"
        encode(made, path)
        with open_film(path) as film:
            for frame in range(60):
                film.read(frame)
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            for frame in range(60, 200):
                film.read(frame)
            after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        assert after - before < 40_000
