"""Lists whose rows are plain values and whose painting is ours: model, view and the state that a row is in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from vfi.ui.icons import draw_glyph
from vfi.ui.theme import Theme

_BY_KEYBOARD = frozenset(
    {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
)
Index = QModelIndex | QPersistentModelIndex
RowT = TypeVar("RowT")


@dataclass(frozen=True, slots=True)
class RowState:
    """How a row is to be painted."""

    selected: bool
    hovered: bool
    focused: bool
    """The list has the keyboard and this is its row."""
    active: bool
    """The list has the keyboard."""
    mirrored: bool


class Rows(QAbstractListModel, Generic[RowT]):
    """Rows of plain values; `words` says each for screen readers, `takes` whether it can be chosen."""

    def __init__(
        self, words: Callable[[RowT], str], takes: Callable[[RowT], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._takes = takes
        self.rows: list[RowT] = []

    def show(self, rows: Sequence[RowT]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(self.rows[index.row()])
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or not self._takes(self.rows[index.row()]):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _Painting(QStyledItemDelegate, Generic[RowT]):
    def __init__(self, view: RowList[RowT]) -> None:
        super().__init__(view)
        self._list = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, self._list.height_of(self._list.rows[index.row()]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = self._list
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = view.hasFocus() and view.by_keyboard and index == view.currentIndex()
        state = RowState(
            selected=selected,
            hovered=bool(option.state & QStyle.StateFlag.State_MouseOver),
            focused=focused,
            active=view.hasFocus(),
            mirrored=view.layoutDirection() == Qt.LayoutDirection.RightToLeft,
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        view.paint_row(painter, QRectF(option.rect), view.rows[index.row()], state)
        view.paint_more(painter, QRectF(option.rect), index.row(), state)
        painter.restore()


class RowList(QListView, Generic[RowT]):
    """A list of painted rows, moved in by keyboard, opened by Enter or a double click.

    Subclasses (or callers) give `paint_row` and `height_of`.
    """

    chosen = Signal(int)
    """The current row is another one."""
    opened = Signal(int)
    more_wanted = Signal(int)
    """What else can be done with the row: the dots at its end, the right mouse button, or the menu key."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        words: Callable[[RowT], str],
        paint: Callable[[QPainter, QRectF, RowT, RowState], None],
        height: Callable[[RowT], int],
        takes: Callable[[RowT], bool] = lambda _row: True,
        more: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.paint_row = paint
        self.height_of = height
        self._model: Rows[RowT] = Rows(words, takes, self)
        self.setModel(self._model)
        self.setItemDelegate(_Painting(self))
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.by_keyboard = False
        """Was the list reached, or moved in, by keyboard? Then its row shows a ring."""
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(False)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self._more = more
        self._over_more = -1
        theme.changed.connect(self._relay)

    @property
    def rows(self) -> list[RowT]:
        return self._model.rows

    def show_rows(self, rows: Sequence[RowT], current: int | None = None) -> None:
        """Show these, with this row chosen; no signal is sent for that."""
        self.blockSignals(True)
        self._model.show(rows)
        if current is not None and 0 <= current < len(rows):
            self.setCurrentIndex(self._model.index(current))
            self.scrollTo(self._model.index(current))
        self.blockSignals(False)

    def current(self) -> RowT | None:
        row = self.currentIndex().row()
        return self.rows[row] if 0 <= row < len(self.rows) else None

    def choose(self, row: int) -> None:
        """Make this the current row."""
        self.setCurrentIndex(self._model.index(row))

    def refresh(self) -> None:
        """Paint again what is in sight."""
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(current.row())

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.by_keyboard = event.reason() in _BY_KEYBOARD
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.by_keyboard = False
        row = self._more_at(event.position())
        super().mousePressEvent(event)
        if row >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.more_wanted.emit(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._more_at(event.position()) < 0:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self._more_at(event.position())
        if over != self._over_more:
            self._over_more = over
            self.setToolTip(self._more if over >= 0 else "")
            self.refresh()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.currentIndex()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
        if self._more and index.isValid():
            self.setCurrentIndex(index)
            self.more_wanted.emit(index.row())

    def more_box(self, row: QRectF, mirrored: bool) -> QRectF:
        """Where the dots of a row lie."""
        side = self.theme.px(28)
        left = row.left() + 10 if mirrored else row.right() - 10 - side
        return QRectF(left, row.top() + 9, side, side)

    def _more_at(self, place: QPointF) -> int:
        """The row whose dots are here; -1 for none."""
        index = self.indexAt(place.toPoint())
        if not self._more or not index.isValid():
            return -1
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        inside = self.more_box(QRectF(self.visualRect(index)), mirrored).contains(place)
        return index.row() if inside else -1

    def paint_more(self, painter: QPainter, rect: QRectF, row: int, state: RowState) -> None:
        """The dots at the end of a row, while it is chosen or hovered."""
        if not self._more or not (state.selected or state.hovered):
            return
        box = self.more_box(rect, state.mirrored)
        if row == self._over_more:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.colour("hover"))
            painter.drawRoundedRect(box, 6, 6)
        side = self.theme.px(18)
        glyph = QRectF(0, 0, side, side)
        glyph.moveCenter(box.center())
        draw_glyph(painter, glyph, "dots-three", self.theme.colour("text" if row == self._over_more else "text2"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.by_keyboard = True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def _relay(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


def paint_ground(painter: QPainter, rect: QRectF, state: RowState, theme: Theme, radius: float = 8) -> None:
    """What lies under a row: selection, hover, and the ring inside when reached by keyboard."""
    painter.setPen(Qt.PenStyle.NoPen)
    if state.selected:
        painter.setBrush(theme.colour("selection"))
        painter.drawRoundedRect(rect, radius, radius)
    elif state.hovered:
        painter.setBrush(theme.colour("hover"))
        painter.drawRoundedRect(rect, radius, radius)
    if state.focused:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("focus"), 2))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius - 1, radius - 1)
