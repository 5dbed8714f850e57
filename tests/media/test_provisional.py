"""Long films: usable at once by the container's own table, exact as soon as they have been read."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from films import FILMS, MORE_FILMS, told

from vfi.core.errors import CouldNot
from vfi.media.film import open_film
from vfi.media.index import FilmIndex, build_index, provisional_index
from vfi.media.index_cache import save_index
from vfi.media.packets import Packets
from vfi.media.reader import FilmReader

pytestmark = pytest.mark.film
FilmFile = Callable[[str], Path]

WITH_TABLE = ["h264-gop250", "variable-rate", "open-gop", "hevc-open-gop", "rotated-90", "mjpeg-mov", "hevc-10-bit"]
WITHOUT = ["mpegts-h264", "webm-vp9", "mpeg4-avi", "late-start-mkv", "raw-h264", "mpeg-ps", "flv", "edit-list"]


@pytest.mark.parametrize("name", WITH_TABLE)
def test_the_table_of_an_mp4_already_tells_every_frame(name: str, film_file: FilmFile) -> None:
    path = film_file(name)
    first, exact = provisional_index(path), build_index(path)
    assert first is not None
    assert (first.provisional, exact.provisional) == (True, False)
    assert first.same_frames(exact)
    assert first.key_frames.tolist() == exact.key_frames.tolist()


@pytest.mark.parametrize("name", WITHOUT)
def test_a_film_without_a_plain_table_says_so_and_is_read_through(name: str, film_file: FilmFile) -> None:
    assert provisional_index(film_file(name)) is None
    assert build_index(film_file(name)).frames == len((FILMS | MORE_FILMS)[name].numbers)


def test_pictures_can_be_looked_at_by_the_table_alone(film_file: FilmFile) -> None:
    path = film_file("variable-rate")
    index = provisional_index(path)
    assert index is not None
    reader = FilmReader(path, index)
    found = [told(reader.to_rgb(reader.picture(frame))) for frame in (200, 3, 4, 119, 118)]
    reader.close()
    assert found == [200, 3, 4, 119, 118]


def test_making_it_reads_next_to_nothing_of_the_film(film_file: FilmFile, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> Packets:
        raise AssertionError("the film was read through")

    monkeypatch.setattr("vfi.media.index.read_packets", refuse)
    assert provisional_index(film_file("h264-gop250")) is not None


def test_a_film_cut_off_has_a_table_that_promises_too_much(film_file: FilmFile, tmp_path: Path) -> None:
    fast = tmp_path / "fast.mp4"
    with (
        av.open(str(film_file("open-gop"))) as source,
        av.open(str(fast), "w", options={"movflags": "+faststart"}) as out,
    ):
        stream = out.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                out.mux(packet)
    content = fast.read_bytes()
    path = tmp_path / "cut.mp4"
    path.write_bytes(content[: len(content) * 6 // 10])
    assert provisional_index(path) is None


def test_a_provisional_index_is_never_kept(film_file: FilmFile) -> None:
    index = provisional_index(film_file("open-gop"))
    assert index is not None
    with pytest.raises(ValueError, match="provisional"):
        save_index(index, "key", io.BytesIO())


def test_a_table_that_was_wrong_is_noticed(film_file: FilmFile) -> None:
    path = film_file("open-gop")
    exact: FilmIndex = build_index(path)
    order = exact.order.copy()
    order[[50, 51]] = order[[51, 50]]
    assert not replace(exact, order=order, provisional=True).same_frames(exact)
    assert np.array_equal(exact.order, build_index(path).order)


def test_the_reading_can_be_stopped(film_file: FilmFile) -> None:
    with pytest.raises(CouldNot, match="cancelled"):
        build_index(film_file("h264-gop250"), cancelled=lambda: True)


def test_a_film_opened_by_its_provisional_index_knows_that_it_is(film_file: FilmFile) -> None:
    path = film_file("open-gop")
    with open_film(path, index=provisional_index(path)) as film:
        assert film.index.provisional
        assert told(film.read(77)) == 77
