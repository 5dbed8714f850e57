"""The message catalogues: every translation fills the same slots, and what ships is what was compiled from the text."""

from __future__ import annotations

import gettext
import re
from importlib import resources
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

FOLDER = Path(str(resources.files("vfi"))) / "assets" / "messages"
LANGUAGES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


def slots(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


def translations(language: str) -> list[tuple[str, str]]:
    """Each English text with one of its translations; plural forms may leave out the number alone."""
    with (FOLDER / language / "LC_MESSAGES" / "vfi.po").open("rb") as file:
        catalogue = read_po(file)
    found = []
    for message in catalogue:
        if not message.id:
            continue
        if isinstance(message.id, str):
            found.append((message.id, str(message.string)))
        else:
            found += [(message.id[1], form) for form in message.string or ()]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fills_no_slot_that_the_text_does_not_have(language: str) -> None:
    # one that it leaves out is a matter of language (a plural form says "two" in a word); one too many is a crash
    wrong = [(english, said) for english, said in translations(language) if slots(said) - slots(english)]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_compiled_is_what_stands_in_the_text(language: str) -> None:
    compiled = gettext.translation("vfi", localedir=str(FOLDER), languages=[language])
    with (FOLDER / language / "LC_MESSAGES" / "vfi.po").open("rb") as file:
        single = [each for each in read_po(file) if each.id and isinstance(each.id, str)]
    assert single
    assert [each.id for each in single if compiled.gettext(str(each.id)) != each.string] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_make_messages_compiles_the_text_without_a_complaint(language: str) -> None:
    # "{n} % sure" is taken for one of Python's old slots; a no-break space after the sign makes it none
    with (FOLDER / language / "LC_MESSAGES" / "vfi.po").open("rb") as file:
        complaints = [(message.id, problems) for message, problems in read_po(file).check()]
    assert complaints == []


def test_a_draft_says_that_nobody_has_checked_it() -> None:
    assert (FOLDER / "ar" / "LC_MESSAGES" / "vfi.po").read_text(encoding="utf-8").startswith("# Arabic: a DRAFT")
