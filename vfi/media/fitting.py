"""The largest size at which a whole picture fits into a box."""

from __future__ import annotations


def fitted(width: int, height: int, box_width: int, box_height: int) -> tuple[int, int]:
    """Width and height (at least 1) of a picture of this shape, as large as the box allows, never cropped.

    >>> fitted(1280, 720, 770, 600)
    (770, 433)
    """
    if width * box_height >= height * box_width:
        return max(1, box_width), max(1, round(box_width * height / width))
    return max(1, round(box_height * width / height)), max(1, box_height)
