"""The facts of a film in plain values: what a person is told before working with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from av.audio.codeccontext import AudioCodecContext

from vfi.media.index import FilmIndex, build_index
from vfi.media.opening import open_container
from vfi.media.rational import time_base_of
from vfi.media.remarks import Warning

__all__ = ["AudioFacts", "FilmFacts", "Warning", "probe"]


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
    return FilmFacts(
        frames=index.frames,
        duration_ns=int(index.frame_map.end),
        width=width,
        height=height,
        rotation=index.look.rotation,
        variable_frame_rate=_varies(index),
        keyframes=len(index.key_frames),
        codec=index.codec,
        audio=_audio(path, index),
        warnings=index.warnings,
    )


def _varies(index: FilmIndex) -> bool:
    """Do the pictures last unequally, beyond what rounding to milliseconds does?"""
    steps = np.diff(np.array(index.frame_map.times, np.int64))
    return len(steps) > 1 and bool(np.ptp(steps) > 2_000_000)


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
