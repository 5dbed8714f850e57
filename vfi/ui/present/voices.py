"""Lets the interpreter be heard: one recording after the other, on a thread of its own."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from vfi.core.errors import VfiError
from vfi.core.ports import SoundOut

_log = logging.getLogger(__name__)

_POLL_SECONDS = 0.01
_GONE_SECONDS = 2.5
"""A device that takes nothing for so long is gone."""


class Voices:
    """Plays recordings of one folder; a new start, or `stop`, cuts off what is heard."""

    def __init__(self, folder: Path, sound_out: Callable[[], SoundOut | None]) -> None:
        self._folder = folder
        self._sound_out = sound_out
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self.heard: list[str] = []
        """Names of the recordings that were played to their end."""

    def play(self, names: Sequence[str]) -> None:
        """From the first to the last; returns at once."""
        self.stop()
        out = self._sound_out()
        if out is None or not names:
            return
        self._stop = threading.Event()
        self._thread = threading.Thread(
            target=self._play, args=(tuple(names), out, self._stop), name="vfi-voice", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Silence."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(2.0)
            self._thread = None

    def _play(self, names: tuple[str, ...], out: SoundOut, stop: threading.Event) -> None:
        from vfi.media.spoken import CHANNELS, RATE, spoken

        for name in names:
            try:
                samples = spoken(self._folder / name)
            except VfiError as error:
                _log.warning("a voice cannot be heard: %s", error.id)
                continue
            if stop.is_set():
                return
            # a device plays nothing less than a whole buffer
            rest = memoryview(samples + bytes(RATE // 5 * CHANNELS * 2))
            try:
                if not out.open(RATE, CHANNELS):
                    return
                if not _pour(rest, out, stop):
                    return
            finally:
                out.close()
            self.heard.append(name)


def _pour(rest: memoryview, out: SoundOut, stop: threading.Event) -> bool:
    """Until all of it was taken and heard; False when it was cut off."""
    total, moved = len(rest) // 4, time.monotonic()
    while True:
        if stop.wait(_POLL_SECONDS) or time.monotonic() - moved > _GONE_SECONDS:
            return False
        taken = out.write(bytes(rest[: 1 << 16]))
        if taken:
            rest, moved = rest[taken:], time.monotonic()
        elif not rest:
            break
    deadline = time.monotonic() + 1.0
    while (out.heard() or 0) < total - 9600 and time.monotonic() < deadline:
        if stop.wait(_POLL_SECONDS):
            return False
    return True
