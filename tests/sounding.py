"""Films with a sound whose every sample is known: a few grey pictures, and what is to be heard."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]

PICTURES = 5
"""Pictures a second."""
_PIECE = 3200


def sounding_film(
    path: Path,
    samples: Samples | None,
    *,
    rate: int = 48_000,
    late: int = 0,
    gap: tuple[int, int] | None = None,
    clock: Fraction = Fraction(1),
    seconds: float | None = None,
    codec: str = "pcm_s16le",
) -> Path:
    """Write a film; the ending of `path` names the container (`.mov` keeps times to the sample, `.mkv` to the ms).

    Args:
        path: where to.
        samples: shape (n,) or (channels, n), -1 .. 1; None: no sound at all.
        rate: samples per second.
        late: samples between the first picture and the first sample.
        gap: (place, length) in samples, the place a multiple of 3200: behind it nothing is recorded for so long.
        clock: the film's own stamps run so many times as fast as its samples.
        seconds: length of the picture; without it as long as the sound.
        codec: of the sound.
    """
    sound = None if samples is None else np.atleast_2d(samples)
    if seconds is None:
        assert sound is not None
        seconds = (sound.shape[1] + late) / rate
    with av.open(str(path), "w") as out:
        picture = out.add_stream("mpeg4", rate=PICTURES)
        picture.width, picture.height, picture.pix_fmt = 64, 48, "yuv420p"
        voice = None
        if sound is not None:
            voice = out.add_stream(codec, rate=rate, layout="mono" if len(sound) == 1 else "stereo")
        grey = av.VideoFrame.from_ndarray(np.full((72, 64), 90, np.uint8), format="yuv420p")
        for number in range(max(1, round(seconds * PICTURES))):
            grey.pts, grey.time_base = number, Fraction(1, PICTURES)
            out.mux(picture.encode(grey))
        out.mux(picture.encode(None))
        if voice is not None and sound is not None:
            whole = np.clip(np.rint(sound * 32767), -32768, 32767).astype(np.int16)
            for at in range(0, whole.shape[1], _PIECE):
                piece = np.ascontiguousarray(whole[:, at : at + _PIECE].T.reshape(1, -1))
                frame = av.AudioFrame.from_ndarray(piece, format="s16", layout="mono" if len(sound) == 1 else "stereo")
                frame.sample_rate, frame.time_base = rate, Fraction(1, rate)
                frame.pts = int(at * clock) + late + (gap[1] if gap is not None and at >= gap[0] else 0)
                out.mux(voice.encode(frame))
            out.mux(voice.encode(None))
    return path
