"""The sheet that makes clips: which moments, and what is not for parents."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from vfi.core.consent import Answer, Purpose
from vfi.core.errors import VfiError
from vfi.core.events import Event, EventId
from vfi.core.ports import CaptionPainter
from vfi.core.time import SECOND
from vfi.desk.clips import Clip, ClipReport, ClipRequest, Source, export_clips, not_filmed, plan
from vfi.desk.exporting import FOR_THE_FAMILY
from vfi.ui.errors import words_of
from vfi.ui.export.export_sheet import ExportSheet, Work
from vfi.ui.export.order_form import OrderForm
from vfi.ui.jobs import Handle, Jobs
from vfi.ui.theme import Theme
from vfi.words import tr, tr_n


class ClipSheet(ExportSheet):
    """Clips of the moments of one coding; the report is a `ClipReport`."""

    form: OrderForm

    def __init__(
        self,
        theme: Theme,
        host: QWidget,
        jobs: Jobs,
        source: Source,
        selection: Sequence[EventId],
        *,
        coder: str,
        painter: Callable[[], CaptionPainter],
        folder: Path,
        today: Callable[[], datetime.date] = lambda: datetime.datetime.now().date(),
    ) -> None:
        super().__init__(
            theme,
            host,
            jobs,
            OrderForm(theme, source, selection, folder),
            title=tr("Make clips"),
            note=source.session_dir.replace("/", " / "),
            make=tr("Make clips"),
            writing=tr("Writing and checking the clips"),
            case=source.case,
            who=coder,
            today=today,
        )
        self._source = source
        self._painter = painter
        self.ask()

    def choose(self, what: str, purpose: Purpose) -> None:
        """Set what to make clips of (`selection`, `starred`, `code:<id>`) and for whom."""
        self.form.choose(what, purpose)
        self._refresh()

    def chosen(self) -> tuple[str, Purpose]:
        return self.form.what.value(), self.form.purpose

    def planned(self, answer: Answer) -> bool:
        self.form.amount.set_error("")
        self._summary.setText("")
        if not self.form.what.value():
            self._summary.setText(tr("Nothing is coded yet that a clip could be made of."))
            return False
        try:
            request = self.form.request(self._who)
        except VfiError as error:
            self.form.amount.set_error(words_of(error))
            return False
        try:
            clips, left_out = plan(self._source, request, self.form.out)
        except VfiError as error:
            self._summary.setText(words_of(error))
            return False
        self._summary.setText(_plan_in_words(self._source, request, clips, left_out))
        return bool(self.form.folder.text().strip())

    def work(self) -> Work:
        source, request, out = self._source, self.form.request(self._who), self.form.out
        painter, today = self._painter(), self._today()

        def work(handle: Handle) -> ClipReport | None:
            return export_clips(
                source,
                request,
                out,
                lambda: painter,
                today=today,
                progress=handle.progress,
                cancelled=handle.cancelled,
            )

        return work


def written_in_words(report: ClipReport) -> str:
    """What was made, for the line at the foot of the window."""
    folder = report.files[0].parent.name
    return tr_n("1 clip is in {folder}.", "{n} clips are in {folder}.", len(report.files), folder=folder)


def _plan_in_words(source: Source, request: ClipRequest, clips: Sequence[Clip], left_out: Sequence[Event]) -> str:
    lasts = sum(source.clock.edge(clip.last + 1) - source.clock.time_of(clip.first) for clip in clips)
    seconds = f"{lasts / SECOND:.1f}"
    parts = [tr_n("1 clip of {s} s.", "{n} clips, {s} s together.", len(clips), s=seconds)]
    team = sum(clip.team_only for clip in clips)
    if team:
        parts.append(tr_n("1 says “Team only”.", "{n} say “Team only”.", team))
    if left_out:
        parts.append(
            tr_n("1 moment is left out: it is not for parents.", "{n} moments are left out: not for parents.",
                 len(left_out))
        )  # fmt: skip
    if missed := not_filmed(source, request):
        parts.append(
            tr_n("1 moment is left out: “{camera}” was not filming.",
                 "{n} moments are left out: “{camera}” was not filming.", len(missed), camera=source.camera)
        )  # fmt: skip
    if request.purpose in FOR_THE_FAMILY:
        parts.append(tr("No names, no place, no phone, no codes go along."))
    return " ".join(parts)
