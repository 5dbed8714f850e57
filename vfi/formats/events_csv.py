"""Events as CSV, ours: `tier,code,start_s,end_s,modifiers,comment`, times in decimal seconds with nine decimals.

`end_s` is empty for a moment (and for a state that is still open). `modifiers` reads `channel=look;clarity=quiet`,
several options of one `ways=words|touch`; a backslash before `; | = \\` takes the sign as it is. Columns are found by
their names, in any order; `event`, `responds_to` and `starred` are understood where they are there.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from vfi.core.errors import BadInput, VfiError
from vfi.core.events import (
    CodeId,
    Event,
    EventId,
    Modifiers,
    ModifierValue,
    PointEvent,
    StateEvent,
    TierId,
    new_event_id,
)
from vfi.core.findings import Finding, Severity, errors
from vfi.core.rules.details import check_value
from vfi.core.scheme import Code, Modifier, Scheme, StateRule, TierType
from vfi.core.spelling import did_you_mean
from vfi.core.time import Ns, ns_of_seconds, seconds_text

REQUIRED = ("tier", "code", "start_s")
KNOWN = (*REQUIRED, "end_s", "modifiers", "comment", "event", "responds_to", "starred")
WRITTEN_BESIDE = (
    *("case", "session", "coding", "coder", "role", "scheme", "version", "subject", "label", "type"),
    *("start_frame", "end_frame", "start_ns", "end_ns"),
)
"""Columns that vfi itself writes and that say nothing new when they are read."""


@dataclass(frozen=True, slots=True)
class ReadEvents:
    """What a table held: the events in its order, and what a person should know about it."""

    events: tuple[Event, ...]
    warnings: tuple[Finding, ...] = ()


def read_events_csv(
    data: bytes,
    scheme: Scheme,
    *,
    path: str = "",
    film_start: Ns | None = None,
    film_end: Ns | None = None,
    new_id: Callable[[], EventId] = new_event_id,
) -> ReadEvents:
    """The events of a table, all of them or none. Times are kept to the ns as they are written.

    Raises:
        BadInput: `events-findings` with *every* problem (`findings`, each with its line), `path`, `errors`.
    """
    reading = _Reading(scheme, path, film_start or Ns(0), film_end, new_id)
    events = reading.read(data)
    wrong = errors(reading.findings)
    if wrong:
        raise BadInput("events-findings", path=path, findings=tuple(reading.findings), errors=len(wrong))
    return ReadEvents(tuple(events), tuple(reading.findings))


@dataclass(slots=True)
class _Reading:
    scheme: Scheme
    path: str
    film_start: Ns
    film_end: Ns | None
    new_id: Callable[[], EventId]
    findings: list[Finding] = field(default_factory=list)
    lines: dict[EventId, int] = field(default_factory=dict)
    named: dict[str, EventId] = field(default_factory=dict)
    """The ids in the table's own column `event`, and ours."""
    answers: dict[EventId, str] = field(default_factory=dict)

    def find(
        self, line: int | None, id: str, where: str = "", severity: Severity = Severity.ERROR, **values: object
    ) -> None:
        self.findings.append(Finding(path=self.path, line=line, where=where, id=id, values=values, severity=severity))

    def unknown(self, line: int, what: str, word: str, known: Iterable[str], **values: str) -> None:
        """A word that the scheme does not have, with the one that was probably meant."""
        meant = did_you_mean(word, known)
        id = f"row-unknown-{what}-near" if meant else f"row-unknown-{what}"
        where = "modifiers" if what in ("modifier", "option") else what
        self.findings.append(Finding(path=self.path, line=line, where=where, id=id, values={**values, "meant": meant}))

    def read(self, data: bytes) -> list[Event]:
        text = self._text(data)
        if text is None:
            return []
        told = re.match(r"sep=([,;\t])\n", text)  # a line by which Excel is told the sign
        text = f"\n{text[told.end() :]}" if told else text
        sign = told[1] if told else max(",;\t", key=text.lstrip("\n").split("\n", 1)[0].count)
        table = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
        events: list[Event] = []
        columns: list[str] = []
        line = 1
        try:
            for cells in table:
                if not any(cell.strip() for cell in cells):
                    pass
                elif not columns:
                    columns = [cell.strip().lower() for cell in cells]
                    if not self._header(line, columns):
                        return []
                elif (event := self._row(line, columns, cells)) is not None:
                    events.append(event)
                line = table.line_num + 1  # a text may hold line breaks: a row is found where it begins
        except csv.Error:
            self.find(line, "csv-broken")
        if not columns:
            self.find(None, "table-empty")
        events = self._linked(events)
        self._check_together(events)
        self.findings.sort(key=lambda finding: finding.line or 0)
        return events

    def _text(self, data: bytes) -> str | None:
        encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as broken:
            self.find(data.count(b"\n", 0, broken.start) + 1, "not-utf-8")
            return None
        if "\0" in text:
            self.find(None, "not-a-table")
            return None
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def _header(self, line: int, columns: Sequence[str]) -> bool:
        missing = [name for name in REQUIRED if name not in columns]
        for name in missing:
            self.find(line, "column-missing", column=name)
        for name in sorted({name for name in columns if name and columns.count(name) > 1}):
            self.find(line, "column-twice", column=name)
        for name in columns:
            if name and name not in KNOWN and name not in WRITTEN_BESIDE:
                self.find(line, "column-not-read", severity=Severity.WARNING, column=name)
        return not missing

    def _row(self, line: int, columns: Sequence[str], cells: Sequence[str]) -> Event | None:
        if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
            self.find(line, "row-too-long", columns=len(columns), cells=len(cells))
            return None
        row = dict(zip(columns, (*cells, *[""] * (len(columns) - len(cells))), strict=False))
        before = len(errors(self.findings))
        code = self._code(line, row)
        start = self._time(line, "start_s", row["start_s"], needed=True)
        end = self._time(line, "end_s", row.get("end_s", ""), needed=False)
        if start is not None and self.film_end is not None and start >= self.film_end:
            self.find(line, "after-film", where="start_s", time=start, end=self.film_end)
        if code is None:
            return None
        modifiers = self._modifiers(line, code, row.get("modifiers", ""))
        starred = self._starred(line, row.get("starred", ""))
        tier = self.scheme.tier(code.tier)
        assert tier is not None
        if tier.type is TierType.POINT:
            if end is not None and end != start:  # many programs write the start twice
                self.find(line, "moment-with-end", where="end_s", code=code.id)
        elif start is not None and end is not None:
            if end <= start:
                self.find(line, "row-ends-before-start", where="end_s", start=start, end=end)
            elif self.film_end is not None and end > self.film_end:
                self.find(line, "ends-after-film", "end_s", Severity.WARNING, time=end, end=self.film_end)
        if len(errors(self.findings)) > before or start is None:
            return None
        id = self._named(line, row)
        comment = row.get("comment", "")
        if tier.type is TierType.POINT:
            return PointEvent(
                id=id, tier=tier.id, code=code.id, at=start, modifiers=modifiers, comment=comment, starred=starred
            )
        return StateEvent(
            id=id,
            tier=tier.id,
            code=code.id,
            start=start,
            end=end,
            modifiers=modifiers,
            comment=comment,
            starred=starred,
        )

    def _code(self, line: int, row: Mapping[str, str]) -> Code | None:
        tier_id, code_id = TierId(row["tier"].strip()), CodeId(row["code"].strip())
        tier = self.scheme.tier(tier_id)
        if tier is None:
            known = [each.id for each in self.scheme.tiers]
            self.unknown(line, "tier", tier_id, known, tier=tier_id)
            return None
        code = self.scheme.code(tier_id, code_id)
        if code is None:
            codes = [each.id for each in tier.codes]
            self.unknown(line, "code", code_id, codes, code=code_id, tier=tier_id)
        return code

    def _time(self, line: int, column: str, text: str, *, needed: bool) -> Ns | None:
        if not text.strip():
            if needed:
                self.find(line, "row-without-time", where=column)
            return None
        try:
            time = ns_of_seconds(text)
        except BadInput:
            self.find(line, "row-not-seconds", where=column, text=text.strip())
            return None
        if time < self.film_start:
            self.find(line, "row-before-film", where=column, text=text.strip())
            return None
        _, _, decimals = text.strip().replace(",", ".").partition(".")
        if len(decimals.rstrip("0")) > 9 and decimals.isdigit():
            self.find(line, "row-rounded", column, Severity.WARNING, text=text.strip(), time=seconds_text(time))
        return time

    def _modifiers(self, line: int, code: Code, text: str) -> Modifiers:
        given: dict[str, ModifierValue] = {}
        for part in _split(text.strip(), ";"):
            if not part.strip():
                continue
            name, *values = _split(part, "=", most=1)
            name = _plain(name).strip()
            known = next((each for each in code.modifiers if each.id == name), None)
            if not values:
                self.find(line, "row-modifier-form", where="modifiers", text=part.strip())
            elif known is None:
                names = [each.id for each in code.modifiers]
                self.unknown(line, "modifier", name, names, modifier=name, code=code.id)
            elif name in given:
                self.find(line, "row-modifier-twice", where="modifiers", modifier=name)
            else:
                options = tuple(_plain(each).strip() for each in _split(values[0], "|"))
                if self._odd_options(line, known, options):
                    continue
                try:
                    checked = check_value(known, options[0] if len(options) == 1 else options)
                except VfiError as wrong:
                    self.findings.append(
                        Finding(path=self.path, line=line, where="modifiers", id=wrong.id, values=dict(wrong.values))
                    )
                    continue
                if checked is not None:
                    given[name] = checked
        order = [each.id for each in code.modifiers]
        return tuple(sorted(given.items(), key=lambda item: order.index(item[0])))

    def _odd_options(self, line: int, modifier: Modifier, options: Iterable[str]) -> bool:
        known = [option.id for option in modifier.options]
        odd = [option for option in options if option and known and option not in known]
        for option in odd:
            values = {"option": option, "modifier": modifier.id, "choices": ", ".join(known)}
            self.unknown(line, "option", option, known, **values)
        return bool(odd)

    def _starred(self, line: int, text: str) -> bool:
        word = text.strip().lower()
        if word not in ("", "0", "1", "no", "yes", "false", "true"):
            self.find(line, "row-not-yes-or-no", where="starred", text=text.strip())
        return word in ("1", "yes", "true")

    def _named(self, line: int, row: Mapping[str, str]) -> EventId:
        id = self.new_id()
        self.lines[id] = line
        name = row.get("event", "").strip()
        if name:
            if name in self.named:
                self.find(line, "row-event-twice", where="event", event=name)
            self.named[name] = id
        target = row.get("responds_to", "").strip()
        if target:
            self.answers[id] = target
        return id

    def _linked(self, events: list[Event]) -> list[Event]:
        """The events with their links, which may point to later rows."""
        linked: list[Event] = []
        by_id = {event.id: event for event in events}
        for event in events:
            name = self.answers.get(event.id)
            target = self.named.get(name) if name is not None else None
            line = self.lines[event.id]
            if name is not None and target is None:
                self.find(line, "row-answers-nothing", where="responds_to", event=name)
            elif target == event.id:
                self.find(line, "row-answers-itself", where="responds_to")
            elif target in by_id:
                self._check_link(line, event, by_id[target])
            linked.append(event if target is None else replace(event, responds_to=target))
        return linked

    def _check_link(self, line: int, event: Event, target: Event) -> None:
        """What the window would not let a person link is kept, and said: moving an event can lead to it, too."""
        code = self.scheme.code(event.tier, event.code)
        values = {"code": event.code, "to": target.code}
        if code is not None and (code.answers is None or target.code not in code.answers.to):
            self.find(line, "row-answer-unfit", "responds_to", Severity.WARNING, **values)
        elif target.start >= event.start:
            self.find(line, "row-answers-later", "responds_to", Severity.WARNING, **values)

    def _check_together(self, events: list[Event]) -> None:
        """What no row shows by itself: doubles, two states at once, gaps."""
        seen: dict[tuple[TierId, CodeId, Ns], int] = {}
        for event in events:
            if isinstance(event, PointEvent):
                line = self.lines[event.id]
                other = seen.setdefault((event.tier, event.code, event.at), line)
                if other != line:
                    self.find(line, "row-coded-twice", code=event.code, other=other)
        for tier in self.scheme.tiers:
            if not tier.one_at_a_time:
                continue
            states = [event for event in events if isinstance(event, StateEvent) and event.tier == tier.id]
            states.sort(key=lambda state: (state.start, self.lines[state.id]))
            last: StateEvent | None = None
            for state in states:
                line = self.lines[state.id]
                if last is not None and (last.end is None or state.start < last.end):
                    self.find(line, "row-overlaps", tier=tier.id, other=self.lines[last.id])
                elif last is not None and tier.rule is StateRule.EXHAUSTIVE and state.start != last.end:
                    self.find(line, "row-after-gap", "", Severity.WARNING, tier=tier.id, other=self.lines[last.id])
                if last is None or last.end is None or state.end is None or state.end > last.end:
                    last = state


