"""Making clips of moments: the gate is asked, the stretches are cut, and a table says what each clip holds."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from vfi.core.clips import Padding, stretch
from vfi.core.clock import FilmClock
from vfi.core.coding import Coding
from vfi.core.consent import Action, Answer, Purpose
from vfi.core.errors import BadInput, CouldNot, Refused
from vfi.core.events import MARKS_TIER, Event, EventId, PointEvent
from vfi.core.parent_safe import may_reach_parent, parent_words
from vfi.core.ports import CaptionPainter
from vfi.core.redaction import Redaction
from vfi.core.scheme import Code
from vfi.core.time import seconds_text
from vfi.desk.exporting import FOR_THE_FAMILY, ExportRequest, Origin, exporting
from vfi.desk.redactions import redaction_for, refuse_unchecked
from vfi.files.names import unused
from vfi.media.clip_work import write_clips
from vfi.media.clips import ClipOrder, ClipWritten
from vfi.media.index import FilmIndex
from vfi.words import tr

_INSIDE_THE_TEAM = frozenset(
    {Purpose.FILM, Purpose.SUPERVISION, Purpose.RELIABILITY, Purpose.TEAM_TRAINING, Purpose.RESEARCH}
)
"""Exports beside which the table of codes may lie; for all others it stays in the session's own folder."""

WriteClips = Callable[..., list[ClipWritten] | None]
"""Like `vfi.media.clip_work.write_clips`: (orders, progress=, cancelled=) -> what was written, None when cancelled."""

TABLE = "clips.csv"


