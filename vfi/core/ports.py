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


@dataclass(frozen=True, slots=True, kw_only=True)
class StripWords:
    """What stands in the strip under the picture of an exported clip; anything may be empty."""

    words: tuple[str, ...] = ()
    """The same text in each language, in the order in which they are read."""
    baby: tuple[str, ...] = ()
    """What the baby says, in each language; set apart."""
    team_only: str = ""
    """The warning that this is not for parents."""
    foot: str = ""
    """A small line at the bottom that stays for the whole film: whose film this is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWords:
    """What stands on a page of an exported film, in place of a picture; anything may be empty."""

    paragraphs: tuple[tuple[str, ...], ...] = ()
    """One idea after the other, each in one or two languages."""
    drawing: bytes = b""
    """A picture file (SVG, PNG, JPEG) beside the words."""
    still: Band | None = None
    """A frame of the film beside the words, in place of a drawing."""
    foot: str = ""


class CardPainter(Protocol):
    """Draws what an exported film holds besides the film: the strip of words under it, and pages between the clips."""

    def strip(self, width: int, picture_height: int, words: StripWords, *, height: int = 0) -> Band | None:
        """The strip under a picture of this size, at least `height` high; None when there is nothing to say and no
        height is asked for.

        Raises:
            BadInput: `no-glyph` when no font has one of the characters (value `characters`).
        """

    def card(self, width: int, height: int, words: CardWords) -> Band:
        """A page of just this size (both even).

        Raises:
            BadInput: `no-glyph`; `card-drawing` when the drawing is no picture.
        """


class ExportPainter(CaptionPainter, CardPainter, Protocol):
    """Draws all that an export can hold."""
