"""The facts of a film in plain values: what a person is told before working with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vfi.media.index import FilmIndex, build_index
from vfi.media.noticing import varies
from vfi.media.opening import open_container
from vfi.media.pyav import AudioCodecContext
from vfi.media.rational import time_base_of
from vfi.media.remarks import Warning

__all__ = ["AudioFacts", "FilmFacts", "Warning", "probe"]

LATE = 100_000_000
"""Sound and picture that begin further apart than this (ns) are worth a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioFacts:
    """The film's sound."""

    codec: str
    rate: int
    """Samples per second."""
    channels: int
    offset_ns: int
    """When the sound starts on the film's clock (ns): negative when before the first picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmFacts:
    """What is known of a film, from its index, never from its header alone."""

    frames: int
    duration_ns: int
    width: int
    height: int
    """As displayed: after turning, and with square picture elements."""
    rotation: int
    """Degrees by which the coded picture is turned clockwise for display."""
    variable_frame_rate: bool
    keyframes: int
    """How many frames decoding can begin at."""
    codec: str
    audio: AudioFacts | None
    warnings: tuple[Warning, ...] = ()


def probe(path: str | Path, index: FilmIndex | None = None) -> FilmFacts:
    """The facts of a film.

    Raises:
        FilmError: the film cannot be used; the id says why.
    """
    index = build_index(path) if index is None else index
    width, height = index.look.shown_size
    audio = _audio(path, index)
    return FilmFacts(
        frames=index.frames,
        duration_ns=int(index.frame_map.end),
        width=width,
        height=height,
        rotation=index.look.rotation,
        variable_frame_rate=varies(np.array(index.frame_map.times, np.int64)),
        keyframes=len(index.key_frames),
        codec=index.codec,
        audio=audio,
        warnings=index.warnings + _on_sound(audio),
    )


def _on_sound(audio: AudioFacts | None) -> tuple[Warning, ...]:
    if audio is None:
        return (Warning("no-sound"),)
    if audio.offset_ns > LATE:
        return (Warning("sound-starts-late", {"late_ns": audio.offset_ns}),)
    if audio.offset_ns < -LATE:
        return (Warning("picture-starts-late", {"late_ns": -audio.offset_ns}),)
    return ()


def _audio(path: str | Path, index: FilmIndex) -> AudioFacts | None:
    with open_container(path) as container:
        for stream in container.streams.audio:
            context: AudioCodecContext | None = stream.codec_context
            if context is None:  # no decoder for it: PyAV's types do not say so
                continue
            start = stream.start_time
            base = time_base_of(stream.time_base)
            offset = base.ns_of(start) - index.origin_ns if start is not None and index.origin_ns is not None else 0
            return AudioFacts(
                codec=context.codec.canonical_name,
                rate=int(context.sample_rate),
                channels=int(context.layout.nb_channels),
                offset_ns=offset,
            )
    return None
