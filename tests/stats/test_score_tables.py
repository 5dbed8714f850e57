"""The long table and its files."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from openpyxl import load_workbook

from vfi.core.coding import Batch, Coding, CodingHeader, CodingId, Edit, Role
from vfi.core.events import CodeId, Coverage, EventId, StateEvent, TierId
from vfi.core.scheme import Code, Scheme, StateRule, Tier, TierType
from vfi.core.time import SECOND, Ns, Span
from vfi.stats.scores import COLUMNS, IDENTITY, Row, Scored, csv_text, rows, table, xlsx_bytes

GAZE = TierId("gaze")
FILM = Span(Ns(0), Ns(60 * SECOND))


def made() -> list[Row]:
    codes = tuple(Code(id=CodeId(id), tier=GAZE, label=label) for id, label in (("face", "=Face"), ("toy", "Toy")))
    scheme = Scheme(
        id="try",
        version="1.0",
        title="Try",
        tiers=(Tier(id=GAZE, label="", subject="baby", type=TierType.STATE, rule=StateRule.EXCLUSIVE, codes=codes),),
    )
    header = CodingHeader(
        id=CodingId("c1"), session="s1", coder="anna", role=Role.SECOND, scheme=scheme.ref, scheme_hash="", created=""
    )
    coding = Coding(header, scheme)
    event = StateEvent(id=EventId("e"), tier=GAZE, code=CodeId("face"), start=Ns(SECOND), end=Ns(2 * SECOND + 1))
    coding.apply(Batch("x", (Edit(None, event), Edit(None, Coverage(tier=GAZE, spans=(FILM,))))))
    return rows([Scored(case="F012", session="s1", coding=coding, film=FILM)])


def test_every_row_says_where_it_comes_from() -> None:
    assert [tuple(row[name] for name in IDENTITY) for row in made()] == [
        ("F012", "s1", "c1", "anna", "second", "try", "1.0")
    ] * 2


def test_times_are_whole_nanoseconds_in_the_table() -> None:
    frame = table(made())
    assert tuple(frame.columns) == COLUMNS
    assert str(frame["total_ns"].dtype) == "Int64"
    assert frame["total_ns"].tolist() == [1_000_000_001, 0]
    assert frame["mean_ns"].isna().tolist() == [False, True]


def test_the_csv_has_exact_seconds_and_empty_cells() -> None:
    face, toy = csv.DictReader(io.StringIO(csv_text(made())))
    assert (face["total_s"], face["latency_s"], face["count"]) == ("1.000000001", "1.000000000", "1")
    assert (toy["total_s"], toy["mean_s"], toy["count"]) == ("0.000000000", "", "0")


def test_the_workbook_has_numbers_and_a_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "scores.xlsx"
    path.write_bytes(xlsx_bytes(made()))
    sheet = load_workbook(path)["Scores"]
    header = [cell.value for cell in sheet[1]]
    label = sheet.cell(row=2, column=header.index("label") + 1)
    assert (label.value, label.data_type) == ("=Face", "s")
    assert sheet.cell(row=2, column=header.index("total_s") + 1).value == 1.000000001
    assert sheet.cell(row=3, column=header.index("mean_s") + 1).value is None
