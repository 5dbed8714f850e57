"""What is painted is the same each time, to the last row and column."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from vfi.media.index import build_index
from vfi.media.picture import Painter
from vfi.media.reader import FilmReader

pytestmark = pytest.mark.film


@pytest.mark.parametrize("width", [770, 1018])
def test_no_row_runs_over_into_the_next(width: int, film_file: Callable[[str], Path]) -> None:
    film = film_file("h264-gop250")
    reader = FilmReader(film, build_index(film))
    picture = reader.picture(100)
    reader.close()
    painter = Painter()
    size = (width, round(width * 9 / 16))
    first = painter.bgra(picture, size).copy()
    assert all(np.array_equal(painter.bgra(picture, size), first) for _ in range(60))
