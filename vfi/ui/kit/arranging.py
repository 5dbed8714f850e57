"""Laying widgets out: what several rooms do in the same way."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QScrollArea, QWidget


def cleared(layout: QLayout) -> None:
    """Take everything out of a layout, widgets for good: they are not seen for the moment until Qt deletes them."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def scrolling(inside: QWidget) -> QScrollArea:
    """What is taller than its room, moved up and down in it; the keyboard goes to what is inside."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


def centred(spacing: int, *widgets: QWidget) -> QHBoxLayout:
    """Widgets side by side in the middle of the width."""
    row = QHBoxLayout()
    row.setSpacing(spacing)
    row.addStretch(1)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
