"""Scheme files: read whole, or every problem at once with its line."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vfi.core.errors import BadInput, FileDamaged, Refused
from vfi.core.events import CodeId, TierId
from vfi.core.findings import Finding, Severity, errors
from vfi.core.scheme import DEFAULT_LETTERS, NO_SCHEME, Code, ModifierKind, Scheme, Special, StateRule, TierType
from vfi.files.vault import PlainVault
from vfi.store.schemes import check_scheme, freeze_scheme, read_frozen, read_scheme, scheme_hash
from vfi.store.toml_places import Places
from vfi.words.findings import finding_text

BUNDLED = Path(__file__).parents[2] / "coding_schemes"

SMALL = """\
format = 1
id = "small"
version = "1.0"
title = "Small"

[[subject]]
id = "infant"
label = "Baby"

[[modifier]]
id = "channel"
label = "How"
option = [ { id = "look", label = "look" }, { id = "sound", label = "sound" } ]

[[tier]]
id = "baby"
label = "Baby"
subject = "infant"
type = "point"

[[tier.code]]
id = "start"
label = "Start"
key = "S"
colour = "rust"
exclude = ["a sneeze"]
modifiers = ["channel"]

[[tier]]
id = "mood"
label = "Mood"
subject = "infant"
type = "state"
rule = "exhaustive"

[[tier.code]]
id = "calm"
label = "Calm"
key = "n"
exclude = ["asleep"]
answers = { to = ["start"], window_s = 2.1 }

