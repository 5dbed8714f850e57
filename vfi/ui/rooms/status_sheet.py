"""A child's legal status, and a legal hold: what makes the rules stricter, with what follows from it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from vfi.core.case import FLAGS, Case, Hold
from vfi.core.errors import VfiError
from vfi.desk.library import LibraryDesk
from vfi.ui.errors import words_of
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.fields import CheckRow, Field, FormRows
from vfi.ui.kit.lines import Note
from vfi.ui.kit.sheet import Sheet
from vfi.ui.kit.texts import Text
from vfi.ui.rooms.dates import today
from vfi.ui.theme import Theme
from vfi.words import tr


def flag_words(flag: str) -> str:
    """A status as it is said; a service's own stands as it is."""
    return {
        "looked-after": tr("Looked after"),
        "child-protection": tr("Child protection plan"),
        "child-in-need": tr("Child in need"),
        "court": tr("Court proceedings"),
        "address-secret": tr("The address is secret"),
    }.get(flag, flag)


def status_words(flags: Sequence[str]) -> str:
    """`Legal status: Court proceedings.`, and what follows from it."""
    listed = tr("Legal status: {flags}.", flags=", ".join(flag_words(flag) for flag in flags))
    return f"{listed} {_follows()}"


def _follows() -> str:
    return tr("Everybody who holds parental responsibility must agree; what leaves the team needs approval.")


class StatusSheet(Sheet):
    """`saved` once it is written; after a change of the status every consent has to be looked at again."""

    saved = Signal(str)

    def __init__(self, theme: Theme, host: QWidget, port: LibraryDesk, case: Case) -> None:
        super().__init__(theme, host, tr("Legal status of {case}", case=case.id), case.label, width=640)
        self._port = port
        self._case = case
        self.flags: dict[str, CheckRow] = {}
        rows = QVBoxLayout()
        rows.setSpacing(0)
        self.body.addLayout(rows)
        for flag in dict.fromkeys((*FLAGS, *case.flags)):
            self.flags[flag] = row = CheckRow(theme, flag_words(flag), checked=flag in case.flags)
            row.toggled.connect(lambda _on: self._say())
            rows.addWidget(row)
        self._note = Note(theme, "", "warning")
        self.body.addWidget(self._note)
        self.body.addWidget(Text(theme, tr("Legal hold"), weight="semibold"))
        self.hold = CheckRow(theme, tr("Nothing of this case may be deleted"), checked=case.hold is not None)
        self.reason = Field(theme, tr("Reason"), text=case.hold.reason if case.hold else "")
        self.by = Field(theme, tr("Who decided it"), text=case.hold.by if case.hold else "")
        self.body.addWidget(self.hold)
        self._rows = FormRows(theme, 128)
        self._rows.add(tr("Reason"), self.reason)
        self._rows.add(tr("Who decided it"), self.by)
        self.body.addWidget(self._rows)
        self.hold.toggled.connect(lambda _on: self._say())
        self.why = Text(theme, "", "small", tone="text2", wrap=True)
        self.foot.addWidget(self.why, 1)
        self.foot.addWidget(Button(theme, tr("Cancel"), on_click=self.dismiss))
        self.foot.addWidget(Button(theme, tr("Save"), "first", key="Enter", on_click=self.accept))
        self._say()

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(flag for flag, row in self.flags.items() if row.isChecked())

    def _say(self) -> None:
        changed = set(self.chosen) != set(self._case.flags)
        if changed and self._case.consents:
            words = tr("Responsibility may have moved: every agreement is to be looked at again before it holds.")
            self._note.set(words, "warning", "warning")
        elif self.chosen:
            self._note.set(_follows(), "accent", "scales")
        self._note.setVisible(bool(self.chosen) or (changed and bool(self._case.consents)))
        self._rows.setVisible(self.hold.isChecked())
        self.relay()

    def accept(self) -> None:
        hold = None
        if self.hold.isChecked():
            before = self._case.hold.date if self._case.hold else ""
            reason, by = (" ".join(field.text().split()) for field in (self.reason, self.by))
            hold = Hold(reason=reason, by=by, date=before or today().isoformat())
        try:
            if hold != self._case.hold:
                self._port.set_hold(self._case.id, hold)
            self._port.set_flags(self._case.id, self.chosen)
        except VfiError as error:
            self.why.setText(words_of(error))
            self.why.set_tone("danger")
            return
        self.close_sheet()
        self.saved.emit(self._case.id)
