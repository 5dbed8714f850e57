"""The list of events beside the film: its rows as they are painted, search and filter."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from vfi.core.clock import FilmClock
from vfi.core.events import Event, EventId, StateEvent
from vfi.core.scheme import MARKS, Code, Scheme
from vfi.ui.code.describe import code_of, kind, letter
from vfi.ui.code.event_model import BESIDE, EVENT, TIME, WHAT, EventFilter, EventModel, Index
from vfi.ui.code.index import EventIndex
from vfi.ui.icons import draw_glyph
from vfi.ui.kit.buttons import IconButton
from vfi.ui.kit.swatch import paint_swatch
from vfi.ui.kit.texts import Text
from vfi.ui.theme import Theme, Weight
from vfi.words import tr, tr_n

_LEAST_BESIDE = 62
"""What stands at a row's end has at least so many pixels: `12.3 s after`."""


class _Painter(QStyledItemDelegate):
    """A whole row in one cell: time, swatch, name, and at its end what is known; the name takes what room is left."""

    def __init__(self, theme: Theme, scheme: Scheme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scheme = scheme
        self._fonts: dict[tuple[str, Weight], QFont] = {}
        self._colours: dict[str, QColor] = {}
        self._swatches: dict[tuple[str, str, str, float], QPixmap] = {}
        theme.changed.connect(self._forget)

    def _forget(self) -> None:
        for kept in (self._fonts, self._colours, self._swatches):
            kept.clear()

    def _font(self, role: str, weight: Weight) -> QFont:
        """A font of the theme, kept: a key that inserts a row repaints every row below it."""
        if (role, weight) not in self._fonts:
            self._fonts[role, weight] = self._theme.font(role, weight)
        return self._fonts[role, weight]

    def _colour(self, name: str) -> QColor:
        if name not in self._colours:
            self._colours[name] = self._theme.colour(name)
        return self._colours[name]

    def _swatch(self, code: Code, kind: str, side: float, ratio: float) -> QPixmap:
        known = (code.colour, kind, letter(code), ratio)
        if known not in self._swatches:
            picture = QPixmap(round(side * ratio), round(side * ratio))
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            area = QRectF(0, 0, side, side)
            paint_swatch(painter, area, code.colour, kind, self._theme, letter=letter(code), ratio=ratio)
            painter.end()
            self._swatches[known] = picture
        return self._swatches[known]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, self._theme.size("rowDense"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._theme
        event = index.data(EVENT)
        if event is None:
            return
        rect = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        if selected:
            painter.fillRect(rect, theme.colour("selection"))
            x = rect.right() - 3 if mirrored else rect.left()
            painter.fillRect(QRectF(x, rect.top(), 3, rect.height()), theme.colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))

        def place(x: float, width: float) -> QRectF:
            left = rect.right() - x - width if mirrored else rect.left() + x
            return QRectF(left, rect.top(), width, rect.height())

        time = theme.px(78)
        self._text(painter, place(14, time), index.data(), "text" if selected else "text2")
        code = code_of(self._scheme, event)
        side = theme.px(15) if kind(event) == "point" else theme.px(14)
        x = 14.0 + time + 8
        box = place(x, side)
        box.setTop(rect.center().y() - side / 2)
        box.setHeight(side)
        device = painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        painter.drawPixmap(box.topLeft(), self._swatch(code, kind(event), side, ratio))
        x += theme.px(14) + 8
        name = index.sibling(index.row(), WHAT).data()
        star = theme.px(12) + 5 if event.starred else 0
        # the name comes first; a long detail gives way to it, but never quite
        metrics = QFontMetricsF(self._font("small", "semibold" if selected else "regular"))
        free = rect.width() - x - 12
        most = max(free - star - metrics.horizontalAdvance(name) - 9, theme.px(_LEAST_BESIDE))
        trail = self._beside(painter, place(rect.width() - 12 - most, most), index, event, selected)
        room = free - (trail + 8 if trail else 0)
        used = self._text(painter, place(x, room - star), name, "text", bold=selected)
        if event.starred:
            box = place(x + used + 5, star - 5)
            box.setTop(rect.center().y() - (star - 5) / 2)
            box.setHeight(star - 5)
            draw_glyph(painter, box, "star-fill", theme.colour("accent"))

    def _text(self, painter: QPainter, rect: QRectF, words: str, tone: str, *, bold: bool = False) -> float:
        """Draws one line; returns how wide it is."""
        painter.setFont(self._font("small", "semibold" if bold else "regular"))
        painter.setPen(self._colour(tone))
        metrics = QFontMetricsF(painter.font())
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width() + 1)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), shown)
        return metrics.horizontalAdvance(shown)

    def _beside(self, painter: QPainter, rect: QRectF, index: Index, event: Event, selected: bool) -> float:
        """What stands at the end; returns how wide it is."""
        theme = self._theme
        words = index.sibling(index.row(), BESIDE).data()
        if not words:
            return 0
        open_state = isinstance(event, StateEvent) and event.end is None
        painter.setFont(self._font("caption", "medium" if open_state else "regular"))
        metrics = QFontMetricsF(painter.font())
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if open_state:
            width = metrics.horizontalAdvance(words) + 12
            left = rect.left() if mirrored else rect.right() - width
            chip = QRectF(left, rect.center().y() - 8.5, width, 17)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accentTint"))
            painter.drawRoundedRect(chip, 8.5, 8.5)
            painter.setPen(theme.colour("accent"))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)
            return width
        painter.setPen(self._colour("text" if selected else "text3"))
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width() + 1)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing), shown)
        return metrics.horizontalAdvance(shown)