[[tier.code]]
id = "upset"
label = "Upset"
key = "u"
exclude = ["a yawn"]
"""


def changed(old: str, new: str) -> tuple[Finding, ...]:
    assert SMALL.count(old) == 1, old
    return check_scheme(SMALL.replace(old, new).encode(), "small.toml")


def only(findings: tuple[Finding, ...]) -> Finding:
    assert len(findings) == 1, findings
    return findings[0]


def line_of(text: str, source: str = SMALL) -> int:
    return source[: source.index(text)].count("\n") + 1


# -- what is right -----------------------------------------------------------------------------------------------------


def test_a_scheme_is_read_into_its_parts() -> None:
    scheme = read_scheme(SMALL.encode())
    assert scheme.ref == "small@1.0"
    start = scheme.code(TierId("baby"), CodeId("start"))
    assert start is not None
    assert (start.key, start.colour, start.tier) == ("s", "rust", "baby")
    assert [option.id for option in start.modifiers[0].options] == ["look", "sound"]
    mood = scheme.tier(TierId("mood"))
    assert mood is not None
    assert (mood.type, mood.rule, mood.one_at_a_time) == (TierType.STATE, StateRule.EXHAUSTIVE, True)


def test_decimal_seconds_become_exact_nanoseconds() -> None:
    calm = read_scheme(SMALL.encode()).code(TierId("mood"), CodeId("calm"))
    assert calm is not None
    assert calm.answers is not None
    assert calm.answers.window == 2_100_000_000


def test_a_scheme_is_read_from_a_file_of_the_library(tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text(SMALL, encoding="utf-8")
    assert read_scheme("small.toml", PlainVault(tmp_path)) == read_scheme(SMALL.encode())


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    windows = b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode()
    assert read_scheme(windows) == read_scheme(SMALL.encode())


def test_a_code_may_have_modifiers_of_its_own() -> None:
    own = '[[tier.code.modifier]]\nid = "how-many"\nlabel = "How many"\nkind = "number"\n'
    scheme = read_scheme(f"{SMALL}{own}".encode())
    upset = scheme.code(TierId("mood"), CodeId("upset"))
    assert upset is not None
    assert [(modifier.id, modifier.kind) for modifier in upset.modifiers] == [("how-many", ModifierKind.NUMBER)]


# -- what is wrong -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "id", "line"),
    [
        ('key = "u"', 'key = "S"', "scheme-key-twice", 'key = "u"'),
        ('key = "u"', 'key = "shift"', "scheme-no-such-key", 'key = "u"'),
        ('id = "upset"', 'id = "calm"', "scheme-id-twice", 'id = "upset"'),
        ('id = "mood"', 'id = "baby"', "scheme-id-twice", 'id = "mood"'),
        ('id = "mood"', 'id = "marks"', "scheme-id-reserved", 'id = "mood"'),
        ('id = "upset"', 'id = "Up set"', "file-bad-id", 'id = "upset"'),
        ('["channel"]', '["chanel"]', "scheme-unknown-reference-meant", '["channel"]'),
        ('to = ["start"]', 'to = ["zzz"]', "scheme-unknown-reference", "answers ="),
        ('d"\nsubject = "infant"', 'd"\nsubject = "infnat"', "scheme-unknown-reference-meant", None),
        ('label = "Upset"\n', "", "file-key-missing", '[[tier.code]]\nid = "upset"'),
        ('label = "Upset"', 'label = " "', "file-key-missing", 'label = "Upset"'),
        ('label = "Upset"', "label = 3", "file-wrong-type", 'label = "Upset"'),
        ('colour = "rust"', 'colour = "rusty"', "scheme-unknown-colour", 'colour = "rust"'),
        ('type = "point"', 'type = "rating"', "file-not-a-choice", 'type = "point"'),
        ('rule = "exhaustive"', 'rule = "strict"', "file-not-a-choice", 'rule = "exhaustive"'),
        ("window_s = 2.1", "window_s = 0", "scheme-bad-window", "answers ="),
        ('version = "1.0"', 'version = "new"', "scheme-bad-version", 'version = "1.0"'),
        ("format = 1", "format = 2", "scheme-newer", "format = 1"),
        ('{ id = "sound", label = "sound" }', "", "scheme-too-few-options", "option ="),
    ],
)  # fmt: skip
def test_an_error_is_found_with_its_line(old: str, new: str, id: str, line: str | None) -> None:
    found = only(changed(old, new))
    assert (found.id, found.severity, found.path) == (id, Severity.ERROR, "small.toml")
    assert found.line == line_of(line or old) + (1 if line is None else 0)


@pytest.mark.parametrize(
    ("old", "new", "id"),
    [
        ('colour = "rust"', 'color = "rust"', "file-unknown-key-meant"),
        ('colour = "rust"', 'zzz = "rust"', "file-unknown-key"),
        ('key = "S"', 'key = "j"', "scheme-key-clash"),
        ('exclude = ["a yawn"]', "", "scheme-nothing-excluded"),
        ('exclude = ["a yawn"]', 'exclude = ["a yawn"]\nparent_safe = true', "scheme-no-words-for-parents"),
        ('exclude = ["a yawn"]', 'exclude = ["a yawn"]\nparent_label = {en = "Sad"}', "scheme-words-not-for-parents"),
        ('type = "point"', 'type = "point"\nrule = "free"', "scheme-rule-on-points"),
        ('title = "Small"', 'title = "Small"\nwins_over = ["m"]', "scheme-wins-over-nothing"),
    ],
)
def test_a_warning_does_not_keep_a_scheme_from_being_used(old: str, new: str, id: str) -> None:
    found = only(changed(old, new))
    assert (found.id, found.severity) == (id, Severity.WARNING)
    read_scheme(SMALL.replace(old, new).encode())


def test_all_findings_come_at_once_in_the_order_of_their_lines() -> None:
    source = SMALL.replace('key = "u"', 'key = "n"').replace('colour = "rust"', 'colour = "red"')
    source = source.replace('["channel"]', '["x"]').replace('title = "Small"\n', "")
    with pytest.raises(BadInput) as refused:
        read_scheme(source.encode(), path="small.toml")
    found = refused.value.values["findings"]
    assert isinstance(found, tuple)
    assert [finding.id for finding in found] == [
        "file-key-missing",
        "scheme-unknown-colour",
        "scheme-unknown-reference",
        "scheme-key-twice",
    ]
    assert refused.value.values["errors"] == 4
    assert [finding.line for finding in found] == sorted(finding.line for finding in found)


def test_a_finding_names_its_place_in_the_scheme_and_what_was_meant() -> None:
    found = only(changed('modifiers = ["channel"]', 'modifiers = ["chanel"]'))
    assert found.where == "tier baby / code start / modifiers"
    assert finding_text(found) == "There is no modifier “chanel”. Did you mean “channel”?"


def test_an_exhaustive_tier_needs_two_codes() -> None:
    alone = SMALL[: SMALL.index('[[tier.code]]\nid = "upset"')]
    found = only(check_scheme(alone.encode()))
    assert (found.id, found.line) == ("scheme-exhaustive-needs-two", line_of('rule = "exhaustive"'))


def test_a_code_that_takes_time_out_must_last() -> None:
    found = only(changed('key = "S"', 'key = "S"\nspecial = "unscorable"'))
    assert found.id == "scheme-unscorable-point"


def test_a_scheme_claims_a_default_key_only_by_saying_so() -> None:
    source = SMALL.replace('key = "S"', 'key = "m"')
    assert only(check_scheme(source.encode())).id == "scheme-key-clash"
    assert check_scheme(source.replace("title", 'wins_over = ["m"]\ntitle').encode()) == ()


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        ('title = "Small\n', 4),
        ('id = "small"\nid = "again"\n', 2),
        ("[[tier]\n", 1),
        ("a = 1\nb = [1, 2\nc = 3\n", 3),
        ("a = 1\n= 2\n", 2),
        ("a = 1\nb = tru\n", 2),
        ('x = """\nnever closed', 2),
    ],
)
def test_broken_toml_is_one_finding_with_its_line(broken: str, line: int) -> None:
    source = SMALL.replace('title = "Small"\n', broken) if broken.startswith("title") else broken
    found = only(check_scheme(source.encode()))
    assert (found.id, found.line) == ("file-not-toml", line)


