"""The sound of a film as it plays: decoded on a thread of its own, fed to a sound device, and read as the clock.

The film time that is heard is counted in samples that the device has played since the last start, each of
which stands for a known place in the film. Every start, jump and change of speed begins the count anew.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Generator, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import numpy as np

from vfi.core.errors import CouldNot, VfiError
from vfi.core.ports import SoundOut
from vfi.core.time import SECOND, Ns
from vfi.media.index import FilmIndex
from vfi.media.joined_sound import FilmCut, FilmSource, chunks_from, film_sound, open_sound
from vfi.media.tempo import LEAD_NS, Samples, at_speed

_log = logging.getLogger(__name__)

RATE = 48_000
CHANNELS = 2
POLL_SECONDS = 0.005
"""How often the device is fed and its count of samples read."""
SLOW_TO_WAKE = Ns(2_500_000_000)
"""A device that has played nothing this long after a start is taken for gone; wireless ones take their time."""
SILENT_TOO_LONG = Ns(500_000_000)
"""A device that was playing and does not get on for this long, as often as it is asked, is taken for gone."""
GRAIN = Ns(60_000_000)
"""How much is heard of a frame that was stepped to."""
JOIN_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class _Run:
    """Playing from one place at one speed; a grain is over after a moment and is no clock."""

    number: int
    at: Ns
    speed: Fraction
    grain: bool = False


class SoundFeeder:
    """Feeds the sound of one film to a `SoundOut`; a `SoundClock` for the player.

    Only the feeding thread touches `out`. A film without sound and a machine without a device are no errors: `heard`
    then answers None and the film plays by the monotonic clock.
    """

    def __init__(
        self, path: Path, index: FilmIndex, out: SoundOut, *, clock: Callable[[], int] = time.perf_counter_ns
    ) -> None:
        self._path = path
        self._index = index
        self._out = out
        self._clock = clock
        self._changed = threading.Condition()
        self._run: _Run | None = None
        self._runs = 0
        self._reading: tuple[Ns, int] | None = None
        self._moved = 0
        self._asked = 0
        self._lost = False
        self._closing = False
        self._muted = False
        self._remark: VfiError | None = None
        self._remarked = False
        self._thread = threading.Thread(target=self._feed, name="vfi-sound", daemon=True)
        self._thread.start()

    # -- called from the GUI thread

    def start(self, at: Ns, speed: Fraction) -> None:
        """Let the film be heard from this film time on, at 0.25 to 2 times its speed."""
        self._begin(at, speed, grain=False)

    def grain(self, at: Ns) -> None:
        """Let a short grain of the sound at this film time be heard, softly begun and ended."""
        self._begin(at, Fraction(1), grain=True)

    def _begin(self, at: Ns, speed: Fraction, *, grain: bool) -> None:
        with self._changed:
            self._runs += 1
            self._run = _Run(self._runs, at, speed, grain)
            self._reading = None
            self._moved = self._asked = self._clock()
            self._lost = False
            self._changed.notify()

    def stop(self) -> None:
        """Fall silent."""
        with self._changed:
            self._run = None
            self._changed.notify()

    def heard(self) -> tuple[Ns, int] | None:
        """Film time heard and when that was read; the place of the start until the device gets going.

        None where there is nothing to go by: no sound, no device, or one that has stopped getting on.
        """
        with self._changed:
            now = self._clock()
            if self._run is None or self._run.grain or self._lost or self._closing:
                return None
            if self._asked - self._moved > (SLOW_TO_WAKE if self._reading is None else SILENT_TOO_LONG):
                self._lose("sound-device-lost")
                return None
            # Where nobody asked the device, it is the drive or the machine that is slow: the film waits for a while.
            if now - self._asked > SLOW_TO_WAKE:
                self._lose("sound-failed")
                return None
            return (self._run.at, now) if self._reading is None else self._reading

    def mute(self, muted: bool) -> None:
        """Let silence be heard instead; the clock goes on."""
        with self._changed:
            self._muted = muted

    def take_remark(self) -> VfiError | None:
        """What the person should be told about the sound, once."""
        with self._changed:
            remark, self._remark = self._remark, None
            return remark

    def close(self) -> None:
        """Fall silent for good and wait for the thread."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join(JOIN_SECONDS)
        if self._thread.is_alive():
            _log.error("the sound thread did not stop within %s s", JOIN_SECONDS)

    # -- the feeding thread

    def _feed(self) -> None:
        cut = self._whole()
        source: FilmSource | None = None
        done = 0
        while (run := self._next(done)) is not None:
            done = run.number
            try:
                if cut is None:
                    self._no_sound(run, None)
                elif not self._out.open(RATE, CHANNELS):
                    self._no_sound(run, "no-sound-device")
                else:
                    source = source or open_sound(cut)
                    self._play(cut, source, run)
            except Exception:  # sound is never worth the film: it plays on in silence
                _log.exception("playing sound failed")
                self._no_sound(run, "sound-failed")
                _closed(source)
                source = None  # opened anew at the next start: the drive may be back
            finally:
                self._out.close()
        _closed(source)

    def _whole(self) -> FilmCut | None:
        """The film's sound from beginning to end; None when it has none that can be decoded."""
        try:
            found = film_sound(str(self._path), self._index, 0, self._index.frame_map.end)
        except Exception:
            _log.exception("the sound cannot be opened")
            return None
        return None if found is None else replace(found, rate=RATE, channels=CHANNELS)

    def _next(self, done: int) -> _Run | None:
        with self._changed:
            self._changed.wait_for(lambda: self._closing or (self._run is not None and self._run.number != done))
            return None if self._closing else self._run

    def _no_sound(self, run: _Run, why: str | None) -> None:
        with self._changed:
            if self._run == run:
                self._lose(why)

    def _lose(self, why: str | None) -> None:
        """From here on the monotonic clock goes (lock held)."""
        self._lost = True
        if why is not None and not self._remarked:
            self._remark, self._remarked = CouldNot(why), True

    def _play(self, cut: FilmCut, source: FilmSource, run: _Run) -> None:
        end = min(cut.end, run.at + GRAIN) if run.grain else cut.end
        stretch = replace(cut, start=run.at, end=end)
        with closing(_pieces(stretch, source, run.speed, soft=run.grain)) as pieces:
            for piece in pieces:
                rest = bytes(len(piece)) if self._muted else piece
                while rest:
                    if not self._goes_on(run):
                        return
                    taken = self._out.write(rest)
                    rest = rest[taken:]
                    self._read(run)
                    if rest:
                        self._pause()
        until = self._clock() + SLOW_TO_WAKE
        while self._goes_on(run) and not (run.grain and self._is_over(stretch, until)):
            self._read(run)
            self._pause()

    def _is_over(self, stretch: FilmCut, until: int) -> bool:
        return (self._out.heard() or 0) >= stretch.samples or self._clock() > until

    def _pause(self) -> None:
        with self._changed:
            if not self._closing:
                self._changed.wait(POLL_SECONDS)

    def _goes_on(self, run: _Run) -> bool:
        with self._changed:
            return self._run == run and not self._closing and not self._lost

    def _read(self, run: _Run) -> None:
        """Read the device's count of samples and say which film time that is."""
        samples = self._out.heard()
        now = self._clock()
        with self._changed:
            if self._run != run:
                return
            self._asked = now
            if samples is None:
                self._lose("sound-device-lost")
            elif samples > 0:
                film_time = film_time_of(samples, run.at, run.speed)
                if self._reading is None or film_time != self._reading[0]:
                    self._reading = (film_time, now)
                    self._moved = now


