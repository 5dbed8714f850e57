"""Writing TOML that people may have commented: only what changed is touched, what is unknown is kept."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

import tomlkit
from tomlkit.items import AoT

from vfi.store.toml_places import Path
from vfi.store.toml_spacing import spaced

_NAMES = ("id", "path")
"""The key by which a table in an array is known again, the first that it has; else its position tells."""


def updated(source: bytes, data: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> bytes:
    """The TOML text with these values in it.

    `data` holds texts, whole numbers, flags, lists of texts, tables and lists of tables. Keys of the text that are
    not in `data` stay, as do comments and the order of what was there; None takes a key out; new keys come in the
    order of `data`. The same data give the same bytes. What `before` says already (the data as they were read) is not
    spelt out where the text leaves it to the default.
    """
    document = tomlkit.parse(source.decode("utf-8-sig"))
    target = _merged(document.unwrap(), data, before or {})
    old = document.unwrap()
    if source and old == target:
        return source
    _make(document, target)
    known = {name for name, _ in _places(old)}
    text = spaced(tomlkit.dumps(document), [place for name, place in _places(target) if name not in known])
    if tomlkit.parse(text).unwrap() != target:
        # an unusual layout (one table in several places) that the editing library puts together wrongly:
        # the comments go, what the file says stays
        text = tomlkit.dumps(target)
    return text.encode("utf-8")


def _merged(old: Mapping[str, Any], new: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Any]:
    target: dict[str, Any] = {}
    for key, value in new.items():
        before = old.get(key)
        if value is None or (key not in old and key in base and base[key] == value):
            continue
        if isinstance(value, Mapping):
            value = _merged(_mapping(before), value, _mapping(base.get(key)))
        elif _tables(value):
            value = _merged_tables(_list(before), value, _list(base.get(key)))
        elif isinstance(before, datetime.date) and before.isoformat() == value:
            value = before
        target[key] = value
    return target | {key: value for key, value in old.items() if key not in new}


def _merged_tables(old: list[Any], new: list[Any], base: list[Any]) -> list[dict[str, Any]]:
    known, was = _named(old), _named(base)
    merged = []
    for position, table in enumerate(new):
        name = _name(table, position)
        merged.append(_merged(known.get(name, {}), table, was.get(name, {}) if name in known else {}))
    return merged


def _named(tables: list[Any]) -> dict[object, Mapping[str, Any]]:
    return {_name(table, position): table for position, table in enumerate(tables)}


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) and _tables(value) else []


def _make(there: MutableMapping[str, Any], target: Mapping[str, Any]) -> None:
    """Change a table of the document until it says what `target` says."""
    for key in [key for key in there if key not in target]:
        del there[key]
    for key, value in target.items():
        if key not in there:
            there[key] = _item(value)
            continue
        before = there[key]
        if _plain(before) == value:
            continue
        if isinstance(value, Mapping) and isinstance(before, MutableMapping):
            _make(before, value)
        elif isinstance(before, AoT) and _tables(value):
            _make_tables(before, value)
        else:
            there[key] = _item(value)


def _make_tables(there: AoT, target: list[dict[str, Any]]) -> None:
    names = [_name(table, position) for position, table in enumerate(target)]
    for position in reversed(range(len(there))):
        if _name(_plain(there[position]), position) not in names:
            del there[position]
    kept = [_name(_plain(table), position) for position, table in enumerate(there)]
    if kept != names[: len(kept)]:
        # in another order: made anew from the plain values
        while len(there):
            del there[0]
        kept = []
    for table, wanted in zip(there, target, strict=False):
        _make(table, wanted)
    for wanted in target[len(kept) :]:
        there.append(_table(wanted))


def _item(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _table(value)
    if _tables(value):
        tables = tomlkit.aot()
        for table in value:
            tables.append(_table(table))
        return tables
    return value


def _table(values: Mapping[str, Any]) -> Any:
    table = tomlkit.table()
    table.trivia.indent = "\n"  # the line before it may lack its end
    for key, value in values.items():
        table[key] = _item(value)
    return table


def _plain(item: Any) -> Any:
    return item.unwrap() if hasattr(item, "unwrap") else item


def _places(data: Mapping[str, Any], name: tuple[object, ...] = (), place: Path = ()) -> Iterator[tuple[object, Path]]:
    """Every table below this one: how it is known again, and where it stands."""
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield (*name, key), (*place, key)
            yield from _places(value, (*name, key), (*place, key))
        elif _tables(value):
            for position, table in enumerate(value):
                known = (*name, key, _name(table, position))
                yield known, (*place, key, position)
                yield from _places(table, known, (*place, key, position))


def _tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(table, Mapping) for table in value)


def _name(table: Mapping[str, Any], position: int) -> object:
    return next((table[key] for key in _NAMES if table.get(key) is not None), position)
