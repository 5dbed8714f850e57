"""What goes out of the program: clips, stills and tables, each through the gate and each said when it is written."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from vfi.core.consent import Action, Purpose
from vfi.core.errors import VfiError
from vfi.core.events import EventId
from vfi.core.scheme import Scheme
from vfi.ui import ask
from vfi.ui.export.outcome import say_written
from vfi.ui.jobs import Handle
from vfi.ui.rooms.score_table import ScoreRow
from vfi.ui.rooms.scores import ScoresRoom, export_name
from vfi.ui.workplace import Workplace
from vfi.words import tr

if TYPE_CHECKING:
    from vfi.desk.clips import ClipReport
    from vfi.desk.session import SessionDesk
    from vfi.ui.coding_session import CodingSession


class Takings(QObject):
    """Knows which session is meant; the gate is asked by the desk."""

    consents_wanted = Signal(str, object, object)
    """Case, the purposes to ask about, and what to do afterwards."""

    hiding_wanted = Signal(object, object)
    """`CodingSession`, and what to do afterwards: hidden parts of its film must be looked at first."""

    def __init__(self, place: Workplace, scores: ScoresRoom) -> None:
        super().__init__(place)
        self._place = place
        self._scores = scores
        self._session: tuple[str, str] = ("", "")
        self._compute: Callable[[], tuple[list[ScoreRow], dict[str, Scheme]]] = lambda: ([], {})

    # ---- clips

    def make_clips(
        self, coding: CodingSession, events: tuple[EventId, ...], again: tuple[str, Purpose] | None = None
    ) -> None:
        """Clips of these events; the sheet asks what for, and the gate answers.

        `again`: what and what for was chosen before the family was asked.
        """
        from vfi.qt.captions import QtCaptionPainter
        from vfi.ui.export.clip_sheet import ClipSheet

        coding.player.pause()
        place = self._place
        if coding.not_yet is not None:
            place.say(coding.not_yet)
            return
        source = coding.clip_source(place.library.desk(coding.case, coding.session))
        sheet = ClipSheet(
            place.theme,
            place.window.page,
            place.jobs,
            source,
            events,
            coder=place.coder,
            painter=QtCaptionPainter,
            folder=place.library.vault.local_path(source.session_dir) / "exports" / "clips",
        )
        if again is not None:
            sheet.choose(*again)
        if place.show(sheet):
            sheet.written.connect(self._clips_written)
            sheet.hiding_wanted.connect(
                lambda chosen: self.hiding_wanted.emit(coding, lambda: self.make_clips(coding, events, chosen))
            )
            sheet.consent_wanted.connect(
                lambda chosen, lacking: self.consents_wanted.emit(
                    coding.case, lacking, lambda: self.make_clips(coding, events, chosen)
                )
            )

    def _clips_written(self, report: ClipReport) -> None:
        from vfi.ui.export.clip_sheet import written_in_words

        say_written(self._place, written_in_words(report), report.files[0].parent)

    # ---- stills

    def save_still(self, coding: CodingSession) -> None:
        """The picture on the screen as PNG."""
        place, frame = self._place, coding.player.current_frame
        desk = self._may_take_still(coding, frame)
        if frame is None or desk is None:
            return
        name, kinds = f"picture-{frame}.png", tr("Picture (*.png)")
        path = ask.ask_save(place.window, tr("Save this picture"), name, kinds, ask.Where.STILLS)
        if path is None:
            return
        target = path if path.suffix else path.with_suffix(".png")
        (film, number), who = coding.file_of(frame), place.coder

        def work(_handle: Handle) -> Path:
            from vfi.desk.stills import write_still

            write_still(film, number, target, who=who, desk=desk)
            return target

        place.jobs.start(work, done=self._written(tr("The picture is written")), failed=place.say)

    def copy_still(self, coding: CodingSession) -> None:
        """The picture on the screen, whole and as it was filmed, to the clipboard."""
        frame = coding.player.current_frame
        desk = self._may_take_still(coding, frame)
        if frame is None or desk is None:
            return

        def done(picture: Any) -> None:
            from vfi.qt.clipboard import copy_picture

            copy_picture(picture)
            self._place.done(tr("Picture {n} is on the clipboard. It belongs to this family.", n=frame))

        self._take_still(coding, desk, frame, done)

    def _may_take_still(self, coding: CodingSession, frame: int | None) -> SessionDesk | None:
        """The session read anew, if its family agrees now: a no is said before a name for the file is asked for."""
        coding.player.pause()
        if coding.not_yet is not None:
            self._place.say(coding.not_yet)
            return None
        try:
            desk = self._place.library.desk(coding.case, coding.session)
        except VfiError as error:
            self._place.say(error)
            return None
        if desk.may(Action.EXPORT_STILL, Purpose.FILM, today=datetime.datetime.now().date()).allowed:
            return desk
        if frame is not None:
            self._take_still(coding, desk, frame, lambda _picture: None)  # the desk says no, and writes that down
        return None

    def _take_still(self, coding: CodingSession, desk: SessionDesk, frame: int, done: Callable[[Any], object]) -> None:
        (film, number), who = coding.file_of(frame), self._place.coder

        def work(_handle: Handle) -> Any:
            from vfi.desk.stills import Way, still

            return still(film, number, who=who, way=Way.CLIPBOARD, desk=desk)

        self._place.jobs.start(work, done=done, failed=self._place.say)

    def _written(self, words: str) -> Callable[[Path], None]:
        return lambda path: say_written(self._place, f"{words}: {path.name}", path.parent)

    # ---- scores

    @property
    def has_session(self) -> bool:
        """Is there a session whose scores can be written?"""
        return bool(self._session[1])

    def use_session(self, case: str, session: str, title: str) -> None:
        """The session whose scores are meant from now on."""
        library = self._place.library

        def compute() -> tuple[list[ScoreRow], dict[str, Scheme]]:
            from vfi.desk.scores import score_rows

            desk = library.desk(case, session)
            schemes = {
                str(listed.header.id): desk.scheme_of(listed.header)
                for listed in desk.codings()
                if listed.header is not None and listed.damage is None and listed.header.scheme_hash
            }
            return score_rows(desk), schemes

        self._session = (case, session)
        self._compute = compute
        self._scores.show_session(case, title, compute)

    def export_scores(self, kind: str) -> None:
        """The whole table, all codings of the session, as `csv` or `xlsx`."""
        if not self.has_session:
            return
        place, compute = self._place, self._compute
        kinds = tr("Workbook (*.xlsx)") if kind == "xlsx" else tr("Table (*.csv)")
        path = ask.ask_save(place.window, tr("Export the scores"), export_name(*self._session, kind), kinds)
        if path is None:
            return
        target = path if path.suffix else path.with_suffix(f".{kind}")

        def work(_handle: Handle) -> Path:
            from vfi.desk.scores import write_scores

            write_scores(compute()[0], target)
            return target

        place.jobs.start(work, done=self._written(tr("The table is written")), failed=place.say)
