"""Sound by its pitch: the right pitch at the right time, whatever is made first, and the room itself left out."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from queue import Queue

import numpy as np
import numpy.typing as npt
import pytest

from tests.sounding import sounding_film
from vfi.media.index import FilmIndex, build_index
from vfi.media.peaks import NotKept
from vfi.media.spectrogram import (
    BANDS,
    HOP_NS,
    TILE,
    TILE_NS,
    Spectrum,
    SpectrumSource,
    Tile,
    height_of,
    load_tiles,
    save_tiles,
    tile_of,
    tiles_in,
)
from vfi.media.spectrum_reader import SpectrumReader

pytestmark = pytest.mark.film
RATE = 16_000
SECOND = 1_000_000_000
Samples = npt.NDArray[np.float32]
Came = Queue[Tile | None]


def tone(hertz: float, first: float, last: float, length: float, loud: float = 0.5) -> Samples:
    """Silence of this length in seconds with a tone in it."""
    times = np.arange(round(length * RATE)) / RATE
    heard = (times >= first) & (times < last)
    return (loud * np.sin(2 * np.pi * hertz * times) * heard).astype(np.float32)


def noise(length: float, loud: float) -> Samples:
    return np.random.default_rng(1).normal(0, loud, round(length * RATE)).astype(np.float32)


def film(path: Path, samples: Samples | None, **more: float) -> tuple[Path, FilmIndex]:
    made = sounding_film(path, samples, rate=RATE, **more)  # type: ignore[arg-type]
    return made, build_index(made)


def whole(path: Path, index: FilmIndex) -> Spectrum:
    spectrum, source = Spectrum(tiles_in(index)), SpectrumSource(path, index)
    for number in range(tiles_in(index)):
        tile = source.tile(number)
        assert tile is not None
        spectrum.add(tile)
    source.close()
    return spectrum


def band(hertz: float) -> int:
    return round(height_of(hertz) * (BANDS - 1))


@pytest.mark.parametrize("hertz", [150, 440, 1000, 3000, 7000])
def test_a_tone_stands_at_its_pitch_from_its_beginning_to_its_end(tmp_path: Path, hertz: float) -> None:
    spectrum = whole(*film(tmp_path / "tone.mov", tone(hertz, 2, 3, 5)))
    levels = spectrum.columns(0, 5 * SECOND, 250)
    loudest = levels[:, 105:145].mean(axis=1)
    assert abs(int(loudest.argmax()) - band(hertz)) <= 1
    assert levels[:, :98].max() == 0
    assert levels[:, 102:148].max(axis=0).min() > 200
    assert levels[:, 152:].max() == 0


def test_a_sine_of_full_scale_is_the_highest_level(tmp_path: Path) -> None:
    spectrum = whole(*film(tmp_path / "loud.mov", tone(1000, 0, 2, 2, loud=0.99)))
    # in a band wider than the tone the mean over the band is some decibels less
    assert 220 <= spectrum.columns(SECOND, SECOND + HOP_NS, 1).max() <= 255


def test_what_begins_late_in_the_film_is_late_here(tmp_path: Path) -> None:
    made = film(tmp_path / "late.mov", tone(1000, 1, 2, 3), late=RATE)
    levels = whole(*made).columns(0, 4 * SECOND, 200)
    assert levels[:, :98].max() == 0
    assert levels[:, 105:145].max(axis=0).min() > 200


def test_a_tile_is_the_same_whichever_was_made_before_it(tmp_path: Path) -> None:
    path, index = film(tmp_path / "long.mov", noise(50, 0.1))
    assert tiles_in(index) == 3
    straight, jumping = SpectrumSource(path, index), SpectrumSource(path, index)
    one = [straight.tile(number) for number in (0, 1, 2)]
    other = {number: jumping.tile(number) for number in (2, 0, 1)}
    for number, tile in enumerate(one):
        found = other[number]
        assert tile is not None
        assert found is not None
        assert np.array_equal(tile.levels[0], found.levels[0])
    straight.close()
    jumping.close()


def test_a_tone_over_the_seam_of_two_tiles_goes_through(tmp_path: Path) -> None:
    spectrum = whole(*film(tmp_path / "seam.mov", tone(1000, 19, 22, 25)))
    levels = spectrum.columns(20 * SECOND, 21 * SECOND, 50)[band(1000)]
    assert levels.max() - levels.min() <= 1


def test_a_film_without_sound_has_no_tiles(tmp_path: Path) -> None:
    path, index = film(tmp_path / "silent.mov", None, seconds=3.0)
    source = SpectrumSource(path, index)
    assert source.tile(0) is None
    source.close()


# ---- what is drawn of it


def plain(number: int, level: int) -> Tile:
    return tile_of(number, np.full((TILE, BANDS), level, np.uint8))


def test_from_far_away_each_part_is_its_mean_and_what_is_not_there_is_nothing() -> None:
    spectrum = Spectrum(4)
    for number in (0, 1, 3):
        spectrum.add(plain(number, 100 + 20 * number))
    assert spectrum.part == 0.75
    assert spectrum.columns(0, 4 * TILE_NS, 4)[0].round().tolist() == [100, 120, 0, 160]
    assert spectrum.columns(0, 2 * TILE_NS, 1)[5].round().tolist() == [110]
    assert spectrum.columns(-TILE_NS, 0, 3).max() == 0
    assert spectrum.columns(4 * TILE_NS, 9 * TILE_NS, 3).max() == 0


def test_from_near_entries_flow_into_one_another() -> None:
    spectrum = Spectrum(1)
    entries = np.zeros((TILE, BANDS), np.uint8)
    entries[10:] = 200
    spectrum.add(tile_of(0, entries))
    levels = spectrum.columns(9 * HOP_NS, 11 * HOP_NS, 20)[0]
    assert (np.diff(levels) >= 0).all()
    assert levels[0] == 0
    assert levels[9] == pytest.approx(90, abs=11)
    assert levels[-1] == 200


def test_the_coarser_grain_is_the_mean_of_the_power_below_it() -> None:
    entries = np.zeros((TILE, BANDS), np.uint8)
    entries[::4] = 200
    tile = tile_of(0, entries)
    assert [len(level) for level in tile.levels] == [1024, 256, 64, 16, 4, 1]
    quarter = round(200 - 10 * np.log10(4) * 255 / 110)
    assert tile.levels[1][7, 7] == tile.levels[5][0, 0] == quarter


def test_a_hum_that_never_ends_is_the_room_and_a_voice_is_not(tmp_path: Path) -> None:
    sound = tone(200, 0, 20, 20, loud=0.005) + tone(1000, 5, 6, 20, loud=0.1) + noise(20, 0.001)
    spectrum = whole(*film(tmp_path / "hum.mov", sound))
    above = (spectrum.columns(0, 20 * SECOND, 1000) - spectrum.floor()[:, None]) * 110 / 255
    assert abs(above[band(200), 300:900].mean()) < 3
    assert above[band(1000), 255:295].min() > 25
    assert above[band(1000), 400:].max() < 20


# ---- what is kept


def test_what_was_kept_is_the_same_and_another_film_s_is_not_taken() -> None:
    kept, stream = [plain(0, 7), plain(2, 9)], BytesIO()
    save_tiles(kept, "key", stream)
    stream.seek(0)
    found = load_tiles(stream, "key")
    assert [tile.number for tile in found] == [0, 2]
    assert all(
        np.array_equal(one, other)
        for tile, again in zip(kept, found, strict=True)
        for one, other in zip(tile.levels, again.levels, strict=True)
    )
    stream.seek(0)
    with pytest.raises(NotKept):
        load_tiles(stream, "another")
    with pytest.raises(NotKept):
        load_tiles(BytesIO(stream.getvalue()[:-40]), "key")
    with pytest.raises(NotKept):
        load_tiles(BytesIO(b""), "key")


# ---- in which order


@pytest.fixture
def long_film(tmp_path: Path) -> tuple[Path, FilmIndex]:
    """Five tiles."""
    return film(tmp_path / "long.mov", noise(4.5 * TILE_NS / SECOND, 0.1))


def numbers(came: Came) -> Iterator[int]:
    while (tile := came.get(timeout=20)) is not None:
        yield tile.number


def test_what_is_in_view_comes_first_then_what_follows_and_every_tile_once(
    long_film: tuple[Path, FilmIndex],
) -> None:
    came: Came = Queue()
    reader = SpectrumReader(*long_film, there=[], deliver=came.put)
    reader.look(2 * TILE_NS, 3 * TILE_NS)
    order = list(numbers(came))
    reader.close()
    assert sorted(order) == [0, 1, 2, 3, 4]
    assert [number for number in order if number != 0] == [2, 3, 4, 1]  # the first one may have been begun before


def test_what_is_there_is_not_made_again(long_film: tuple[Path, FilmIndex]) -> None:
    came: Came = Queue()
    reader = SpectrumReader(*long_film, there=[0, 1, 3], deliver=came.put)
    assert list(numbers(came)) == [2, 4]
    reader.close()


def test_while_the_film_plays_only_what_is_in_view_is_made(long_film: tuple[Path, FilmIndex]) -> None:
    came: Came = Queue()
    reader = SpectrumReader(*long_film, there=[0], deliver=came.put)
    reader.look(0, TILE_NS)
    reader.rest(True)
    reader.look(3 * TILE_NS, 4 * TILE_NS)
    before = []
    while 3 not in before:
        tile = came.get(timeout=20)
        assert tile is not None
        before.append(tile.number)
    reader.rest(False)
    rest = list(numbers(came))
    reader.close()
    assert sorted(before + rest) == [1, 2, 3, 4]


def test_a_film_that_goes_away_ends_the_reading_without_a_word(tmp_path: Path) -> None:
    path, index = film(tmp_path / "gone.mov", noise(3, 0.1))
    path.unlink()
    came: Came = Queue()
    reader = SpectrumReader(path, index, there=[], deliver=came.put)
    assert list(numbers(came)) == []
    reader.close()


def test_closing_in_the_midst_stops_at_once(long_film: tuple[Path, FilmIndex]) -> None:
    came: Came = Queue()
    reader = SpectrumReader(*long_film, there=[], deliver=came.put)
    reader.close()
    assert None not in list(came.queue)
