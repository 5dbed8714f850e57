"""Every sentence that a person may see goes through here: one `tr()`, one direction of writing."""

from __future__ import annotations

import gettext
from collections.abc import Iterable, Mapping
from importlib import import_module, resources
from pathlib import Path, PurePath
from pkgutil import iter_modules

from vfi.core.errors import VfiError

_PARTS = tuple(
    import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__) if found.name.startswith("sentences")
)
"""Every `sentences_*.py` beside this file: one for each part of the program."""

SENTENCES: dict[str, str] = {id: text for part in _PARTS for id, text in part.SENTENCES.items()}
"""Error id -> what went wrong, in English."""

REMEDIES: dict[str, str] = {id: text for part in _PARTS for id, text in part.REMEDIES.items()}
"""Error id -> what to do about it, where the sentence does not say so."""

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "ckb"})

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def use_language(language: str) -> None:
    """Speak this language (`en`, `ar`, ...); a sentence without a translation stays English."""
    global _catalogue, _language
    folder = Path(str(resources.files("vfi"))) / "assets" / "messages"
    _catalogue = gettext.translation("vfi", localedir=str(folder), languages=[language], fallback=True)
    _language = language


def language() -> str:
    """The language in use."""
    return _language


def right_to_left(language: str | None = None) -> bool:
    """Is this language (or the one in use) written from right to left?"""
    return (language or _language).split("_")[0].split("-")[0] in _RIGHT_TO_LEFT


def tr(message: str, **values: object) -> str:
    """The message in the language in use, its `{slots}` filled.

    In a language that is written from right to left each text in a slot keeps its own direction, so that a name in
    Latin letters keeps its full stop; what is kept in a file is filled with `format` instead.

    >>> tr("{n} frames", n=3)
    '3 frames'
    """
    text = _catalogue.gettext(message)
    return text.format(**_apart(values)) if values else text


def tr_n(one: str, many: str, n: int, **values: object) -> str:
    """The form of the message that fits the number `n`, which also fills the slot `{n}`."""
    return _catalogue.ngettext(one, many, n).format(n=n, **_apart(values))


def listed(parts: Iterable[str]) -> str:
    """One after another with the comma of the language in use; what is empty is left out.

    >>> listed(("home play", "", "11 March"))
    'home play, 11 March'
    """
    there = [part for part in parts if part]
    if not right_to_left() or len(there) < 2:
        return tr(", ").join(there)
    # parts that are set apart do not say where the line begins; U+200F does
    return "\u200f" + tr(", ").join(f"\u2068{part}\u2069" for part in there)


def sentence(error: VfiError) -> str:
    """What went wrong and what to do, in words for the person in front of the screen.

    Values that the sentence does not use are left out; an id without a sentence is shown as it is, so that a
    forgotten sentence is seen in a test and not hidden.
    """
    words = SENTENCES.get(error.id)
    if words is None:
        return error.id
    values = in_words(error.values)
    said = tr(words, **values)
    remedy = REMEDIES.get(error.id)
    return f"{said} {tr(remedy, **values)}" if remedy else said


def _apart(values: Mapping[str, object]) -> Mapping[str, object]:
    """The values, texts among them set apart (U+2068, U+2069) where their surroundings run from right to left."""
    if not right_to_left():
        return values
    return {name: f"\u2068{value}\u2069" if _is_text(value) else value for name, value in values.items()}


def _is_text(value: object) -> bool:
    return isinstance(value, PurePath) or (isinstance(value, str) and value != "")


def in_words(values: Mapping[str, object]) -> dict[str, object]:
    """The values of a sentence; an error among them (why something could not be done) as its own sentence."""
    return {name: sentence(value) if isinstance(value, VfiError) else value for name, value in values.items()}
