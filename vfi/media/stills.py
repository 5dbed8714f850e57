"""One frame as a PNG picture: exactly the pixels that are displayed, and nothing else in the file."""

from __future__ import annotations

import cv2
import numpy as np

from vfi.media.picture import Bytes


def png(picture: Bytes) -> bytes:
    """The PNG file of an RGB picture (uint8, shape (height, width, 3)): without time, place, or names."""
    done, encoded = cv2.imencode(".png", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
    assert done  # it fails only for shapes that no film has
    return np.asarray(encoded, np.uint8).tobytes()
