"""What the film engine is handed by its surroundings, so that it needs no window: protocols."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class SoundOut(Protocol):
    """A place where samples go; interleaved signed 16-bit little-endian."""

    def open(self, rate: int, channels: int) -> bool:
        """Start taking samples; False when there is no device (playing then follows a monotonic clock)."""

    def write(self, samples: bytes) -> int:
        """Take what fits; returns the number of bytes taken."""

    def heard(self) -> int | None:
        """Samples (per channel) heard since `open`; None when the device is gone."""

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Band:
    """A strip of words that stands under the picture: never over a face, and the picture stays as it is."""

    width: int
    height: int
    """Both even, in pixels."""
    bgra: bytes
    """Opaque, 4 bytes a pixel, row by row, `width * height * 4` bytes."""


class CaptionPainter(Protocol):
    """Draws the words that go with a picture; the preview and the burned-in caption use the same one."""

    def band(self, width: int, picture_height: int, caption: str, team_only: str) -> Band | None:
        """The strip under a picture of this size; None when there is nothing to say.

        `caption` may be in any script, right to left too; of two lines each is in a language of its own, and they stand
        beside one another. `team_only` is the warning that this clip is not for
        parents, set apart at the start of the strip. Either may be empty.

        Raises:
            BadInput: `no-glyph` when no font has one of the characters (value `characters`).
        """
