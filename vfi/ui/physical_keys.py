"""Which key of a US keyboard stands in the place that was pressed: for layouts that type other letters there."""

from __future__ import annotations

import sys

# Scan codes of the main block: the number that X11 (less 8), Wayland (less 8), evdev and Windows (set 1) share.
_ROWS: tuple[tuple[int, str], ...] = (
    (2, "1234567890-="),
    (16, "qwertyuiop[]"),
    (30, "asdfghjkl;'`"),
    (43, "\\zxcvbnm,./"),
)
_PHYSICAL = {first + place: char for first, row in _ROWS for place, char in enumerate(row)}

# Apple's virtual key codes name positions too (HIToolbox/Events.h, kVK_ANSI_*).
_PHYSICAL_APPLE = {
    **dict(enumerate("asdfhgzxcv")),
    11: "b",
    12: "q",
    13: "w",
    14: "e",
    15: "r",
    16: "y",
    17: "t",
    18: "1",
    19: "2",
    20: "3",
    21: "4",
    22: "6",
    23: "5",
    24: "=",
    25: "9",
    26: "7",
    27: "-",
    28: "8",
    29: "0",
    31: "o",
    32: "u",
    34: "i",
    35: "p",
    37: "l",
    38: "j",
    40: "k",
    43: ",",
    45: "n",
    46: "m",
    47: ".",
}


def physical_key(scan: int, virtual: int, platform: str = sys.platform) -> str | None:
    """The character that stands on this key of a US keyboard, from what the window system says of its place.

    >>> physical_key(38, 0, "linux"), physical_key(30, 65, "win32"), physical_key(0, 0, "darwin")
    ('a', 'a', 'a')
    """
    if platform == "darwin":
        return _PHYSICAL_APPLE.get(virtual)
    return _PHYSICAL.get(scan if platform == "win32" else scan - 8)
