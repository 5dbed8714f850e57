"""Events, coverage and edits as JSON values and back, with a fixed order of keys."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from vfi.core.coding import Edit, Item, ItemKey, key_of
from vfi.core.errors import BadInput, VfiError
from vfi.core.events import CodeId, Coverage, EventId, Modifiers, ModifierValue, PointEvent, StateEvent, TierId
from vfi.core.time import Ns, Span

Json = dict[str, Any]

_KNOWN: Final = frozenset(
    {"type", "id", "tier", "code", "at", "start", "end", "modifiers", "responds_to", "comment", "starred", "spans"}
)


def text_of(value: Json) -> str:
    """One line of JSON as all our files write it: as given in order, no needless spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def object_of(line: bytes) -> Json | None:
    """The JSON object of one line; None where it is none."""
    try:
        value = json.loads(line)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


class Encoding:
    """Turns items into JSON values and back, and keeps the keys that it does not know.

    A key of an item that a later version of the program has written is remembered by the item's identity and
    written back with every later state of it.
    """

    def __init__(self) -> None:
        self._unknown: dict[ItemKey, Json] = {}

    def edits_to_json(self, edits: Iterable[Edit]) -> list[list[Json | None]]:
        """Edits as `[before, after]` pairs."""
        return [[self.to_json(edit.before), self.to_json(edit.after)] for edit in edits]

    def edits_from_json(self, value: object) -> tuple[Edit, ...]:
        """Edits of `[before, after]` pairs.

        Raises:
            BadInput: `item-unreadable` when a value is not one of ours; Refused when it breaks a rule of the domain.
        """
        if not isinstance(value, list):
            raise BadInput("item-unreadable", item=value)
        edits = []
        for pair in value:
            if not isinstance(pair, list) or len(pair) != 2:
                raise BadInput("item-unreadable", item=pair)
            before, after = pair
            edits.append(Edit(self.from_json(before), self.from_json(after)))
        return tuple(edits)

    def to_json(self, item: Item | None) -> Json | None:
        """An item as JSON; what is empty is left out, but an open end is said (`"end":null`)."""
        if item is None:
            return None
        value: Json
        if isinstance(item, Coverage):
            value = {"type": "covered", "tier": item.tier, "spans": [[span.start, span.end] for span in item.spans]}
        else:
            if isinstance(item, PointEvent):
                value = {"type": "point", "id": item.id, "tier": item.tier, "code": item.code, "at": item.at}
            else:
                value = {"type": "state", "id": item.id, "tier": item.tier, "code": item.code}
                value |= {"start": item.start, "end": item.end}
            if item.modifiers:
                value["modifiers"] = {id: list(v) if isinstance(v, tuple) else v for id, v in item.modifiers}
            if item.responds_to is not None:
                value["responds_to"] = item.responds_to
            if item.comment:
                value["comment"] = item.comment
            if item.starred:
                value["starred"] = True
        return value | self._unknown.get(key_of(item), {})

    def from_json(self, value: object) -> Item | None:
        """The item that a JSON value stands for; None for null.

        Raises:
            BadInput: `item-unreadable` when it is not one of ours.
        """
        if value is None:
            return None
        try:
            assert isinstance(value, dict)
            item = _item(value)
        except VfiError:
            raise
        except (KeyError, TypeError, ValueError, AssertionError):
            raise BadInput("item-unreadable", item=value) from None
        unknown = {key: kept for key, kept in value.items() if key not in _KNOWN}
        if unknown:
            self._unknown[key_of(item)] = unknown
        return item


def _item(value: Json) -> Item:
    kind = value["type"]
    if kind == "covered":
        spans = tuple(Span(_ns(start), _ns(end)) for start, end in value["spans"])
        return Coverage(tier=TierId(_text(value["tier"])), spans=spans)
    answered = value.get("responds_to")
    common: dict[str, Any] = {
        "id": EventId(_text(value["id"])),
        "tier": TierId(_text(value["tier"])),
        "code": CodeId(_text(value["code"])),
        "modifiers": _modifiers(value.get("modifiers", {})),
        "responds_to": None if answered is None else EventId(_text(answered)),
        "comment": _text(value.get("comment", "")),
        "starred": bool(value.get("starred", False)),
    }
    if kind == "point":
        return PointEvent(at=_ns(value["at"]), **common)
    if kind == "state":
        end = value["end"]
        return StateEvent(start=_ns(value["start"]), end=None if end is None else _ns(end), **common)
    raise ValueError(kind)


def _modifiers(value: Json) -> Modifiers:
    def one(given: object) -> ModifierValue:
        return tuple(_text(option) for option in given) if isinstance(given, list) else _text(given)

    return tuple((id, one(given)) for id, given in value.items())


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _ns(value: object) -> Ns:
    # bool is an int in Python, and true is no time
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(value)
    return Ns(value)
