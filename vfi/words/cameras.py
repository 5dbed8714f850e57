"""What a camera is called where nobody has named it."""

from __future__ import annotations

from vfi.core.cameras import name_for
from vfi.words import tr


def camera_words(name: str, number: int) -> str:
    """The name that the team gave it, else its number, from 0 as in the session: `Camera 2`.

    >>> camera_words("", 1), camera_words("camera-2", 1), camera_words("by the window", 1)
    ('Camera 2', 'Camera 2', 'by the window')
    """
    if name and name != name_for(number):
        return name
    return tr("Camera {number}", number=number + 1)
