"""What must not be seen or heard when a film leaves the house: regions, blurred stretches, sounds.

All times are on the session clock (ns), stretches half-open; places are shares of the picture as displayed, so they
hold for any size of the film. The film itself is never changed: what is described here is burned into what is exported.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NewType

from vfi.core.errors import BadInput
from vfi.core.time import Ns, Span, Spans, subtract, union

RedactionId = NewType("RedactionId", str)
"""Of a region, a blur or a sound; short, unique in its session."""


class Shape(StrEnum):
    BOX = "box"
    ELLIPSE = "ellipse"


class Hiding(StrEnum):
    """How a region is hidden."""

    COVER = "cover"
    """One even colour: nothing of what was there is in the file."""
    BLUR = "blur"
    """A handful of averaged colours: no feature is left, but who knows whom to expect may still guess, and how things
    move and what they are coloured like can be seen. Where somebody must not be recognised, cover."""


class Silencing(StrEnum):
    """What is heard in place of the sound."""

    MUTE = "mute"
    BEEP = "beep"
    VOICE = "voice"
    """The words are understood, whispered; the voice is gone. Where the words must not be heard, mute or beep."""


@dataclass(frozen=True, slots=True)
class Place:
    """A box in the picture as displayed; the ellipse of a region is the one that just fits into it.

    It may reach over the picture's edge, as somebody who walks out of it does.
    """

    x: float
    y: float
    width: float
    height: float
    """In shares of the picture's width and height."""

    def __post_init__(self) -> None:
        if not (0.002 <= self.width <= 2 and 0.002 <= self.height <= 2 and -2 <= self.x <= 2 and -2 <= self.y <= 2):
            raise BadInput("redaction-place")

    def towards(self, other: Place, share: float) -> Place:
        """This place moved by a share of the way to another one."""

        def between(mine: float, theirs: float) -> float:
            return mine + (theirs - mine) * share

        return Place(
            x=between(self.x, other.x),
            y=between(self.y, other.y),
            width=between(self.width, other.width),
            height=between(self.height, other.height),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """Where a region is at one moment; in between it moves evenly."""

    at: Ns
    place: Place
    followed: bool = False
    """Proposed by following the picture; else a person put it there, and nothing moves it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A part of one camera's picture that is hidden for a stretch."""

    id: RedactionId
    start: Ns
    end: Ns
    keys: tuple[Key, ...]
    """At least one, in order of time. Before the first and after the last it stands still."""
    camera: str = ""
    """Which camera's film; empty: the session's lead."""
    shape: Shape = Shape.ELLIPSE
    hiding: Hiding = Hiding.COVER
    checked: Spans = ()
    """Stretches that a person has stepped through and found covered."""

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise BadInput("redaction-stretch-empty")
        times = [key.at for key in self.keys]
        if not times or times != sorted(set(times)):
            raise BadInput("redaction-keys")

    def place_at(self, time: int) -> Place | None:
        """Where it is at this moment; None before its start and from its end on."""
        if not self.start <= time < self.end:
            return None
        after = bisect_right(self.keys, time, key=lambda key: key.at)
        if after == 0:
            return self.keys[0].place
        if after == len(self.keys):
            return self.keys[-1].place
        one, other = self.keys[after - 1], self.keys[after]
        return one.place.towards(other.place, (time - one.at) / (other.at - one.at))

    def with_key(self, at: Ns, place: Place) -> Region:
        """Put there by a person. What was followed between the neighbours that a person put leans on the old place,
        so it goes; and what was checked between them must be checked again."""
        fixed = [key.at for key in self.keys if not key.followed and key.at != at]
        before = max((time for time in fixed if time < at), default=None)
        after = min((time for time in fixed if time > at), default=None)

        def stays(key: Key) -> bool:
            inside = (before is None or key.at > before) and (after is None or key.at < after)
            return key.at != at and not (key.followed and inside)

        keys = sorted((*filter(stays, self.keys), Key(at=at, place=place)), key=lambda key: key.at)
        return replace(self, keys=tuple(keys), checked=self._unchecked(before, after))

    def without_key(self, at: Ns) -> Region:
        """Without what a person put there.

        Raises:
            BadInput: `redaction-keys` for the only one.
        """
        keys = tuple(key for key in self.keys if key.at != at)
        times = [key.at for key in keys]
        before = max((time for time in times if time < at), default=None)
        after = min((time for time in times if time > at), default=None)
        return replace(self, keys=keys, checked=self._unchecked(before, after))

    def following(self, proposed: Iterable[Key]) -> Region:
        """With proposed places in the stretch that they reach over; where a person put a key, that stays."""
        new = [replace(key, followed=True) for key in proposed]
        if not new:
            return self
        first, last = min(key.at for key in new), max(key.at for key in new)
        kept = [key for key in self.keys if not key.followed or not first <= key.at <= last]
        fixed = {key.at for key in kept if not key.followed}
        keys = sorted((*kept, *(key for key in new if key.at not in fixed)), key=lambda key: key.at)
        return replace(self, keys=tuple(keys), checked=self._unchecked(first, last))

    def checked_too(self, span: Span) -> Region:
        """A person has stepped through this stretch."""
        return replace(self, checked=union((*self.checked, span)))

    @property
    def to_check(self) -> Spans:
        """Where nobody has looked yet."""
        return subtract((Span(self.start, self.end),), self.checked)

    def lasting(self, start: Ns, end: Ns) -> Region:
        """For another stretch."""
        return replace(self, start=start, end=end)

    def _unchecked(self, before: Ns | None, after: Ns | None) -> Spans:
        start = before if before is not None else min(self.start, self.keys[0].at)
        end = after if after is not None else max(self.end, Ns(self.keys[-1].at + 1))
        return subtract(self.checked, (Span(start, end),)) if end > start else self.checked


@dataclass(frozen=True, slots=True, kw_only=True)
class Blur:
    """A stretch in which one camera's whole picture is blurred."""

    id: RedactionId
    start: Ns
    end: Ns
    camera: str = ""

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise BadInput("redaction-stretch-empty")


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A stretch in which something else is heard, from whichever camera."""

    id: RedactionId
    start: Ns
    end: Ns
    how: Silencing = Silencing.MUTE

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise BadInput("redaction-stretch-empty")


Item = Region | Blur | Silence


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """All that is hidden in one session."""

    regions: tuple[Region, ...] = ()
    blurs: tuple[Blur, ...] = ()
    silences: tuple[Silence, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.regions or self.blurs or self.silences)

    @property
    def items(self) -> tuple[Item, ...]:
        """In order of time."""
        return tuple(sorted((*self.regions, *self.blurs, *self.silences), key=_place_in_time))

    def item(self, id: RedactionId) -> Item | None:
        return next((item for item in self.items if item.id == id), None)

    def of_camera(self, *names: str) -> Redaction:
        """What concerns the film of the camera that goes by these names (the lead's are its own and the empty one)."""
        return replace(
            self,
            regions=tuple(region for region in self.regions if region.camera in names),
            blurs=tuple(blur for blur in self.blurs if blur.camera in names),
        )

    def with_item(self, item: Item) -> Redaction:
        """With this one in the place of the one of its id, or besides the others."""
        rest = self.without(item.id)
        match item:
            case Region():
                return replace(rest, regions=tuple(sorted((*rest.regions, item), key=_place_in_time)))
            case Blur():
                return replace(rest, blurs=tuple(sorted((*rest.blurs, item), key=_place_in_time)))
            case Silence():
                return replace(rest, silences=tuple(sorted((*rest.silences, item), key=_place_in_time)))

    def without(self, id: RedactionId) -> Redaction:
        return Redaction(
            regions=tuple(item for item in self.regions if item.id != id),
            blurs=tuple(item for item in self.blurs if item.id != id),
            silences=tuple(item for item in self.silences if item.id != id),
        )

    def unchecked_in(self, span: Span) -> tuple[Region, ...]:
        """Regions with a part inside this stretch that nobody has stepped through."""
        return tuple(
            region
            for region in self.regions
            if any(part.start < span.end and part.end > span.start for part in region.to_check)
        )


NOTHING = Redaction()
"""Nothing is hidden."""


def _place_in_time(item: Item) -> tuple[int, str]:
    return item.start, item.id
