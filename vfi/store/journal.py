"""The journal of one coding, open for writing: one unbuffered write per edit, synced within a blink by a thread."""

from __future__ import annotations

import contextlib
import errno
import logging
import threading
import time
from collections.abc import Callable

from vfi.core.coding import Edit
from vfi.core.errors import CouldNot, VfiError
from vfi.core.history import Kind
from vfi.files.trouble import FULL, could_not
from vfi.files.vault import Appender, Vault, write_all
from vfi.store.chain import Line, last_line, line_of
from vfi.store.durability import Durability, DurabilityListener, JournalSettings, Safety, time_text
from vfi.store.encoding import Encoding, Json
from vfi.store.joining import join, save_fork

_log = logging.getLogger("vfi.journal")

_PATIENCE = 15.0
"""Seconds that closing waits for a folder that hangs."""


class Journal:
    """A journal with its writer thread. All of its text is kept in memory, so that it can always be put elsewhere.

    `append` may be called from one thread at a time. It writes and returns; it never waits for a sync.
    """

    def __init__(
        self,
        vault: Vault,
        path: str,
        content: bytes,
        revision: int,
        encoding: Encoding,
        settings: JournalSettings,
    ) -> None:
        """`content` is the whole file as just read and verified, its last line being `revision`.

        Nothing is synced before `start`.

        Raises:
            CouldNot: the file cannot be opened for writing.
        """
        self._vault = vault
        self._path = path
        self._home = vault.local_path(path)
        self._content = bytearray(content)
        self._revision = revision
        self._encoding = encoding
        self._settings = settings
        self._when_idle: Callable[[], None] = lambda: None
        self._file: Appender = vault.appender(path)
        self._identity = self._file.state().identity
        self._retired: list[Appender] = []
        """Files that we no longer write to; the thread closes them, for it may be syncing one at this moment."""
        self._away = False
        self._suspect = False
        """A sync of the library's file failed: what it shows may not be what the disk has."""
        self._leftover = False
        """The emergency folder holds lines that the library's file has too, but perhaps not yet on its disk."""
        self._read_only = False
        self._reason: VfiError | None = None
        self._on_disk = revision
        self._must_sync = True
        self._idle_due = True
        self._closing = False
        self._try_home_at = 0.0
        self._listeners: list[DurabilityListener] = []
        self._changed = threading.Condition()
        """Guards everything here; notified when the thread has something to do."""
        self._syncing = threading.Lock()
        """Held while the thread syncs, without holding up `append`."""
        self._announced: Durability | None = None
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)

    def start(self, when_idle: Callable[[], None]) -> None:
        """Start the thread; it calls `when_idle` when nothing was written for a while."""
        self._when_idle = when_idle
        self._thread.start()

    # -- what others ask -------------------------------------------------------------------------------------------

    @property
    def revision(self) -> int:
        """The newest line's number."""
        return self._revision

    @property
    def durability(self) -> Durability:
        with self._changed:
            return self._durability()

    @property
    def content(self) -> bytes:
        """All that was written."""
        with self._changed:
            return bytes(self._content)

    @property
    def time(self) -> str:
        """The time of day as lines have it."""
        return time_text(self._settings.now())

    def subscribe(self, listener: DurabilityListener) -> Callable[[], None]:
        """Be told whenever the durability changes. Returns how to stop that."""
        with self._changed:
            self._listeners.append(listener)

        def stop() -> None:
            with self._changed, contextlib.suppress(ValueError):
                self._listeners.remove(listener)

        return stop

    # -- writing ---------------------------------------------------------------------------------------------------

    def append(
        self,
        kind: Kind,
        coder: str,
        label: str,
        edits: tuple[Edit, ...] = (),
        reverses: int | None = None,
        more: Json | None = None,
    ) -> int:
        """Write one line with one unbuffered write. Returns its revision.

        Raises:
            CouldNot: nothing was written. `disk-full` (freeing space helps), `coding-forked` (somebody else wrote;
                both branches are kept) or the reason for which the journal is read-only.
        """
        with self._changed:
            if self._reason is not None and self._read_only:
                raise self._reason
            line = Line(
                revision=self._revision + 1,
                time=self.time,
                coder=coder,
                kind=kind,
                label=label,
                edits=edits,
                reverses=reverses,
            )
            self._write(line_of(line, last_line(self._content), self._encoding, more))
            self._revision += 1
            self._must_sync = self._idle_due = True
            self._changed.notify_all()
            return self._revision

    def _write(self, line: bytes) -> None:
        if not self._away:
            try:
                self._check_unchanged()
                self._add(line)
                return
            except OSError as error:
                if error.errno in FULL:
                    raise could_not(error, self._path) from error
                self._go_away(error)
        try:
            self._add(line)
        except OSError as error:
            if error.errno in FULL:
                raise could_not(error, self._path) from error
            raise self._stop(CouldNot("coding-cannot-be-written", file=self._home.name, why=_why(error))) from error

    def _add(self, line: bytes) -> None:
        """Write the whole line or nothing of it."""
        try:
            write_all(self._file, line)
        except OSError:
            try:
                if self._file.state().length != len(self._content):
                    self._file.truncate(len(self._content))
            except OSError as error:
                # a torn line is left behind: the folder cannot be relied on, whatever the first trouble was
                raise OSError(errno.EIO, "a half line cannot be taken away") from error
            raise
        self._content += line

    def _check_unchanged(self) -> None:
        """Is the file still the one that we wrote, and as long as we left it? If not, join or fork."""
        try:
            found = self._vault.state(self._path)
        except CouldNot as error:
            raise _cause(error) from error
        if found is None:
            raise FileNotFoundError(errno.ENOENT, "the journal is gone")
        if found.length == len(self._content) and found.identity == self._identity:
            return
        try:
            self._come_home(sync=False)
        except CouldNot as error:
            if self._read_only:
                raise
            raise _cause(error) from error

    def _come_home(self, *, sync: bool) -> None:
        """Go on in the library's file, once it holds all that we have written.

        Raises:
            CouldNot: `coding-forked` (read-only from then on), or the folder does not answer.
            OSError: the folder does not answer.
        """
        ours, now = bytes(self._content), self._settings.now()
        if not join(self._vault, self._path, ours, now, sync=sync, afresh=self._suspect):
            fork = save_fork(self._vault, self._path, ours, self._settings.host, now)
            if self._away:
                self._settings.emergency.clear(self._home)
            raise self._stop(CouldNot("coding-forked", file=self._home.name, ours=fork))
        self._suspect = False
        self._settle(self._vault.appender(self._path))

    def _settle(self, file: Appender) -> None:
        """Write to the library's file again, which holds all that we have."""
        identity = file.state().identity
        self._leftover = self._leftover or self._away
        self._change_file(file)
        self._identity = identity
        self._away, self._reason = False, None

    def _change_file(self, file: Appender) -> None:
        self._retired.append(self._file)
        self._file = file
        self._must_sync = True
        self._changed.notify_all()

    def _go_away(self, error: OSError) -> None:
        """Go on in the emergency folder.

        Raises:
            CouldNot: `coding-cannot-be-written`; read-only from then on.
        """
        try:
            file = self._settings.emergency.begin(self._home, bytes(self._content))
        except (OSError, VfiError) as second:
            raise self._stop(CouldNot("coding-cannot-be-written", file=self._home.name, why=_why(error))) from second
        self._change_file(file)
        self._away = True
        self._try_home_at = time.monotonic() + self._settings.retry
        self._reason = CouldNot("coding-in-emergency", file=self._home.name, why=_why(error))

    def _stop(self, reason: VfiError) -> VfiError:
        self._read_only, self._reason = True, reason
        self._changed.notify_all()
        return reason

    def rewrite(self, change: Callable[[bytes], bytes], lines: int) -> None:
        """Swap in `change(content)`, which has `lines` more lines; on return it is on the disk. (Erasing text.)

        Raises:
            CouldNot: nothing was changed: the journal is read-only, in emergency (`not-in-emergency`), forked, or the
                folder does not take it.
        """
        with self._syncing, self._changed:
            if self._read_only and self._reason is not None:
                raise self._reason
            if self._away:
                raise CouldNot("not-in-emergency", file=self._home.name)
            try:
                self._check_unchanged()
            except OSError as error:
                raise could_not(error, self._path) from error
            content = change(bytes(self._content))
            self._file.close()  # Windows swaps no file that is open
            try:
                self._vault.write(self._path, content)
                self._content = bytearray(content)
                self._revision += lines
                self._on_disk = self._revision
            finally:
                self._file = self._vault.appender(self._path)
                self._identity = self._file.state().identity
            self._idle_due = True
            self._changed.notify_all()

    def close(self) -> None:
        """Sync what is left, let `when_idle` run once more, and end the thread."""
        with self._changed:
            if self._closing:
                return
            self._closing = True
            self._changed.notify_all()
        self._thread.join(_PATIENCE)
        if not self._thread.is_alive():  # else the folder hangs, and closing its file would hang too
            for file in (*self._retired, self._file):
                with contextlib.suppress(OSError):
                    file.close()

    # -- the thread ------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        last_try = False
        while True:
            self._announce()
            with self._changed:
                noticed = self._changed.wait_for(self._has_work, self._wait())
                closing = self._closing
            self._announce()
            if self._sync_due():
                with self._changed:
                    self._changed.wait_for(lambda: self._closing, self._settings.gather)
                self._sync()
            due = time.monotonic() >= self._try_home_at or closing
            if self._away and not self._read_only and due and not last_try:
                last_try = closing  # a folder that comes and goes must not keep us from ending
                self._try_home()
            elif self._idle_due and (closing or not noticed):
                self._idle_due = False
                if not self._read_only:
                    with contextlib.suppress(VfiError, OSError):
                        self._when_idle()
            if closing and not self._sync_due():
                self._announce()
                return

    def _has_work(self) -> bool:
        return self._closing or self._sync_due() or self._durability() != self._announced

    def _sync_due(self) -> bool:
        return self._must_sync and not self._read_only

    def _wait(self) -> float | None:
        if self._away and not self._read_only:
            return max(0.0, self._try_home_at - time.monotonic())
        return self._settings.idle if self._idle_due else None

    def _sync(self) -> None:
        with self._syncing:
            with self._changed:
                file, revision, away = self._file, self._revision, self._away
                retired, self._retired = self._retired, []
                self._must_sync = False
            for old in retired:
                with contextlib.suppress(OSError):
                    old.close()
            try:
                file.sync()
            except OSError as error:
                self._sync_failed(file, error)
                return
            with self._changed:
                if file is not self._file:
                    return
                self._on_disk = max(self._on_disk, revision)
                settled = self._leftover and not away
                self._leftover = self._leftover and not settled
        with contextlib.suppress(VfiError, OSError):
            if settled:
                self._settings.emergency.clear(self._home)
            if away:
                self._settings.emergency.describe(self._home, time_text(self._settings.now()))

    def _sync_failed(self, file: Appender, error: OSError) -> None:
        with self._changed:
            if file is not self._file:
                return
            if self._away:
                self._stop(CouldNot("coding-cannot-be-written", file=self._home.name, why=_why(error)))
                return
            self._suspect = True
            with contextlib.suppress(VfiError):  # said through the durability
                self._go_away(error)

    def _try_home(self) -> None:
        with self._changed:
            ours, afresh = bytes(self._content), self._suspect
        try:
            # the slow part holds nobody up; then the few lines that were added meanwhile
            if not join(self._vault, self._path, ours, self._settings.now(), sync=True, afresh=afresh):
                with self._changed:
                    self._come_home(sync=False)
                return
            file = self._vault.appender(self._path)
            try:
                with self._changed:
                    self._suspect = False
                    if file.state().length != len(ours):
                        raise OSError(errno.EAGAIN, "somebody writes at this moment")
                    write_all(file, bytes(self._content[len(ours) :]))
                    self._settle(file)
            except OSError:
                file.close()
                raise
        except (OSError, VfiError):
            self._try_home_at = time.monotonic() + self._settings.retry

    def _durability(self) -> Durability:
        if self._read_only:
            safety = Safety.READ_ONLY
        elif self._away:
            safety = Safety.EMERGENCY
        else:
            safety = Safety.ON_DISK if self._on_disk == self._revision else Safety.WRITTEN
        return Durability(safety, self._reason, self._revision, self._on_disk)

    def _announce(self) -> None:
        with self._changed:
            now = self._durability()
            if now == self._announced:
                return
            self._announced = now
            listeners = tuple(self._listeners)
        for listener in listeners:
            try:
                listener(now)
            except Exception:  # a broken view must not stop the saving
                _log.exception("a listener to the journal failed")


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _cause(error: CouldNot) -> OSError:
    """What the system said; the vault hands it on as the cause."""
    return error.__cause__ if isinstance(error.__cause__, OSError) else OSError(errno.EIO, error.id)
