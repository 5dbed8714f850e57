"""No error without a sentence, and no sentence that its values cannot fill."""

from __future__ import annotations

import ast
import string
from collections import Counter
from importlib import import_module
from pathlib import Path

import vfi
from vfi.core.errors import BadInput
from vfi.words import REMEDIES, SENTENCES, sentence
from vfi.words.saying import film_remark
from vfi.words.sentences_film import FILM_REMARKS

ERRORS = {"VfiError", "BadInput", "CouldNot", "Refused", "FilmError", "FileDamaged"}
PACKAGE = Path(vfi.__file__).parent


def raised_ids() -> dict[str, str]:
    """Every id given to one of our errors as a plain string -> where."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ERRORS
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                found[str(node.args[0].value)] = f"{path.relative_to(PACKAGE)}:{node.lineno}"
    return found


def test_every_error_that_is_raised_has_a_sentence() -> None:
    raised = raised_ids()
    assert len(raised) > 10  # the walk found the sources
    assert {id: place for id, place in raised.items() if id not in SENTENCES} == {}


def test_an_id_has_its_sentence_in_one_part_alone() -> None:
    parts = [import_module(f"vfi.words.{path.stem}") for path in (PACKAGE / "words").glob("sentences*.py")]
    assert len(parts) > 10
    ids = Counter(id for part in parts for id in part.SENTENCES)
    assert [id for id, count in ids.items() if count > 1] == []
    assert set(ids) == set(SENTENCES)


def test_a_remedy_belongs_to_a_sentence() -> None:
    assert set(REMEDIES) <= set(SENTENCES)


def test_every_slot_is_a_plain_name() -> None:
    for text in (*SENTENCES.values(), *REMEDIES.values()):
        for _, slot, _, _ in string.Formatter().parse(text):
            assert slot is None or slot.isidentifier(), text


def test_what_went_wrong_and_what_to_do_are_said_together() -> None:
    error = BadInput("no-such-frame", frame=900, last=899)
    assert sentence(error) == "There is no picture 900; the last one is 899. Choose a number from 0 to 899."


def test_every_remark_about_a_film_can_be_said_with_its_times_in_seconds() -> None:
    for id, text in FILM_REMARKS.items():
        slots = [slot for _, slot, _, _ in string.Formatter().parse(text) if slot]
        values = {f"{slot[:-2]}_ns" if slot.endswith("_s") else slot: 1_500_000_000 for slot in slots}
        said = film_remark(id, values)
        assert "{" not in said
        assert ("1.500" in said) == any(slot.endswith("_s") for slot in slots)
