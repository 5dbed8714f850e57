"""Everything that exists of a family: films, stills, codings, decks, visits, exports, and the copies that are out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from vfi.core.consent import Purpose
from vfi.core.withdrawal import Item, Thing
from vfi.files.vault import Vault, VaultPath, path_of
from vfi.store import audit, codings, decks, redactions, sessions
from vfi.store.visits import visit_paths

_CACHE, _EXPORTS, _VOICES = "cache", "exports", "voices"
_OURS = {sessions.FILE, *sessions.FOLDERS, "schemes", redactions.FILE}
FORMS = "consents"
"""Where signed forms lie in a case."""


def survey(vault: Vault, case: VaultPath, purposes: Collection[Purpose] = ()) -> tuple[Item, ...]:
    """What the withdrawal of these purposes concerns (none: of everything), numbered from 1.

    Without the film's own consent nothing may be there at all; a single purpose concerns what was made for it: copies
    and their lists, for the shared review the decks and visits too.

    Raises:
        FileDamaged: a session cannot be read. CouldNot: a folder cannot be read.
    """
    found: list[Item] = []
    for session in sessions.session_folders(vault, case):
        found += _of_session(vault, (path_of(case) / session).as_posix(), session)
    found += _copies(vault, case)
    forms = path_of(case) / FORMS
    if vault.is_folder(forms) and vault.list(forms):
        found.append(_item(Thing.FORM, "", forms.as_posix(), count=len(vault.list(forms))))
    concerned = [item for item in found if _concerns(item, purposes)]
    return tuple(replace(item, number=number) for number, item in enumerate(concerned, start=1))


def _concerns(item: Item, purposes: Collection[Purpose]) -> bool:
    if not purposes or Purpose.FILM in purposes:
        return True
    if item.thing in (Thing.COPY, Thing.LIST):
        return item.purpose in purposes
    return item.thing in (Thing.DECK, Thing.VISITS, Thing.VOICES) and Purpose.REVIEW in purposes


def _item(thing: Thing, session: str, *paths: str, count: int = 1, name: str = "", purpose: str = "") -> Item:
    return Item(number=0, thing=thing, session=session, paths=paths, count=count, name=name, purpose=purpose)


def _of_session(vault: Vault, folder: str, id: str) -> Iterator[Item]:
    value = sessions.read_session(vault, folder).value
    cache = f"{folder}/{_CACHE}"
    own = [film for film in value.films if not sessions.is_referred(film)]
    for film in value.films:
        if film not in own:
            yield _item(Thing.FILM_ELSEWHERE, id, film.path, name=PurePosixPath(film.path).name)
    inside = [path for film in own if vault.exists(path := sessions.film_path(folder, film))]
    beside = [path for path in (f"{folder}/{redactions.FILE}",) if vault.exists(path)]
    stills = [cache] if vault.is_folder(cache) and vault.list(cache) else []
    if inside:
        yield _item(Thing.FILM, id, *inside, *stills, *beside, count=len(inside))
    elif stills:
        yield _item(Thing.STILLS, id, *stills)
    yield from _work(vault, folder, id)
    known = {*_OURS, *(PurePosixPath(film.path).parts[0] for film in own)}
    for name in vault.list(folder):
        if name not in known and not name.endswith((".lock", ".lock.json")):
            yield _item(Thing.OTHER, id, f"{folder}/{name}", name=name)


def _work(vault: Vault, folder: str, id: str) -> Iterator[Item]:
    """What was made of a session's film by those who work with it."""
    coded = codings.list_codings(vault, folder)
    if coded:
        yield _item(Thing.CODINGS, id, f"{folder}/{codings.FOLDER}", count=len(coded))
    for deck in decks.deck_ids(vault, folder):
        yield _item(Thing.DECK, id, f"{folder}/{decks.FOLDER}/{deck}{decks.ENDING}", name=deck)
        visits = visit_paths(vault, folder, deck)
        if visits:
            where = PurePosixPath(visits[0]).parent.as_posix()
            yield _item(Thing.VISITS, id, where, count=len(visits), name=deck)
    voices = f"{folder}/{decks.FOLDER}/{_VOICES}"
    if vault.is_folder(voices) and vault.list(voices):
        yield _item(Thing.VOICES, id, voices, count=len(vault.list(voices)))
    exports = f"{folder}/{_EXPORTS}"
    for name in vault.list(exports) if vault.is_folder(exports) else ():
        # the folder is called after the day and the purpose: 2026-03-12-clips-parent-copy
        purpose = next((str(each) for each in Purpose if str(each) in name), "")
        yield _item(Thing.LIST, id, f"{exports}/{name}", name=name, purpose=purpose)


def _copies(vault: Vault, case: VaultPath) -> Iterator[Item]:
    """What left the program, as the audit file tells."""
    for entry in audit.read_audit(vault, case):
        if entry.what not in (audit.Act.EXPORTED, audit.Act.PRINTED):
            continue
        yield Item(
            number=0,
            thing=Thing.COPY,
            session=entry.session,
            count=_count(entry),
            name=str(entry.details.get("table") or entry.details.get("paper") or ""),
            given=entry.time[:10],
            purpose=entry.purpose,
            recipient=str(entry.details.get("recipient") or ""),
        )


def _count(entry: audit.Entry) -> int:
    clips = entry.details.get("clips")
    return clips if isinstance(clips, int) and clips > 0 else 1
