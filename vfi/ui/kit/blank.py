"""A page that has nothing to show: why, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from vfi.ui.kit.arranging import centred
from vfi.ui.kit.lines import Glyph
from vfi.ui.theme import Theme


def fill_with_words(page: QWidget, theme: Theme, icon: str, words: tuple[QLabel, ...], *ways: QWidget) -> None:
    """A sign, the words under one another and the buttons side by side, in the middle of the page."""
    column = QVBoxLayout(page)
    column.setSpacing(8)
    column.addStretch(1)
    column.addWidget(Glyph(theme, icon, 36, "accent"), 0, Qt.AlignmentFlag.AlignHCenter)
    for label in words:
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addSpacing(8)
    column.addLayout(centred(10, *ways))
    column.addStretch(1)
