"""A deck as a film for somebody: the gate is asked, what is hidden is burned in, and the case's audit file knows."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from vfi.core.consent import Action, Answer, Purpose
from vfi.core.deck import Clip, Item, ItemId, Page, PageKind
from vfi.core.errors import BadInput, CouldNot, Refused
from vfi.core.ports import CardPainter
from vfi.core.programme import Hold
from vfi.core.redaction import Redaction
from vfi.core.showing import ShownClip
from vfi.core.time import Ns, seconds_text
from vfi.desk.decks import DeckDesk
from vfi.desk.exporting import FOR_THE_FAMILY, ExportRequest, exporting, origin_of
from vfi.desk.redactions import redaction_for, refuse_unchecked
from vfi.desk.reel_plan import ReelLook, ReelPlan, plan_reel, stretches
from vfi.desk.showing import Prepared, put_together
from vfi.media.clip_work import write_reels
from vfi.media.showreel.estimate import Estimate, estimate
from vfi.media.showreel.order import ClipPart, ReelOrder, length_of, standings
from vfi.media.showreel.stills import still_png
from vfi.media.showreel.writing import ReelWritten

WriteReels = Callable[..., list[ReelWritten] | None]
"""Like `vfi.media.clip_work.write_reels`: (orders, progress=, cancelled=) -> what was written, None when cancelled."""

TABLE = "reel.csv"
_WATERMARK = "watermark"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReelRequest(ExportRequest):
    """What to make of a deck, and for whom."""

    items: tuple[ItemId, ...] = ()
    """Only these clips and pages; empty: all."""
    look: ReelLook = field(default_factory=ReelLook)
    watermark: bool = False
    """“Our family film” under the whole film; always in a copy for the family."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReelReport:
    """What was made."""

    files: tuple[Path, ...]
    written: tuple[ReelWritten, ...]
    """One for each file of film; of stills none."""
    table: Path
    """In the session's `exports` folder: what each part shows. For the team."""
    left_out: tuple[ItemId, ...]
    """Clips that may not be shown to a parent, left out of a film for the family."""
    hidden: bool
    """Was anything hidden?"""
    answer: Answer


@dataclass(frozen=True, slots=True)
class _Made:
    """A deck ready to be written."""

    prepared: Prepared
    plan: ReelPlan
    redactions: tuple[Redaction, ...]
    left_out: tuple[ItemId, ...]
    answer: Answer

    @property
    def hidden(self) -> bool:
        return any(self.redactions)


def estimate_reel(
    desk: DeckDesk, request: ReelRequest, painter: Callable[[], CardPainter], *, today: datetime.date
) -> Estimate:
    """How long the export would take here and how large it would be. Reads films: run it in a job.

    Raises:
        Refused, BadInput, FilmError: what `export_reel` raises before it writes; nothing is noted anywhere.
    """
    answer = origin_of(desk.session).answer(request, Action.EXPORT_CLIPS, today).require()
    return estimate(_planned(desk, request, answer, painter()).plan.order(""))


def export_reel(
    desk: DeckDesk,
    request: ReelRequest,
    out: Path,
    painter: Callable[[], CardPainter],
    *,
    today: datetime.date,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    write: WriteReels = write_reels,
) -> ReelReport | None:
    """Write the deck as one MP4.

    The gate is asked first; a refusal and an export both go into the case's audit file, the latter before the film
    bears its name. Blocks; run it in a job. Returns None when cancelled: no file is left then, nor after a failure.

    Raises:
        Refused: `consent-...` with what is missing; `reel-no-clips`; `reel-name-taken`; `redaction-unchecked`.
        BadInput: `reel-not-mp4`, `reel-no-such-clip`, `no-glyph`, `card-drawing`; a film is not there.
        FilmError: a film cannot be read. FileDamaged: what is to be hidden cannot be read.
        CouldNot: the film or the audit entry cannot be written.
    """
    if out.suffix.lower() != ".mp4":
        raise BadInput("reel-not-mp4", path=str(out))
    made = _allowed(desk, request, Action.EXPORT_CLIPS, painter, today)
    _not_taken(out)
    return _export(desk, request, made, [(out, made.plan)], "reel", today, progress, cancelled, write)


