"""Several files as one film: every frame is the one that was asked for, over the seams and back."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.films import FILMS, told
from vfi.core.errors import BadInput
from vfi.media.index import FilmIndex, build_index
from vfi.media.joined import JoinedReader
from vfi.media.picture import Painter

pytestmark = pytest.mark.film

PARTS = (
    replace(FILMS["h264-gop250"], name="one", count=30, sound=False),
    replace(FILMS["h264-gop250"], name="two", count=17, sound=False),
    replace(FILMS["h264-gop250"], name="three", count=25, sound=False),
)
WHOLE = [number for made in PARTS for number in made.numbers]
"""What the frames of the whole show: each file counts its own pictures."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, FilmIndex]]:
    folder = tmp_path_factory.mktemp("parts")
    paths = [made.make(folder) for made in PARTS]
    return [(path, build_index(path)) for path in paths]


@pytest.fixture
def reader(files: list[tuple[Path, FilmIndex]]) -> Iterator[JoinedReader]:
    reader = JoinedReader(files)
    yield reader
    reader.close()


def shows(reader: JoinedReader, frame: int) -> int | None:
    picture = reader.picture(frame)
    assert picture.frame == frame
    return told(Painter().rgb(picture))


def test_read_through_it_shows_every_frame_of_every_file(reader: JoinedReader) -> None:
    assert [shows(reader, frame) for frame in range(len(reader.reel.frames))] == WHOLE


def test_read_backwards_it_does_the_same(reader: JoinedReader) -> None:
    frames = range(len(WHOLE) - 1, -1, -1)
    assert [shows(reader, frame) for frame in frames] == WHOLE[::-1]


def test_asked_at_random_it_does_the_same(reader: JoinedReader) -> None:
    frames = random.Random(3).sample(range(len(WHOLE)), 40)
    assert [shows(reader, frame) for frame in frames] == [WHOLE[frame] for frame in frames]


@pytest.mark.parametrize("frame", [-1, len(WHOLE)])
def test_a_frame_outside_the_whole_is_told(reader: JoinedReader, frame: int) -> None:
    with pytest.raises(BadInput, match="no-such-frame"):
        reader.picture(frame)


def test_files_of_another_size_are_not_one_film(files: list[tuple[Path, FilmIndex]], tmp_path: Path) -> None:
    other = replace(PARTS[0], name="other", size=(160, 90), count=5).make(tmp_path)
    with pytest.raises(BadInput, match="files-look-different"):
        JoinedReader([*files, (other, build_index(other))])
