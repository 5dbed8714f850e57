"""The loop of a player: where it begins and ends, and whether it is on."""

from __future__ import annotations


class Loop:
    """Over frames `first` to `last`, both in it; None where not set. `end_of_film`: the film's last frame."""

    def __init__(self, end_of_film: int) -> None:
        self._end_of_film = end_of_film
        self.first: int | None = None
        self.last: int | None = None
        self.on = False

    @property
    def bounds(self) -> tuple[int, int]:
        """First and last frame; those of the film where none is set.

        >>> loop = Loop(99)
        >>> loop.begin(10)
        >>> loop.bounds
        (10, 99)
        """
        first = 0 if self.first is None else self.first
        return first, self._end_of_film if self.last is None else self.last

    def begin(self, frame: int) -> None:
        """Begin here; an end before it is forgotten. With both set the loop is on."""
        self.first = frame
        if self.last is not None and self.last < frame:
            self.last = None
        self.on = self.last is not None or self.on

    def finish(self, frame: int) -> None:
        """End with this frame; a beginning after it is forgotten. With both set the loop is on."""
        self.last = frame
        if self.first is not None and self.first > frame:
            self.first = None
        self.on = self.first is not None or self.on

    def over(self, first: int, last: int) -> None:
        """Go over these frames."""
        self.first, self.last, self.on = first, last, True

    def clear(self) -> None:
        """No loop and no bounds."""
        self.first = self.last = None
        self.on = False
