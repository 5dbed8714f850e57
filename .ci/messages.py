"""What a message catalogue lacks: `python .ci/messages.py ar` names every text that has no translation, with its place.

`--tidy` brings the catalogue into order and leaves out what nobody says any more. It holds translated texts only: the
others stay English, and are added by hand, like the ones that are there.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent.parent
KEYWORDS = {"tr": None, "N_": None, "tr_n": (1, 2)}


def said() -> Catalog:
    """Every text that the program can say, with where it stands."""
    found = Catalog()
    for file, line, text, _, _ in extract_from_dir(HERE / "vfi", [("**.py", "python")], keywords=KEYWORDS):
        if text:  # an empty one is the catalogue's own header
            found.add(text, locations=[(f"vfi/{file}", line)])
    return found


def path_of(language: str) -> Path:
    return HERE / "vfi" / "assets" / "messages" / language / "LC_MESSAGES" / "vfi.po"


def read(language: str) -> Catalog:
    with path_of(language).open("rb") as file:
        return read_po(file)


def lacking(catalogue: Catalog) -> list[Message]:
    """The messages that the program says and the catalogue does not translate, in the order of their places."""
    return sorted((each for each in said() if each.id and not _translated(catalogue, each)), key=_place)


def tidied(catalogue: Catalog) -> Catalog:
    """The catalogue with the translations of what is said, and no other."""
    new = Catalog(locale=catalogue.locale, header_comment=catalogue.header_comment, fuzzy=False)
    new.mime_headers = [pair for pair in catalogue.mime_headers if pair[0] != "Generated-By"]
    for each in said():
        if each.id and _translated(catalogue, each):
            new.add(each.id, catalogue[each.id].string, flags=each.flags)
    return new


def _translated(catalogue: Catalog, message: Message) -> bool:
    found = catalogue.get(message.id)
    if found is None or isinstance(found.id, str) != isinstance(message.id, str):
        return False
    return all([found.string] if isinstance(found.string, str) else found.string or [""])


def _place(message: Message) -> tuple[str, int]:
    return message.locations[0]


def main(words: list[str]) -> int:
    languages = [word for word in words if not word.startswith("-")] or ["ar"]
    for language in languages:
        catalogue = read(language)
        if "--tidy" in words:
            catalogue = tidied(catalogue)
            with path_of(language).open("wb") as file:
                write_po(file, catalogue, width=100, sort_output=True)
        missing = lacking(catalogue)
        for each in missing:
            file, line = _place(each)
            print(f"{file}:{line}: {each.id if isinstance(each.id, str) else each.id[1]}")
        print(f"{language}: {len(missing)} of {len(said())} texts are not translated.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
