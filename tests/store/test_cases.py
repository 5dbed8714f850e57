"""case.toml and library.toml: read back as written, comments and unknown keys kept, nobody's work undone."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from vfi.core.case import Case, Library, Person
from vfi.core.consent import Consent, Purpose
from vfi.core.errors import BadInput, FileDamaged, Refused
from vfi.core.findings import Finding, Severity
from vfi.files.vault import PlainVault
from vfi.store import cases, libraries, sessions
from vfi.store.cases import case_folders, new_case, read_case, save_case
from vfi.store.libraries import Place, new_library, place_of, read_library, save_library
from vfi.store.records import examine
from vfi.store.toml_writing import updated

FAMILY = Case(
    id="F012",
    label="A. and baby",
    goal="“I want to know what he needs when he turns away.”",
    flags=("looked-after",),
    language="ar",
    people=(
        Person(id="mum", role="carer", label="A.", parental_responsibility=True),
        Person(id="baby", role="infant", born="2025-10-01"),
    ),
    consents=(
        Consent(
            id="c1",
            person="mum",
            basis="parental-responsibility",
            date="2026-03-11",
            expires="2026-09-11",
            purposes=(Purpose.FILM, Purpose.REVIEW),
            withdrawn_for=((Purpose.REVIEW, "2026-04-01"),),
            form="v3",
            language="ar",
            interpreter="H.",
            note="two\nlines",
        ),
    ),
)

BY_HAND = """\
# kept by A.
format = 1
label = "A. and baby"   # the initials
colour-of-door = "green"

[[person]]
id = "mum"
role = "carer"
shoe-size = 39          # who knows
born = 1999-01-02

