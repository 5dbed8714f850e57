"""Clips of a session: which coding is cut from, and on whose behalf."""

from __future__ import annotations

import datetime
import getpass
from collections.abc import Callable, Sequence
from pathlib import Path

from vfi.core.clips import Padding
from vfi.core.coding import Coding, Role
from vfi.core.consent import Purpose
from vfi.core.errors import BadInput, CouldNot
from vfi.core.events import EventId
from vfi.core.ports import CaptionPainter
from vfi.desk.cameras import camera_called, camera_name
from vfi.desk.clips import ClipReport, ClipRequest, Source, Words, export_clips
from vfi.desk.session import SessionDesk
from vfi.words.cameras import camera_words


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
    redact: bool = True,
) -> ClipRequest:
    """A request out of the words of a command line."""
    return ClipRequest(
        purpose=purpose,
        events=tuple(EventId(each) for each in events),
        codes=tuple(codes),
        marks=marks,
        padding=Padding.read(padding) if padding is not None else None,
        words=Words(caption),
        who=who or logged_in(),
        why=why,
        redact=redact,
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
    coding: str | None = None,
    camera: str | None = None,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    today: datetime.date | None = None,
) -> ClipReport:
    """Write clips out of one coding: see `the_coding`.

    `camera`: the name or number of the camera whose pictures are wanted; None: the one that is coded.

    Raises:
        BadInput: `no-such-camera-name`, what `the_coding` and `export_clips` raise.
        Refused: no consent covers the purpose. CouldNot: `cancelled`, or they cannot be written.
    """
    if painter is None:
        raise TypeError("captions need a painter")
    number = 0 if camera is None else camera_called(desk, camera)
    films = desk.cameras()
    cut_from = the_coding(desk, request, coder=coder, id=coding)
    source = Source(
        vault=desk.vault,
        case=desk.case.value if desk.case is not None else None,
        case_dir=desk.case.folder if desk.case is not None else "",
        session=desk.session,
        session_dir=desk.folder,
        coding=cut_from,
        film=desk.film_file(films[number][0]),
        index=desk.camera_index(number),
        clock=desk.clock(number),
        camera=camera_words(camera_name(films[number]), number) if len(films) > 1 else "",
    )
    day = today or datetime.datetime.now().date()
    report = export_clips(source, request, out, painter, today=day, progress=progress, cancelled=cancelled)
    if report is None:
        raise CouldNot("cancelled")
    return report


def the_coding(desk: SessionDesk, request: ClipRequest, *, coder: str | None = None, id: str | None = None) -> Coding:
    """The coding that a request is about: the one with this id, else the newest of the coder's.

    Without a coder it is the primary coder's. Codings that do not hold the events or know the codes that are asked
    for are passed over: people code one session under several schemes.

    Raises:
        BadInput: `no-such-coder`, `nothing-coded`, `which-coder`, `clips-which-coding`.
    """
    codings = desk.read_codings(coder)
    if not codings:
        raise BadInput("nothing-coded")
    if id is not None:
        found = [each for each in codings if each.header.id == id]
        if not found:
            raise BadInput("clips-which-coding", coding=id, codings=", ".join(each.header.id for each in codings))
        return found[0]
    codings = [each for each in codings if _fits(each, request)] or codings
    if coder is None and len({each.header.coder for each in codings}) > 1:
        primary = [each for each in codings if each.header.role is Role.PRIMARY]
        if len({each.header.coder for each in primary}) != 1:
            raise BadInput("which-coder", coders=", ".join(sorted({each.header.coder for each in codings})))
        codings = primary
    return max(codings, key=lambda each: each.header.created)


def _fits(coding: Coding, request: ClipRequest) -> bool:
    known = {str(code.id) for code in coding.scheme.codes}
    return known.issuperset(request.codes) and all(coding.event(each) is not None for each in request.events)
