"""What a camera is called where nobody has named it."""

from __future__ import annotations

from vfi.words import tr


def camera_words(name: str, number: int) -> str:
    """The name that the team gave it, else its number, from 0 as in the session: `Camera 2`.

    >>> camera_words("", 1), camera_words("by the window", 1)
    ('Camera 2', 'by the window')
    """
    return name or tr("Camera {number}", number=number + 1)
