"""One frame of a film as a photograph for paper: hidden where it must be, cropped, no larger than it prints."""

from __future__ import annotations

import cv2
import numpy as np

from vfi.core.clock import FilmClock
from vfi.core.deck import Crop
from vfi.core.redaction import Redaction
from vfi.media.fitting import fitted
from vfi.media.index import FilmIndex
from vfi.media.showreel.stills import still_rgb

_QUALITY = 92
"""Of the JPEG: nothing of it shows on paper."""


def paper_jpeg(
    film: str,
    index: FilmIndex,
    clock: FilmClock,
    frame: int,
    redaction: Redaction,
    crop: Crop | None,
    longest: int,
) -> tuple[bytes, int, int]:
    """A JPEG with nothing in it but the picture, its width and its height in pixels.

    Raises:
        FilmError: the frame cannot be read.
    """
    image = still_rgb(film, index, clock, frame, redaction, crop)
    height, width = image.shape[:2]
    size = (width, height)
    if max(size) > longest:
        size = fitted(width, height, longest, longest)
        image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    done, encoded = cv2.imencode(".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    assert done  # it fails only for shapes that no film has
    return np.asarray(encoded, np.uint8).tobytes(), size[0], size[1]
