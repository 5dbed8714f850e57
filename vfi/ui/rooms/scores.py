"""The scores of a session as a plain table, one coding at a time, and out as CSV or XLSX."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from vfi.core.errors import VfiError
from vfi.core.scheme import MARKS, Scheme
from vfi.core.time import SECOND
from vfi.ui.errors import words_of
from vfi.ui.jobs import Handle, Job, Jobs
from vfi.ui.kit.blank import fill_with_words
from vfi.ui.kit.buttons import Button
from vfi.ui.kit.fields import Choice
from vfi.ui.kit.texts import Text, edge_line
from vfi.ui.room import Crumb, Heading, Room
from vfi.ui.rooms.score_table import COLUMNS, WIDTHS, ScoreCells, ScoreModel, ScoreRow, cell_words, column_words
from vfi.ui.theme import Theme
from vfi.words import listed, tr

_SIDE = 288
_NARROW = 1000
"""Below this width (grown with the text) the table has the room to itself."""


class ScoresRoom(Room):
    """Shows the scores of one session; `computed` is asked on a worker thread."""

    room_id = "scores"
    icon = "chart-bar"

    export_wanted = Signal(str)
    """csv or xlsx"""
    library_wanted = Signal()

    def __init__(self, theme: Theme, jobs: Jobs) -> None:
        super().__init__()
        self.title = tr("Scores")
        self.theme = theme
        self._jobs = jobs
        self._job: Job | None = None
        self._case = ""
        self._session = ""
        self._compute: Callable[[], tuple[list[ScoreRow], dict[str, Scheme]]] | None = None
        self._rows: list[ScoreRow] = []
        self._schemes: dict[str, Scheme] = {}
        self._tools = QWidget()
        self.keep(self._tools)
        tools = QHBoxLayout(self._tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(8)
        self.picker = Choice(theme, tr("Coding"), dense=True)
        self.picker.setMinimumWidth(theme.px(240))
        self.picker.picked.connect(lambda _id: self._show_coding())
        self.csv = Button(theme, "CSV", icon="table", dense=True, on_click=lambda: self.export_wanted.emit("csv"))
        self.xlsx = Button(
            theme, "XLSX", "first", icon="export", dense=True, on_click=lambda: self.export_wanted.emit("xlsx")
        )
        for widget in (self.picker, self.csv, self.xlsx):
            tools.addWidget(widget)
        self.csv.setToolTip(tr("The whole table as CSV, with every decimal"))
        self.xlsx.setToolTip(tr("The whole table as a workbook"))
        self.pages = QStackedWidget()
        self.pages.addWidget(self._empty())
        self.pages.addWidget(self._full())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.pages)
        self._fit()
        theme.changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Columns as wide as their text; where the window is too narrow for all, the table scrolls."""
        theme, header = self.theme, self.table.horizontalHeader()
        header.setFont(theme.font("caption", "medium"))
        header.setMinimumSectionSize(theme.px(72))
        widths = [theme.px(WIDTHS.get(name, 88)) for name in COLUMNS]
        for place, width in enumerate(widths):
            self.table.setColumnWidth(place, width)
        self._beside.setFixedWidth(theme.px(_SIDE))
        self._beside.setVisible(self.width() >= theme.px(_NARROW))
        room = self.width() - 34 - (theme.px(_SIDE) if self.width() >= theme.px(_NARROW) else 0)
        wide = sum(widths) <= room
        mode = QHeaderView.ResizeMode.Stretch if wide else QHeaderView.ResizeMode.Fixed
        header.setSectionResizeMode(0, mode)
        self.table.resizeRowsToContents()

    def _full(self) -> QWidget:
        theme = self.theme
        page = QWidget()
        self.model = ScoreModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setItemDelegate(ScoreCells(theme, self._look, self.table))
        self.table.setAccessibleName(tr("Scores"))
        self.table.setShowGrid(False)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._explain())
        self._card_title = Text(theme, tr("What was coded, and how much of it"), weight="semibold")
        self._card_note = Text(theme, "", "small", tone="text3")
        card = QFrame()
        card.setProperty("role", "card")
        head = QHBoxLayout()
        head.setContentsMargins(10, 12, 16, 4)
        head.setSpacing(10)
        head.addWidget(self._card_title)
        head.addWidget(self._card_note, 1)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 8)
        inside.setSpacing(0)
        inside.addLayout(head)
        inside.addWidget(self.table, 1)
        left = QVBoxLayout()
        left.setContentsMargins(16, 16, 16, 16)
        left.addWidget(card)
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        self._beside = self._side()
        row.addWidget(self._beside)
        return page

    def _side(self) -> QWidget:
        theme = self.theme
        column = QFrame()
        column.setProperty("surface", "panel")
        edge_line(column, "left")
        self._side_code = Text(theme, "", "title", "semibold", wrap=True)
        self._side_big = Text(theme, "", "display", "semibold")
        self._side_words = Text(theme, "", "small", tone="text2", wrap=True)
        self._side_facts = Text(theme, "", "small", tone="text2", wrap=True)
        inside = QVBoxLayout(column)
        inside.setContentsMargins(16, 16, 16, 16)
        inside.setSpacing(4)
        inside.addWidget(Text(theme, tr("How was this computed?"), "caption", "medium", "text3"))
        inside.addWidget(self._side_code)
        inside.addWidget(self._side_big)
        inside.addWidget(self._side_words)
        inside.addSpacing(8)
        inside.addWidget(self._side_facts)
        inside.addStretch(1)
        note = tr("One parent and one baby, one film: these numbers describe, they do not judge.")
        inside.addWidget(Text(theme, note, "caption", "medium", "text3", wrap=True))
        return column

    def _empty(self) -> QWidget:
        theme = self.theme
        page = QWidget()
        self._empty_title = Text(theme, tr("Open a session to see its scores"), "heading", "semibold")
        self._empty_text = Text(theme, tr("Choose one in the library."), "strong", tone="text2", wrap=True)
        self._empty_text.set_width(420)
        self.to_library = Button(theme, tr("Library"), icon="books", on_click=self.library_wanted.emit)
        fill_with_words(page, theme, "chart-bar", (self._empty_title, self._empty_text), self.to_library)
        return page

    # ---- the room

    def heading(self) -> Heading:
        if not self._session:
            return Heading((Crumb(self.title),))
        return Heading((Crumb(self._case), Crumb(self._session), Crumb(self.title)))

    def tools(self) -> QWidget | None:
        return self._tools if self._rows else None

    def entered(self) -> None:
        self.reload()

    def first_focus(self) -> QWidget | None:
        return self.table if self._rows else self.to_library

    def show_session(
        self,
        case: str,
        session: str,
        compute: Callable[[], tuple[list[ScoreRow], dict[str, Scheme]]] | None,
    ) -> None:
        """The session whose scores are wanted; computed when the room is entered."""
        self._case, self._session, self._compute = case, session, compute
        self._rows = []

    def reload(self) -> None:
        """Compute again: the coding may have gone on."""
        if self._job is not None:
            self._job.cancel()
        if self._compute is None:
            self._say(tr("Open a session to see its scores"), tr("Choose one in the library."))
            return
        compute = self._compute

        def work(_handle: Handle) -> tuple[list[ScoreRow], dict[str, Scheme]]:
            return compute()

        self._job = self._jobs.start(work, done=self._computed, failed=self._failed)

    @property
    def rows(self) -> list[ScoreRow]:
        """All rows of all codings, for the export."""
        return self._rows

    def _computed(self, result: tuple[list[ScoreRow], dict[str, Scheme]]) -> None:
        self._job = None
        self._rows, self._schemes = result
        if not self._rows:
            self._say(tr("Nothing coded yet"), tr("Scores appear here as soon as something is coded."))
            return
        seen: dict[str, str] = {}
        for row in self._rows:
            title = self._schemes[row["coding"]].title if row["coding"] in self._schemes else row["scheme"]
            seen.setdefault(row["coding"], listed((row["coder"], f"{title} {row['version']}")))
        self.picker.set_items(list(seen.items()))
        self.pages.setCurrentIndex(1)
        self._show_coding()
        self.heading_changed.emit()

    def _failed(self, error: VfiError | Exception) -> None:
        self._job = None
        self._say(tr("The scores cannot be computed"), words_of(error))

    def _say(self, title: str, text: str) -> None:
        self._rows = []
        self._empty_title.setText(title)
        self._empty_text.setText(text)
        self.pages.setCurrentIndex(0)
        self.heading_changed.emit()

    def _show_coding(self) -> None:
        coding = self.picker.value()
        rows = [row for row in self._rows if row["coding"] == coding]
        scheme = self._schemes.get(coding)
        tiers = {str(MARKS.id): tr("Marks")}
        if scheme is not None:
            tiers |= {str(tier.id): tier.label for tier in scheme.tiers}
        self.model.show(rows, tiers)
        self.table.resizeRowsToContents()
        watched = max((row["covered_ns"] or 0 for row in rows), default=0)
        seen = max((row["scorable_ns"] or 0 for row in rows), default=0)
        self._card_note.setText(
            tr(
                "{watched} s watched, of which {seen} s could be seen",
                watched=f"{watched / SECOND:.1f}",
                seen=f"{seen / SECOND:.1f}",
            )
        )
        if rows:
            self.table.selectRow(0)
        self._explain()

    def _look(self, row: ScoreRow) -> tuple[str, str]:
        scheme = self._schemes.get(row["coding"])
        code = scheme.code(row["tier"], row["code"]) if scheme is not None else None
        return (code.colour if code is not None else "mark", str(row["type"]))

    def _explain(self) -> None:
        place = self.table.currentIndex().row()
        if not 0 <= place < len(self.model.rows):
            return
        row = self.model.rows[place]
        scheme = self._schemes.get(row["coding"])
        code = scheme.code(row["tier"], row["code"]) if scheme is not None else None
        self._side_code.setText(row["label"])
        if row["percent"] is not None:
            self._side_big.setText(cell_words("percent", row["percent"]))
            self._side_words.setText(column_words("percent")[1])
        else:
            self._side_big.setText(str(row["count"]))
            self._side_words.setText(column_words("count")[1])
        facts = [code.definition] if code is not None and code.definition else []
        if row["censored"]:
            facts.append(tr("{n} did not end before the film did; they count up to its end.", n=row["censored"]))
        if row["excluded"]:
            facts.append(tr("{n} lie where nobody watched or nobody could see; they are left out.", n=row["excluded"]))
        self._side_facts.setText("\n\n".join(facts))


def export_name(case: str, session: str, kind: str) -> str:
    """The name that is proposed for the file."""
    return str(Path(f"{case}-{session}-scores.{kind}"))
