"""Clips of a session: the gate first, then the right moments, and a table that stays with the team."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from tests.films import told
from vfi.core.clips import Padding
from vfi.core.coding import Coding
from vfi.core.consent import Consent, LawfulReason, Purpose
from vfi.core.errors import BadInput, CouldNot, Refused
from vfi.core.ports import Band
from vfi.desk.bundled import find_scheme
from vfi.desk.clipping import the_coding
from vfi.desk.clips import ClipReport, ClipRequest, Source, export_clips
from vfi.desk.coding import CodingDesk
from vfi.desk.importing import import_events
from vfi.desk.making import FilmGiven, new_session_at
from vfi.desk.session import open_place
from vfi.media.clips import ClipOrder, ClipWritten, write_clip
from vfi.media.film import open_film
from vfi.store.audit import Act, read_audit
from vfi.words import sentence

pytestmark = pytest.mark.film

TODAY = datetime.date(2026, 3, 12)


@pytest.fixture
def film(film_file: Callable[[str], Path]) -> Path:
    return film_file("h264-gop250")


class PlainPainter:
    """Stands for the painter of words: a grey strip, and a memory of what was to be written."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def band(self, width: int, picture_height: int, caption: str, team_only: str) -> Band | None:
        self.asked.append((caption, team_only))
        return Band(width, 20, bytes([90, 90, 90, 255]) * (width * 20))


class Story:
    """A family F1 with one film (25 pictures a second) and a coding of cues at the pictures 50, 100 and 150."""

    def __init__(self, film: Path, folder: Path, *purposes: Purpose) -> None:
        self.folder = folder / "library" / "F1" / "2026-03-11-play"
        desk = new_session_at(self.folder, [FilmGiven(film)], find_scheme("babys-cues"))
        path = desk.new_coding("Anna", find_scheme("babys-cues"))
        with desk.open_coding(path, "Anna") as source:
            room = CodingDesk(source, desk.film_index().frame_map)
            self.safe = room.key("q", 50).select
            self.unsafe = room.key("q", 100).select
            assert self.unsafe is not None
            room.set_modifier(self.unsafe, "reading", "not-answered")
            self.mark = room.mark(150).select
            room.dismiss()
            self.coding: Coding = source.coding
        assert desk.case is not None
        case = desk.case.value
        if purposes:
            consent = Consent(
                id="c1",
                person="a",
                basis="parental-responsibility",
                date="2026-03-11",
                purposes=(Purpose.FILM, *purposes),
            )
            case = replace(case, consents=(consent,))
        self.painter = PlainPainter()
        self.source = Source(
            vault=desk.vault,
            case=case,
            case_dir="F1",
            session=desk.session,
            session_dir=desk.folder,
            coding=self.coding,
            film=desk.film_file(),
            index=desk.film_index(),
            clock=desk.clock(),
        )
        self.out = folder / "out" / "clips"

    def export(self, purpose: Purpose, **more: object) -> ClipReport:
        request = ClipRequest(purpose=purpose, who="Anna", **more)  # type: ignore[arg-type]
        report = export_clips(self.source, request, self.out, lambda: self.painter, today=TODAY, write=write_here)
        assert report is not None
        return report


def write_here(orders: Sequence[ClipOrder], **_: object) -> list[ClipWritten]:
    """In this process: the worker has its own tests, and a start of Python for each of these would be long."""
    written = [write_clip(order) for order in orders]
    return [clip for clip in written if clip is not None]


def rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def frames_of(clip: Path) -> list[int | None]:
    with open_film(clip) as film:
        return [told(film.read(frame)[:180]) for frame in range(film.frames)]


