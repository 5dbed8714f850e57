"""Making, opening and listing codings: a journal, its lock, its replayed coding and its history as one thing."""

from __future__ import annotations

import json
import platform
import secrets
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import PurePosixPath

from vfi.core.coding import Batch, Coding, CodingHeader, CodingId, Edit, Item, Role, key_of
from vfi.core.errors import BadInput, CouldNot, FileDamaged, Refused, VfiError
from vfi.core.events import EventId
from vfi.core.history import History, Kind, Stacks
from vfi.core.scheme import Scheme
from vfi.core.time import Span
from vfi.files.locks import Holder, Lock, take
from vfi.files.names import slug
from vfi.files.trouble import could_not
from vfi.files.vault import Vault, VaultPath
from vfi.store.chain import Line, header_line, last_line, line_of, parse, read_header, replay
from vfi.store.durability import Durability, DurabilityListener, JournalSettings, Safety, time_text, utc_now
from vfi.store.emergency import EmergencyFolder
from vfi.store.encoding import Encoding, Json
from vfi.store.erasure import ERASE_LABEL, Eraser, Erasure, erase_beside
from vfi.store.joining import JOURNAL, branch, join, save_fork, set_aside
from vfi.store.journal import Journal
from vfi.store.snapshot import snapshot_path, write_snapshot

FOLDER = "codings"
"""In a session's folder."""

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"

SchemeOf = Callable[[CodingHeader], Scheme]
"""Finds the scheme that a coding was made with (the frozen copy in its session)."""


def settings_of_user() -> JournalSettings:
    """How journals behave unless a test says otherwise."""
    return JournalSettings(emergency=EmergencyFolder.of_user(), host=platform.node())


def create_coding(
    vault: Vault,
    session_dir: VaultPath,
    *,
    session: str,
    coder: str,
    role: Role,
    scheme: Scheme,
    scheme_hash: str = "",
    segment: Span | None = None,
    now: Callable[[], datetime] = utc_now,
) -> str:
    """Start a coding; on return its header is on the disk. Returns its path in the vault.

    Its id tells coder, scheme and day apart and ends in four random letters: a coder can code a session twice.

    Raises:
        CouldNot: the folder does not take it.
    """
    day = now()
    end = "".join(secrets.choice(_LETTERS) for _ in range(4))
    id = CodingId(f"{slug(coder, 'coder')[:20]}-{slug(scheme.id, 'scheme')[:30]}-{day:%Y-%m-%d}-{end}")
    header = CodingHeader(
        id=id,
        session=session,
        coder=coder,
        role=role,
        scheme=scheme.ref,
        scheme_hash=scheme_hash,
        created=time_text(day),
        segment=segment,
    )
    folder = PurePosixPath(session_dir) / FOLDER
    vault.make_folder(folder)
    path = str(folder / f"{id}{JOURNAL}")
    vault.write(path, header_line(header))
    return path


def open_coding(
    vault: Vault,
    path: VaultPath,
    scheme_of: SchemeOf,
    coder: str,
    write: bool = True,
    *,
    take_over: bool = False,
    settings: JournalSettings | None = None,
) -> OpenCoding:
    """Open a coding. When it cannot be written it opens for reading, with the reason in `read_only`.

    `take_over` opens it for writing though a program on another machine seems to hold it.

    Raises:
        CouldNot: the file cannot be read. FileDamaged: it is damaged; the error names the line.
    """
    settings = settings or settings_of_user()
    path = str(PurePosixPath(path))
    if not write:
        return _for_reading(vault, path, scheme_of, coder, settings, Refused("opened-for-reading"))
    file = PurePosixPath(path).name
    try:
        held = take(vault, path, coder, take_over=take_over, host=settings.host, now=settings.now())
    except CouldNot as error:
        return _for_reading(
            vault, path, scheme_of, coder, settings, CouldNot("coding-not-writable", file=file, why=error.id)
        )
    if isinstance(held, Holder):
        return _for_reading(
            vault, path, scheme_of, coder, settings, CouldNot("coding-open-elsewhere", file=file, **asdict(held))
        )
    try:
        try:
            return _for_writing(vault, path, scheme_of, coder, held, settings)
        except CouldNot as error:
            # the lock could be made and the journal cannot be written: still worth reading
            reason: VfiError = CouldNot("coding-not-writable", file=file, why=error.id)
        except _Newer:
            reason = BadInput("coding-of-newer-version", file=file)
        held.release()
        return _for_reading(vault, path, scheme_of, coder, settings, reason)
    except BaseException:
        held.release()
        raise


class _Newer(Exception):
    pass


