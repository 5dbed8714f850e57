"""Write a stretch of a film as a clip of its own: exact to the frame, words under the picture, nothing hidden.

Every picture is decoded by its number and encoded anew. A stream copy would begin at a key frame and keep the
pictures before the cut in the file, where anyone can find them; see docs/film.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vfi.core.clock import FilmClock
from vfi.core.errors import BadInput
from vfi.core.ports import Band
from vfi.core.redaction import NOTHING, Redaction
from vfi.media.canvas import Canvas, Painted
from vfi.media.checked import write_checked
from vfi.media.index import FilmIndex
from vfi.media.joined import open_reader
from vfi.media.joined_sound import film_sound
from vfi.media.reading_back import Signature, read_back, signature
from vfi.media.redacting import Redactor
from vfi.media.silencing import silenced
from vfi.media.writing import FilmWriter, Progress, Track, open_output, scaled


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipOrder:
    """What to write: plain values, so that it can travel to a worker process."""

    film: str
    index: FilmIndex
    first: int
    """First frame of the film in the clip."""
    last: int
    """Last frame in the clip (itself included)."""
    out: str
    """The file to write; what lies there is replaced. Choose a name that nobody reads until it is checked."""
    band: Band | None = None
    clock: FilmClock | None = None
    """The film on the session clock, by which it is known what is to be hidden; None: there is no session."""
    redaction: Redaction = NOTHING
    """What is to be hidden in this film."""

    @property
    def frames(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class ClipWritten:
    """What was written and read back."""

    frames: int
    duration_ns: int
    width: int
    height: int
    sound: bool


def write_clip(
    order: ClipOrder, *, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None
) -> ClipWritten | None:
    """Encode the frames `first` .. `last` with their sound as H.264 and AAC in MP4, then read the file back.

    Times between pictures are the film's own, variable or not. Returns None when cancelled; the file is gone then,
    as it is when anything fails.

    Raises:
        FilmError: the film cannot be read.
        CouldNot: `clip-not-as-ordered` when what was written is not what was asked for; `clip-not-written` when
            writing failed (disk full, folder gone), with the system's reason.
    """
    return write_checked(
        order.out,
        lambda tell: encode_clip(order, progress=tell, cancelled=cancelled),
        lambda encoding, tell: _read_back(order, encoding, tell, cancelled),
        progress,
    )


def encode_clip(
    order: ClipOrder, *, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None
) -> Encoding | None:
    """Only the writing, not yet read back (and not cleaned up after): for `write_clip`, and to measure it by itself.

    Returns None when cancelled.
    """
    if order.last < order.first:
        raise BadInput("clip-empty", first=order.first, last=order.last)
    encoding = Encoding(order)
    return encoding if encoding.run(scaled(progress, 0.0, 1.0), cancelled) else None


class Encoding:
    """One clip on its way into its file."""

    def __init__(self, order: ClipOrder) -> None:
        self.order = order
        frame_map = order.index.frame_map
        self.start = frame_map.time_of(order.first)
        self.end = frame_map.end_of(order.last)
        self.frames = order.last - order.first + 1
        self.signatures: list[Signature] = []
        self.width = 0
        self.height = 0
        self.sound = False

    def run(self, progress: Progress, cancelled: Callable[[], bool] | None) -> bool:
        order, frame_map = self.order, self.order.index.frame_map
        reader = open_reader(order.film, order.index)
        try:
            clock = order.clock or FilmClock(frame_map)
            redactor = Redactor(order.redaction, clock)
            canvas = Canvas(reader.picture(order.first), order.band, redactor)
            self.width, self.height = canvas.width, canvas.height
            sound = film_sound(order.film, order.index, self.start, self.end)
            self.sound = sound is not None
            track = None
            if sound is not None:
                chunks = silenced(sound.chunks(), order.redaction.silences, clock, sound.rate, self.start)
                track = Track(sound.rate, sound.channels, chunks)
            with open_output(order.out) as box:
                writer = FilmWriter(box, canvas.width, canvas.height, canvas.colours, track)
                for number, frame in enumerate(range(order.first, order.last + 1)):
                    if cancelled is not None and cancelled():
                        return False
                    painted: Painted = canvas.paint(reader.picture(frame))
                    self.signatures.append(signature(painted.luma))
                    start, end = frame_map.time_of(frame), frame_map.end_of(frame)
                    writer.show(painted.frame, start - self.start, end - self.start)
                    progress((number + 1) / self.frames)
                writer.finish()
        finally:
            reader.close()
        return True


def _read_back(
    order: ClipOrder, encoding: Encoding, progress: Progress, cancelled: Callable[[], bool] | None
) -> ClipWritten | None:
    times = order.index.frame_map
    duration = encoding.end - encoding.start
    whole = read_back(
        order.out,
        [times.time_of(frame) - encoding.start for frame in range(order.first, order.last + 1)],
        duration,
        encoding.signatures,
        height=encoding.height - (order.band.height if order.band is not None else 0),
        sound=encoding.sound,
        progress=progress,
        cancelled=cancelled,
    )
    return ClipWritten(encoding.frames, duration, encoding.width, encoding.height, encoding.sound) if whole else None
