"""Pictures that a service brings along: can they be shown?"""

from __future__ import annotations

import cv2
import numpy as np

_SIGNATURE, _LAST = b"\x89PNG\r\n\x1a\n", b"IEND"


def is_whole_png(data: bytes) -> bool:
    """A PNG with a picture in it, to its end: what was cut off while it was copied is not."""
    if not data.startswith(_SIGNATURE) or _LAST not in data[-64:]:
        return False
    try:
        return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED) is not None
    except cv2.error:
        return False
