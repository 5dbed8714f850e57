"""audit.jsonl of a case: what was done with the family's films, who did it, when, why and on which consent."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from vfi.core.consent import Answer
from vfi.core.errors import CouldNot
from vfi.core.findings import Finding, Severity
from vfi.core.spelling import did_you_mean
from vfi.files.locks import Lock, take
from vfi.files.trouble import could_not
from vfi.files.vault import Vault, VaultPath, path_of, write_all
from vfi.store.chain import hash_of
from vfi.store.durability import time_text, utc_now
from vfi.store.encoding import object_of, text_of

FILE = "audit.jsonl"
FORMAT = "vfi-audit"
VERSION = 1

_OPTIONAL = ("why", "purpose", "consent", "session", "details")
_KEYS = ("n", "time", "who", "what", *_OPTIONAL, "prev")

_PATIENCE = 2.0
"""Seconds to wait for another writer. Then the entry is added all the same: it must not be lost for a stale lock, and
two entries after one another's back show as a broken chain, not as a missing entry."""


class Act(StrEnum):
    """What was done."""

    CREATED = "created"
    OPENED = "opened"
    PRESENTED = "presented"
    EXPORTED = "exported"
    PRINTED = "printed"
    CONSENT_CHANGED = "consent-changed"
    DELETED = "deleted"
    LOCKED = "locked"
    KEPT = "kept"
    """It was to be decided what becomes of it, and it stays, for the reason given."""
    ASKED_BACK = "asked-back"
    """Who holds a copy that was given out was asked to delete it or give it back."""
    HOLD_CHANGED = "hold-changed"
    """A legal hold was laid on the case, or taken from it."""
    FILM_ADDED = "film-added"
    """A film came to a session that was there already."""
    FILM_LAID = "film-laid"
    """A film was given another place on the session clock."""
    REFUSED = "refused"
    """The gate said no."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the audit file."""

    number: int
    """From 1, without gaps."""
    time: str
    """UTC, ISO 8601 with Z."""
    who: str
    what: Act | str
    """An `Act`; a text when a later version wrote another."""
    why: str = ""
    purpose: str = ""
    consent: str = ""
    """Id of the consent that allowed it (or stood in the way)."""
    session: str = ""
    details: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """What else must be known, without names: which clips, to whom it was given, what law."""


def append_audit(
    vault: Vault,
    folder: VaultPath,
    *,
    who: str,
    what: Act,
    why: str = "",
    answer: Answer | None = None,
    session: str = "",
    details: Mapping[str, Any] | None = None,
    now: Callable[[], datetime] = utc_now,
) -> Entry:
    """Add one entry to the audit file of a case's folder; on return it is on the disk.

    `answer` is what the gate said: its purpose, reason and consent are written down.

    Raises:
        CouldNot: `audit-not-written`, with `why` (the error). What was to be done must then not be done.
    """
    path = (path_of(folder) / FILE).as_posix()
    try:
        return _append(vault, path, who, what, why, answer, session, details, now)
    except CouldNot as error:
        raise CouldNot("audit-not-written", why=error) from error


def _append(
    vault: Vault,
    path: str,
    who: str,
    what: Act,
    why: str,
    answer: Answer | None,
    session: str,
    details: Mapping[str, Any] | None,
    now: Callable[[], datetime],
) -> Entry:
    more = dict(details or {})
    if answer is not None:
        more = {"reason": answer.reason, **more}
    lock = _patiently_locked(vault, path, who)
    try:
        if not vault.exists(path):
            head = {"format": FORMAT, "version": VERSION, "created": time_text(now())}
            vault.write(path, text_of(head).encode() + b"\n")
        content = vault.read(path)
        lines = content.split(b"\n")
        # a line whose writing was cut off stays where it is: nothing is ever taken out of this file
        mend = b"" if content.endswith(b"\n") else b"\n"
        before = lines[-2] if not mend else lines[-1]
        entry = Entry(
            number=content.count(b"\n") + len(mend),
            time=time_text(now()),
            who=who,
            what=what,
            why=why,
            purpose=str(answer.purpose) if answer is not None else "",
            consent=answer.consent.id if answer is not None and answer.consent is not None else "",
            session=session,
            details=more,
        )
        file = vault.appender(path)
        try:
            write_all(file, mend + _line(entry, before))
            file.sync()
        except OSError as error:
            raise could_not(error, path_of(path)) from error
        finally:
            file.close()
    finally:
        if lock is not None:
            lock.release()
    return entry