def _for_reading(
    vault: Vault, path: str, scheme_of: SchemeOf, coder: str, settings: JournalSettings, reason: VfiError
) -> OpenCoding:
    file, encoding = PurePosixPath(path).name, Encoding()
    parsed = parse(vault.read(path), encoding, file)
    if parsed.newer:
        reason = BadInput("coding-of-newer-version", file=file)
    coding, stacks = replay(parsed.header, scheme_of(parsed.header), parsed.lines, file)
    notices: tuple[VfiError, ...] = ()
    if settings.emergency.content(vault.local_path(path)) is not None and reason.id != "coding-open-elsewhere":
        notices = (CouldNot("coding-waits-in-emergency", file=file),)
    return OpenCoding(_Place(vault, path, encoding), coding, stacks, coder, read_only=reason, notices=notices)


def _for_writing(
    vault: Vault, path: str, scheme_of: SchemeOf, coder: str, lock: Lock, settings: JournalSettings
) -> OpenCoding:
    file, encoding = PurePosixPath(path).name, Encoding()
    notices = _rejoin_leftover(vault, path, settings)
    data = vault.read(path)
    parsed = parse(data, encoding, file)
    if parsed.newer:
        raise _Newer
    coding, stacks = replay(parsed.header, scheme_of(parsed.header), parsed.lines, file)
    if parsed.torn:
        aside = set_aside(vault, path, parsed.torn, settings.now())
        notices.append(FileDamaged("journal-torn-tail", file=file, aside=aside, bytes=len(parsed.torn)))
    if data != parsed.sound:
        vault.write(path, parsed.sound)
    journal = Journal(vault, path, parsed.sound, len(parsed.lines), encoding, settings)
    return OpenCoding(
        _Place(vault, path, encoding), coding, stacks, coder, journal=journal, lock=lock, notices=tuple(notices)
    )


def _rejoin_leftover(vault: Vault, path: str, settings: JournalSettings) -> list[VfiError]:
    """Bring home what an earlier run has left in the emergency folder, because the library did not answer."""
    home = vault.local_path(path)
    waiting = settings.emergency.content(home)
    if waiting is None:
        return []
    file, now = PurePosixPath(path).name, settings.now()
    # a copy can end in a torn line too (a power cut); and it says nothing new if the library's file went on from it
    ours = waiting[: waiting.rfind(b"\n") + 1]
    notice: VfiError
    if vault.exists(path) and vault.read(path).startswith(ours):
        settings.emergency.clear(home)
        return []
    try:
        if join(vault, path, ours, now, sync=True):
            notice = CouldNot("coding-came-home", file=file)
        else:
            notice = CouldNot("coding-forked", file=file, ours=save_fork(vault, path, ours, settings.host, now))
    except OSError as error:
        raise could_not(error, path) from error
    settings.emergency.clear(home)
    return [notice]


@dataclass(frozen=True, slots=True)
class _Place:
    vault: Vault
    path: str
    encoding: Encoding


