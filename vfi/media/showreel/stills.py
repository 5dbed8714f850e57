"""One frame of a film as it is shown: upright, hidden where it must be, cropped."""

from __future__ import annotations

from contextlib import closing

import cv2
import numpy as np

from vfi.core.clock import FilmClock
from vfi.core.deck import Crop
from vfi.core.ports import Band
from vfi.core.redaction import Redaction
from vfi.media.index import FilmIndex
from vfi.media.joined import open_reader
from vfi.media.picture import Bytes, Painter
from vfi.media.redacting import Redactor
from vfi.media.stills import png


def still_rgb(
    film: str, index: FilmIndex, clock: FilmClock, frame: int, redaction: Redaction, crop: Crop | None = None
) -> Bytes:
    """uint8, shape (height, width, 3).

    Raises:
        FilmError: the frame cannot be read.
    """
    with closing(open_reader(film, index)) as reader:
        image = Painter().rgb(reader.picture(frame))
    Redactor(redaction, clock).hide_rgb(frame, image)
    if crop is None:
        return image
    height, width = image.shape[:2]
    left, top = int(crop.x * width), int(crop.y * height)
    right, bottom = round((crop.x + crop.width) * width), round((crop.y + crop.height) * height)
    return np.ascontiguousarray(image[top : max(bottom, top + 1), left : max(right, left + 1)])


def still_png(
    film: str, index: FilmIndex, clock: FilmClock, frame: int, redaction: Redaction, crop: Crop | None = None
) -> bytes:
    """`still_rgb` as a PNG file with nothing else in it."""
    return png(still_rgb(film, index, clock, frame, redaction, crop))


def shown_still(
    film: str, index: FilmIndex, clock: FilmClock, frame: int, redaction: Redaction, crop: Crop | None
) -> Band:
    """`still_rgb` for a painter of pages."""
    image = np.ascontiguousarray(
        cv2.cvtColor(still_rgb(film, index, clock, frame, redaction, crop), cv2.COLOR_RGB2BGRA)
    )
    return Band(image.shape[1], image.shape[0], image.tobytes())
