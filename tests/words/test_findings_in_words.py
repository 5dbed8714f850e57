"""What `vfi check` says is said in one language, also where a file must hold a certain kind of value."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import vfi
from vfi.core.findings import Finding
from vfi.words import use_language
from vfi.words.findings import finding_text
from vfi.words.sentences_store import WANTED


@pytest.fixture
def arabic() -> Iterator[None]:
    use_language("ar")
    yield
    use_language("en")


def test_what_a_value_must_be_is_said_in_the_language_of_the_sentence(arabic: None) -> None:
    said = finding_text(Finding(path="a.toml", line=3, id="file-wrong-type", values={"key": "n", "wanted": "a number"}))
    assert "«\u2068n\u2069»" in said
    assert "عدد" in said
    assert "number" not in said


def test_every_kind_of_value_that_reading_asks_for_can_be_translated() -> None:
    reading = Path(vfi.__file__).parent / "store" / "toml_reading.py"
    asked = {
        str(node.args[2].value)
        for node in ast.walk(ast.parse(reading.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "_get"
        and isinstance(node.args[2], ast.Constant)
    }
    assert len(asked) > 4  # the walk found the calls
    assert asked <= set(WANTED)
