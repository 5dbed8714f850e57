"""A small number with a step down and a step up."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from vfi.ui.kit.buttons import IconButton
from vfi.ui.kit.texts import Text
from vfi.ui.theme import Theme
from vfi.words import tr


class Stepper(QFrame):
    """Shows `2×` between minus and plus."""

    changed = Signal(int)

    def __init__(self, theme: Theme, name: str, least: int, most: int) -> None:
        super().__init__()
        self._least, self._most, self._value = least, most, least
        self._name = name
        self.setProperty("role", "field")
        self.setFixedHeight(theme.px(30))
        self._words = Text(theme, "", "body")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setFixedWidth(theme.px(36))
        self.less = IconButton(theme, "minus", f"{name}: {tr('less')}", size=24, icon_size=12)
        self.more = IconButton(theme, "plus", f"{name}: {tr('more')}", size=24, icon_size=12)
        self.less.clicked.connect(lambda _on=False: self._step(-1))
        self.more.clicked.connect(lambda _on=False: self._step(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 0, 3, 0)
        row.setSpacing(0)
        for part in (self.less, self._words, self.more):
            row.addWidget(part)
        self.set_value(least)

    def value(self) -> int:
        return self._value

    def set_value(self, value: int) -> None:
        """Show this; nothing is told."""
        self._value = value
        self._words.setText(tr("{n} ×", n=value))
        self.setAccessibleName(f"{self._name}: {value}")
        self.less.setEnabled(value > self._least)
        self.more.setEnabled(value < self._most)

    def _step(self, by: int) -> None:
        self.set_value(min(self._most, max(self._least, self._value + by)))
        self.changed.emit(self._value)
