"""Film time as it runs: by the sound where it is heard, else by the monotonic clock.

When a device goes away the one takes over from the other at the very place where it was.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Literal, Protocol

from vfi.core.time import Ns

SOUND_SPEEDS = (Fraction(1, 4), Fraction(2))
"""Between these (both included) sound is heard with its pitch kept; outside it is silent."""

_EXTRAPOLATE = 60_000_000
"""How long (ns) a reading of the sound clock is carried on by the monotonic clock before it stands still."""


class SoundClock(Protocol):
    """Sound as the player sees it: something to start, to stop, and to read the time from."""

    def start(self, at: Ns, speed: Fraction) -> None:
        """Let the film be heard from this film time on."""

    def stop(self) -> None:
        """Fall silent at once."""

    def grain(self, at: Ns) -> None:
        """Let a short grain of sound be heard."""

    def heard(self) -> tuple[Ns, int] | None:
        """Film time heard and the monotonic ns when that was read; None where there is no sound to go by."""


class PlayClock:
    """Where the film is while it plays. `clock` gives monotonic nanoseconds."""

    def __init__(self, clock: Callable[[], int], sound: SoundClock | None) -> None:
        self._clock = clock
        self._sound = sound
        self._anchor: tuple[int, int] = (0, 0)
        """Film time, and the monotonic time at which it was so."""
        self._direction: Literal[-1, 1] = 1
        self._speed = Fraction(1)
        self.sounding = False
        """Is the sound the clock?"""

    def start(self, at: Ns, direction: Literal[-1, 1], speed: Fraction) -> None:
        """Run from this film time on; with sound where it can be heard."""
        self._anchor = (at, self._clock())
        self._direction, self._speed = direction, speed
        slowest, fastest = SOUND_SPEEDS
        if self._sound is not None and direction == 1 and slowest <= speed <= fastest:
            self._sound.start(at, speed)
            self.sounding = True

    def silence(self) -> None:
        """Nothing is heard any more."""
        if self.sounding and self._sound is not None:
            self._sound.stop()
        self.sounding = False

    def hold(self, at: int) -> None:
        """Be at this film time now."""
        self._anchor = (at, self._clock())

    def position(self) -> int:
        """Film time (ns) now, never running against the direction of play."""
        source, since = self._anchor
        now = self._clock()
        heard = self._sound.heard() if self.sounding and self._sound is not None else None
        if heard is None:
            if self.sounding:  # the device is gone: the monotonic clock takes over from the last reading
                self.sounding = False
            return source + self._direction * self.travel(now - since)
        at, read = heard
        position = max(source, at + self.travel(min(max(0, now - read), _EXTRAPOLATE)))
        self._anchor = (position, now)
        return position

    def travel(self, elapsed: int) -> int:
        """How much film (ns) passes in this much time on the wall (ns)."""
        return elapsed * self._speed.numerator // self._speed.denominator
