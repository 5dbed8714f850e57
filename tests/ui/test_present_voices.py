"""The interpreter's voice: any recording, one after the other, cut off at once."""

from __future__ import annotations

import threading
import wave
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from vfi.core.errors import FilmError
from vfi.media.spoken import spoken
from vfi.ui.present.shot_player import AtVolume
from vfi.ui.present.voices import Voices

RATE = 16_000


class Ear:
    """A sound device that takes everything and has heard it at once; `closed` while it is not open."""

    def __init__(self, *, takes: bool = True) -> None:
        self.samples = b""
        self.takes = takes
        self.opened = threading.Event()

    def open(self, rate: int, channels: int) -> bool:
        assert (rate, channels) == (48_000, 2)
        self.opened.set()
        return True

    def write(self, samples: bytes) -> int:
        if not self.takes:
            return 0
        self.samples += samples
        return len(samples)

    def heard(self) -> int | None:
        return len(self.samples) // 4

    def close(self) -> None: ...


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, level in (("one.wav", 1000), ("two.wav", 2000)):
        with wave.open(str(tmp_path / name), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE)
            out.writeframes(np.full(RATE // 4, level, "<i2").tobytes())
    return tmp_path


def test_a_recording_of_one_channel_becomes_what_the_device_takes(folder: Path) -> None:
    samples = np.frombuffer(spoken(folder / "one.wav"), "<i2").reshape(-1, 2)
    assert abs(len(samples) - 12_000) < 200  # a quarter of a second at 48 000
    assert (samples[:, 0] == samples[:, 1]).all()
    # one channel shared out to two keeps its loudness: each has it less 3 dB
    assert 650 < samples[6000, 0] < 1050


def test_recordings_are_heard_one_after_the_other(qtbot: QtBot, folder: Path) -> None:
    ear = Ear()
    voices = Voices(folder, lambda: ear)
    voices.play(["one.wav", "two.wav"])
    qtbot.waitUntil(lambda: voices.heard == ["one.wav", "two.wav"], timeout=10_000)
    levels = np.frombuffer(ear.samples, "<i2").reshape(-1, 2)[:, 0]
    assert np.flatnonzero(levels > 1200)[0] > np.flatnonzero(levels > 500)[0]
    voices.stop()


def test_one_that_cannot_be_read_is_passed_over(qtbot: QtBot, folder: Path) -> None:
    (folder / "broken.wav").write_bytes(b"no sound at all")
    with pytest.raises(FilmError, match="voice-unreadable"):
        spoken(folder / "broken.wav")
    voices = Voices(folder, Ear)
    voices.play(["broken.wav", "missing.wav", "one.wav"])
    qtbot.waitUntil(lambda: voices.heard == ["one.wav"], timeout=10_000)
    voices.stop()


def test_stopped_it_falls_silent_at_once(folder: Path) -> None:
    ear = Ear(takes=False)
    voices = Voices(folder, lambda: ear)
    voices.play(["one.wav"])
    assert ear.opened.wait(5)
    voices.stop()
    assert voices.heard == []


def test_the_level_that_was_set_is_the_level_that_is_heard() -> None:
    ear = Ear()
    quieter = AtVolume(ear, 50)
    assert quieter.write(np.array([1000, -1000, 3, 0], "<i2").tobytes()) == 8
    assert np.frombuffer(ear.samples, "<i2").tolist() == [500, -500, 2, 0]