class OpenCoding:
    """A coding that is open: its events, its history, and how safe they are. Used from one thread; `close` it."""

    def __init__(
        self,
        place: _Place,
        coding: Coding,
        stacks: Stacks,
        coder: str,
        *,
        journal: Journal | None = None,
        lock: Lock | None = None,
        read_only: VfiError | None = None,
        notices: tuple[VfiError, ...] = (),
    ) -> None:
        self._place = place
        self._journal = journal
        self._lock = lock
        self._read_only = read_only
        self._closed = False
        self.coder = coder
        """Who codes now; written with every line. May change while the coding is open."""
        self.coding = coding
        self.history = History(coding, self._record, stacks)
        self.notices = notices
        """What a person should be told about the opening: a torn line set aside, lines brought home, a fork."""
        self._latest: tuple[int, tuple[Item, ...]] = (journal.revision if journal else 0, tuple(coding.items))
        if journal is not None:
            journal.start(self._write_snapshot)

    @property
    def path(self) -> str:
        """Of the journal, in the vault."""
        return self._place.path

    @property
    def read_only(self) -> VfiError | None:
        """Why nothing can be changed; None when it can. It may turn read-only while open."""
        if self._journal is None:
            return self._read_only
        durability = self._journal.durability
        return durability.reason if durability.safety is Safety.READ_ONLY else None

    @property
    def durability(self) -> Durability:
        """How safe the newest edit is."""
        if self._journal is None:
            return Durability(Safety.READ_ONLY, self._read_only, 0, 0)
        return self._journal.durability

    def on_durability(self, listener: DurabilityListener) -> Callable[[], None]:
        """Be told on the journal's thread when the durability changes. Returns how to stop that."""
        return self._journal.subscribe(listener) if self._journal is not None else lambda: None

    def note(self, label: str, **values: object) -> None:
        """Write down something about the recording itself, which changes no event.

        Raises:
            CouldNot: as `Journal.append`.
        """
        self._writable().append(Kind.NOTE, self.coder, label, more={"values": values} if values else None)

    def erase_text(self, events: Collection[EventId] | None, who: str) -> Erasure:
        """Take the comments and typed details of these events (None: of all) out of every line that was ever written.

        The journal is rewritten with a mark where text was, its chain made anew, and a line added that says who, when
        and how many. Branches beside it are rewritten too, torn tails deleted, the snapshot written again. Undo goes
        on working and brings no text back.

        Raises:
            CouldNot: nothing was changed; as `Journal.rewrite`.
        """
        journal, place = self._writable(), self._place
        eraser = Eraser(self.coding.scheme, None if events is None else frozenset(events))
        journal.rewrite(lambda content: self._erased(content, eraser, who), 1)
        parsed = parse(journal.content, place.encoding, PurePosixPath(place.path).name)
        new, stacks = replay(parsed.header, self.coding.scheme, parsed.lines, PurePosixPath(place.path).name)
        changes = tuple(Edit(item, after) for item in self.coding.items if (after := new.item(key_of(item))) != item)
        if changes:
            self.coding.apply(Batch(ERASE_LABEL, changes))
        self.history.replace_stacks(stacks)
        self._latest = (journal.revision, tuple(self.coding.items))
        left = erase_beside(place.vault, place.path, eraser)
        try:
            self._write_snapshot()
        except CouldNot:
            left += (PurePosixPath(snapshot_path(place.path)).name,)
        return Erasure(len(eraser.found), frozenset(edit.key for edit in changes), left)

    def _erased(self, content: bytes, eraser: Eraser, who: str) -> bytes:
        journal = self._writable()
        erased = eraser.rewrite(content)
        said: Json = {"by": who, "fields": len(eraser.found)}
        if eraser.events is not None:
            said["events"] = sorted(eraser.events)
        line = Line(
            revision=journal.revision + 1,
            time=journal.time,
            coder=self.coder,
            kind=Kind.ERASE,
            label=ERASE_LABEL,
            edits=(),
            reverses=None,
        )
        return erased + line_of(line, last_line(erased), self._place.encoding, {"erased": said})

    def close(self) -> None:
        """Sync, write the snapshot, let the lock go. May be called twice."""
        if self._closed:
            return
        self._closed = True
        if self._journal is not None:
            self._journal.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> OpenCoding:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _writable(self) -> Journal:
        if self._journal is not None:
            return self._journal
        assert self._read_only is not None
        raise self._read_only

    def _record(self, batch: Batch, kind: Kind, reverses: int | None) -> int:
        revision = self._writable().append(kind, self.coder, batch.label, batch.edits, reverses)
        self._latest = (revision, tuple(self.coding.items))
        return revision

    def _write_snapshot(self) -> None:
        revision, items = self._latest  # one assignment, one reading: it may happen on another thread
        place = self._place
        write_snapshot(place.vault, place.path, self.coding.header, revision, items, place.encoding)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCoding:
    """A coding as a list shows it, read without replaying."""

    path: str
    header: CodingHeader | None
    """None when the first line cannot be read."""
    revision: int
    events: int
    changed: str
    """UTC time of the last line, or of the creation."""
    damage: VfiError | None = None


def list_codings(vault: Vault, session_dir: VaultPath) -> list[ListedCoding]:
    """The codings of a session by name; forks and conflict copies are not among them (`joining.branches`)."""
    folder = PurePosixPath(session_dir) / FOLDER
    if not vault.is_folder(folder):
        return []
    names = vault.list(folder)
    journals = [name for name in names if name.endswith(JOURNAL) and branch(name, names) is None]
    return [_listed(vault, folder / name) for name in journals]


def _listed(vault: Vault, path: PurePosixPath) -> ListedCoding:
    try:
        lines = vault.read(path).split(b"\n")[:-1]
        header, _ = read_header(lines[0] if lines else b"", path.name)
    except VfiError as error:
        return ListedCoding(path=str(path), header=None, revision=0, events=0, changed="", damage=error)
    revision, events, changed = len(lines) - 1, 0, header.created
    try:
        for line in lines[1:]:
            value = json.loads(line)
            changed = value["time"]
            for before, after in value.get("edits", ()):
                events += (_counts(after)) - (_counts(before))
    except (ValueError, KeyError, TypeError, AttributeError):
        damage = FileDamaged("journal-line-unreadable", file=path.name, line=lines.index(line) + 1)
        return ListedCoding(
            path=str(path), header=header, revision=revision, events=events, changed=changed, damage=damage
        )
    return ListedCoding(path=str(path), header=header, revision=revision, events=events, changed=changed)


def _counts(item: dict[str, object] | None) -> int:
    return 0 if item is None or item["type"] == "covered" else 1
