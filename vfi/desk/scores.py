"""The scores and the events of a session as rows and tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from vfi.core.clock import FilmClock
from vfi.core.coding import Coding
from vfi.core.events import PointEvent
from vfi.core.scheme import NO_SCHEME
from vfi.desk.outside import write_outside
from vfi.desk.session import SessionDesk
from vfi.formats.events_csv import modifiers_text
from vfi.stats.scores import Row, Scored, csv_text, rows, table, xlsx_bytes

if TYPE_CHECKING:
    import pandas as pd


def score_rows(desk: SessionDesk, coder: str | None = None) -> list[Row]:
    """One row per coding, tier and code (`vfi.stats.scores.COLUMNS`); needs no pandas."""
    codings = desk.read_codings(coder)
    if not codings:
        return []
    film = desk.span()
    return rows(Scored(case=desk.case_id, session=desk.session.id, coding=coding, film=film) for coding in codings)


def scores(desk: SessionDesk, coder: str | None = None) -> pd.DataFrame:
    """The scores as a long table."""
    return table(score_rows(desk, coder))


def event_rows(desk: SessionDesk, coder: str | None = None) -> list[dict[str, Any]]:
    """One row per event, by coding and time; `start_ns`, `end_ns` int or None, `end_frame` the first frame without."""
    codings = desk.read_codings(coder)
    if not codings:
        return []
    clock = desk.clock()
    return [row for coding in codings for row in _events(desk, coding, clock)]


def _events(desk: SessionDesk, coding: Coding, clock: FilmClock) -> list[dict[str, Any]]:
    header, scheme = coding.header, coding.scheme
    made: list[dict[str, Any]] = []
    for event in coding.in_order():
        tier = scheme.tier(event.tier)
        end = None if isinstance(event, PointEvent) else event.end
        made.append(
            {
                "case": desk.case_id,
                "session": desk.session.id,
                "coding": header.id,
                "coder": header.coder,
                "role": str(header.role),
                "scheme": scheme.id,
                "version": scheme.version if scheme is not NO_SCHEME else "",
                "subject": tier.subject if tier is not None else "",
                "tier": event.tier,
                "code": event.code,
                "start_ns": event.start,
                "end_ns": end,
                "start_frame": clock.frame_at(event.start),
                "end_frame": None if end is None else clock.first_without(end),
                "modifiers": modifiers_text(event.modifiers),
                "comment": event.comment,
                "event": event.id,
                "responds_to": event.responds_to,
                "starred": event.starred,
            }
        )
    return made


def write_scores(rows: list[Row], path: Path) -> None:
    """Write the table as XLSX or CSV, by the ending of the name; an existing file is replaced only by a whole one."""
    data = xlsx_bytes(rows) if path.suffix.lower() == ".xlsx" else csv_text(rows).encode("utf-8")
    write_outside(path, data)
