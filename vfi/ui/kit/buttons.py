"""Buttons: the first of a screen, plain ones, quiet ones, icons that switch, links in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QToolButton, QWidget

from vfi.ui.icons import draw_glyph
from vfi.ui.kit.marks import keycap_width, paint_keycap
from vfi.ui.theme import Theme

Kind = Literal["first", "plain", "quiet", "danger", "link", "who", "search"]

_INK: dict[str, str] = {
    "first": "onAccent",
    "plain": "text",
    "quiet": "text2",
    "danger": "danger",
    "link": "accent",
    "who": "accent",
    "search": "text3",
}
_GAP = 7


class Button(QPushButton):
    """A button with words, and if wanted an icon before and a key after them.

    `key` is shown as a cap (first button) or as small words (search); the shortcut itself is made by the commands.
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        kind: Kind = "plain",
        *,
        icon: str = "",
        key: str = "",
        dense: bool = False,
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._kind: Kind = kind
        self._glyph = icon
        self._key = key
        self._dense = dense
        self.setProperty("kind", kind)
        self.setProperty("dense", dense)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.setAccessibleName(text)
        if kind == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        if on_click is not None:
            self.clicked.connect(lambda _on=False: on_click())
        self._dress()
        theme.changed.connect(self._dress)

    def set_text(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def set_key(self, key: str) -> None:
        """The key that does the same, shown on the button; empty for none."""
        self._key = key
        self.updateGeometry()
        self.update()

    def _dress(self) -> None:
        role = "small" if self._dense or self._kind in {"who", "search", "link"} else "body"
        weight = "regular" if self._kind == "search" else "semibold" if self._kind == "who" else "medium"
        self.setFont(self._theme.font("caption" if self._kind == "who" else role, weight))  # type: ignore[arg-type]
        self.updateGeometry()

    def _icon_size(self) -> int:
        if not self._glyph:
            return 0
        return self._theme.px({"who": 13, "search": 14}.get(self._kind, 15 if self._dense else 16))

    def _content_width(self) -> float:
        width = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        if self._glyph:
            width += self._icon_size() + (_GAP if self.text() else 0)
        if self._key:
            width += keycap_width(self._theme, self._key) + _GAP + 4
        return width

    def sizeHint(self) -> QSize:
        pad = {"link": 0, "who": 8, "search": 9}.get(self._kind, 10 if self._dense else 13)
        height = super().sizeHint().height()
        return QSize(round(self._content_width() + 2 * pad + 0.5), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        option.icon = QIcon()
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        ink = self._theme.colour(self._ink())
        painter.setPen(ink)
        painter.setFont(self.font())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        width = self._content_width()
        leading = self._kind in {"search", "link"} or bool(self.property("end"))
        start = (
            (9.0 if self._kind == "search" else 0.0)
            if leading and not self.property("end")
            else ((self.width() - width) / 2)
        )
        middle = self.height() / 2

        def place(x: float, w: float) -> QRectF:
            left = self.width() - x - w if mirrored else x
            return QRectF(left, 0, w, self.height())

        x = start
        if self._glyph:
            side = self._icon_size()
            box = place(x, side)
            draw_glyph(painter, QRectF(QPointF(box.left(), middle - side / 2), QSize(side, side)), self._glyph, ink)
            x += side + _GAP
        words = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        font = self.font()
        font.setUnderline(self._kind == "link" and self.underMouse() and self.isEnabled())
        painter.setFont(font)
        painter.drawText(place(x, words + 1), Qt.AlignmentFlag.AlignCenter, self.text())
        if not self._key:
            return
        cap = keycap_width(self._theme, self._key)
        if self._kind == "search":
            painter.setFont(self._theme.font("caption"))
            painter.drawText(place(self.width() - cap - 2, cap), Qt.AlignmentFlag.AlignCenter, self._key)
            return
        box = place(x + words + _GAP + 4, cap)
        height = self._theme.size("keycap")
        paint_keycap(painter, QRectF(box.left(), middle - height / 2, cap, height), self._key, self._theme, "plain")

    def _ink(self) -> str:
        if not self.isEnabled():
            return "disabled"
        if self._kind == "quiet" and (self.underMouse() or self.isDown()):
            return "text"
        if self.isCheckable():
            return "accent" if self.isChecked() else "text" if self.underMouse() else "text2"
        return _INK[self._kind]


class IconButton(QToolButton):
    """An icon that acts or switches; its name is its tooltip (with the key) and what a screen reader says."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        name: str,
        *,
        key: str = "",
        checkable: bool = False,
        size: int = 32,
        icon_size: int = 16,
        colour: str = "text2",
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._side = size
        self._icon_side = icon_size
        self._name = name
        self._key = key
        self.setCheckable(checkable)
        self.setIcon(theme.icon(icon, colour))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if on_click is not None:
            self.clicked.connect(lambda _on=False: on_click())
        self._describe()
        self._dress()
        theme.changed.connect(self._dress)

    def set_icon(self, icon: str, colour: str = "text2") -> None:
        self.setIcon(self._theme.icon(icon, colour))

    def set_name(self, name: str) -> None:
        self._name = name
        self._describe()

    def set_key(self, key: str) -> None:
        self._key = key
        self._describe()

    def _describe(self) -> None:
        self.setAccessibleName(self._name)
        self.setToolTip(f"{self._name}  ({self._key})" if self._key else self._name)

    def _dress(self) -> None:
        side = self._theme.px(self._side)
        self.setFixedSize(side, side)
        icon = self._theme.px(self._icon_side)
        self.setIconSize(QSize(icon, icon))
