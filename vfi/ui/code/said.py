"""What was said about a key, in words: a sentence id with its values."""

from __future__ import annotations

from vfi.core.errors import VfiError
from vfi.core.rules import Said
from vfi.core.time import clock_text
from vfi.words import sentence


def said_words(said: Said) -> str:
    """The sentence; times (`time`, ns) become clock times, a reason that is itself an error becomes its sentence."""
    values: dict[str, object] = {}
    for name, value in said.values.items():
        if name.startswith("time") and isinstance(value, int):
            values[name] = clock_text(value)
        elif isinstance(value, VfiError):
            values[name] = sentence(value)
        else:
            values[name] = value
    return sentence(VfiError(said.id, **values))
