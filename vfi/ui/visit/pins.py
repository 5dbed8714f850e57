"""The PIN of a visit: kept as a salted hash, never as it is; slow to try, and slower after wrong ones."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from vfi.core.errors import BadInput

LEAST, MOST = 4, 8
"""Digits."""

_COST, _BLOCK = 2**14, 8
"""scrypt with 16 MB: some 50 ms for each try on a laptop of 2015."""

_SALT, _HASH = 16, 64
"""Bytes."""


@dataclass(frozen=True, slots=True)
class Pin:
    """What is kept of a PIN (hex)."""

    salt: str
    hash: str

    @property
    def whole(self) -> bool:
        """Is it as `new_pin` makes them?"""
        try:
            return (len(bytes.fromhex(self.salt)), len(bytes.fromhex(self.hash))) == (_SALT, _HASH)
        except ValueError:
            return False

    def matches(self, digits: str) -> bool:
        """Is this the PIN?"""
        return hmac.compare_digest(bytes.fromhex(self.hash), _hash(digits, bytes.fromhex(self.salt)))


def new_pin(digits: str) -> Pin:
    """Make one.

    Raises:
        BadInput: `pin-digits` for anything but four to eight digits.
    """
    if not (LEAST <= len(digits) <= MOST and digits.isascii() and digits.isdigit()):
        raise BadInput("pin-digits", least=LEAST, most=MOST)
    salt = secrets.token_bytes(_SALT)
    return Pin(salt.hex(), _hash(digits, salt).hex())


def _hash(digits: str, salt: bytes) -> bytes:
    return hashlib.scrypt(digits.encode(), salt=salt, n=_COST, r=_BLOCK, p=1, dklen=_HASH)


class Lock:
    """Asks for a PIN: after every fifth wrong one nothing is taken for half a minute."""

    TRIES, PAUSE = 5, 30.0

    def __init__(self, pin: Pin | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._pin = pin
        self._clock = clock
        self._wrong = 0
        self._until = 0.0

    @property
    def needed(self) -> bool:
        """Was a PIN set?"""
        return self._pin is not None

    @property
    def seconds_left(self) -> int:
        """How long nothing is taken."""
        return max(0, round(self._until - self._clock()))

    def opens(self, digits: str) -> bool:
        """Is it this one? Never while there are `seconds_left`."""
        if self._pin is None:
            return True
        if self.seconds_left > 0:
            return False
        if self._pin.matches(digits):
            self._wrong = 0
            return True
        self._wrong += 1
        if self._wrong % self.TRIES == 0:
            self._until = self._clock() + self.PAUSE
        return False