def export_deck_clips(
    desk: DeckDesk,
    request: ReelRequest,
    folder: Path,
    painter: Callable[[], CardPainter],
    *,
    today: datetime.date,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    write: WriteReels = write_reels,
) -> ReelReport | None:
    """Write each clip of the deck as an MP4 of its own, with its question and its idea: `clip-001.mp4`, ...

    Raises:
        What `export_reel` raises.
    """
    made = _allowed(desk, request, Action.EXPORT_CLIPS, painter, today)
    named = []
    for number, item in enumerate(_clips(made), start=1):
        parts = tuple(each for each in made.plan.planned if each.item == item.id)
        named.append((folder / f"clip-{number:03d}.mp4", replace(made.plan, planned=parts)))
    for clip, _ in named:
        _not_taken(clip)
    return _export(desk, request, made, named, "clips", today, progress, cancelled, write)


def export_stills(
    desk: DeckDesk,
    request: ReelRequest,
    folder: Path,
    painter: Callable[[], CardPainter],
    *,
    today: datetime.date,
) -> ReelReport:
    """Write each clip's still as PNG, hidden and cropped as the clip is: `still-001.png`, ...

    Raises:
        What `export_reel` raises.
    """
    made = _allowed(desk, request, Action.EXPORT_STILL, painter, today)
    named: list[tuple[Path, ReelPlan]] = []
    pictures: list[bytes] = []
    for number, item in enumerate(_clips(made), start=1):
        film = made.prepared.films[item.film]
        redaction = made.redactions[item.film]
        refuse_unchecked(redaction, (film.clock.span(item.still, item.still),), request.purpose)
        pictures.append(still_png(str(film.path), film.index, film.clock, item.still, redaction, item.crop))
        parts = tuple(
            replace(each, part=replace(each.part, shots=(Hold(item.still, Ns(1)),)), words="")
            for each in made.plan.planned
            if each.item == item.id and isinstance(each.part, ClipPart)
        )
        named.append((folder / f"still-{number:03d}.png", replace(made.plan, planned=parts)))
        _not_taken(named[-1][0])

    def write(orders: Sequence[ReelOrder], **more: object) -> list[ReelWritten]:
        for order, picture in zip(orders, pictures, strict=True):
            Path(order.out).write_bytes(picture)
        return []

    report = _export(desk, request, made, named, "stills", today, None, None, write)
    assert report is not None  # nobody can cancel it
    return report


# -- before anything is written


def _allowed(
    desk: DeckDesk, request: ReelRequest, action: Action, painter: Callable[[], CardPainter], today: datetime.date
) -> _Made:
    answer = origin_of(desk.session).require(request, action, today)
    return _planned(desk, request, answer, painter())


def _planned(desk: DeckDesk, request: ReelRequest, answer: Answer, painter: CardPainter) -> _Made:
    for id in request.items:
        if desk.deck.item(id) is None:
            raise BadInput("reel-no-such-clip", clip=id)
    unsafe = desk.not_for_parents()
    family = request.purpose in FOR_THE_FAMILY
    wanted = {item.id for item in desk.deck.items if _is_wanted(item, request)}
    left_out = tuple(sorted(unsafe & wanted)) if family else ()
    if not any(isinstance(item, Clip) and item.id in wanted and item.id not in left_out for item in desk.deck.items):
        raise Refused("reel-no-clips")
    session, prepared = desk.session, put_together(desk, answer, left_out)
    redactions = tuple(
        redaction_for(
            session.vault, session.folder, session.session, film.path, wanted=request.redact, purpose=request.purpose
        )
        for film in prepared.films
    )
    plan = plan_reel(
        prepared,
        replace(request.look, foot=_foot(prepared, request)),
        painter,
        redactions=redactions,
        items=wanted,
        team_only=unsafe,
        family=family,
    )
    for film, redaction in zip(prepared.films, redactions, strict=True):
        refuse_unchecked(redaction, stretches(plan, str(film.path)), request.purpose)
    for item in prepared.show.items:
        # on *your words*, and while a question is only heard; a deck's file may have it outside its clip
        if item.still is not None and item.id in wanted:
            still = prepared.films[item.film].clock.span(item.still, item.still)
            refuse_unchecked(redactions[item.film], (still,), request.purpose)
    return _Made(prepared, plan, redactions, left_out, answer)


