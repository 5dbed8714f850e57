"""Reading TOML at the door: each key becomes an exact type, and everything that is wrong is gathered, not raised."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from vfi.core.findings import Finding, Severity
from vfi.core.spelling import did_you_mean
from vfi.store.toml_places import Path, Places

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""How ids and folder names are written."""

_AT_LINE = re.compile(r" ?\(at (?:line (\d+), column \d+|end of document)\)")


class Document:
    """A TOML text being read: its data, the places of everything in it, and the findings so far."""

    def __init__(self, source: bytes, path: str) -> None:
        self.path = path
        self.findings: list[Finding] = []
        self.data: dict[str, Any] | None = None
        """None when the text cannot be read at all; then there is one finding."""
        text = ""
        try:
            text = source.decode("utf-8-sig").replace("\r\n", "\n")
            self.data = tomllib.loads(text, parse_float=Decimal)
        except UnicodeDecodeError as error:
            line = source.count(b"\n", 0, error.start) + 1
            self.findings.append(Finding(path=path, line=line, id="file-not-utf8"))
        except tomllib.TOMLDecodeError as error:
            said = str(error)
            place = _AT_LINE.search(said)
            line = int(place[1]) if place is not None and place[1] else text.count("\n") + 1
            self.findings.append(
                Finding(path=path, line=line, id="file-not-toml", values={"why": _AT_LINE.sub("", said)})
            )
        self._text = text
        self._places: Places | None = None

    def line(self, place: Path) -> int:
        """The line of this part of a text that could be read."""
        if self._places is None:
            # only now: of most files nothing is said
            self._places = Places(self._text)
        return self._places.line(place)

    def find(
        self, place: Path, id: str, *, where: str = "", severity: Severity = Severity.ERROR, **values: object
    ) -> None:
        """Note a problem at this place."""
        self.findings.append(
            Finding(path=self.path, line=self.line(place), where=where, id=id, values=values, severity=severity)
        )

    def root(self) -> Table:
        """The whole document as one table (empty when it could not be read)."""
        return Table(self, (), self.data or {}, "")


