"""Clips of a session: which coding is cut from, and on whose behalf."""

from __future__ import annotations

import datetime
import getpass
from collections.abc import Callable, Sequence
from pathlib import Path

from vfi.core.clips import Padding
from vfi.core.coding import Coding, Role
from vfi.core.consent import LawfulReason, Purpose
from vfi.core.errors import BadInput, CouldNot
from vfi.core.events import EventId
from vfi.core.ports import CaptionPainter
from vfi.desk.clips import ClipReport, ClipRequest, Source, Words, export_clips
from vfi.desk.session import SessionDesk


def clip_request(
    *,
    purpose: Purpose,
    events: Sequence[str] = (),
    codes: Sequence[str] = (),
    marks: bool = False,
    padding: str | None = None,
    caption: str = "parent",
    who: str | None = None,
    why: str = "",
    law: tuple[str, str, str] = ("", "", ""),
    safe_at_home: bool | None = None,
    approved_by: str = "",
) -> ClipRequest:
    """A request out of the words of a command line; `law` is reason, authoriser, recipient."""
    return ClipRequest(
        purpose=purpose,
        events=tuple(EventId(each) for each in events),
        codes=tuple(codes),
        marks=marks,
        padding=Padding.read(padding) if padding is not None else None,
        words=Words(caption),
        who=who or logged_in(),
        why=why,
        law=LawfulReason(reason=law[0], authoriser=law[1], recipient=law[2]) if purpose is Purpose.LAW else None,
        safe_at_home=safe_at_home,
        approved_by=approved_by,
    )


def logged_in() -> str:
    """The name of who uses this machine, for the audit file."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a machine that does not know its own user
        return "command line"


def clip_session(
    desk: SessionDesk,
    request: ClipRequest,
    out: Path,
    painter: Callable[[], CaptionPainter] | None,
    *,
    coder: str | None = None,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    today: datetime.date | None = None,
) -> ClipReport:
    """Write clips out of one coding: the coder's; without one the only primary coding.

    Raises:
        BadInput: `no-such-coder`, `nothing-coded`, `which-coder`, and what `export_clips` raises.
        Refused: no consent covers the purpose. CouldNot: `cancelled`, or they cannot be written.
    """
    if painter is None:
        raise TypeError("captions need a painter")
    coding = the_coding(desk, coder)
    source = Source(
        vault=desk.vault,
        case=desk.case.value if desk.case is not None else None,
        case_dir=desk.case.folder if desk.case is not None else "",
        session=desk.session,
        session_dir=desk.folder,
        coding=coding,
        film=desk.film_file(),
        index=desk.film_index(),
        clock=desk.clock(),
    )
    day = today or datetime.datetime.now().date()
    report = export_clips(source, request, out, painter, today=day, progress=progress, cancelled=cancelled)
    if report is None:
        raise CouldNot("cancelled")
    return report


def the_coding(desk: SessionDesk, coder: str | None) -> Coding:
    """The coding that is meant when one is needed: the newest of this coder; without a name the only primary one."""
    codings = desk.read_codings(coder)
    if not codings:
        raise BadInput("nothing-coded")
    if coder is not None or len(codings) == 1:
        return max(codings, key=lambda each: each.header.created)
    primary = [each for each in codings if each.header.role is Role.PRIMARY]
    if len({each.header.coder for each in primary}) != 1:
        raise BadInput("which-coder", coders=", ".join(sorted({each.header.coder for each in codings})))
    return max(primary, key=lambda each: each.header.created)
