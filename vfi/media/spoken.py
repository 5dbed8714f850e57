"""A short recording (the interpreter's voice) as samples to be played at once; any kind of sound file."""

from __future__ import annotations

import io
import wave
from pathlib import Path

import av

from vfi.core.errors import FilmError
from vfi.media.pyav import AudioResampler

RATE, CHANNELS = 48_000, 2
LONGEST_S = 60
"""What is longer than this is no voice beside a sentence."""


def spoken(path: Path) -> bytes:
    """Interleaved signed 16-bit samples, 48 000 a second, two channels; of a longer one a second more than `LONGEST_S`.

    Raises:
        FilmError: `voice-unreadable`.
    """
    samples = bytearray()
    most = (LONGEST_S + 1) * RATE * CHANNELS * 2
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


def seconds_of(samples: bytes) -> float:
    """How long they last."""
    return len(samples) / (RATE * CHANNELS * 2)


def as_wav(samples: bytes) -> bytes:
    """Samples of `spoken` as a WAV: it holds sound and nothing else."""
    made = io.BytesIO()
    with wave.open(made, "wb") as out:
        out.setnchannels(CHANNELS)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(samples)
    return made.getvalue()
