"""`check`: every problem of a library, each with its place, and silence where all is well."""

from __future__ import annotations

import ast
import datetime
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from safety_story import settings

import vfi.desk.checking
import vfi.store
from vfi.core.case import Case, FilmRef, Library, Person, Session
from vfi.core.coding import Batch, Edit, Role
from vfi.core.consent import Consent, Purpose
from vfi.core.errors import BadInput, CouldNot
from vfi.core.events import CodeId, Coverage, EventId, PointEvent, StateEvent, TierId
from vfi.core.findings import Finding, Severity
from vfi.core.time import Ns, Span
from vfi.desk.checking import check
from vfi.files.fingerprint import fingerprint
from vfi.files.vault import PlainVault
from vfi.store.audit import Act, append_audit
from vfi.store.cases import case_folders, new_case, read_case, save_case
from vfi.store.codings import create_coding, open_coding
from vfi.store.libraries import new_library
from vfi.store.schemes import freeze_scheme
from vfi.store.sessions import new_session, read_session, save_session, session_folders
from vfi.words import SENTENCES
from vfi.words.findings import finding_line, finding_text

TODAY = datetime.date(2026, 6, 1)
SESSION = "F012/2026-03-11-home-play"
SCHEME = """\
id = "small"
version = "1.0"
title = "Small"
subject = [{ id = "infant", label = "Baby" }]

[[tier]]
id = "cues"
label = "Cues"
subject = "infant"
type = "point"

[[tier.code]]
id = "cue"
label = "Cue"
exclude = ["a sneeze"]
[[tier.code.modifier]]
id = "how"
label = "How"
option = [{ id = "look", label = "look" }, { id = "sound", label = "sound" }]

[[tier]]
id = "mood"
label = "Mood"
subject = "infant"
type = "state"
rule = "exhaustive"
code = [
  { id = "calm", label = "Calm", exclude = ["asleep"] },
  { id = "upset", label = "Upset", exclude = ["a yawn"] },
]
"""


