"""Write a reel, then read it back as a stranger would: it gets its name only when it is what was ordered."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from vfi.core.time import Ns
from vfi.media.canvas import Painted
from vfi.media.checked import write_checked
from vfi.media.joined import JoinedReader, open_reader
from vfi.media.picture import Picture
from vfi.media.reader import FilmReader
from vfi.media.reading_back import Signature, read_back, signature
from vfi.media.redacting import Redactor
from vfi.media.showreel.order import CardPart, ClipPart, ReelOrder, Standing, first_frame, standings
from vfi.media.showreel.picture import ReelCanvas, card_frame, reel_colours
from vfi.media.showreel.sound import CHANNELS, RATE, has_sound, reel_sound
from vfi.media.writing import FilmWriter, Progress, Track, open_output, scaled

Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class ReelWritten:
    """What was written and read back."""

    frames: int
    lasts: Ns
    width: int
    height: int
    sound: bool
    bytes: int


def write_reel(
    order: ReelOrder, *, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> ReelWritten | None:
    """Encode the reel as H.264 and AAC in MP4, then read the file back. None when cancelled.

    Pictures stand as long as the film's own times say, slow parts two or four times as long, to 1/90000 s. The file
    is gone when cancelled, as it is when anything fails.

    Raises:
        FilmError: a film cannot be read.
        CouldNot: `clip-not-as-ordered` when what was written is not what was asked for; `clip-not-written` when
            writing failed (disk full, folder gone), with the system's reason.
    """
    return write_checked(
        order.out,
        lambda tell: encode_reel(order, progress=tell, cancelled=cancelled),
        lambda encoding, tell: _read_back(order, encoding, tell, cancelled),
        progress,
    )


@dataclass(frozen=True, slots=True)
class _Encoded:
    """What is known of a reel that was written: for each picture when it stands, and what it is known by."""

    standings: tuple[Standing, ...]
    signatures: tuple[Signature, ...]
    sound: bool


def encode_reel(
    order: ReelOrder, *, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> _Encoded | None:
    """Only the writing, not yet read back (and not cleaned up after): for `write_reel`, and to measure it by itself.

    Returns None when cancelled.
    """
    planned = tuple(standings(order.parts))
    signatures = []
    tell = scaled(progress, 0.0, 1.0)
    with ExitStack() as stack:
        stage = _Stage(order, stack)
        sound = Track(RATE, CHANNELS, reel_sound(order)) if has_sound(order) else None
        box = stack.enter_context(open_output(order.out))
        writer = FilmWriter(box, order.width, order.height, stage.colours, sound)
        for number, standing in enumerate(planned):
            if cancelled is not None and cancelled():
                return None
            painted = stage.paint(standing)
            signatures.append(signature(painted.luma))
            begins = number == 0 or planned[number - 1].part != standing.part
            writer.show(painted.frame, standing.start, standing.end, key=begins)
            tell((number + 1) / len(planned))
        writer.finish()
    return _Encoded(planned, tuple(signatures), sound is not None)


class _Stage:
    """The films of a reel, opened, and what is painted of them."""

    def __init__(self, order: ReelOrder, stack: ExitStack) -> None:
        self._order = order
        self._readers: dict[str, FilmReader | JoinedReader] = {}
        self._firsts: dict[str, Picture] = {}
        for part in order.parts:
            if isinstance(part, ClipPart) and part.film not in self._readers:
                self._readers[part.film] = stack.enter_context(closing(open_reader(part.film, part.index)))
                self._firsts[part.film] = self._readers[part.film].picture(first_frame(part.shots))
        self.colours = reel_colours(list(self._firsts.values()))
        self._on = -1
        """The part that is being painted."""
        self._canvas: ReelCanvas | None = None
        self._painted: tuple[int, Painted] | None = None
        """The picture painted last, by its frame."""

    def paint(self, standing: Standing) -> Painted:
        """This picture; one that stands on is not painted again."""
        part = self._order.parts[standing.part]
        if standing.part != self._on:
            self._on, self._painted = standing.part, None
            self._canvas = self._canvas_of(part) if isinstance(part, ClipPart) else None
        if self._painted is None or self._painted[0] != standing.frame:
            if isinstance(part, CardPart):
                painted = card_frame(part.image, self._order.picture_height, self.colours)
            else:
                assert self._canvas is not None
                painted = self._canvas.paint(self._readers[part.film].picture(standing.frame))
            self._painted = standing.frame, painted
        return self._painted[1]

    def _canvas_of(self, part: ClipPart) -> ReelCanvas:
        return ReelCanvas(
            self._firsts[part.film],
            width=self._order.width,
            picture_height=self._order.picture_height,
            band=part.band,
            crop=part.crop,
            colours=self.colours,
            redactor=Redactor(part.redaction, part.clock),
        )


def _read_back(
    order: ReelOrder, encoding: _Encoded, progress: Progress, cancelled: Cancelled | None
) -> ReelWritten | None:
    planned = encoding.standings
    whole = read_back(
        order.out,
        [standing.start for standing in planned],
        planned[-1].end,
        encoding.signatures,
        height=order.picture_height,
        sound=encoding.sound,
        progress=progress,
        cancelled=cancelled,
    )
    if not whole:
        return None
    size, lasts = Path(order.out).stat().st_size, Ns(planned[-1].end)
    return ReelWritten(len(planned), lasts, order.width, order.height, encoding.sound, size)
