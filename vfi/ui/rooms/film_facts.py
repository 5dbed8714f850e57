"""What kind of film it is, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vfi.media.facts import FilmFacts, probe
from vfi.media.film import Film
from vfi.media.index import build_index
from vfi.ui.jobs import Handle
from vfi.ui.rooms.dates import length_words, thousands
from vfi.words import tr
from vfi.words.saying import film_remark


@dataclass(frozen=True, slots=True)
class Look:
    """A film after the first look: its facts and its first picture (RGB)."""

    facts: FilmFacts
    picture: npt.NDArray[np.uint8]


def look_at(path: Path, handle: Handle) -> Look:
    """Index a film and read its first picture; for a worker thread.

    Raises:
        FilmError: it cannot be used; the sentence says why.
    """
    index = build_index(path, progress=handle.progress, cancelled=handle.cancelled)
    facts = probe(path, index)
    with Film(path, index) as film:
        return Look(facts, film.read(0))


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


def facts_text(facts: FilmFacts) -> str:
    """What a person should know before working with it."""
    parts = []
    if facts.variable_frame_rate:
        parts.append(
            tr(
                "The time from one picture to the next is not always the same. That is usual for phones; "
                "the exact time of all {n} pictures is known.",
                n=thousands(facts.frames),
            )
        )
    else:
        parts.append(tr("The exact time of all {n} pictures is known.", n=thousands(facts.frames)))
    parts += [film_remark(remark.id, remark.values) for remark in facts.warnings if remark.id != "variable-rate"]
    return " ".join(parts)
