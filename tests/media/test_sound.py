"""Sound is the clock: what the device has played is the film time that is heard, and the picture follows it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from tests.films import FILMS, Made, x264
from vfi.core.time import Ns
from vfi.media import sound as sound_module
from vfi.media import sound_cut
from vfi.media.index import FilmIndex, build_index
from vfi.media.playback import Player
from vfi.media.sound import RATE, SoundFeeder, film_time_of

pytestmark = pytest.mark.film

WAIT = 20.0
START, NATURAL = Ns(0), Fraction(1)
SECOND = 1_000_000_000
FRAME = 40_000_000
CLICK = 960
"""Samples of each click: 20 ms."""


class Clock:
    """Monotonic ns, turned by the test, read by two threads."""

    def __init__(self) -> None:
        self.now = 5_000_000_000

    def __call__(self) -> int:
        return self.now


class Loudspeaker:
    """A device that plays in the time of `clock`, holds a tenth of a second, and keeps all that it was given."""

    def __init__(self, clock: Clock, *, works: bool = True) -> None:
        self._clock = clock
        self.works = works
        self.gone = False
        self.opened = 0
        self.samples = bytearray()
        self._base = 0
        self._changed = threading.Condition()

    def open(self, rate: int, channels: int) -> bool:
        assert (rate, channels) == (RATE, 2)
        with self._changed:
            self.opened += 1
            self._changed.notify_all()
            self.samples.clear()
            self._base = self._clock.now
            return self.works

    def _played(self) -> int:
        return min((self._clock.now - self._base) * RATE // SECOND, len(self.samples) // 4)

    def write(self, samples: bytes) -> int:
        with self._changed:
            room = (self._played() + RATE // 10) * 4 - len(self.samples)
            taken = max(0, min(room, len(samples)) // 4 * 4)
            self.samples += samples[:taken]
            self._changed.notify_all()
            return taken

    def heard(self) -> int | None:
        return None if self.gone else self._played()

    def close(self) -> None:
        pass

    def wait_for_opening(self, times: int) -> None:
        """Until it has been opened so often."""
        with self._changed:
            assert self._changed.wait_for(lambda: self.opened == times, WAIT)

    def wait_for(self, samples: int) -> None:
        """Until the buffer is filled so far."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.samples) // 4 >= samples, WAIT), len(self.samples) // 4


def mux_clicks(path: Path, source: Path, at: list[float], *, begins: float = 0.0, seconds: float = 10.0) -> None:
    """Copy a film's pictures and lay sound beside them: silence with a click at each of these film times."""
    samples = np.zeros(round((seconds - begins) * RATE), np.float32)
    tone = np.sin(np.arange(CLICK) * 2 * np.pi * 1000 / RATE) * np.hanning(CLICK) * 0.9
    for moment in at:
        place = round((moment - begins) * RATE)
        samples[place : place + CLICK] = tone
    with av.open(str(source)) as pictures, av.open(str(path), "w") as out:
        video = out.add_stream_from_template(pictures.streams.video[0])
        audio = out.add_stream("pcm_s16le", rate=RATE, layout="stereo")
        for packet in pictures.demux(pictures.streams.video[0]):
            if packet.dts is not None:
                packet.stream = video
                out.mux(packet)
        whole = np.repeat((samples * 32767).astype(np.int16)[None, :], 2, axis=0)
        for first in range(0, whole.shape[1], 1024):
            chunk = np.ascontiguousarray(whole[:, first : first + 1024].T.reshape(1, -1))
            frame = av.AudioFrame.from_ndarray(chunk, format="s16", layout="stereo")
            frame.sample_rate, frame.time_base = RATE, Fraction(1, RATE)
            frame.pts = round(begins * RATE) + first
            for packet in audio.encode(frame):
                out.mux(packet)


CLICKS = [0.5, 2.0, 3.5, 5.0, 6.5, 8.0]


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, FilmIndex]:
    """Ten seconds with a click at each of `CLICKS`."""
    folder = tmp_path_factory.mktemp("sound")
    silent = Made(name="pictures", options=x264(keyint=50, min_keyint=50, bframes=2), count=250).make(folder)
    path = folder / "clicks.mov"
    mux_clicks(path, silent, CLICKS)
    return path, build_index(path)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def feed(clock: Clock) -> Iterator[Callable[..., SoundFeeder]]:
    feeders: list[SoundFeeder] = []

    def start(film: tuple[Path, FilmIndex], out: Loudspeaker) -> SoundFeeder:
        feeders.append(SoundFeeder(*film, out, clock=clock))
        return feeders[-1]

    yield start
    for feeder in feeders:
        feeder.close()