class Words(StrEnum):
    """What is written under the picture."""

    PARENT = "parent"
    """The code's words for parents, in the family's language, where it has any."""
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipRequest(ExportRequest):
    """What to make clips of, and for whom."""

    events: tuple[EventId, ...] = ()
    """Just these; with `codes` and `marks` also all of those. None of the three: see `chosen`."""
    codes: tuple[str, ...] = ()
    """All events of these codes."""
    marks: bool = False
    padding: Padding | None = None
    """None: what suits the event, see `vfi.core.clips.stretch`."""
    words: Words = Words.PARENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Origin):
    """The coding that is cut from, where it lies, and its film."""

    coding: Coding
    film: Path
    index: FilmIndex
    clock: FilmClock
    camera: str = ""
    """What the camera is called that took the film; empty where the session has one camera."""

    def filmed(self, event: Event) -> bool:
        """Was the camera filming at any moment of this event? One camera may begin later than another."""
        if isinstance(event, PointEvent):
            return self.clock.start <= event.at < self.clock.end
        return event.start < self.clock.end and (event.end is None or event.end > self.clock.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """One clip to be made."""

    event: Event
    code: Code
    first: int
    last: int
    name: str
    caption: str
    team_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipReport:
    """What was made."""

    clips: tuple[Clip, ...]
    files: tuple[Path, ...]
    table: Path
    """In the session's `exports` folder, with codes and comments: for the team."""
    left_out: tuple[Event, ...]
    """Chosen moments that may not be shown to a parent, left out of an export for the family."""
    not_filmed: tuple[Event, ...]
    """Chosen moments at which this camera was not filming."""
    answer: Answer


def chosen(coding: Coding, request: ClipRequest) -> list[Event]:
    """The events of a request in order of time.

    Where nothing is named: the starred events and the marks; where there are none of these either, every event.

    Raises:
        BadInput: `clips-no-such-event`, `clips-no-such-code`, `clips-none-chosen`.
    """
    for id in request.events:
        if coding.event(id) is None:
            raise BadInput("clips-no-such-event", event=id)
    known = {str(code.id) for code in coding.scheme.codes}
    for name in request.codes:
        if name not in known:
            raise BadInput("clips-no-such-code", code=name)
    everything = coding.in_order()
    if request.events or request.codes or request.marks:
        found = [
            event
            for event in everything
            if event.id in request.events
            or (event.code in request.codes and event.tier != MARKS_TIER)
            or (request.marks and event.tier == MARKS_TIER)
        ]
    else:
        found = [event for event in everything if event.starred or event.tier == MARKS_TIER] or everything
    if not found:
        raise BadInput("clips-none-chosen")
    return found


def plan(source: Source, request: ClipRequest, out: Path) -> tuple[list[Clip], list[Event]]:
    """The clips of a request, named after their number alone, and the moments left out of an export for the family.

    Raises:
        BadInput: what `chosen` raises.
        Refused: `clips-all-team-only`; `clips-not-filmed` when the camera was not filming at any of them.
    """
    scheme = source.coding.scheme
    language = source.case.language if source.case is not None else "en"
    clips: list[Clip] = []
    left_out: list[Event] = []
    number = _first_free_number(out)
    events = [event for event in chosen(source.coding, request) if source.filmed(event)]
    if not events:
        raise Refused("clips-not-filmed", camera=source.camera or tr("the camera"))
    for event in events:
        code = scheme.code(event.tier, event.code)
        if code is None:
            raise BadInput("clips-no-such-code", code=event.code)
        safe = may_reach_parent(event, scheme)
        if not safe and request.purpose in FOR_THE_FAMILY:
            left_out.append(event)
            continue
        first, last = stretch(event, source.clock, request.padding)
        words = parent_words(code, language) or parent_words(code, scheme.language)
        clips.append(
            Clip(
                event=event,
                code=code,
                first=first,
                last=last,
                name=f"clip-{number:03d}.mp4" if safe else f"clip-{number:03d}-team-only.mp4",
                caption=words if safe and request.words is Words.PARENT else "",
                team_only=not safe,
            )
        )
        number += 1
    if not clips:
        raise Refused("clips-all-team-only")
    return clips, left_out


def not_filmed(source: Source, request: ClipRequest) -> tuple[Event, ...]:
    """The chosen moments at which the camera was not filming: no clip can be made of them."""
    return tuple(event for event in chosen(source.coding, request) if not source.filmed(event))


def export_clips(
    source: Source,
    request: ClipRequest,
    out: Path,
    painter: Callable[[], CaptionPainter],
    *,
    today: datetime.date,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    write: WriteClips = write_clips,
) -> ClipReport | None:
    """Write the clips of a request into a folder, and the table of what they hold into the session's `exports`.

    The gate is asked first; a refusal and an export both go into the case's audit file, the latter before a clip
    bears its name. `write` does the writing (in a worker process, unless told otherwise). Blocks; run it in a job.
    Returns None when cancelled: no file is left then, nor after a failure.

    Raises:
        Refused: `consent-...` with what is missing; `redaction-unchecked`; `clips-all-team-only`.
        BadInput: what `chosen` raises; `no-glyph`.
        CouldNot: the clips or the audit entry cannot be written.
    """
    answer = source.require(request, Action.EXPORT_CLIPS, today)
    clips, left_out = plan(source, request, out)
    redaction = redaction_for(
        source.vault,
        source.session_dir,
        source.session,
        source.film,
        wanted=request.redact,
        purpose=request.purpose,
    )
    shown = tuple(source.clock.span(clip.first, clip.last) for clip in clips)
    refuse_unchecked(redaction, shown, request.purpose)
    files = [out / clip.name for clip in clips]
    with exporting(source, request, answer, files, kind="clips", today=today, cancelled=cancelled) as export:
        orders = [
            _order(source, clip, part, painter, redaction) for clip, part in zip(clips, export.parts, strict=True)
        ]
        written = write(orders, progress=progress, cancelled=cancelled)
        if written is None:
            return None
        rows = _table(source, request, answer, clips, written)
        beside = _free_table_name(out) if request.purpose in _INSIDE_THE_TEAM else None
        table = export.finish(TABLE, rows, clips=len(clips), beside=beside)
        if table is None:
            return None
    return ClipReport(
        clips=tuple(clips),
        files=tuple(files),
        table=table,
        left_out=tuple(left_out),
        not_filmed=not_filmed(source, request),
        answer=answer,
    )


def _order(
    source: Source, clip: Clip, part: Path, painter: Callable[[], CaptionPainter], redaction: Redaction
) -> ClipOrder:
    width, height = source.index.look.shown_size
    warning = tr("Team only") if clip.team_only else ""
    # the strip is as wide as the picture that an encoder is given: even
    band = painter().band(width + width % 2, height, clip.caption, warning) if clip.caption or warning else None
    return ClipOrder(
        film=str(source.film),
        index=source.index,
        first=clip.first,
        last=clip.last,
        out=str(part),
        band=band,
        clock=source.clock,
        redaction=redaction,
    )


def _table(
    source: Source, request: ClipRequest, answer: Answer, clips: Sequence[Clip], written: Iterable[ClipWritten]
) -> bytes:
    """CSV, one row a clip: what it shows, where in the film, and on which consent it was made."""
    header = source.coding.header
    scheme = source.coding.scheme
    rows = []
    for clip, done in zip(clips, written, strict=True):
        event = clip.event
        end = "" if isinstance(event, PointEvent) or event.end is None else seconds_text(event.end)
        tier = scheme.tier(event.tier)
        rows.append(
            {
                "clip": clip.name,
                "session": source.session.id,
                "coding": header.id,
                "coder": header.coder,
                "scheme": scheme.id,
                "version": scheme.version,
                "event": event.id,
                "subject": tier.subject if tier is not None else "",
                "tier": event.tier,
                "code": event.code,
                "start_s": seconds_text(event.start),
                "end_s": end,
                **({"camera": source.camera} if source.camera else {}),
                "first_frame": clip.first,
                "last_frame": clip.last,
                "frames": done.frames,
                "first_frame_s": seconds_text(source.clock.time_of(clip.first)),
                "clip_end_s": seconds_text(source.clock.edge(clip.last + 1)),
                "caption": clip.caption,
                "team_only": "yes" if clip.team_only else "no",
                "sound": "yes" if done.sound else "no",
                "comment": event.comment,
                "purpose": str(request.purpose),
                "consent": answer.consent.id if answer.consent is not None else "",
            }
        )
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def _first_free_number(out: Path) -> int:
    """After the clips that lie there already: an export never writes over another."""
    try:
        names = [path.name for path in out.iterdir()] if out.is_dir() else []
    except OSError as failure:
        raise CouldNot("clip-not-written", reason=failure.strerror or str(failure)) from failure
    taken = [int(match[1]) for name in names if (match := re.match(r"clip-(\d+)", name))]
    return max(taken, default=0) + 1


def _free_table_name(out: Path) -> str:
    """An export never writes over the table of another, nor over one that somebody else laid there."""
    stem, ending = TABLE.split(".")
    return f"{unused(stem, (path.stem for path in out.glob(f'*.{ending}')))}.{ending}"
