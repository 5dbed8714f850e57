"""What a deck is taken out of the program as: kind, for whom, with which words, where to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout

from vfi.core.case import Case
from vfi.core.consent import Purpose
from vfi.desk.reel_plan import ReelLook
from vfi.desk.reels import ReelRequest
from vfi.ui.export.export_form import ExportForm
from vfi.ui.kit.fields import CheckRow, Segments
from vfi.ui.theme import Theme
from vfi.words import tr

REEL, CLIPS, STILLS = "reel", "clips", "stills"


class ReelForm(ExportForm):
    """Every field of an export of a deck."""

    def __init__(self, theme: Theme, case: Case | None, people: tuple[str, ...], folder: Path) -> None:
        super().__init__(theme, case, people, folder, ask=tr("Where shall it go?"))
        kinds = [(REEL, tr("One film")), (CLIPS, tr("Single clips")), (STILLS, tr("Stills"))]
        self.kind = Segments(theme, tr("As"), kinds, REEL)
        self.words = CheckRow(theme, tr("Words under the picture"), checked=True)
        self.pages = CheckRow(theme, tr("Questions, pages and pictures of ideas between the clips"), checked=True)
        self.slow_sound = CheckRow(theme, tr("Slow parts are heard, too (else silent)"), checked=True)
        self.hidden = CheckRow(theme, tr("Hide what is marked to be hidden"), checked=True)
        self.watermark = CheckRow(theme, tr("“Our family film” under the picture"))
        head, foot, ticks = self._rows(), self._rows(), QVBoxLayout()
        head.add(tr("As"), self.kind)
        self._add_folder(foot)
        ticks.setSpacing(0)
        self.kind.picked.connect(lambda _value: self.changed.emit())
        for tick in (self.words, self.pages, self.slow_sound, self.hidden, self.watermark):
            ticks.addWidget(tick)
            tick.toggled.connect(lambda _on: self.changed.emit())
        self._lay_out(head, self.gate, ticks, foot)

    def show_fields(self) -> None:
        """Show those that this kind has, and what a copy for the family always says."""
        film, copy = self.kind.value() != STILLS, self.purpose is Purpose.PARENT_COPY
        for tick in (self.words, self.slow_sound, self.watermark):
            tick.setVisible(film)
        self.pages.setVisible(self.kind.value() == REEL)
        self.watermark.setEnabled(not copy)
        if copy:
            self.watermark.setChecked(True)

    def request(self, who: str) -> ReelRequest:
        """What is asked for now."""
        request = ReelRequest(
            purpose=self.purpose,
            who=who,
            look=ReelLook(
                words=self.words.isChecked(), pages=self.pages.isChecked(), slow_sound=self.slow_sound.isChecked()
            ),
            redact=self.hidden.isChecked(),
            watermark=self.watermark.isChecked() or self.purpose is Purpose.PARENT_COPY,
        )
        return self.gate.answered(request)
