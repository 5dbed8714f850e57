"""redaction.toml of a session: what is hidden whenever its film leaves the house."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from vfi.core.errors import BadInput
from vfi.core.redaction import (
    NOTHING,
    Blur,
    Hiding,
    Key,
    Place,
    Redaction,
    RedactionId,
    Region,
    Shape,
    Silence,
    Silencing,
)
from vfi.core.time import Ns, Span, Spans, union
from vfi.files.remembered import NOT_THERE
from vfi.files.vault import Vault, VaultPath, path_of
from vfi.store.records import Kind, Stored, create_record, read_record, save_record
from vfi.store.toml_reading import Table

T = TypeVar("T")

FILE = "redaction.toml"

_TEN_THOUSAND = 10_000
_FOLLOWED = "followed"
_SPAN = re.compile(r"(-?\d+) (-?\d+)")
_KEY = re.compile(r"(-?\d+)((?: -?\d+){4})( followed)?")


def read_redaction(vault: Vault, session: VaultPath) -> Stored[Redaction]:
    """What is hidden in a session; nothing where there is no file.

    Raises:
        FileDamaged: `record-findings`, with every finding: what cannot be read cannot be burned in, and nothing may
            leave without it. CouldNot: it cannot be read.
    """
    if not vault.exists(path_of(session) / FILE):
        return Stored(NOTHING, path_of(session).as_posix(), b"", NOT_THERE)
    return read_record(KIND, vault, session)


def save_redaction(vault: Vault, stored: Stored[Redaction], redaction: Redaction) -> Stored[Redaction]:
    """Write it; see `records.save_record` for what happens when another window writes it, too.

    Raises:
        Refused: `record-changed-meanwhile`, `record-newer`, `record-exists`. CouldNot: it cannot be written.
    """
    if stored.hash == NOT_THERE:
        return create_record(KIND, vault, stored.folder, redaction)
    return save_record(KIND, vault, stored, redaction)


# -- reading


def _read(root: Table, _: str) -> Redaction:
    redaction = Redaction(
        regions=tuple(_each(_region, root.tables("region"))),
        blurs=tuple(_each(_blur, root.tables("blur"))),
        silences=tuple(_each(_silence, root.tables("silence"))),
    )
    ids = [item.id for item in redaction.items]
    for twice in {each for each in ids if ids.count(each) > 1}:
        root.find("", "redaction-item-twice", item=twice)
    return redaction


def _each(read: Callable[[Table], T | None], tables: Iterable[Table]) -> Iterator[T]:
    """What can be read; what cannot has become a finding."""
    for table in tables:
        item = read(table)
        table.close()
        if item is not None:
            yield item


def _region(table: Table) -> Region | None:
    keys = [key for text in table.texts("keys") if (key := _key(table, text)) is not None]
    try:
        return Region(
            id=_id(table),
            start=_start(table),
            end=_end(table),
            camera=table.text("camera"),
            shape=Shape(table.choice("shape", list(Shape), Shape.ELLIPSE)),
            hiding=Hiding(table.choice("hiding", list(Hiding), Hiding.COVER)),
            keys=tuple(keys),
            checked=_spans(table, "checked_ns"),
        )
    except BadInput as error:
        table.find("", error.id)
        return None


def _blur(table: Table) -> Blur | None:
    try:
        return Blur(id=_id(table), start=_start(table), end=_end(table), camera=table.text("camera"))
    except BadInput as error:
        table.find("", error.id)
        return None


def _silence(table: Table) -> Silence | None:
    try:
        return Silence(
            id=_id(table),
            start=_start(table),
            end=_end(table),
            how=Silencing(table.choice("how", list(Silencing), Silencing.MUTE)),
        )
    except BadInput as error:
        table.find("", error.id)
        return None


def _id(table: Table) -> RedactionId:
    return RedactionId(table.text("id", required=True))


def _start(table: Table) -> Ns:
    return Ns(table.whole("start_ns", 0))


def _end(table: Table) -> Ns:
    return Ns(table.whole("end_ns", 0))


def _key(table: Table, text: str) -> Key | None:
    match = _KEY.fullmatch(text)
    try:
        if match is not None:
            place = Place(*(int(number) / _TEN_THOUSAND for number in match[2].split()))
            return Key(at=Ns(int(match[1])), place=place, followed=bool(match[3]))
    except BadInput:
        pass
    table.find("keys", "redaction-key-unclear", text=text)
    return None


def _spans(table: Table, key: str) -> Spans:
    spans = []
    for text in table.texts(key):
        match = _SPAN.fullmatch(text)
        if match is None or int(match[2]) <= int(match[1]):
            table.find(key, "redaction-span-unclear", text=text)
        else:
            spans.append(Span(Ns(int(match[1])), Ns(int(match[2]))))
    return union(spans)


# -- writing


def _write(redaction: Redaction) -> Mapping[str, Any]:
    return {
        "region": [_region_data(region) for region in redaction.regions] or None,
        "blur": [{**_stretch(blur), "camera": blur.camera or None} for blur in redaction.blurs] or None,
        "silence": [{**_stretch(each), "how": str(each.how)} for each in redaction.silences] or None,
    }


def _region_data(region: Region) -> Mapping[str, Any]:
    return {
        **_stretch(region),
        "camera": region.camera or None,
        "shape": str(region.shape),
        "hiding": str(region.hiding),
        "keys": [_key_text(key) for key in region.keys],
        "checked_ns": list(_span_texts(region.checked)) or None,
    }


def _stretch(item: Region | Blur | Silence) -> dict[str, Any]:
    return {"id": item.id, "start_ns": int(item.start), "end_ns": int(item.end)}


def _key_text(key: Key) -> str:
    """Time, then left, top, width, height in ten-thousandths of the picture: a line for each moment."""
    place = key.place
    numbers = (round(share * _TEN_THOUSAND) for share in (place.x, place.y, place.width, place.height))
    return " ".join([str(int(key.at)), *map(str, numbers), *([_FOLLOWED] if key.followed else [])])


def _span_texts(spans: Iterable[Span]) -> Iterable[str]:
    return (f"{int(span.start)} {int(span.end)}" for span in spans)


KIND = Kind(FILE, _read, _write)
"""How the file is read and written."""