def film_time_of(samples: int, at: Ns, speed: Fraction) -> Ns:
    """The film time of a sample, counted from the start of playing at `at`."""
    lead = 0 if speed == 1 else LEAD_NS
    return Ns(at + samples * SECOND * speed.numerator // (RATE * speed.denominator) + lead)


def _closed(source: FilmSource | None) -> None:
    if source is not None:
        with suppress(Exception):
            source.close()


def _pieces(
    stretch: FilmCut, source: FilmSource, speed: Fraction, *, soft: bool = False
) -> Generator[bytes, None, None]:
    """Interleaved signed 16-bit samples at this speed; `soft`: fading in from silence and out to it."""
    chunks: Iterable[Samples] = chunks_from(stretch, source)
    if soft:
        whole = np.concatenate([np.zeros((CHANNELS, 0), np.float32), *chunks], axis=1)
        chunks = [(whole * np.hanning(whole.shape[1])).astype(np.float32)]
    for samples in at_speed(chunks, speed, RATE):
        rounded = np.clip(np.rint(samples * 32767), -32768, 32767).astype("<i2")
        yield np.ascontiguousarray(rounded.T).tobytes()
    # a device plays nothing less than a whole buffer; without this the film's last moment would never be heard
    yield bytes(RATE // 5 * CHANNELS * 2)
