"""Which pictures a person has really looked at: those that were stepped to one by one, or that ran slowly."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from vfi.core.clock import FilmClock
from vfi.core.redaction import Redaction
from vfi.core.time import Span, Spans, intersect, subtract, union

SLOW_ENOUGH = Fraction(1, 2)
"""Played at this speed or slower, a picture is long enough on the screen to see what is not covered."""


class Looked:
    """Gathers the stretches of a film that a person has looked at since `take` was asked last."""

    def __init__(self, clock: FilmClock) -> None:
        self._clock = clock
        self._before: int | None = None
        self._spans: Spans = ()

    def painted(self, frame: int, *, counts: bool) -> None:
        """This frame is on the screen. With `counts` it and the one before are looked at, when they are neighbours.

        A jump shows one picture of a stretch and says nothing about the others.
        """
        before, self._before = self._before, frame
        if counts and before is not None and abs(frame - before) == 1:
            first = min(before, frame)
            self._spans = union((*self._spans, self._clock.span(first, first + 1)))

    def take(self) -> Spans:
        """What was looked at; from now on it is gathered anew."""
        spans, self._spans = self._spans, ()
        return spans

    @property
    def waiting(self) -> bool:
        """Is there something to take?"""
        return bool(self._spans)


def with_looked(redaction: Redaction, names: tuple[str, ...], spans: Spans) -> Redaction:
    """The same with these stretches looked at in every region of the camera that goes by these names."""
    changed = redaction
    for region in redaction.regions:
        if region.camera in names:
            new = subtract(intersect(spans, (Span(region.start, region.end),)), region.checked)
            if new:
                changed = changed.with_item(replace(region, checked=union((*region.checked, *new))))
    return changed


def to_look_at(redaction: Redaction, names: tuple[str, ...]) -> Spans:
    """Where something is hidden that nobody has looked at."""
    return union(part for region in redaction.regions if region.camera in names for part in region.to_check)