class _Table(QTableView):
    """Keys go on to the room, which knows what they mean here."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.viewport().update()


class EventList(QWidget):
    """Head with count, search and filter; the table below."""

    chosen = Signal(str)
    """This event was picked by the mouse."""
    opened = Signal(str)
    left = Signal()
    """The search is done with; the keyboard goes back to the film."""

    def __init__(self, theme: Theme, scheme: Scheme, index: EventIndex, clock: FilmClock, search_key: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._scheme = scheme
        self.model = EventModel(scheme, index, clock, self)
        self.filter = EventFilter(self)
        self.filter.setSourceModel(self.model)
        self.table = _Table()
        self._dress_table()
        self._count = Text(theme, "", tone="text3")
        self._find = IconButton(
            theme, "magnifying-glass", tr("Search the events"), key=search_key, size=26, icon_size=15, checkable=True
        )
        self._find.clicked.connect(self.search)
        self._only = IconButton(theme, "funnel-simple", tr("Show one tier only"), size=26, icon_size=15)
        self._only.clicked.connect(self._choose_tier)
        self.edit = QLineEdit()
        self.edit.setProperty("dense", True)
        self.edit.setPlaceholderText(tr("Code, detail or comment"))
        self.edit.setAccessibleName(tr("Search the events"))
        self.edit.textChanged.connect(self._search)
        self.edit.returnPressed.connect(self.left.emit)
        self.edit.hide()
        self._hint = Text(theme, "", "small", tone="text3", wrap=True)
        self._hint.setContentsMargins(14, 10, 14, 10)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        field = QHBoxLayout()
        field.setContentsMargins(10, 0, 10, 0)
        field.addWidget(self.edit)
        column.addLayout(field)
        column.addWidget(self._hint)
        column.addWidget(self.table, 1)
        selection = self.table.selectionModel()
        self.table.clicked.connect(self._clicked)
        self.table.doubleClicked.connect(self._double_clicked)
        self._selection = selection
        for signal in (self.filter.rowsInserted, self.filter.rowsRemoved, self.filter.modelReset,
                       self.filter.layoutChanged):  # fmt: skip
            signal.connect(self._recount)
        self._recount()
        theme.changed.connect(self._dress_rows)

    def _head(self) -> QWidget:
        head = QFrame()
        head.setProperty("line", "bottom")
        head.setFixedHeight(self._theme.px(36))
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(Text(self._theme, tr("Events"), weight="semibold"))
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._find)
        row.addWidget(self._only)
        return head

    def _dress_table(self) -> None:
        table = self.table
        table.setModel(self.filter)
        table.setItemDelegate(_Painter(self._theme, self._scheme, table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setMouseTracking(True)
        table.setFocusPolicy(Qt.FocusPolicy.ClickFocus | Qt.FocusPolicy.TabFocus)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setAccessibleName(tr("Events"))
        table.horizontalHeader().hide()
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setMinimumSectionSize(12)
        # one cell paints the whole row, so that a long name may use the room that nothing else needs
        table.setColumnHidden(WHAT, True)
        table.setColumnHidden(BESIDE, True)
        table.horizontalHeader().setSectionResizeMode(TIME, QHeaderView.ResizeMode.Stretch)
        self._dress_rows()

    def _dress_rows(self) -> None:
        self.table.verticalHeader().setDefaultSectionSize(self._theme.size("rowDense"))
        self.table.viewport().update()

    # ---- what happens

    def select(self, id: EventId | None) -> None:
        """Show this event as selected; said back to nobody."""
        row = self.model.row_of(id) if id is not None else -1
        shown = self.filter.mapFromSource(self.model.index(row, 0)) if row >= 0 else QModelIndex()
        if not shown.isValid():
            self._selection.clear()
            return
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self._selection.setCurrentIndex(shown, flags)
        after = shown.siblingAtRow(shown.row() + 1)
        if after.isValid():  # what comes next is seen too
            self.table.scrollTo(after)
        self.table.scrollTo(shown)

    def search(self) -> None:
        """Open or close the field to search in."""
        wanted = not self.edit.isVisible() or not self.edit.hasFocus()
        self.edit.setVisible(wanted)
        self._find.setChecked(wanted)
        if wanted:
            self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.edit.selectAll()
        else:
            self.edit.clear()
            self.left.emit()

    def close_search(self) -> None:
        """Esc: all events again."""
        self.edit.clear()
        self.edit.hide()
        self._find.setChecked(False)

    def _search(self, words: str) -> None:
        self.filter.look_for(words)
        self._recount()

    def _choose_tier(self) -> None:
        menu = QMenu(self)
        for id, words in [("", tr("All tiers")), *[(tier.id, tier.label) for tier in (*self._scheme.tiers, MARKS)]]:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(self.filter.tier == id)
            action.triggered.connect(lambda _on=False, id=id: self._show_only(id))
        menu.exec(self._only.mapToGlobal(self._only.rect().bottomLeft()))

    def _show_only(self, tier: str) -> None:
        self.filter.only(tier)
        self._only.set_icon("funnel-simple", "accent" if tier else "text2")
        self._recount()

    def _recount(self) -> None:
        total, shown = self.model.rowCount(), self.filter.rowCount()
        self._count.setText(str(total) if shown == total else tr("{n} of {total}", n=shown, total=total))
        self._hint.setVisible(shown == 0)
        self.table.setVisible(shown > 0)
        if shown == 0 and total == 0:
            self._hint.setText(tr("Nothing yet. A key of the codes, or M, marks what is on the screen."))
        elif shown == 0:
            self._hint.setText(tr_n("Not the one there is.", "None of the {n} fits.", total))

    def _clicked(self, index: QModelIndex) -> None:
        event = index.data(EVENT)
        if event is not None:
            self.chosen.emit(event.id)

    def _double_clicked(self, index: QModelIndex) -> None:
        event = index.data(EVENT)
        if event is not None:
            self.opened.emit(event.id)
