"""What every export is asked: for whom, and into which folder; each kind puts its own fields between."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from vfi.core.case import Case
from vfi.core.consent import Action, Purpose
from vfi.ui.ask import ask_folder
from vfi.ui.export.purpose_form import PurposeForm
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.fields import Field, FormRows
from vfi.ui.theme import Theme
from vfi.words import tr

_LABELS = 128
"""Pixels."""


class ExportForm(QWidget):
    """`changed` after each field; nothing is written and nobody asked from here."""

    changed = Signal()

    def __init__(self, theme: Theme, case: Case | None, people: tuple[str, ...], folder: Path, *, ask: str) -> None:
        """`people`: ids of who is in the film. `ask`: the title of the system's window that asks for the folder."""
        super().__init__()
        self._theme = theme
        self._ask = ask
        self.gate = PurposeForm(theme, case, people, Action.EXPORT_CLIPS)
        self.folder = Field(theme, tr("Folder"), text=str(folder))
        self.gate.changed.connect(self.changed.emit)
        self.folder.changed.connect(lambda _text: self.changed.emit())

    @property
    def purpose(self) -> Purpose:
        return self.gate.purpose

    @property
    def out(self) -> Path:
        """The folder into which it goes."""
        return Path(self.folder.text()).expanduser()

    # ---- for those that add fields of their own

    def _rows(self) -> FormRows:
        return FormRows(self._theme, _LABELS)

    def _add_folder(self, rows: FormRows) -> None:
        browse = Button(self._theme, tr("Choose ..."), icon="folder", on_click=self._browse)
        rows.add(tr("Folder"), side_by_side(self.folder, browse))

    def _lay_out(self, *parts: QWidget | QLayout) -> None:
        """One under the other."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in parts:
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)

    def _browse(self) -> None:
        folder = ask_folder(self, self._ask, self.out)
        if folder is not None:
            self.folder.set_text(str(folder))


def side_by_side(wide: QWidget, narrow: QWidget) -> QWidget:
    """Two in one row; what reaches the row reaches the first."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(wide, 1)
    row.addWidget(narrow)
    both.setFocusProxy(wide)
    return both
