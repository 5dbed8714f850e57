"""Setting type: values and a template become PDF pages, or the same pages as pictures for the screen.

The templates (`vfi/assets/print`) are ours; what people wrote reaches them as data, never as their language, so that no
text can do anything but stand there. Pictures travel in memory: none of a child is put into a folder of the system.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vfi.core.errors import BadInput, CouldNot
from vfi.printing.fonts import FAMILIES, fonts_folder, missing_signs
from vfi.printing.values import Picture, Words

if TYPE_CHECKING:  # 30 MB that only a person who prints needs
    import typst

_TOO_FULL = "too-full"
"""What a template says when the words have no room at the smallest size that can be read."""


class Typeset:
    """Pages that are ready. Made by `typeset`."""

    def __init__(self, template: Path, data: str) -> None:
        self._template = template
        self._inputs = {"data": data}

    def pdf(self) -> bytes:
        """The pages as a PDF that says nothing about itself: no title, author or time."""
        made = self._compile("pdf", 144.0)
        assert isinstance(made, bytes)
        return made

    def pictures(self, dots_per_inch: float = 110.0) -> tuple[bytes, ...]:
        """Each page as PNG."""
        made = self._compile("png", dots_per_inch)
        return (made,) if isinstance(made, bytes) else tuple(made)

    def _compile(self, form: Any, dots_per_inch: float) -> bytes | list[bytes]:
        import typst

        try:
            made = _compiler().compile(self._template, format=form, ppi=dots_per_inch, sys_inputs=self._inputs)
        except typst.TypstError as error:
            if _TOO_FULL in error.message:
                raise BadInput("paper-too-full") from error
            raise CouldNot("paper-not-set", reason=error.message) from error
        assert made is not None  # it was told no file to write
        return made


def typeset(template: str, sheet: object) -> Typeset:
    """The pages of a sheet, a dataclass whose fields the template knows.

    Raises:
        BadInput: `paper-no-glyph` with `characters` that no font has.
    """
    data = _plain(sheet)
    missing = missing_signs("".join(_texts(sheet)))
    if missing:
        raise BadInput("paper-no-glyph", characters=" ".join(missing))
    return Typeset(_templates() / f"{template}.typ", json.dumps(data, ensure_ascii=False))


def _templates() -> Path:
    return Path(str(resources.files("vfi"))) / "assets" / "print"


@cache
def _compiler() -> typst.Compiler:
    """One for the program: it reads the fonts once. Sees our own fonts and templates and no other file."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts_folder()])
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True, root=_templates())


def _plain(value: object) -> Any:
    """As JSON knows it."""
    match value:
        case Words():
            language = value.language.split("-")[0].split("_")[0].lower()
            known = 2 <= len(language) <= 3 and language.isascii() and language.isalpha()
            return {
                "lines": value.text.strip().split("\n"),
                "lang": language if known else "en",
                "rtl": value.right_to_left,
            }
        case Picture():
            return {"svg": value.svg, "alt": value.alt}
        case tuple():
            return [_plain(each) for each in value]
        case Mapping():
            return {key: _plain(each) for key, each in value.items()}
    if is_dataclass(value):
        own = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {**own, "families": list(FAMILIES)} if "families" not in own else own
    return value


def _texts(value: object) -> Iterator[str]:
    """All that is to be read."""
    match value:
        case str():
            yield value
        case Words():
            yield value.text
        case Picture():
            pass
        case tuple():
            for each in value:
                yield from _texts(each)
        case Mapping():
            for each in value.values():
                yield from _texts(each)
        case _ if is_dataclass(value):
            for field in fields(value):
                yield from _texts(getattr(value, field.name))
