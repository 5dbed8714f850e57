"""The drawings of all concepts side by side, to choose one from."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from vfi.ui.feedback.concept_cards import ConceptCards
from vfi.ui.kit.buttons import Button
from vfi.ui.theme import Theme
from vfi.words import tr

_ICON = 56
_CELL = (104, 88)
_COLUMNS = 5
_MOST_ROWS = 5
"""More are scrolled to: a service may have many of its own."""


class ConceptGrid(QFrame):
    """Each with its word; arrows and Enter choose, Esc leaves."""

    picked = Signal(str)

    def __init__(self, theme: Theme, cards: ConceptCards, chosen: str, *, none: bool) -> None:
        super().__init__(None, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("surface", "raised")
        self.setAccessibleName(tr("Pictures"))
        width, height = theme.px(_CELL[0]), theme.px(_CELL[1])
        font = theme.font("caption")
        inside = QWidget()
        inside.setProperty("clear", True)
        grid = QGridLayout(inside)
        grid.setContentsMargins(3, 3, 3, 3)
        grid.setSpacing(4)
        self.buttons: dict[str, QToolButton] = {}
        for place, id in enumerate(cards.ids()):
            words = cards.word(id)
            careful = tr("Can touch a wound: only with you beside them.") if cards.careful(id) else ""
            button = QToolButton()
            button.setIcon(cards.icon(id, self.devicePixelRatioF()))
            button.setIconSize(QSize(_ICON, _ICON))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setFont(font)
            button.setText(QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, width - 8))
            button.setToolTip(f"{words}. {careful}" if careful else words)
            button.setAccessibleName(words)
            button.setAccessibleDescription(careful)
            button.setCheckable(True)
            button.setChecked(id == chosen)
            button.setFixedSize(width, height)
            button.clicked.connect(lambda _on=False, id=id: self._pick(id))
            grid.addWidget(button, place // _COLUMNS, place % _COLUMNS)
            self.buttons[id] = button
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        rows = -(-len(self.buttons) // _COLUMNS)
        scroll.setFixedSize(_COLUMNS * (width + 4) + 16, min(rows, _MOST_ROWS) * (height + 4) + 6)
        self._scroll = scroll
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 4, 10)
        column.setSpacing(6)
        column.addWidget(scroll)
        if none:
            column.addWidget(Button(theme, tr("No picture"), "quiet", on_click=lambda: self._pick("")))

    def show_at(self, field: QWidget) -> None:
        """Open beside the field, inside the screen."""
        self.adjustSize()
        corner = field.mapToGlobal(field.rect().topLeft())
        screen = field.screen().availableGeometry()
        left = min(max(screen.left() + 8, corner.x() + field.width() - self.width()), screen.right() - self.width() - 8)
        top = min(max(screen.top() + 8, corner.y() - self.height() // 2), screen.bottom() - self.height() - 8)
        self.move(left, top)
        self.show()
        first = next((button for button in self.buttons.values() if button.isChecked()), None)
        self._go_to(first or next(iter(self.buttons.values())))

    def _go_to(self, button: QToolButton) -> None:
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -_COLUMNS, Qt.Key.Key_Down: _COLUMNS}
        step = steps.get(Qt.Key(event.key()))
        ids = list(self.buttons)
        now = next((place for place, id in enumerate(ids) if self.buttons[id].hasFocus()), None)
        if step is not None and now is not None:
            if 0 <= now + step < len(ids):
                self._go_to(self.buttons[ids[now + step]])
        elif now is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(ids[now])
        else:
            super().keyPressEvent(event)

    def _pick(self, id: str) -> None:
        self.picked.emit(id)
        self.close()
