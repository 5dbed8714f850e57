"""The command finder: type a few letters of what you want to do, Enter does it."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from vfi.ui.commands import Command, Commands, shown_key
from vfi.ui.kit.marks import keycap_width, paint_keycap
from vfi.ui.kit.texts import rule
from vfi.ui.theme import Theme
from vfi.words import tr

_ROW = 30
_SHOWN = 9
_MARGIN = 14
Index = QModelIndex | QPersistentModelIndex


class _Found(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.commands: list[Command] = []

    def show(self, commands: list[Command]) -> None:
        self.beginResetModel()
        self.commands = commands
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.commands)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.commands[index.row()].text
        return None


class _Rows(QStyledItemDelegate):
    def __init__(self, theme: Theme, commands: Commands, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._commands = commands

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self._theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, _Found)
        command = model.commands[index.row()]
        theme = self._theme
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selection"))
            painter.drawRoundedRect(rect, 6, 6)
        mirrored = QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text" if command.ready() else "disabled"))
        inner = rect.adjusted(8, 0, -8, 0)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), command.text)
        key = shown_key(self._commands.key_of(command.id))
        if key:
            width, height = keycap_width(theme, key), theme.size("keycap")
            left = inner.left() if mirrored else inner.right() - width
            paint_keycap(painter, QRectF(left, rect.center().y() - height / 2, width, height), key, theme)
        painter.restore()


class Finder(QWidget):
    """Opens under the top bar of `host`; Esc or a click elsewhere closes it."""

    def __init__(self, theme: Theme, commands: Commands, host: QWidget) -> None:
        super().__init__(host)
        self._theme = theme
        self._commands = commands
        self._host = host
        self._room = ""
        self._focus_before: QWidget | None = None
        self.setAccessibleName(tr("Find a command"))
        self.edit = QLineEdit()
        self.edit.setProperty("frameless", True)
        self.edit.setProperty("ownFocus", True)
        self.edit.setPlaceholderText(tr("What do you want to do?"))
        self.edit.setAccessibleName(tr("Find a command"))
        self._model = _Found(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Rows(theme, commands, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(tr("Commands found"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(lambda _index: self._take())
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN + 6, _MARGIN + 6, _MARGIN + 6, _MARGIN + 6)
        column.setSpacing(4)
        head = QVBoxLayout()
        head.setContentsMargins(8, 2, 8, 2)
        head.addWidget(self.edit)
        column.addLayout(head)
        column.addWidget(rule())
        column.addWidget(self.list)
        self.edit.textChanged.connect(lambda _text: self._search())
        self.edit.installEventFilter(self)
        self.hide()

    def open(self, room: str) -> None:
        """Show the commands of this room and those that work everywhere."""
        self._room = room
        self._focus_before = QApplication.focusWidget()
        self.edit.clear()
        self._search()
        self.show()
        self.raise_()
        self.edit.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_finder(self) -> None:
        if self.isHidden():
            return
        self.hide()
        if self._focus_before is not None and self._focus_before.isVisible():
            self._focus_before.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and event.type() == QEvent.Type.FocusOut:
            self.close_finder()
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Escape:
                    self.close_finder()
                    return True
                case Qt.Key.Key_Down:
                    self._move(1)
                    return True
                case Qt.Key.Key_Up:
                    self._move(-1)
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._take()
                    return True
                case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                    return True
                case _:
                    return False
        return False

    def _search(self) -> None:
        self._model.show(self._commands.found(self.edit.text(), self._room))
        if self._model.commands:
            self.list.setCurrentIndex(self._model.index(0))
        rows = max(1, min(_SHOWN, len(self._model.commands)))
        self.list.setFixedHeight(rows * self._theme.px(_ROW) + 2)
        width = self._theme.px(420) + 2 * _MARGIN
        self.adjustSize()
        self.resize(width, self.sizeHint().height())
        self.move((self._host.width() - width) // 2, 44 - _MARGIN + 8)

    def _move(self, by: int) -> None:
        row = min(max(0, self.list.currentIndex().row() + by), self._model.rowCount() - 1)
        self.list.setCurrentIndex(self._model.index(row))

    def _take(self) -> None:
        row = self.list.currentIndex().row()
        if not 0 <= row < len(self._model.commands):
            return
        command = self._model.commands[row]
        if not command.ready():
            return
        self.close_finder()
        command.act()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        card = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        for step in range(_MARGIN, 0, -2):
            painter.setBrush(QColor(0, 0, 0, 5))
            painter.drawRoundedRect(card.adjusted(-step, -step + 4, step, step), 10 + step, 10 + step)
        painter.setPen(self._theme.colour("line"))
        painter.setBrush(self._theme.colour("raised"))
        painter.drawRoundedRect(card, 10, 10)