def read_audit(vault: Vault, folder: VaultPath) -> tuple[Entry, ...]:
    """Every readable entry in order; empty when nothing was done yet. `verify_audit` tells of the others."""
    path = path_of(folder) / FILE
    if not vault.exists(path):
        return ()
    lines = vault.read(path).split(b"\n")[1:]
    return tuple(entry for entry in map(_entry, lines) if entry is not None)


def verify_audit(data: bytes, path: str) -> tuple[Finding, ...]:
    """Every line that is torn, altered, missing or unreadable, and every key and act that means nothing here.

    The chain shows accidents and changes by hand. It is no proof against someone who computes it anew, and that the
    last lines were taken away does not show in it.
    """
    lines = data.split(b"\n")
    tail = lines.pop()
    found: list[Finding] = []

    def find(line: int, id: str, severity: Severity = Severity.ERROR) -> None:
        found.append(Finding(path=path, line=line, id=id, values={"line": line}, severity=severity))

    head = object_of(lines[0]) if lines else None
    if head is None or head.get("format") != FORMAT:
        return (Finding(path=path, line=1, id="audit-no-header"),)
    if not isinstance(head.get("version"), int) or head["version"] > VERSION:
        found.append(Finding(path=path, line=1, id="audit-newer", severity=Severity.WARNING))
    chained = [hash_of(line) for line in lines]
    for at in range(1, len(lines)):
        value = object_of(lines[at])
        follows = object_of(lines[at + 1]) if at + 1 < len(lines) else None
        if value is None:
            # a cut-off line that the next entry already knew is an accident while writing, not a change afterwards
            known = follows is not None and follows.get("prev") == chained[at]
            find(at + 1, "audit-line-torn" if known else "audit-line-unreadable", _torn(known))
        elif value.get("prev") != chained[at - 1] or value.get("n") != at:
            find(at + 1, "audit-chain-broken")
        elif (entry := _entry(lines[at])) is None:
            find(at + 1, "audit-line-unreadable")
        else:
            _meanings(value, entry, at + 1, path, found)
    if tail:
        find(len(lines) + 1, "audit-line-torn", Severity.WARNING)
    return tuple(found)


def _meanings(value: Mapping[str, Any], entry: Entry, line: int, path: str, found: list[Finding]) -> None:
    """What a whole entry says that nobody here knows: a later version's words, or somebody's own."""

    def find(id: str, said: str, known: Iterable[str]) -> None:
        values = {"line": line, "value": said, "meant": did_you_mean(said, known)}
        id = f"{id}-meant" if values["meant"] else id
        found.append(Finding(path=path, line=line, id=id, values=values, severity=Severity.WARNING))

    if not isinstance(entry.what, Act):
        find("audit-unknown-act", entry.what, Act)
    for key in value:
        if key not in _KEYS:
            find("audit-unknown-key", key, _KEYS)


def _torn(known: bool) -> Severity:
    return Severity.WARNING if known else Severity.ERROR


def _line(entry: Entry, before: bytes) -> bytes:
    value: dict[str, Any] = {"n": entry.number, "time": entry.time, "who": entry.who, "what": str(entry.what)}
    for key in _OPTIONAL:
        if getattr(entry, key):
            value[key] = getattr(entry, key)
    value["prev"] = hash_of(before)
    return text_of(value).encode() + b"\n"


def _entry(line: bytes) -> Entry | None:
    value = object_of(line)
    try:
        if value is None:
            return None
        what = str(value["what"])
        return Entry(
            number=int(value["n"]),
            time=str(value["time"]),
            who=str(value["who"]),
            what=Act(what) if what in list(Act) else what,
            why=str(value.get("why", "")),
            purpose=str(value.get("purpose", "")),
            consent=str(value.get("consent", "")),
            session=str(value.get("session", "")),
            details=dict(value.get("details", {})),
        )
    except (KeyError, TypeError, ValueError):
        return None


def _patiently_locked(vault: Vault, path: str, who: str) -> Lock | None:
    until = time.monotonic() + _PATIENCE
    while True:
        held = take(vault, path, who)
        if isinstance(held, Lock):
            return held
        if time.monotonic() > until:
            return None
        time.sleep(0.02)
