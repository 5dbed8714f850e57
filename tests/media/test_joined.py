"""Several files as one film: every frame is the one that was asked for, over the seams and back; sound goes on."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from queue import Queue

import numpy as np
import pytest

from tests.films import FILMS, told
from tests.sounding import sounding_film
from vfi.core.errors import BadInput
from vfi.core.time import SECOND
from vfi.media.clips import ClipOrder, write_clip
from vfi.media.decoding import DecodeService, Delivery, Shown
from vfi.media.film import open_film
from vfi.media.filmstrip import Filmstrip, Still
from vfi.media.index import FilmIndex, build_index
from vfi.media.joined import JoinedReader
from vfi.media.joined_sound import film_sound
from vfi.media.peaks import build_peaks
from vfi.media.picture import Painter
from vfi.media.reel import Part, ReelIndex, join_films
from vfi.media.remarks import Warning
from vfi.media.still_store import StillStore

pytestmark = pytest.mark.film

PARTS = (
    replace(FILMS["h264-gop250"], name="one", count=30, sound=False),
    replace(FILMS["h264-gop250"], name="two", count=17, sound=False),
    replace(FILMS["h264-gop250"], name="three", count=25, sound=False),
)
WHOLE = [number for made in PARTS for number in made.numbers]
"""What the frames of the whole show: each file counts its own pictures."""
RATE = 8000


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Part]:
    folder = tmp_path_factory.mktemp("parts")
    paths = [made.make(folder) for made in PARTS]
    return [(path, build_index(path)) for path in paths]


@pytest.fixture(scope="module")
def whole(files: list[Part]) -> ReelIndex:
    joined = join_films(files)
    assert isinstance(joined, ReelIndex)
    return joined


@pytest.fixture
def reader(whole: ReelIndex) -> Iterator[JoinedReader]:
    reader = JoinedReader(whole)
    yield reader
    reader.close()


def shows(reader: JoinedReader, frame: int) -> int | None:
    picture = reader.picture(frame)
    assert picture.frame == frame
    return told(Painter().rgb(picture))


def test_read_through_it_shows_every_frame_of_every_file(reader: JoinedReader, whole: ReelIndex) -> None:
    assert [shows(reader, frame) for frame in range(whole.frames)] == WHOLE


def test_what_is_odd_about_several_files_is_said_once(files: list[Part]) -> None:
    odd = Warning("damaged-frames", {"frames": 3})
    also = Warning("damaged-frames", {"frames": 4})
    seconds = [(path, replace(index, warnings=(odd, also) if number else (odd,))) for number, (path, index) in
               enumerate(files)]  # fmt: skip
    assert join_films(seconds).warnings == (odd, also)


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


def test_files_of_another_size_are_not_one_film(files: list[Part], tmp_path: Path) -> None:
    other = replace(PARTS[0], name="other", size=(160, 90), count=5).make(tmp_path)
    with pytest.raises(BadInput, match="files-look-different"):
        join_films([*files, (other, build_index(other))])


def test_one_file_alone_is_itself(files: list[Part]) -> None:
    assert join_films(files[:1]) is files[0][1]


def test_every_file_begins_with_a_key_frame_of_the_whole(whole: ReelIndex) -> None:
    assert list(whole.key_frames) == [0, 30, 47]
    assert whole.starts() == (0, 30 * SECOND // 25, 47 * SECOND // 25)


def test_opened_like_any_film_it_gives_each_frame(files: list[Part], whole: ReelIndex) -> None:
    with open_film(files[0][0], index=whole) as film:
        assert [told(film.read(frame)) for frame in (29, 30, 46, 47, 46, 29)] == [29, 0, 16, 0, 16, 29]


def test_the_decoding_thread_goes_over_the_seam_in_both_directions(files: list[Part], whole: ReelIndex) -> None:
    came: Queue[Delivery] = Queue()
    service = DecodeService(files[0][0], whole, came.put)
    try:
        for generation, frame in enumerate((29, 30, 31, 30, 29, 70, 0)):
            service.request(frame, (320, 180), generation)
            while True:
                found = came.get(timeout=20)
                assert isinstance(found, Shown)
                if found.frame == frame and found.generation == generation and not found.late:
                    break
            assert told(np.ascontiguousarray(found.image[:, :, 2::-1])) == WHOLE[frame]
    finally:
        service.close()


def test_the_stills_of_all_files_stand_in_one_strip(files: list[Part], whole: ReelIndex) -> None:
    came: Queue[Still] = Queue()
    strip = Filmstrip(files[0][0], whole, StillStore(), came.put)
    try:
        strip.request([0, SECOND, 2 * SECOND], SECOND, 1)
        finals: dict[int, int] = {}
        while len(finals) < 3:
            still = came.get(timeout=20)
            if still.final:
                finals[still.cell] = still.frame
        assert finals == {0: 0, SECOND: 30, 2 * SECOND: 50}
    finally:
        strip.close()


def test_a_clip_goes_over_the_seam(files: list[Part], whole: ReelIndex, tmp_path: Path) -> None:
    out = tmp_path / "clip.mp4"
    order = ClipOrder(film=str(files[0][0]), index=whole, first=28, last=32, out=str(out))
    assert write_clip(order) is not None
    with open_film(out) as clip:
        assert [told(clip.read(frame)) for frame in range(clip.frames)] == [28, 29, 0, 1, 2]


# -- sound ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tones(tmp_path_factory: pytest.TempPathFactory) -> tuple[np.ndarray, ReelIndex, Path]:
    """A sound that rises steadily for 7 s, over files of 2, 3 and 2 s; each file's sound is longer than its picture."""
    folder = tmp_path_factory.mktemp("tones")
    sound = np.linspace(0.05, 0.95, 8 * RATE).astype(np.float32)
    parts: list[tuple[Path, FilmIndex]] = []
    for number, (begin, end) in enumerate([(0, 2), (2, 5), (5, 7)]):
        heard = sound[begin * RATE : end * RATE + RATE // 10]
        path = sounding_film(folder / f"{number}.mov", heard, rate=RATE, seconds=end - begin)
        parts.append((path, build_index(path)))
    joined = join_films(parts)
    assert isinstance(joined, ReelIndex)
    return sound[: 7 * RATE], joined, parts[0][0]


@pytest.mark.parametrize(("start", "end"), [(0.0, 7.0), (1.5, 2.5), (1.99, 5.01), (5.5, 6.0)])
def test_sound_is_heard_over_the_seams_without_a_gap_and_nothing_twice(
    tones: tuple[np.ndarray, ReelIndex, Path],
    start: float,
    end: float,
) -> None:
    sound, joined, path = tones
    cut = film_sound(str(path), joined, int(start * SECOND), int(end * SECOND))
    assert cut is not None
    heard = np.concatenate(list(cut.chunks()), axis=1)[0]
    assert len(heard) == cut.samples == round((end - start) * RATE)
    expected = sound[round(start * RATE) : round(end * RATE)]
    assert float(np.abs(heard - expected).max()) < 0.01


def test_the_sound_that_is_seen_rises_over_all_files(
    tones: tuple[np.ndarray, ReelIndex, Path],
) -> None:
    sound, joined, path = tones
    peaks = build_peaks(path, joined)
    assert peaks is not None
    assert peaks.samples == pytest.approx(len(sound), abs=RATE // 10 + 1)
    columns = peaks.columns(0, 7 * SECOND, 7)
    middle = [float(sound[round((second + 0.98) * RATE)]) for second in range(7)]
    assert columns.high == pytest.approx(middle, abs=0.03)