def _split(text: str, sign: str, most: int = -1) -> list[str]:
    """Split at a sign that has no backslash before it; the backslashes stay."""
    parts: list[str] = []
    current, escaped = "", False
    for letter in text:
        if letter == sign and not escaped and most != len(parts):
            parts.append(current)
            current = ""
            continue
        escaped = letter == "\\" and not escaped
        current += letter
    return [*parts, current]


def _plain(text: str) -> str:
    plain, escaped = "", False
    for letter in text:
        if letter == "\\" and not escaped:
            escaped = True
            continue
        plain, escaped = plain + letter, False
    return plain


def modifiers_text(modifiers: Modifiers) -> str:
    r"""Modifiers as they stand in a cell.

    >>> modifiers_text((("channel", "look"), ("ways", ("words", "touch"))))
    'channel=look;ways=words|touch'
    """

    def escaped(text: str) -> str:
        return "".join(f"\\{letter}" if letter in "\\;|=" else letter for letter in text)

    def cell(value: ModifierValue) -> str:
        return escaped(value) if isinstance(value, str) else "|".join(escaped(each) for each in value)

    return ";".join(f"{escaped(id)}={cell(value)}" for id, value in modifiers)


COLUMNS = (
    *("case", "session", "coding", "coder", "role", "scheme", "version", "subject", "tier", "code"),
    *("start_s", "end_s", "start_frame", "end_frame", "modifiers", "comment", "event", "responds_to", "starred"),
)
"""`end_frame` is the first frame without the behaviour, as `end_s` is its start."""


def write_events_csv(rows: Iterable[Mapping[str, object]]) -> str:
    """Rows (keys `COLUMNS`, times under `start_ns` and `end_ns`) as CSV; None is an empty cell."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_cell(row, name) for name in COLUMNS])
    return stream.getvalue()


def _cell(row: Mapping[str, object], name: str) -> str:
    value = row.get(f"{name[:-2]}_ns" if name in ("start_s", "end_s") else name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else ""
    return seconds_text(value) if name in ("start_s", "end_s") and isinstance(value, int) else str(value)
