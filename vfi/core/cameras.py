"""A session's cameras on one clock: what each of them shows at a moment, and files that play as one film."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from vfi.core.case import FilmRef
from vfi.core.clock import FilmClock
from vfi.core.errors import BadInput
from vfi.core.time import FrameMap, Ns, Span

MOST_CAMERAS = 4
"""More than four pictures beside one another are too small to see a face in."""


@dataclass(frozen=True, slots=True)
class Place:
    """A frame of a joined film: in which file it is, and its number there."""

    file: int
    frame: int


@dataclass(frozen=True, slots=True)
class Reel:
    """Consecutive files of one camera as one film: the first frame of a file follows the last one of the file before.

    Made by `join`. Times are those of the first file's film, going on.
    """

    frames: FrameMap
    """Of the whole."""
    firsts: tuple[int, ...]
    """For each file, the frame of the whole that is its first."""

    def place_of(self, frame: int) -> Place:
        """Which file this frame is in, and which frame of that file it is.

        Raises:
            BadInput: `no-such-frame`.
        """
        if not 0 <= frame < len(self.frames):
            raise BadInput("no-such-frame", frame=frame, last=self.frames.last)
        file = bisect_right(self.firsts, frame) - 1
        return Place(file, frame - self.firsts[file])

    def frame_of(self, place: Place) -> int:
        """The inverse of `place_of`.

        Raises:
            BadInput: `no-such-frame` when there is no such file, or it has no such frame.
        """
        ends = (*self.firsts[1:], len(self.frames))
        if not 0 <= place.file < len(ends):
            raise BadInput("no-such-frame", frame=place.frame, last=self.frames.last)
        first, after = self.firsts[place.file], ends[place.file]
        if not 0 <= place.frame < after - first:
            raise BadInput("no-such-frame", frame=place.frame, last=after - first - 1)
        return first + place.frame


def join(files: Sequence[FrameMap]) -> Reel:
    """Join the frames of consecutive files.

    >>> reel = join([FrameMap([0, 40], 80), FrameMap([0, 50], 100)])
    >>> list(reel.frames.times), reel.frames.end, reel.place_of(3)
    ([0, 40, 80, 130], 180, Place(file=1, frame=1))

    Raises:
        ValueError: there is no file.
    """
    if not files:
        raise ValueError("a reel needs a file")
    times: list[int] = []
    firsts: list[int] = []
    start = 0
    for frames in files:
        firsts.append(len(times))
        times += [start + time for time in frames.times]
        start += frames.end
    return Reel(FrameMap(times, start), tuple(firsts))


@dataclass(frozen=True, slots=True)
class Camera:
    """One camera of a session: its frames on the session clock."""

    name: str
    clock: FilmClock

    def shows(self, time: int) -> int | None:
        """The frame that it shows at this moment of the session; None before its start and from its end on."""
        return self.clock.frame_at(time) if self.clock.start <= time < self.clock.end else None


@dataclass(frozen=True, slots=True)
class Cameras:
    """The cameras of a session. One of them leads: steps and key presses are on its frames, the others follow."""

    all: tuple[Camera, ...] = field()
    lead: int = 0
    """Number of the one that leads."""

    def __post_init__(self) -> None:
        if not 0 <= self.lead < len(self.all):
            raise BadInput("no-such-camera", number=self.lead + 1, cameras=len(self.all))

    @property
    def span(self) -> Span:
        """From when the first camera begins until the last one ends."""
        return Span(min(each.clock.start for each in self.all), max(each.clock.end for each in self.all))

    def shown(self, time: int) -> tuple[int | None, ...]:
        """The frame of each camera at this moment."""
        return tuple(camera.shows(time) for camera in self.all)

    def beside(self, frame: int) -> tuple[int | None, ...]:
        """The frame of each camera while the lead's `frame` is on the screen: at the moment when that one begins.

        Raises:
            BadInput: `no-such-frame`.
        """
        return self.shown(self.all[self.lead].clock.time_of(frame))

    def led_by(self, lead: int) -> Cameras:
        """The same cameras with another in the lead.

        Raises:
            BadInput: `no-such-camera`.
        """
        return replace(self, lead=lead)


def by_camera(films: Iterable[FilmRef]) -> tuple[tuple[FilmRef, ...], ...]:
    """The films of a session, one group for each camera, in their order: those that name the same camera are its
    consecutive files, and a film that names none is a camera of its own."""
    groups: list[list[FilmRef]] = []
    named: dict[str, list[FilmRef]] = {}
    for film in films:
        group = named.get(film.camera) if film.camera else None
        if group is None:
            group = []
            groups.append(group)
            if film.camera:
                named[film.camera] = group
        group.append(film)
    return tuple(tuple(group) for group in groups)


def name_for(camera: int) -> str:
    """What holds the files of a camera (from 0) together that nobody has named: `camera-2` for the second."""
    return f"camera-{camera + 1}"


def offset_of_same_moment(clock: FilmClock, frame: int, other: FilmClock, its_frame: int) -> Ns:
    """The offset with which the frame `its_frame` of another film begins at the same moment as `frame` of this one.

    How fast the other film's clock runs is left as it is.

    Raises:
        BadInput: `no-such-frame`.
    """
    return Ns(other.offset + clock.time_of(frame) - other.time_of(its_frame))
