"""The deck as a list: stills, titles, what is special; dragged or moved by keys into another order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QImage, QMouseEvent, QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from vfi.core.deck import Clip, Deck, Item, ItemId, PageKind
from vfi.ui.feedback.item_words import item_details, item_title, length_words, page_icon
from vfi.ui.icons import draw_glyph
from vfi.ui.kit.concept_art import ConceptArt
from vfi.ui.kit.texts import isolated
from vfi.ui.style import draw_ring
from vfi.ui.theme import Theme
from vfi.words import tr

Index = QModelIndex | QPersistentModelIndex
_MIME = "application/x-vfi-deck-item"
_ROW = 50
_STILL = (64, 36)


class DeckModel(QAbstractListModel):
    """The items of the deck; a drop says where one should go, and the deck decides."""

    moved = Signal(str, int)
    """Item id and its new place."""

    def __init__(self) -> None:
        super().__init__()
        self.deck: Deck | None = None
        self._items: tuple[Item, ...] = ()

    def show_deck(self, deck: Deck) -> None:
        """Show this one; rows are kept where the order is the same."""
        self.deck = deck
        if [item.id for item in deck.items] == [item.id for item in self._items]:
            self._items = deck.items
            if self._items:
                self.dataChanged.emit(self.index(0), self.index(len(self._items) - 1))
            return
        self.beginResetModel()
        self._items = deck.items
        self.endResetModel()

    def item(self, row: int) -> Item:
        return self._items[row]

    def row_of(self, id: ItemId | None) -> int:
        return next((row for row, item in enumerate(self._items) if item.id == id), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self.deck is None or not index.isValid():
            return None
        item = self._items[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return item_title(item, self.deck)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{item_title(item, self.deck)}, {item_details(item, self.deck)}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(_MIME, QByteArray(self._items[indexes[0].row()].id.encode()))
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        if action != Qt.DropAction.MoveAction or not data.hasFormat(_MIME):
            return False
        id = bytes(data.data(_MIME).data()).decode()
        before = self.row_of(ItemId(id))
        place = row if row >= 0 else parent.row() if parent.isValid() else len(self._items)
        if before < 0:
            return False
        self.moved.emit(id, place - (before < place))
        return False  # the deck itself moves it: the view must not take the row away


class _Delegate(QStyledItemDelegate):
    """Paints one row."""

    def __init__(self, theme: Theme, view: DeckList) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self._theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = self._view.deck_model
        if model.deck is None:
            return
        theme, item, deck = self._theme, model.item(index.row()), model.deck
        rect = QRectF(option.rect)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected:
            painter.fillRect(rect, theme.colour("selection"))
            edge = rect.right() - 2 if mirrored else rect.left()
            painter.fillRect(QRectF(edge, rect.top(), 3, rect.height()), theme.colour("accent"))
        elif hovered:
            painter.fillRect(rect, theme.colour("hover"))

        def placed(x: float, width: float, top: float, height: float) -> QRectF:
            left = rect.right() - x - width if mirrored else rect.left() + x
            return QRectF(left, rect.top() + top, width, height)

        row = rect.height()
        side = theme.px(14)
        dots = theme.colour("text3" if hovered or selected else "gap")
        draw_glyph(painter, placed(theme.px(6), side, (row - side) / 2, side), "dots-six-vertical", dots)
        wide, high = theme.px(_STILL[0]), theme.px(_STILL[1])
        self._still(painter, placed(theme.px(28), wide, (row - high) / 2, high), item)
        end = theme.px(14)
        if isinstance(item, Clip):
            length = length_words(item)
            font = theme.font("small")
            width = QFontMetricsF(font).horizontalAdvance(length) + 2
            painter.setFont(font)
            painter.setPen(theme.colour("text2"))
            painter.drawText(placed(rect.width() - end - width, width, 0, row), Qt.AlignmentFlag.AlignCenter, length)
            end += round(width) + theme.px(6)
        left = theme.px(28) + wide + theme.px(8)
        self._words(painter, placed(left, rect.width() - left - end, row / 2 - theme.px(19), theme.px(38)), item, deck)
        if selected and self._view.hasFocus():
            draw_ring(painter, rect.adjusted(1, 1, -1, -1), theme, radius=4)
        painter.restore()

    def _words(self, painter: QPainter, rect: QRectF, item: Item, deck: Deck) -> None:
        theme = self._theme
        align = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        if self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            align = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        half = rect.height() / 2
        font = theme.font("body", "semibold" if isinstance(item, Clip) else "medium")
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        title = QFontMetricsF(font).elidedText(item_title(item, deck), Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(QRectF(rect.left(), rect.top(), rect.width(), half), align, isolated(title))
        below = QRectF(rect.left(), rect.top() + half, rect.width(), half)
        unsafe = item.id in self._view.unsafe
        if unsafe or (isinstance(item, Clip) and item.closing):
            side = theme.px(12)
            right = self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft
            box = QRectF(below.right() - side if right else below.left(), below.center().y() - side / 2, side, side)
            glyph, ink = ("warning", "warning") if unsafe else ("heart-fill", "text2")
            draw_glyph(painter, box, glyph, theme.colour(ink))
            below.adjust(0 if right else side + 5, 0, -side - 5 if right else 0, 0)
        small = theme.font("small")
        details = tr("not for parents: is left out") if unsafe else item_details(item, deck)
        painter.setFont(small)
        painter.setPen(theme.colour("warning" if unsafe else "text2"))
        painter.drawText(
            below, align, QFontMetricsF(small).elidedText(details, Qt.TextElideMode.ElideRight, below.width())
        )

    def _still(self, painter: QPainter, box: QRectF, item: Item) -> None:
        theme = self._theme
        shape = QPainterPath()
        shape.addRoundedRect(box, 3, 3)
        painter.save()
        painter.setClipPath(shape)
        if isinstance(item, Clip):
            picture = self._view.picture(item)
            painter.fillRect(box, theme.colour("sunken"))
            if picture is None or picture.isNull():
                side = theme.px(16)
                centre = box.center() - QPointF(side / 2, side / 2)
                glyph = "film-strip" if picture is None else "warning"
                draw_glyph(painter, QRectF(centre.x(), centre.y(), side, side), glyph, theme.colour("text3"))
            else:
                _cover(painter, box, picture)
            painter.restore()
            return
        painter.fillRect(box, theme.colour("raised"))
        if item.kind is PageKind.CONCEPT and item.concept:
            painter.fillRect(box, Qt.GlobalColor.white)
            self._view.art.draw(painter, box.adjusted(2, 2, -2, -2), item.concept)
        else:
            side = theme.px(18)
            centre = box.center()
            mark = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
            draw_glyph(painter, mark, page_icon(item.kind), theme.colour("text2"))
        painter.restore()
        painter.setPen(QPen(theme.colour("lineStrong"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)


def _cover(painter: QPainter, box: QRectF, picture: QImage) -> None:
    """As large as covers the box; what is beyond it is cut off."""
    scale = max(box.width() / picture.width(), box.height() / picture.height())
    width, height = box.width() / scale, box.height() / scale
    source = QRectF((picture.width() - width) / 2, (picture.height() - height) / 2, width, height)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(box, picture, source)


class DeckList(QListView):
    """The list itself; what is chosen goes out as an id."""

    chosen = Signal(str)
    opened = Signal(str)
    """Enter or a double click: edit its words."""
    moved = Signal(str, int)

    def __init__(self, theme: Theme, picture: Callable[[Clip], QImage | None]) -> None:
        """`picture` gives a clip's still; None while it is fetched, an empty one where there is none."""
        super().__init__()
        self.picture = picture
        self.art = ConceptArt()
        self.unsafe: frozenset[ItemId] = frozenset()
        self.deck_model = DeckModel()
        self.setModel(self.deck_model)
        self.setItemDelegate(_Delegate(theme, self))
        self.setAccessibleName(tr("Deck"))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setDragDropOverwriteMode(False)
        self.deck_model.moved.connect(self.moved.emit)
        self.selectionModel().currentChanged.connect(lambda index, _before: self._current(index))
        self.doubleClicked.connect(lambda index: self.opened.emit(self.deck_model.item(index.row()).id))
        theme.changed.connect(self.scheduleDelayedItemsLayout)
        self._quiet = False

    def show_deck(self, deck: Deck, selected: ItemId | None, unsafe: frozenset[ItemId] = frozenset()) -> None:
        """Show it with this item selected; nothing is said about it."""
        self._quiet = True
        self.unsafe = unsafe
        self.deck_model.show_deck(deck)
        row = self.deck_model.row_of(selected)
        if row >= 0:
            self.setCurrentIndex(self.deck_model.index(row))
            self.scrollTo(self.deck_model.index(row))
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        self._quiet = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is selected stays in sight when moments that were found take room below."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        before = self.currentIndex()
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index == before:
            self._current(index)  # a click on what is selected leads back from the deck's own page

    def _current(self, index: QModelIndex) -> None:
        if not self._quiet and index.isValid():
            self.chosen.emit(self.deck_model.item(index.row()).id)
