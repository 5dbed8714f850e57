"""A short recording from the microphone through Qt, as a WAV."""

from __future__ import annotations

import io
import wave
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QIODevice
    from PySide6.QtMultimedia import QAudioSource

_SAMPLE_BYTES = 2
LONGEST_SECONDS = 60


def has_microphone() -> bool:
    """Is there anything to record with? False where Qt came without its multimedia part."""
    try:
        from PySide6.QtMultimedia import QMediaDevices
    except ImportError:
        return False
    return bool(QMediaDevices.audioInputs())


class Recorder:
    """Records between `start` and `stop`. For the GUI thread."""

    def __init__(self) -> None:
        self._source: QAudioSource | None = None
        self._from: QIODevice | None = None
        self._samples = bytearray()
        self._rate, self._channels = 48_000, 1

    def start(self) -> bool:
        """Begin; False when the microphone does not give samples as they are wanted."""
        from PySide6.QtMultimedia import QAudioFormat, QAudioSource, QMediaDevices

        device = QMediaDevices.defaultAudioInput()
        wanted = QAudioFormat()
        wanted.setSampleRate(self._rate)
        wanted.setChannelCount(self._channels)
        wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        if device.isNull() or not device.isFormatSupported(wanted):
            return False
        self._samples = bytearray()
        self._source = QAudioSource(device, wanted)
        self._from = self._source.start()
        self._from.readyRead.connect(self._take)
        return True

    def _take(self) -> None:
        most = LONGEST_SECONDS * self._rate * self._channels * _SAMPLE_BYTES
        if self._from is not None and len(self._samples) < most:
            self._samples += bytes(self._from.readAll().data())

    @property
    def seconds(self) -> float:
        """How much was recorded so far."""
        return len(self._samples) / (self._rate * self._channels * _SAMPLE_BYTES)

    def stop(self) -> bytes:
        """End; the recording as a WAV, empty when nothing was heard."""
        self._take()
        if self._source is not None:
            self._source.stop()
        self._source = self._from = None
        return wav(bytes(self._samples), self._rate, self._channels) if self._samples else b""


def wav(samples: bytes, rate: int, channels: int) -> bytes:
    """Signed 16-bit samples as a WAV file."""
    made = io.BytesIO()
    with wave.open(made, "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(_SAMPLE_BYTES)
        out.setframerate(rate)
        out.writeframes(samples)
    return made.getvalue()
