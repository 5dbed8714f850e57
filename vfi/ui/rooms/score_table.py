"""The table of scores: which columns, what stands in a cell, and how it is painted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from vfi.core.time import SECOND
from vfi.ui.kit.swatch import paint_bar, paint_swatch
from vfi.ui.theme import Theme
from vfi.words import tr

Index = QModelIndex | QPersistentModelIndex
ScoreRow = dict[str, Any]

COLUMNS = ("label", "tier", "count", "rate_per_min", "total_ns", "mean_ns", "median_ns", "percent", "latency_ns")
WIDTHS = {"label": 190, "tier": 110, "percent": 150}


def column_words(name: str) -> tuple[str, str]:
    """What stands above a column, and what it means."""
    return {
        "label": (tr("Codes"), tr("What was coded.")),
        "tier": (tr("Tier"), tr("The stream of coding that it belongs to.")),
        "count": (tr("Count"), tr("How often it was coded.")),
        "rate_per_min": (tr("Per minute"), tr("How often per minute that was watched and could be seen.")),
        "total_ns": (tr("Total"), tr("How long all of it lasted together, in seconds.")),
        "mean_ns": (tr("Mean"), tr("How long it lasted on average, in seconds.")),
        "median_ns": (tr("Median"), tr("The middle length: half of them were shorter, half longer.")),
        "percent": (tr("Share of time"), tr("Per cent of the time that was watched and could be seen.")),
        "latency_ns": (tr("First after"), tr("How long until it was first seen, in seconds.")),
    }[name]


def cell_words(name: str, value: Any) -> str:
    """A number as a person reads it; nothing where a measure is not defined."""
    if value is None:
        return ""
    if name.endswith("_ns"):
        return tr("{n} s", n=f"{value / SECOND:.2f}")
    if name == "rate_per_min":
        return f"{value:.2f}"
    if name == "percent":
        return f"{value:.1f} %"
    return str(value)


class ScoreModel(QAbstractTableModel):
    """The rows of one coding."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ScoreRow] = []
        self.tiers: dict[str, str] = {}

    def show(self, rows: list[ScoreRow], tiers: dict[str, str]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.tiers = tiers
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        name = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            value = self.rows[index.row()][name]
            return self.tiers.get(value, value) if name == "tier" else cell_words(name, value)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            middle = Qt.AlignmentFlag.AlignVCenter
            number = name not in ("label", "tier")
            return int(middle | (Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return column_words(COLUMNS[section])[0]
        if role == Qt.ItemDataRole.ToolTipRole:
            return column_words(COLUMNS[section])[1]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            number = COLUMNS[section] not in ("label", "tier")
            side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
            return int(Qt.AlignmentFlag.AlignVCenter | side)
        return None


class ScoreCells(QStyledItemDelegate):
    """Code with its swatch, share with its bar, numbers to the right."""

    def __init__(self, theme: Theme, look: Callable[[ScoreRow], tuple[str, str]], parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, self._theme.px(30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._theme
        model = index.model()
        assert isinstance(model, ScoreModel)
        row, name = model.rows[index.row()], COLUMNS[index.column()]
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("selection"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))
        inner = rect.adjusted(10, 0, -10, 0)
        words = str(model.data(index) or "")
        alignment = model.data(index, Qt.ItemDataRole.TextAlignmentRole)
        assert isinstance(alignment, int)
        colour, kind = self._look(row)
        painter.setFont(theme.font("small", "semibold" if name == "percent" else "regular"))
        painter.setPen(theme.colour("text2" if name == "tier" else "text"))
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        if name == "label":
            side = 16.0
            left = inner.right() - side if mirrored else inner.left()
            paint_swatch(painter, QRectF(left, inner.center().y() - 8, side, side), colour, kind, theme)
            inner = inner.adjusted(0, 0, -side - 8, 0) if mirrored else inner.adjusted(side + 8, 0, 0, 0)
            painter.setFont(theme.font("body"))
        if name == "percent" and row["percent"] is not None:
            number = theme.px(56)
            left = inner.left() + (number if mirrored else 0)
            bar = QRectF(left, inner.center().y() - 7, inner.width() - number, 14)
            painter.save()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sunken"))
            painter.drawRoundedRect(bar, 3, 3)
            painter.restore()
            width = bar.width() * min(1.0, row["percent"] / 100)
            if width > 0:
                width = max(4.0, width)
                left = bar.right() - width if mirrored else bar.left()
                paint_bar(painter, QRectF(left, bar.top(), width, 14), colour, theme)
        painter.drawText(inner, alignment, words)
        painter.restore()
