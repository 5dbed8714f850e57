"""Write a stretch of a film as a clip of its own: exact to the frame, words under the picture, nothing hidden.

Every picture is decoded by its number and encoded anew. A stream copy would begin at a key frame and keep the
pictures before the cut in the file, where anyone can find them; see docs/film.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.stream import VideoStream

from vfi.core.errors import BadInput, CouldNot, FilmError
from vfi.core.ports import Band
from vfi.media.canvas import Canvas, Painted
from vfi.media.index import FilmIndex, build_index
from vfi.media.joined import open_reader
from vfi.media.joined_sound import film_sound
from vfi.media.opening import open_container
from vfi.media.rational import TimeBase
from vfi.media.reader import FilmReader

Progress = Callable[[float], None]
"""Told the share that is done, from 0 to 1."""

_CLOCK = TimeBase(1, 90_000)
# every constant rate in use, milliseconds, and the clocks of phones and camcorders fall on its ticks exactly
_ENCODER_OPTIONS = {"preset": "veryfast", "crf": "18", "bf": "0"}
# pictures in the order in which they are shown: MP4 keeps the steps between stored pictures, so with variable rate
# any other order loses how long the last one stands
_SIGNATURE_STEP = 16
_SIGNATURE_TOLERANCE = 12.0
# mean absolute difference of luma that a crf 18 encode stays far below, and another picture seldom does


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipOrder:
    """What to write: plain values, so that it can travel to a worker process."""

    film: str
    index: FilmIndex
    first: int
    """First frame of the film in the clip."""
    last: int
    """Last frame in the clip (itself included)."""
    out: str
    """The file to write; what lies there is replaced. Choose a name that nobody reads until it is checked."""
    band: Band | None = None


@dataclass(frozen=True, slots=True)
class ClipWritten:
    """What was written and read back."""

    frames: int
    duration_ns: int
    width: int
    height: int
    sound: bool


def write_clip(
    order: ClipOrder, *, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None
) -> ClipWritten | None:
    """Encode the frames `first` .. `last` with their sound as H.264 and AAC in MP4, then read the file back.

    Times between pictures are the film's own, variable or not. Returns None when cancelled; the file is gone then,
    as it is when anything fails.

    Raises:
        FilmError: the film cannot be read.
        CouldNot: `clip-not-as-ordered` when what was written is not what was asked for; `clip-not-written` when
            writing failed (disk full, folder gone), with the system's reason.
    """
    whole = False
    try:
        encoding = encode_clip(order, progress=_scaled(progress, 0.0, 0.8), cancelled=cancelled)
        if encoding is None:
            return None
        written = _read_back(order, encoding, _scaled(progress, 0.8, 1.0), cancelled)
        whole = written is not None
        return written
    except OSError as failure:  # av's errors are OSErrors with the system's reason
        raise CouldNot("clip-not-written", reason=failure.strerror or str(failure)) from failure
    finally:
        if not whole:
            Path(order.out).unlink(missing_ok=True)


def encode_clip(
    order: ClipOrder, *, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None
) -> Encoding | None:
    """Only the writing, not yet read back (and not cleaned up after): for `write_clip`, and to measure it by itself.

    Returns None when cancelled.
    """
    if order.last < order.first:
        raise BadInput("clip-empty", first=order.first, last=order.last)
    encoding = Encoding(order)
    return encoding if encoding.run(_scaled(progress, 0.0, 1.0), cancelled) else None


class Encoding:
    """One clip on its way into its file."""

    def __init__(self, order: ClipOrder) -> None:
        self.order = order
        frame_map = order.index.frame_map
        self.start = frame_map.time_of(order.first)
        self.end = frame_map.end_of(order.last)
        self.frames = order.last - order.first + 1
        self.signatures: list[npt.NDArray[np.int16]] = []
        self._frame_at: dict[int, int] = {}
        self.width = 0
        self.height = 0
        self.sound = False

    def ticks(self, frame: int) -> int:
        """When this frame of the film is shown in the clip, in ticks of its clock; the clip's end for the one after."""
        frame_map = self.order.index.frame_map
        time = self.end if frame > self.order.last else frame_map.time_of(frame)
        return _CLOCK.ticks_at(time - self.start)

    def run(self, progress: Progress, cancelled: Callable[[], bool] | None) -> bool:
        order, frame_map = self.order, self.order.index.frame_map
        reader = open_reader(order.film, order.index)
        try:
            canvas = Canvas(reader.picture(order.first), order.band)
            self.width, self.height = canvas.width, canvas.height
            # bitexact: the muxer writes neither its own name nor the time of day; no metadata is copied at all
            with av.open(
                order.out, "w", format="mp4", options={"movflags": "+faststart", "fflags": "+bitexact"}
            ) as box:
                video = self._video_stream(box, canvas)
                sound = film_sound(order.film, order.index, self.start, self.end)
                self.sound = sound is not None
                audio = _audio_stream(box, sound.rate, sound.channels) if sound is not None else None
                chunks = sound.chunks() if sound is not None else iter(())
                feed = _AudioFeed(box, audio, chunks)
                for number, frame in enumerate(range(order.first, order.last + 1)):
                    if cancelled is not None and cancelled():
                        return False
                    painted = canvas.paint(reader.picture(frame))
                    self.signatures.append(signature(painted.luma))
                    self._encode(box, video, painted, frame)
                    feed.up_to(frame_map.end_of(frame) - self.start)
                    progress((number + 1) / self.frames)
                self._mux(box, video.encode(None))
                feed.finish()
        finally:
            reader.close()
        return True

    def _video_stream(self, box: OutputContainer, canvas: Canvas) -> VideoStream:
        stream = box.add_stream("libx264", options=_ENCODER_OPTIONS)
        stream.width, stream.height = canvas.width, canvas.height
        stream.pix_fmt = "yuv420p"
        context = stream.codec_context
        context.time_base = _CLOCK.for_av
        context.color_range = canvas.colour_range
        context.colorspace = canvas.colour_space
        if canvas.colours is not None:
            context.color_primaries, context.color_trc = canvas.colours
        return stream

    def _encode(self, box: OutputContainer, stream: VideoStream, painted: Painted, frame: int) -> None:
        painted.frame.pts = self.ticks(frame)
        painted.frame.time_base = _CLOCK.for_av
        self._frame_at[painted.frame.pts] = frame
        self._mux(box, stream.encode(painted.frame))

    def _mux(self, box: OutputContainer, packets: list[av.Packet[VideoStream]]) -> None:
        for packet in packets:
            if packet.pts is not None:
                # the encoder knows one rate only; how long each picture stands is in the film's index
                frame = self._frame_at.pop(packet.pts)
                packet.duration = self.ticks(frame + 1) - self.ticks(frame)
            box.mux(packet)