def _is_wanted(item: Item, request: ReelRequest) -> bool:
    """A page for the parent's words on which nothing was written has nothing to say afterwards."""
    if isinstance(item, Page) and item.kind is PageKind.YOUR_WORDS and not item.wording:
        return False
    return not request.items or item.id in request.items


def _foot(prepared: Prepared, request: ReelRequest) -> str:
    """Whose film this is, in the language that is read first and has words for it."""
    if not (request.watermark or request.purpose is Purpose.PARENT_COPY):
        return request.look.foot
    return next((said for table in prepared.texts if (said := table.text(_WATERMARK))), request.look.foot)


def _clips(made: _Made) -> list[ShownClip]:
    planned = {each.item for each in made.plan.planned}
    return [item for item in made.prepared.show.items if isinstance(item, ShownClip) and item.id in planned]


def _not_taken(path: Path) -> None:
    try:
        taken = path.exists()
    except OSError as failure:
        raise CouldNot("clip-not-written", reason=failure.strerror or str(failure)) from failure
    if taken:
        raise Refused("reel-name-taken", path=str(path))


# -- writing


def _export(
    desk: DeckDesk,
    request: ReelRequest,
    made: _Made,
    named: Sequence[tuple[Path, ReelPlan]],
    kind: str,
    today: datetime.date,
    progress: Callable[[float], None] | None,
    cancelled: Callable[[], bool] | None,
    write: WriteReels,
) -> ReelReport | None:
    origin, files = origin_of(desk.session), [path for path, _ in named]
    with exporting(origin, request, made.answer, files, kind=kind, today=today, cancelled=cancelled) as export:
        orders = [plan.order(str(part)) for (_, plan), part in zip(named, export.parts, strict=True)]
        written = write(orders, progress=progress, cancelled=cancelled)
        if written is None:
            return None
        table = export.finish(TABLE, _table(desk, request, made, named), clips=len(_clips(made)), hidden=made.hidden)
        if table is None:
            return None
    return ReelReport(
        files=tuple(files),
        written=tuple(written),
        table=table,
        left_out=made.left_out,
        hidden=made.hidden,
        answer=made.answer,
    )


def _table(desk: DeckDesk, request: ReelRequest, made: _Made, named: Sequence[tuple[Path, ReelPlan]]) -> bytes:
    """CSV, one row a part: where in the file, what of the film, what is written there, on which consent."""
    text = io.StringIO(newline="")
    columns = ("file", "deck", "item", "kind", "at_s", "lasts_s", "film_start_s", "film_end_s", "pictures")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((*columns, "words", "hidden", "purpose", "consent"))
    consent = made.answer.consent.id if made.answer.consent is not None else ""
    for path, plan in named:
        at = 0
        for each in plan.planned:
            part = each.part
            lasts, start, end, kind = length_of((part,)), "", "", "page"
            if isinstance(part, ClipPart):
                spans = stretches(replace(plan, planned=(each,)), part.film)
                start, end = (seconds_text(time) for time in (min(spans).start, max(span.end for span in spans)))
                kind = "clip"
            row = (path.name, desk.deck.id, each.item, kind, seconds_text(at), seconds_text(lasts), start, end)
            pictures = sum(1 for _ in standings((part,)))
            hidden = "yes" if isinstance(part, ClipPart) and part.redaction else "no"
            writer.writerow((*row, pictures, each.words, hidden, str(request.purpose), consent))
            at += lasts
    return text.getvalue().encode("utf-8")
