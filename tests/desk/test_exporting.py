"""What leaves: all of it and noted, or nothing at all; without films, for it is the same with all of them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from vfi.core.case import Case, Person, Session
from vfi.core.consent import Action, Answer, Consent, LawfulReason, Purpose
from vfi.core.errors import CouldNot, Refused
from vfi.desk.exporting import Export, ExportRequest, Origin, exporting
from vfi.files.vault import PlainVault
from vfi.store.audit import Act, Entry, read_audit

TODAY = datetime.date(2026, 3, 12)


class Story:
    """A family that agreed to supervision, and a folder outside into which two files are to go."""

    def __init__(self, folder: Path) -> None:
        self.library, self.out = folder / "library", folder / "given" / "out"
        (self.library / "F1" / "session").mkdir(parents=True)
        agreed = Consent(
            id="c1",
            person="a",
            basis="parental-responsibility",
            date="2026-03-11",
            purposes=(Purpose.FILM, Purpose.SUPERVISION),
        )
        mother = Person(id="a", role="carer")
        self.origin = Origin(
            vault=PlainVault(self.library),
            case=Case(id="F1", people=(mother,), consents=(agreed,)),
            case_dir="F1",
            session=Session(id="play"),
            session_dir="F1/session",
        )
        self.request = ExportRequest(purpose=Purpose.SUPERVISION, who="Anna", approved_by=" ")
        self.files = [self.out / "one.mp4", self.out / "two.mp4"]

    def require(self, request: ExportRequest | None = None) -> Answer:
        return self.origin.require(request or self.request, Action.EXPORT_CLIPS, TODAY)

    def begin(self, cancelled: Callable[[], bool] | None = None) -> AbstractContextManager[Export]:
        answer = self.require()
        return exporting(self.origin, self.request, answer, self.files, kind="films", today=TODAY, cancelled=cancelled)

    def export(
        self, meanwhile: Callable[[], object] = lambda: None, cancelled: Callable[[], bool] | None = None
    ) -> Path | None:
        """Both files whole, with their table; `meanwhile` is done while they are written."""
        with self.begin(cancelled) as export:
            self.fill(export)
            meanwhile()
            return export.finish("films.csv", b"rows", clips=2, beside="films.csv", hidden=False)

    @staticmethod
    def fill(export: Export) -> None:
        for part in export.parts:
            part.write_bytes(b"film")

    def tables(self) -> list[str]:
        exports = self.library / "F1" / "session" / "exports"
        return sorted(path.name for path in exports.iterdir()) if exports.exists() else []

    def noted(self) -> list[Entry]:
        return list(read_audit(self.origin.vault, "F1"))


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return Story(tmp_path)


def test_files_lie_there_with_their_table_and_are_noted(story: Story) -> None:
    table = story.export()
    assert table is not None
    assert sorted(path.name for path in story.out.iterdir()) == ["films.csv", "one.mp4", "two.mp4"]
    assert table.read_bytes() == (story.out / "films.csv").read_bytes() == b"rows"
    (entry,) = story.noted()
    assert (entry.what, entry.who, entry.consent, entry.session) == (Act.EXPORTED, "Anna", "c1", "play")
    assert {"clips": 2, "table": table.parent.name, "hidden": False}.items() <= entry.details.items()
    assert "approved_by" not in entry.details


def test_an_order_that_is_given_up_leaves_neither_files_nor_the_folders_made_for_them(story: Story) -> None:
    with story.begin() as export:
        story.fill(export)
    assert not story.out.parent.exists()
    assert story.tables() == []
    assert story.noted() == []


@pytest.mark.parametrize(("told", "noted"), [((True,), []), ((False, True), [Act.EXPORTED])])
def test_stopped_in_the_last_moment_nothing_is_left(story: Story, told: tuple[bool, ...], noted: list[Act]) -> None:
    """The one who stopped it was told so; an entry too many does no harm, a film that nobody knows of does."""
    answers = iter(told)
    assert story.export(cancelled=lambda: next(answers)) is None
    assert not story.out.parent.exists()
    assert story.tables() == []
    assert [entry.what for entry in story.noted()] == noted


def test_a_name_that_was_taken_meanwhile_is_left_to_who_took_it_and_the_rest_is_gone(story: Story) -> None:
    with pytest.raises(CouldNot, match="clip-not-written"):
        story.export(meanwhile=lambda: story.files[1].write_bytes(b"of somebody else"))
    assert [path.name for path in story.out.iterdir()] == ["two.mp4"]
    assert story.files[1].read_bytes() == b"of somebody else"
    assert story.tables() == []


def test_one_that_is_given_up_takes_nothing_from_another_made_at_the_same_time(story: Story) -> None:
    with story.begin() as export:
        story.fill(export)
        story.export()
    assert story.files[0].exists()
    assert story.tables() == ["2026-03-12-films-supervision"]


def test_a_folder_that_cannot_be_made_is_said(story: Story) -> None:
    story.out.parent.write_bytes(b"a file of that name")
    with pytest.raises(CouldNot, match="clip-not-written"):
        story.export()


def test_who_answers_for_it_is_noted_and_what_nobody_was_asked_is_not(story: Story) -> None:
    law = LawfulReason(reason="court order", authoriser="Lead", recipient="Court")
    request = ExportRequest(purpose=Purpose.LAW, who="Anna", law=law, safe_at_home=False, approved_by=" Lead ")
    assert request.answered_for() == {
        "approved_by": "Lead",
        "safe_at_home": False,
        "law": "court order",
        "authoriser": "Lead",
        "recipient": "Court",
    }
    assert ExportRequest(purpose=Purpose.REVIEW, who="Anna").answered_for() == {}


def test_a_refusal_is_noted_and_asking_what_the_gate_would_say_is_not(story: Story) -> None:
    request = ExportRequest(purpose=Purpose.RESEARCH, who="Anna")
    assert not story.origin.answer(request, Action.EXPORT_CLIPS, TODAY).allowed
    assert story.noted() == []
    with pytest.raises(Refused, match="consent-not-covered"):
        story.require(request)
    assert [entry.what for entry in story.noted()] == [Act.REFUSED]