class _AudioFeed:
    """Gives the sound to the encoder as far as the picture has come, so that both lie side by side in the file."""

    def __init__(
        self,
        box: OutputContainer,
        stream: AudioStream | None,
        chunks: Iterator[npt.NDArray[np.float32]],
    ) -> None:
        self._box = box
        self._stream = stream
        self._chunks = chunks
        self._samples = 0

    def up_to(self, time: int) -> None:
        """Encode the sound up to this time of the clip (ns)."""
        if self._stream is None:
            return
        while self._samples * 1_000_000_000 < time * self._stream.codec_context.sample_rate:
            chunk = next(self._chunks, None)
            if chunk is None:
                return
            self._encode(chunk)

    def finish(self) -> None:
        if self._stream is None:
            return
        for chunk in self._chunks:
            self._encode(chunk)
        for packet in self._stream.encode(None):
            self._box.mux(packet)

    def _encode(self, chunk: npt.NDArray[np.float32]) -> None:
        assert self._stream is not None
        rate = self._stream.codec_context.sample_rate
        layout = "mono" if chunk.shape[0] == 1 else "stereo"
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(chunk), format="fltp", layout=layout)
        frame.sample_rate = rate
        frame.pts = self._samples
        frame.time_base = TimeBase(1, rate).for_av
        self._samples += chunk.shape[1]
        for packet in self._stream.encode(frame):
            self._box.mux(packet)


def _audio_stream(box: OutputContainer, rate: int, channels: int) -> AudioStream:
    stream = box.add_stream("aac", rate=rate, layout="mono" if channels == 1 else "stereo")
    stream.codec_context.bit_rate = 96_000 * channels
    return stream


def signature(luma: npt.NDArray[np.uint8]) -> npt.NDArray[np.int16]:
    """Every sixteenth point of a picture's luma: small enough to keep for each frame, enough to tell pictures apart."""
    return luma[_SIGNATURE_STEP // 2 :: _SIGNATURE_STEP, _SIGNATURE_STEP // 2 :: _SIGNATURE_STEP].astype(np.int16)


def _read_back(
    order: ClipOrder, encoding: Encoding, progress: Progress, cancelled: Callable[[], bool] | None
) -> ClipWritten | None:
    """Open what was written as a stranger would and hold it against the order: streams, times, every picture."""
    with open_container(order.out) as box:
        kinds = sorted(stream.type for stream in box.streams)
        kept = {key for key in box.metadata if key not in {"major_brand", "minor_version", "compatible_brands"}}
        if kinds != (["audio", "video"] if encoding.sound else ["video"]) or kept:
            raise CouldNot("clip-not-as-ordered", what="streams", expected=encoding.sound, found=kinds + sorted(kept))
    try:
        index = build_index(order.out)
    except FilmError as failure:
        raise CouldNot("clip-not-as-ordered", what="readable", expected=True, found=failure.id) from failure
    frame_map = index.frame_map
    if len(frame_map) != encoding.frames:
        raise CouldNot("clip-not-as-ordered", what="frames", expected=encoding.frames, found=len(frame_map))
    tick_ns = _CLOCK.ns_of(1)
    duration = encoding.end - encoding.start
    if abs(frame_map.end - duration) > tick_ns:
        raise CouldNot("clip-not-as-ordered", what="duration", expected=duration, found=frame_map.end)
    reader = FilmReader(order.out, index)
    try:
        for number, expected in enumerate(encoding.signatures):
            if cancelled is not None and cancelled():
                return None
            source = order.index.frame_map.time_of(order.first + number) - encoding.start
            if abs(frame_map.time_of(number) - source) > tick_ns:
                raise CouldNot("clip-not-as-ordered", what="time", expected=source, found=frame_map.time_of(number))
            luma = reader.picture(number).planes[0]
            height = luma.shape[0] - (order.band.height if order.band is not None else 0)
            difference = float(np.abs(signature(luma[:height]) - expected).mean())
            if difference > _SIGNATURE_TOLERANCE:
                raise CouldNot("clip-not-as-ordered", what="picture", expected=number, found=round(difference, 1))
            progress((number + 1) / encoding.frames)
    except FilmError as failure:
        raise CouldNot("clip-not-as-ordered", what="readable", expected=True, found=failure.id) from failure
    finally:
        reader.close()
    return ClipWritten(encoding.frames, duration, encoding.width, encoding.height, encoding.sound)


def _scaled(progress: Progress | None, start: float, end: float) -> Progress:
    def tell(share: float) -> None:
        if progress is not None:
            progress(start + (end - start) * share)

    return tell
