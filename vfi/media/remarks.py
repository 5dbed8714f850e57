"""What is odd about a film, as an id and values: the sentence is made in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Warning:
    """Something a person should know about a film that can be used all the same.

    `id` names the sentence (`FILM_REMARKS` in `vfi.words.sentences_film`), `values` fill its `{slots}`: whole
    numbers, times in ns under names that end in `_ns`, or short texts.
    """

    id: str
    values: Mapping[str, int | str] = field(default_factory=dict)
