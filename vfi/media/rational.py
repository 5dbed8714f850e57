"""The one place that touches PyAV's rationals: they come in, whole numbers go out."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from typing import Protocol

import numpy as np
import numpy.typing as npt

Int64s = npt.NDArray[np.int64]

_SECOND = 1_000_000_000
_ROOM = 2**62


class _Rational(Protocol):
    @property
    def numerator(self) -> int: ...
    @property
    def denominator(self) -> int: ...


@dataclass(frozen=True, slots=True)
class TimeBase:
    """How long one tick of a stream's clock is: `num / den` seconds, in lowest terms."""

    num: int
    den: int

    def ns(self, ticks: Int64s) -> Int64s:
        """Nanoseconds of ticks, rounded once to the nearest (a half upwards), by integers alone.

        >>> [int(time) for time in TimeBase(1, 30000).ns(np.array([0, 1001, 2002]))]
        [0, 33366667, 66733333]
        """
        common = gcd(self.num * _SECOND, self.den)
        top, bottom = self.num * _SECOND // common, self.den // common
        whole, rest = np.divmod(ticks, bottom)
        largest = int(np.abs(whole).max(initial=0)) + 1
        if largest * top < _ROOM and bottom * top < _ROOM:
            return np.asarray(whole * top + (rest * top + bottom // 2) // bottom, np.int64)
        # A clock so fine that 64 bits do not hold the product: Python's own integers do.
        exact = [(int(tick) * top + bottom // 2) // bottom for tick in ticks]
        return np.array(exact, np.int64)

    def ns_of(self, ticks: int) -> int:
        """Nanoseconds of one number of ticks, rounded as `ns` does."""
        return (2 * ticks * self.num * _SECOND + self.den) // (2 * self.den)

    def ticks_at(self, time: int) -> int:
        """The tick nearest to a time in ns (a half upwards)."""
        return (2 * time * self.den + self.num * _SECOND) // (2 * self.num * _SECOND)

    @property
    def for_av(self) -> Fraction:
        """The same as PyAV wants to be told."""
        return Fraction(self.num, self.den)


def time_base_of(rational: _Rational | None) -> TimeBase:
    """A stream's tick; microseconds where the stream names none, as FFmpeg counts by default."""
    if rational is None or rational.numerator <= 0 or rational.denominator <= 0:
        return TimeBase(1, 1_000_000)
    return TimeBase(int(rational.numerator), int(rational.denominator))


def ratio_of(rational: _Rational | None) -> tuple[int, int]:
    """A ratio such as a sample aspect as two whole numbers; (1, 1) where it is unknown or makes no sense.

    >>> from fractions import Fraction
    >>> ratio_of(Fraction(16, 15)), ratio_of(None), ratio_of(Fraction(0, 1))
    ((16, 15), (1, 1), (1, 1))
    """
    if rational is None or rational.numerator <= 0 or rational.denominator <= 0:
        return 1, 1
    return int(rational.numerator), int(rational.denominator)


def step_of_rate(rate: _Rational | None) -> TimeBase | None:
    """How long a picture lasts at a nominal rate of pictures per second; None where there is no rate.

    >>> from fractions import Fraction
    >>> step_of_rate(Fraction(25)).ns_of(1)
    40000000
    """
    if rate is None or rate.numerator <= 0 or rate.denominator <= 0:
        return None
    return TimeBase(int(rate.denominator), int(rate.numerator))