class Table:
    """One table of a document. Ask for each key that is known, then `close` reports the others."""

    def __init__(self, document: Document, place: Path, data: dict[str, Any], where: str) -> None:
        self.document = document
        self.place = place
        self.data = data
        self.where = where
        self._asked: dict[str, None] = {}

    def find(self, at: str, id: str, /, *, severity: Severity = Severity.ERROR, **values: object) -> None:
        """Note a problem of the key `at` (or of the table, for an empty one)."""
        place = (*self.place, at) if at else self.place
        where = " / ".join(part for part in (self.where, at) if part)
        self.document.find(place, id, where=where, severity=severity, **values)

    def line(self, key: str = "") -> int:
        return self.document.line((*self.place, key) if key else self.place)

    def has(self, key: str) -> bool:
        return key in self.data

    def text(self, key: str, default: str = "", *, required: bool = False) -> str:
        """A text, its outer blanks and the line breaks of a folded paragraph made single spaces."""
        value = self._get(key, str, "text", required=required)
        if value is None:
            return default
        words = " ".join(str(value).split())
        if required and not words:
            self.find(key, "file-key-missing", key=key)
        return words

    def exact(self, key: str, default: str = "") -> str:
        """A text just as it stands, line breaks and all."""
        value = self._get(key, str, "text")
        return default if value is None else str(value)

    def flag(self, key: str, default: bool = False) -> bool:
        value = self._get(key, bool, "true or false")
        return default if value is None else bool(value)

    def whole(self, key: str, default: int) -> int:
        value = self._get(key, int, "a whole number")
        return default if value is None else int(value)

    def number(self, key: str, default: Decimal) -> Decimal:
        """An exact decimal number, never through a float; a text that holds one is understood."""
        value = self._get(key, (int, Decimal, str), "a number")
        if value is None:
            return default
        try:
            number = Decimal(value)
        except ArithmeticError:
            number = Decimal("NaN")
        if not number.is_finite():
            self.find(key, "file-wrong-type", key=key, wanted="a number")
            return default
        return number

    def texts(self, key: str) -> tuple[str, ...]:
        """Several texts; one alone may stand without its brackets."""
        value = self._get(key, (list, str), "a list of texts")
        if value is None:
            return ()
        if isinstance(value, str):
            return (" ".join(value.split()),)
        if not all(isinstance(item, str) for item in value):
            self.find(key, "file-wrong-type", key=key, wanted="a list of texts")
            return ()
        return tuple(" ".join(item.split()) for item in value)

    def day(self, key: str) -> str:
        """A day as an ISO date, written as TOML's own date or as a text; empty when there is none."""
        value = self._get(key, (str, datetime.date), "a date like 2026-03-11")
        if value is None or value == "":
            return ""
        text = str(value.date() if isinstance(value, datetime.datetime) else value)
        try:
            return datetime.date.fromisoformat(text).isoformat()
        except ValueError:
            self.find(key, "file-bad-date", key=key, value=text)
            return ""

    def choices(self, key: str, choices: Iterable[str]) -> tuple[str, ...]:
        """Several of a few words; each other word is a finding and left out."""
        known = list(choices)
        values = self.texts(key)
        for value in values:
            if value not in known:
                meant = did_you_mean(value, known)
                self.find(key, "file-not-a-choice", key=key, value=value, meant=meant, choices=", ".join(known))
        return tuple(value for value in values if value in known)

    def table(self, key: str) -> Table | None:
        value = self._get(key, dict, "a table")
        if value is None:
            return None
        return Table(self.document, (*self.place, key), value, " / ".join(part for part in (self.where, key) if part))

    def tables(self, key: str, *, named: str = "id") -> tuple[Table, ...]:
        """An array of tables, each known in findings by the value of its `named` key, else by its number."""
        value = self._get(key, list, f"one [[{key}]] for each")
        if value is None:
            return ()
        if not all(isinstance(item, dict) for item in value):
            self.find(key, "file-wrong-type", key=key, wanted=f"one [[{key}]] for each")
            return ()
        found = []
        for position, item in enumerate(value):
            name = item.get(named)
            own = f"{key} {name if isinstance(name, str) and name else position + 1}"
            where = f"{self.where} / {own}" if self.where else own
            found.append(Table(self.document, (*self.place, key, position), item, where))
        return tuple(found)

    def id(self, key: str = "id") -> str:
        """A required id: small letters, digits and hyphens."""
        value = self.text(key, required=True)
        if value and ID.fullmatch(value) is None:
            self.find(key, "file-bad-id", key=key, value=value)
        return value

    def choice(self, key: str, choices: Iterable[str], default: str, *, required: bool = False) -> str:
        """One of a few words; another word is a finding and the default is used."""
        value = self.text(key, default, required=required)
        known = list(choices)
        if value and value not in known:
            self.find(
                key,
                "file-not-a-choice",
                key=key,
                value=value,
                meant=did_you_mean(value, known),
                choices=", ".join(known),
            )
            return default
        return value or default

    def close(self) -> None:
        """Report the keys that nobody asked for: they are kept in the file, but mean nothing here."""
        for key in self.data:
            if key not in self._asked:
                meant = did_you_mean(key, self._asked)
                id = "file-unknown-key-meant" if meant else "file-unknown-key"
                self.find(key, id, severity=Severity.WARNING, key=key, meant=meant)

    def _get(self, key: str, kind: type | tuple[type, ...], wanted: str, *, required: bool = False) -> Any:
        self._asked[key] = None
        if key not in self.data:
            if required:
                self.find("", "file-key-missing", key=key)
            return None
        value = self.data[key]
        # TOML's true is an int in Python; a number where a flag is meant (or the reverse) is a mistake
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.find(key, "file-wrong-type", key=key, wanted=wanted)
            return None
        return value
