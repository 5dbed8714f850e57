"""What the film engine is handed by its surroundings, so that it needs no window: protocols."""

from __future__ import annotations

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


class CaptionPainter(Protocol):
    """Draws words over a picture; the preview and the burned-in caption use the same one."""

    def paint(self, width: int, height: int, caption: str, team_only: str) -> bytes:
        """A transparent picture, premultiplied BGRA, `width * height * 4` bytes.

        `caption` goes into the band at the foot (any script, right to left too), `team_only` into a plate at the
        top; either may be empty.

        Raises:
            BadInput: `no-glyph` when no font has one of the characters.
        """

    def missing(self, text: str) -> str:
        """The characters of `text` that no font can draw; empty when all can."""