def test_a_file_in_another_encoding_is_one_finding_with_its_line() -> None:
    found = only(check_scheme(SMALL.replace("Calm", "Zufrieden, früh").encode("latin-1")))
    assert (found.id, found.line) == ("file-not-utf8", line_of('label = "Calm"'))


@pytest.mark.parametrize("source", [b"", b"\x00\x01\x02", b"subject = 3\ntier = [1]\nmodifier = {}\n", b"[tier]\n"])
def test_what_is_no_scheme_at_all_is_said_and_never_a_traceback(source: bytes) -> None:
    assert errors(check_scheme(source))


# -- the frozen copy ---------------------------------------------------------------------------------------------------


def test_a_session_keeps_the_scheme_byte_for_byte(tmp_path: Path) -> None:
    vault = PlainVault(tmp_path)
    source = f"# our own notes\n{SMALL}\nsomething_new = 1\n".encode()
    scheme, sha = freeze_scheme(vault, "F012/play", source)
    assert (tmp_path / "F012/play/schemes/small@1.0.toml").read_bytes() == source
    assert sha == scheme_hash(source)
    assert read_frozen(vault, "F012/play", "small@1.0", sha) == scheme


def test_the_same_scheme_may_be_frozen_again_another_of_its_name_not(tmp_path: Path) -> None:
    vault = PlainVault(tmp_path)
    freeze_scheme(vault, "play", SMALL.encode())
    freeze_scheme(vault, "play", SMALL.encode())
    with pytest.raises(Refused) as refused:
        freeze_scheme(vault, "play", SMALL.replace("Calm", "Quiet").encode())
    assert refused.value.id == "scheme-ref-taken"
    assert (tmp_path / "play/schemes/small@1.0.toml").read_bytes() == SMALL.encode()


