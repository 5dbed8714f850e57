"""About this film: the report in plain words, whether every frame was verified, and where it is damaged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vfi.core.errors import VfiError
from vfi.desk.film_checks import BadStretch
from vfi.media.report import FilmReport
from vfi.ui.jobs import Handle, Jobs
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.lines import Glyph, Note, Progress
from vfi.ui.kit.sheet import Sheet
from vfi.ui.kit.texts import Text, rule
from vfi.ui.rooms.film_facts import facts_headline, report_lines
from vfi.ui.theme import Theme
from vfi.ui.verifying import Verifying
from vfi.words import sentence, tr, tr_n
from vfi.words.films import stretch_words, verified_words

_LISTED = 12
"""Damaged stretches that are listed; there are seldom more than two."""


@dataclass(frozen=True, slots=True)
class AboutFilm:
    """What the sheet needs of the film that is open."""

    name: str
    """Of its file."""
    report: Callable[[], FilmReport]
    """Slow: for a worker thread."""
    stretches: Callable[[], Sequence[BadStretch]]
    """Where it is damaged, by what was verified."""
    not_yet: Callable[[], VfiError | None]
    """Why it cannot be verified yet."""


class FilmSheet(Sheet):
    """Follows the verifying as long as it is open."""

    go_to = Signal(int)
    """A damaged frame is to be shown."""

    def __init__(self, theme: Theme, host: QWidget, jobs: Jobs, about: AboutFilm, verifying: Verifying) -> None:
        super().__init__(theme, host, tr("About this film"), about.name, width=640)
        self._about = about
        self._verifying = verifying
        self.headline = Text(theme, tr("Looking at the film"), weight="semibold", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.verdict = Note(theme, "", "accent")
        self.progress = Progress(theme, tr("Decoding every picture"))
        self.progress.cancelled.connect(verifying.stop)
        self.bad = QVBoxLayout()
        self.bad.setSpacing(2)
        self._bad_shown: tuple[BadStretch, ...] | None = None
        self.verify = Button(theme, tr("Verify every frame"), on_click=self._verify)
        self._fill()
        verifying.changed.connect(self._show)
        self._job = jobs.start(self._read, done=self._read_done, failed=self._read_failed)
        self.closed.connect(self._job.cancel)
        self._show()

    def _fill(self) -> None:
        for widget in (self.headline,):
            self.body.addWidget(widget)
        self.body.addLayout(self._lines)
        self.body.addWidget(rule())
        self.body.addWidget(self.verdict)
        self.body.addWidget(self.progress)
        self.body.addLayout(self.bad)
        note = Text(
            self.theme,
            tr("It goes on beside your work and stands still while the film plays."),
            "small",
            tone="text2",
            wrap=True,
        )
        self.foot.addWidget(note, 1)
        self.foot.addWidget(self.verify)

    # ---- the report

    def _read(self, _handle: Handle) -> FilmReport:
        return self._about.report()

    def _read_done(self, report: FilmReport) -> None:
        self.headline.setText(facts_headline(report.facts))
        for care, words in report_lines(report):
            self._lines.addWidget(self._line(care, words))
        self.relay()

    def _read_failed(self, error: VfiError | Exception) -> None:
        self.headline.setText(tr("The film cannot be looked at"))
        if isinstance(error, VfiError):
            self._lines.addWidget(self._line(True, sentence(error)))
        self.relay()

    def _line(self, care: bool, words: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        glyph = Glyph(self.theme, "warning" if care else "check-circle", 18, "warning" if care else "success")
        row.addWidget(glyph, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Text(self.theme, words, wrap=True), 1)
        return line

    # ---- every frame

    def _verify(self) -> None:
        waits = self._about.not_yet()
        if waits is not None:
            self.verdict.set(sentence(waits), "warning")
        else:
            self._cross.setFocus(Qt.FocusReason.OtherFocusReason)  # else Cancel has it, and a second press cancels
            self._verifying.start()

    def _show(self) -> None:
        verifying = self._verifying
        running = verifying.running
        self.progress.setVisible(running)
        self.verify.setVisible(not running)
        if running:
            percent = int(100 * (verifying.part or 0))
            words = tr("Decoding every picture, {percent} %", percent=percent)
            if verifying.waits:
                words = tr("Decoding every picture, {percent} %. Waiting until the film rests.", percent=percent)
            self.progress.set(verifying.part or 0, words)
        self.verdict.setVisible(not running)
        if verifying.error is not None:
            self.verdict.set(sentence(verifying.error), "danger")
        elif verifying.checked is None:
            self.verdict.set(tr("It has not been verified yet that every frame can be decoded."), "accent")
        else:
            whole = verifying.checked.whole
            self.verdict.set(verified_words(whole, verifying.checked.when), "success" if whole else "warning")
            self.verify.set_text(tr("Verify again"))
        self._show_bad()
        self.relay()

    def _show_bad(self) -> None:
        checked = self._verifying.checked
        found = tuple(self._about.stretches()) if checked is not None and not self._verifying.running else ()
        if found == self._bad_shown:
            return
        self._bad_shown = found
        while self.bad.count():
            item = self.bad.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for stretch in found[:_LISTED]:
            self.bad.addWidget(self._bad_line(stretch))
        if len(found) > _LISTED:
            more = tr_n("{n} more stretch is damaged.", "{n} more stretches are damaged.", len(found) - _LISTED)
            self.bad.addWidget(Text(self.theme, more, tone="text2"))

    def _bad_line(self, stretch: BadStretch) -> QWidget:
        line = self._line(True, stretch_words(stretch.first, stretch.after, lost=stretch.lost))
        go = Button(self.theme, tr("Go there"), "link", on_click=lambda: self._go(to_be_seen(stretch)))
        go.setAccessibleName(tr("Go to picture {n}", n=to_be_seen(stretch)))
        layout = line.layout()
        assert layout is not None
        layout.addWidget(go)
        return line

    def _go(self, frame: int) -> None:
        self.close_sheet()
        self.go_to.emit(frame)


def to_be_seen(stretch: BadStretch) -> int:
    """The frame to go to: the first of the stretch, or the last before it where there is nothing to be seen in it.

    >>> to_be_seen(BadStretch(40, 42, lost=True)), to_be_seen(BadStretch(40, 42, lost=False))
    (39, 40)
    """
    return max(0, stretch.first - 1) if stretch.lost else stretch.first
