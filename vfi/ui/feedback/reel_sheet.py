"""The sheet that takes a deck out of the program: as what, how long it takes and how large it will be."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from vfi.core.consent import Answer, Purpose
from vfi.core.ports import CardPainter
from vfi.desk.decks import FIRST_DECK, DeckDesk
from vfi.desk.reels import ReelReport, estimate_reel, export_deck_clips, export_reel, export_stills
from vfi.media.showreel.estimate import Estimate
from vfi.ui.export.export_sheet import ExportSheet, Work
from vfi.ui.feedback.reel_form import CLIPS, STILLS, ReelForm
from vfi.ui.jobs import Handle, Job, Jobs
from vfi.ui.rooms.dates import length_words, size_words
from vfi.ui.theme import Theme
from vfi.words import tr, tr_n

_WAIT_MS = 350
"""So long nothing is chosen any more before time and size are worked out."""


class ReelSheet(ExportSheet):
    """One film, single clips or stills of a deck; the report is a `ReelReport`."""

    form: ReelForm

    def __init__(
        self,
        theme: Theme,
        host: QWidget,
        jobs: Jobs,
        desk: DeckDesk,
        *,
        who: str,
        painter: Callable[[], CardPainter],
        folder: Path,
        today: Callable[[], datetime.date] = lambda: datetime.datetime.now().date(),
    ) -> None:
        session = desk.session
        case = session.case.value if session.case is not None else None
        super().__init__(
            theme,
            host,
            jobs,
            ReelForm(theme, case, session.session.who, folder),
            title=tr("Export the deck"),
            note=session.case_id,
            make=tr("Export"),
            writing=tr("Writing and checking"),
            case=case,
            who=who,
            today=today,
        )
        self._desk = desk
        self._painter = painter
        self._guess: Job | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._estimate)
        self.ask()

    def choose(self, purpose: Purpose) -> None:
        """For whom."""
        self.form.gate.choose(purpose)
        self._refresh()

    def chosen(self) -> Purpose:
        return self.form.purpose

    def planned(self, answer: Answer) -> bool:
        self.form.show_fields()
        self._summary.setText("")
        self._no_guess()
        if answer.allowed and self.form.kind.value() != STILLS and self._job is None:
            self._timer.start()
        return bool(self.form.folder.text().strip())

    def work(self) -> Work:
        self._no_guess()
        desk, request, out, kind = self._desk, self.form.request(self._who), self.form.out, self.form.kind.value()
        painter, today = self._painter(), self._today()

        def work(handle: Handle) -> ReelReport | None:
            if kind == STILLS:
                return export_stills(desk, request, out, lambda: painter, today=today)
            export, into = (export_deck_clips, out) if kind == CLIPS else (export_reel, free_name(out))
            return export(
                desk,
                request,
                into,
                lambda: painter,
                today=today,
                progress=handle.progress,
                cancelled=handle.cancelled,
            )

        return work

    def close_sheet(self) -> None:
        self._no_guess()
        super().close_sheet()

    # ---- what it will cost

    def _no_guess(self) -> None:
        self._timer.stop()
        if self._guess is not None:
            self._guess.cancel()
            self._guess = None

    def _estimate(self) -> None:
        """How long it takes and how large it will be, worked out beside the window."""
        desk, request, painter, today = self._desk, self.form.request(self._who), self._painter(), self._today()

        def done(guess: Estimate) -> None:
            seconds = max(1, round(guess.seconds))
            takes = length_words(seconds * 1_000_000_000)
            clips = tr_n("{n} clip", "{n} clips", len(desk.deck.clips))
            self._summary.setText(
                tr("{clips}. It takes about {time} and needs about {size}.", clips=clips, time=takes,
                   size=size_words(guess.bytes))
            )  # fmt: skip
            self.relay()

        self._guess = self._jobs.start(
            lambda _handle: estimate_reel(desk, request, lambda: painter, today=today),
            done=done,
            failed=self._say_trouble,
        )


def free_name(folder: Path) -> Path:
    """`review.mp4`, or the next number that is free: an export replaces nothing.

    Never the deck's own name: somebody may have called its file after a family.
    """
    name = FIRST_DECK
    numbers = (f"{name}.mp4" if n == 1 else f"{name}-{n}.mp4" for n in range(1, 10_000))
    return next(folder / each for each in numbers if not (folder / each).exists())


def written_in_words(report: ReelReport) -> str:
    """What was made, for the line at the foot of the window."""
    folder = report.files[0].parent.name
    words = tr_n(
        "1 file is in the folder “{folder}”.",
        "{n} files are in the folder “{folder}”.",
        len(report.files),
        folder=folder,
    )
    if report.left_out:
        words += " " + tr_n(
            "1 clip was left out: it is not for parents.",
            "{n} clips were left out: not for parents.",
            len(report.left_out),
        )
    return words
