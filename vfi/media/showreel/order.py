"""What a reel is made of, and its one order in time: which picture stands when, and what is heard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from vfi.core.clock import FilmClock
from vfi.core.deck import Crop
from vfi.core.errors import BadInput
from vfi.core.ports import Band
from vfi.core.programme import Hold, Run, Shot
from vfi.core.redaction import NOTHING, Redaction
from vfi.core.time import SECOND, Ns
from vfi.media.index import FilmIndex
from vfi.media.picture import Look

STILL_STEP = Ns(SECOND // 2)
"""A picture that stands is written again this often: players that are sent to a place in the middle find one there."""

LARGEST = 1920
"""Pixels of a reel's longer side: an old laptop, and the parent's telephone, play no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipPart:
    """A clip in a reel."""

    film: str
    index: FilmIndex
    shots: tuple[Shot, ...]
    """From `vfi.core.programme`, repeats included."""
    band: Band | None = None
    """The strip of words under every picture; all strips of a reel are of one size."""
    crop: Crop | None = None
    clock: FilmClock
    """The film on the session clock, by which it is known what is to be hidden."""
    redaction: Redaction = NOTHING
    """Of this film alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPart:
    """A page in a reel."""

    image: Band
    """As large as the reel."""
    lasts: Ns
    voice: bytes = b""
    """What is heard: interleaved signed 16-bit samples, 48 000 a second, two channels (`vfi.media.spoken`)."""


Part = ClipPart | CardPart


@dataclass(frozen=True, slots=True, kw_only=True)
class ReelOrder:
    """What to write: plain values, so that it can travel to a worker process."""

    parts: tuple[Part, ...]
    width: int
    picture_height: int
    band_height: int
    """All three even."""
    out: str
    """The file to write; what lies there is replaced. Choose a name that nobody reads until it is checked."""
    slow_sound: bool = True
    """Slow parts are heard slower, at their own pitch; else they are silent."""

    def __post_init__(self) -> None:
        if not self.parts:
            raise BadInput("reel-empty")

    @property
    def height(self) -> int:
        return self.picture_height + self.band_height

    @property
    def frames(self) -> int:
        """How many pictures the file will have."""
        return sum(1 for _ in standings(self.parts))


@dataclass(frozen=True, slots=True)
class Standing:
    """One picture of the reel and how long it stands (ns from the reel's beginning)."""

    part: int
    frame: int
    """Of the part's film; of a page 0."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heard:
    """What is heard for a stretch of the reel (ns): the film's sound of a shot, or nothing."""

    part: int
    start: int
    end: int
    film_start: int
    film_end: int
    """Film time; the same as `film_start` for silence."""
    speed: Fraction

    @property
    def silent(self) -> bool:
        return self.film_end == self.film_start


def standings(parts: Sequence[Part]) -> Iterator[Standing]:
    """Every picture in order, none overlapping, without a gap."""
    at = 0
    for number, part in enumerate(parts):
        shots: tuple[Shot, ...] = (Hold(0, part.lasts),) if isinstance(part, CardPart) else part.shots
        for shot in shots:
            if isinstance(shot, Hold):
                for start in range(0, shot.hold, STILL_STEP):
                    yield Standing(number, shot.frame, at + start, at + min(start + STILL_STEP, shot.hold))
                at += shot.hold
                continue
            assert isinstance(part, ClipPart)
            frames = part.index.frame_map
            begin = frames.time_of(shot.first)
            for frame in range(shot.first, shot.last + 1):
                start, end = (_slowed(time - begin, shot) for time in (frames.time_of(frame), frames.end_of(frame)))
                yield Standing(number, frame, at + start, at + end)
            at += _slowed(frames.end_of(shot.last) - begin, shot)


def hearings(parts: Sequence[Part], *, slow_sound: bool) -> Iterator[Heard]:
    """What is heard, in order, without a gap."""
    at = 0
    for number, part in enumerate(parts):
        if isinstance(part, CardPart):
            yield Heard(number, at, at + part.lasts, 0, 0, Fraction(1))
            at += part.lasts
            continue
        for shot in part.shots:
            if isinstance(shot, Hold):
                yield Heard(number, at, at + shot.hold, 0, 0, Fraction(1))
                at += shot.hold
                continue
            frames = part.index.frame_map
            first, last = frames.time_of(shot.first), frames.end_of(shot.last)
            length = _slowed(last - first, shot)
            silent = shot.speed != 1 and not slow_sound
            yield Heard(number, at, at + length, first, first if silent else last, shot.speed)
            at += length


def length_of(parts: Sequence[Part]) -> Ns:
    """How long the reel lasts."""
    end = 0
    for heard in hearings(parts, slow_sound=False):
        end = heard.end
    return Ns(end)


def first_frame(shots: Sequence[Shot]) -> int:
    """The frame that is seen first."""
    return shots[0].frame if isinstance(shots[0], Hold) else shots[0].first


def picture_size(looks: Sequence[Look], largest: int = LARGEST) -> tuple[int, int]:
    """Width and height (even) of a reel's picture: those of its largest film, scaled down where that is too large.

    Films of another shape are fitted into it, none is cropped.
    """
    width, height = max((look.shown_size for look in looks), key=lambda size: size[0] * size[1], default=(1280, 720))
    most = max(width, height)
    if most > largest:
        width, height = width * largest // most, height * largest // most
    return width + width % 2, height + height % 2


def _slowed(time: int, run: Run) -> int:
    return time * run.speed.denominator // run.speed.numerator
