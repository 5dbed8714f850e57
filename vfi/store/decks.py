"""decks/<id>.toml of a session: a deck's clips and pages, in the order in which the parent sees them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vfi.core.deck import (
    HOLD,
    LONGEST_HOLD,
    SHORTEST_HOLD,
    Clip,
    ClipKind,
    Crop,
    Deck,
    Freeze,
    Item,
    ItemId,
    Page,
    PageKind,
    Showing,
    SlowPart,
    Voice,
    Wording,
)
from vfi.core.errors import BadInput
from vfi.core.events import EventId
from vfi.core.time import SECOND, Ns
from vfi.files.names import is_name
from vfi.files.vault import Vault, VaultPath, path_of
from vfi.store.records import Kind, Stored, create_record, read_record, save_record
from vfi.store.toml_reading import Table

FOLDER = "decks"
ENDING = ".toml"

_CLIP = "clip"
_TEN_THOUSAND = 10_000
_NONE = -1
"""A time that is not given."""


def deck_ids(vault: Vault, session: VaultPath) -> list[str]:
    """The decks of a session, by name."""
    folder = path_of(session) / FOLDER
    if not vault.is_folder(folder):
        return []
    names = [name.removesuffix(ENDING) for name in vault.list(folder) if name.endswith(ENDING)]
    return [name for name in names if is_name(name)]


def read_deck(vault: Vault, session: VaultPath, id: str) -> Stored[Deck]:
    """Read a deck of a session.

    Raises:
        FileDamaged: `record-findings`, with every finding. CouldNot: it is not there or cannot be read.
    """
    return read_record(deck_kind(id), vault, path_of(session) / FOLDER)


def new_deck(vault: Vault, session: VaultPath, deck: Deck) -> Stored[Deck]:
    """Write the first version of a deck.

    Raises:
        BadInput: `bad-folder-name`. Refused: `record-exists`.
    """
    if not is_name(deck.id):
        raise BadInput("bad-folder-name", name=deck.id)
    return create_record(deck_kind(deck.id), vault, path_of(session) / FOLDER, deck)


def save_deck(vault: Vault, stored: Stored[Deck], deck: Deck) -> Stored[Deck]:
    """Write a changed deck; see `records.save_record` for what happens when others write it, too."""
    return save_record(deck_kind(deck.id), vault, stored, deck)


def deck_kind(id: str) -> Kind[Deck]:
    """How the file of this deck is read and written."""
    return Kind(id + ENDING, lambda root, _: _read(root, id), _write)


# -- reading


def _read(root: Table, id: str) -> Deck:
    languages = root.texts("languages") or ("en",)
    volume = root.whole("volume", 80)
    if not 0 <= volume <= 100:
        root.find("volume", "deck-volume", volume=volume)
        volume = 80
    if len(languages) > 2 or len(set(languages)) < len(languages):
        root.find("languages", "deck-languages")
    deck = Deck(
        id=id,
        title=root.text("title"),
        theme=root.text("theme"),
        goal=root.text("goal"),
        languages=languages,
        baby=_wordings(root, "baby").get("baby", Wording()),
        pronoun=root.choice("pronoun", ("he", "she"), ""),
        volume=volume,
        text_free=root.flag("text_free"),
        items=tuple(item for table in root.tables("item") if (item := _item(table)) is not None),
    )
    ids = [item.id for item in deck.items]
    for twice in {each for each in ids if ids.count(each) > 1}:
        root.find("item", "deck-item-twice", item=twice)
    return deck


def _item(table: Table) -> Item | None:
    id = ItemId(table.text("id", required=True))
    kind = table.choice("kind", [_CLIP, *PageKind], "", required=True)
    if not kind:
        return None
    try:
        item = _clip(table, id) if kind == _CLIP else _page(table, id, PageKind(kind))
    except BadInput as error:
        values: dict[str, Any] = dict(error.values)
        table.find("", error.id, **values)
        item = None
    table.close()
    return item


def _clip(table: Table, id: ItemId) -> Clip:
    words = _wordings(table, "words")
    slow = tuple(
        SlowPart(
            start=Ns(part.whole("start_ns", 0)), end=Ns(part.whole("end_ns", 0)), percent=part.whole("percent", 50)
        )
        for part in table.tables("slow")
    )
    freezes = tuple(Freeze(at=Ns(each.whole("at_ns", 0)), hold=_hold(each)) for each in table.tables("freeze"))
    return Clip(
        id=id,
        start=Ns(table.whole("start_ns", 0)),
        end=Ns(table.whole("end_ns", 0)),
        title=table.text("title"),
        camera=table.text("camera"),
        kind=ClipKind(table.choice("clip", list(ClipKind), ClipKind.MOMENT)),
        slow=slow,
        freezes=freezes,
        repeats=table.whole("repeats", 1),
        crop=_crop(table.table("crop")),
        still=_time(table, "still_ns"),
        question=words.get("question", Wording()),
        words=words.get("words", Wording()),
        showing=Showing(table.choice("showing", list(Showing), Showing.ON_KEY)),
        baby_says=words.get("baby-says", Wording()),
        baby_showing=Showing(table.choice("baby_showing", list(Showing), Showing.NEVER)),
        concept=table.text("concept"),
        notes=table.exact("notes"),
        closing=table.flag("closing"),
        event=EventId(event) if (event := table.text("event")) else None,
        coding=table.text("coding"),
    )


def _page(table: Table, id: ItemId, kind: PageKind) -> Page:
    return Page(
        id=id,
        kind=kind,
        wording=_wordings(table, "words").get("page", Wording()),
        concept=table.text("concept"),
        still=_time(table, "still_ns"),
        notes=table.exact("notes"),
    )


def _time(table: Table, key: str) -> Ns | None:
    time = table.whole(key, _NONE)
    return None if time == _NONE else Ns(time)


def _crop(table: Table | None) -> Crop | None:
    if table is None:
        return None
    x, y, width, height = (table.whole(key, 0) / _TEN_THOUSAND for key in ("x", "y", "width", "height"))
    table.close()
    return Crop(x=x, y=y, width=width, height=height)


def _wordings(table: Table, key: str) -> dict[str, Wording]:
    """Each text is a table of its own, so that a change of one language is a change of one place in the file."""
    found: dict[str, Wording] = {}
    for each in table.tables(key, named="of"):
        of, language = each.text("of", "baby"), each.text("language", required=True)
        wording = found.get(of, Wording())
        text, checked, voice = each.exact("text"), each.text("checked"), each.text("voice")
        found[of] = Wording(
            texts=(*wording.texts, (language, text)) if text else wording.texts,
            checked=(*wording.checked, (language, checked)) if checked else wording.checked,
            voices=(*wording.voices, *_voice(each, language, voice)),
        )
        each.close()
    return found


def _hold(table: Table) -> Ns:
    hold = table.whole("hold_ns", HOLD)
    if SHORTEST_HOLD <= hold <= LONGEST_HOLD:
        return Ns(hold)
    table.find("hold_ns", "freeze-hold", most=LONGEST_HOLD // SECOND)
    return HOLD


def _voice(table: Table, language: str, file: str) -> tuple[tuple[str, Voice], ...]:
    by = table.text("voice_by")
    try:
        return ((language, Voice(file=file, by=by)),) if file else ()
    except BadInput as error:
        table.find("voice", error.id, file=file)
        return ()


# -- writing


def _write(deck: Deck) -> Mapping[str, Any]:
    return {
        "title": deck.title,
        "theme": deck.theme,
        "goal": deck.goal,
        "languages": list(deck.languages),
        "pronoun": deck.pronoun or None,
        "volume": deck.volume,
        "text_free": deck.text_free,
        "baby": _wording_data({"baby": deck.baby}),
        "item": [_item_data(item) for item in deck.items] or None,
    }


def _item_data(item: Item) -> Mapping[str, Any]:
    if isinstance(item, Page):
        return {
            "id": item.id,
            "kind": str(item.kind),
            "concept": item.concept or None,
            "still_ns": None if item.still is None else int(item.still),
            "notes": item.notes or None,
            "words": _wording_data({"page": item.wording}),
        }
    crop = item.crop
    return {
        "id": item.id,
        "kind": _CLIP,
        "title": item.title,
        "start_ns": int(item.start),
        "end_ns": int(item.end),
        "camera": item.camera or None,
        "clip": str(item.kind),
        "repeats": item.repeats,
        "still_ns": None if item.still is None else int(item.still),
        "showing": str(item.showing),
        "baby_showing": str(item.baby_showing),
        "concept": item.concept or None,
        "closing": item.closing,
        "notes": item.notes or None,
        "event": item.event,
        "coding": item.coding or None,
        "crop": None
        if crop is None
        else {key: round(getattr(crop, key) * _TEN_THOUSAND) for key in ("x", "y", "width", "height")},
        "slow": [{"start_ns": int(part.start), "end_ns": int(part.end), "percent": part.percent} for part in item.slow]
        or None,
        "freeze": [{"at_ns": int(each.at), "hold_ns": int(each.hold)} for each in item.freezes] or None,
        "words": _wording_data({"question": item.question, "words": item.words, "baby-says": item.baby_says}),
    }


def _wording_data(wordings: Mapping[str, Wording]) -> list[Mapping[str, Any]] | None:
    data: list[Mapping[str, Any]] = []
    for of, wording in wordings.items():
        texts, checked, voices = dict(wording.texts), dict(wording.checked), dict(wording.voices)
        for language in dict.fromkeys((*texts, *voices)):
            voice = voices.get(language)
            data.append(
                {
                    "of": of,
                    "language": language,
                    "text": texts.get(language, ""),
                    "checked": checked.get(language) or None,
                    "voice": voice.file if voice is not None else None,
                    "voice_by": voice.by if voice is not None else None,
                }
            )
    return data or None
