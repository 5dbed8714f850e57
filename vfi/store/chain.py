"""The text of a journal: its header, its lines, and the chain of hashes that ties each line to the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from vfi.core.coding import Batch, Coding, CodingHeader, CodingId, Edit, Role
from vfi.core.errors import FileDamaged, VfiError
from vfi.core.history import Kind, Stacks, Step
from vfi.core.scheme import Scheme
from vfi.core.time import Ns, Span
from vfi.store.encoding import Encoding, Json, object_of, text_of

FORMAT = "vfi-coding"
VERSION = 1

REVERSES = {Kind.UNDO: "undoes", Kind.REDO: "redoes"}
"""The key by which such a line names the revision that it takes back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a journal after the header. Revision n is the n-th of them."""

    revision: int
    time: str
    """UTC, ISO 8601 with Z."""
    coder: str
    kind: Kind
    label: str
    edits: tuple[Edit, ...]
    reverses: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What a journal holds."""

    header: CodingHeader
    version: int
    lines: tuple[Line, ...]
    sound: bytes
    """Everything up to the end of the last whole line, that line's end included even where the file lacks it."""
    torn: bytes
    """What follows: the beginning of a line whose writing was cut off."""

    @property
    def newer(self) -> bool:
        """Was it written by a later version of the program?"""
        return self.version > VERSION


def hash_of(line: bytes) -> str:
    """SHA-256 (hex) of a line without its end."""
    return hashlib.sha256(line).hexdigest()


def header_line(header: CodingHeader) -> bytes:
    """Line 0 of a new journal, with its end."""
    segment = header.segment
    value: Json = {
        "format": FORMAT,
        "version": VERSION,
        "coding": header.id,
        "coder": header.coder,
        "role": header.role.value,
        "session": header.session,
        "scheme": header.scheme,
        "scheme_hash": header.scheme_hash,
        "segment": None if segment is None else [segment.start, segment.end],
        "created": header.created,
    }
    return text_of(value).encode() + b"\n"


def line_of(line: Line, previous: bytes, encoding: Encoding, more: Json | None = None) -> bytes:
    """A line as it is written, with its end. `previous` is the line before (without end), `more` further keys."""
    value: Json = {
        "rev": line.revision,
        "time": line.time,
        "coder": line.coder,
        "kind": line.kind.value,
        "label": line.label,
    }
    if line.reverses is not None:
        value[REVERSES[line.kind]] = line.reverses
    if line.edits:
        value["edits"] = encoding.edits_to_json(line.edits)
    value |= more or {}
    value["prev"] = hash_of(previous)
    return text_of(value).encode() + b"\n"


def last_line(content: bytes | bytearray) -> bytes:
    """The last line of sound content, without its end."""
    return bytes(content[content.rfind(b"\n", 0, len(content) - 1) + 1 : len(content) - 1])


def read_header(first: bytes, file: str) -> tuple[CodingHeader, int]:
    """The header and the format's version, from the first line.

    Raises:
        FileDamaged: `journal-no-header` when it is not the first line of a journal.
    """
    try:
        value = json.loads(first)
        if value["format"] != FORMAT:
            raise ValueError(value["format"])
        segment = value["segment"]
        header = CodingHeader(
            id=CodingId(value["coding"]),
            session=value["session"],
            coder=value["coder"],
            role=Role(value["role"]),
            scheme=value["scheme"],
            scheme_hash=value["scheme_hash"],
            created=value["created"],
            segment=None if segment is None else Span(Ns(segment[0]), Ns(segment[1])),
        )
        return header, int(value["version"])
    except (ValueError, KeyError, TypeError, IndexError, VfiError) as error:
        raise FileDamaged("journal-no-header", file=file) from error


def parse(data: bytes, encoding: Encoding, file: str) -> Parsed:
    """Read and verify a journal.

    A last line whose end is missing is *torn*, not damage: its writing was cut off. (If only the line's end is
    missing, the line counts.) Line numbers in errors count from 1, as editors do; the header is line 1.

    Raises:
        FileDamaged: `journal-no-header`, `journal-line-unreadable`, `journal-line-altered`, `journal-line-missing`,
            each with `file` and `line`.
    """
    raw = data.split(b"\n")
    tail = raw.pop()
    if not raw:
        raise FileDamaged("journal-no-header", file=file)
    header, version = read_header(raw[0], file)
    lines: list[Line] = []
    for at in range(1, len(raw)):
        lines.append(_line(raw, at, encoding, file))
    sound = data[: len(data) - len(tail)]
    if tail:
        try:
            lines.append(_line([*raw, tail], len(raw), encoding, file))
        except FileDamaged:
            pass
        else:
            sound, tail = data + b"\n", b""
    return Parsed(header=header, version=version, lines=tuple(lines), sound=sound, torn=tail)


def replay(header: CodingHeader, scheme: Scheme, lines: Iterable[Line], file: str) -> tuple[Coding, Stacks]:
    """The coding that the lines lead to, and what can be undone and redone in it.

    Raises:
        FileDamaged: `journal-line-impossible` for a line that does not fit what the lines before it made.
    """
    coding, stacks = Coding(header, scheme), Stacks()
    for line in lines:
        if not line.edits:
            continue
        batch = Batch(line.label, line.edits)
        try:
            coding.apply(batch)
            stacks.follow(line.kind, Step(line.revision, batch), line.reverses)
        except VfiError as error:
            raise FileDamaged("journal-line-impossible", file=file, line=line.revision + 1) from error
    return coding, stacks


def _line(raw: list[bytes], at: int, encoding: Encoding, file: str) -> Line:
    value = object_of(raw[at])
    if value is None:
        raise FileDamaged("journal-line-unreadable", file=file, line=at + 1)
    if value.get("rev") != at:
        raise FileDamaged("journal-line-missing", file=file, line=at + 1)
    if value.get("prev") != hash_of(raw[at - 1]):
        # either the line before was altered or this one's own hash: the next line tells
        following = object_of(raw[at + 1]) if at + 1 < len(raw) else None
        this_one = following is not None and following.get("prev") != hash_of(raw[at])
        raise FileDamaged("journal-line-altered", file=file, line=at + 1 if this_one else at)
    try:
        kind = Kind(value["kind"])
        return Line(
            revision=at,
            time=str(value["time"]),
            coder=str(value["coder"]),
            kind=kind,
            label=str(value["label"]),
            edits=encoding.edits_from_json(value.get("edits", [])),
            reverses=int(value[REVERSES[kind]]) if kind in REVERSES else None,
        )
    except (ValueError, KeyError, TypeError, VfiError) as error:
        raise FileDamaged("journal-line-unreadable", file=file, line=at + 1) from error
