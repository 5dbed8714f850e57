"""Making, opening and listing codings; who may write; erasing text."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from safety_story import SESSION, mark, marks, new_coding, opened, safe, settings, until

from vfi.core.coding import Batch, Edit, Role
from vfi.core.errors import CouldNot, Refused
from vfi.core.events import MARK_CODE, MARKS_TIER, CodeId, EventId, PointEvent, TierId
from vfi.core.scheme import NO_SCHEME, Code, Modifier, ModifierKind, Scheme, Tier, TierType
from vfi.core.time import Ns, Span
from vfi.files.vault import PlainVault
from vfi.store.codings import create_coding, list_codings, open_coding
from vfi.store.durability import Durability, JournalSettings, Safety
from vfi.store.erasure import ERASED
from vfi.store.joining import Branch, branches
from vfi.words.sentences_safety import SENTENCES

FOLDER = f"{SESSION}/codings"


@pytest.fixture
def vault(tmp_path: Path) -> PlainVault:
    return PlainVault(tmp_path / "library")


@pytest.fixture
def here(tmp_path: Path) -> JournalSettings:
    return settings(tmp_path / "emergency")


def test_a_new_coding_is_empty_and_knows_who_and_what(vault: PlainVault, here: JournalSettings) -> None:
    path = create_coding(
        vault,
        SESSION,
        session="2026-03-11-home-play",
        coder="Zoë Müller",
        role=Role.SECOND,
        scheme=NO_SCHEME,
        scheme_hash="ab12",
        segment=Span(Ns(5), Ns(9)),
        now=lambda: datetime(2026, 3, 11, 9, 30, tzinfo=UTC),
    )
    assert path.startswith(f"{FOLDER}/zoe-muller-marks-only-2026-03-11-")
    with opened(vault, path, here) as coding:
        header = coding.coding.header
        assert (header.coder, header.role, header.scheme) == ("Zoë Müller", Role.SECOND, "marks-only@1.0")
        assert (header.segment, header.created) == (Span(Ns(5), Ns(9)), "2026-03-11T09:30:00.000Z")
        assert marks(coding) == []


def test_a_coder_can_code_a_session_twice(vault: PlainVault) -> None:
    assert new_coding(vault) != new_coding(vault)
    assert len(list_codings(vault, SESSION)) == 2


def test_undo_works_after_a_restart(vault: PlainVault, here: JournalSettings) -> None:
    path = new_coding(vault)
    with opened(vault, path, here) as coding:
        mark(coding, 1)
        mark(coding, 2)
        mark(coding, 3)
        coding.history.undo()
    with opened(vault, path, here) as coding:
        assert marks(coding) == [1, 2]
        coding.history.undo()
        coding.history.redo()
        coding.history.redo()
        assert marks(coding) == [1, 2, 3]
        while coding.history.can_undo:
            coding.history.undo()
    with opened(vault, path, here) as coding:
        assert marks(coding) == []
        assert coding.history.redo_label == "mark"


def test_every_line_names_who_coded_then(vault: PlainVault, here: JournalSettings) -> None:
    path = new_coding(vault)
    with opened(vault, path, here) as coding:
        mark(coding, 1)
        coding.coder = "ben"
        mark(coding, 2)
        coding.note("coder-changed", before="anna")
    lines = [json.loads(line) for line in vault.read(path).splitlines()[1:]]
    assert [line["coder"] for line in lines] == ["anna", "ben", "ben"]
    assert lines[2]["kind"] == "note"
    assert lines[2]["values"] == {"before": "anna"}
    with opened(vault, path, here) as coding:
        assert marks(coding) == [1, 2]


def test_the_second_opener_reads_and_is_told_who_writes(vault: PlainVault, here: JournalSettings) -> None:
    path = new_coding(vault)
    with opened(vault, path, here) as first:
        mark(first, 1)
        with opened(vault, path, here, coder="ben") as second:
            assert second.read_only is not None
            assert second.read_only.id == "coding-open-elsewhere"
            assert (second.read_only.values["host"], second.read_only.values["who"]) == ("desk-1", "anna")
            assert second.durability.safety is Safety.READ_ONLY
            assert marks(second) == [1]
            with pytest.raises(CouldNot):
                mark(second, 2)
            assert marks(second) == [1]
        mark(first, 3)
    with opened(vault, path, here, coder="ben") as third:
        assert third.read_only is None
        assert marks(third) == [1, 3]


def test_a_coding_open_on_another_machine_is_read_until_a_person_takes_it_over(
    vault: PlainVault, here: JournalSettings
) -> None:
    path = new_coding(vault)
    note = '{"host":"desk-9","process":77,"since":"2026-03-11T09:00:00Z","who":"carla"}'
    vault.write(f"{path}.lock.json", note.encode())
    with opened(vault, path, here) as coding:
        assert coding.read_only is not None
        assert coding.read_only.values["host"] == "desk-9"
    with opened(vault, path, here, take_over=True) as coding:
        assert coding.read_only is None
        mark(coding, 1)
    assert not vault.exists(f"{path}.lock.json")


def test_opened_for_reading_nothing_is_written(vault: PlainVault, here: JournalSettings) -> None:
    path = new_coding(vault)
    names = vault.list(FOLDER)
    with opened(vault, path, here, write=False) as coding:
        assert coding.read_only is not None
        with pytest.raises(Refused):
            mark(coding, 1)
    assert vault.list(FOLDER) == names


def test_the_newest_edit_is_soon_on_the_disk_and_a_listener_hears_it(vault: PlainVault, here: JournalSettings) -> None:
    heard: list[Durability] = []
    with opened(vault, new_coding(vault), here) as coding:
        stop = coding.on_durability(heard.append)
        mark(coding, 1)
        until(lambda: bool(heard) and heard[-1].safety is Safety.ON_DISK and heard[-1].on_disk == 1)
        stop()
        said = len(heard)
        mark(coding, 2)
        safe(coding)
        assert len(heard) == said


def test_a_snapshot_is_written_at_closing_and_names_its_revision(vault: PlainVault, here: JournalSettings) -> None:
    path = new_coding(vault)
    with opened(vault, path, here) as coding:
        mark(coding, 2, "second")
        mark(coding, 1)
        coding.history.watched([MARKS_TIER], Span(Ns(0), Ns(9)))
    text = vault.read(path.replace(".jsonl", ".json")).decode()
    snapshot = json.loads(text)
    assert snapshot["revision"] == 3
    assert snapshot["count"] == 2
    assert [event["at"] for event in snapshot["events"]] == [1, 2]
    assert snapshot["covered"] == [{"type": "covered", "tier": "marks", "spans": [[0, 9]]}]
    assert sum('"type":"point"' in line for line in text.splitlines()) == 2


def test_opening_and_closing_changes_no_file(vault: PlainVault, here: JournalSettings) -> None:
    path = new_coding(vault)
    with opened(vault, path, here) as coding:
        mark(coding, 1)
    before = {name: vault.state(f"{FOLDER}/{name}") for name in vault.list(FOLDER)}
    with opened(vault, path, here):
        pass
    assert {name: vault.state(f"{FOLDER}/{name}") for name in vault.list(FOLDER)} == before


def test_the_list_counts_without_replaying(vault: PlainVault, here: JournalSettings) -> None:
    path = new_coding(vault)
    with opened(vault, path, here) as coding:
        mark(coding, 1)
        mark(coding, 2)
        coding.history.undo()
        coding.history.watched([MARKS_TIER], Span(Ns(0), Ns(9)))
    (listed,) = list_codings(vault, SESSION)
    assert (listed.path, listed.revision, listed.events, listed.damage) == (path, 4, 1, None)
    assert listed.header is not None
    assert listed.header.coder == "anna"


def test_the_list_shows_a_damaged_coding_with_its_damage(vault: PlainVault) -> None:
    path = new_coding(vault)
    vault.write(path, vault.read(path) + b'{"rev":\n')
    other = new_coding(vault, "ben")
    vault.write(other, b"\n")
    damage = {listed.path: listed.damage.id for listed in list_codings(vault, SESSION) if listed.damage is not None}
    assert damage == {path: "journal-line-unreadable", other: "journal-no-header"}


def test_a_session_without_codings_has_an_empty_list(vault: PlainVault) -> None:
    assert list_codings(vault, SESSION) == []


# -- two machines, sync tools --------------------------------------------------------------------------------------


def test_when_somebody_else_has_written_both_branches_are_kept(vault: PlainVault, here: JournalSettings) -> None:
    path = new_coding(vault)
    with opened(vault, path, here) as ours:
        mark(ours, 1)
        # another machine, whose lock did not reach us, has written meanwhile
        apart = PlainVault(vault.root.parent / "other")
        shutil.copytree(vault.root, apart.root)
        with opened(apart, path, here, coder="ben") as theirs:
            mark(theirs, 5)
        vault.write(path, apart.read(path))
        with pytest.raises(CouldNot) as forked:
            mark(ours, 2)
        assert forked.value.id == "coding-forked"
        assert marks(ours) == [1]
        assert ours.read_only is forked.value
    with opened(vault, path, here) as coding:
        assert marks(coding) == [1, 5]
    fork = f"{FOLDER}/{forked.value.values['ours']}"
    with opened(vault, fork, here) as coding:
        assert marks(coding) == [1]
    assert [listed.path for listed in list_codings(vault, SESSION)] == [path]
    assert branches(vault, FOLDER) == {str(forked.value.values["ours"]): Branch.FORK}


def test_our_lines_that_the_other_branch_lacks_are_in_the_fork(vault: PlainVault, here: JournalSettings) -> None:
    path = new_coding(vault)
    with opened(vault, path, here) as ours:
        apart = PlainVault(vault.root.parent / "other")
        shutil.copytree(vault.root, apart.root)
        for at in range(20):
            mark(ours, at)
        with opened(apart, path, here, coder="ben") as theirs:
            mark(theirs, 500)
        vault.write(path, apart.read(path))
        with pytest.raises(CouldNot) as forked:
            mark(ours, 99)
    with opened(vault, f"{FOLDER}/{forked.value.values['ours']}", here) as coding:
        assert marks(coding) == list(range(20))
    with opened(vault, path, here) as coding:
        assert marks(coding) == [500]


def test_a_file_put_back_to_an_older_state_gets_our_lines_again(vault: PlainVault, here: JournalSettings) -> None:
    path = new_coding(vault)
    with opened(vault, path, here) as coding:
        mark(coding, 1)
        older = vault.read(path)
        mark(coding, 2)
        vault.write(path, older)
        mark(coding, 3)
    with opened(vault, path, here) as coding:
        assert marks(coding) == [1, 2, 3]


def test_a_file_swapped_for_an_equal_one_is_written_on(vault: PlainVault, here: JournalSettings) -> None:
    path = new_coding(vault)
    with opened(vault, path, here) as coding:
        mark(coding, 1)
        vault.write(path, vault.read(path))
        mark(coding, 2)
        assert vault.read(path).count(b"\n") == 3


def test_a_deleted_journal_is_written_anew(vault: PlainVault, here: JournalSettings) -> None:
    path = new_coding(vault)
    with opened(vault, path, here) as coding:
        mark(coding, 1)
        vault.delete(path)
        mark(coding, 2)
    with opened(vault, path, here) as coding:
        assert marks(coding) == [1, 2]


@pytest.mark.parametrize(
    "ending",
    [
        " (anna's conflicted copy 2026-03-11).jsonl",
        " (conflicted copy 2026-03-11 093012).jsonl",
        ".sync-conflict-20260311-093012-ABCDEFG.jsonl",
        "_conflict-20260311-093012.jsonl",
        " (1).jsonl",
        "-DESKTOP-4711.jsonl",
    ],
)
def test_conflict_copies_of_sync_tools_are_named_and_not_listed(vault: PlainVault, ending: str) -> None:
    path = new_coding(vault)
    copy = path.replace(".jsonl", ending)
    vault.write(copy, vault.read(path))
    assert list(branches(vault, FOLDER).values()) == [Branch.CONFLICT_COPY]
    assert [listed.path for listed in list_codings(vault, SESSION)] == [path]


# -- erasing text --------------------------------------------------------------------------------------------------

CALLED = Modifier(id="called", label="Called", kind=ModifierKind.TEXT)
CLARITY = Modifier(id="clarity", label="Clarity")
TALK = Code(id=CodeId("talk"), tier=TierId("voice"), label="Talks", modifiers=(CALLED, CLARITY))
TALKING = Scheme(
    id="talking",
    version="1.0",
    title="Talking",
    tiers=(Tier(id=TierId("voice"), label="Voice", subject="carer", type=TierType.POINT, codes=(TALK,)),),
)


def test_erased_text_is_in_no_file_and_a_line_says_who_and_how_many(vault: PlainVault, here: JournalSettings) -> None:
    path = new_coding(vault)
    with opened(vault, path, here) as coding:
        first = mark(coding, 1, "little Agathe laughs")
        before = coding.coding.event(first)
        assert isinstance(before, PointEvent)
        after = PointEvent(id=first, tier=MARKS_TIER, code=MARK_CODE, at=Ns(1), comment="Agathe")
        coding.history.do(Batch("comment", (Edit(before, after),)))
        mark(coding, 2, "a nice moment")
        erasure = coding.erase_text([first], "carla")
        assert (erasure.fields, erasure.keys, erasure.left) == (1, frozenset({first}), ())
        changed = coding.coding.event(first)
        assert changed is not None
        assert changed.comment == ERASED
        mark(coding, 3)
    for name in vault.list(FOLDER):
        assert b"Agathe" not in vault.read(f"{FOLDER}/{name}")
    said = json.loads(vault.read(path).splitlines()[4])
    assert (said["kind"], said["erased"]) == ("erase", {"by": "carla", "fields": 1, "events": ["mark-1"]})
    with opened(vault, path, here) as coding:
        assert [event.comment for event in coding.coding.in_order()] == [ERASED, "a nice moment", ""]


def test_undo_after_erasing_works_and_brings_no_text_back(vault: PlainVault, here: JournalSettings) -> None:
    path = new_coding(vault)
    with opened(vault, path, here) as coding:
        mark(coding, 1, "Agathe")
        coding.history.undo()
        coding.erase_text(None, "carla")
        coding.history.redo()
        assert [event.comment for event in coding.coding.in_order()] == [ERASED]
        coding.history.undo()
    with opened(vault, path, here) as coding:
        coding.history.redo()
        assert [event.comment for event in coding.coding.in_order()] == [ERASED]


def test_typed_details_are_text_and_chosen_ones_are_not(vault: PlainVault, here: JournalSettings) -> None:
    path = create_coding(vault, SESSION, session="s", coder="anna", role=Role.PRIMARY, scheme=TALKING)
    with open_coding(vault, path, lambda header: TALKING, "anna", settings=here) as coding:
        event = PointEvent(
            id=EventId("a"),
            tier=TierId("voice"),
            code=CodeId("talk"),
            at=Ns(1),
            modifiers=(("called", "Agathe"), ("clarity", "clear")),
        )
        coding.history.do(Batch("code", (Edit(None, event),)))
        assert coding.erase_text(None, "carla").fields == 1
        (erased,) = coding.coding.in_order()
        assert erased.modifiers == (("called", ERASED), ("clarity", "clear"))


def test_erasing_reaches_forks_and_torn_tails(vault: PlainVault, here: JournalSettings) -> None:
    path = new_coding(vault)
    with opened(vault, path, here) as coding:
        mark(coding, 1, "Agathe")
    stem = path.removesuffix(".jsonl")
    vault.write(f"{stem}.fork-desk-2-20260311t093000z.jsonl", vault.read(path))
    vault.write(f"{stem}.20260311t093000z.torn", b'{"rev":2,"comment":"Agathe')
    with opened(vault, path, here) as coding:
        coding.erase_text(None, "carla")
    for name in vault.list(FOLDER):
        assert b"Agathe" not in vault.read(f"{FOLDER}/{name}")


def test_every_sentence_of_safety_is_marked_and_ends() -> None:
    assert all(sentence.endswith(".") for sentence in SENTENCES.values())