def test_a_scheme_with_errors_is_not_frozen(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        freeze_scheme(PlainVault(tmp_path), "play", b'id = "small"')
    assert not (tmp_path / "play").exists()


def test_a_copy_that_was_changed_or_lost_is_told_apart(tmp_path: Path) -> None:
    vault = PlainVault(tmp_path)
    _, sha = freeze_scheme(vault, "play", SMALL.encode())
    copy = tmp_path / "play/schemes/small@1.0.toml"
    copy.write_text(SMALL.replace("Calm", "Quiet"), encoding="utf-8")
    with pytest.raises(FileDamaged) as damaged:
        read_frozen(vault, "play", "small@1.0", sha)
    assert damaged.value.id == "scheme-copy-differs"
    copy.unlink()
    with pytest.raises(FileDamaged) as damaged:
        read_frozen(vault, "play", "small@1.0", sha)
    assert damaged.value.id == "scheme-copy-missing"


def test_coding_without_a_scheme_needs_no_copy(tmp_path: Path) -> None:
    assert read_frozen(PlainVault(tmp_path), "play", NO_SCHEME.ref, "") is NO_SCHEME


# -- the schemes that ship ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(BUNDLED.glob("*.toml")), ids=lambda path: path.stem)
def test_a_bundled_scheme_has_no_finding_at_all(path: Path) -> None:
    assert check_scheme(path.read_bytes(), path.name) == ()
    assert read_scheme(path.read_bytes()).id == path.stem


@pytest.mark.parametrize("path", sorted(BUNDLED.glob("*.toml")), ids=lambda path: path.stem)
def test_a_bundled_scheme_says_for_each_code_what_it_is_and_when_it_begins(path: Path) -> None:
    scheme = read_scheme(path.read_bytes())
    types = {tier.id: tier.type for tier in scheme.tiers}
    for code in scheme.codes:
        assert all((code.definition, code.onset, code.include, code.key)), code.id
        assert bool(code.offset) is (types[code.tier] is TierType.STATE), code.id
        assert code.key not in DEFAULT_LETTERS


def test_attuned_moments_has_the_keys_and_links_of_the_design() -> None:
    scheme = read_scheme((BUNDLED / "attuned-moments.toml").read_bytes())
    assert scheme.ref == "attuned-moments@1.2"
    keys = {code.id: code.key for code in scheme.codes}
    assert "".join(key or "" for key in keys.values()) == "satvwdgx"
    welcoming = scheme.code_of_key("w")
    assert welcoming is not None
    assert welcoming.answers is not None
    assert (welcoming.answers.to, welcoming.answers.window) == (("babys-start",), 3_000_000_000)
    assert scheme.unscorable(TierId("baby")) == {("view", "cannot-see")}


def test_no_missed_cue_can_reach_a_parent() -> None:
    scheme = read_scheme((BUNDLED / "babys-cues.toml").read_bytes())
    cue = scheme.code_of_key("q")
    assert cue is not None
    reading = next(modifier for modifier in cue.modifiers if modifier.id == "reading")
    assert {option.id for option in reading.options if option.parent_safe} == {"followed", "paused"}
    assert [code.id for code in scheme.codes if code.special is Special.UNSCORABLE] == ["cannot-see"]


DOCUMENTED = Path(__file__).parents[2] / "docs" / "file-format.md"


def test_the_documented_scheme_has_no_key_that_the_reader_does_not_know() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", DOCUMENTED.read_text(encoding="utf-8"), re.DOTALL)
    (example,) = [block for block in blocks if "[[tier]]" in block]
    found = {finding.id for finding in check_scheme(example.encode())}
    assert found.isdisjoint({"file-not-toml", "file-unknown-key", "file-unknown-key-meant", "file-wrong-type"})
    table = tomllib.loads(example)
    assert set(table["tier"][0]["code"][0]) >= {field.name for field in fields(Code)} - {"tier"}
    assert set(table) >= {field.name for field in fields(Scheme)} - {"language", "subjects", "tiers"}


# -- lines -------------------------------------------------------------------------------------------------------------


def test_lines_are_found_past_everything_that_toml_allows() -> None:
    text = '''\
# a # comment ["with"] = everything
"quoted.key" = "a \\" ] = # b"   # and a comment
literal = 'C:\\path\\'
long = """
[not.a.table]
a = 1 "" two quotes ""\\""""
raw = \'\'\'
'' = 2
\'\'\'
list = [ 1, # one
  "]",
  { deep = [ [ 2 ] ], "other" = 'x' },
]
a.b . "c d" = 1979-05-27 07:32:00Z

[ table . sub ]
x = 1
[[ table.many ]]
y = 1
[[table.many]]
[table.many.inner]
z = { w = 1.5e3 }
five = """x"""""
last = 1
'''
    places = Places(text)
    for path, line in {
        ("quoted.key",): 2,
        ("literal",): 3,
        ("long",): 4,
        ("raw",): 7,
        ("list", 2, "deep", 0, 0): 12,
        ("list", 2, "other"): 12,
        ("a", "b", "c d"): 14,
        ("table", "sub", "x"): 17,
        ("table", "many", 0, "y"): 19,
        ("table", "many", 1): 20,
        ("table", "many", 1, "inner", "z", "w"): 22,
        ("table", "many", 1, "not", "there"): 20,
        ("table", "many", 1, "inner", "last"): 24,
    }.items():
        assert places.line(path) == line, path
    assert set(places) == set(paths_of(tomllib.loads(text)))


def paths_of(value: Any, here: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [here] if here else []
    for key, part in inside:
        found += paths_of(part, (*here, key))
    return found


PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=8)
VALUES = st.recursive(
    st.one_of(PLAIN, st.integers(-9, 9), st.booleans(), st.sampled_from(['"]=#', "'''", '"""', "\\", "a\nb"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
        st.lists(st.dictionaries(st.sampled_from("abc"), inner, min_size=1, max_size=2), min_size=1, max_size=3),
    ),
    max_leaves=8,
)


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.sampled_from(["x", "y-1", "z_"]), VALUES, max_size=3))
def test_every_part_of_any_document_has_its_place(data: dict[str, Any]) -> None:
    import tomlkit

    text = tomlkit.dumps(data)
    assert set(Places(text)) == set(paths_of(tomllib.loads(text)))


@settings(max_examples=150, deadline=1000)
@given(st.text(alphabet="ab=[]{}\"'#\n\\.,1 ", max_size=40))
def test_looking_for_lines_comes_to_an_end_in_any_text(text: str) -> None:
    assert Places(text).line(("a",)) <= text.count("\n") + 1