class Story:
    """A library with one family, one session of ten seconds and one coding."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "library"
        self.folder.mkdir()
        self.user = folder / "emergency"
        self.vault = PlainVault(self.folder)
        new_library(self.vault, Library(name="Little Steps"))
        case = Case(id="F012", people=(Person(id="mum", role="carer"), Person(id="baby", role="infant")))
        new_case(self.vault, case.with_consent(Consent(person="mum", basis="delegated", purposes=tuple(Purpose))))
        self.film = self.folder / SESSION / "film.mp4"
        session = Session(id="2026-03-11-home-play", who=("mum", "baby"), scheme="small@1.0")
        stored = new_session(self.vault, session, inside="F012")
        self.film.write_bytes(b"a film")
        film = FilmRef(path="film.mp4", fingerprint=fingerprint(self.film))
        save_session(self.vault, stored, replace(session, films=(film,)))
        self.scheme, self.hash = freeze_scheme(self.vault, SESSION, SCHEME.encode())
        self.coding = self.new_coding("anna")
        append_audit(self.vault, "F012", who="anna", what=Act.OPENED)

    def new_coding(self, coder: str) -> str:
        return create_coding(
            self.vault,
            SESSION,
            session="2026-03-11-home-play",
            coder=coder,
            role=Role.PRIMARY,
            scheme=self.scheme,
            scheme_hash=self.hash,
        )

    def code(self, *items: PointEvent | StateEvent | Coverage) -> None:
        using = settings(self.user)
        with open_coding(self.vault, self.coding, lambda header: self.scheme, "anna", settings=using) as coding:
            for item in items:
                coding.history.do(Batch("code-point", (Edit(None, item),)))

    def check(self, path: str = "") -> list[Finding]:
        found = check(self.folder / path, today=TODAY, film_end=lambda folder, film: Ns(10_000_000_000))
        for finding in found:
            assert finding.id in SENTENCES
            assert "{" not in finding_text(finding)
        return list(found)

    def only(self, path: str = "") -> Finding:
        found = self.check(path)
        assert len(found) == 1, [finding_line(finding) for finding in found]
        return found[0]


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return Story(tmp_path)


def cue(id: str = "e1", at: int = 1, **more: object) -> PointEvent:
    return PointEvent(id=EventId(id), tier=TierId("cues"), code=CodeId("cue"), at=Ns(at * 10**9), **more)  # type: ignore[arg-type]


def mood(id: str, start: float, end: float | None, code: str = "calm") -> StateEvent:
    last = None if end is None else Ns(int(end * 10**9))
    return StateEvent(id=EventId(id), tier=TierId("mood"), code=CodeId(code), start=Ns(int(start * 10**9)), end=last)


def watched(tier: str, start: int, end: int) -> Coverage:
    return Coverage(tier=TierId(tier), spans=(Span(Ns(start * 10**9), Ns(end * 10**9)),))


# -- all is well -------------------------------------------------------------------------------------------------------


def test_a_library_in_which_all_is_well_has_no_findings(story: Story) -> None:
    story.code(
        cue(modifiers=(("how", "look"),)),
        cue("e2", 2, responds_to=EventId("e1")),
        mood("s1", 0, 4),
        mood("s2", 4, None, "upset"),
        watched("mood", 0, 10),
    )
    assert story.check() == []
    for path in ("F012", SESSION, story.coding, f"{SESSION}/session.toml", f"{SESSION}/schemes/small@1.0.toml"):
        assert story.check(path) == []


def test_what_is_not_there_or_not_ours_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        check(tmp_path / "nowhere")
    assert refused.value.id == "check-nothing-there"
    with pytest.raises(BadInput) as refused:
        check(tmp_path)
    assert refused.value.id == "check-not-ours"


def test_a_scheme_anywhere_is_checked_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(SCHEME.replace('"point"', '"points"'), encoding="utf-8")
    (found,) = check(path)
    assert finding_line(found) == (
        f"{path}:10: tier cues / type: “points” is not known for “type”. It can be: point, state."
    )


# -- inside a coding ---------------------------------------------------------------------------------------------------


def test_an_event_that_the_scheme_does_not_know_is_found_in_the_line_that_made_it(story: Story) -> None:
    story.code(cue(), replace(cue("e2"), code=CodeId("gone")))
    found = story.only()
    assert (found.id, found.path, found.line) == ("coding-unknown-code", story.coding, 3)


@pytest.mark.parametrize(
    ("event", "id"),
    [
        (replace(cue(), tier=TierId("queues")), "coding-unknown-tier"),
        (cue(modifiers=(("where", "here"),)), "coding-unknown-modifier"),
        (cue(modifiers=(("how", "smell"),)), "coding-unknown-option"),
        (cue(responds_to=EventId("nobody")), "coding-broken-link"),
        (cue(responds_to=EventId("e1")), "coding-answers-itself"),
        (cue(at=11), "coding-beyond-film"),
        (mood("s", 8, 10.5), "coding-beyond-film"),
        (replace(mood("s", 1, 2), tier=TierId("cues"), code=CodeId("cue")), "coding-wrong-type"),
        (watched("cues", 5, 12), "coding-watched-beyond-film"),
    ],
)
def test_each_problem_of_an_event_is_found(story: Story, event: PointEvent | StateEvent | Coverage, id: str) -> None:
    story.code(event)
    found = story.only()
    assert (found.id, found.line, found.severity) == (id, 2, Severity.ERROR)


def test_one_coding_alone_is_checked_against_its_film_too(story: Story) -> None:
    story.code(cue(at=11))
    story.film.with_name("notes.txt").touch()
    assert story.only(story.coding).id == "coding-beyond-film"


def test_two_states_at_a_time_in_an_exclusive_tier_are_found(story: Story) -> None:
    story.code(mood("s1", 0, 4), mood("s2", 3, 5, "upset"))
    found = story.only()
    assert (found.id, found.line, found.values["time"]) == ("coding-states-overlap", 3, "0:00:03.000")


def test_a_state_left_open_under_a_later_one_is_found(story: Story) -> None:
    story.code(mood("s1", 0, None), mood("s2", 3, 5, "upset"))
    assert story.only().id == "coding-states-overlap"


def test_gaps_where_there_should_be_none_are_counted(story: Story) -> None:
    story.code(mood("s1", 1, 4), mood("s2", 5, 8, "upset"), watched("mood", 0, 10))
    found = story.only()
    assert (found.id, found.severity) == ("coding-gaps", Severity.WARNING)
    assert (found.values["n"], found.values["time"], found.values["length"]) == (3, "0:00:00.000", "0:00:04.000")


# -- the journal -------------------------------------------------------------------------------------------------------


def test_a_changed_line_of_a_journal_is_named(story: Story) -> None:
    story.code(cue(), cue("e2", 2), cue("e3", 3))
    journal = story.folder / story.coding
    journal.write_bytes(journal.read_bytes().replace(b'"e2"', b'"e9"'))
    found = story.only()
    assert (found.id, found.path, found.line) == ("journal-line-altered", story.coding, 3)


def test_a_torn_last_line_is_a_warning(story: Story) -> None:
    story.code(cue(), cue("e2", 2))
    journal = story.folder / story.coding
    journal.write_bytes(journal.read_bytes()[:-30])
    found = story.only()
    assert (found.id, found.line, found.severity) == ("coding-torn-tail", 3, Severity.WARNING)


def test_a_file_that_is_no_journal_is_found(story: Story) -> None:
    (story.folder / SESSION / "codings/other.jsonl").write_text("hello\n", encoding="utf-8")
    assert story.only().id == "journal-no-header"


def test_a_journal_under_two_names_is_found(story: Story) -> None:
    journal = story.folder / story.coding
    (journal.parent / "other.jsonl").write_bytes(journal.read_bytes())
    assert {found.id for found in story.check()} == {"coding-renamed", "coding-id-twice"}


def test_second_versions_that_sync_tools_made_are_named(story: Story) -> None:
    journal = story.folder / story.coding
    copy = journal.with_name(f"{journal.stem} (Anna's conflicted copy 2026-03-12).jsonl")
    copy.write_bytes(journal.read_bytes())
    case = story.folder / "F012"
    (case / "case.sync-conflict-20260312-101010-ABCDEFG.toml").write_text("", encoding="utf-8")
    (case / "case (1).toml").write_text("", encoding="utf-8")
    assert [(found.id, Path(found.path).name[:6]) for found in story.check()] == [
        ("file-conflict-copy", "anna-s"),
        ("file-conflict-copy", "case ("),
        ("file-conflict-copy", "case.s"),
    ]


# -- around it ---------------------------------------------------------------------------------------------------------


def test_a_scheme_copy_that_was_changed_or_lost_is_found_with_the_coding(story: Story) -> None:
    story.code(cue())
    copy = story.folder / SESSION / "schemes/small@1.0.toml"
    copy.write_text(SCHEME.replace("Calm", "Quiet"), encoding="utf-8")
    found = story.only()
    assert (found.id, found.path, found.line) == ("scheme-copy-differs", story.coding, 1)
    copy.unlink()
    assert {found.id for found in story.check()} == {"scheme-copy-missing", "session-scheme-missing"}


def test_a_film_that_is_gone_or_another_is_found(story: Story) -> None:
    story.film.write_bytes(b"another film")
    assert story.only().id == "session-film-replaced"
    story.film.unlink()
    found = story.only()
    assert (found.id, found.path, found.where) == ("session-film-missing", f"{SESSION}/session.toml", "film.mp4")


def test_an_audit_file_that_was_changed_is_found(story: Story) -> None:
    append_audit(story.vault, "F012", who="anna", what=Act.EXPORTED)
    append_audit(story.vault, "F012", who="anna", what=Act.PRINTED)
    path = story.folder / "F012/audit.jsonl"
    path.write_bytes(path.read_bytes().replace(b"exported", b"opened"))
    found = story.only()
    assert (found.id, found.path, found.line) == ("audit-chain-broken", "F012/audit.jsonl", 4)


def test_a_film_that_nobody_has_agreed_to_is_found_also_from_its_session(story: Story) -> None:
    stored = read_case(story.vault, "F012")
    save_case(story.vault, stored, replace(stored.value, consents=()))
    for path in ("", "F012", SESSION):
        found = story.only(path)
        assert (found.id, found.severity) == ("session-film-locked", Severity.WARNING)
        assert finding_text(found).startswith("This film stays locked. Nobody in this family has been asked yet. Ask ")


def test_whose_agreement_a_film_lacks_is_said_in_words(story: Story) -> None:
    stored = read_case(story.vault, "F012")
    agreed = replace(stored.value.consents[0], id="c1", expires="2026-05-31")
    save_case(story.vault, stored, replace(stored.value, consents=(agreed,)))
    assert "ended on 2026-05-31" in finding_text(story.only())
    assert "ended on 2026-05-31" in finding_line(story.only())


@pytest.mark.parametrize("file", ["library.toml", "F012/case.toml", f"{SESSION}/session.toml"])
def test_a_file_that_was_emptied_is_an_error(story: Story, file: str) -> None:
    (story.folder / file).write_bytes(b"")
    found = [found for found in story.check() if found.severity is Severity.ERROR]
    assert [(finding.id, finding.path) for finding in found] == [("record-no-format", file)]


def test_people_and_sessions_that_do_not_exist_are_found(story: Story) -> None:
    stored = read_session(story.vault, SESSION)
    save_session(story.vault, stored, replace(stored.value, who=("mum", "aunt"), reviews="2025-01-01"))
    assert [found.id for found in story.check()] == ["session-reviews-unknown", "session-unknown-person"]


def test_everything_is_found_at_once(story: Story) -> None:
    story.code(replace(cue(), code=CodeId("gone")))
    story.film.unlink()
    (story.folder / "F012/case.toml").write_text("format = 1\nstatus = 3\nzzz = 1\n", encoding="utf-8")
    (story.folder / "library.toml").write_text("[", encoding="utf-8")
    assert [found.id for found in story.check()] == [
        "coding-unknown-code",
        "session-film-missing",
        "file-wrong-type",
        "file-unknown-key",
        "file-not-toml",
    ]


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that anybody may enter; the tests' own is shut to all but us."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@contextmanager
def locked(*folders: Path) -> Iterator[None]:
    """Nobody may read or enter these folders; the superuser, who always may, becomes somebody else meanwhile."""
    root = os.geteuid() == 0
    for folder in folders:
        folder.chmod(0)
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        for folder in folders:
            folder.chmod(0o755)


posix = pytest.mark.skipif(os.name != "posix", reason="rights are another matter on Windows")


@posix
@pytest.mark.parametrize("folder", [f"{SESSION}/codings", SESSION, "F012"])
def test_a_folder_that_may_not_be_read_is_one_finding_and_the_rest_is_checked(open_to_all: Path, folder: str) -> None:
    story = Story(open_to_all)
    new_case(story.vault, Case(id="F013"))
    story.vault.write("F013/case.toml", b"")
    with locked(story.folder / folder):
        found = [(found.id, found.path) for found in story.check()]
    assert found == [("no-permission", folder), ("record-no-format", "F013/case.toml")]


@posix
def test_schemes_that_may_not_be_read_are_a_finding_and_so_is_each_coding_that_needs_one(open_to_all: Path) -> None:
    story = Story(open_to_all)
    with locked(story.folder / SESSION / "schemes"):
        found = [(found.id, found.path) for found in story.check()]
    assert found == [("no-permission", story.coding), ("no-permission", f"{SESSION}/schemes")]


@posix
def test_what_lies_in_a_folder_that_may_not_be_entered_cannot_be_checked_and_that_is_said(open_to_all: Path) -> None:
    story = Story(open_to_all)
    with locked(story.folder / "F012"), pytest.raises(CouldNot) as refused:
        story.check(SESSION)
    assert refused.value.id == "no-permission"


@posix
def test_cases_and_sessions_that_may_not_be_read_are_listed_all_the_same(open_to_all: Path) -> None:
    story = Story(open_to_all)
    (story.folder / "lost+found").mkdir()
    with locked(story.folder / "lost+found", story.folder / SESSION):
        assert case_folders(story.vault) == ["F012"]
        assert session_folders(story.vault, "F012") == ["2026-03-11-home-play"]


@pytest.mark.parametrize(
    ("name", "id"), [("CON", "bad-folder-name"), ("Smith family", "bad-folder-name"), ("f012", "file-names-alike")]
)
def test_a_case_that_another_system_cannot_hold_is_found(story: Story, name: str, id: str) -> None:
    story.vault.make_folder(name)
    if len(story.vault.list("")) < 3:
        pytest.skip("capitals do not tell folders apart here")
    story.vault.write(f"{name}/case.toml", b"format = 1\n")
    found = story.only()
    assert (found.id, found.severity, found.values.get("name", found.values.get("file"))) == (
        id,
        Severity.WARNING,
        name,
    )


def test_a_coding_that_leads_to_a_scheme_elsewhere_reads_nothing_there(story: Story) -> None:
    journal = story.folder / story.coding
    journal.write_bytes(journal.read_bytes().replace(b"small@1.0", b"../../secret@1.0"))
    assert (story.only().id, story.only().line) == ("scheme-bad-ref", 1)


def test_a_folder_that_leads_out_of_the_library_keeps_nothing_else_from_being_checked(
    story: Story, tmp_path: Path
) -> None:
    away = tmp_path / "away"
    away.mkdir()
    new_session(story.vault, Session(id="2026-04-01-outing"), inside="F012")
    codings = story.folder / "F012/2026-04-01-outing/codings"
    codings.rmdir()
    codings.symlink_to(away, target_is_directory=True)
    story.film.write_bytes(b"another film")
    assert [(found.id, found.path) for found in story.check()] == [
        ("session-film-replaced", f"{SESSION}/session.toml"),
        ("path-outside-library", "F012/2026-04-01-outing/codings"),
        ("session-no-film", "F012/2026-04-01-outing/session.toml"),
    ]


def test_everything_that_can_be_found_has_a_sentence() -> None:
    kinds = re.compile(r"(file|scheme|record|case|session|coding|audit|check)-[a-z]+-?[a-z-]*")
    missing = {}
    for path in [*Path(vfi.store.__file__).parent.glob("*.py"), Path(vfi.desk.checking.__file__)]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and kinds.fullmatch(node.value):
                missing[node.value] = path.name
    assert len(missing) > 60  # the walk found the sources
    assert {id: file for id, file in missing.items() if id not in SENTENCES} == {}


def test_a_session_that_lies_in_no_library_can_be_checked(tmp_path: Path) -> None:
    vault = PlainVault(tmp_path)
    new_session(vault, Session(id="play"))
    found = check(tmp_path / "play", today=TODAY)
    assert [(finding.id, finding.path) for finding in found] == [("session-no-film", "session.toml")]
