"""Films that leave: for whom and on whose behalf, what the gate says to it, what is noted, and all files or none."""

from __future__ import annotations

import contextlib
import datetime
import errno
import os
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from vfi.core.case import Case, Session
from vfi.core.consent import Action, Answer, LawfulReason, Purpose, permitted
from vfi.core.errors import CouldNot
from vfi.desk.session import SessionDesk
from vfi.files.durable import sync_folder
from vfi.files.names import unused
from vfi.files.vault import Vault
from vfi.store.audit import Act, append_audit

EXPORTS = "exports"
"""In a session's folder: what was made of it."""

FOR_THE_FAMILY = frozenset({Purpose.REVIEW, Purpose.PARENT_COPY})
"""Exports that a parent sees: what is not parent-safe is left out of them, not only labelled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """For whom something is to leave, who takes it out, and what the gate wants to know."""

    purpose: Purpose
    who: str
    """Who makes the export, for the audit file."""
    why: str = ""
    redact: bool = True
    """Hide what the session's redaction says; outside the team it is always hidden."""
    law: LawfulReason | None = None
    safe_at_home: bool | None = None
    place_hidden: bool | None = None
    """Somebody looked, and nothing in the pictures tells where the family lives (False: something does)."""
    approved_by: str = ""

    def answered_for(self) -> dict[str, object]:
        """Who answers for it: by law, by approval, by having asked or looked."""
        answered: dict[str, object] = {
            "approved_by": self.approved_by.strip() or None,
            "safe_at_home": self.safe_at_home,
            "place_hidden": self.place_hidden,
        }
        if self.law is not None:
            answered |= {"law": self.law.reason, "authoriser": self.law.authoriser, "recipient": self.law.recipient}
        return {what: value for what, value in answered.items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Whose film it is: the session, and the family that is asked."""

    vault: Vault
    case: Case | None
    case_dir: str
    """In the vault; where the audit file is."""
    session: Session
    session_dir: str

    def answer(self, request: ExportRequest, action: Action, today: datetime.date) -> Answer:
        """What the gate says. Nothing is noted."""
        return permitted(
            self.case,
            action,
            request.purpose,
            today=today,
            people=self.session.who or None,
            law=request.law,
            safe_at_home=request.safe_at_home,
            place_hidden=request.place_hidden,
            approved_by=request.approved_by,
        )

    def require(self, request: ExportRequest, action: Action, today: datetime.date) -> Answer:
        """The gate's yes; its no goes into the audit file before it is raised.

        Raises:
            Refused: `consent-...` with what is missing. CouldNot: `audit-not-written`.
        """
        answer = self.answer(request, action, today)
        if not answer.allowed:
            self.note(Act.REFUSED, answer, {"clips": 0}, who=request.who, why=request.why)
        return answer.require()

    def note(self, act: Act, answer: Answer, details: Mapping[str, object], *, who: str, why: str = "") -> None:
        """One entry in the case's audit file.

        Raises:
            CouldNot: `audit-not-written`.
        """
        if self.case is None:
            return  # a session outside any case belongs to no family that could ask
        append_audit(
            self.vault,
            self.case_dir,
            who=who,
            what=act,
            why=why,
            answer=answer,
            session=self.session.id,
            details=details,
        )


def origin_of(desk: SessionDesk) -> Origin:
    """Of what is made of this session."""
    return Origin(
        vault=desk.vault,
        case=desk.case.value if desk.case is not None else None,
        case_dir=desk.case.folder if desk.case is not None else "",
        session=desk.session,
        session_dir=desk.folder,
    )


@contextlib.contextmanager
def exporting(
    origin: Origin,
    request: ExportRequest,
    answer: Answer,
    files: Sequence[Path],
    *,
    kind: str,
    today: datetime.date,
    cancelled: Callable[[], bool] | None,
) -> Iterator[Export]:
    """For writing `files` (at least one, all in one folder): fill the parts of the `Export`, then call its `finish`.

    Where it does not come to that, for whatever reason, no file, no table and no folder made for them is left.

    Raises:
        CouldNot: `clip-not-written`, for what the system says; `audit-not-written`.
    """
    name = f"{today.isoformat()}-{kind}-{request.purpose}"
    export = Export(origin, request, answer, files, name, cancelled or (lambda: False))
    try:  # from here on, so that one who is stopped at any moment leaves no folder either
        export.make_room()
        yield export
    except OSError as failure:
        raise _not_written(failure) from failure
    finally:
        export.clear_up()


class Export:
    """Files on their way out; see `exporting`."""

    def __init__(
        self,
        origin: Origin,
        request: ExportRequest,
        answer: Answer,
        files: Sequence[Path],
        name: str,
        cancelled: Callable[[], bool],
    ) -> None:
        self._origin = origin
        self._request = request
        self._answer = answer
        self._files = tuple(files)
        self._name = name
        self._cancelled = cancelled
        run = secrets.token_hex(3)  # two exports into one folder at the same time write files of their own
        self.parts = tuple(path.with_name(f".{path.name}.{run}.part") for path in files)
        """To be written, in the order of the files; they bear their names only when all is written and noted."""
        self._out = self._files[0].parent
        self._missing = _missing_folders(self._out)
        self._laid: list[Path] = []
        self._kept: PurePosixPath | None = None
        self._whole = False

    def make_room(self) -> None:
        """Make the folder."""
        self._out.mkdir(parents=True, exist_ok=True)

    def finish(self, table: str, rows: bytes, *, clips: int, beside: str | None = None, **more: object) -> Path | None:
        """Note it, keep the table of what the files hold in the session's `exports`, and give the files their names.

        Args:
            table: how the table is called; `beside`: and how beside the files, if it is to lie there, too.
            clips, more: for the audit file.

        Returns:
            Where the table is kept; None when it was cancelled in this last moment: who did was told that no file is
            left, so none is. That it was noted then stays.
        """
        if self._cancelled():
            return None
        origin = self._origin
        folder = PurePosixPath(origin.session_dir) / EXPORTS
        taken = origin.vault.list(folder) if origin.vault.is_folder(folder) else ()
        folder /= unused(self._name, taken)
        details = {"clips": clips, "table": folder.name, **more, **self._request.answered_for()}
        origin.note(Act.EXPORTED, self._answer, details, who=self._request.who, why=self._request.why)
        self._kept = folder
        origin.vault.make_folder(folder)
        origin.vault.write(folder / table, rows)
        for path, part in zip(self._files, self.parts, strict=True):
            if path.exists():
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
            part.replace(path)
            self._laid.append(path)
        if beside is not None:
            self._laid.append(self._out / beside)
            self._laid[-1].write_bytes(rows)
        sync_folder(self._out)
        self._whole = not self._cancelled()
        return origin.vault.local_path(folder / table) if self._whole else None

    def clear_up(self) -> None:
        """Unless it is finished, take everything away again."""
        if self._whole:
            return
        for path in (*self.parts, *self._laid) if self._out.is_dir() else ():
            path.unlink(missing_ok=True)
        if self._kept is not None:
            self._origin.vault.delete(self._kept)
        for folder in self._missing:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()


def _missing_folders(folder: Path) -> list[Path]:
    """The folders that have to be made for this one to be, the innermost first.

    Raises:
        CouldNot: `clip-not-written` for a folder that may not be looked into.
    """
    missing: list[Path] = []
    try:
        for each in (folder, *folder.parents):
            if each.exists():
                break
            missing.append(each)
    except OSError as failure:
        raise _not_written(failure) from failure
    return missing


def _not_written(failure: OSError) -> CouldNot:
    return CouldNot("clip-not-written", reason=failure.strerror or str(failure))