def test_clips_hold_the_padded_moments_and_the_table_says_which(film: Path, tmp_path: Path) -> None:
    story = Story(film, tmp_path, Purpose.SUPERVISION)
    report = story.export(Purpose.SUPERVISION, codes=("come-closer",), padding=Padding(frames=5))
    assert [path.name for path in report.files] == ["clip-001.mp4", "clip-002-team-only.mp4"]
    assert frames_of(report.files[0]) == list(range(45, 56))
    assert frames_of(report.files[1]) == list(range(95, 106))
    first, second = rows(report.table)
    assert (first["first_frame"], first["last_frame"], first["frames"]) == ("45", "55", "11")
    assert (first["code"], first["coder"], first["scheme"], first["start_s"]) == (
        "come-closer", "Anna", "babys-cues", "2.000000000",
    )  # fmt: skip
    assert (first["team_only"], second["team_only"]) == ("no", "yes")
    assert first["consent"] == "c1"
    assert (story.out / "clips.csv").read_bytes() == report.table.read_bytes()


def test_padding_in_seconds_keeps_every_picture_that_any_part_of_it_touches(film: Path, tmp_path: Path) -> None:
    story = Story(film, tmp_path, Purpose.SUPERVISION)
    report = story.export(Purpose.SUPERVISION, marks=True, padding=Padding.read("0.1"))  # 2.5 pictures at 25 a second
    assert frames_of(report.files[0]) == list(range(147, 154))


def test_a_moment_that_is_not_for_parents_says_team_only_in_picture_and_name(film: Path, tmp_path: Path) -> None:
    story = Story(film, tmp_path, Purpose.SUPERVISION)
    report = story.export(Purpose.SUPERVISION, events=(story.unsafe,))
    assert report.files[0].name == "clip-001-team-only.mp4"
    assert story.painter.asked == [("", "Team only")]


def test_an_export_for_the_family_leaves_it_out_and_keeps_the_table_away(film: Path, tmp_path: Path) -> None:
    story = Story(film, tmp_path, Purpose.REVIEW)
    report = story.export(Purpose.REVIEW, codes=("come-closer",))
    assert [clip.event.id for clip in report.clips] == [story.safe]
    assert [event.id for event in report.left_out] == [story.unsafe]
    assert sorted(path.name for path in story.out.iterdir()) == ["clip-001.mp4"]
    assert all(team_only == "" for _, team_only in story.painter.asked)
    assert story.folder in report.table.parents


def test_nothing_but_what_is_not_for_parents_is_refused_for_the_family(film: Path, tmp_path: Path) -> None:
    story = Story(film, tmp_path, Purpose.REVIEW)
    with pytest.raises(Refused) as refused:
        story.export(Purpose.REVIEW, events=(story.unsafe,))
    assert refused.value.id == "clips-all-team-only"
    assert not story.out.exists()


def test_without_consent_nothing_is_written_and_the_refusal_is_noted(film: Path, tmp_path: Path) -> None:
    story = Story(film, tmp_path, Purpose.REVIEW)
    with pytest.raises(Refused) as refused:
        story.export(Purpose.SUPERVISION)
    assert refused.value.id == "consent-not-covered"
    assert refused.value.values["lacking"] == "supervision"
    assert not story.out.exists()
    (entry,) = [entry for entry in read_audit(story.source.vault, "F1") if entry.what is Act.REFUSED]
    assert (entry.who, entry.purpose) == ("Anna", "supervision")