def play_through(
    clock: Clock,
    out: Loudspeaker,
    feeder: SoundFeeder,
    seconds: float,
    start: Ns = START,
    speed: Fraction = NATURAL,
) -> list[tuple[int, int]]:
    """Let the device play on; (samples played, film time heard) every 50 ms."""
    readings = []
    for turn in range(1, round(seconds * 20) + 1):
        played = turn * RATE // 20
        out.wait_for(played)
        clock.now += SECOND // 20
        readings.append((played, wait_until_heard(feeder, film_time_of(played, start, speed))))
    return readings


def wait_until_heard(feeder: SoundFeeder, film_time: int) -> int:
    """Until the feeder, on its thread, has read that the device is so far."""
    for _ in range(int(WAIT / 0.002)):
        heard = feeder.heard()
        assert heard is not None
        if heard[0] == film_time:
            return heard[0]
        threading.Event().wait(0.002)
    raise AssertionError(f"{film_time} is never heard, but {heard}")


def clicks_in(samples: bytearray) -> list[float]:
    """Where in the output (seconds) clicks have their middle."""
    loud = np.abs(np.frombuffer(bytes(samples), "<i2")[::2].astype(float)) ** 2
    windows = np.flatnonzero(loud > 2000**2)
    if not len(windows):
        return []
    groups = np.split(windows, np.flatnonzero(np.diff(windows) > RATE // 10) + 1)
    return [float((loud[group] * group).sum() / loud[group].sum()) / RATE for group in groups]


@pytest.mark.parametrize("speed", ["0.25", "0.5", "0.75", "1", "1.5", "2"])
def test_a_click_is_heard_within_a_frame_of_its_picture_at_every_speed(speed, film, feed, clock) -> None:
    out = Loudspeaker(clock)
    feeder = feed(film, out)
    rate = Fraction(speed)
    feeder.start(Ns(1 * SECOND), rate)
    readings = play_through(clock, out, feeder, min(12.0, 6 / float(rate)), Ns(1 * SECOND), rate)
    played = np.array([samples for samples, _ in readings]) / RATE
    heard = np.array([time for _, time in readings]) / SECOND
    found = [moment for moment in clicks_in(out.samples) if moment < played[-1]]
    assert len(found) >= 2
    for moment, click in zip(found, [click for click in CLICKS if click > 1], strict=False):
        film_time = float(np.interp(moment, played, heard))
        assert abs(film_time - (click + CLICK / RATE / 2)) < 0.020  # half a frame


def test_the_picture_follows_the_sound_within_one_frame(film, feed, clock) -> None:
    out = Loudspeaker(clock)
    feeder = feed(film, out)
    player = Player(film[1].frame_map, clock=clock, sound=feeder)
    player.painted(0)
    player.play()
    for turn in range(1, 200):
        out.wait_for(turn * RATE // 100)
        clock.now += SECOND // 100
        heard = wait_until_heard(feeder, film_time_of(turn * RATE // 100, Ns(0), Fraction(1)))
        player.tick()
        player.painted(player.wanted.frame)
        assert player.shown is not None
        assert abs(player.shown * FRAME - heard) <= FRAME
    assert player.dropped == 0


def test_muted_the_clock_goes_on_over_silence(film, feed, clock) -> None:
    out = Loudspeaker(clock)
    feeder = feed(film, out)
    feeder.mute(True)
    feeder.start(Ns(0), Fraction(1))
    play_through(clock, out, feeder, 1.0)
    assert clicks_in(out.samples) == []


def test_before_the_device_gets_going_the_film_stands_where_it_was_started(film, feed, clock) -> None:
    feeder = feed(film, Loudspeaker(clock))
    feeder.start(Ns(3 * SECOND), Fraction(1))
    heard = feeder.heard()
    assert heard is not None
    assert heard[0] == 3 * SECOND


def test_a_new_start_forgets_the_old_count(film, feed, clock) -> None:
    out = Loudspeaker(clock)
    feeder = feed(film, out)
    feeder.start(Ns(0), Fraction(1))
    play_through(clock, out, feeder, 0.3)
    feeder.start(Ns(7 * SECOND), Fraction(1))
    heard = feeder.heard()
    assert heard is not None
    assert 7 * SECOND <= heard[0] < 7 * SECOND + SECOND // 10


def test_sound_that_begins_later_than_the_picture_keeps_its_place(tmp_path, film, feed, clock) -> None:
    path = tmp_path / "late.mkv"
    mux_clicks(path, film[0], [2.0], begins=0.8)
    out = Loudspeaker(clock)
    feeder = feed((path, build_index(path)), out)
    feeder.start(Ns(0), Fraction(1))
    play_through(clock, out, feeder, 2.5)
    assert clicks_in(out.samples) == [pytest.approx(2.01, abs=0.003)]


def test_a_film_without_sound_has_no_sound_clock_and_is_no_error(tmp_path, feed, clock) -> None:
    path = FILMS["open-gop"].make(tmp_path)
    feeder = feed((path, build_index(path)), Loudspeaker(clock))
    feeder.start(Ns(0), Fraction(1))
    assert until_silent(feeder)
    assert feeder.take_remark() is None


def test_a_machine_without_a_device_is_told_once(film, feed, clock) -> None:
    feeder = feed(film, Loudspeaker(clock, works=False))
    feeder.start(Ns(0), Fraction(1))
    assert until_silent(feeder)
    remark = feeder.take_remark()
    assert remark is not None
    assert remark.id == "no-sound-device"
    feeder.start(Ns(0), Fraction(1))
    assert until_silent(feeder)
    assert feeder.take_remark() is None


def test_a_device_that_goes_away_leaves_the_monotonic_clock(film, feed, clock) -> None:
    out = Loudspeaker(clock)
    feeder = feed(film, out)
    feeder.start(Ns(0), Fraction(1))
    play_through(clock, out, feeder, 0.2)
    out.gone = True
    assert until_silent(feeder)
    remark = feeder.take_remark()
    assert remark is not None
    assert remark.id == "sound-device-lost"


def test_a_device_that_stops_getting_on_is_taken_for_gone(film, feed, clock) -> None:
    feeder = feed(film, Loudspeaker(clock))
    feeder.start(Ns(0), Fraction(1))
    out_of_time = 3 * SECOND
    feeder.stop()
    frozen = Loudspeaker(Clock())
    feeder = feed(film, frozen)
    feeder.start(Ns(0), Fraction(1))
    frozen.wait_for(RATE // 20)
    clock.now += out_of_time
    assert feeder.heard() is None


def test_sound_that_the_drive_holds_up_does_not_blame_the_loudspeaker(film, feed, clock, monkeypatch) -> None:
    held, go = threading.Event(), threading.Event()
    whole = sound_module.at_speed

    def slow_drive(chunks, speed, rate):
        for number, samples in enumerate(whole(chunks, speed, rate)):
            if number == 20:  # it has been heard for a while
                held.set()
                go.wait(WAIT)
            yield samples

    monkeypatch.setattr(sound_module, "at_speed", slow_drive)
    out = Loudspeaker(clock)
    feeder = feed(film, out)
    feeder.start(START, NATURAL)
    while not held.wait(0.01):
        clock.now += SECOND // 100
    clock.now += SECOND
    heard = feeder.heard()
    go.set()
    assert heard is not None
    assert feeder.take_remark() is None


def test_sound_that_does_not_come_for_seconds_is_given_up(film, feed, clock, monkeypatch) -> None:
    go = threading.Event()
    monkeypatch.setattr(sound_module, "at_speed", lambda *_: (go.wait(WAIT) for _ in range(1)))
    feeder = feed(film, Loudspeaker(clock))
    feeder.start(START, NATURAL)
    clock.now += 3 * SECOND
    heard = feeder.heard()
    go.set()
    remark = feeder.take_remark()
    assert heard is None
    assert remark is not None
    assert remark.id == "sound-failed"


def test_a_grain_is_short_soft_and_no_clock(film, feed, clock) -> None:
    out = Loudspeaker(clock)
    feeder = feed(film, out)
    feeder.grain(Ns(2 * SECOND))
    out.wait_for(RATE // 10)
    assert feeder.heard() is None
    loud = np.flatnonzero(np.abs(np.frombuffer(bytes(out.samples), "<i2")[::2]) > 500)
    assert len(loud)
    assert loud[-1] < RATE * 0.06
    assert abs(np.frombuffer(bytes(out.samples), "<i2")[0]) < 50


def test_the_film_is_opened_once_however_often_it_is_started(film, feed, clock, monkeypatch) -> None:
    opened = []
    whole = sound_cut.open_container
    monkeypatch.setattr(sound_cut, "open_container", lambda path: opened.append(path) or whole(path))
    out = Loudspeaker(clock)
    feeder = feed(film, out)
    for times, start in enumerate((1, 4, 2, 7), 1):
        feeder.start(Ns(start * SECOND), NATURAL)
        out.wait_for_opening(times)
        play_through(clock, out, feeder, 0.3, Ns(start * SECOND))
        feeder.stop()
    assert len(opened) == 2  # what sound there is, and the sound itself


def test_after_many_starts_a_click_is_still_in_its_place(film, feed, clock) -> None:
    out = Loudspeaker(clock)
    feeder = feed(film, out)
    for times, start in enumerate((7.5, 0, 3, 1.5), 1):
        feeder.start(Ns(int(start * SECOND)), NATURAL)
        out.wait_for_opening(times)
        play_through(clock, out, feeder, 0.7, Ns(int(start * SECOND)))
    assert clicks_in(out.samples)[0] == pytest.approx(0.5 + CLICK / RATE / 2, abs=0.003)


def until_silent(feeder: SoundFeeder) -> bool:
    """Wait until there is no sound clock any more."""
    for _ in range(int(WAIT / 0.002)):
        if feeder.heard() is None:
            return True
        threading.Event().wait(0.002)
    return False
