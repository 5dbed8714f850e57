"""A short recording (the interpreter's voice) as samples to be played at once; any kind of sound file."""

from __future__ import annotations

from pathlib import Path

import av
from av.audio.resampler import AudioResampler

from vfi.core.errors import FilmError

RATE, CHANNELS = 48_000, 2
LONGEST_S = 300
"""What is longer than this is no voice beside a sentence; the rest is left out."""


def spoken(path: Path) -> bytes:
    """Interleaved signed 16-bit samples, 48 000 a second, two channels.

    Raises:
        FilmError: `voice-unreadable`.
    """
    samples = bytearray()
    most = LONGEST_S * RATE * CHANNELS * 2
    try:
        with av.open(str(path)) as container:
            resampler = AudioResampler(format="s16", layout="stereo", rate=RATE)
            for frame in container.decode(audio=0):
                for made in resampler.resample(frame):
                    samples += bytes(made.planes[0])[: made.samples * CHANNELS * 2]
                if len(samples) >= most:
                    break
            for made in resampler.resample(None):
                samples += bytes(made.planes[0])[: made.samples * CHANNELS * 2]
    except (av.FFmpegError, OSError, IndexError, ValueError) as error:
        raise FilmError("voice-unreadable", file=path.name) from error
    return bytes(samples[:most])
