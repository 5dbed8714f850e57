"""Sound out of the machine through Qt; QtMultimedia is fetched on first use and may be missing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from vfi.core.ports import SoundOut

if TYPE_CHECKING:
    from PySide6.QtCore import QIODevice
    from PySide6.QtMultimedia import QAudioDevice, QAudioSink

_log = logging.getLogger(__name__)

BUFFER_SECONDS = 0.1
_SAMPLE_BYTES = 2


def qt_sound_out() -> SoundOut | None:
    """A place for samples through Qt; None where Qt came without its multimedia part. For the GUI thread."""
    try:
        from PySide6 import QtMultimedia
    except ImportError as missing:
        _log.warning("no sound: QtMultimedia is missing (%s)", missing)
        return None
    return QtSoundOut(QtMultimedia.QMediaDevices.defaultAudioOutput)


class QtSoundOut:
    """Plays through `QAudioSink`, pushed. `open`, `write`, `heard` and `close` belong to one thread, any thread.

    `device` tells the output in use, asked at each opening, so that headphones plugged in since are found.
    """

    def __init__(self, device: Callable[[], QAudioDevice]) -> None:
        self._device = device
        self._sink: QAudioSink | None = None
        self._into: QIODevice | None = None
        self._rate = 0
        self._frame_bytes = 0
        self._written = 0

    def open(self, rate: int, channels: int) -> bool:
        """Start taking samples, signed 16-bit; False when there is no device or it does not take them."""
        from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QtAudio

        self.close()
        device = self._device()
        wanted = QAudioFormat()
        wanted.setSampleRate(rate)
        wanted.setChannelCount(channels)
        wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        if device.isNull() or not device.isFormatSupported(wanted):
            return False
        sink = QAudioSink(device, wanted)
        self._frame_bytes = channels * _SAMPLE_BYTES
        sink.setBufferSize(int(rate * BUFFER_SECONDS) * self._frame_bytes)
        into = sink.start()
        # Without a working device `start` answers None and raises nothing.
        if into is None or sink.error() != QtAudio.Error.NoError:
            return False
        self._sink, self._into, self._rate, self._written = sink, into, rate, 0
        return True

    def write(self, samples: bytes) -> int:
        """Take what fits, in whole samples of all channels; the number of bytes taken."""
        if self._sink is None or self._into is None:
            return 0
        fits = min(len(samples), self._sink.bytesFree())
        fits -= fits % self._frame_bytes
        if fits <= 0:
            return 0
        taken = max(0, self._into.write(samples[:fits]))
        self._written += taken
        return taken

    def heard(self) -> int | None:
        """Samples played since `open`; None when the device is gone."""
        from PySide6.QtMultimedia import QtAudio

        sink = self._sink
        if sink is None or sink.error() not in (QtAudio.Error.NoError, QtAudio.Error.UnderrunError):
            return None
        return min(sink.processedUSecs() * self._rate // 1_000_000, self._written // self._frame_bytes)

    def close(self) -> None:
        """Fall silent at once."""
        if self._sink is not None:
            self._sink.reset()
            self._sink.stop()
        self._sink = self._into = None
