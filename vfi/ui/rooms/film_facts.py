"""What kind of film it is, in plain words: all of it, or only what a person must know before working with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vfi.media.facts import FilmFacts
from vfi.media.film import Film
from vfi.media.index import FilmIndex, build_index, provisional_index
from vfi.media.index_cache import index_key
from vfi.media.report import FilmReport, film_report
from vfi.ui.jobs import Handle
from vfi.ui.rooms.dates import length_words, thousands
from vfi.words import tr
from vfi.words.saying import film_remark

ASKS_FOR_CARE = frozenset(
    {
        *("report-provisional", "report-far-keys", "report-sound-late", "report-sound-early", "report-stretch"),
        *("report-more-stretches", "truncated", "pictures-lost", "suspect", "times-made-up", "joined", "size-changes"),
        *("several-pictures", "hidden-frames", "gap", "no-sound", "sound-starts-late", "picture-starts-late"),
    }
)
"""What changes how one works with the film, or what can be trusted in it. Everything else is as it should be."""
_TOLD_AT_ONCE = ASKS_FOR_CARE - {"no-sound"} | {"report-turned", "report-hdr", "interlaced"}
"""What is said of a new film; that it has no sound stands in the headline."""


@dataclass(frozen=True, slots=True)
class Look:
    """A film after the first look: what it is, its first picture (RGB), its index and the file that it is valid for."""

    report: FilmReport
    picture: npt.NDArray[np.uint8]
    index: FilmIndex
    key: str


def look_at(path: Path, handle: Handle, first: Callable[[FilmFacts, npt.NDArray[np.uint8]], object]) -> Look:
    """Index a film and read its first picture; for a worker thread.

    `first` is called as soon as there is something to see, for a long film before it has been read through.

    Raises:
        FilmError: it cannot be used; the sentence says why. CouldNot: cancelled.
    """
    key = index_key(path)
    early = provisional_index(path)
    if early is not None:
        first(film_report(path, early).facts, _first_picture(path, early))
    index = build_index(path, progress=handle.progress, cancelled=handle.cancelled)
    return Look(film_report(path, index), _first_picture(path, index), index, key)


def _first_picture(path: Path, index: FilmIndex) -> npt.NDArray[np.uint8]:
    with Film(path, index) as film:
        return film.read(0)


def facts_headline(facts: FilmFacts) -> str:
    """`A film of 4 minutes 52 seconds, 1920 by 1080, with sound.`"""
    length = length_words(facts.duration_ns)
    if facts.audio is not None:
        return tr(
            "A film of {length}, {width} by {height}, with sound.",
            length=length,
            width=facts.width,
            height=facts.height,
        )
    return tr(
        "A film of {length}, {width} by {height}, without sound.", length=length, width=facts.width, height=facts.height
    )


def times_words(facts: FilmFacts) -> str:
    """Whether the pictures last equally, and that the time of each is known."""
    if facts.variable_frame_rate:
        return tr(
            "The time from one picture to the next is not always the same. That is usual for phones; "
            "the exact time of all {n} pictures is known.",
            n=thousands(facts.frames),
        )
    return tr("The exact time of all {n} pictures is known.", n=thousands(facts.frames))


def report_text(report: FilmReport) -> str:
    """What a person must know of a new film, and nothing else."""
    parts = [times_words(report.facts)]
    parts += [film_remark(line.id, line.values) for line in report.lines if line.id in _TOLD_AT_ONCE]
    return " ".join(parts)


def report_lines(report: FilmReport) -> list[tuple[bool, str]]:
    """The whole report: (asks for care, words), what asks for care first."""
    lines = [(line.id in ASKS_FOR_CARE, film_remark(line.id, line.values)) for line in report.lines]
    return sorted(lines, key=lambda line: not line[0])
