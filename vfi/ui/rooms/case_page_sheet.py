"""Who has seen what of a family, why, and until when: a page to look at and to give out as a table."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from vfi.core.case import Case
from vfi.core.consent import Purpose
from vfi.core.errors import VfiError
from vfi.desk.case_page import Seen, page_as_csv
from vfi.desk.outside import write_outside
from vfi.ui import ask
from vfi.ui.errors import words_of
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.sheet import Sheet
from vfi.ui.kit.texts import Text
from vfi.ui.rooms.consent_form import purpose_words
from vfi.ui.rooms.dates import day_words
from vfi.ui.rooms.status_sheet import flag_words
from vfi.ui.theme import Theme
from vfi.words import tr, tr_n
from vfi.words.sentences import N_

_ACTS = {
    "opened": N_("Opened"),
    "presented": N_("Watched with the family"),
    "exported": N_("Given out"),
    "printed": N_("Printed"),
    "refused": N_("Refused"),
    "consent-changed": N_("Consents changed"),
    "hold-changed": N_("Legal hold changed"),
    "deleted": N_("Deleted"),
    "locked": N_("Locked"),
    "kept": N_("Kept"),
    "asked-back": N_("Asked for back"),
}


def cells_of(row: Seen) -> tuple[str, ...]:
    """When, what, who, which film, why, until when; in words."""
    when = datetime.datetime.fromisoformat(row.time.replace("Z", "+00:00")).astimezone()
    purpose = purpose_words(Purpose(row.purpose)) if row.purpose in list(Purpose) else ""
    who = tr("{who}, for {recipient}", who=row.who, recipient=row.recipient) if row.recipient else row.who
    approved = tr("approved by {name}", name=row.approved_by) if row.approved_by else ""
    clips = row.more.get("clips")
    what = tr(_ACTS[row.what]) if row.what in _ACTS else row.what
    if isinstance(clips, int) and clips:
        what = tr_n("{what}, 1 clip", "{what}, {n} clips", clips, what=what)
    return (
        f"{day_words(when.date().isoformat())}, {when:%H:%M}",
        what,
        who,
        row.session,
        ", ".join(part for part in (purpose, _change_words(row), row.why, approved) if part),
        day_words(row.until) if row.until else "",
    )


def _change_words(row: Seen) -> str:
    """What was changed about the consents."""
    if row.what != "consent-changed":
        return ""
    if "flags" in row.more:
        flags = ", ".join(flag_words(str(flag)) for flag in row.more["flags"])
        return tr("Legal status: {flags}.", flags=flags or tr("none"))
    if row.more.get("not_written"):
        return tr("{consent}: could not be written", consent=row.consent)
    if row.more.get("withdrawn"):
        purposes = [purpose_words(Purpose(each)) for each in row.more.get("purposes", ()) if each in list(Purpose)]
        what = ", ".join(purposes) or tr("all of it")
        return tr("{consent} taken back: {what}", consent=row.consent, what=what)
    if row.more.get("form_attached"):
        return tr("{consent}: the signed form was added", consent=row.consent)
    if row.more.get("reviewed"):
        return tr("{consent}: looked at again, it stands", consent=row.consent)
    return tr("{consent} written down", consent=row.consent)


class CasePageSheet(Sheet):
    """The page, the newest first."""

    def __init__(self, theme: Theme, host: QWidget, case: Case, rows: Sequence[Seen]) -> None:
        super().__init__(theme, host, tr("Who has seen what of {case}", case=case.id), case.label, width=1040)
        self._case = case
        self._rows = tuple(rows)
        heads = (tr("When"), tr("What"), tr("Who"), tr("Session"), tr("Why"), tr("Until"))
        self.table = _Table(len(self._rows), len(heads))
        self.table.setAccessibleName(self.title.text())
        self.table.setHorizontalHeaderLabels(heads)
        for place, row in enumerate(self._rows):
            for column, words in enumerate(cells_of(row)):
                cell = QTableWidgetItem(words)
                cell.setToolTip(words)
                self.table.setItem(place, column, cell)
        self.table.resizeColumnsToContents()
        self.table.horizontalHeader().setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        self.body.addWidget(self.table, 1)
        nobody = Text(theme, tr("Nobody has opened, shown or given out anything yet."), tone="text2", wrap=True)
        self.body.addWidget(nobody)
        self.table.setVisible(bool(self._rows))
        nobody.setVisible(not self._rows)
        self._said = Text(theme, self._summary(), "small", tone="text2", wrap=True)
        self.foot.addWidget(self._said, 1)
        self.save = Button(theme, tr("Save as a table"), icon="export", on_click=self._save)
        self.save.setVisible(bool(self._rows))
        self.foot.addWidget(self.save)
        self.foot.addWidget(Button(theme, tr("Close"), "first", key="Enter", on_click=self.dismiss))

    def _summary(self) -> str:
        if not self._rows:
            return ""
        return tr_n("1 entry, from the audit file.", "{n} entries, from the audit file.", len(self._rows))

    def accept(self) -> None:
        self.dismiss()

    def _save(self) -> None:
        path = ask.ask_save(self, tr("Save as a table"), f"{self._case.id}-seen.csv", tr("Table (*.csv)"))
        if path is None:
            return
        try:
            write_outside(path, page_as_csv(self._rows))
        except VfiError as error:
            self._said.setText(words_of(error))
            self._said.set_tone("danger")
            return
        self._said.setText(tr("Saved: {name}", name=path.name))


class _Table(QTableWidget):
    """To read only; as high as a sheet likes it."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__(rows, columns)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)

    def sizeHint(self) -> QSize:
        height = self.horizontalHeader().sizeHint().height() + self.verticalHeader().length() + 2
        return QSize(900, min(480, max(120, height)))

    def minimumSizeHint(self) -> QSize:
        return QSize(300, min(320, self.sizeHint().height()))
