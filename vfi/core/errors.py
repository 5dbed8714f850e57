"""Failures that a person can act on: an id that names the sentence, and the values that fill it."""

from __future__ import annotations


class VfiError(Exception):
    """What went wrong, as an id and values; `vfi.words` makes the sentence in the reader's language.

    `id` is the key of the sentence in `vfi.words.sentences` (kebab-case), `values` fill its `{slots}`.
    """

    exit_code = 1
    """What the command line exits with: 1 could not do it, 2 wrong use or bad input."""

    def __init__(self, id: str, **values: object) -> None:
        super().__init__(id, values)
        self.id = id
        self.values = values

    def __str__(self) -> str:
        return self.id

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.id, self.values)


def _rebuild(kind: type[VfiError], id: str, values: dict[str, object]) -> VfiError:
    return kind(id, **values)


class BadInput(VfiError):
    """What was given cannot be used: a file that is no film, a scheme with unknown references, a wrong word."""

    exit_code = 2


class CouldNot(VfiError):
    """The request was right and could not be carried out: disk full, folder gone, coding open elsewhere."""


class Refused(VfiError):
    """A rule of the domain forbids it: no consent, an end before its start, a stale edit."""


class FilmError(BadInput):
    """A film cannot be opened or read."""


class FileDamaged(BadInput):
    """One of our own files is torn, altered or of a newer version."""
