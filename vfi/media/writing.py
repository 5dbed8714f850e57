"""Writing an MP4 that holds what it is given and nothing else: pictures with exact times, sound beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import av
import numpy as np
import numpy.typing as npt

from vfi.media.pyav import AudioStream, OutputContainer, PictureType, VideoFrame, VideoStream
from vfi.media.rational import TimeBase

Progress = Callable[[float], None]
"""Told the share that is done, from 0 to 1."""
Samples = npt.NDArray[np.float32]
"""Sound in -1 .. 1, shape (channels, samples)."""

CLOCK = TimeBase(1, 90_000)
"""Every constant rate in use, milliseconds, and the clocks of phones and camcorders fall on its ticks exactly."""

ENCODER_OPTIONS = {"preset": "veryfast", "crf": "18", "bf": "0", "forced-idr": "1", "x264-params": "cabac=0"}
"""For libx264. Pictures in the order in which they are shown (bf): MP4 keeps the steps between stored pictures, so with
variable rate any other order loses how long the last one stands. Without the last step of packing (cabac) the picture
is the same and the file a tenth larger (a living room) to a quarter (noise), and it is written in a sixth less and
decoded in half the work: by old laptops and telephones, and when it is read back."""


@dataclass(frozen=True, slots=True)
class Colours:
    """How the numbers of a written picture are to be read, in FFmpeg's numbers."""

    range: int
    space: int
    primaries_and_transfer: tuple[int, int] | None = None
    """Where they are not to be left unsaid."""


@dataclass(frozen=True, slots=True)
class Track:
    """The sound that goes with the pictures."""

    rate: int
    channels: int
    chunks: Iterator[Samples]


def open_output(path: str) -> OutputContainer:
    """An MP4 to be written.

    bitexact: the muxer writes neither its own name nor the time of day; no metadata is copied at all.
    """
    return av.open(path, "w", format="mp4", options={"movflags": "+faststart", "fflags": "+bitexact"})


class FilmWriter:
    """Pictures and sound on their way into one file, side by side."""

    def __init__(self, box: OutputContainer, width: int, height: int, colours: Colours, sound: Track | None) -> None:
        """Both sides even."""
        self._box = box
        self._video: VideoStream = box.add_stream("libx264", options=ENCODER_OPTIONS)
        self._video.width, self._video.height = width, height
        self._video.pix_fmt = "yuv420p"
        context = self._video.codec_context
        context.time_base = CLOCK.for_av
        context.color_range = colours.range
        context.colorspace = colours.space
        if colours.primaries_and_transfer is not None:
            context.color_primaries, context.color_trc = colours.primaries_and_transfer
        self._sound = sound
        self._audio = _audio_stream(box, sound) if sound is not None else None
        self._samples = 0
        self._lasts: dict[int, int] = {}

    def show(self, frame: VideoFrame, start: int, end: int, *, key: bool = False) -> None:
        """Let this picture stand from `start` to `end` (ns from the file's beginning); its memory may be used again.

        `key`: players that are sent near it begin here.
        """
        frame.pict_type = PictureType.I if key else PictureType.NONE
        at = CLOCK.ticks_at(start)
        frame.pts, frame.time_base = at, CLOCK.for_av
        self._lasts[at] = CLOCK.ticks_at(end) - at
        self._mux(self._video.encode(frame))
        self._hear_until(end)

    def finish(self) -> None:
        """Give out what the encoders still hold, and the rest of the sound."""
        self._mux(self._video.encode(None))
        if self._sound is None or self._audio is None:
            return
        for chunk in self._sound.chunks:
            self._encode(self._sound, self._audio, chunk)
        self._box.mux(self._audio.encode(None))

    def _mux(self, packets: list[av.Packet[VideoStream]]) -> None:
        for packet in packets:
            if packet.pts is not None:
                packet.duration = self._lasts.pop(packet.pts)  # the encoder knows one rate only
            self._box.mux(packet)

    def _hear_until(self, time: int) -> None:
        """Encode the sound as far as the picture has come, so that both lie side by side in the file."""
        if self._sound is None or self._audio is None:
            return
        while self._samples * 1_000_000_000 < time * self._sound.rate:
            chunk = next(self._sound.chunks, None)
            if chunk is None:
                return
            self._encode(self._sound, self._audio, chunk)

    def _encode(self, sound: Track, stream: AudioStream, chunk: Samples) -> None:
        layout = "mono" if chunk.shape[0] == 1 else "stereo"
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(chunk), format="fltp", layout=layout)
        frame.sample_rate = sound.rate
        frame.pts = self._samples
        frame.time_base = TimeBase(1, sound.rate).for_av
        self._samples += chunk.shape[1]
        self._box.mux(stream.encode(frame))


def _audio_stream(box: OutputContainer, sound: Track) -> AudioStream:
    stream = box.add_stream("aac", rate=sound.rate, layout="mono" if sound.channels == 1 else "stereo")
    stream.codec_context.bit_rate = 96_000 * sound.channels
    return stream


def scaled(progress: Progress | None, start: float, end: float) -> Progress:
    """Progress of a part of the work, which lies between these shares of the whole."""

    def tell(share: float) -> None:
        if progress is not None:
            progress(start + (end - start) * share)

    return tell
