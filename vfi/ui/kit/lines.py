"""Lines of text instead of boxes: the banner under the top bar, notes in a page, a toast, progress with Cancel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from vfi.ui.icons import glyph_pixmap
from vfi.ui.kit.arranging import cleared
from vfi.ui.kit.buttons import Button, IconButton
from vfi.ui.kit.texts import Text, restyle
from vfi.ui.theme import Theme
from vfi.words import tr

Action = tuple[str, str, Callable[[], object]]
"""A button of a line: its words, its icon or none, what it does."""

NoteLevel = Literal["accent", "success", "warning", "danger"]
_ICONS = {"accent": "info", "success": "check-circle", "warning": "warning", "danger": "warning-circle"}


class Glyph(Text):
    """An icon that stands beside words and says nothing by itself."""

    def __init__(self, theme: Theme, icon: str, size: int = 16, colour: str = "text2") -> None:
        super().__init__(theme)
        self._icon = icon
        self._side = size
        self._colour = colour
        self._draw()
        theme.changed.connect(self._draw)

    def set(self, icon: str, colour: str) -> None:
        self._icon = icon
        self._colour = colour
        self._draw()

    def _draw(self) -> None:
        side = self._theme.px(self._side)
        self.setFixedSize(side, side)
        ratio = self.devicePixelRatioF()
        self.setPixmap(glyph_pixmap(self._icon, side, self._theme.colour(self._colour), ratio))


class Note(QFrame):
    """A tinted line in a page: an icon, a sentence, at most one action."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        level: NoteLevel = "accent",
        *,
        icon: str = "",
        strong: bool = False,
        action: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "note")
        self.setProperty("level", level)
        self.glyph = Glyph(theme, icon or _ICONS[level], 18, "text" if level == "accent" else level)
        self.text = Text(theme, text, weight="medium" if strong else "regular", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(self.glyph, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        if action and on_action is not None:
            row.addWidget(Button(theme, action, dense=True, on_click=on_action))

    def set(self, text: str, level: NoteLevel, icon: str = "") -> None:
        self.text.setText(text)
        self.glyph.set(icon or _ICONS[level], "text" if level == "accent" else level)
        restyle(self, level=level)


class Banner(QFrame):
    """Under the top bar, for as long as it is true: what is the matter in bold, what to do, at most two buttons."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "banner")
        self.setFixedHeight(theme.px(44))
        self._glyph = Glyph(theme, "hard-drives", 18, "warning")
        self._strong = Text(theme, "", weight="semibold")
        self._text = Text(theme, "")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(12)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(6)
        row.addWidget(self._glyph)
        row.addSpacing(6)
        row.addWidget(self._strong)
        row.addWidget(self._text)
        row.addStretch(1)
        row.addLayout(self._buttons)
        self.hide()

    def say(
        self,
        strong: str,
        text: str = "",
        level: Literal["warning", "danger"] = "warning",
        icon: str = "",
        actions: tuple[Action, ...] = (),
    ) -> None:
        """Show it; `actions` are (words, icon, what to do)."""
        restyle(self, level=level)
        self._glyph.set(icon or _ICONS[level], level)
        self._strong.setText(strong)
        self._text.setText(text)
        self.setAccessibleName(f"{strong} {text}")
        cleared(self._buttons)
        for words, glyph, act in actions[:2]:
            self._buttons.addWidget(Button(self._theme, words, icon=glyph, dense=True, on_click=act))
        self.show()

    @property
    def sentence(self) -> str:
        """What it says now; empty when hidden."""
        return f"{self._strong.text()} {self._text.text()}".strip() if not self.isHidden() else ""


class ToastLine(QFrame):
    """A sentence at the foot of the window that goes by itself; the last one replaces the one before."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._host = parent
        self.setProperty("role", "card")
        self._glyph = Glyph(theme, "info", 18, "text2")
        self._text = Text(theme, "", wrap=True)
        self._close = IconButton(theme, "x", tr("Close"), size=24, icon_size=14, on_click=self.hide)
        self._action = Button(theme, "", "link")
        self._on_action: Callable[[], object] | None = None
        self._action.clicked.connect(self._act)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(self._glyph)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(
        self,
        text: str,
        level: NoteLevel = "accent",
        *,
        action: str = "",
        on_action: Callable[[], object] | None = None,
        stays: bool = False,
    ) -> None:
        """Show the sentence for six seconds; errors (`danger`) and `stays` remain until closed."""
        self._text.setText(text)
        self._glyph.set(_ICONS[level], "text2" if level == "accent" else level)
        self._action.setVisible(bool(action))
        self._action.set_text(action)
        self._on_action = on_action
        self.setAccessibleName(text)
        self.place()
        self.show()
        self.raise_()
        if level == "danger" or stays:
            self._timer.stop()
        else:
            self._timer.start(self._theme.ms("toast"))

    @property
    def sentence(self) -> str:
        return self._text.text() if not self.isHidden() else ""

    def place(self) -> None:
        """Centre it at the foot of its parent."""
        parent = self._host
        width = min(self._theme.px(560), parent.width() - 96)
        self.setFixedWidth(width)
        self.setFixedHeight(max(self._theme.px(40), self.heightForWidth(width)))
        self.move((parent.width() - width) // 2, parent.height() - self.height() - 16)

    def _act(self) -> None:
        self.hide()
        if self._on_action is not None:
            self._on_action()


class Progress(QWidget):
    """Long work in words with a bar, and a way to stop it."""

    cancelled = Signal()

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self._words = Text(theme, words, "small")
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(words)
        self._cancel = Button(theme, tr("Cancel"), dense=True, on_click=self.cancelled.emit)
        column = QVBoxLayout()
        column.setSpacing(5)
        column.addWidget(self._words)
        column.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(column, 1)
        row.addWidget(self._cancel)

    def set(self, fraction: float, words: str | None = None) -> None:
        """From 0 to 1."""
        self._bar.setValue(round(1000 * min(1.0, max(0.0, fraction))))
        if words is not None:
            self._words.setText(words)
            self._bar.setAccessibleName(words)

    @property
    def fraction(self) -> float:
        return self._bar.value() / 1000
