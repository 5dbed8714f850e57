"""The journal as a file: its header, its chain, its torn tail, its damage."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from safety_story import mark, marks, new_coding, no_scheme, opened, settings

from vfi.core.coding import Edit
from vfi.core.errors import FileDamaged, VfiError
from vfi.core.events import CodeId, Coverage, EventId, PointEvent, StateEvent, TierId
from vfi.core.time import Ns, union
from vfi.core.time import Span as Stretch
from vfi.files.vault import PlainVault
from vfi.store.chain import parse, replay
from vfi.store.encoding import Encoding
from vfi.store.mending import keep_whole_lines

HOUR = 3_600_000_000_000
TEXTS = st.text(max_size=12)
NAMES = st.text(alphabet="abcdefghijklmnop-", min_size=1, max_size=10)
MODIFIERS = st.dictionaries(NAMES, TEXTS | st.lists(NAMES, max_size=3).map(tuple), max_size=3).map(
    lambda found: tuple(found.items())
)
COMMON = {
    "id": NAMES.map(EventId),
    "tier": NAMES.map(TierId),
    "code": NAMES.map(CodeId),
    "modifiers": MODIFIERS,
    "responds_to": st.none() | NAMES.map(EventId),
    "comment": TEXTS,
    "starred": st.booleans(),
}
TIMES = st.integers(0, HOUR).map(Ns)
POINTS = st.builds(PointEvent, at=TIMES, **COMMON)
STATES = st.builds(
    lambda start, length, **rest: StateEvent(start=start, end=None if length is None else Ns(start + length), **rest),
    start=TIMES,
    length=st.none() | st.integers(1, HOUR),
    **COMMON,
)
SPANS = st.lists(st.builds(lambda start, length: Stretch(start, Ns(start + length)), TIMES, st.integers(1, HOUR)))
COVERAGES = st.builds(lambda tier, spans: Coverage(tier=TierId(tier), spans=union(spans)), NAMES, SPANS)


@given(st.one_of(POINTS, STATES, COVERAGES))
@hypothesis_settings(max_examples=150, deadline=None)
def test_every_item_comes_back_from_its_json_as_it_was(item: PointEvent | StateEvent | Coverage) -> None:
    edits = (Edit(None, item), Edit(item, None))
    text = json.dumps(Encoding().edits_to_json(edits))
    assert Encoding().edits_from_json(json.loads(text)) == edits


def test_keys_of_a_later_version_are_written_back() -> None:
    encoding = Encoding()
    value = {"type": "point", "id": "a", "tier": "marks", "code": "mark", "at": 7, "confidence": 0.5}
    item = encoding.from_json(value)
    assert encoding.to_json(item) == value


@pytest.mark.parametrize("wrong", [7, {}, {"type": "point", "id": "a", "tier": "t", "code": "c", "at": 1.5}, []])
def test_what_is_no_event_is_said_to_be_none(wrong: object) -> None:
    with pytest.raises(VfiError) as error:
        Encoding().from_json(wrong)
    assert error.value.id == "item-unreadable"


@pytest.fixture
def vault(tmp_path: Path) -> PlainVault:
    return PlainVault(tmp_path / "library")


def written(vault: PlainVault, tmp_path: Path, count: int) -> str:
    """A closed coding with marks at 0, 1, 2, ..."""
    path = new_coding(vault)
    with opened(vault, path, settings(tmp_path / "emergency")) as coding:
        for at in range(count):
            mark(coding, at, comment="größer – سلام")
    return path


def change_line(vault: PlainVault, path: str, number: int, new: bytes) -> None:
    """Line numbers as editors count them."""
    lines = vault.read(path).split(b"\n")
    lines[number - 1] = new
    vault.write(path, b"\n".join(lines))


def line(vault: PlainVault, path: str, number: int) -> bytes:
    return vault.read(path).split(b"\n")[number - 1]


def damage(vault: PlainVault, path: str, tmp_path: Path) -> FileDamaged:
    with pytest.raises(FileDamaged) as damaged:
        opened(vault, path, settings(tmp_path / "emergency"))
    return damaged.value


def test_the_file_is_text_that_a_person_can_read(vault: PlainVault, tmp_path: Path) -> None:
    path = written(vault, tmp_path, 1)
    header, first, end = vault.read(path).decode().split("\n")
    assert list(json.loads(header)) == [
        "format",
        "version",
        "coding",
        "coder",
        "role",
        "session",
        "scheme",
        "scheme_hash",
        "segment",
        "created",
    ]
    assert list(json.loads(first)) == ["rev", "time", "coder", "kind", "label", "edits", "prev"]
    assert "größer – سلام" in first
    assert end == ""


def test_wherever_the_last_line_is_cut_the_lines_before_it_are_read(vault: PlainVault, tmp_path: Path) -> None:
    path = written(vault, tmp_path, 3)
    whole = vault.read(path)
    last = whole.rstrip(b"\n").rfind(b"\n") + 1
    for cut in range(last, len(whole) - 1):
        parsed = parse(whole[:cut], Encoding(), path)
        assert len(parsed.lines) == 2
        assert (parsed.sound, parsed.torn) == (whole[:last], whole[last:cut])


@pytest.mark.parametrize("left", [1, 40, -2])
def test_a_torn_last_line_is_set_aside_and_said(vault: PlainVault, tmp_path: Path, left: int) -> None:
    path = written(vault, tmp_path, 3)
    whole = vault.read(path)
    last = whole.rstrip(b"\n").rfind(b"\n") + 1
    torn = whole[last:][:left]
    vault.write(path, whole[:last] + torn)
    with opened(vault, path, settings(tmp_path / "emergency")) as coding:
        assert marks(coding) == [0, 1]
        (notice,) = coding.notices
    assert notice.id == "journal-torn-tail"
    assert vault.read(f"F012/2026-03-11-home-play/codings/{notice.values['aside']}") == torn
    assert vault.read(path) == whole[:last]


def test_a_last_line_that_only_lacks_its_end_counts(vault: PlainVault, tmp_path: Path) -> None:
    path = written(vault, tmp_path, 3)
    whole = vault.read(path)
    vault.write(path, whole[:-1])
    with opened(vault, path, settings(tmp_path / "emergency")) as coding:
        assert marks(coding) == [0, 1, 2]
        mark(coding, 3)
    with opened(vault, path, settings(tmp_path / "emergency")) as coding:
        assert marks(coding) == [0, 1, 2, 3]


def test_coding_goes_on_after_a_torn_line(vault: PlainVault, tmp_path: Path) -> None:
    path = written(vault, tmp_path, 3)
    vault.write(path, vault.read(path)[:-20])
    with opened(vault, path, settings(tmp_path / "emergency")) as coding:
        mark(coding, 9)
    with opened(vault, path, settings(tmp_path / "emergency")) as coding:
        assert marks(coding) == [0, 1, 9]
        assert coding.notices == ()


def test_a_torn_line_is_read_past_without_touching_the_file_when_only_reading(
    vault: PlainVault, tmp_path: Path
) -> None:
    path = written(vault, tmp_path, 3)
    torn = vault.read(path)[:-20]
    vault.write(path, torn)
    with opened(vault, path, settings(tmp_path / "emergency"), write=False) as coding:
        assert marks(coding) == [0, 1]
    assert vault.read(path) == torn


def test_a_torn_line_in_the_middle_is_an_error_that_names_it(vault: PlainVault, tmp_path: Path) -> None:
    path = written(vault, tmp_path, 5)
    change_line(vault, path, 4, line(vault, path, 4)[:30])
    found = damage(vault, path, tmp_path)
    assert (found.id, found.values["line"]) == ("journal-line-unreadable", 4)


@pytest.mark.parametrize("number", [1, 2, 4, 5])
def test_an_altered_line_is_an_error_that_names_it(vault: PlainVault, tmp_path: Path, number: int) -> None:
    path = written(vault, tmp_path, 5)
    change_line(vault, path, number, line(vault, path, number).replace(b"anna", b"ben"))
    found = damage(vault, path, tmp_path)
    assert (found.id, found.values["line"]) == ("journal-line-altered", number)


def test_an_altered_hash_is_found_in_the_line_that_has_it(vault: PlainVault, tmp_path: Path) -> None:
    path = written(vault, tmp_path, 5)
    old = line(vault, path, 4)
    change_line(vault, path, 4, old[:-10] + (b"0" if old[-10:-9] != b"0" else b"1") + old[-9:])
    found = damage(vault, path, tmp_path)
    assert (found.id, found.values["line"]) == ("journal-line-altered", 4)


def test_a_line_taken_out_is_an_error(vault: PlainVault, tmp_path: Path) -> None:
    path = written(vault, tmp_path, 5)
    lines = vault.read(path).split(b"\n")
    vault.write(path, b"\n".join([*lines[:3], *lines[4:]]))
    found = damage(vault, path, tmp_path)
    assert (found.id, found.values["line"]) == ("journal-line-missing", 4)


def test_a_line_that_does_not_fit_the_ones_before_is_an_error(vault: PlainVault, tmp_path: Path) -> None:
    path = written(vault, tmp_path, 2)
    parsed = parse(vault.read(path), Encoding(), "a.jsonl")
    twice = (parsed.lines[0], parsed.lines[0])
    with pytest.raises(FileDamaged) as damaged:
        replay(parsed.header, no_scheme(parsed.header), twice, "a.jsonl")
    assert (damaged.value.id, damaged.value.values["line"]) == ("journal-line-impossible", 2)


@pytest.mark.parametrize("content", [b"", b"\n", b"{}\n", b"tier,code,start_s\n", b"\xff\xfe\x00"])
def test_a_file_that_is_no_journal_is_said_to_be_none(vault: PlainVault, tmp_path: Path, content: bytes) -> None:
    path = written(vault, tmp_path, 1)
    vault.write(path, content)
    assert damage(vault, path, tmp_path).id == "journal-no-header"


def test_a_damaged_file_is_not_changed_by_opening_it(vault: PlainVault, tmp_path: Path) -> None:
    path = written(vault, tmp_path, 5)
    change_line(vault, path, 3, b"{}")
    before = vault.read(path)
    damage(vault, path, tmp_path)
    assert vault.read(path) == before


def test_what_is_whole_can_be_kept_and_the_damaged_file_stays_beside_it(vault: PlainVault, tmp_path: Path) -> None:
    path = written(vault, tmp_path, 5)
    change_line(vault, path, 4, line(vault, path, 4)[:30])
    damaged = vault.read(path)
    mended = keep_whole_lines(vault, path, "anna", settings(tmp_path / "emergency"))
    assert (mended.kept, mended.lost) == (2, 3)
    assert vault.read(f"F012/2026-03-11-home-play/codings/{mended.aside}") == damaged
    with opened(vault, path, settings(tmp_path / "emergency")) as coding:
        assert marks(coding) == [0, 1]


def test_a_journal_of_a_newer_version_opens_for_reading(vault: PlainVault, tmp_path: Path) -> None:
    path = new_coding(vault)
    change_line(vault, path, 1, line(vault, path, 1).replace(b'"version":1', b'"version":2'))
    before = vault.read(path)
    with opened(vault, path, settings(tmp_path / "emergency")) as coding:
        assert coding.read_only is not None
        assert coding.read_only.id == "coding-of-newer-version"
        with pytest.raises(VfiError):
            mark(coding, 1)
        assert marks(coding) == []
    assert vault.read(path) == before
