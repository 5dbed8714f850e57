"""Words for what a key did, what is asked, and what is odd about a film."""

from __future__ import annotations

from collections.abc import Mapping

from vfi.core.rules import Said
from vfi.core.time import clock_text
from vfi.words import SENTENCES, in_words, tr
from vfi.words.sentences_desk import LABELS
from vfi.words.sentences_film import FILM_REMARKS, remark_slots

_TIMES = frozenset({"time", "start", "end"})


def say(said: Said) -> str:
    """What a rule or an error has to say, its times (ns) written as a person reads them."""
    return _filled(said.id, said.values)


def label(id: str) -> str:
    """What undo takes back: to be put after "Undo"."""
    return tr(LABELS.get(id, id))


def readable(values: Mapping[str, object]) -> dict[str, object]:
    """The same values, times (ns) as a person reads them."""
    return {
        name: clock_text(value) if name in _TIMES and isinstance(value, int) else value
        for name, value in values.items()
    }


def film_remark(id: str, values: Mapping[str, int | str]) -> str:
    """What is odd about a film; values under names that end in `_ns` are times."""
    words = FILM_REMARKS.get(id)
    if words is None:
        return id
    slots = remark_slots(values)
    return tr(words, **slots) if slots else tr(words)


def _filled(id: str, values: Mapping[str, object]) -> str:
    words = SENTENCES.get(id)
    if words is None:
        return id
    filled = readable(in_words(values))
    return tr(words, **filled) if filled else tr(words)