def test_where_no_audit_entry_can_be_written_nothing_is_exported_and_that_is_said(
    film: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = Story(film, tmp_path, Purpose.SUPERVISION)

    def read_only(*_: object) -> NoReturn:
        raise CouldNot("no-permission", file="audit.jsonl")

    monkeypatch.setattr(story.source.vault, "write", read_only)
    with pytest.raises(CouldNot) as failed:
        story.export(Purpose.SUPERVISION, marks=True)
    assert "Nothing is exported, presented or printed without an entry" in sentence(failed.value)
    assert not story.out.exists()


def test_the_law_needs_no_consent_but_a_reason_that_is_kept(film: Path, tmp_path: Path) -> None:
    story = Story(film, tmp_path)
    law = LawfulReason(reason="court order 12/26", authoriser="Team lead", recipient="Court")
    story.export(Purpose.LAW, marks=True, law=law)
    (entry,) = [entry for entry in read_audit(story.source.vault, "F1") if entry.what is Act.EXPORTED]
    assert entry.details["recipient"] == "Court"
    with pytest.raises(Refused):
        story.export(Purpose.LAW, marks=True, law=LawfulReason(reason="", authoriser="x", recipient="y"))


def test_a_second_export_does_not_write_over_the_first(film: Path, tmp_path: Path) -> None:
    story = Story(film, tmp_path, Purpose.SUPERVISION)
    story.export(Purpose.SUPERVISION, marks=True)
    report = story.export(Purpose.SUPERVISION, marks=True)
    assert [path.name for path in report.files] == ["clip-002.mp4"]
    assert report.table.parent.name == "2026-03-12-clips-supervision-2"


def test_with_nothing_named_the_starred_and_marked_moments_are_meant(film: Path, tmp_path: Path) -> None:
    story = Story(film, tmp_path, Purpose.SUPERVISION)
    assert [clip.event.id for clip in story.export(Purpose.SUPERVISION).clips] == [story.mark]


def test_what_is_not_there_is_said(film: Path, tmp_path: Path) -> None:
    story = Story(film, tmp_path, Purpose.SUPERVISION)
    with pytest.raises(BadInput, match="clips-no-such-code"):
        story.export(Purpose.SUPERVISION, codes=("welcoming",))
    with pytest.raises(BadInput, match="clips-no-such-event"):
        story.export(Purpose.SUPERVISION, events=("nobody",))


def test_a_folder_that_cannot_be_made_is_said_and_nothing_is_left(film: Path, tmp_path: Path) -> None:
    story = Story(film, tmp_path, Purpose.SUPERVISION)
    (tmp_path / "out").write_text("a file where a folder should be")
    with pytest.raises(Exception, match="clip-not-written"):
        story.export(Purpose.SUPERVISION, marks=True)
    assert (tmp_path / "out").read_text() == "a file where a folder should be"


def test_a_cancelled_export_leaves_no_file_and_no_folder(film: Path, tmp_path: Path) -> None:
    story = Story(film, tmp_path, Purpose.SUPERVISION)
    request = ClipRequest(purpose=Purpose.SUPERVISION, who="Anna", marks=True, padding=Padding(frames=140))
    report = export_clips(story.source, request, story.out, lambda: story.painter, today=TODAY, cancelled=lambda: True)
    assert report is None
    assert not (tmp_path / "out").exists()


def test_a_second_export_leaves_the_table_of_the_first(film: Path, tmp_path: Path) -> None:
    story = Story(film, tmp_path, Purpose.SUPERVISION)
    first = story.export(Purpose.SUPERVISION, marks=True, padding=Padding(frames=2))
    second = story.export(Purpose.SUPERVISION, codes=("come-closer",), padding=Padding(frames=2))
    assert [path.name for path in second.files] == ["clip-002.mp4", "clip-003-team-only.mp4"]
    assert (story.out / "clips.csv").read_bytes() == first.table.read_bytes()
    assert (story.out / "clips-2.csv").read_bytes() == second.table.read_bytes()


def test_the_coding_that_knows_the_code_is_cut_from(film: Path, tmp_path: Path) -> None:
    story = Story(film, tmp_path, Purpose.SUPERVISION)
    desk = open_place(story.folder)
    table = b"tier,code,start_s\nbaby,babys-start,1\n"
    newer = import_events(desk, table, coder="Anna", scheme="attuned-moments").coding

    def cut_from(**wanted: object) -> str:
        request = ClipRequest(purpose=Purpose.SUPERVISION, who="Anna", **wanted)  # type: ignore[arg-type]
        return the_coding(desk, request, coder="anna").header.id

    assert cut_from(codes=("come-closer",)) == story.coding.header.id
    assert cut_from(events=(story.mark,)) == story.coding.header.id
    assert cut_from(codes=("babys-start",)) == newer
    request = ClipRequest(purpose=Purpose.SUPERVISION, who="Anna")
    assert the_coding(desk, request, id=story.coding.header.id).header.id == story.coding.header.id
    with pytest.raises(BadInput, match="clips-which-coding"):
        the_coding(desk, request, id="nothing")
