"""The sound of a reel, exact to the sample: shots as filmed or stretched, silence under what stands, no clicks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import replace

import numpy as np

from vfi.media.joined_sound import FilmCut, FilmSource, chunks_from, film_sound, open_sound
from vfi.media.rational import TimeBase
from vfi.media.showreel.order import CardPart, ClipPart, Heard, ReelOrder, hearings
from vfi.media.silencing import silenced
from vfi.media.tempo import LEAD_NS, at_speed
from vfi.media.writing import Samples

RATE = 48_000
CHANNELS = 2
FADE_SAMPLES = 240
"""Five thousandths of a second: a sound that begins or ends in the middle of a wave would click."""
_TAIL_SAMPLES = 24_000
"""Silence behind a stretch that is slowed down: the filter gives out its last window only when it is fed on."""
_CHUNK = 4096
_CLOCK = TimeBase(1, RATE)


def has_sound(order: ReelOrder) -> bool:
    """Is anything to be heard in any of its clips, or said on a page?"""
    if any(isinstance(part, CardPart) and part.voice for part in order.parts):
        return True
    films = {part.film: part for part in order.parts if isinstance(part, ClipPart)}
    return any(film_sound(part.film, part.index, 0, part.index.frame_map.end) is not None for part in films.values())


def reel_sound(order: ReelOrder) -> Iterator[Samples]:
    """Float32 in -1 .. 1, shape (2, n), 48 000 a second; together as long as the pictures."""
    with ExitStack() as stack:
        films: dict[str, tuple[FilmCut, FilmSource] | None] = {}
        done = 0
        for heard in _joined(order):
            until = _CLOCK.ticks_at(heard.end)
            count, done = until - done, until
            part = order.parts[heard.part]
            if isinstance(part, CardPart) and part.voice:
                yield from _exactly(_spoken(part.voice), count)
                continue
            if heard.silent or not isinstance(part, ClipPart):
                yield from _silence(count)
                continue
            if part.film not in films:
                films[part.film] = _opened(part, stack)
            film = films[part.film]
            yield from _silence(count) if film is None else _exactly(_shot(part, heard, *film), count)


def _joined(order: ReelOrder) -> Iterator[Heard]:
    """What is heard; shots that go on where the one before ended, at natural speed, are one."""
    held: Heard | None = None
    for heard in hearings(order.parts, slow_sound=order.slow_sound):
        if (
            held is not None
            and not held.silent
            and held.part == heard.part
            and held.speed == heard.speed == 1
            and held.film_end == heard.film_start
        ):
            held = replace(held, end=heard.end, film_end=heard.film_end)
            continue
        if held is not None:
            yield held
        held = heard
    if held is not None:
        yield held


def _opened(part: ClipPart, stack: ExitStack) -> tuple[FilmCut, FilmSource] | None:
    cut = film_sound(part.film, part.index, 0, part.index.frame_map.end)
    return None if cut is None else (cut, stack.enter_context(closing(open_sound(cut))))


def _shot(part: ClipPart, heard: Heard, cut: FilmCut, source: FilmSource) -> Iterator[Samples]:
    stretch = replace(cut, start=heard.film_start, end=heard.film_end, rate=RATE)
    chunks = map(
        _on_both_sides,
        silenced(chunks_from(stretch, source), part.redaction.silences, part.clock, RATE, heard.film_start),
    )
    if heard.speed == 1:
        yield from chunks
        return

    def framed() -> Iterator[Samples]:
        # silence at both ends, never the film's own sound from outside the clip; faded, or its edge would be heard
        yield from _silence(_CLOCK.ticks_at(LEAD_NS))
        yield from _exactly(chunks, stretch.samples)
        yield from _silence(_TAIL_SAMPLES)

    yield from at_speed(framed(), heard.speed, RATE)


def _on_both_sides(chunk: Samples) -> Samples:
    """One channel as two, as loud as it was: a resampler would make it quieter."""
    return np.repeat(chunk, CHANNELS, axis=0) if chunk.shape[0] == 1 else chunk


def _spoken(voice: bytes) -> Iterator[Samples]:
    samples = np.frombuffer(voice, "<i2").reshape(-1, CHANNELS).T.astype(np.float32) / np.float32(32768)
    for at in range(0, samples.shape[1], _CHUNK):
        yield samples[:, at : at + _CHUNK]


def _exactly(chunks: Iterator[Samples], count: int) -> Iterator[Samples]:
    """Just so many samples, fading in at the first and out at the last."""
    fade = min(FADE_SAMPLES, count // 2)
    at = 0
    for chunk in chunks:
        chunk = chunk[:, : count - at]
        if not chunk.shape[1]:
            return
        yield _faded(chunk, at, count, fade)
        at += chunk.shape[1]
    yield from _silence(count - at)


def _faded(chunk: Samples, at: int, count: int, fade: int) -> Samples:
    if at >= fade and at + chunk.shape[1] <= count - fade:
        return chunk
    places = np.arange(at, at + chunk.shape[1])
    edge = np.minimum(places + 0.5, count - places - 0.5)
    gain = np.clip(edge / max(1, fade), 0, 1)
    return (chunk * (0.5 - 0.5 * np.cos(np.pi * gain))).astype(np.float32)


def _silence(count: int) -> Iterator[Samples]:
    while count > 0:
        yield np.zeros((CHANNELS, min(count, _CHUNK)), np.float32)
        count -= _CHUNK
