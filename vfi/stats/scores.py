"""The measures of codings as one long table, and that table as CSV and XLSX."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vfi.core.coding import Coding
from vfi.core.scheme import NO_SCHEME
from vfi.core.scoring import Score, scores
from vfi.core.time import Span, seconds_text

if TYPE_CHECKING:
    import pandas as pd

IDENTITY = ("case", "session", "coding", "coder", "role", "scheme", "version")
"""In every row: two tables can be put under one another and nothing is lost."""

COLUMNS = (
    *IDENTITY,
    "subject",
    "tier",
    "code",
    "label",
    "type",
    "count",
    "rate_per_min",
    "total_ns",
    "mean_ns",
    "median_ns",
    "percent",
    "latency_ns",
    "latency_unwatched_ns",
    "censored",
    "excluded",
    "covered_ns",
    "scorable_ns",
)

Row = dict[str, Any]
"""One code of one coding; `*_ns` are int or None, `rate_per_min` and `percent` float or None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A coding with what its rows are to say about where it comes from."""

    case: str
    session: str
    coding: Coding
    film: Span
    """The film on the session clock (ns)."""


def rows(codings: Iterable[Scored]) -> list[Row]:
    """One row per coding, tier and code, in the scheme's order; columns `COLUMNS`. Needs no pandas."""
    return [_row(each, score) for each in codings for score in scores(each.coding, each.film)]


def _row(scored: Scored, score: Score) -> Row:
    header, scheme = scored.coding.header, scored.coding.scheme
    code = scheme.code(score.tier, score.code)
    return {
        "case": scored.case,
        "session": scored.session,
        "coding": header.id,
        "coder": header.coder,
        "role": str(header.role),
        "scheme": scheme.id,
        "version": scheme.version if scheme is not NO_SCHEME else "",
        "subject": score.subject,
        "tier": score.tier,
        "code": score.code,
        "label": code.label if code is not None else score.code,
        "type": str(score.type),
        "count": score.count,
        "rate_per_min": score.rate_per_min,
        "total_ns": score.total,
        "mean_ns": score.mean,
        "median_ns": score.median,
        "percent": score.percent,
        "latency_ns": score.latency,
        "latency_unwatched_ns": score.latency_unwatched,
        "censored": score.censored,
        "excluded": score.excluded,
        "covered_ns": score.covered,
        "scorable_ns": score.scorable,
    }


def table(rows: Sequence[Row]) -> pd.DataFrame:
    """The rows as a DataFrame: `*_ns`, `count`, `censored`, `excluded` Int64, `rate_per_min`, `percent` Float64 with
    NA where a measure is not defined, the rest string."""
    import pandas as pd

    types = {name: _dtype(name) for name in COLUMNS}
    return pd.DataFrame({name: pd.array([row[name] for row in rows], dtype=types[name]) for name in COLUMNS})


def _dtype(name: str) -> Any:
    if name.endswith("_ns") or name in ("count", "censored", "excluded"):
        return "Int64"
    return "Float64" if name in ("rate_per_min", "percent") else "string"


SHEET_COLUMNS = tuple(f"{name.removesuffix('_ns')}_s" if name.endswith("_ns") else name for name in COLUMNS)
"""In files for people and their spreadsheets times are seconds."""


def csv_text(rows: Sequence[Row]) -> str:
    """The table as CSV: UTF-8, comma, line feed; times as decimal seconds with all nine decimals, an empty cell where
    a measure is not defined."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(SHEET_COLUMNS)
    for row in rows:
        writer.writerow([_cell(name, row[name]) for name in COLUMNS])
    return stream.getvalue()


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name.endswith("_ns"):
        return seconds_text(value)
    return repr(value) if isinstance(value, float) else str(value)


def xlsx_bytes(rows: Sequence[Row]) -> bytes:
    """The table as an XLSX workbook of one sheet: times in seconds as numbers, header frozen and filtered.

    A text that begins like a formula stays a text.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Scores"
    sheet.append(list(SHEET_COLUMNS))
    for number, row in enumerate(rows, start=2):
        for column, name in enumerate(COLUMNS, start=1):
            value = row[name]
            cell = sheet.cell(row=number, column=column)
            if isinstance(value, str):
                cell.value = value
                cell.data_type = "s"
            elif value is not None:
                cell.value = value / 1_000_000_000 if name.endswith("_ns") else value
                cell.number_format = "0" if isinstance(value, int) and not name.endswith("_ns") else "0.000"
    for column, name in enumerate(SHEET_COLUMNS, start=1):
        sheet.cell(row=1, column=column).font = Font(bold=True)
        longest = max([len(name), *(len(str(row[COLUMNS[column - 1]] or "")) for row in rows)])
        sheet.column_dimensions[get_column_letter(column)].width = min(40, longest + 2)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