# the form lies in the grey folder
[[consent]]
person = "mum"
basis = "parental-responsibility"
date = 2026-03-11
purposes = ["film"]
"""


@pytest.fixture
def vault(tmp_path: Path) -> PlainVault:
    return PlainVault(tmp_path)


def by_hand(vault: PlainVault, text: str = BY_HAND) -> Path:
    path = vault.root / "F012" / "case.toml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


def findings_of(vault: PlainVault, text: str) -> list[Finding]:
    by_hand(vault, text)
    with pytest.raises(FileDamaged) as damaged:
        read_case(vault, "F012")
    assert damaged.value.id == "record-findings"
    found = damaged.value.values["findings"]
    assert isinstance(found, tuple)
    return list(found)


def test_a_case_is_read_back_as_it_was_written(vault: PlainVault) -> None:
    new_case(vault, FAMILY)
    assert read_case(vault, "F012").value == FAMILY


def test_a_new_case_never_replaces_one(vault: PlainVault) -> None:
    new_case(vault, FAMILY)
    with pytest.raises(Refused) as refused:
        new_case(vault, Case(id="F012"))
    assert refused.value.id == "record-exists"
    assert read_case(vault, "F012").value == FAMILY


@pytest.mark.parametrize("name", ["", "..", "a/b", "con", "Smith family", ".hidden"])
def test_a_name_that_some_system_does_not_take_is_refused(vault: PlainVault, name: str) -> None:
    with pytest.raises(BadInput) as refused:
        new_case(vault, Case(id=name))
    assert refused.value.id == "bad-folder-name"


def test_keys_come_in_a_fixed_order(vault: PlainVault) -> None:
    new_case(vault, FAMILY)
    text = vault.read("F012/case.toml").decode()
    assert list(tomllib.loads(text)) == ["format", "label", "goal", "status", "flags", "language", "person", "consent"]
    assert "\r" not in text
    assert "“I want" in text


def test_saving_what_did_not_change_changes_no_byte(vault: PlainVault) -> None:
    path = by_hand(vault)
    before = path.read_bytes()
    stored = read_case(vault, "F012")
    save_case(vault, stored, replace(stored.value))
    assert path.read_bytes() == before


def test_comments_and_unknown_keys_survive_a_change(vault: PlainVault) -> None:
    path = by_hand(vault)
    stored = read_case(vault, "F012")
    case = stored.value.with_consent(Consent(person="mum", basis="delegated", purposes=(Purpose.RESEARCH,)))
    save_case(vault, stored, replace(case, label="A., B. and baby"))
    text = path.read_text(encoding="utf-8")
    for kept in ("# kept by A.", "# the initials", 'colour-of-door = "green"', "# who knows", "# the form lies"):
        assert kept in text
    assert "born = 1999-01-02" in text
    assert [change for change in read_case(vault, "F012").value.consents if change.basis == "delegated"]
    assert read_case(vault, "F012").value.label == "A., B. and baby"


def test_unknown_keys_are_said(vault: PlainVault) -> None:
    by_hand(vault, BY_HAND.replace("basis =", 'bassis = "x"\nbasis ='))
    warnings = read_case(vault, "F012").warnings
    assert [(found.id, found.line, found.severity) for found in warnings] == [
        ("file-unknown-key", 4, Severity.WARNING),
        ("file-unknown-key", 9, Severity.WARNING),
        ("file-unknown-key-meant", 15, Severity.WARNING),
    ]


def test_everything_wrong_in_a_case_is_found_at_once(vault: PlainVault) -> None:
    text = BY_HAND.replace('basis = "parental-responsibility"', 'basis = "because"')
    text = text.replace('person = "mum"', 'person = "mom"').replace("2026-03-11", '"11.3.2026"')
    text = text.replace('["film"]', '["film", "fun"]').replace('role = "carer"\n', "")
    found = findings_of(vault, text)
    assert sorted((finding.id, finding.line) for finding in found if finding.severity is Severity.ERROR) == [
        ("file-bad-date", 15),
        ("file-key-missing", 6),
        ("file-not-a-choice", 14),
        ("file-not-a-choice", 16),
        ("scheme-unknown-reference-meant", 13),
    ]


def test_the_same_person_twice_is_found(vault: PlainVault) -> None:
    found = findings_of(vault, BY_HAND + '\n[[person]]\nid = "mum"\nrole = "other"\n')
    assert [(finding.id, finding.line) for finding in found if finding.id == "scheme-id-twice"] == [
        ("scheme-id-twice", 20)
    ]


@pytest.mark.parametrize("text", ["label = [", "person = 3", "\x00", "[[person]]", "[consent]\nx = 1"])
def test_a_broken_file_is_never_a_traceback(vault: PlainVault, text: str) -> None:
    assert findings_of(vault, text)


@pytest.mark.parametrize("text", ["", "\n", BY_HAND.replace("format = 1\n", "")])
def test_a_file_that_does_not_say_its_format_is_refused_for_it_may_have_lost_its_consents(
    vault: PlainVault, text: str
) -> None:
    (found,) = [found for found in findings_of(vault, text) if found.severity is Severity.ERROR]
    assert (found.id, found.line) == ("record-no-format", 1)


@pytest.mark.parametrize("format", ["0", "-1", "true", '"1"'])
def test_a_format_that_never_was_is_refused(vault: PlainVault, format: str) -> None:
    (found,) = findings_of(vault, f"label = 'A.'\nformat = {format}\n")
    assert (found.line, found.severity) == (2, Severity.ERROR)


def test_a_file_that_was_emptied_meanwhile_is_not_filled_from_memory(vault: PlainVault) -> None:
    stored = new_case(vault, FAMILY)
    vault.write("F012/case.toml", b"")
    with pytest.raises(FileDamaged):
        save_case(vault, stored, replace(stored.value, label="mine"))
    assert vault.read("F012/case.toml") == b""


def test_a_newer_format_can_be_read_and_is_never_written(vault: PlainVault) -> None:
    path = by_hand(vault, BY_HAND.replace("format = 1", "format = 2"))
    stored = read_case(vault, "F012")
    assert (stored.newer, stored.value.label) == (2, "A. and baby")
    with pytest.raises(Refused) as refused:
        save_case(vault, stored, replace(stored.value, label="mine"))
    assert refused.value.id == "record-newer"
    assert "mine" not in path.read_text(encoding="utf-8")


def test_what_is_added_stands_apart_by_one_empty_line_and_the_rest_as_it_was_set(vault: PlainVault) -> None:
    path = by_hand(vault, 'format = 1\n[[person]]\nid = "mum"\nrole = "carer"\n\n\n# the form\n[[consent]]\n'
                   'person = "mum"\nbasis = "delegated"')  # fmt: skip
    stored = read_case(vault, "F012")
    agreed = Consent(person="mum", basis="delegated", withdrawn_for=((Purpose.FILM, "2026-04-01"),))
    for _ in range(2):
        stored = save_case(vault, stored, stored.value.with_consent(agreed))
    people = (*stored.value.people, Person(id="baby", role="infant"), Person(id="dad", role="carer"))
    save_case(vault, stored, replace(stored.value, people=people))
    text = path.read_text(encoding="utf-8")
    assert text.startswith('format = 1\n[[person]]\nid = "mum"')
    starts = re.findall(r"(\n*)\n\[+([a-z_.]+)", text)
    assert [(name, len(gap)) for gap, name in starts[1:]] == [
        ("person", 1),
        ("person", 1),
        ("consent", 1),
        ("consent", 1),
        ("consent.withdrawn_for", 1),
        ("consent", 1),
        ("consent.withdrawn_for", 1),
    ]


# -- several writers ---------------------------------------------------------------------------------------------------


def test_two_people_who_change_different_things_both_keep_their_change(vault: PlainVault) -> None:
    new_case(vault, FAMILY)
    anna, ben = read_case(vault, "F012"), read_case(vault, "F012")
    save_case(vault, anna, replace(anna.value, status="resting"))
    saved = save_case(vault, ben, replace(ben.value, goal="to rest together"))
    assert (saved.value.status, saved.value.goal) == ("resting", "to rest together")
    assert read_case(vault, "F012").value == saved.value


def test_two_people_who_change_the_same_thing_are_told_and_the_first_stays(vault: PlainVault) -> None:
    new_case(vault, FAMILY)
    anna, ben = read_case(vault, "F012"), read_case(vault, "F012")
    save_case(vault, anna, replace(anna.value, goal="hers"))
    with pytest.raises(Refused) as refused:
        save_case(vault, ben, replace(ben.value, goal="his"))
    assert (refused.value.id, refused.value.values["field"]) == ("record-changed-meanwhile", "goal")
    assert read_case(vault, "F012").value.goal == "hers"


def test_two_people_who_make_the_same_change_agree(vault: PlainVault) -> None:
    new_case(vault, FAMILY)
    anna, ben = read_case(vault, "F012"), read_case(vault, "F012")
    save_case(vault, anna, replace(anna.value, goal="ours"))
    assert save_case(vault, ben, replace(ben.value, goal="ours")).value.goal == "ours"


def test_what_was_saved_can_be_saved_again(vault: PlainVault) -> None:
    stored = new_case(vault, FAMILY)
    for status in ("resting", "open", "ended"):
        stored = save_case(vault, stored, replace(stored.value, status=status))
    assert read_case(vault, "F012").value.status == "ended"


# -- what is documented ------------------------------------------------------------------------------------------------


def test_the_documented_examples_are_read_without_a_finding() -> None:
    text = (Path(__file__).parents[2] / "docs" / "file-format.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    kinds = (libraries.KIND, cases.KIND, sessions.KIND)
    for kind, block in zip(kinds, blocks, strict=False):
        value, found, newer = examine(kind, block.replace("…", "0a" * 32).encode(), kind.file, "F012")
        assert (found, newer) == ((), None)
        assert value is not None
        assert set(kind.write(value)) <= set(tomllib.loads(block))


# -- any change of any file --------------------------------------------------------------------------------------------

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=6)
SCALARS = st.one_of(WORDS, st.integers(-5, 5), st.booleans(), st.lists(WORDS, max_size=2))
TABLES = st.dictionaries(st.sampled_from(["a", "b-c", "note"]), SCALARS, max_size=3)
NAMED = st.lists(
    st.builds(lambda id, table: {"id": id, **table}, st.sampled_from(["x", "y", "z"]), TABLES),
    max_size=3,
    unique_by=lambda table: table["id"],
)
FILES = st.fixed_dictionaries(
    {}, optional={"label": WORDS, "n": st.integers(0, 9), "person": NAMED, "film": NAMED, "kept": TABLES}
)


@settings(max_examples=120, deadline=None)
@given(FILES, FILES)
def test_a_file_says_afterwards_what_it_was_told_and_keeps_the_rest(old: dict[str, Any], new: dict[str, Any]) -> None:
    before = tomlkit.dumps(old).encode()
    after = updated(before, new)
    found = tomllib.loads(after.decode())
    for key, value in new.items():
        if isinstance(value, dict):
            assert found[key] == {**old.get(key, {}), **value}
        elif key in ("person", "film"):
            known = {table["id"]: table for table in old.get(key, [])}
            assert found[key] == [{**known.get(table["id"], {}), **table} for table in value]
        else:
            assert found[key] == value
    assert {key: found[key] for key in old if key not in new} == {key: old[key] for key in old if key not in new}
    assert updated(after, new) == after


# -- the library -------------------------------------------------------------------------------------------------------


def test_a_library_knows_its_name_and_its_rules(vault: PlainVault) -> None:
    library = Library(name="Little Steps", languages=("en", "ar"), retention=(("film", "2 months after the end"),))
    stored = new_library(vault, library)
    assert read_library(vault).value == library
    save_library(vault, stored, replace(library, name="Small Steps"))
    assert read_library(vault).value.name == "Small Steps"


def test_folders_that_hold_no_case_are_no_cases(vault: PlainVault) -> None:
    new_library(vault, Library())
    new_case(vault, Case(id="F012"))
    new_case(vault, Case(id="F007"))
    vault.make_folder("making")
    assert case_folders(vault) == ["F007", "F012"]


def test_a_path_tells_its_library_case_and_session(tmp_path: Path) -> None:
    session = tmp_path / "lib" / "F012" / "play"
    (session / "codings").mkdir(parents=True)
    (session / "session.toml").touch()
    assert place_of(session / "codings") == Place(root=session, session="", rest="codings")
    (session.parent / "case.toml").touch()
    assert place_of(session) == Place(root=session.parent, case="", session="play")
    (tmp_path / "lib" / "library.toml").touch()
    assert place_of(session) == Place(root=tmp_path / "lib", case="F012", session="F012/play")
    assert place_of(tmp_path / "lib") == Place(root=tmp_path / "lib")
    assert place_of(tmp_path) is None
